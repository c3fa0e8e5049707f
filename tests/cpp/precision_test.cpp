// Tests of keys and values in halves and in bytes, at the ends of their ranges.
#include "arrays.h"
#include "errors.h"

#include <attn/cache.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace attn::tests {
namespace {

constexpr double kSmallestFloat = std::numeric_limits<float>::denorm_min();

// Puts a row of keys into a cache and reads it back.
std::vector<double> held(DType precision, const std::vector<double>& row) {
  Cache cache;
  cache.dtype = precision;
  cache.key_size = cache.value_size = static_cast<Index>(row.size());
  std::vector<double> memory(static_cast<std::size_t>(cache.bytes()) / sizeof(double) + 2);
  cache.place(reinterpret_cast<unsigned char*>(memory.data()));
  const Index size = static_cast<Index>(row.size());
  const Rows rows{row.data(), DType::kFloat64, size, size, size, size};
  cache.append(rows, rows, 1);
  std::vector<double> result(row.size());
  cache.keys.read(0, 0, 0, result.data());
  return result;
}

TEST_CASE("precision: a row of bytes has an error of at most half a step, whatever its magnitude") {
  std::vector<double> magnitudes = {kLargestFloat, 4e-43, 1.8e-43, 1e-43, 2e-45, 1e-45, 1e-60, 5e-324};
  for (int exponent = -149; exponent < 128; ++exponent)
    for (const double fraction : {1.0, 1.2, 1.49, 1.51, 1.999}) magnitudes.push_back(std::ldexp(fraction, exponent));
  for (const double largest : magnitudes) {
    CAPTURE(largest);
    const std::vector<double> row = {largest, -largest, 0, largest / 2, -0.99 * largest, largest / 127, -0.3 * largest};
    const std::vector<double> result = held(DType::kInt8, row);
    // A step is 1/127 of the largest number; among the subnormal floats it may be one float more.
    const double step = largest / 127 * (1 + 1e-6) + (largest < 1e-30 ? kSmallestFloat : 0);
    for (std::size_t c = 0; c < row.size(); ++c) {
      CAPTURE(c);
      CHECK(std::fabs(result[c] - row[c]) <= step / 2 * (1 + 1e-6));
      CHECK(result[c] * row[c] >= 0);
      CHECK(std::fabs(result[c]) <= kLargestFloat);
    }
  }
  CHECK(largest_difference(held(DType::kInt8, {0, 0, -0.0}), std::vector<double>{0, 0, 0}) == 0);
}

TEST_CASE("precision: a row of halves has an error of at most half a step, also for subnormal halves") {
  for (int exponent = -160; exponent < 16; ++exponent) {
    for (const double fraction : {1.0, 1.3, 1.9995}) {
      const double x = std::ldexp(fraction, exponent);
      CAPTURE(x);
      const std::vector<double> result = held(DType::kFloat16, {x, -x});
      CHECK(std::fabs(result[0] - x) <= std::max(x * std::ldexp(1, -11), std::ldexp(1, -25)));
      CHECK(result[1] == -result[0]);
    }
  }
}

template <class T>
struct Halved {
  Halved() {
    inputs.query = cast<T>(numbers({1, 1}, {1}));
    inputs.key = cast<T>(numbers({2, 1}, {0.5, 0.25}));
    inputs.value = cast<T>(numbers({2, 1}, {1, 2}));
    inputs.past_key = cast<T>(numbers({1, 1}, {0}));
    inputs.past_value = cast<T>(numbers({1, 1}, {3}));
    options.precision = DType::kFloat16;
  }
  Inputs<T> inputs;
  AttendOptions options;
};

TEST_CASE_TEMPLATE("precision: a half beyond 65504 is refused", T, float, double) {
  const auto check_refused = [](const std::string& argument, std::size_t index, double number, const std::string& text, auto tensor_of) {
    Halved<T> made;
    tensor_of(made.inputs).data()[index] = static_cast<T>(number);
    check_error([&] { attend(made.inputs, made.options); }, Code::kValue, argument,
                "expected magnitudes of at most 65504 in halves, got " + text + " at index " + std::to_string(index));
    made.options.precision = DType::kInt8;
    CHECK_NOTHROW(attend(made.inputs, made.options));
  };
  check_refused("key", 1, 65520, "65520", [](Inputs<T>& in) -> Array<T>& { return in.key; });
  check_refused("value", 0, -1e6, "-1000000", [](Inputs<T>& in) -> Array<T>& { return in.value; });
  check_refused("pastKey", 0, -65536, "-65536", [](Inputs<T>& in) -> Array<T>& { return *in.past_key; });
  check_refused("pastValue", 0, 3e38, "3e38", [](Inputs<T>& in) -> Array<T>& { return *in.past_value; });

  // A query is never held in halves, so it may be larger. NaN is refused in halves too.
  Halved<T> made;
  made.inputs.query(0, 0) = T{1e6};
  CHECK_NOTHROW(attend(made.inputs, made.options));
  made.inputs.key(0, 0) = std::numeric_limits<T>::quiet_NaN();
  CHECK_THROWS_AS(attend(made.inputs, made.options), Error);
}

TEST_CASE("precision: a number that rounds to the largest half is accepted") {
  for (const double number : {65504.0, 65519.0, 65519.99, 65519.9999999}) {
    Halved<double> made;
    made.inputs.past_key.reset();
    made.inputs.past_value.reset();
    made.inputs.value(0, 0) = made.inputs.value(1, 0) = -number;
    CHECK(static_cast<double>(attend(made.inputs, made.options).output(0, 0)) == -65504);
  }
}

}  // namespace
}  // namespace attn::tests
