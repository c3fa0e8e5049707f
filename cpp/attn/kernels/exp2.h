// The exponential of the kernels: 2^x on four floats.
#pragma once

#include <attn/kernels/simd.h>

namespace attn::kernels {

// 2^x for x <= 127; 0 from -125.5 down, where the normal numbers come to their end, and for -infinity. Exactly
// 1 at 0. Largest error 2.91 ULP over every float of the range (tests/cpp/exp2_test.cpp).
//
// x = n + f with n whole and |f| <= 1/2. Adding 1.5 * 2^23 + 126 rounds to n and leaves n + 126 in the lowest
// bits, from where a shift makes the exponent of 2^(n - 1), and of 0 for n = -126. So nothing has to be
// compared to flush, which gains 1.3 % of the whole attention. 2^(f + 1) is a polynomial of degree 5: the
// coefficients of least relative error (Remez), but for the first, which is 2.
ATTN_INLINE F32x4 exp2(F32x4 x) noexcept {
  const F32x4 magic = splat(12582912.0f + 126.0f);
  const F32x4 inside = max(x, splat(-126.0f));  // so that the exponent does not wrap
  const F32x4 shifted = add(inside, magic);
  const F32x4 f = sub(inside, sub(shifted, magic));
  F32x4 p = splat(2 * 0.0013276472454890609f);
  p = add(mul(p, f), splat(2 * 0.009675540961325169f));
  p = add(mul(p, f), splat(2 * 0.05550713092088699f));
  p = add(mul(p, f), splat(2 * 0.24022120237350464f));
  p = add(mul(p, f), splat(2 * 0.6931469440460205f));
  p = add(mul(p, f), splat(2.0f));
  return mul(p, floats_of(shift_left<23>(bits_of(shifted))));
}

}  // namespace attn::kernels
