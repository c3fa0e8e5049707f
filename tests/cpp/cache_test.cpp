// Tests of the past, which puts keys and values of earlier calls before the new ones, and of what `present` gives back.
#include "arrays.h"
#include "random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace attn::tests {
namespace {

// Copies the rows `first` to `last` of axis 2.
Array<double> rows(const Array<double>& array, std::size_t first, std::size_t last) {
  const Lengths shape = shape_of(array);
  Array<double> result = Array<double>::from_shape(Lengths{shape[0], shape[1], last - first, shape[3]});
  for (std::size_t b = 0; b < shape[0]; ++b)
    for (std::size_t h = 0; h < shape[1]; ++h)
      for (std::size_t t = first; t < last; ++t)
        for (std::size_t c = 0; c < shape[3]; ++c) result(b, h, t - first, c) = array(b, h, t, c);
  return result;
}

struct Sequence {
  explicit Sequence(Random& random)
      : query(random.array({2, 4, 5, 3})), key(random.array({2, 2, 5, 3})), value(random.array({2, 2, 5, 6})) {}
  Inputs<double> inputs() const {
    Inputs<double> inputs;
    inputs.query = query;
    inputs.key = key;
    inputs.value = value;
    return inputs;
  }
  Array<double> query, key, value;
};

TEST_CASE("cache: a past and new keys equal all keys in one call") {
  Random random(32);
  const Sequence all(random);
  Inputs<double> whole = all.inputs();
  whole.query = rows(all.query, 3, 5);
  AttendOptions options;
  options.weights = true;
  const Attended expected = attend(whole, options);
  for (const std::size_t past : {std::size_t{0}, std::size_t{1}, std::size_t{4}}) {
    CAPTURE(past);
    Inputs<double> inputs;
    inputs.query = whole.query;
    inputs.key = rows(all.key, past, 5);
    inputs.value = rows(all.value, past, 5);
    inputs.past_key = rows(all.key, 0, past);
    inputs.past_value = rows(all.value, 0, past);
    const Attended attended = attend(inputs, options);
    CHECK(same_bits(attended.output, expected.output));
    CHECK(same_bits(*attended.weights, *expected.weights));
  }
}

TEST_CASE("cache: one query at a time with the present fed back equals one causal call") {
  Random random(33);
  const Sequence all(random);
  const Inputs<double> whole = all.inputs();
  AttendOptions options;
  options.causal = options.present = true;
  const Array<float> expected = attend(whole, options).output;
  Inputs<float> step;
  for (std::size_t t = 0; t < 5; ++t) {
    step.query = cast<float>(rows(all.query, t, t + 1));
    step.key = cast<float>(rows(all.key, t, t + 1));
    step.value = cast<float>(rows(all.value, t, t + 1));
    const Attended attended = attend(step, options);
    CHECK(largest_difference(attended.output, cast<float>(rows(Array<double>(expected), t, t + 1))) <= kExactness);
    step.past_key = attended.present_key;
    step.past_value = attended.present_value;
  }
  CHECK(same_bits(*step.past_key, cast<float>(all.key)));
  CHECK(same_bits(*step.past_value, cast<float>(all.value)));
}

TEST_CASE("cache: the present without a past is the keys and values themselves") {
  Random random(34);
  const Sequence all(random);
  Inputs<double> inputs;
  inputs.query = all.query;
  inputs.key = all.key;
  inputs.value = all.value;
  AttendOptions options;
  options.present = true;
  const Attended attended = attend(inputs, options);
  CHECK(same_bits(*attended.present_key, cast<float>(all.key)));
  CHECK(same_bits(*attended.present_value, cast<float>(all.value)));
  CHECK_FALSE(attend(inputs).present_key.has_value());
  CHECK_FALSE(attend(inputs).present_value.has_value());
}

TEST_CASE("cache: with packed heads the past has rank 4") {
  Inputs<double> inputs;
  inputs.query = numbers({1, 1, 2}, {1, 1});
  inputs.key = numbers({1, 1, 2}, {5, 6});    // two heads of size 1
  inputs.value = numbers({1, 1, 2}, {7, 8});
  inputs.past_key = numbers({1, 2, 2, 1}, {1, 2, 3, 4});
  inputs.past_value = numbers({1, 2, 2, 1}, {-1, -2, -3, -4});
  AttendOptions options;
  options.score = Score::kDot;
  options.num_heads = 2;
  options.present = true;
  options.scores = Output::kScaled;
  const Attended attended = attend(inputs, options);
  CHECK(shape_of(*attended.present_key) == Lengths{1, 2, 3, 1});
  CHECK(largest_difference(*attended.present_key, numbers({6}, {1, 2, 5, 3, 4, 6})) == 0);
  CHECK(largest_difference(*attended.present_value, numbers({6}, {-1, -2, 7, -3, -4, 8})) == 0);
  CHECK(largest_difference(*attended.scores, numbers({6}, {1, 2, 5, 3, 4, 6})) == 0);
}

TEST_CASE("cache: with inputs of ranks 1 and 2 the past has rank 2, or rank 4 with one batch and one head") {
  Inputs<double> inputs;
  inputs.query = numbers({1}, {2});
  inputs.key = numbers({1, 1}, {5});
  inputs.value = numbers({1, 2}, {7, 8});
  inputs.past_key = numbers({2, 1}, {1, 2});
  inputs.past_value = numbers({2, 2}, {-1, -2, -3, -4});
  AttendOptions options;
  options.score = Score::kDot;
  options.present = true;
  options.scores = Output::kScaled;
  const auto check_all = [&] {
    const Attended attended = attend(inputs, options);
    CHECK(largest_difference(*attended.scores, numbers({3}, {2, 4, 10})) == 0);
    CHECK(shape_of(*attended.present_key) == Lengths{3, 1});
    CHECK(largest_difference(*attended.present_key, numbers({3}, {1, 2, 5})) == 0);
    CHECK(largest_difference(*attended.present_value, numbers({6}, {-1, -2, -3, -4, 7, 8})) == 0);
  };
  check_all();
  inputs.past_key = numbers({1, 1, 2, 1}, {1, 2});
  inputs.past_value = numbers({1, 1, 2, 2}, {-1, -2, -3, -4});
  check_all();
  inputs.query = numbers({1, 1}, {2});
  check_all();
}

TEST_CASE("cache: the present of float64 keys is rounded to float32") {
  Inputs<double> inputs;
  inputs.query = numbers({1, 1}, {1});
  inputs.key = numbers({1, 1}, {0.1});
  inputs.value = numbers({1, 1}, {1 / 3.0});
  AttendOptions options;
  options.present = true;
  const Attended attended = attend(inputs, options);
  CHECK((*attended.present_key)(0, 0) == 0.1f);
  CHECK((*attended.present_value)(0, 0) == 1 / 3.0f);
}

TEST_CASE("cache: location weighs the keys of the past too") {
  Inputs<double> inputs;
  inputs.query = numbers({1}, {2});
  inputs.key = numbers({1, 1}, {0});
  inputs.value = numbers({1, 1}, {1});
  inputs.past_key = numbers({2, 1}, {0, 0});
  inputs.past_value = numbers({2, 1}, {1, 1});
  inputs.weight = numbers({3, 1}, {1, 2, 3});
  AttendOptions options;
  options.score = Score::kLocation;
  options.scores = Output::kScaled;
  CHECK(largest_difference(*attend(inputs, options).scores, numbers({3}, {2, 4, 6})) == 0);
}

TEST_CASE("precision: halves and bytes have errors of their own step, and other types are refused") {
  Random random(35);
  const Sequence all(random);
  const Inputs<double> inputs = all.inputs();
  AttendOptions options;
  const Array<float> exact = attend(inputs, options).output;
  double previous = 0;
  for (const auto& [precision, most] : {std::pair{DType::kFloat16, 1e-3}, std::pair{DType::kInt8, 2e-2}}) {
    options.precision = precision;
    const Array<float> rounded = attend(inputs, options).output;
    double error = 0;
    for (std::size_t i = 0; i < exact.size(); ++i)
      error = std::max(error, std::fabs(static_cast<double>(rounded.flat(i)) - static_cast<double>(exact.flat(i))));
    CHECK(error > previous);
    CHECK(error <= most);
    previous = error;
  }
  for (const DType other : {DType::kFloat64, DType::kBool}) {
    options.precision = other;
    CHECK_THROWS_WITH_AS(attend(inputs, options), "precision: expected float32, float16 or int8", Error);
  }
}

}  // namespace
}  // namespace attn::tests
