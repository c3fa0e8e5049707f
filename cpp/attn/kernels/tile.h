// The two products of attention on register tiles of 4 x 8.
//
// V8 keeps about fifteen vector registers; the sums of a 4 x 8 tile take eight. In its machine code 4 x 12,
// 5 x 8, 6 x 8 and 8 x 4 spill, and run at half the rate. So does this loop as soon as it is unrolled by
// hand or by -O3: the loads of several steps are then moved to the front. As it stands a step is 2 vector
// loads, 4 broadcasts, 8 multiplications, 8 additions, 2 pointers and 1 comparison, and V8 unrolls it without
// a spill.
#pragma once

#include <attn/kernels/simd.h>

#include <cstdint>

namespace attn::kernels {

inline constexpr int kTileRows = 4;     // queries
inline constexpr int kTileColumns = 8;  // keys, or elements of a value

// put(r, low, high) gets row r of the sums over n of left[n][r] * right[n][0..7].
// left: [count, 4]; right: [count, 8].
template <class Put>
ATTN_INLINE void tile_product(const float* left, const float* right, Index count, Put put) noexcept {
  F32x4 s00 = splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  for (const float* const end = left + count * kTileRows; left != end; left += kTileRows, right += kTileColumns) {
    const F32x4 low = load(right);
    const F32x4 high = load(right + kLanes);
    F32x4 x = splat(left[0]);
    s00 = add(s00, mul(x, low));
    s01 = add(s01, mul(x, high));
    x = splat(left[1]);
    s10 = add(s10, mul(x, low));
    s11 = add(s11, mul(x, high));
    x = splat(left[2]);
    s20 = add(s20, mul(x, low));
    s21 = add(s21, mul(x, high));
    x = splat(left[3]);
    s30 = add(s30, mul(x, low));
    s31 = add(s31, mul(x, high));
  }
  put(0, s00, s01);
  put(1, s10, s11);
  put(2, s20, s21);
  put(3, s30, s31);
}

// scores[r][0..7] = sum over c of query[c][r] * keys[c][0..7].
// query: [size, 4], four queries side by side; keys: [size, 8], a panel of eight; scores: rows `stride` apart.
// In runs of 64 elements: a float32 sum loses digits with its length.
ATTN_INLINE void query_key_tile(const float* query, const float* keys, Index size, float* scores,
                                Index stride) noexcept {
  constexpr Index kRun = 64;
  Index c = 0;
  do {
    tile_product(query + c * kTileRows, keys + c * kTileColumns, size - c < kRun ? size - c : kRun,
                 [&](int row, F32x4 low, F32x4 high) ATTN_INLINE_LAMBDA {
                   float* const to = scores + row * stride;
                   store(to, c == 0 ? low : add(load(to), low));
                   store(to + kLanes, c == 0 ? high : add(load(to + kLanes), high));
                 });
  } while ((c += kRun) < size);
}

// output[r][0..7] = output[r][0..7] * keep[r] + sum over j of weights[j][r] * values[j][0..7].
// weights: [count, 4]; values: [count, 8]; output: rows `stride` apart; keep: [4].
ATTN_INLINE void weights_value_tile(const float* weights, const float* values, Index count, const float* keep,
                                    float* output, Index stride) noexcept {
  tile_product(weights, values, count, [&](int row, F32x4 low, F32x4 high) ATTN_INLINE_LAMBDA {
    float* const to = output + row * stride;
    const F32x4 factor = splat(keep[row]);
    store(to, add(mul(load(to), factor), low));
    store(to + kLanes, add(mul(load(to + kLanes), factor), high));
  });
}

}  // namespace attn::kernels
