// The two products of attention on register tiles of a few queries times eight keys, or elements of a value.
//
// V8 keeps fifteen vector registers. Where a product and its sum are two instructions, the sums of 4 x 8 take eight of them,
// the rest two vectors, a factor and a product. Fused, no product needs a register: 6 x 8 then fills all fifteen. In V8's
// machine code 4 x 12, 5 x 8, 6 x 8 and 8 x 4 spill where they are not fused, and run at half the rate; so does 6 x 8 fused up
// to V8 12.4. So does this loop as soon as it is unrolled by hand or by -O3: the loads of several steps are then moved to the
// front.
#pragma once

#include <attn/kernels/simd.h>

#include <cstdint>
#include <utility>

namespace attn::kernels {

inline constexpr int kTileRows = kIsRelaxed ? 6 : 4;  // queries
inline constexpr int kTileColumns = 8;                // keys, or elements of a value

// The sums of a tile: [row][half].
struct TileSums {
  F32x4 of[kTileRows][2];
};

// Calls visit(r) for each row of a tile, with r known to the compiler, so that what it indexes stays in registers.
template <class Visit>
ATTN_INLINE void each_tile_row(Visit visit) noexcept {
  const auto visit_all = [&]<int... kRow>(std::integer_sequence<int, kRow...>) ATTN_INLINE_LAMBDA {
    (visit(std::integral_constant<int, kRow>{}), ...);
  };
  visit_all(std::make_integer_sequence<int, kTileRows>{});
}

// put(r, low, high) gets row r of the sums over n of left[r][n] * right[n][0..7].
// left: rows kStride apart; right: `count` rows, `step` apart.
template <Offset kStride, class Put>
ATTN_INLINE void tile_product(const float* left, const float* right, Offset step, Offset count, Put put) noexcept {
  TileSums sums;
  each_tile_row([&](auto r) ATTN_INLINE_LAMBDA { sums.of[r][0] = sums.of[r][1] = splat(0); });
  for (const float* const end = left + count; left != end; ++left, right += step) {
    const F32x4 low = load(right);
    const F32x4 high = load(right + kLanes);
    each_tile_row([&](auto r) ATTN_INLINE_LAMBDA {
      const F32x4 x = splat(left[r * kStride]);
      sums.of[r][0] = multiply_add(x, low, sums.of[r][0]);
      sums.of[r][1] = multiply_add(x, high, sums.of[r][1]);
    });
  }
  each_tile_row([&](auto r) ATTN_INLINE_LAMBDA { put(r, sums.of[r][0], sums.of[r][1]); });
}

// A float32 sum loses digits with its length: scores are summed up in runs of so many components.
inline constexpr Offset kScoreRun = 64;

// scores[r][0..7] = sum over c of query[c][r] * keys[c][0..7].
// query: [runs, rows of the tile, 64], the components run by run; keys: [size, 8], a panel of eight; scores: rows kStride apart.
template <Offset kStride>
ATTN_INLINE void query_key_tile(const float* query, const float* keys, Offset size, float* scores) noexcept {
  Offset c = 0;
  do {
    tile_product<kScoreRun>(query + c * kTileRows, keys + c * kTileColumns, kTileColumns, size - c < kScoreRun ? size - c : kScoreRun,
                            [&](int row, F32x4 low, F32x4 high) ATTN_INLINE_LAMBDA {
                              float* const to = scores + row * kStride;
                              if (c > 0) {
                                low = add(load(to), low);
                                high = add(load(to + kLanes), high);
                              }
                              store_pair(to, low, high);
                            });
  } while ((c += kScoreRun) < size);
}

// scores[r][j] = sum over c of query[r][c] * keys[j][c], for `count` keys where they lie. Each sum is that of query_key_row
// (single_query.h), to the last bit. Two keys at a time would take 1.07 times as long.
// query: [rows of the tile, size]; keys: rows `stride` apart; scores: rows kStride apart.
template <Offset kStride>
ATTN_INLINE void query_key_rows(const float* query, const float* keys, Offset stride, Offset count, Offset size, float* scores) noexcept {
  for (Offset j = 0; j < count; ++j, keys += stride, ++scores) {
    F32x4 sums[kTileRows];
    each_tile_row([&](auto r) ATTN_INLINE_LAMBDA { sums[r] = splat(0); });
    Offset c = 0;
    for (; c + 2 * kLanes <= size; c += 2 * kLanes) {
      const Pair key = load_pair(keys + c);
      each_tile_row([&](auto r) ATTN_INLINE_LAMBDA { sums[r] = multiply_add(load_pair(query + r * size + c), key, sums[r]); });
    }
    each_tile_row([&](auto r) ATTN_INLINE_LAMBDA { scores[r * kStride] = sum_of_lanes(sums[r]); });
    for (; c < size; ++c)
      for (Offset r = 0; r < kTileRows; ++r) scores[r * kStride] += query[r * size + c] * keys[c];
  }
}

// output[r][0..7] = output[r][0..7] * keep[r] + sum over j of weights[r][j] * values[j][0..7].
// weights: rows kStride apart; values: `count` rows, `step` apart; output: rows `stride` apart; keep: one for each row.
template <Offset kStride>
ATTN_INLINE void weights_value_tile(const float* weights, const float* values, Offset step, Offset count, const float* keep,
                                    float* output, Offset stride) noexcept {
  tile_product<kStride>(weights, values, step, count, [&](int row, F32x4 low, F32x4 high) ATTN_INLINE_LAMBDA {
    float* const to = output + row * stride;
    const F32x4 factor = splat(keep[row]);
    const F32x4 old_low = load(to), old_high = load(to + kLanes);
    store_pair(to, multiply_add(old_low, factor, low), multiply_add(old_high, factor, high));
  });
}

}  // namespace attn::kernels
