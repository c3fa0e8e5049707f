// Functions that make, change and compare arrays in tests.
#pragma once

#include <attn/attend.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <optional>
#include <type_traits>
#include <variant>
#include <vector>

namespace attn::tests {

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();
inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kLargestFloat = std::numeric_limits<float>::max();

using Lengths = std::vector<std::size_t>;

// The design's bound for the error of a result, for inputs in -1..1 and weights whose absolute values sum up to 1.
inline constexpr double kExactness = 2e-6;

template <class T>
Array<T> array_of(const Lengths& shape, const std::vector<T>& elements) {
  Array<T> array = Array<T>::from_shape(shape);
  std::copy(elements.begin(), elements.end(), array.begin());
  return array;
}

// Makes an array of numbers in double.
inline Array<double> numbers(const Lengths& shape, const std::vector<double>& elements) {
  return array_of<double>(shape, elements);
}

template <class T>
Lengths shape_of(const Array<T>& array) {
  return Lengths(array.shape().begin(), array.shape().end());
}

// The largest difference between two lists of numbers, infinite where their lengths differ or one has a NaN.
template <class Actual, class Expected>
double largest_difference(const Actual& actual, const Expected& expected) {
  if (actual.size() != expected.size()) return kInfinity;
  double largest = 0;
  auto other = expected.begin();
  for (const double number : actual) {
    const double wanted = *other++;
    if (number == wanted) continue;
    const double difference = std::fabs(number - wanted);
    if (!(difference <= largest)) largest = std::isnan(difference) ? kInfinity : difference;
  }
  return largest;
}

// Whether two results have the same shape and the same digits, the sign of a zero included.
inline bool same_bits(const Array<float>& a, const Array<float>& b) {
  if (shape_of(a) != shape_of(b)) return false;
  return a.size() == 0 || std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;  // null if empty
}

template <class T>
Array<T> cast(const Array<double>& array) {
  Array<T> result = Array<T>::from_shape(shape_of(array));
  std::transform(array.begin(), array.end(), result.begin(), [](double x) { return static_cast<T>(x); });
  return result;
}

// Converts inputs to T.
template <class T>
Inputs<T> cast(const Inputs<double>& inputs) {
  const auto optional = [](const std::optional<Array<double>>& array) {
    return array ? std::optional(cast<T>(*array)) : std::nullopt;
  };
  Inputs<T> result;
  result.query = cast<T>(inputs.query);
  result.key = cast<T>(inputs.key);
  result.value = cast<T>(inputs.value);
  result.past_key = optional(inputs.past_key);
  result.past_value = optional(inputs.past_value);
  if (const auto* mask = std::get_if<Array<bool>>(&inputs.mask)) result.mask = *mask;
  if (const auto* mask = std::get_if<Array<double>>(&inputs.mask)) result.mask = cast<T>(*mask);
  result.key_lengths = inputs.key_lengths;
  result.documents = inputs.documents;
  result.alibi = inputs.alibi;
  result.sinks = inputs.sinks;
  result.focus_center = inputs.focus_center;
  result.weight = optional(inputs.weight);
  result.vector = optional(inputs.vector);
  result.query_weight = optional(inputs.query_weight);
  result.key_weight = optional(inputs.key_weight);
  result.bias = optional(inputs.bias);
  result.focus_weight = optional(inputs.focus_weight);
  result.focus_vector = optional(inputs.focus_vector);
  return result;
}

// The options of an attend() that returns only the output.
inline AttendOptions output_only(const Options& options) {
  AttendOptions result;
  static_cast<Options&>(result) = options;
  return result;
}

}  // namespace attn::tests
