// Tests of explain(): every stage of the computation, and the details of one row.
#include "arrays.h"
#include "definition.h"
#include "random.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

namespace attn::tests {
namespace {

// These inputs use everything at once: scale, softcap, ALiBi, both kinds of masks and one row that sees no key.
Inputs<double> busy_inputs(Random& random) {
  Inputs<double> inputs;
  inputs.query = random.array({2, 2, 3, 4}, 0.1, 1);
  inputs.key = random.array({2, 1, 5, 4}, 0.1, 1);
  inputs.value = random.array({2, 1, 5, 3});
  inputs.alibi = {0.01, 0.02};
  inputs.mask = numbers({3, 5}, {0, 0.1, 0.2, -kInfinity, 0, 0, 0, 0, 0, 0, -kInfinity, -kInfinity, -kInfinity,
                                 -kInfinity, -kInfinity});
  return inputs;
}

Options busy_options(Normalizer normalizer) {
  Options options;
  options.scale = 0.5;
  options.softcap = 3;
  options.window = {1, 3};
  options.normalizer = normalizer;
  if (options.normalizer == Normalizer::kEntmax) options.alpha = 1.3;
  options.focus = Focus::kMonotonic;
  options.focus_sigma = 2;
  return options;
}

// The numerator of one weight. `z` is the biased score, `w` the weight without focus.
double numerator(Normalizer normalizer, double z, double w, double max, double keys, double roots) {
  switch (normalizer) {
    case Normalizer::kSoftmax: return std::exp(z - max);
    case Normalizer::kSigmoid: return 1 / (1 + keys * std::exp(-z));
    case Normalizer::kSum:
    case Normalizer::kArticle: return z;
    case Normalizer::kArticleCode: return z / roots;
    default: return w;  // For sparsemax, both entmaxes and hardmax the numerators sum up to 1.
  }
}

TEST_CASE("trace: every stage agrees with its definition, under every normaliser") {
  Random random(44);
  const Inputs<double> inputs = busy_inputs(random);
  for (int index = 0; index < kNormalizerCount; ++index) {
    const std::string name = kNormalizerNames[index];
    CAPTURE(name);
    const Normalizer normalizer = static_cast<Normalizer>(index);
    Options options = busy_options(normalizer);
    const Trace trace = explain(inputs, options);
    const Defined expected = define(inputs, options);
    const double rounding = 3e-7;  // the rounding of numbers up to 4 to float32
    CHECK(largest_difference(trace.scores, expected.scores) <= rounding);
    CHECK(largest_difference(trace.scaled, expected.scaled) <= rounding);
    CHECK(largest_difference(trace.capped, expected.capped) <= rounding);
    CHECK(largest_difference(trace.with_bias, expected.with_bias) <= rounding);
    CHECK(largest_difference(trace.biased, expected.biased) <= rounding);
    CHECK(largest_difference(trace.weights, expected.weights) <= kExactness);
    CHECK(largest_difference(trace.output, expected.output) <= kExactness);

    options.focus = Focus::kNone;
    const std::vector<double> weights = define(inputs, options).weights;
    for (std::size_t row = 0; row < trace.row_max.size(); ++row) {
      double max = -kInfinity, roots = 0, sum = 0;
      for (std::size_t n = row * 5; n < row * 5 + 5; ++n) {
        max = std::max(max, expected.biased[n]);
        if (expected.biased[n] != -kInfinity) roots += std::sqrt(expected.biased[n]);
      }
      CHECK(largest_difference(std::vector<double>{trace.row_max.data()[row]}, std::vector<double>{max}) <= rounding);
      for (std::size_t n = row * 5; n < row * 5 + 5; ++n) {
        const double z = expected.biased[n];
        const double above = z == -kInfinity ? 0 : numerator(normalizer, z, weights[n], max, 5, roots);
        CHECK(std::fabs(double{trace.exponentials.data()[n]} - above) <= kExactness);
        sum += above;
      }
      CHECK(std::fabs(double{trace.row_sum.data()[row]} - sum) <= kExactness);
    }
  }
}

TEST_CASE("trace: the shapes of the stages") {
  Random random(45);
  Inputs<double> inputs;
  const auto check_shapes = [&](const Lengths& weights, const Options& options = {}) {
    const Trace trace = explain(inputs, options);
    Lengths row = weights;
    row.pop_back();
    for (const Array<float>* stage : {&trace.scores, &trace.scaled, &trace.capped, &trace.with_bias, &trace.biased,
                                      &trace.exponentials, &trace.weights})
      CHECK(shape_of(*stage) == weights);
    CHECK(shape_of(trace.row_max) == row);
    CHECK(shape_of(trace.row_sum) == row);
  };
  inputs.query = random.array({2, 4, 3, 5});
  inputs.key = inputs.value = random.array({2, 2, 6, 5});
  check_shapes({2, 4, 3, 6});
  inputs.query = random.array({2, 3, 8});
  inputs.key = inputs.value = random.array({2, 6, 4});
  Options options;
  options.num_heads = 4;
  options.num_kv_heads = 2;
  check_shapes({2, 4, 3, 6}, options);
  inputs.query = random.array({3, 5});
  inputs.key = inputs.value = random.array({6, 5});
  check_shapes({3, 6});
  inputs.query = random.array({5});
  check_shapes({6});
}

TEST_CASE("trace: shows masked keys in the stages before the masks") {
  Inputs<double> inputs;
  inputs.query = numbers({1}, {2});
  inputs.key = numbers({3, 1}, {1, 2, 3});
  inputs.value = numbers({3, 1}, {1, 1, 1});
  inputs.mask = array_of<bool>({3}, {true, false, true});
  Options options;
  options.score = Score::kDot;
  Trace trace = explain(inputs, options);
  CHECK(largest_difference(trace.scores, numbers({3}, {2, 4, 6})) == 0);
  CHECK(largest_difference(trace.with_bias, numbers({3}, {2, 4, 6})) == 0);
  CHECK(largest_difference(trace.biased, numbers({3}, {2, -kInfinity, 6})) == 0);
  CHECK(trace.exponentials(1) == 0);
  CHECK(trace.row_max.data()[0] == 6);
  inputs.mask = numbers({3}, {1, -kInfinity, 1});
  trace = explain(inputs, options);
  CHECK(largest_difference(trace.capped, numbers({3}, {2, 4, 6})) == 0);
  CHECK(largest_difference(trace.with_bias, numbers({3}, {3, -kInfinity, 7})) == 0);
}

TEST_CASE("trace: the details of the chosen row, and of no other") {
  Random random(46);
  Inputs<double> inputs;
  inputs.query = random.array({2, 4, 3, 5});
  inputs.key = random.array({2, 2, 6, 5});
  inputs.value = random.array({2, 2, 6, 3});
  Options options;
  options.score = Score::kDot;
  options.causal = true;
  for (std::size_t b = 0; b < 2; ++b) {
    for (std::size_t h = 0; h < 4; ++h) {
      for (std::size_t i = 0; i < 3; ++i) {
        const RowIndex row{static_cast<std::int64_t>(b), static_cast<std::int64_t>(h), static_cast<std::int64_t>(i)};
        const Trace trace = explain(inputs, options, row);
        REQUIRE(shape_of(trace.products) == Lengths{6, 5});
        REQUIRE(shape_of(trace.weighted_values) == Lengths{6, 3});
        double largest = 0;
        for (std::size_t j = 0; j < 6; ++j) {
          for (std::size_t c = 0; c < 5; ++c) {
            const double expected = inputs.query(b, h, i, c) * inputs.key(b, h / 2, j, c);
            largest = std::max(largest, std::fabs(double{trace.products(j, c)} - expected));
          }
          for (std::size_t c = 0; c < 3; ++c) {
            const double expected = double{trace.weights(b, h, i, j)} * inputs.value(b, h / 2, j, c);
            largest = std::max(largest, std::fabs(double{trace.weighted_values(j, c)} - expected));
          }
        }
        CHECK(largest <= kExactness);
      }
    }
  }
  const Trace trace = explain(inputs, options);
  CHECK(trace.products.size() <= 1);  // These are empty: an xtensor array without a shape counts one element.
  CHECK(trace.weighted_values.size() <= 1);
}

TEST_CASE("trace: asking for a trace does not change the output") {
  Random random(47);
  const Inputs<double> inputs = busy_inputs(random);
  for (int index = 0; index < kNormalizerCount; ++index) {
    const Options options = busy_options(static_cast<Normalizer>(index));
    CHECK(largest_difference(explain(inputs, options).output, attend(inputs, output_only(options)).output) <=
          kExactness);
  }
}

TEST_CASE("trace: attend also gives a single stage") {
  Random random(48);
  const Inputs<double> inputs = busy_inputs(random);
  const Options options = busy_options(Normalizer::kSoftmax);
  const Trace trace = explain(inputs, options);
  AttendOptions wanted = output_only(options);
  const auto stage = [&](Output output) {
    wanted.scores = output;
    return *attend(inputs, wanted).scores;
  };
  CHECK(same_bits(stage(Output::kScaled), trace.scaled));
  CHECK(same_bits(stage(Output::kCapped), trace.capped));
  CHECK(same_bits(stage(Output::kBiased), trace.biased));
  CHECK(largest_difference(stage(Output::kWeights), trace.weights) <= kExactness);
  wanted.weights = true;
  const Attended both = attend(inputs, wanted);
  CHECK(same_bits(*both.scores, *both.weights));
  CHECK_FALSE(attend(inputs, output_only(options)).weights.has_value());
  CHECK_FALSE(attend(inputs, output_only(options)).scores.has_value());
}

TEST_CASE("trace: a million elements in each tensor, and no more") {
  Inputs<float> inputs;
  inputs.query = cast<float>(Random(49).array({1000, 1}));
  inputs.key = inputs.value = cast<float>(Random(50).array({1000, 1}));
  CHECK(explain(inputs).weights.size() == 1'000'000);
  inputs.query = cast<float>(Random(51).array({1001, 1}));
  CHECK_THROWS_WITH_AS(
      explain(inputs), "weights: expected at most 1000000 elements in each tensor of a trace, got [1001,1000]", Error);
  CHECK(shape_of(attend(inputs).output) == Lengths{1001, 1});
  inputs.query = cast<float>(Random(52).array({1, 1001}));
  inputs.key = cast<float>(Random(53).array({1000, 1001}));
  CHECK_THROWS_WITH_AS(explain(inputs, Options(), RowIndex{}),
                       "products: expected at most 1000000 elements in each tensor of a trace, got [1000,1001]", Error);
}

}  // namespace
}  // namespace attn::tests
