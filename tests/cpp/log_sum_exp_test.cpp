// Tests of the logarithm of a softmax's sum, with which attentions over parts of the keys can be merged.
#include "arrays.h"
#include "errors.h"
#include "fused_case.h"
#include "random.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>

namespace attn::tests {
namespace {

Attended with_sum(const Inputs<double>& inputs, AttendOptions options = {}) {
  options.log_sum_exp = true;
  return attend(inputs, options);
}

TEST_CASE("log-sum-exp: values computed by hand, with a temperature, a bias and a sink") {
  Inputs<double> inputs;
  inputs.query = numbers({1}, {1});
  inputs.key = numbers({2, 1}, {0, std::log(2)});
  inputs.value = inputs.key;
  AttendOptions options;
  options.score = Score::kDot;
  Attended attended = with_sum(inputs, options);
  CHECK(shape_of(*attended.log_sum_exp).empty());
  CHECK(std::fabs(static_cast<double>((*attended.log_sum_exp)()) - std::log(3)) <= 1e-7);
  inputs.sinks = {std::log(5)};
  CHECK(std::fabs(static_cast<double>((*with_sum(inputs, options).log_sum_exp)()) - std::log(8)) <= 2e-7);
  inputs.mask = numbers({2}, {1, 1});
  inputs.sinks.reset();
  CHECK(std::fabs(static_cast<double>((*with_sum(inputs, options).log_sum_exp)()) - 1 - std::log(3)) <= 2e-7);
  options.temperature = 0.5;
  CHECK(std::fabs(static_cast<double>((*with_sum(inputs, options).log_sum_exp)()) - 2 - std::log(5)) <= 4e-7);
}

TEST_CASE("log-sum-exp: a row without keys has -Infinity, or its sink over the temperature") {
  Random random(131);
  for (const std::size_t size : std::initializer_list<std::size_t>{2, 300}) {  // the reference, then the kernel
    Inputs<double> inputs;
    inputs.query = random.array({1, 2, 2, 8});
    inputs.key = random.array({1, 2, size, 8});
    inputs.value = inputs.key;
    inputs.mask = array_of<bool>({2, 1}, {false, true});
    AttendOptions options;
    options.temperature = 2;
    Attended attended = with_sum(inputs, options);
    CHECK(shape_of(*attended.log_sum_exp) == Lengths{1, 2, 2});
    CHECK((*attended.log_sum_exp)(0, 1, 0) == -kInfinity);
    CHECK(std::isfinite((*attended.log_sum_exp)(0, 1, 1)));
    inputs.sinks = {-3, 1e20};
    attended = with_sum(inputs, options);
    CHECK((*attended.log_sum_exp)(0, 0, 0) == -1.5f);
    CHECK((*attended.log_sum_exp)(0, 1, 0) == 5e19f);
    CHECK((*attended.log_sum_exp)(0, 1, 1) == 5e19f);
  }
}

// As in Flash decoding, each part's output is weighted by its share of the whole sum.
TEST_CASE("log-sum-exp: attentions over halves of the keys, merged, are the attention over all") {
  Random random(132);
  for (const Score score : {Score::kScaledDot, Score::kEuclidean, Score::kCosine, Score::kConcat}) {
    CAPTURE(score);
    Inputs<double> inputs;
    inputs.query = random.array({20, 16});
    inputs.key = random.array({600, 16});
    inputs.value = random.array({600, 3});
    inputs.weight = random.array({4, 32});
    inputs.vector = random.array({4});
    AttendOptions options;
    options.score = score;
    const Attended whole = with_sum(inputs, options);
    Array<double> merged = Array<double>::from_shape(Lengths{20, 3});
    merged.fill(0);
    for (const std::size_t first : std::initializer_list<std::size_t>{0, 300}) {
      Inputs<double> half = inputs;
      half.key = half.value = Array<double>();
      half.key = Array<double>::from_shape(Lengths{300, 16});
      half.value = Array<double>::from_shape(Lengths{300, 3});
      std::copy(inputs.key.data() + first * 16, inputs.key.data() + (first + 300) * 16, half.key.data());
      std::copy(inputs.value.data() + first * 3, inputs.value.data() + (first + 300) * 3, half.value.data());
      const Attended part = with_sum(half, options);
      for (std::size_t i = 0; i < 20; ++i) {
        const double share = std::exp(static_cast<double>((*part.log_sum_exp)(i)) - static_cast<double>((*whole.log_sum_exp)(i)));
        for (std::size_t c = 0; c < 3; ++c) merged(i, c) += share * static_cast<double>(part.output(i, c));
      }
    }
    CHECK(largest_difference(merged, whole.output) <= 4 * kExactness);
  }
}

TEST_CASE("log-sum-exp: the output is the same with it and without, and no other normaliser has it") {
  Random random(133);
  Inputs<double> inputs;
  inputs.query = random.array({1, 2, 30, 16});
  inputs.key = inputs.value = random.array({1, 2, 300, 16});
  CHECK(same_bits(with_sum(inputs).output, attend(inputs).output));
  for (int index = 1; index < kNormalizerCount; ++index) {
    AttendOptions options;
    options.normalizer = static_cast<Normalizer>(index);
    options.alpha = options.normalizer == Normalizer::kEntmax ? std::optional(1.3) : std::nullopt;
    const std::string name = kNormalizerNames[index];
    check_error([&] { with_sum(inputs, options); }, Code::kOption, "logSumExp", "expected the normaliser softmax beside it, got " + name);
  }
}

// A mask's numbers and sinks may be far larger than a score, and a temperature may take the logarithm beyond float32.
TEST_CASE("log-sum-exp: a value beyond float32 is an error, from the kernel and from the reference") {
  Random random(134);
  for (const std::size_t size : std::initializer_list<std::size_t>{2, 300}) {
    for (const int kind : {0, 1, 2}) {
      CAPTURE(size);
      CAPTURE(kind);
      Inputs<double> inputs;
      inputs.query = random.array({2, 8});
      inputs.key = inputs.value = random.array({size, 8});
      AttendOptions options;
      double found = 0;
      if (kind == 0) inputs.mask = numbers({1}, {found = -1e300});
      if (kind == 1) inputs.mask = numbers({1}, {found = 1e200});
      if (kind == 2) inputs.sinks = {1e38};
      if (kind == 2) options.temperature = 1e-2;
      CHECK_NOTHROW(attend(inputs, options));
      CHECK_THROWS_WITH_AS(with_sum(inputs, options), doctest::Contains("logSumExp: expected a logarithm within float32's range, got "), Error);
    }
  }
}

TEST_CASE("log-sum-exp: rows that workers compute have the right place and the same digits") {
  Random random(135);
  const FusedSizes sizes = {.b = 2, .h = 4, .g = 2, .tq = 40, .tk = 90, .d = 8, .dv = 4};
  for (const bool is_packed : {false, true}) {
    FusedCase made = fused_case(random, sizes, is_packed);
    made.options.causal = true;
    const Solved whole = solve(made, Way::kRun);
    for (std::int64_t unit = 0; unit < 8; ++unit) {
      const auto start = whole.log_sum_exp.begin() + static_cast<std::ptrdiff_t>(unit * 40 + 5);
      CHECK(solve_part(made, {unit, 1, 5, 30}).log_sum_exp == std::vector<float>(start, start + 30));
    }
  }
}

}  // namespace
}  // namespace attn::tests
