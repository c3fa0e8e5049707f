// The exponential of the kernels: 2^x on four floats.
#pragma once

#include <attn/kernels/simd.h>

namespace attn::kernels {

// The constants of exp2, each four times. They are read from memory where they are used: V8 13.6 and newer makes a constant of
// the code anew at every use, by three instructions, which costs 9 % of the whole attention. In older ones reading them costs
// 0.5 %.
struct Exp2Constants {
  // So that the exponent does not wrap.
  alignas(16) float lowest[kLanes] = {-126.0f, -126.0f, -126.0f, -126.0f};
  // Adding it rounds to a whole number n and leaves n + 126 in the lowest bits.
  float magic[kLanes] = {12583038.0f, 12583038.0f, 12583038.0f, 12583038.0f};
  // 2^(f + 1) for |f| <= 1/2: the polynomial of degree 5 of least relative error (Remez), highest power first; but for the
  // last, which is 2.
  float coefficients[6][kLanes] = {
      {2 * 0.0013276472454890609f, 2 * 0.0013276472454890609f, 2 * 0.0013276472454890609f, 2 * 0.0013276472454890609f},
      {2 * 0.009675540961325169f, 2 * 0.009675540961325169f, 2 * 0.009675540961325169f, 2 * 0.009675540961325169f},
      {2 * 0.05550713092088699f, 2 * 0.05550713092088699f, 2 * 0.05550713092088699f, 2 * 0.05550713092088699f},
      {2 * 0.24022120237350464f, 2 * 0.24022120237350464f, 2 * 0.24022120237350464f, 2 * 0.24022120237350464f},
      {2 * 0.6931469440460205f, 2 * 0.6931469440460205f, 2 * 0.6931469440460205f, 2 * 0.6931469440460205f},
      {2, 2, 2, 2},
  };
};
inline constexpr Exp2Constants kExp2Constants;

// 2^x for x <= 127; 0 from -125.5 down, where the normal numbers come to their end, and for -infinity. Exactly
// 1 at 0. Largest error 2.91 ULP over every float of the range (tests/cpp/exp2_test.cpp).
//
// x = n + f with n whole and |f| <= 1/2. A shift makes the exponent of 2^(n - 1) of n + 126, and of 0 for n = -126. So nothing
// has to be compared to flush, which gains 1.3 % of the whole attention.
ATTN_INLINE F32x4 exp2(F32x4 x) noexcept {
  const Exp2Constants& constants = *hidden(&kExp2Constants);
  const F32x4 magic = load(constants.magic);
  const F32x4 inside = max(x, load(constants.lowest));
  const F32x4 shifted = add(inside, magic);
  const F32x4 f = sub(inside, sub(shifted, magic));
  // Written out: as a loop it stays one where size counts, and the whole attention takes 1 % longer.
  F32x4 p = load(constants.coefficients[0]);
  p = multiply_add(p, f, load(constants.coefficients[1]));
  p = multiply_add(p, f, load(constants.coefficients[2]));
  p = multiply_add(p, f, load(constants.coefficients[3]));
  p = multiply_add(p, f, load(constants.coefficients[4]));
  p = multiply_add(p, f, load(constants.coefficients[5]));
  return mul(p, floats_of(shift_left<23>(bits_of(shifted))));
}

}  // namespace attn::kernels
