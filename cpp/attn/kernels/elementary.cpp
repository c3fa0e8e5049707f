#include <attn/kernels/elementary.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace attn::kernels {
namespace {

// ln 2 in two parts, the first with so few bits that small whole numbers times it are exact (Cody and Waite 1980).
constexpr double kLn2High = 0.693147180369123816490;
constexpr double kLn2Low = 1.90821492927058770002e-10;

// x = n ln 2 + r with |r| <= (ln 2) / 2, and e^r - 1.
struct Reduced {
  int n;
  double rest;
};

Reduced reduce(double x) noexcept {
  const double n = std::nearbyint(x * 1.4426950408889634);
  const double r = (x - n * kLn2High) - n * kLn2Low;
  // Taylor's series, 1/13! to 1/2!: the first term that is left out is below 1e-17.
  constexpr double kCoefficients[] = {1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
                                      1.0 / 5040,       1.0 / 720,       1.0 / 120,      1.0 / 24,      1.0 / 6,      1.0 / 2};
  // Even and odd powers are summed apart, so that no more than half of the products wait for one another.
  const double square = r * r;
  double odd = 0, even = 0;
  for (int i = 0; i < 12; i += 2) {
    odd = odd * square + kCoefficients[i];
    even = even * square + kCoefficients[i + 1];
  }
  return {static_cast<int>(n), r + square * (odd * r + even)};
}

double power_of_two(int n) noexcept {
  const auto bits = static_cast<std::uint64_t>(n + 1023) << 52;
  double power;
  std::memcpy(&power, &bits, sizeof power);
  return power;
}

}  // namespace

double exp(double x) noexcept {
  if (x > 709.8) return std::numeric_limits<double>::infinity();
  if (!(x > -745.2)) return 0;
  const Reduced reduced = reduce(x);
  // There are two factors, as the power itself may be beyond the normal numbers.
  const int half = reduced.n / 2;
  return (1 + reduced.rest) * power_of_two(half) * power_of_two(reduced.n - half);
}

double tanh(double x) noexcept {
  const double magnitude = std::fabs(x);
  if (magnitude > 20) return x < 0 ? -1 : 1;
  // (e^2x - 1) / (e^2x + 1), with e^2x - 1 = 2^n (e^r - 1) + (2^n - 1), which keeps its digits near 0. From 1 on as
  // 1 - 2 / (e^2x + 1), which keeps them near 1: a saturated score must not be one before its time.
  const Reduced reduced = reduce(2 * magnitude);
  const double power = power_of_two(reduced.n);
  const double less_one = power * reduced.rest + (power - 1);
  const double result = magnitude < 1 ? less_one / (less_one + 2) : 1 - 2 / (less_one + 2);
  return x < 0 ? -result : result;
}

double log1p(double x) noexcept {
  // 2 artanh(s) with s = x / (2 + x), |s| <= 1/3: s^(2k) / (2k + 1) for k from 17 down to 1; what is left out is below 1e-18.
  constexpr int kTerms = 17;
  const double s = x / (2 + x);
  const double square = s * s;
  double sum = 0;
  for (int k = kTerms; k > 0; --k) sum = (sum + 1.0 / (2 * k + 1)) * square;
  // x - x s is 2 s; so what is rounded is x itself where the rest is small.
  return x - s * (x - 2 * sum);
}

double log(double x) noexcept {
  // x = 2^n m with m from sqrt(1/2) to sqrt(2), by the exponent's bits; a subnormal x is scaled first.
  int n = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    n = -54;
  }
  std::uint64_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  constexpr std::uint64_t kRootOfHalf = 0x3fe6a09e667f3bcd;
  const auto exponent = static_cast<std::int64_t>(bits - kRootOfHalf) >> 52;
  bits -= static_cast<std::uint64_t>(exponent) << 52;
  double m;
  std::memcpy(&m, &bits, sizeof m);
  const double whole = static_cast<double>(n + exponent);
  return whole * kLn2High + (log1p(m - 1) + whole * kLn2Low);
}

}  // namespace attn::kernels
