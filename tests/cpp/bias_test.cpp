// Tests of what changes a raw score before the weights: scale, softcap, ALiBi and a numeric mask, in this order.
#include "arrays.h"
#include "definition.h"
#include "probes.h"
#include "random.h"

#include <doctest/doctest.h>

#include <cmath>
#include <optional>

namespace attn::tests {
namespace {

Array<float> biased(const Inputs<double>& inputs, Options options = {}) { return explain(inputs, options).biased; }

TEST_CASE("bias: alibi adds slope x (j - i), one slope per query head") {
  Inputs<double> inputs = flat_inputs(1, 2, 2, 3);
  inputs.alibi = {0.5, -2};
  CHECK(largest_difference(biased(inputs), numbers({12}, {0, 0.5, 1, -0.5, 0, 0.5, 0, -2, -4, 2, 0, -2})) == 0);
}

TEST_CASE("bias: alibi counts from the query's position behind the past") {
  Inputs<double> inputs = flat_inputs(1, 1, 2, 2);
  inputs.past_key = Random(19).array({1, 1, 1, 2});
  inputs.past_value = Random(20).array({1, 1, 1, 2});
  inputs.alibi = {1};
  CHECK(largest_difference(biased(inputs), numbers({6}, {-1, 0, 1, -2, -1, 0})) == 0);
}

TEST_CASE("bias: alibi counts from the position that the key lengths give, in each batch") {
  Inputs<double> inputs = flat_inputs(2, 1, 1, 3);
  inputs.alibi = {1};
  inputs.key_lengths = {3, 2};  // The query stands at key 2 in the first batch and at key 1 in the second.
  CHECK(largest_difference(biased(inputs), numbers({6}, {-2, -1, 0, -1, 0, -kInfinity})) == 0);
}

TEST_CASE("bias: alibi agrees with the definition under every normaliser that allows it, also with steep slopes") {
  Random random(21);
  for (int index = 0; index <= static_cast<int>(Normalizer::kSigmoid); ++index) {
    for (const double slope : {0.0625, -1.0, 100.0}) {
      CAPTURE(slope);
      Inputs<double> inputs;
      inputs.query = random.array({1, 1, 3, 4});
      inputs.key = random.array({1, 1, 40, 4});
      inputs.value = random.array({1, 1, 40, 3});
      inputs.alibi = {slope};
      AttendOptions options;
      options.normalizer = static_cast<Normalizer>(index);
      options.alpha = options.normalizer == Normalizer::kEntmax ? std::optional(1.3) : std::nullopt;
      options.weights = true;
      const Attended attended = attend(inputs, options);
      const Defined expected = define(inputs, options);
      CHECK(largest_difference(*attended.weights, expected.weights) <= kExactness);
      double total = 1;  // The bound grows with the row's weights, whose sum is not 1 for sigmoid.
      for (const double weight : expected.weights) total += weight;
      CHECK(largest_difference(attended.output, expected.output) <= kExactness * total);
    }
  }
}

TEST_CASE("bias: the order is scale, softcap, alibi, numeric mask") {
  Inputs<double> inputs;
  inputs.query = numbers({1, 1}, {3});
  inputs.key = numbers({2, 1}, {2, 2});
  inputs.value = numbers({2, 1}, {1, 0});
  inputs.alibi = {0.25};
  inputs.mask = numbers({2}, {1, -1});
  Options options;
  options.score = Score::kDot;
  options.scale = 0.5;
  options.softcap = 2;
  const Trace trace = explain(inputs, options);
  const double capped = 2 * std::tanh(1.5);
  const double rounding = 2e-7;  // The stages are rounded to float32.
  CHECK(largest_difference(trace.scores, numbers({2}, {6, 6})) == 0);
  CHECK(largest_difference(trace.scaled, numbers({2}, {3, 3})) == 0);
  CHECK(largest_difference(trace.capped, numbers({2}, {capped, capped})) <= rounding);
  CHECK(largest_difference(trace.with_bias, numbers({2}, {capped + 1, capped + 0.25 - 1})) <= 2 * rounding);
  CHECK(same_bits(trace.biased, trace.with_bias));
}

TEST_CASE("bias: a softcap bounds the scores, whether it is very small or very large") {
  Inputs<double> inputs;
  inputs.query = numbers({1}, {1});
  inputs.key = numbers({4, 1}, {1e30, 1, 0, -3});
  inputs.value = numbers({4, 1}, {1, 0, 0, 0});
  Options options;
  options.score = Score::kDot;
  const auto capped = [&](double cap) {
    options.softcap = cap;
    return explain(inputs, options).capped;
  };
  CHECK(largest_difference(capped(2), numbers({4}, {2, 2 * std::tanh(0.5), 0, 2 * std::tanh(-1.5)})) <= 2e-7);
  CHECK(largest_difference(capped(1e-300), numbers({4}, {0, 0, 0, 0})) == 0);
  CHECK(largest_difference(capped(5e-324), numbers({4}, {0, 0, 0, 0})) == 0);
  const Array<float> hardly = capped(1e300);
  CHECK(hardly(0) == 1e30f);
  CHECK(hardly(3) == -3);
}

TEST_CASE("bias: a scale of 0 makes all scores equal, a negative one reverses their order") {
  Inputs<double> inputs;
  inputs.query = numbers({1}, {1});
  inputs.key = numbers({2, 1}, {1, 2});
  inputs.value = numbers({2, 1}, {0, 1});
  Options options;
  options.scale = 0;
  CHECK(largest_difference(explain(inputs, options).weights, numbers({2}, {0.5, 0.5})) == 0);
  options.scale = -1;
  CHECK(explain(inputs, options).weights(0) > 0.7);
  options.score = Score::kLinear;
  options.scale = 0;  // The weights are 0 / 0, on the linear path as well as on the quadratic one.
  CHECK_THROWS_WITH_AS(explain(inputs, options),
                       "normalizer: expected a row sum other than 0, got 0 in row [batch 0, head 0, query 0]", Error);
  AttendOptions plain = output_only(options);
  CHECK_THROWS_WITH_AS(attend(inputs, plain),
                       "normalizer: expected a row sum other than 0, got 0 in row [batch 0, head 0, query 0]", Error);
}

TEST_CASE("bias: scores beyond double are an error where a query sees them, and have no effect where they are masked") {
  Inputs<double> inputs;
  inputs.query = numbers({1}, {1e30});
  inputs.key = numbers({2, 1}, {1e30, 0});
  inputs.value = numbers({2, 1}, {1, 2});
  AttendOptions options;
  options.score = Score::kDot;
  options.scale = 1e300;
  CHECK_THROWS_WITH_AS(attend(inputs, options),
                       "query: expected finite scores, got Infinity in row [batch 0, head 0, query 0]", Error);
  inputs.mask = array_of<bool>({2}, {false, true});
  CHECK(attend(inputs, options).output(0) == 2);
  // A trace shows masked scores too; all its numbers are finite, except the -Infinity of the masks.
  const Trace trace = explain(inputs, options);
  CHECK(trace.scaled(0) == kLargestFloat);
  CHECK(trace.with_bias(0) == kLargestFloat);
  inputs.mask = numbers({2}, {-kInfinity, 0});
  CHECK(explain(inputs, options).with_bias(0) == -kInfinity);
  // A softcap makes any score finite again.
  inputs.mask = std::monostate();
  options.softcap = 2;
  const Trace capped = explain(inputs, options);
  CHECK(capped.scaled(0) == kLargestFloat);
  CHECK(capped.capped(0) == 2);
}

}  // namespace
}  // namespace attn::tests
