// The two products of attention on register tiles of 4 x 8. V8 keeps about fifteen vector registers: 4 x 8
// floats take eight. In its machine code 4 x 12, 5 x 8, 6 x 8 and 8 x 4 spill, and run at half the rate.
#pragma once

#include <kernels/simd.h>

#include <cstdint>

namespace attn::kernels {

inline constexpr int kTileRows = 4;  // queries
inline constexpr int kTileColumns = 8;  // keys, or elements of a value

// scores[r][0..7] = sum over c of query[c][r] * keys[c][0..7].
// query: [size, 4], four queries side by side; keys: [size, 8], a panel of eight; scores: rows `stride`
// apart. is_first: else the sums are added to what is there.
ATTN_INLINE void query_key_sums(const float* query, const float* keys, std::int64_t size, bool is_first, float* scores,
                                std::int64_t stride) noexcept {
  F32x4 s00 = splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  for (std::int64_t c = 0; c < size; ++c) {
    const F32x4 k0 = load(keys);
    const F32x4 k1 = load(keys + 4);
    F32x4 q = splat(query[0]);
    s00 = add(s00, mul(q, k0));
    s01 = add(s01, mul(q, k1));
    q = splat(query[1]);
    s10 = add(s10, mul(q, k0));
    s11 = add(s11, mul(q, k1));
    q = splat(query[2]);
    s20 = add(s20, mul(q, k0));
    s21 = add(s21, mul(q, k1));
    q = splat(query[3]);
    s30 = add(s30, mul(q, k0));
    s31 = add(s31, mul(q, k1));
    keys += kTileColumns;
    query += kTileRows;
  }
  const auto put = [&](F32x4 low, F32x4 high) noexcept {
    store(scores, is_first ? low : add(load(scores), low));
    store(scores + 4, is_first ? high : add(load(scores + 4), high));
    scores += stride;
  };
  put(s00, s01);
  put(s10, s11);
  put(s20, s21);
  put(s30, s31);
}

// The whole of it, in runs of 32 elements: a float32 sum loses digits with its length.
ATTN_INLINE void query_key_tile(const float* query, const float* keys, std::int64_t size, float* scores,
                                std::int64_t stride) noexcept {
  constexpr std::int64_t kRun = 32;
  std::int64_t c = 0;
  do {
    query_key_sums(query + c * kTileRows, keys + c * kTileColumns, size - c < kRun ? size - c : kRun, c == 0, scores, stride);
  } while ((c += kRun) < size);
}

// output[r][0..7] = output[r][0..7] * keep[r] + sum over j of weights[r][j] * values[j][0..7].
// weights: 4 rows `weights_stride` apart; values: `count` rows `value_stride` apart; output: rows
// `output_stride` apart; keep: [4].
ATTN_INLINE void weights_value_tile(const float* weights, std::int64_t weights_stride, const float* values,
                               std::int64_t value_stride, std::int64_t count, const float* keep, float* output,
                               std::int64_t output_stride) noexcept {
  F32x4 o00 = splat(0), o01 = o00, o10 = o00, o11 = o00, o20 = o00, o21 = o00, o30 = o00, o31 = o00;
  const float* const w0 = weights;
  const float* const w1 = w0 + weights_stride;
  const float* const w2 = w1 + weights_stride;
  const float* const w3 = w2 + weights_stride;
  for (std::int64_t j = 0; j < count; ++j) {
    const F32x4 v0 = load(values);
    const F32x4 v1 = load(values + 4);
    F32x4 w = splat(w0[j]);
    o00 = add(o00, mul(w, v0));
    o01 = add(o01, mul(w, v1));
    w = splat(w1[j]);
    o10 = add(o10, mul(w, v0));
    o11 = add(o11, mul(w, v1));
    w = splat(w2[j]);
    o20 = add(o20, mul(w, v0));
    o21 = add(o21, mul(w, v1));
    w = splat(w3[j]);
    o30 = add(o30, mul(w, v0));
    o31 = add(o31, mul(w, v1));
    values += value_stride;
  }
  const auto merge = [&](int row, F32x4 low, F32x4 high) noexcept {
    float* const to = output + row * output_stride;
    const F32x4 factor = splat(keep[row]);
    store(to, add(mul(load(to), factor), low));
    store(to + 4, add(mul(load(to + 4), factor), high));
  };
  merge(0, o00, o01);
  merge(1, o10, o11);
  merge(2, o20, o21);
  merge(3, o30, o31);
}

}  // namespace attn::kernels
