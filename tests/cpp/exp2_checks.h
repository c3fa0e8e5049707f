// Checks of exp2.h, with the body of simd.h that the including file has chosen.
#pragma once

#include <attn/kernels/exp2.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace attn::tests {
namespace {

float float_of(std::uint32_t bits) {
  float x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

float exp2_of(float x) { return kernels::lane<0>(kernels::exp2(kernels::splat(x))); }

// Nine of ten floats in the range are small, and std::exp2 for all of them would take a minute. Below 2^-8 a short
// series gives 2^x with all digits of double (|x log 2| < 0.0028: the first term left out is below 7e-19). Below 2^-26
// the power is 1, to within 0.18 of the last place below 1.
constexpr std::uint32_t kSmall = 0x3b800000u;  // the bits of 2^-8
constexpr std::uint32_t kTiny = 0x32800000u;   // the bits of 2^-26

double exp2_series(double x) {
  const double y = x * 0.6931471805599453;
  return 1 + y * (1 + y * (0.5 + y * (1.0 / 6 + y * (1.0 / 24 + y * (1.0 / 120)))));
}

struct Measured {
  double error = 0;  // the largest error, in units in the last place of the float below 2^x
  double fall = 0;   // the largest fall from one x to a larger one, in the same units
  float worst = 0;
};

// Measures every `step`-th float from `first` to `last`, which are given by their bits and so grow in size. Either all
// are small or none is. The loops over four lanes are plain, so that the compiler can make vectors of them.
template <bool kIsSmall>
void measure(std::uint32_t first, std::uint32_t last, std::uint32_t step, Measured& measured) {
  const double sign = first >> 31 != 0 ? -1 : 1;
  double previous = static_cast<double>(exp2_of(float_of(first)));
  for (std::uint64_t bits = first; bits <= last; bits += 4ull * step) {
    std::array<float, 4> x, power;
    std::array<double, 4> got, error, inverse_ulp;
    for (std::uint32_t k = 0; k < 4; ++k)
      x[k] = float_of(static_cast<std::uint32_t>(std::min<std::uint64_t>(bits + k * std::uint64_t{step}, last)));
    kernels::store(power.data(), kernels::exp2(kernels::load(x.data())));
    for (std::size_t k = 0; k < 4; ++k) {
      const double wide = static_cast<double>(x[k]);
      got[k] = static_cast<double>(power[k]);
      if constexpr (kIsSmall) {
        inverse_ulp[k] = sign < 0 ? 0x1p24 : 0x1p23;
        error[k] = std::fabs(got[k] - exp2_series(wide)) * inverse_ulp[k];
      } else {
        // 1 / ulp of 2^x is 2^(23 - floor(x)), put together from its bits.
        const std::uint64_t exponent = static_cast<std::uint64_t>(1023 + 23 + 1024 - static_cast<int>(wide + 1024)) << 52;
        std::memcpy(&inverse_ulp[k], &exponent, sizeof exponent);
        error[k] = std::fabs(got[k] - std::exp2(wide)) * inverse_ulp[k];
      }
    }
    bool is_worse = false;
    for (const double each : error) is_worse |= !(each <= measured.error);  // NaN counts as worse
    for (std::size_t k = 0; k < 4; ++k) {
      const double fall = sign * ((k == 0 ? previous : got[k - 1]) - got[k]) * inverse_ulp[k];
      measured.fall = fall > measured.fall ? fall : measured.fall;
    }
    previous = got[3];
    for (std::size_t k = 0; is_worse && k < 4; ++k) {
      if (error[k] <= measured.error) continue;
      measured.error = error[k];
      measured.worst = x[k];
    }
  }
}

// Measures the tiny floats: the largest distance of their power from 1.
void measure_tiny(std::uint32_t sign, std::uint32_t step, Measured& measured) {
  const kernels::F32x4 one = kernels::splat(1);
  kernels::U32x4 distance = kernels::splat_bits(0);  // Bits grow with the float, and NaN has the largest.
  for (std::uint64_t bits = sign; bits < (sign | kTiny); bits += 4ull * step) {
    std::array<float, 4> x;
    for (std::uint32_t k = 0; k < 4; ++k)
      x[k] = float_of(static_cast<std::uint32_t>(std::min<std::uint64_t>(bits + k * std::uint64_t{step}, (sign | kTiny) - 1)));
    const kernels::F32x4 error = kernels::sub(kernels::exp2(kernels::load(x.data())), one);
    distance = kernels::max_bits(distance, kernels::and_bits(kernels::bits_of(error), kernels::splat_bits(0x7fffffffu)));
  }
  std::array<float, 4> lanes;
  kernels::store(lanes.data(), kernels::floats_of(distance));
  for (const float lane : lanes) {
    const double error = static_cast<double>(lane) * 0x1p24;
    if (!(error + 0.18 <= measured.error)) measured.error = error + 0.18;
    measured.fall = std::max(measured.fall, error);
  }
}

// Checks every `step`-th float from -125.5 to 127.
void check_every_float(std::uint32_t step) {
  constexpr double kLargestError = 2.91;  // as stated in exp2.h
  // From one float to the next 2^x may fall by what its rounding errors allow, and no more.
  constexpr double kLargestFall = 1;
  Measured measured;
  for (const std::uint32_t sign : {0u, 0x80000000u}) {
    const std::uint32_t end = sign == 0 ? 0x42fe0000u : 0xc2faffffu;  // the bits of 127, and of the float above -125.5
    measure_tiny(sign, step, measured);
    measure<true>(sign | kTiny, (sign | kSmall) - 1, step, measured);
    measure<false>(sign | kSmall, end, step, measured);
  }
  CAPTURE(measured.worst);
  CHECK(measured.error <= kLargestError);
  CHECK(measured.fall <= kLargestFall);
}

void check_exp2_ends() {
  using Limits = std::numeric_limits<float>;
  for (const float zero : {0.0f, -0.0f}) CHECK(exp2_of(zero) == 1.0f);
  // Whole powers are exact over the whole range.
  int wrong = 0;
  for (int n = -125; n <= 127; ++n) wrong += exp2_of(static_cast<float>(n)) != std::ldexp(1.0f, n);
  CHECK(wrong == 0);
  for (const float x : {-125.5f, -126.0f, std::nextafter(-126.0f, -200.0f), -126.25f, -126.5f, -126.75f, -127.0f, -149.0f, -1000.0f, -1e30f,
                        -Limits::max(), -Limits::infinity()}) {
    CAPTURE(x);
    const float power = exp2_of(x);
    CHECK(power == 0.0f);
    CHECK_FALSE(std::signbit(power));
  }
  // A lane does not influence its neighbours.
  const std::array<float, 4> mixed = {-Limits::infinity(), 3, -200, 0.5f};
  std::array<float, 4> powers;
  kernels::store(powers.data(), kernels::exp2(kernels::load(mixed.data())));
  for (std::size_t k = 0; k < 4; ++k) CHECK(powers[k] == exp2_of(mixed[k]));
}

}  // namespace
}  // namespace attn::tests
