// Tests of entmax with any alpha above 1: against its definition, at the ends of its range, and by the conditions that
// only the right weights meet.
#include "arrays.h"
#include "definition.h"
#include "errors.h"
#include "random.h"

#include <attn/entmax.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace attn::tests {
namespace {

using Row = std::vector<double>;

struct Solution {
  Row weights;
  double tau;
};

// Solves for scores of any size: the largest need not be 0.
Solution solve(double alpha, const Row& scores) {
  Solution solution{scores, 0};
  const double largest = *std::max_element(scores.begin(), scores.end());
  for (double& each : solution.weights) each -= largest;
  solution.tau = entmax(alpha, static_cast<std::int64_t>(scores.size()), solution.weights.data());
  return solution;
}

double sum_of(const Row& row) { return std::accumulate(row.begin(), row.end(), 0.0); }

TEST_CASE("entmax: weights computed by hand") {
  // For two keys and alpha = 3, w1^2 - w2^2 = 2 d and w1 + w2 = 1.
  const double d = 0.3;
  CHECK(largest_difference(solve(3, {1, 1 - d}).weights, Row{0.5 + d, 0.5 - d}) <= 1e-15);
  CHECK(solve(3, {1, 0.5}).weights == Row{1, 0});
  CHECK(largest_difference(solve(3, {1, 0.5 + 1e-9}).weights, Row{1 - 1e-9, 1e-9}) <= 1e-15);
  // Equal keys have equal weights.
  for (const double alpha : {1 + 1e-15, 1.01, 1.3, 1.9, 2.1, 5.0, 100.0, 1e6, 1e300}) {
    CAPTURE(alpha);
    CHECK(largest_difference(solve(alpha, {2, 2, 2}).weights, Row(3, 1.0 / 3)) <= 1e-15);
    CHECK(largest_difference(solve(alpha, {7, -kInfinity, 7, -3e5}).weights, Row{0.5, 0, 0.5, 0}) <= 1e-15);
    CHECK(solve(alpha, {-4}).weights == Row{1});
  }
}

TEST_CASE("entmax: alpha 1.5 and 2 are entmax15 and sparsemax to the last bit, and the next alphas are close") {
  Random random(151);
  for (int repeat = 0; repeat < 50; ++repeat) {
    Inputs<double> inputs;
    inputs.query = random.array({3, 4});
    inputs.key = random.array({9, 4}, -2, 2);
    inputs.value = random.array({9, 2});
    AttendOptions named, numbered, beside;
    named.normalizer = repeat % 2 ? Normalizer::kSparsemax : Normalizer::kEntmax15;
    numbered.normalizer = beside.normalizer = Normalizer::kEntmax;
    numbered.alpha = repeat % 2 ? 2 : 1.5;
    beside.alpha = *numbered.alpha * (repeat % 4 < 2 ? 1 - 1e-9 : 1 + 1e-9);
    named.weights = numbered.weights = beside.weights = true;
    CHECK(same_bits(*attend(inputs, named).weights, *attend(inputs, numbered).weights));
    CHECK(same_bits(attend(inputs, named).output, attend(inputs, numbered).output));
    CHECK(largest_difference(*attend(inputs, named).weights, *attend(inputs, beside).weights) <= 1e-7);
  }
}

TEST_CASE("entmax: the nearest alpha to 1 is softmax") {
  Random random(152);
  for (int repeat = 0; repeat < 50; ++repeat) {
    const Row scores = random.list(random.between(1, 30), -20, 20);
    const Row expected = *normalized(Normalizer::kSoftmax, 1, scores);
    CHECK(largest_difference(solve(1 + 0x1p-52, scores).weights, expected) <= 1e-13);
    CHECK(largest_difference(solve(1 + 1e-10, scores).weights, expected) <= 1e-7);
  }
}

TEST_CASE("entmax: agrees with the definition in long double, up to alpha = 3") {
  Random random(153);
  double small = 0, large = 0;
  for (int repeat = 0; repeat < 4000; ++repeat) {
    const double alpha = repeat % 2 ? random.number(1.001, 2) : random.number(2, 3);
    const double width = random.pick<double>({0.01, 0.3, 1, 3, 30});
    Row scores = random.list(random.between(1, 60), -width, width);
    if (random.chance(0.3))
      for (double& each : scores) each = random.chance(0.3) ? -kInfinity : std::round(each * 4) / 4;  // ties
    if (*std::max_element(scores.begin(), scores.end()) == -kInfinity) continue;
    const double difference = largest_difference(solve(alpha, scores).weights, *normalized(Normalizer::kEntmax, 1, scores, alpha));
    (alpha <= 2 ? small : large) = std::max(alpha <= 2 ? small : large, difference);
  }
  CHECK(small <= 1e-12);
  CHECK(large <= 1e-7);
}

// Only the right weights meet these conditions (Peters et al. 2019, proposition 1): on the support the powers of two
// weights differ as the scores do, and keys outside the support lie below tau. They can be checked for any alpha.
TEST_CASE("entmax: the weights meet their conditions, for any alpha") {
  Random random(154);
  for (int repeat = 0; repeat < 3000; ++repeat) {
    const double alpha = 1 + std::exp(random.number(-12, 9));
    const double power = alpha - 1;
    Row scores = random.list(random.between(2, 40), -1, 1);
    for (double& each : scores) each *= random.pick<double>({1, 1 / power, 3 / power});
    const auto [weights, tau] = solve(alpha, scores);
    const double largest = *std::max_element(scores.begin(), scores.end());
    INFO("alpha ", alpha, " of ", scores.size(), ", repeat ", repeat);
    CHECK(std::fabs(sum_of(weights) - 1) <= 1e-13);
    for (std::size_t j = 0; j < scores.size(); ++j) {
      const double above = power * (scores[j] - largest) - tau;
      if (weights[j] >= std::numeric_limits<double>::min())  // smaller weights lose their digits
        CHECK(std::fabs(std::pow(weights[j], power) - above) <= 1e-14 * (2 + power));
      else if (weights[j] == 0)
        CHECK((above <= 1e-15 * (2 + power) || std::pow(above, 1 / power) == 0));  // below double near alpha = 1
    }
  }
}

// At the edge of the support of a large alpha, a weight rises almost vertically: a change in the last digit of a score
// moves it by a hundredth. The weights must still sum up to 1.
TEST_CASE("entmax: keys at the very edge of the support") {
  for (const double alpha : {1.2, 2.5, 4.0, 11.0, 101.0, 901.0}) {
    for (const double shift : {0.0, 1e-18, -1e-18, 1e-16, -1e-16, 3e-16, -3e-16, 1e-12, -1e-12}) {
      CAPTURE(alpha);
      CAPTURE(shift);
      const double power = alpha - 1;
      // Two keys use up the sum of 1: a third key that lies lower than this has no weight.
      const double half = std::pow(0.5, power) / power;
      const Row weights = solve(alpha, {0, 0, -half * (1 - shift)}).weights;
      CHECK(std::fabs(sum_of(weights) - 1) <= 1e-15 * 4);
      CHECK(weights[0] == weights[1]);
      CHECK(weights[2] <= 2 * std::max(shift, 0.0) * std::max(1.0, half) + 1e-15);
    }
  }
}

// Near alpha = 2 the sum is almost a straight line: the first step of the search ends where the second weight is 0.
TEST_CASE("entmax: a second key at the very edge of the support, near alpha = 2") {
  for (const double beyond : {1e-15, 1e-12, 1e-9, 1e-6, 1e-3}) {
    for (int digits = -4; digits <= 4; ++digits) {
      CAPTURE(beyond);
      CAPTURE(digits);
      const Row weights = solve(2 + beyond, {0, -(1 + digits * 0x1p-53) / (1 + beyond)}).weights;
      CHECK(std::fabs(weights[0] - 1) <= 1e-14);
      CHECK(weights[1] <= 1e-14);
    }
  }
}

TEST_CASE("entmax: long rows with few keys in the support") {
  Random random(155);
  for (const double alpha : {1.05, 1.7, 2.3, 6.0}) {
    const Row scores = random.list(20'000, -5, 5);
    const Row weights = solve(alpha, scores).weights;
    CAPTURE(alpha);
    CHECK(std::fabs(sum_of(weights) - 1) <= 1e-11);
    if (alpha < 2) CHECK(largest_difference(weights, *normalized(Normalizer::kEntmax, 1, scores, alpha)) <= 1e-12);
  }
}

TEST_CASE("entmax: only entmax takes alpha, and it requires one") {
  Inputs<double> inputs;
  inputs.query = numbers({1}, {1});
  inputs.key = inputs.value = numbers({2, 1}, {1, 2});
  AttendOptions options;
  options.normalizer = Normalizer::kEntmax;
  check_error([&] { attend(inputs, options); }, Code::kMissing, "alpha", "expected a number above 1 with the normaliser entmax, got none");
  for (const double alpha : {1.0, 0.5, -2.0}) {
    options.alpha = alpha;
    CHECK_THROWS_WITH_AS(attend(inputs, options), doctest::Contains("alpha: expected a finite number above 1, got "), Error);
  }
  for (const double alpha : {kInfinity, kNaN}) {
    options.alpha = alpha;
    CHECK_THROWS_AS(attend(inputs, options), Error);
  }
  options.alpha = 1.7;
  CHECK_NOTHROW(attend(inputs, options));
  options.normalizer = Normalizer::kEntmax15;
  check_error([&] { attend(inputs, options); }, Code::kOption, "alpha", "expected none with the normaliser entmax15, got 1.7");
  options.normalizer.reset();
  check_error([&] { attend(inputs, options); }, Code::kOption, "alpha", "expected none with the normaliser softmax, got 1.7");
}

}  // namespace
}  // namespace attn::tests
