// Tests of the article's example: the query of 我 and the keys of 我 喜欢 学习, with each number derived by hand.
#include "arrays.h"

#include <doctest/doctest.h>

#include <cmath>

namespace attn::tests {
namespace {

// The numbers below are given to seven digits, and float32 has as many.
constexpr double kSevenDigits = 2e-7;

Inputs<double> article() {
  Inputs<double> inputs;
  inputs.query = numbers({3}, {0.1, 0.2, 0.3});
  inputs.key = numbers({3, 3}, {0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.1, 0.2, 0.3});
  inputs.value = inputs.key;
  return inputs;
}

const Array<double> kIdentity = numbers({3, 3}, {1, 0, 0, 0, 1, 0, 0, 0, 1});
const Array<double> kOnes = numbers({3}, {1, 1, 1});

std::vector<double> scores(Score score, const Inputs<double>& inputs) {
  Options options;
  options.score = score;
  const Array<float> found = explain(inputs, options).scaled;
  return {found.begin(), found.end()};
}

std::vector<double> weights(Normalizer normalizer) {
  AttendOptions options;
  options.score = Score::kDot;
  options.normalizer = normalizer;
  options.weights = true;
  const Array<float> found = *attend(article(), options).weights;
  return {found.begin(), found.end()};
}

void check_numbers(const std::vector<double>& found, const std::vector<double>& expected) {
  CAPTURE(found[0]);
  CAPTURE(found[1]);
  CAPTURE(found[2]);
  CHECK(largest_difference(found, expected) <= kSevenDigits);
}

TEST_CASE("article: the score functions") {
  Inputs<double> inputs = article();

  SUBCASE("dot: 0.04 + 0.10 + 0.18, 0.07 + 0.16 + 0.27, 0.01 + 0.04 + 0.09") {
    check_numbers(scores(Score::kDot, inputs), {0.32, 0.5, 0.14});
  }
  SUBCASE("scaled-dot: the same over sqrt(3)") {
    check_numbers(scores(Score::kScaledDot, inputs), {0.1847521, 0.2886751, 0.0808290});
  }
  SUBCASE("cosine: 0.32 / sqrt(0.14 x 0.77), 0.5 / sqrt(0.14 x 1.94), and the third key is the query") {
    check_numbers(scores(Score::kCosine, inputs), {0.9746318, 0.9594119, 1});
  }
  SUBCASE("euclidean: the components differ by 0.3, 0.6 and 0: -3 x 0.09 / 2, -3 x 0.36 / 2, 0") {
    check_numbers(scores(Score::kEuclidean, inputs), {-0.135, -0.54, 0});
  }
  SUBCASE("general with the identity is dot") {
    inputs.weight = kIdentity;
    check_numbers(scores(Score::kGeneral, inputs), {0.32, 0.5, 0.14});
  }
  SUBCASE("concat with two identities and ones: tanh(0.5) + tanh(0.7) + tanh(0.9) and so on") {
    inputs.weight = numbers({3, 6}, {1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1});
    inputs.vector = kOnes;
    check_numbers(scores(Score::kConcat, inputs), {1.7827828, 2.2592855, 1.1143738});
  }
  SUBCASE("additive with identities and ones: the same sums; a bias of -q leaves tanh(k)") {
    inputs.query_weight = inputs.key_weight = kIdentity;
    inputs.vector = kOnes;
    check_numbers(scores(Score::kAdditive, inputs), {1.7827828, 2.2592855, 1.1143738});
    inputs.bias = numbers({3}, {-0.1, -0.2, -0.3});
    check_numbers(scores(Score::kAdditive, inputs),
                  {std::tanh(0.4) + std::tanh(0.5) + std::tanh(0.6), std::tanh(0.7) + std::tanh(0.8) + std::tanh(0.9),
                   std::tanh(0.1) + std::tanh(0.2) + std::tanh(0.3)});
  }
  SUBCASE("location with the identity: the query itself, whatever the keys are") {
    inputs.weight = kIdentity;
    check_numbers(scores(Score::kLocation, inputs), {0.1, 0.2, 0.3});
  }
  SUBCASE("linear: phi adds 1 here, so 1.1 x 1.4 + 1.2 x 1.5 + 1.3 x 1.6 and so on") {
    check_numbers(scores(Score::kLinear, inputs), {5.42, 6.5, 4.34});
  }
}

TEST_CASE("article: the normalisers, for the dot scores 0.32, 0.5, 0.14") {
  SUBCASE("softmax: 1.3771278, 1.6487213, 1.1502738 over 4.1761228") {
    check_numbers(weights(Normalizer::kSoftmax), {0.3297623, 0.3947971, 0.2754406});
  }
  SUBCASE("sparsemax: all three stay, tau = (0.96 - 1) / 3 = -0.0133333") {
    check_numbers(weights(Normalizer::kSparsemax), {0.3333333, 0.5133333, 0.1533333});
  }
  SUBCASE("entmax15: halves 0.16, 0.25, 0.07; their mean is 0.16, their squared deviations sum up to 0.0162, so "
          "tau = 0.16 - sqrt((1 - 0.0162) / 3) = -0.4126546") {
    check_numbers(weights(Normalizer::kEntmax15), {0.3279333, 0.4391112, 0.2329555});
  }
  SUBCASE("hardmax: the second") { check_numbers(weights(Normalizer::kHardmax), {0, 1, 0}); }
  SUBCASE("sigmoid: 1 / (1 + 3 exp(-s)); they need not sum up to 1") {
    check_numbers(weights(Normalizer::kSigmoid), {0.3146190, 0.3546612, 0.2771561});
  }
  SUBCASE("sum: over 0.96") { check_numbers(weights(Normalizer::kSum), {0.3333333, 0.5208333, 0.1458333}); }
  SUBCASE("article: over sqrt(0.96) = 0.9797959, which is also what the weights sum up to") {
    const std::vector<double> found = weights(Normalizer::kArticle);
    check_numbers(found, {0.3265986, 0.5103104, 0.1428869});
    CHECK(std::fabs(found[0] + found[1] + found[2] - std::sqrt(0.96)) <= kSevenDigits);
  }
  SUBCASE("article-code is sum") {
    check_numbers(weights(Normalizer::kArticleCode), {0.3333333, 0.5208333, 0.1458333});
  }
}

TEST_CASE("article: the weights and the output vector of scaled-dot and softmax") {
  AttendOptions options;
  options.weights = true;
  const Attended attended = attend(article(), options);
  // The numerators are exp(0.1847521 - 0.2886751) = 0.9012947, 1 and exp(0.0808290 - 0.2886751) = 0.8123320;
  // their sum is 2.7136267.
  CHECK(largest_difference(*attended.weights, numbers({3}, {0.3321366, 0.3685105, 0.2993529})) <= kSevenDigits);
  // The second and third components are 0.1 and 0.2 above the first, as in every key.
  CHECK(largest_difference(attended.output, numbers({3}, {0.4207473, 0.5207473, 0.6207473})) <= kSevenDigits);
}

}  // namespace
}  // namespace attn::tests
