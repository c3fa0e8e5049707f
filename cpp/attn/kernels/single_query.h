// The two products for a single query: a decoder asks for one row at a time, and packing keys for it would cost more than the
// row. Keys and values are read where they lie, row by row: floats, halves or bytes, which become floats in registers.
#pragma once

#include <attn/kernels/half.h>
#include <attn/kernels/simd.h>

#include <algorithm>
#include <cstdint>

namespace attn::kernels {

// scores[j] = sum over c of query[c] * keys[j * stride + c], for `count` keys, and up to three more numbers of no meaning, to a
// multiple of four.
template <class T>
ATTN_INLINE void query_key_row(const float* query, const T* keys, Offset stride, Offset count, Offset size, float* scores) noexcept {
  const auto score = [&](F32x4 sum, const T* key, Offset c) noexcept {
    float total = sum_of_lanes(sum);
    for (; c < size; ++c) total += query[c] * to_float(key[c]);
    return total;
  };
  for (Offset j = 0; j < count; j += 4, keys += 4 * stride, scores += 4) {
    // Behind the last key, it is read again.
    const Offset last = count - 1 - j;
    const T* const k0 = keys;
    const T* const k1 = keys + std::min<Offset>(last, 1) * stride;
    const T* const k2 = keys + std::min<Offset>(last, 2) * stride;
    const T* const k3 = keys + std::min<Offset>(last, 3) * stride;
    F32x4 s0 = splat(0), s1 = s0, s2 = s0, s3 = s0;
    Offset c = 0;
    for (; c + 2 * kLanes <= size; c += 2 * kLanes) {
      const Pair q = load_pair(query + c);
      s0 = multiply_add(q, load_pair(k0 + c), s0);
      s1 = multiply_add(q, load_pair(k1 + c), s1);
      s2 = multiply_add(q, load_pair(k2 + c), s2);
      s3 = multiply_add(q, load_pair(k3 + c), s3);
    }
    scores[0] = score(s0, k0, c);
    scores[1] = score(s1, k1, c);
    scores[2] = score(s2, k2, c);
    scores[3] = score(s3, k3, c);
  }
}

// output[c] = output[c] * keep + sum over j of weights[j] * values[j * stride + c], for `size` elements,
// a multiple of eight.
template <class T>
ATTN_INLINE void weights_value_row(const float* weights, const T* values, Offset stride, Offset count, Offset size, float keep,
                                   float* output) noexcept {
  const F32x4 factor = splat(keep);
  const auto merge = [&](float* to, Pair sum) ATTN_INLINE_LAMBDA {
    const Pair old = load_pair(to);
    store_pair(to, multiply_add(old.low, factor, sum.low), multiply_add(old.high, factor, sum.high));
  };
  const Pair zero = {splat(0), splat(0)};
  Offset c = 0;
  // As much of a row as there are registers for: rows that are read in one go come from memory twice as fast.
  for (; c + 32 <= size; c += 32) {
    Pair o0 = zero, o1 = zero, o2 = zero, o3 = zero;
    const T* value = values + c;
    for (Offset j = 0; j < count; ++j, value += stride) {
      const F32x4 w = splat(weights[j]);
      o0 = multiply_add(w, load_pair(value), o0);
      o1 = multiply_add(w, load_pair(value + 8), o1);
      o2 = multiply_add(w, load_pair(value + 16), o2);
      o3 = multiply_add(w, load_pair(value + 24), o3);
    }
    merge(output + c, o0);
    merge(output + c + 8, o1);
    merge(output + c + 16, o2);
    merge(output + c + 24, o3);
  }
  for (; c < size; c += 8) {
    Pair sum = zero;
    const T* value = values + c;
    for (Offset j = 0; j < count; ++j, value += stride) sum = multiply_add(splat(weights[j]), load_pair(value), sum);
    merge(output + c, sum);
  }
}

}  // namespace attn::kernels
