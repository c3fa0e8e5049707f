// The exponential of the kernels: 2^x on four floats.
#pragma once

#include <kernels/simd.h>

namespace attn::kernels {

// 2^x for x <= 127; 0 below -126, the end of the normal numbers, and for -infinity. Exactly 1 at 0.
// Largest error 2.91 ULP over every float of the range (tests/cpp/exp2_test.cpp).
//
// x = n + f with n whole and |f| <= 1/2. Adding 1.5 * 2^23 rounds to n and leaves it in the lowest bits,
// from where a shift moves it into the exponent. 2^f is a polynomial of degree 5: the coefficients of
// least relative error (Remez), but for the first, which is 1.
ATTN_INLINE F32x4 exp2(F32x4 x) noexcept {
  const F32x4 magic = splat(12582912.0f);
  const F32x4 inside = max(x, splat(-126.5f));  // so that the shift below cannot wrap; keep() flushes it
  const F32x4 shifted = add(inside, magic);
  const F32x4 f = sub(inside, sub(shifted, magic));
  F32x4 p = splat(0.0013276472454890609f);
  p = add(mul(p, f), splat(0.009675540961325169f));
  p = add(mul(p, f), splat(0.05550713092088699f));
  p = add(mul(p, f), splat(0.24022120237350464f));
  p = add(mul(p, f), splat(0.6931469440460205f));
  p = add(mul(p, f), splat(1.0f));
  const F32x4 power = floats_of(add_bits(bits_of(p), shift_left<23>(bits_of(shifted))));
  return keep_where_not_less(power, x, splat(-126.0f));
}

}  // namespace attn::kernels
