// Compares random calls of every kind with the definition: shapes, digits, and which rows are undefined.
#include "arrays.h"
#include "definition.h"
#include "random_case.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace attn::tests {
namespace {

// The largest sum of a row's absolute weights, at least 1: the design's bound is proportional to it.
double largest_row(const std::vector<double>& weights, std::size_t keys) {
  double largest = 1;
  for (std::size_t start = 0; start < weights.size(); start += keys) {
    double sum = 0;
    for (std::size_t j = start; j < start + keys; ++j) sum += std::fabs(weights[j]);
    largest = std::max(largest, sum);
  }
  return largest;
}

// Keys or values as `present` gives them back: the past comes first, and the heads are separate.
std::vector<double> joined(const Array<double>& rows, const std::optional<Array<double>>& past, const Sizes& sizes,
                           std::size_t size) {
  std::vector<double> all;
  for (std::size_t b = 0; b < sizes.b; ++b)
    for (std::size_t g = 0; g < sizes.g; ++g)
      for (std::size_t j = 0; j < sizes.tk; ++j)
        for (std::size_t c = 0; c < size; ++c)
          all.push_back(j < sizes.past ? component(*past, sizes.g, b, g, j, c)
                                       : component(rows, sizes.g, b, g, j - sizes.past, c));
  return all;
}

template <class T>
void check_case(const RandomCase& made, const Defined& expected) {
  const Inputs<double>& inputs = made.inputs;
  const AttendOptions& options = made.options;
  const Sizes sizes = sizes_of(inputs, options);
  Attended attended;
  try {
    attended = attend(cast<T>(inputs), options);
  } catch (const Error& error) {
    const std::string message = error.what();
    CAPTURE(message);
    REQUIRE(expected.is_undefined);
    REQUIRE(error.code() == Code::kUndefinedRow);
    return;
  }
  REQUIRE_FALSE(expected.is_undefined);

  Lengths output = shape_of(inputs.query);
  output.back() = sizes.dv * (output.size() == 3 ? sizes.h : 1);
  Lengths weights = {sizes.b, sizes.h, sizes.tq, sizes.tk};
  const std::size_t rank = output.size();
  if (rank <= 2) weights.erase(weights.begin(), weights.begin() + static_cast<std::ptrdiff_t>(4 - rank));
  const double tolerance = kExactness * largest_row(expected.weights, sizes.tk);
  REQUIRE(shape_of(attended.output) == output);
  REQUIRE(largest_difference(attended.output, expected.output) <= tolerance);
  REQUIRE(attended.weights.has_value() == options.weights);
  if (attended.weights) {
    REQUIRE(shape_of(*attended.weights) == weights);
    REQUIRE(largest_difference(*attended.weights, expected.weights) <= tolerance);
  }
  REQUIRE(attended.scores.has_value() == options.scores.has_value());
  if (attended.scores) {
    REQUIRE(shape_of(*attended.scores) == weights);
    const std::vector<double>& stage = *options.scores == Output::kScaled   ? expected.scaled
                                       : *options.scores == Output::kCapped ? expected.capped
                                       : *options.scores == Output::kBiased ? expected.biased
                                                                            : expected.weights;
    // Scores are sums of up to 6 products, times a scale of up to 2, plus a bias of up to 8, rounded to float32.
    REQUIRE(largest_difference(*attended.scores, stage) <= tolerance);
  }
  REQUIRE(attended.log_sum_exp.has_value() == options.log_sum_exp);
  if (attended.log_sum_exp) {
    weights.pop_back();
    REQUIRE(shape_of(*attended.log_sum_exp) == weights);
    // A row has up to 20 scores of up to 20, which are divided by a temperature of at least 1/2.
    REQUIRE(largest_difference(*attended.log_sum_exp, expected.log_sum_exp) <= 40 * kExactness);
  }
  REQUIRE(attended.present_key.has_value() == options.present);
  if (options.present) {
    REQUIRE(largest_difference(*attended.present_key, joined(inputs.key, inputs.past_key, sizes, sizes.dk)) == 0);
    REQUIRE(largest_difference(*attended.present_value, joined(inputs.value, inputs.past_value, sizes, sizes.dv)) == 0);
  }
}

TEST_CASE("fuzz: attend gives what the definition gives") {
  constexpr std::uint64_t kCases = 20'000;
  std::size_t undefined = 0;
  for (std::uint64_t seed = 0; seed < kCases; ++seed) {
    CAPTURE(seed);  // The seed names the case that fails and is enough to make it again.
    Random random(seed);
    const RandomCase made = random_case(random);
    const Defined expected = define(made.inputs, made.options);
    undefined += expected.is_undefined;
    seed % 2 == 0 ? check_case<double>(made, expected) : check_case<float>(made, expected);
  }
  CHECK(undefined > kCases / 100);  // Both results occur: a defined output and an undefined row.
  CHECK(undefined < kCases / 5);
}

}  // namespace
}  // namespace attn::tests
