// Compares the reference's exp, tanh and logarithms with the C library, and halves with their definition.
#include <attn/kernels/elementary.h>
#include <attn/kernels/half.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>


namespace attn::tests {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// The error |got - want| in units of the last place of `want`.
double ulps(double got, double want) {
  const double magnitude = std::fabs(want);
  return std::fabs(got - want) / (std::nextafter(magnitude, kInfinity) - magnitude);
}

TEST_CASE("elementary: exp and tanh stay within the errors that their comments state") {
  double exp_error = 0;
  double tanh_error = 0;
  for (int i = -300000; i <= 300000; ++i) {
    const double x = i * 0.00233;  // -699 to 699
    exp_error = std::fmax(exp_error, ulps(kernels::exp(x), std::exp(x)));
    const double small = i * 7.3e-5;  // -22 to 22
    exp_error = std::fmax(exp_error, ulps(kernels::exp(small), std::exp(small)));
    for (const double y : {small, small * 1e-3, small * 1e-9})
      if (y != 0) tanh_error = std::fmax(tanh_error, ulps(kernels::tanh(y), std::tanh(y)));
  }
  // The errors found include the C library's own, which are below 1 ULP for exp and below 2 ULP for tanh.
  CHECK(exp_error <= 1.1 + 1);
  CHECK(tanh_error <= 2.5 + 2);
}

TEST_CASE("elementary: logarithms are within 1.5 ULP of the C library's") {
  double log_error = 0, log1p_error = 0;
  for (int n = 0; n < 2'000'000; ++n) {
    // The numbers span the whole range, lie close to 1, or are as large as sums of weights.
    const double exponent = -1074 + 2098.0 * n / 2e6;
    for (const double x : {std::ldexp(1 + std::fmod(n * 0.6180339887, 1), static_cast<int>(exponent)), 1 + (n - 1e6) * 4e-7, 1 + n * 1e-3}) {
      if (!(x > 0)) continue;
      log_error = std::max(log_error, ulps(kernels::log(x), std::log(x)));
    }
    for (const double x : {(n - 1e6) / 2e6, std::ldexp(n % 2 ? -1.0 : 1.0, -1 - n / 1870) * 0.75})
      log1p_error = std::max(log1p_error, ulps(kernels::log1p(x), std::log1p(x)));
  }
  CHECK(log_error <= 1.5 + 1);
  CHECK(log1p_error <= 1.5 + 1);
  CHECK(kernels::log(1) == 0);
  CHECK(kernels::log1p(0) == 0);
  CHECK(kernels::log(5e-324) == std::log(5e-324));
  CHECK(kernels::log(1.7976931348623157e308) == std::log(1.7976931348623157e308));
}

TEST_CASE("elementary: the ends of the range") {
  CHECK(kernels::exp(0) == 1);
  CHECK(kernels::exp(-kInfinity) == 0);
  CHECK(kernels::exp(-746) == 0);
  CHECK(kernels::exp(710) == kInfinity);
  CHECK(kernels::exp(kInfinity) == kInfinity);
  CHECK(kernels::exp(-745) == 5e-324);
  CHECK(std::isfinite(kernels::exp(709.7)));
  CHECK(kernels::tanh(0) == 0);
  CHECK(kernels::tanh(kInfinity) == 1);
  CHECK(kernels::tanh(-kInfinity) == -1);
  CHECK(kernels::tanh(-0.5) == -kernels::tanh(0.5));
}

// Two different scores near the cap must stay different doubles, so tanh must not reach 1 too early.
TEST_CASE("elementary: from 1 on tanh has an error of one epsilon at most, and never falls") {
  double previous = 0;
  for (double x = 1; x < 22; x += 0.001) {
    CAPTURE(x);
    const double result = kernels::tanh(x);
    CHECK(std::fabs(result - std::tanh(x)) <= std::numeric_limits<double>::epsilon());
    CHECK(result >= previous);
    CHECK((result < 1) == (std::tanh(x) < 1));
    previous = result;
  }
}

TEST_CASE("half: every half survives a round trip, and a float becomes the nearest half") {
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    const float x = kernels::from_half(half);
    if ((half & 0x7c00u) == 0x7c00u) {
      CHECK_FALSE(std::isfinite(x));
      continue;
    }
    // A half has a sign, five bits of exponent and ten bits of fraction.
    const int exponent = half >> 10 & 31;
    const int fraction = half & 1023;
    const double value = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
    REQUIRE(static_cast<double>(x) == (half & 0x8000u ? -value : value));
    REQUIRE(kernels::to_half(x) == half);
    // A float halfway between two halves becomes the even one; a slightly larger float becomes the upper one.
    if ((half & 0x7fffu) >= 0x7bffu) continue;
    const float next = kernels::from_half(static_cast<std::uint16_t>(half + 1));
    const float middle = static_cast<float>((static_cast<double>(x) + static_cast<double>(next)) / 2);
    REQUIRE(kernels::to_half(middle) == (half & 1u ? half + 1 : half));
    REQUIRE(kernels::to_half(std::nextafter(middle, next)) == half + 1);
  }
}

}  // namespace
}  // namespace attn::tests
