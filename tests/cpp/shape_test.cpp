// Tests of ranks, packed heads, groups of heads, and the shapes of the results.
#include "arrays.h"
#include "random.h"

#include <doctest/doctest.h>

namespace attn::tests {
namespace {

AttendOptions with_everything() {
  AttendOptions options;
  options.weights = options.present = true;
  options.scores = Output::kScaled;
  return options;
}

// Turns [B,H,T,D] into [B,T,H*D], where the heads lie side by side.
Array<double> packed(const Array<double>& array) {
  const std::size_t b = array.shape()[0], h = array.shape()[1], t = array.shape()[2], d = array.shape()[3];
  Array<double> result = Array<double>::from_shape(Lengths{b, t, h * d});
  for (std::size_t n = 0; n < b; ++n)
    for (std::size_t head = 0; head < h; ++head)
      for (std::size_t row = 0; row < t; ++row)
        for (std::size_t c = 0; c < d; ++c) result(n, row, head * d + c) = array(n, head, row, c);
  return result;
}

TEST_CASE("shape: rank 4 is [B,H,T,D]") {
  Random random(22);
  Inputs<double> inputs;
  inputs.query = random.array({2, 6, 3, 4});
  inputs.key = random.array({2, 2, 5, 4});
  inputs.value = random.array({2, 2, 5, 7});
  const Attended attended = attend(inputs, with_everything());
  CHECK(shape_of(attended.output) == Lengths{2, 6, 3, 7});
  CHECK(shape_of(*attended.weights) == Lengths{2, 6, 3, 5});
  CHECK(shape_of(*attended.scores) == Lengths{2, 6, 3, 5});
  CHECK(shape_of(*attended.present_key) == Lengths{2, 2, 5, 4});
  CHECK(shape_of(*attended.present_value) == Lengths{2, 2, 5, 7});
}

TEST_CASE("shape: rank 3 holds its heads side by side") {
  Random random(23);
  Inputs<double> inputs;
  inputs.query = random.array({2, 3, 24});
  inputs.key = random.array({2, 5, 8});
  inputs.value = random.array({2, 5, 14});
  AttendOptions options = with_everything();
  options.num_heads = 6;
  options.num_kv_heads = 2;
  const Attended attended = attend(inputs, options);
  CHECK(shape_of(attended.output) == Lengths{2, 3, 42});
  CHECK(shape_of(*attended.weights) == Lengths{2, 6, 3, 5});
  CHECK(shape_of(*attended.scores) == Lengths{2, 6, 3, 5});
  CHECK(shape_of(*attended.present_key) == Lengths{2, 2, 5, 4});
  CHECK(shape_of(*attended.present_value) == Lengths{2, 2, 5, 7});
}

TEST_CASE("shape: rank 3 has one head without numHeads, and as many key heads as query heads without numKvHeads") {
  Random random(24);
  Inputs<double> inputs;
  inputs.query = random.array({2, 3, 4});
  inputs.key = random.array({2, 5, 4});
  inputs.value = random.array({2, 5, 6});
  CHECK(shape_of(*attend(inputs, with_everything()).weights) == Lengths{2, 1, 3, 5});
  AttendOptions options = with_everything();
  options.num_heads = 2;
  const Attended attended = attend(inputs, options);
  CHECK(shape_of(*attended.weights) == Lengths{2, 2, 3, 5});
  CHECK(shape_of(*attended.present_key) == Lengths{2, 2, 5, 2});
  CHECK(shape_of(attended.output) == Lengths{2, 3, 6});
}

TEST_CASE("shape: rank 2 is one head, rank 1 is one query") {
  Random random(25);
  Inputs<double> inputs;
  inputs.query = random.array({3, 4});
  inputs.key = random.array({5, 4});
  inputs.value = random.array({5, 7});
  Attended attended = attend(inputs, with_everything());
  CHECK(shape_of(attended.output) == Lengths{3, 7});
  CHECK(shape_of(*attended.weights) == Lengths{3, 5});
  CHECK(shape_of(*attended.present_key) == Lengths{5, 4});
  CHECK(shape_of(*attended.present_value) == Lengths{5, 7});
  inputs.query = random.array({4});
  attended = attend(inputs, with_everything());
  CHECK(shape_of(attended.output) == Lengths{7});
  CHECK(shape_of(*attended.weights) == Lengths{5});
  CHECK(shape_of(*attended.scores) == Lengths{5});
}

TEST_CASE("shape: all ranks of the same numbers give the same digits") {
  Random random(26);
  Inputs<double> one;
  one.query = random.array({4});
  one.key = random.array({5, 4});
  one.value = random.array({5, 3});
  const AttendOptions options = with_everything();
  const Attended expected = attend(one, options);
  for (const Lengths& lead : {Lengths{1}, Lengths{1, 1}, Lengths{1, 1, 1}}) {
    const auto reshaped = [&](const Array<double>& array, std::size_t rank) {
      Lengths shape = shape_of(array);
      while (shape.size() < rank) shape.insert(shape.begin(), 1);
      return array_of<double>(shape, {array.begin(), array.end()});
    };
    Inputs<double> inputs;
    inputs.query = reshaped(one.query, lead.size() + 1);
    inputs.key = reshaped(one.key, lead.size() + 1);
    inputs.value = reshaped(one.value, lead.size() + 1);
    const Attended attended = attend(inputs, options);
    CHECK(attended.output.dimension() == lead.size() + 1);
    CHECK(largest_difference(attended.output, expected.output) == 0);
    CHECK(largest_difference(*attended.weights, *expected.weights) == 0);
  }
}

TEST_CASE("shape: packed heads equal unpacked ones") {
  Random random(27);
  Inputs<double> inputs, side_by_side;
  inputs.query = random.array({2, 4, 3, 5});
  inputs.key = random.array({2, 2, 6, 5});
  inputs.value = random.array({2, 2, 6, 3});
  side_by_side.query = packed(inputs.query);
  side_by_side.key = packed(inputs.key);
  side_by_side.value = packed(inputs.value);
  AttendOptions options = with_everything();
  const Attended expected = attend(inputs, options);
  options.num_heads = 4;
  options.num_kv_heads = 2;
  const Attended attended = attend(side_by_side, options);
  CHECK(largest_difference(attended.output, packed(Array<double>(expected.output))) == 0);
  CHECK(same_bits(*attended.weights, *expected.weights));
  CHECK(same_bits(*attended.present_key, *expected.present_key));
  CHECK(same_bits(*attended.present_value, *expected.present_value));
}

TEST_CASE("shape: a group of query heads shares a key head, as if that head were repeated") {
  Random random(28);
  Inputs<double> grouped, repeated;
  grouped.query = repeated.query = random.array({2, 6, 3, 4});
  grouped.key = random.array({2, 2, 5, 4});
  grouped.value = random.array({2, 2, 5, 4});
  const auto repeat = [](const Array<double>& heads) {
    Array<double> all = Array<double>::from_shape(Lengths{2, 6, 5, 4});
    for (std::size_t b = 0; b < 2; ++b)
      for (std::size_t h = 0; h < 6; ++h)
        for (std::size_t j = 0; j < 5; ++j)
          for (std::size_t c = 0; c < 4; ++c) all(b, h, j, c) = heads(b, h / 3, j, c);
    return all;
  };
  repeated.key = repeat(grouped.key);
  repeated.value = repeat(grouped.value);
  AttendOptions options;
  options.weights = true;
  for (int index = 0; index < kScoreCount; ++index) {
    options.score = static_cast<Score>(index);
    grouped.weight = random.array(options.score == Score::kConcat     ? Lengths{3, 8}
                                  : options.score == Score::kLocation ? Lengths{5, 4}
                                                                      : Lengths{4, 4});
    grouped.vector = random.array({3}, 0.1, 1);
    grouped.query_weight = random.array({3, 4});
    grouped.key_weight = random.array({3, 4});
    Inputs<double> params = grouped;
    params.key = repeated.key;
    params.value = repeated.value;
    CHECK(same_bits(attend(grouped, options).output, attend(params, options).output));
    CHECK(same_bits(*attend(grouped, options).weights, *attend(params, options).weights));
  }
}

TEST_CASE("shape: numHeads may be given with ranks that show their heads, if it agrees with them") {
  Random random(29);
  Inputs<double> inputs;
  inputs.query = random.array({1, 4, 2, 3});
  inputs.key = random.array({1, 2, 2, 3});
  inputs.value = random.array({1, 2, 2, 3});
  AttendOptions options;
  options.num_heads = 4;
  options.num_kv_heads = 2;
  CHECK(same_bits(attend(inputs, options).output, attend(inputs).output));
}

TEST_CASE("shape: batches and heads do not influence each other") {
  Random random(30);
  Inputs<double> inputs;
  inputs.query = random.array({2, 2, 3, 4});
  inputs.key = random.array({2, 2, 3, 4});
  inputs.value = random.array({2, 2, 3, 4});
  const Array<float> before = attend(inputs).output;
  for (std::size_t c = 0; c < 4; ++c) inputs.key(1, 0, 2, c) = inputs.value(1, 0, 2, c) = 5;
  const Array<float> after = attend(inputs).output;
  for (std::size_t n = 0; n < before.size(); ++n) {
    const bool is_changed_head = n / 12 == 2;  // Each head has 12 numbers; the third head is [1,0].
    CHECK((before.data()[n] == after.data()[n]) == !is_changed_head);
  }
}

TEST_CASE("shape: float32 and float64 inputs of the same numbers give the same results") {
  Random random(31);
  Inputs<double> inputs;
  inputs.query = random.array({2, 5});
  inputs.key = random.array({7, 5});
  inputs.value = random.array({7, 5});
  CHECK(largest_difference(attend(inputs).output, attend(cast<float>(inputs)).output) <= kExactness);
  // Digits that only float64 can hold are used: the keys are 1e-9 apart, the scores 1.
  inputs.query = numbers({1, 1}, {1e9});
  inputs.key = numbers({2, 1}, {1, 1 + 1e-9});
  inputs.value = numbers({2, 1}, {0, 1});
  Options options;
  options.score = Score::kDot;
  options.normalizer = Normalizer::kSparsemax;  // Softmax may round its scores to float32.
  CHECK(explain(inputs, options).weights(0, 1) > 0.99);
}

}  // namespace
}  // namespace attn::tests
