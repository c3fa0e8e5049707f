// What layers of transformers apply to each number.
#pragma once

#include <attn/kernels/activation_type.h>
#include <attn/kernels/exp2.h>
#include <attn/kernels/simd.h>

namespace attn::kernels {

// The constants of what follows, each four times, and read from memory as those of exp2.h are: made anew at every use they take
// 1.21 to 1.27 times as long in V8 14.6, and up to 1.10 times in V8 11.3.
struct ActivationConstants {
  alignas(16) float one[kLanes] = {1, 1, 1, 1};
  float two[kLanes] = {2, 2, 2, 2};
  float half[kLanes] = {0.5f, 0.5f, 0.5f, 0.5f};
  float minus_log2_e[kLanes] = {-1.44269504f, -1.44269504f, -1.44269504f, -1.44269504f};
  float largest_exponent[kLanes] = {127, 127, 127, 127};
  float sqrt_half[kLanes] = {0.707106781f, 0.707106781f, 0.707106781f, 0.707106781f};
  float quick[kLanes] = {1.702f, 1.702f, 1.702f, 1.702f};
  float cube[kLanes] = {0.044715f, 0.044715f, 0.044715f, 0.044715f};
  float two_sqrt_two_over_pi[kLanes] = {1.59576912f, 1.59576912f, 1.59576912f, 1.59576912f};
  // Of erf, by Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 7.1.26: p, and a5 to a1.
  float p[kLanes] = {0.3275911f, 0.3275911f, 0.3275911f, 0.3275911f};
  float a[5][kLanes] = {
      {1.061405429f, 1.061405429f, 1.061405429f, 1.061405429f},
      {-1.453152027f, -1.453152027f, -1.453152027f, -1.453152027f},
      {1.421413741f, 1.421413741f, 1.421413741f, 1.421413741f},
      {-0.284496736f, -0.284496736f, -0.284496736f, -0.284496736f},
      {0.254829592f, 0.254829592f, 0.254829592f, 0.254829592f},
  };
};
inline constexpr ActivationConstants kActivationConstants;

// 1 / (1 + e^-x). Largest error 2e-7.
ATTN_INLINE F32x4 sigmoid_of(F32x4 x) noexcept {
  const ActivationConstants& constants = *hidden(&kActivationConstants);
  const F32x4 one = load(constants.one);
  return div(one, add(one, exp2(min(mul(x, load(constants.minus_log2_e)), load(constants.largest_exponent)))));
}

// Phi(x). Largest error 3e-7.
ATTN_INLINE F32x4 normal_distribution(F32x4 x) noexcept {
  const ActivationConstants& constants = *hidden(&kActivationConstants);
  const F32x4 one = load(constants.one);
  const F32x4 z = mul(max(x, sub(splat(0), x)), load(constants.sqrt_half));
  const F32x4 t = div(one, multiply_add(z, load(constants.p), one));
  F32x4 series = load(constants.a[0]);
  series = multiply_add(series, t, load(constants.a[1]));
  series = multiply_add(series, t, load(constants.a[2]));
  series = multiply_add(series, t, load(constants.a[3]));
  series = multiply_add(series, t, load(constants.a[4]));
  // What erf leaves to 1, halved: Phi(-|x|).
  const F32x4 power = exp2(mul(mul(z, z), load(constants.minus_log2_e)));
  const F32x4 tail = mul(mul(mul(series, t), power), load(constants.half));
  const F32x4 upper = keep_where_not_less(sub(one, add(tail, tail)), x, splat(0));
  return add(tail, upper);
}

// Errors are at most 1e-6 * max(1, |x|).
ATTN_INLINE F32x4 activated(Activation activation, F32x4 x) noexcept {
  const ActivationConstants& constants = *hidden(&kActivationConstants);
  switch (activation) {
    case Activation::kNone: return x;
    case Activation::kRelu: return max(x, splat(0));
    case Activation::kGelu: return mul(x, normal_distribution(x));
    case Activation::kGeluTanh: {
      // (1 + tanh(u)) / 2 = sigmoid(2 u), u = sqrt(2 / pi) (x + 0.044715 x^3)
      const F32x4 cubic = multiply_add(mul(mul(x, x), x), load(constants.cube), x);
      return mul(x, sigmoid_of(mul(cubic, load(constants.two_sqrt_two_over_pi))));
    }
    case Activation::kGeluQuick: return mul(x, sigmoid_of(mul(x, load(constants.quick))));
    case Activation::kSilu: return mul(x, sigmoid_of(x));
    case Activation::kTanh: return sub(mul(sigmoid_of(add(x, x)), load(constants.two)), load(constants.one));
  }
  return x;
}

}  // namespace attn::kernels
