// A program outside the project: it finds the installed library, computes the article's example, and runs a layer of a transformer.
#include <attn/attend.h>
#include <attn/models.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <string>

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

// The article's example.
void attend() {
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
}

attn::models::Linear linear(const float* numbers, std::int64_t rows, std::int64_t columns) {
  return {{attn::models::WeightType::kFloat32, numbers, nullptr, rows, columns}};
}

// A decoder's layer of two numbers a token. Its head compares the tokens themselves, x + attention goes through a gate of relu and
// out again: x + max(x, 0) * x.
void run_layer() {
  using namespace attn::models;
  const float identity[] = {1, 0, 0, 1};
  Layer layer;
  layer.self.heads = layer.self.kv_heads = 1;
  layer.self.head_size = 2;
  for (Linear* part : {&layer.self.query, &layer.self.key, &layer.self.value, &layer.self.output}) *part = linear(identity, 2, 2);
  layer.feed_forward.activation = attn::kernels::Activation::kRelu;
  for (Linear* part : {&layer.feed_forward.gate, &layer.feed_forward.up, &layer.feed_forward.down}) *part = linear(identity, 2, 2);
  Stack stack;
  stack.width = 2;
  stack.is_causal = true;
  stack.layers = &layer;
  stack.layer_count = 1;

  // The second token's scores are -1 and 5: weights of 1 / (1 + e^6) and 1 / (1 + e^-6) give it 0.99753 * (1, -2) + 0.00247 * (1, 1)
  // more, which makes it (2, -3.992582); relu leaves 0 of the second number. The first token sees itself: (2, 2).
  Sequence run(stack, 4);
  const xt::xarray<float> first = run.advance({{1, 1}});
  expect("the first token behind the layer", close(first, {6, 6}));
  const xt::xarray<float> second = run.advance({{1, -2}});
  expect("the second token behind the layer", close(second, {6, -3.9925821}));
  expect("the weights of the head", close(run.attention(0, 0), {1, 0, 0.0024726, 0.9975274}));
  expect("two tokens", run.length() == 2);

  try {
    run.advance({{1, 2, 3}});
    expect("an error for a row of another size", false);
  } catch (const attn::Error& error) {
    expect("an error for a row of another size", error.what() == std::string("rows: expected [0 to 2,2], got [1,3]"));
  }
  try {
    layer.self.key.weights.rows = 1;
    Sequence{stack, 4};
    expect("an error for keys of another size", false);
  } catch (const attn::Error& error) {
    expect("an error for keys of another size", error.what() == std::string("layers[0].self.key: expected [2,2], got [1,2]"));
  }
}

}  // namespace

int main() {
  attend();
  run_layer();
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
