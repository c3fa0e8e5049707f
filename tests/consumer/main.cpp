// A program outside the project: it finds the installed library and computes the article's example.
#include <attn/attend.h>

#include <cmath>
#include <cstdio>
#include <initializer_list>

namespace {

int passed = 0;
int failed = 0;

void expect(const char* what, bool holds) {
  holds ? ++passed : ++failed;
  if (!holds) std::printf("failed: %s\n", what);
}

bool close(const xt::xarray<float>& numbers, std::initializer_list<double> expected) {
  if (numbers.size() != expected.size()) return false;
  auto number = numbers.begin();
  for (const double x : expected)
    if (!(std::fabs(static_cast<double>(*number++) - x) < 2e-6)) return false;
  return true;
}

}  // namespace

int main() {
  attn::Inputs<float> inputs;
  inputs.query = {0.1f, 0.2f, 0.3f};
  inputs.key = {{0.4f, 0.5f, 0.6f}, {0.7f, 0.8f, 0.9f}, {0.1f, 0.2f, 0.3f}};
  inputs.value = inputs.key;
  attn::AttendOptions options;
  options.score = attn::Score::kDot;
  options.weights = true;

  // The scores are 0.32, 0.50 and 0.14; e^0.32 + e^0.50 + e^0.14 = 4.176123.
  const attn::Attended attended = attn::attend(inputs, options);
  expect("softmax weights", close(*attended.weights, {0.3297625, 0.3947966, 0.2754409}));
  expect("softmax output", close(attended.output, {0.4358067, 0.5358067, 0.6358067}));

  options.normalizer = attn::Normalizer::kArticle;
  double sum = 0;
  const attn::Attended article = attn::attend(inputs, options);
  for (const float weight : *article.weights) sum += static_cast<double>(weight);
  expect("the article's weights sum to sqrt(0.96)", std::fabs(sum - std::sqrt(0.96)) < 2e-6);

  const attn::Trace trace = attn::explain(inputs, options, attn::RowIndex{});
  expect("the article's scores", close(trace.scores, {0.32, 0.50, 0.14}));
  expect("the first product is 0.04, not 0.14", close(trace.products, {0.04, 0.10, 0.18, 0.07, 0.16, 0.27, 0.01, 0.04, 0.09}));

  try {
    inputs.key = {{1.0f, 2.0f}};
    attn::attend(inputs, options);
    expect("an error for a key of another size", false);
  } catch (const attn::Error& error) {
    expect("an error for a key of another size", error.code() == attn::Code::kShape && error.argument() == "key");
  }
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
