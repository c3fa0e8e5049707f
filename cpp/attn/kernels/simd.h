// The only file with vector instructions: four floats, and the same functions with a body for each
// instruction set. WebAssembly takes SIMD128; elsewhere the compiler's vector extensions become SSE or
// NEON; ATTN_SCALAR, for compilers without them, takes plain arrays.
#pragma once

#include <attn/kernels/build_variant.h>

#include <cmath>
#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif !defined(__GNUC__) && !defined(ATTN_SCALAR)
#define ATTN_SCALAR
#endif

// These functions are one instruction each: a call would cost many times that, and a compiler that
// optimises for size does not always see it.
#if defined(__GNUC__)
#define ATTN_INLINE [[gnu::always_inline]] inline
#define ATTN_INLINE_LAMBDA __attribute__((always_inline))
#else
#define ATTN_INLINE inline
#define ATTN_INLINE_LAMBDA
#endif

namespace attn::kernels {

inline constexpr int kLanes = 4;

// The relaxed build fuses multiplications with additions, where the processor can. Its digits are others than those of the
// base build, within the same bounds, and may differ from machine to machine.
#ifdef ATTN_RELAXED
inline constexpr bool kIsRelaxed = true;
#else
inline constexpr bool kIsRelaxed = false;
#endif

#if defined(__wasm_simd128__)

using F32x4 = v128_t;
using U32x4 = v128_t;
struct Pair {
  F32x4 low, high;
};

ATTN_INLINE F32x4 splat(float x) noexcept { return wasm_f32x4_splat(x); }
ATTN_INLINE U32x4 splat_bits(std::uint32_t x) noexcept { return wasm_i32x4_splat(static_cast<std::int32_t>(x)); }
ATTN_INLINE F32x4 load(const float* from) noexcept { return wasm_v128_load(from); }
ATTN_INLINE void store(float* to, F32x4 a) noexcept { wasm_v128_store(to, a); }
ATTN_INLINE F32x4 add(F32x4 a, F32x4 b) noexcept { return wasm_f32x4_add(a, b); }
ATTN_INLINE F32x4 sub(F32x4 a, F32x4 b) noexcept { return wasm_f32x4_sub(a, b); }
ATTN_INLINE F32x4 mul(F32x4 a, F32x4 b) noexcept { return wasm_f32x4_mul(a, b); }
ATTN_INLINE F32x4 div(F32x4 a, F32x4 b) noexcept { return wasm_f32x4_div(a, b); }
// The larger of two numbers; which of two zeros is not told.
ATTN_INLINE F32x4 max(F32x4 a, F32x4 b) noexcept { return wasm_f32x4_pmax(a, b); }
ATTN_INLINE F32x4 min(F32x4 a, F32x4 b) noexcept { return wasm_f32x4_pmin(a, b); }
// `a` where x >= limit, else 0.
ATTN_INLINE F32x4 keep_where_not_less(F32x4 a, F32x4 x, F32x4 limit) noexcept { return wasm_v128_and(a, wasm_f32x4_ge(x, limit)); }
ATTN_INLINE U32x4 bits_of(F32x4 a) noexcept { return a; }
ATTN_INLINE F32x4 floats_of(U32x4 a) noexcept { return a; }
ATTN_INLINE U32x4 add_bits(U32x4 a, U32x4 b) noexcept { return wasm_i32x4_add(a, b); }
ATTN_INLINE U32x4 and_bits(U32x4 a, U32x4 b) noexcept { return wasm_v128_and(a, b); }
ATTN_INLINE U32x4 or_bits(U32x4 a, U32x4 b) noexcept { return wasm_v128_or(a, b); }
ATTN_INLINE U32x4 max_bits(U32x4 a, U32x4 b) noexcept { return wasm_u32x4_max(a, b); }
ATTN_INLINE U32x4 sub_bytes(U32x4 a, U32x4 b) noexcept { return wasm_i8x16_sub(a, b); }
template <int Count>
ATTN_INLINE U32x4 shift_left(U32x4 a) noexcept { return wasm_i32x4_shl(a, Count); }
template <int Count>
ATTN_INLINE U32x4 shift_right(U32x4 a) noexcept { return wasm_u32x4_shr(a, Count); }
template <int Lane>
ATTN_INLINE float lane(F32x4 a) noexcept { return wasm_f32x4_extract_lane(a, Lane); }
// The lower, or the upper, two lanes of each in turn: a0 b0 a1 b1.
ATTN_INLINE F32x4 interleave_low(F32x4 a, F32x4 b) noexcept { return wasm_i32x4_shuffle(a, b, 0, 4, 1, 5); }
ATTN_INLINE F32x4 interleave_high(F32x4 a, F32x4 b) noexcept { return wasm_i32x4_shuffle(a, b, 2, 6, 3, 7); }
// These widen whole numbers with a sign: four to bits, eight to floats.
ATTN_INLINE U32x4 load_bits(const std::uint16_t* from) noexcept { return wasm_i32x4_load16x4(reinterpret_cast<const short*>(from)); }
// Eight whole numbers of 16 bits.
using I16x8 = v128_t;
ATTN_INLINE I16x8 load_words(const std::int16_t* from) noexcept { return wasm_v128_load(from); }
ATTN_INLINE void store_words(std::int16_t* to, I16x8 words) noexcept { wasm_v128_store(to, words); }
ATTN_INLINE I16x8 widened_words(const std::int8_t* from) noexcept { return wasm_i16x8_load8x8(from); }
// The lower, or the upper, eight of sixteen bytes with a sign.
ATTN_INLINE I16x8 low_words(U32x4 bytes) noexcept { return wasm_i16x8_extend_low_i8x16(bytes); }
ATTN_INLINE I16x8 high_words(U32x4 bytes) noexcept { return wasm_i16x8_extend_high_i8x16(bytes); }
// Two words, four times.
ATTN_INLINE I16x8 splat_pair(const std::int16_t* from) noexcept { return wasm_v128_load32_splat(from); }
// The nearest floats of whole numbers with a sign.
ATTN_INLINE F32x4 integers_as_floats(U32x4 numbers) noexcept { return wasm_f32x4_convert_i32x4(numbers); }
// Lane i gets a[2 i] b[2 i] + a[2 i + 1] b[2 i + 1] more.
ATTN_INLINE U32x4 add_products(I16x8 a, I16x8 b, U32x4 sums) noexcept { return wasm_i32x4_add(sums, wasm_i32x4_dot_i16x8(a, b)); }
ATTN_INLINE Pair widen_words(I16x8 words) noexcept {
  v128_t low_bits = wasm_i32x4_extend_low_i16x8(words);
  v128_t high_bits = wasm_i32x4_extend_high_i16x8(words);
#if __clang_major__ < 16
  // Where clang 14 sees both steps it converts lane by lane, at a fifth of the speed. Clang 19 fails on this line.
  asm("" : "+r"(low_bits), "+r"(high_bits));
#endif
  return {wasm_f32x4_convert_i32x4(low_bits), wasm_f32x4_convert_i32x4(high_bits)};
}
ATTN_INLINE Pair load_pair(const std::int8_t* from) noexcept { return widen_words(wasm_i16x8_load8x8(from)); }
// Sixteen whole numbers with a sign, a byte each.
ATTN_INLINE void widen_bytes(U32x4 bytes, Pair& low, Pair& high) noexcept {
  low = widen_words(wasm_i16x8_extend_low_i8x16(bytes));
  high = widen_words(wasm_i16x8_extend_high_i8x16(bytes));
}

#elif !defined(ATTN_SCALAR)

using F32x4 = float __attribute__((vector_size(16)));
using U32x4 = std::uint32_t __attribute__((vector_size(16)));
struct Pair {
  F32x4 low, high;
};

ATTN_INLINE F32x4 splat(float x) noexcept { return F32x4{x, x, x, x}; }
ATTN_INLINE U32x4 splat_bits(std::uint32_t x) noexcept { return U32x4{x, x, x, x}; }
ATTN_INLINE F32x4 load(const float* from) noexcept {
  F32x4 a;
  std::memcpy(&a, from, sizeof a);
  return a;
}
ATTN_INLINE void store(float* to, F32x4 a) noexcept { std::memcpy(to, &a, sizeof a); }
ATTN_INLINE F32x4 add(F32x4 a, F32x4 b) noexcept { return a + b; }
ATTN_INLINE F32x4 sub(F32x4 a, F32x4 b) noexcept { return a - b; }
ATTN_INLINE F32x4 mul(F32x4 a, F32x4 b) noexcept { return a * b; }
ATTN_INLINE F32x4 div(F32x4 a, F32x4 b) noexcept { return a / b; }
ATTN_INLINE F32x4 max(F32x4 a, F32x4 b) noexcept { return a < b ? b : a; }
ATTN_INLINE F32x4 min(F32x4 a, F32x4 b) noexcept { return b < a ? b : a; }
ATTN_INLINE U32x4 bits_of(F32x4 a) noexcept { return reinterpret_cast<U32x4>(a); }
ATTN_INLINE F32x4 floats_of(U32x4 a) noexcept { return reinterpret_cast<F32x4>(a); }
ATTN_INLINE F32x4 keep_where_not_less(F32x4 a, F32x4 x, F32x4 limit) noexcept {
  return floats_of(bits_of(a) & reinterpret_cast<U32x4>(x >= limit));
}
ATTN_INLINE U32x4 add_bits(U32x4 a, U32x4 b) noexcept { return a + b; }
ATTN_INLINE U32x4 and_bits(U32x4 a, U32x4 b) noexcept { return a & b; }
ATTN_INLINE U32x4 or_bits(U32x4 a, U32x4 b) noexcept { return a | b; }
ATTN_INLINE U32x4 max_bits(U32x4 a, U32x4 b) noexcept { return a < b ? b : a; }
ATTN_INLINE U32x4 sub_bytes(U32x4 a, U32x4 b) noexcept {
  using Bytes = std::uint8_t __attribute__((vector_size(16)));
  return reinterpret_cast<U32x4>(reinterpret_cast<Bytes>(a) - reinterpret_cast<Bytes>(b));
}
template <int Count>
ATTN_INLINE U32x4 shift_left(U32x4 a) noexcept { return a << Count; }
template <int Count>
ATTN_INLINE U32x4 shift_right(U32x4 a) noexcept { return a >> Count; }
template <int Lane>
ATTN_INLINE float lane(F32x4 a) noexcept { return a[Lane]; }
ATTN_INLINE F32x4 interleave_low(F32x4 a, F32x4 b) noexcept { return F32x4{a[0], b[0], a[1], b[1]}; }
ATTN_INLINE F32x4 interleave_high(F32x4 a, F32x4 b) noexcept { return F32x4{a[2], b[2], a[3], b[3]}; }

#else

struct F32x4 {
  float x[kLanes];
};
struct U32x4 {
  std::uint32_t x[kLanes];
};
struct Pair {
  F32x4 low, high;
};

template <class Result, class Function>
ATTN_INLINE Result each_lane(Function f) noexcept {
  Result result;
  for (int i = 0; i < kLanes; ++i) result.x[i] = f(i);
  return result;
}
ATTN_INLINE F32x4 splat(float x) noexcept { return F32x4{{x, x, x, x}}; }
ATTN_INLINE U32x4 splat_bits(std::uint32_t x) noexcept { return U32x4{{x, x, x, x}}; }
ATTN_INLINE F32x4 load(const float* from) noexcept {
  F32x4 a;
  std::memcpy(&a, from, sizeof a);
  return a;
}
ATTN_INLINE void store(float* to, F32x4 a) noexcept { std::memcpy(to, &a, sizeof a); }
ATTN_INLINE F32x4 add(F32x4 a, F32x4 b) noexcept { return each_lane<F32x4>([&](int i) { return a.x[i] + b.x[i]; }); }
ATTN_INLINE F32x4 sub(F32x4 a, F32x4 b) noexcept { return each_lane<F32x4>([&](int i) { return a.x[i] - b.x[i]; }); }
ATTN_INLINE F32x4 mul(F32x4 a, F32x4 b) noexcept { return each_lane<F32x4>([&](int i) { return a.x[i] * b.x[i]; }); }
ATTN_INLINE F32x4 div(F32x4 a, F32x4 b) noexcept { return each_lane<F32x4>([&](int i) { return a.x[i] / b.x[i]; }); }
ATTN_INLINE F32x4 max(F32x4 a, F32x4 b) noexcept { return each_lane<F32x4>([&](int i) { return a.x[i] < b.x[i] ? b.x[i] : a.x[i]; }); }
ATTN_INLINE F32x4 min(F32x4 a, F32x4 b) noexcept { return each_lane<F32x4>([&](int i) { return b.x[i] < a.x[i] ? b.x[i] : a.x[i]; }); }
ATTN_INLINE F32x4 keep_where_not_less(F32x4 a, F32x4 x, F32x4 limit) noexcept {
  return each_lane<F32x4>([&](int i) { return x.x[i] >= limit.x[i] ? a.x[i] : 0.0f; });
}
ATTN_INLINE U32x4 bits_of(F32x4 a) noexcept {
  U32x4 bits;
  std::memcpy(&bits, &a, sizeof bits);
  return bits;
}
ATTN_INLINE F32x4 floats_of(U32x4 a) noexcept {
  F32x4 floats;
  std::memcpy(&floats, &a, sizeof floats);
  return floats;
}
ATTN_INLINE U32x4 add_bits(U32x4 a, U32x4 b) noexcept { return each_lane<U32x4>([&](int i) { return a.x[i] + b.x[i]; }); }
ATTN_INLINE U32x4 and_bits(U32x4 a, U32x4 b) noexcept { return each_lane<U32x4>([&](int i) { return a.x[i] & b.x[i]; }); }
ATTN_INLINE U32x4 or_bits(U32x4 a, U32x4 b) noexcept { return each_lane<U32x4>([&](int i) { return a.x[i] | b.x[i]; }); }
ATTN_INLINE U32x4 max_bits(U32x4 a, U32x4 b) noexcept { return each_lane<U32x4>([&](int i) { return a.x[i] < b.x[i] ? b.x[i] : a.x[i]; }); }
ATTN_INLINE U32x4 sub_bytes(U32x4 a, U32x4 b) noexcept {
  std::uint8_t left[16], right[16];
  std::memcpy(left, &a, sizeof left);
  std::memcpy(right, &b, sizeof right);
  for (int i = 0; i < 16; ++i) left[i] = static_cast<std::uint8_t>(left[i] - right[i]);
  std::memcpy(&a, left, sizeof left);
  return a;
}
template <int Count>
ATTN_INLINE U32x4 shift_left(U32x4 a) noexcept { return each_lane<U32x4>([&](int i) { return a.x[i] << Count; }); }
template <int Count>
ATTN_INLINE U32x4 shift_right(U32x4 a) noexcept { return each_lane<U32x4>([&](int i) { return a.x[i] >> Count; }); }
template <int Lane>
ATTN_INLINE float lane(F32x4 a) noexcept { return a.x[Lane]; }
ATTN_INLINE F32x4 interleave_low(F32x4 a, F32x4 b) noexcept { return {{a.x[0], b.x[0], a.x[1], b.x[1]}}; }
ATTN_INLINE F32x4 interleave_high(F32x4 a, F32x4 b) noexcept { return {{a.x[2], b.x[2], a.x[3], b.x[3]}}; }

#endif

// a b + sum: rounded twice, for the same digits everywhere. The relaxed build rounds once where the processor can.
ATTN_INLINE F32x4 multiply_add(F32x4 a, F32x4 b, F32x4 sum) noexcept {
#if !defined(ATTN_RELAXED)
  return add(mul(a, b), sum);
#elif !defined(__wasm_simd128__)
  float lanes[3][kLanes];
  store(lanes[0], a);
  store(lanes[1], b);
  store(lanes[2], sum);
  for (int i = 0; i < kLanes; ++i) lanes[2][i] = std::fma(lanes[0][i], lanes[1][i], lanes[2][i]);
  return load(lanes[2]);
#elif __clang_major__ < 16
  return __builtin_wasm_fma_f32x4(a, b, sum);  // by the opcode of a draft, which the build replaces: web/build/relaxed.js
#else
  return __builtin_wasm_relaxed_madd_f32x4(a, b, sum);
#endif
}

#if !defined(__wasm_simd128__)
struct I16x8 {
  std::int16_t x[2 * kLanes];
};
ATTN_INLINE I16x8 load_words(const std::int16_t* from) noexcept {
  I16x8 words;
  std::memcpy(&words, from, sizeof words);
  return words;
}
ATTN_INLINE void store_words(std::int16_t* to, I16x8 words) noexcept { std::memcpy(to, &words, sizeof words); }
ATTN_INLINE I16x8 widened_words(const std::int8_t* from) noexcept {
  I16x8 words;
  for (int i = 0; i < 2 * kLanes; ++i) words.x[i] = from[i];
  return words;
}
// The lower, or the upper, eight of sixteen bytes with a sign.
ATTN_INLINE I16x8 low_words(U32x4 bytes) noexcept {
  std::int8_t numbers[4 * kLanes];
  std::memcpy(numbers, &bytes, sizeof numbers);
  return widened_words(numbers);
}
ATTN_INLINE I16x8 high_words(U32x4 bytes) noexcept {
  std::int8_t numbers[4 * kLanes];
  std::memcpy(numbers, &bytes, sizeof numbers);
  return widened_words(numbers + 2 * kLanes);
}
// Two words, four times.
ATTN_INLINE I16x8 splat_pair(const std::int16_t* from) noexcept {
  I16x8 words;
  for (int i = 0; i < 2 * kLanes; ++i) words.x[i] = from[i % 2];
  return words;
}
// The nearest floats of whole numbers with a sign.
ATTN_INLINE F32x4 integers_as_floats(U32x4 numbers) noexcept {
  std::int32_t lanes[kLanes];
  std::memcpy(lanes, &numbers, sizeof lanes);
  const float floats[kLanes] = {static_cast<float>(lanes[0]), static_cast<float>(lanes[1]), static_cast<float>(lanes[2]), static_cast<float>(lanes[3])};
  return load(floats);
}
ATTN_INLINE U32x4 add_products(I16x8 a, I16x8 b, U32x4 sums) noexcept {
  std::uint32_t lanes[kLanes];
  for (int i = 0; i < kLanes; ++i) lanes[i] = static_cast<std::uint32_t>(a.x[2 * i] * b.x[2 * i] + a.x[2 * i + 1] * b.x[2 * i + 1]);
  U32x4 products;
  std::memcpy(&products, lanes, sizeof products);
  return add_bits(sums, products);
}
ATTN_INLINE U32x4 load_bits(const std::uint16_t* from) noexcept {
  std::uint32_t wide[kLanes];
  for (int i = 0; i < kLanes; ++i) wide[i] = from[i] | (from[i] & 0x8000u) * 0x1fffeu;
  U32x4 bits;
  std::memcpy(&bits, wide, sizeof bits);
  return bits;
}
ATTN_INLINE Pair load_pair(const std::int8_t* from) noexcept {
  float wide[2 * kLanes];
  for (int i = 0; i < 2 * kLanes; ++i) wide[i] = static_cast<float>(from[i]);
  return {load(wide), load(wide + kLanes)};
}
// Sixteen whole numbers with a sign, a byte each.
ATTN_INLINE void widen_bytes(U32x4 bytes, Pair& low, Pair& high) noexcept {
  std::int8_t numbers[4 * kLanes];
  std::memcpy(numbers, &bytes, sizeof numbers);
  low = load_pair(numbers);
  high = load_pair(numbers + 2 * kLanes);
}
#endif

ATTN_INLINE U32x4 load_bits(const std::uint32_t* from) noexcept {
  U32x4 bits;
  std::memcpy(&bits, from, sizeof bits);
  return bits;
}
// Sixteen bytes, from any address; the first is the lowest of the first lane.
ATTN_INLINE U32x4 load_bytes(const std::uint8_t* from) noexcept {
  U32x4 bits;
  std::memcpy(&bits, from, sizeof bits);
  return bits;
}

// Eight floats side by side.
ATTN_INLINE Pair load_pair(const float* from) noexcept { return {load(from), load(from + kLanes)}; }

// Adds the lower products, and then the upper ones, to the same four lanes.
ATTN_INLINE F32x4 multiply_add(Pair a, Pair b, F32x4 sum) noexcept {
  return multiply_add(a.high, b.high, multiply_add(a.low, b.low, sum));
}
ATTN_INLINE Pair multiply_add(F32x4 a, Pair b, Pair sum) noexcept {
  return {multiply_add(a, b.low, sum.low), multiply_add(a, b.high, sum.high)};
}

// One element as a float.
ATTN_INLINE float to_float(float x) noexcept { return x; }
ATTN_INLINE float to_float(std::int8_t x) noexcept { return static_cast<float>(x); }

// The same address, as one that the compiler knows nothing about. Figures are small and computed at once: there this and the next
// would cost more bytes than they are worth.
template <class T>
ATTN_INLINE const T* hidden(const T* address) noexcept {
#if defined(__wasm_simd128__)
  if constexpr (!kIsFigure) asm("" : "+r"(address));
#endif
  return address;
}

// Keeps loads and stores where they are written.
ATTN_INLINE void keep_memory_order() noexcept {
#if defined(__wasm_simd128__)
  if constexpr (!kIsFigure) asm volatile("" ::: "memory");
#endif
}

// Stores two vectors side by side. V8 can make pairs of vectors one of eight floats (14.6 does behind a flag), which takes a
// quarter less time, but only where the compiler has moved no other load or store between.
ATTN_INLINE void store_pair(float* to, F32x4 low, F32x4 high) noexcept {
  keep_memory_order();
  store(to, low);
  store(to + kLanes, high);
  keep_memory_order();
}

// The four lanes in one, in an order that does not depend on the instruction set.
ATTN_INLINE float sum_of_lanes(F32x4 a) noexcept { return (lane<0>(a) + lane<2>(a)) + (lane<1>(a) + lane<3>(a)); }
ATTN_INLINE float max_of_lanes(F32x4 a) noexcept {
  const float even = lane<0>(a) < lane<2>(a) ? lane<2>(a) : lane<0>(a);
  const float odd = lane<1>(a) < lane<3>(a) ? lane<3>(a) : lane<1>(a);
  return even < odd ? odd : even;
}

// Four rows side by side: to[c * step + r] = rows[r][c], for `size` elements.
ATTN_INLINE void transpose(const float* const rows[kLanes], Index size, float* to, Index step) noexcept {
  Index c = 0;
  for (; c + kLanes <= size; c += kLanes) {
    const F32x4 row0 = load(rows[0] + c), row1 = load(rows[1] + c), row2 = load(rows[2] + c), row3 = load(rows[3] + c);
    const F32x4 low02 = interleave_low(row0, row2), low13 = interleave_low(row1, row3);
    const F32x4 high02 = interleave_high(row0, row2), high13 = interleave_high(row1, row3);
    store(to, interleave_low(low02, low13));
    store(to + step, interleave_high(low02, low13));
    store(to + 2 * step, interleave_low(high02, high13));
    store(to + 3 * step, interleave_high(high02, high13));
    to += kLanes * step;
  }
  for (; c < size; ++c, to += step)
    for (int r = 0; r < kLanes; ++r) to[r] = rows[r][c];
}

}  // namespace attn::kernels
