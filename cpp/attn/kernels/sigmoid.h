// The sigmoid of the kernels, on scores that are powers of two.
#pragma once

#include <attn/kernels/exp2.h>
#include <attn/kernels/simd.h>

namespace attn::kernels {

// Replaces the scores from `first` to `last`, a whole number of vectors, by 1 / (1 + Tk 2^-s): exp(-(s - log Tk)) without a
// logarithm. 0 below -126. Returns the factor for what the row has so far.
inline float sigmoid_row(float* scores, Offset first, Offset last, Offset total_keys) noexcept {
  const F32x4 one = splat(1);
  const F32x4 keys = splat(static_cast<float>(total_keys));
  for (Offset j = first; j < last; j += kLanes) {
    const F32x4 s = load(scores + j);
    const F32x4 weight = div(one, add(one, mul(keys, exp2(min(sub(splat(0), s), splat(127))))));
    store(scores + j, keep_where_not_less(weight, s, splat(-126)));
  }
  return 1;
}

}  // namespace attn::kernels
