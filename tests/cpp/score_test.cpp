// Tests of the nine score functions: against their formulas, against the sum of their terms, and with extreme numbers.
#include "arrays.h"
#include "definition.h"
#include "random.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

namespace attn::tests {
namespace {

constexpr std::size_t kTq = 3, kTk = 5, kD = 4, kDk = 3, kA = 6;

bool has_own_key_size(Score score) {
  return score == Score::kGeneral || score == Score::kConcat || score == Score::kAdditive;
}

// Random inputs and parameters for a score, large enough for its nonlinearities to matter.
Inputs<double> inputs_for(Score score, Random& random, double size = 2) {
  Inputs<double> inputs;
  const std::size_t dk = has_own_key_size(score) ? kDk : kD;
  inputs.query = random.array({kTq, kD}, -size, size);
  inputs.key = random.array({kTk, dk}, -size, size);
  inputs.value = random.array({kTk, 2});
  if (score == Score::kGeneral) inputs.weight = random.array({kD, dk});
  if (score == Score::kConcat) inputs.weight = random.array({kA, kD + dk});
  if (score == Score::kLocation) inputs.weight = random.array({kTk, kD});
  if (score == Score::kConcat || score == Score::kAdditive) inputs.vector = random.array({kA});
  if (score == Score::kAdditive) {
    inputs.query_weight = random.array({kA, kD});
    inputs.key_weight = random.array({kA, dk});
    inputs.bias = random.array({kA});
  }
  return inputs;
}

std::vector<double> row_of(const Array<double>& array, std::size_t row) {
  const std::size_t size = array.shape()[1];
  return std::vector<double>(array.data() + row * size, array.data() + (row + 1) * size);
}

Options with_score(Score score) {
  Options options;
  options.score = score;
  return options;
}

// The raw score of one query and one key.
double score_between(Score score, const std::vector<double>& q, const std::vector<double>& k) {
  Inputs<double> inputs;
  inputs.query = numbers({q.size()}, q);
  inputs.key = numbers({1, k.size()}, k);
  inputs.value = numbers({1, 1}, {1});
  return double{explain(inputs, with_score(score)).scores.data()[0]};
}

template <class Body>
void for_each_score(Body body) {
  for (int index = 0; index < kScoreCount; ++index) {
    const std::string name = kScoreNames[index];
    CAPTURE(name);
    body(static_cast<Score>(index));
  }
}

TEST_CASE("score: each function agrees with its formula") {
  Random random(1);
  for_each_score([&](Score score) {
    const Inputs<double> inputs = inputs_for(score, random);
    const Array<float> scores = explain(inputs, with_score(score)).scores;
    for (std::size_t i = 0; i < kTq; ++i) {
      for (std::size_t j = 0; j < kTk; ++j) {
        const double expected = score_of(score, inputs, row_of(inputs.query, i), row_of(inputs.key, j), j);
        // The score is computed in double and then rounded to float32, by half a unit in the 24th binary digit.
        CHECK(std::fabs(double{scores(i, j)} - expected) <= 1e-7 * std::fabs(expected) + 1e-12);
      }
    }
  });
}

TEST_CASE("score: the terms sum up to the score") {
  Random random(2);
  for_each_score([&](Score score) {
    const Inputs<double> inputs = inputs_for(score, random);
    for (std::size_t i = 0; i < kTq; ++i) {
      const Trace trace = explain(inputs, with_score(score), RowIndex{0, 0, static_cast<std::int64_t>(i)});
      const std::size_t terms = score == Score::kConcat || score == Score::kAdditive ? kA : kD;
      REQUIRE(shape_of(trace.products) == Lengths{kTk, terms});
      for (std::size_t j = 0; j < kTk; ++j) {
        double sum = 0, size = 0;
        for (std::size_t c = 0; c < terms; ++c) {
          sum += double{trace.products(j, c)};
          size += std::fabs(double{trace.products(j, c)});
        }
        const std::vector<double> q = row_of(inputs.query, i), k = row_of(inputs.key, j);
        if (score == Score::kCosine)  // Its terms are not yet divided by the norms.
          sum /= std::sqrt(score_of(Score::kDot, inputs, q, q, 0) * score_of(Score::kDot, inputs, k, k, 0));
        // Each term and the score are rounded to float32.
        CHECK(std::fabs(double{trace.scores(i, j)} - sum) <= 2e-7 * size);
      }
    }
  });
}

TEST_CASE("score: the terms of one row, by their formulas") {
  Inputs<double> inputs;
  inputs.query = numbers({2}, {2, -1});
  inputs.key = numbers({1, 2}, {3, 5});
  inputs.value = numbers({1, 1}, {1});
  const auto products = [&](Score score) {
    const Array<float> found = explain(inputs, with_score(score), RowIndex{}).products;
    return std::vector<double>(found.begin(), found.end());
  };
  CHECK(products(Score::kDot) == std::vector<double>{6, -5});
  CHECK(products(Score::kScaledDot) == std::vector<double>{6, -5});
  CHECK(products(Score::kCosine) == std::vector<double>{6, -5});
  CHECK(products(Score::kEuclidean) == std::vector<double>{-0.5, -18});
  const double rounding = 1e-6;  // terms up to 18 are rounded to float32
  CHECK(largest_difference(products(Score::kLinear), std::vector<double>{3 * 4, std::exp(-1) * 6}) <= rounding);

  inputs.weight = numbers({2, 2}, {1, 2, 3, 4});  // W k = [13, 29]
  CHECK(products(Score::kGeneral) == std::vector<double>{26, -29});
  inputs.weight = numbers({1, 2}, {7, 11});
  CHECK(products(Score::kLocation) == std::vector<double>{14, -11});
  inputs.weight = numbers({2, 4}, {0.1, 0.2, 0.3, 0.4, 0, 0, 0.1, 0});  // W [q; k] = [2.9, 0.3]
  inputs.vector = numbers({2}, {10, -20});
  const std::vector<double> concat = {10 * std::tanh(2.9), -20 * std::tanh(0.3)};
  CHECK(largest_difference(products(Score::kConcat), concat) <= rounding);
  inputs.query_weight = numbers({2, 2}, {0.1, 0.2, 0.3, 0.4});  // [0, 0.2]
  inputs.key_weight = numbers({2, 2}, {0.5, 0, 0, -0.1});       // [1.5, -0.5]
  inputs.bias = numbers({2}, {-1, 1});
  const std::vector<double> additive = {10 * std::tanh(0.5), -20 * std::tanh(0.7)};
  CHECK(largest_difference(products(Score::kAdditive), additive) <= rounding);
}

TEST_CASE("score: general and location take their parameter the right way round") {
  Inputs<double> inputs;
  inputs.query = numbers({1, 2}, {1, 10});
  inputs.key = numbers({2, 3}, {1, 0, 0, 0, 0, 1});
  inputs.value = numbers({2, 1}, {1, 1});
  inputs.weight = numbers({2, 3}, {1, 2, 3, 4, 5, 6});  // q^T W = [41, 52, 63]
  CHECK(largest_difference(explain(inputs, with_score(Score::kGeneral)).scores, numbers({1, 2}, {41, 63})) == 0);
  inputs.key = numbers({2, 2}, {1, 0, 0, 1});
  inputs.weight = numbers({2, 2}, {1, 2, 3, 4});  // W q = [21, 43]
  CHECK(largest_difference(explain(inputs, with_score(Score::kLocation)).scores, numbers({1, 2}, {21, 43})) == 0);
}

TEST_CASE("score: scaled-dot has a scale of its own, the others have 1, and a given scale replaces it") {
  Random random(3);
  for_each_score([&](Score score) {
    const Inputs<double> inputs = inputs_for(score, random);
    const double tolerance = 1e-6;  // the rounding of scores up to 10 to float32
    const Trace plain = explain(inputs, with_score(score));
    const double expected = score == Score::kScaledDot ? 0.5 : 1;  // D = 4
    CHECK(largest_difference(plain.scaled, Array<float>(plain.scores * static_cast<float>(expected))) <= tolerance);
    Options options = with_score(score);
    options.scale = -3;
    if (score == Score::kLocation || score == Score::kLinear) options.normalizer = Normalizer::kSum;
    const Trace scaled = explain(inputs, options);
    CHECK(same_bits(scaled.scores, plain.scores));
    CHECK(largest_difference(scaled.scaled, Array<float>(plain.scores * -3.0f)) <= 10 * tolerance);
  });
}

TEST_CASE("score: cosine is 0 where a norm is 0, and does not depend on the lengths") {
  CHECK(score_between(Score::kCosine, {0, 0}, {1, 2}) == 0);
  CHECK(score_between(Score::kCosine, {1, 2}, {0, 0}) == 0);
  CHECK(score_between(Score::kCosine, {0, 0}, {0, 0}) == 0);
  const double rounding = 1e-7;  // the rounding to float32
  CHECK(std::fabs(score_between(Score::kCosine, {3, 4}, {4, 3}) - 0.96) <= rounding);
  // The squares of these norms are 1e60 and 1e-60, far beyond float32.
  CHECK(std::fabs(score_between(Score::kCosine, {3e30, 4e30}, {4e30, 3e30}) - 0.96) <= rounding);
  CHECK(std::fabs(score_between(Score::kCosine, {3e-30, 4e-30}, {4e-30, 3e-30}) - 0.96) <= rounding);
  CHECK(std::fabs(score_between(Score::kCosine, {-2}, {1e30}) + 1) <= rounding);
}

TEST_CASE("score: the trace holds scores beyond float32 at the largest float") {
  CHECK(score_between(Score::kDot, {1e30}, {1e30}) == kLargestFloat);
  CHECK(score_between(Score::kDot, {1e30}, {-1e30}) == -kLargestFloat);
  CHECK(score_between(Score::kEuclidean, {1e30}, {-1e30}) == -kLargestFloat);
  CHECK(score_between(Score::kLinear, {1e30}, {1e30}) == kLargestFloat);
  CHECK(score_between(Score::kDot, {1e-30}, {1e-30}) == 0);
}

TEST_CASE("score: huge and tiny inputs still give weights") {
  AttendOptions options;
  options.weights = true;
  for (const Score score : {Score::kDot, Score::kScaledDot, Score::kCosine, Score::kEuclidean}) {
    options.score = score;
    for (const double size : {kLargestFloat, 1e30, 1e-30, 1e-45}) {
      CAPTURE(size);
      Inputs<double> inputs;
      inputs.query = numbers({1}, {size});
      inputs.key = numbers({2, 1}, {size, -size});
      inputs.value = numbers({2, 1}, {1, 0});
      const double share = double{(*attend(inputs, options).weights)(0)};
      // cosine is +-1 at any size. The other scores are so far apart or so close that exp gives only 1 or 0.5.
      const double expected = score == Score::kCosine ? 1 / (1 + std::exp(-2)) : size > 1 ? 1 : 0.5;
      CHECK(std::fabs(share - expected) <= 1e-6);  // the rounding to float32
    }
  }
}

TEST_CASE("score: the feature of linear is exp(x) below 0 and x + 1 from 0 on") {
  const double rounding = 1e-7;  // the rounding to float32; the other feature is phi(0) = 1
  CHECK(score_between(Score::kLinear, {0}, {0}) == 1);
  CHECK(score_between(Score::kLinear, {2}, {0}) == 3);
  CHECK(std::fabs(score_between(Score::kLinear, {-2}, {0}) - std::exp(-2)) <= rounding);
  CHECK(std::fabs(score_between(Score::kLinear, {-1e-9}, {0}) - 1) <= rounding);
}

}  // namespace
}  // namespace attn::tests
