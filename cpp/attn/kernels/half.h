// IEEE half precision, by bits: no compiler flag and no instruction is needed.
#pragma once

#include <attn/kernels/simd.h>

#include <cstdint>
#include <cstring>

namespace attn::kernels {

inline constexpr double kLargestHalf = 65504;
inline constexpr double kHalfLimit = 65520;  // what is smaller rounds to a finite half

// The half nearest to x, ties to even; infinity from 65520 on.
inline std::uint16_t to_half(float x) noexcept {
  std::uint32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  const auto sign = static_cast<std::uint16_t>(bits >> 16 & 0x8000u);
  bits &= 0x7fffffffu;
  if (bits >= 0x47800000u) return static_cast<std::uint16_t>(sign | (bits > 0x7f800000u ? 0x7e00u : 0x7c00u));
  if (bits < 0x38800000u) {
    // This is below the normal halves: adding 1/2 puts the digits that stay at the end of the float, rounded.
    float small;
    std::memcpy(&small, &bits, sizeof small);
    small += 0.5f;
    std::memcpy(&bits, &small, sizeof bits);
    return static_cast<std::uint16_t>(sign | (bits - 0x3f000000u));
  }
  bits += 0xc8000fffu + (bits >> 13 & 1u);  // the exponent's bias, and rounding to even
  return static_cast<std::uint16_t>(sign | bits >> 13);
}

inline float from_half(std::uint16_t half) noexcept {
  std::uint32_t bits = static_cast<std::uint32_t>(half & 0x7fffu) << 13;
  float x;
  std::memcpy(&x, &bits, sizeof x);
  x *= 5.192296858534828e33f;  // 2^112: the difference of the exponents' biases
  std::memcpy(&bits, &x, sizeof bits);
  if ((half & 0x7c00u) == 0x7c00u) bits |= 0x7f800000u;
  bits |= static_cast<std::uint32_t>(half & 0x8000u) << 16;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

// What from_halves works with, read from memory like the constants of exp2.h.
struct HalfConstants {
  alignas(16) std::uint32_t bits[kLanes] = {0x8fffe000u, 0x8fffe000u, 0x8fffe000u, 0x8fffe000u};
  float scale[kLanes] = {0x1p112f, 0x1p112f, 0x1p112f, 0x1p112f};
};
inline constexpr HalfConstants kHalfConstants;

// Four finite halves at once, each widened to 32 bits. The sign fills all bits above the half's own: those between it and the
// exponent are taken away.
ATTN_INLINE F32x4 from_halves_bits(U32x4 widened) noexcept {
  const HalfConstants& constants = *hidden(&kHalfConstants);
  return mul(floats_of(and_bits(shift_left<13>(widened), load_bits(constants.bits))), load(constants.scale));
}
ATTN_INLINE F32x4 from_halves(const std::uint16_t* halves) noexcept { return from_halves_bits(load_bits(halves)); }

ATTN_INLINE Pair load_pair(const std::uint16_t* halves) noexcept { return {from_halves(halves), from_halves(halves + kLanes)}; }
ATTN_INLINE float to_float(std::uint16_t half) noexcept { return from_half(half); }

// The upper half of a float.
struct BFloat16 {
  std::uint16_t bits;
};

ATTN_INLINE Pair load_pair(const BFloat16* from) noexcept {
  // What load_bits widens by the sign is shifted out again.
  const std::uint16_t* const bits = reinterpret_cast<const std::uint16_t*>(from);
  return {floats_of(shift_left<16>(load_bits(bits))), floats_of(shift_left<16>(load_bits(bits + kLanes)))};
}
inline float to_float(BFloat16 x) noexcept {
  const std::uint32_t bits = static_cast<std::uint32_t>(x.bits) << 16;
  float number;
  std::memcpy(&number, &bits, sizeof number);
  return number;
}

}  // namespace attn::kernels
