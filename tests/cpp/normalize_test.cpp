// Tests of the normalisers: against their definitions, and at their extremes.
#include "arrays.h"
#include "definition.h"
#include "random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace attn::tests {
namespace {

using Row = std::vector<double>;

constexpr double kAlpha = 1.3;  // the alpha of entmax

// The weights of a row of scores, where -Infinity is masked. The query is 1, so that the keys are the scores.
Row weights_of(Normalizer normalizer, const Row& scores, std::optional<double> temperature = std::nullopt) {
  Inputs<double> inputs;
  inputs.query = numbers({1}, {1});
  inputs.key = numbers({scores.size(), 1}, scores);
  inputs.value = numbers({scores.size(), 1}, Row(scores.size(), 1.0));
  Array<bool> mask = Array<bool>::from_shape(Lengths{scores.size()});
  for (std::size_t j = 0; j < scores.size(); ++j) {
    mask(j) = scores[j] != -kInfinity;
    if (!mask(j)) inputs.key(j, 0) = 0;
  }
  inputs.mask = mask;
  AttendOptions options;
  options.score = Score::kDot;
  options.normalizer = normalizer;
  if (normalizer == Normalizer::kEntmax) options.alpha = kAlpha;
  options.temperature = temperature;
  options.weights = true;
  const Array<float> weights = *attend(inputs, options).weights;
  return Row(weights.begin(), weights.end());
}

// Returns the error for a row that has no weights, or an empty text if it has weights.
std::string complaint_about(Normalizer normalizer, const Row& scores) {
  try {
    weights_of(normalizer, scores);
  } catch (const Error& error) {
    CHECK(error.code() == Code::kUndefinedRow);
    CHECK(error.argument() == "normalizer");
    return error.what();
  }
  return "";
}

bool is_plain_ratio(Normalizer normalizer) {
  return normalizer == Normalizer::kSum || normalizer == Normalizer::kArticle || normalizer == Normalizer::kArticleCode;
}

bool is_distribution(Normalizer normalizer) {
  return normalizer != Normalizer::kSigmoid && normalizer != Normalizer::kArticle;
}

template <class Body>
void for_each_normalizer(Body body) {
  for (int index = 0; index < kNormalizerCount; ++index) {
    const std::string name = kNormalizerNames[index];
    CAPTURE(name);
    body(static_cast<Normalizer>(index));
  }
}

double sum_of(const Row& row) { return std::accumulate(row.begin(), row.end(), 0.0); }

TEST_CASE("normalize: each normaliser agrees with its definition, on random rows with masks and temperatures") {
  Random random(4);
  for_each_normalizer([&](Normalizer normalizer) {
    for (int repeat = 0; repeat < 200; ++repeat) {
      // article-code needs scores of at least 0, and the other ratios a sum that is not near 0.
      Row scores = random.list(random.between(1, 12), is_plain_ratio(normalizer) ? 0.1 : -3, 3);
      for (double& score : scores)
        if (random.chance(0.2)) score = -kInfinity;
      std::optional<double> temperature;
      if (!is_plain_ratio(normalizer) && random.chance(0.5)) temperature = random.number(0.3, 3);
      CAPTURE(repeat);
      const Row found = weights_of(normalizer, scores, temperature);
      const Row expected = *normalized(normalizer, temperature.value_or(1), scores, kAlpha);
      // The design's bound grows with the size of the scores divided by the temperature, which is up to 10 here.
      CHECK(largest_difference(found, expected) <= 10 * kExactness);
      for (std::size_t j = 0; j < scores.size(); ++j)
        if (scores[j] == -kInfinity) CHECK(found[j] == 0);
      const bool has_keys = *std::max_element(scores.begin(), scores.end()) != -kInfinity;
      if (is_distribution(normalizer)) CHECK(std::fabs(sum_of(found) - (has_keys ? 1 : 0)) <= kExactness);
    }
  });
}

TEST_CASE("normalize: sparsemax and entmax15 meet the conditions that define them") {
  // Both maximise weights . z + entropy over distributions, so all weights above 0 share one threshold and every key
  // below it has weight 0: z - w (sparsemax) and z / 2 - sqrt(w) (entmax15) are tau on the support, and z at most tau
  // elsewhere.
  Random random(5);
  for (const Normalizer normalizer : {Normalizer::kSparsemax, Normalizer::kEntmax15}) {
    const double power = normalizer == Normalizer::kSparsemax ? 1 : 2;
    for (int repeat = 0; repeat < 200; ++repeat) {
      const Row z = random.list(random.between(1, 40), -2, 2);
      const Row weights = weights_of(normalizer, z);
      CHECK(std::fabs(sum_of(weights) - 1) <= kExactness);
      double low = kInfinity, high = -kInfinity, outside = -kInfinity;
      for (std::size_t j = 0; j < z.size(); ++j) {
        const double tau = z[j] / power - std::pow(weights[j], 1 / power);
        if (weights[j] == 0) outside = std::max(outside, z[j] / power);
        if (weights[j] < 1e-4) continue;  // Here the root would magnify the rounding of the weight.
        low = std::min(low, tau);
        high = std::max(high, tau);
      }
      const double tolerance = 2e-5;  // the rounding of the weights, 6e-8, through a root with a slope of up to 50
      CHECK(high - low <= tolerance);
      CHECK(outside <= low + tolerance);
    }
  }
}

TEST_CASE("normalize: sparsemax and entmax15 give low scores a weight of 0, softmax never does") {
  CHECK(weights_of(Normalizer::kSparsemax, {3, 1, 0}) == Row{1, 0, 0});
  CHECK(weights_of(Normalizer::kSparsemax, {0.5, 0, -0.5}) == Row{0.75, 0.25, 0});
  CHECK(weights_of(Normalizer::kEntmax15, {3, 1, 0}) == Row{1, 0, 0});
  const Row softmax = weights_of(Normalizer::kSoftmax, {3, 1, 0});
  CHECK(softmax[2] > 0.04);
}

TEST_CASE("normalize: equal scores get equal weights") {
  for_each_normalizer([&](Normalizer normalizer) {
    for (const double score : {0.0, 0.5, 3.0, 1e30}) {
      if (score == 0 && is_plain_ratio(normalizer)) continue;
      CAPTURE(score);
      const Row weights = weights_of(normalizer, {score, score, score, score});
      double expected = 0.25;
      if (normalizer == Normalizer::kSigmoid) expected = 1 / (1 + 4 * std::exp(-score));
      if (normalizer == Normalizer::kArticle) expected = score / std::sqrt(4 * score);
      if (normalizer == Normalizer::kHardmax) {
        CHECK(weights == Row{1, 0, 0, 0});
        continue;
      }
      CHECK(weights[0] == weights[1]);
      CHECK(weights[0] == weights[3]);
      CHECK(std::fabs(weights[0] - expected) <= 1e-6 * expected);  // the rounding to float32
    }
  });
}

TEST_CASE("normalize: one key gets everything") {
  for_each_normalizer([&](Normalizer normalizer) {
    for (const double score : {0.25, 1e30, -1e30, -2.0}) {
      if (normalizer == Normalizer::kSigmoid || normalizer == Normalizer::kArticle) continue;
      if (normalizer == Normalizer::kArticleCode && score < 0) continue;
      CAPTURE(score);
      CHECK(weights_of(normalizer, {score}) == Row{1});
      CHECK(weights_of(normalizer, {-kInfinity, score, -kInfinity}) == Row{0, 1, 0});
    }
  });
  CHECK(weights_of(Normalizer::kArticle, {0.25}) == Row{0.5});
  CHECK(weights_of(Normalizer::kSigmoid, {0}) == Row{0.5});
}

TEST_CASE("normalize: a row of masked keys has weights of 0") {
  for_each_normalizer([&](Normalizer normalizer) {
    CHECK(weights_of(normalizer, {-kInfinity}) == Row{0});
    CHECK(weights_of(normalizer, {-kInfinity, -kInfinity, -kInfinity}) == Row{0, 0, 0});
  });
}

TEST_CASE("normalize: scores of 1e30 and -1e30") {
  for (const Normalizer normalizer :
       {Normalizer::kSoftmax, Normalizer::kSparsemax, Normalizer::kEntmax15, Normalizer::kEntmax, Normalizer::kHardmax}) {
    CHECK(weights_of(normalizer, {1e30, -1e30}) == Row{1, 0});
    CHECK(weights_of(normalizer, {-1e30, 0}) == Row{0, 1});
    CHECK(weights_of(normalizer, {-1e30, -1.1e30, -kInfinity}) == Row{1, 0, 0});
  }
  CHECK(weights_of(Normalizer::kSoftmax, {1e30, 1e30, -1e30}) == Row{0.5, 0.5, 0});
  CHECK(weights_of(Normalizer::kSigmoid, {1e30, -1e30}) == Row{1, 0});
  CHECK(weights_of(Normalizer::kSum, {3e30, 1e30}) == Row{0.75, 0.25});
  CHECK(weights_of(Normalizer::kArticle, {1e30, 3e30}) == Row{double{5e14f}, double{1.5e15f}});
  CHECK(weights_of(Normalizer::kArticleCode, {3e30, 1e30}) == Row{0.75, 0.25});
}

TEST_CASE("normalize: hardmax takes the first of several largest scores") {
  CHECK(weights_of(Normalizer::kHardmax, {1, 3, 3, 2}) == Row{0, 1, 0, 0});
  CHECK(weights_of(Normalizer::kHardmax, {-kInfinity, -2, -2}) == Row{0, 1, 0});
  CHECK(weights_of(Normalizer::kHardmax, {0, -0.0, 0}) == Row{1, 0, 0});
  CHECK(weights_of(Normalizer::kHardmax, {-0.0, 0}) == Row{1, 0});
}

TEST_CASE("normalize: the temperature divides the scores") {
  const Row scores = {0.3, -0.4, 0.9};
  for (const Normalizer normalizer :
       {Normalizer::kSoftmax, Normalizer::kSparsemax, Normalizer::kEntmax15, Normalizer::kEntmax, Normalizer::kSigmoid}) {
    const Row found = weights_of(normalizer, scores, 0.5);
    CHECK(largest_difference(found, weights_of(normalizer, {0.6, -0.8, 1.8})) <= kExactness);
    CHECK(largest_difference(found, weights_of(normalizer, scores)) > 0.01);
  }
  CHECK(weights_of(Normalizer::kHardmax, scores, 0.5) == Row{0, 0, 1});
}

TEST_CASE("normalize: near temperature 0 all become hardmax, at high temperatures they become flat") {
  const Row scores = {0.25, 0.75, 0.5};
  // Some temperatures are subnormal in float32 or double; then the quotients overflow to infinity.
  for (const double temperature : {1e-6, 1e-40, 1e-300, 5e-324}) {
    CAPTURE(temperature);
    for (const Normalizer normalizer : {Normalizer::kSoftmax, Normalizer::kSparsemax, Normalizer::kEntmax15, Normalizer::kEntmax})
      CHECK(weights_of(normalizer, scores, temperature) == Row{0, 1, 0});
    CHECK(weights_of(Normalizer::kSigmoid, {0.25, -0.75, 0}, temperature) == Row{1, 0, 0.25});
  }
  for (const double temperature : {1e9, 1e300}) {
    CAPTURE(temperature);
    for (const Normalizer normalizer : {Normalizer::kSoftmax, Normalizer::kSparsemax, Normalizer::kEntmax15, Normalizer::kEntmax})
      CHECK(largest_difference(weights_of(normalizer, scores, temperature), Row(3, 1.0 / 3)) <= kExactness);
    CHECK(largest_difference(weights_of(Normalizer::kSigmoid, scores, temperature), Row(3, 0.25)) <= kExactness);
  }
}

TEST_CASE("normalize: adding the same number to all scores does not change the shift-invariant normalisers") {
  // The scores are eighths, so that adding 1024 is exact in float32 too.
  for (const Normalizer normalizer :
       {Normalizer::kSoftmax, Normalizer::kSparsemax, Normalizer::kEntmax15, Normalizer::kEntmax, Normalizer::kHardmax})
    CHECK(weights_of(normalizer, {0.125, 0.625, -0.25}) == weights_of(normalizer, {1024.125, 1024.625, 1023.75}));
}

TEST_CASE("normalize: sigmoid counts all columns, masked ones too") {
  const double expected = 1 / (1 + 4 * std::exp(-0.5));
  const Row found = weights_of(Normalizer::kSigmoid, {0.5, -kInfinity, -kInfinity, 0.5});
  CHECK(std::fabs(found[0] - expected) <= kExactness);
}

TEST_CASE("normalize: the plain ratios, for negative and positive scores") {
  CHECK(weights_of(Normalizer::kSum, {-1, -3}) == Row{0.25, 0.75});
  CHECK(weights_of(Normalizer::kSum, {-1, 3}) == Row{-0.5, 1.5});
  CHECK(weights_of(Normalizer::kArticle, {-1, 5}) == Row{-0.5, 2.5});
  CHECK(weights_of(Normalizer::kArticleCode, {0, 1, 4}) == Row{0, double{0.2f}, double{0.8f}});
}

TEST_CASE("normalize: rows without weights are errors that name the row and what was found") {
  const std::string row = " in row [batch 0, head 0, query 0]";
  CHECK(complaint_about(Normalizer::kSum, {1, -1}) == "normalizer: expected a row sum other than 0, got 0" + row);
  CHECK(complaint_about(Normalizer::kSum, {0, 0}) == "normalizer: expected a row sum other than 0, got 0" + row);
  CHECK(complaint_about(Normalizer::kArticle, {0.5, -1}) ==
        "normalizer: expected a row sum above 0, got -0.5" + row);
  CHECK(complaint_about(Normalizer::kArticle, {0}) == "normalizer: expected a row sum above 0, got 0" + row);
  CHECK(complaint_about(Normalizer::kArticleCode, {2, -0.25}) ==
        "normalizer: expected scores of at least 0, got -0.25" + row);
  CHECK(complaint_about(Normalizer::kArticleCode, {0, 0}) == "normalizer: expected a row sum above 0, got 0" + row);
}

TEST_CASE("normalize: a sum beyond float32 or double gives correct weights or an error, never zeros or NaN") {
  // The large scores cancel, and the small one is left: the weights would be about 1e45.
  CHECK(complaint_about(Normalizer::kSum, {1e38, -1e38, 1e-7}) != "");
  Inputs<double> inputs;
  inputs.query = numbers({1}, {1});
  inputs.key = numbers({2, 1}, {1, 1});
  inputs.value = numbers({2, 1}, {1, 3});
  AttendOptions options;
  options.score = Score::kDot;
  options.scale = 1.5e308;  // The two scores fit into double, but their sum does not.
  for (const Normalizer normalizer : {Normalizer::kSum, Normalizer::kArticle, Normalizer::kArticleCode}) {
    options.normalizer = normalizer;
    try {
      const Array<float> output = attend(inputs, options).output;
      CHECK(output(0) == 2);
    } catch (const Error& error) {
      CHECK(error.code() == Code::kUndefinedRow);
    }
  }
}

}  // namespace
}  // namespace attn::tests
