// Tests of which keys a query sees: causal, window, lengths, boolean and numeric masks, and rows that see none.
#include "arrays.h"
#include "probes.h"
#include "random.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <optional>
#include <string>

namespace attn::tests {
namespace {

Inputs<double> random_inputs(Random& random, std::size_t b, std::size_t h, std::size_t tq, std::size_t tk) {
  Inputs<double> inputs;
  inputs.query = random.array({b, h, tq, 4});
  inputs.key = random.array({b, h, tk, 4});
  inputs.value = random.array({b, h, tk, 3});
  return inputs;
}

std::vector<std::string> seen_by(std::size_t tq, std::size_t tk, const std::function<void(Options&)>& set) {
  Random random(6);
  Options options;
  set(options);
  return seen(random_inputs(random, 1, 1, tq, tk), options);
}

using Rows = std::vector<std::string>;

TEST_CASE("mask: causal starts at the top left, also when there are more keys or more queries") {
  const auto causal = [](Options& options) { options.causal = true; };
  CHECK(seen_by(3, 3, causal) == Rows{"100", "110", "111"});
  CHECK(seen_by(2, 4, causal) == Rows{"1000", "1100"});
  CHECK(seen_by(4, 2, causal) == Rows{"10", "11", "11", "11"});
}

TEST_CASE("mask: a window reaches to the left and right of the query's own position") {
  const auto window = [](std::int64_t left, std::int64_t right) {
    return [=](Options& options) { options.window = {left, right}; };
  };
  CHECK(seen_by(4, 4, window(1, 1)) == Rows{"1100", "1110", "0111", "0011"});
  CHECK(seen_by(4, 4, window(0, 0)) == Rows{"1000", "0100", "0010", "0001"});
  CHECK(seen_by(4, 4, window(-1, 0)) == Rows{"1000", "1100", "1110", "1111"});
  CHECK(seen_by(4, 4, window(2, -1)) == Rows{"1111", "1111", "1111", "0111"});
  CHECK(seen_by(2, 5, window(-1, 2)) == Rows{"11100", "11110"});
  const std::int64_t far = std::int64_t{1} << 62;
  CHECK(seen_by(2, 3, window(far, far)) == Rows{"111", "111"});
  CHECK(seen_by(5, 2, window(1, -1)) == Rows{"11", "11", "01", "00", "00"});
}

TEST_CASE("mask: causal and window together") {
  const auto both = [](Options& options) {
    options.causal = true;
    options.window = {1, 2};
  };
  CHECK(seen_by(4, 4, both) == Rows{"1000", "1100", "0110", "0011"});
}

TEST_CASE("mask: key lengths, one per batch, for every head") {
  Random random(7);
  Inputs<double> inputs = random_inputs(random, 3, 2, 1, 4);
  inputs.key_lengths = {2, 0, 4};
  CHECK(seen(inputs) == Rows{"1100", "1100", "0000", "0000", "1111", "1111"});
}

TEST_CASE("mask: with key lengths the last query stands at the last key of its sequence") {
  Random random(8);
  Inputs<double> inputs = random_inputs(random, 3, 1, 2, 4);
  inputs.key_lengths = {3, 1, 4};
  Options options;
  options.causal = true;
  CHECK(seen(inputs, options) == Rows{"1100", "1110", "0000", "1000", "1110", "1111"});
  options.causal = false;
  options.window = {0, -1};  // The offset also applies without causal.
  CHECK(seen(inputs, options) == Rows{"0110", "0010", "1000", "1000", "0011", "0001"});
}

TEST_CASE("mask: with a past the first query stands behind it") {
  Random random(9);
  Inputs<double> inputs = random_inputs(random, 1, 1, 2, 2);
  inputs.past_key = random.array({1, 1, 3, 4});
  inputs.past_value = random.array({1, 1, 3, 3});
  Options options;
  options.causal = true;
  CHECK(seen(inputs, options) == Rows{"11110", "11111"});
  options.causal = false;
  options.window = {1, 0};
  CHECK(seen(inputs, options) == Rows{"00110", "00011"});
}

TEST_CASE("mask: causal bottom-right puts the last query on the last key, whatever the past") {
  const auto causal = [](Options& options) { options.causal = options.bottom_right = true; };
  CHECK(seen_by(3, 3, causal) == Rows{"100", "110", "111"});
  CHECK(seen_by(2, 4, causal) == Rows{"1110", "1111"});
  CHECK(seen_by(4, 2, causal) == Rows{"00", "00", "10", "11"});
  const auto windowed = [](Options& options) {
    options.causal = options.bottom_right = true;
    options.window = {1, -1};
  };
  CHECK(seen_by(2, 4, windowed) == Rows{"0110", "0011"});

  Random random(9);
  Inputs<double> inputs = random_inputs(random, 1, 1, 2, 3);
  inputs.past_key = random.array({1, 1, 1, 4});
  inputs.past_value = random.array({1, 1, 1, 3});
  Options options;
  options.causal = true;
  CHECK(seen(inputs, options) == Rows{"1100", "1110"});
  options.bottom_right = true;
  CHECK(seen(inputs, options) == Rows{"1110", "1111"});

  // A sequence ends where its key length says.
  inputs = random_inputs(random, 2, 1, 2, 4);
  inputs.key_lengths = {3, 1};
  CHECK(seen(inputs, options) == Rows{"1100", "1110", "0000", "1000"});
}

TEST_CASE("mask: causal equals the boolean mask that says the same") {
  Random random(10);
  Inputs<double> inputs = random_inputs(random, 2, 2, 4, 4);
  AttendOptions options;
  options.weights = true;
  options.causal = true;
  const Attended causal = attend(inputs, options);
  options.causal = false;
  Array<bool> mask = Array<bool>::from_shape(Lengths{4, 4});
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j) mask(i, j) = j <= i;
  inputs.mask = mask;
  const Attended masked = attend(inputs, options);
  CHECK(largest_difference(causal.output, masked.output) <= kExactness);
  CHECK(largest_difference(*causal.weights, *masked.weights) <= kExactness);
}

TEST_CASE("mask: shapes broadcast as in NumPy, aligned at the right to [B,H,Tq,Tk]") {
  Random random(11);
  Inputs<double> inputs = random_inputs(random, 2, 2, 2, 3);
  const auto with = [&](const Lengths& shape, const std::vector<bool>& bits) {
    inputs.mask = array_of<bool>(shape, bits);
    return seen(inputs);
  };
  // There is one row for each of [b,h,i] = 000, 001, 010, 011, 100, 101, 110, 111.
  CHECK(with({3}, {1, 0, 1}) == Rows(8, "101"));
  CHECK(with({1}, {0}) == Rows(8, "000"));
  CHECK(with({2, 3}, {1, 0, 0, 0, 1, 1}) == Rows{"100", "011", "100", "011", "100", "011", "100", "011"});
  CHECK(with({2, 1}, {0, 1}) == Rows{"000", "111", "000", "111", "000", "111", "000", "111"});
  CHECK(with({2, 1, 3}, {1, 0, 0, 0, 0, 1}) == Rows{"100", "100", "001", "001", "100", "100", "001", "001"});
  CHECK(with({2, 1, 1, 3}, {1, 0, 0, 0, 0, 1}) == Rows{"100", "100", "100", "100", "001", "001", "001", "001"});
  CHECK(with({1, 1, 1, 3}, {0, 1, 1}) == Rows(8, "011"));
  CHECK(with({2, 2, 2, 3}, {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 0, 0}) ==
        Rows{"100", "010", "001", "110", "101", "011", "111", "000"});
}

TEST_CASE("mask: ranks 1 to 3 of the query take the same masks") {
  Random random(12);
  Inputs<double> inputs;
  inputs.query = random.array({4});
  inputs.key = random.array({3, 4});
  inputs.value = random.array({3, 2});
  inputs.mask = array_of<bool>({3}, {false, true, true});
  CHECK(seen(inputs) == Rows{"011"});
  inputs.mask = array_of<bool>({1, 1, 1, 3}, {true, false, true});
  CHECK(seen(inputs) == Rows{"101"});
  inputs.query = random.array({2, 4});
  inputs.mask = array_of<bool>({2, 3}, {true, false, false, false, true, true});
  CHECK(seen(inputs) == Rows{"100", "011"});
  inputs.query = random.array({1, 2, 4});
  inputs.key = random.array({1, 3, 4});
  inputs.value = random.array({1, 3, 2});
  Options options;
  options.num_heads = 2;
  inputs.mask = array_of<bool>({2, 1, 3}, {true, false, false, false, true, true});  // One row for each head.
  CHECK(seen(inputs, options) == Rows{"100", "100", "011", "011"});
}

TEST_CASE("mask: a numeric mask is added, and -Infinity masks") {
  Random random(13);
  Inputs<double> inputs = random_inputs(random, 2, 2, 2, 3);
  AttendOptions options;
  options.scores = Output::kBiased;
  const Array<float> plain = *attend(inputs, options).scores;
  // 0 and 1 are numbers here: they hide nothing.
  inputs.mask = numbers({2, 3}, {0, 1, -0.5, -kInfinity, 2, 0});
  const Array<float> biased = *attend(inputs, options).scores;
  const double expected[] = {0, 1, -0.5, -kInfinity, 2, 0};
  for (std::size_t n = 0; n < plain.size(); ++n) {
    const double difference = double{biased.data()[n]} - double{plain.data()[n]};
    if (expected[n % 6] == -kInfinity)
      CHECK(biased.data()[n] == -kInfinity);
    else
      CHECK(std::fabs(difference - expected[n % 6]) <= 1e-6);  // the rounding of scores around 1 to float32
  }
  CHECK(seen(inputs) == Rows{"111", "011", "111", "011", "111", "011", "111", "011"});
  inputs.mask = numbers({1}, {-kInfinity});
  CHECK(seen(inputs) == Rows(8, "000"));
}

TEST_CASE("mask: boolean, numeric, causal, window and lengths all have to let a key through") {
  Random random(14);
  Inputs<double> inputs = random_inputs(random, 1, 1, 4, 5);
  inputs.key_lengths = {4};
  Options options;
  options.causal = true;
  options.window = {2, -1};
  inputs.mask = array_of<bool>({5}, {true, false, true, true, true});
  CHECK(seen(inputs, options) == Rows{"10000", "10000", "10100", "00110"});
  inputs.mask = numbers({5}, {0, -kInfinity, 0, 0, 0});
  CHECK(seen(inputs, options) == Rows{"10000", "10000", "10100", "00110"});
}

TEST_CASE("mask: a row that sees no key has weights and output of 0, under every normaliser") {
  Random random(15);
  Inputs<double> inputs = random_inputs(random, 1, 1, 2, 3);
  for (double& each : inputs.query) each = std::fabs(each);  // The ratios need scores above 0.
  for (double& each : inputs.key) each = std::fabs(each);
  inputs.mask = array_of<bool>({2, 3}, {false, false, false, true, true, true});
  AttendOptions options;
  options.weights = true;
  for (int index = 0; index < kNormalizerCount; ++index) {
    options.normalizer = static_cast<Normalizer>(index);
    options.alpha = options.normalizer == Normalizer::kEntmax ? std::optional(1.3) : std::nullopt;
    const Attended attended = attend(inputs, options);
    for (std::size_t j = 0; j < 3; ++j) {
      CHECK((*attended.weights)(0, 0, 0, j) == 0);
      CHECK(attended.output(0, 0, 0, j) == 0);
    }
    CHECK(attended.output(0, 0, 1, 0) != 0);
  }
}

// Makes sure that the key and value at `hidden` of each batch and head have no influence, not even on the last bit.
void check_no_influence(Inputs<double> inputs, const AttendOptions& options, std::size_t hidden) {
  const Attended before[] = {attend(inputs, options), attend(cast<float>(inputs), options)};
  for (const double size : {1e30, -1e30, kLargestFloat, 1e-30, 0.0}) {
    for (std::size_t b = 0; b < inputs.key.shape()[0]; ++b) {
      for (std::size_t h = 0; h < inputs.key.shape()[1]; ++h) {
        for (std::size_t c = 0; c < inputs.key.shape()[3]; ++c) inputs.key(b, h, hidden, c) = c % 2 ? -size : size;
        for (std::size_t c = 0; c < inputs.value.shape()[3]; ++c) inputs.value(b, h, hidden, c) = size;
      }
    }
    for (const bool is_float : {false, true}) {
      CAPTURE(is_float);
      const Attended after = is_float ? attend(cast<float>(inputs), options) : attend(inputs, options);
      CHECK(same_bits(after.output, before[is_float].output));
      CHECK(same_bits(*after.weights, *before[is_float].weights));
    }
  }
}

TEST_CASE("mask: the content of a masked key has no influence, not even on the last bit") {
  Random random(16);
  for (int index = 0; index < kNormalizerCount; ++index) {
    const std::string name = kNormalizerNames[index];
    CAPTURE(name);
    for (const Score score : {Score::kScaledDot, Score::kDot, Score::kCosine, Score::kEuclidean, Score::kLinear}) {
      AttendOptions options;
      options.score = score;
      options.normalizer = score == Score::kLinear ? Normalizer::kSum : static_cast<Normalizer>(index);
      options.alpha = options.normalizer == Normalizer::kEntmax ? std::optional(1.3) : std::nullopt;
      options.weights = true;
      // The two ratios of the article are undefined for the negative scores of euclidean.
      if (score == Score::kEuclidean && options.normalizer >= Normalizer::kArticle) continue;
      Inputs<double> inputs = random_inputs(random, 2, 2, 3, 4);
      for (double& each : inputs.query) each = std::fabs(each);
      for (double& each : inputs.key) each = std::fabs(each);

      Inputs<double> masked = inputs;
      masked.mask = array_of<bool>({4}, {true, true, false, true});
      check_no_influence(masked, options, 2);
      masked.mask = numbers({4}, {0.5, 0, -kInfinity, 1});
      check_no_influence(masked, options, 2);
      masked = inputs;
      masked.key_lengths = {3, 2};
      check_no_influence(masked, options, 3);
      options.causal = true;  // The 3 queries never reach the fourth key.
      check_no_influence(inputs, options, 3);
      options.causal = false;
      options.window = {-1, 0};
      check_no_influence(inputs, options, 3);
    }
  }
}

}  // namespace
}  // namespace attn::tests
