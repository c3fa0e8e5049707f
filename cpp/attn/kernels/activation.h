// What layers of transformers apply to each number.
#pragma once

#include <attn/kernels/exp2.h>
#include <attn/kernels/simd.h>

#include <cstdint>

namespace attn::kernels {

// kGelu: x Phi(x), Phi the normal distribution (Hendrycks and Gimpel 2016); kGeluTanh: its approximation by tanh, from the same
// paper; kGeluQuick: x sigmoid(1.702 x), as CLIP has it; kSilu: x sigmoid(x).
enum class Activation : std::int32_t { kNone, kRelu, kGelu, kGeluTanh, kGeluQuick, kSilu, kTanh };

// 1 / (1 + e^-x). Largest error 2e-7.
ATTN_INLINE F32x4 sigmoid_of(F32x4 x) noexcept {
  constexpr float kLog2E = 1.44269504f;
  const F32x4 one = splat(1);
  return div(one, add(one, exp2(min(mul(x, splat(-kLog2E)), splat(127)))));
}

// Phi(x). Largest error 3e-7: erf by Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 7.1.26.
ATTN_INLINE F32x4 normal_distribution(F32x4 x) noexcept {
  constexpr float kLog2E = 1.44269504f;
  constexpr float kSqrtHalf = 0.707106781f;
  const F32x4 one = splat(1);
  const F32x4 z = mul(max(x, sub(splat(0), x)), splat(kSqrtHalf));
  const F32x4 t = div(one, add(one, mul(z, splat(0.3275911f))));
  F32x4 p = splat(1.061405429f);
  p = multiply_add(p, t, splat(-1.453152027f));
  p = multiply_add(p, t, splat(1.421413741f));
  p = multiply_add(p, t, splat(-0.284496736f));
  p = multiply_add(p, t, splat(0.254829592f));
  // What erf leaves to 1, halved: Phi(-|x|).
  const F32x4 tail = mul(mul(mul(p, t), exp2(mul(mul(z, z), splat(-kLog2E)))), splat(0.5f));
  const F32x4 upper = keep_where_not_less(sub(one, add(tail, tail)), x, splat(0));
  return add(tail, upper);
}

// Errors are at most 1e-6 * max(1, |x|).
ATTN_INLINE F32x4 activated(Activation activation, F32x4 x) noexcept {
  switch (activation) {
    case Activation::kNone: return x;
    case Activation::kRelu: return max(x, splat(0));
    case Activation::kGelu: return mul(x, normal_distribution(x));
    case Activation::kGeluTanh: {
      // (1 + tanh(u)) / 2 = sigmoid(2 u), u = sqrt(2 / pi) (x + 0.044715 x^3)
      const F32x4 cubic = multiply_add(mul(mul(x, x), x), splat(0.044715f), x);
      return mul(x, sigmoid_of(mul(cubic, splat(1.59576912f))));
    }
    case Activation::kGeluQuick: return mul(x, sigmoid_of(mul(x, splat(1.702f))));
    case Activation::kSilu: return mul(x, sigmoid_of(x));
    case Activation::kTanh: return sub(mul(sigmoid_of(add(x, x)), splat(2)), splat(1));
  }
  return x;
}

}  // namespace attn::kernels
