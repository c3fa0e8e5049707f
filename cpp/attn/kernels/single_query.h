// The two products for a single query: a decoder asks for one row at a time, and packing keys for it
// would cost more than the row. Keys are read where they lie, row by row.
#pragma once

#include <attn/kernels/simd.h>

#include <cstdint>

namespace attn::kernels {

// scores[j] = sum over c of query[c] * keys[j * stride + c], for `count` keys.
ATTN_INLINE void query_key_row(const float* query, const float* keys, Index stride, Index count,
                               Index size, float* scores) noexcept {
  const auto finish = [&](F32x4 sum, const float* key, Index c) noexcept {
    float score = sum_of_lanes(sum);
    for (; c < size; ++c) score += query[c] * key[c];
    return score;
  };
  Index j = 0;
  for (; j + 4 <= count; j += 4) {
    const float* const k0 = keys + j * stride;
    const float* const k1 = k0 + stride;
    const float* const k2 = k1 + stride;
    const float* const k3 = k2 + stride;
    F32x4 s0 = splat(0), s1 = s0, s2 = s0, s3 = s0;
    Index c = 0;
    for (; c + kLanes <= size; c += kLanes) {
      const F32x4 q = load(query + c);
      s0 = multiply_add(q, load(k0 + c), s0);
      s1 = multiply_add(q, load(k1 + c), s1);
      s2 = multiply_add(q, load(k2 + c), s2);
      s3 = multiply_add(q, load(k3 + c), s3);
    }
    scores[j] = finish(s0, k0, c);
    scores[j + 1] = finish(s1, k1, c);
    scores[j + 2] = finish(s2, k2, c);
    scores[j + 3] = finish(s3, k3, c);
  }
  for (; j < count; ++j) {
    const float* const key = keys + j * stride;
    F32x4 sum = splat(0);
    Index c = 0;
    for (; c + kLanes <= size; c += kLanes) sum = multiply_add(load(query + c), load(key + c), sum);
    scores[j] = finish(sum, key, c);
  }
}

// output[c] = output[c] * keep + sum over j of weights[j] * values[j * stride + c], for `size` elements,
// a multiple of eight.
ATTN_INLINE void weights_value_row(const float* weights, const float* values, Index stride, Index count,
                                   Index size, float keep, float* output) noexcept {
  const F32x4 factor = splat(keep);
  Index c = 0;
  const auto merge = [&](Index at, F32x4 sum) noexcept { store(output + at, multiply_add(load(output + at), factor, sum)); };
  for (; c + 32 <= size; c += 32) {
    F32x4 o0 = splat(0), o1 = o0, o2 = o0, o3 = o0, o4 = o0, o5 = o0, o6 = o0, o7 = o0;
    const float* value = values + c;
    for (Index j = 0; j < count; ++j, value += stride) {
      const F32x4 w = splat(weights[j]);
      o0 = multiply_add(w, load(value), o0);
      o1 = multiply_add(w, load(value + 4), o1);
      o2 = multiply_add(w, load(value + 8), o2);
      o3 = multiply_add(w, load(value + 12), o3);
      o4 = multiply_add(w, load(value + 16), o4);
      o5 = multiply_add(w, load(value + 20), o5);
      o6 = multiply_add(w, load(value + 24), o6);
      o7 = multiply_add(w, load(value + 28), o7);
    }
    merge(c, o0);
    merge(c + 4, o1);
    merge(c + 8, o2);
    merge(c + 12, o3);
    merge(c + 16, o4);
    merge(c + 20, o5);
    merge(c + 24, o6);
    merge(c + 28, o7);
  }
  for (; c < size; c += 8) {
    F32x4 o0 = splat(0), o1 = o0;
    const float* value = values + c;
    for (Index j = 0; j < count; ++j, value += stride) {
      const F32x4 w = splat(weights[j]);
      o0 = multiply_add(w, load(value), o0);
      o1 = multiply_add(w, load(value + 4), o1);
    }
    merge(c, o0);
    merge(c + 4, o1);
  }
}

}  // namespace attn::kernels
