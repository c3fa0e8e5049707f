// The order in which the values of a row are added up.
//
// Where values are alike, float32 rounds every sum of them the same way, and the errors add up: 256 equal keys in one sum
// err by up to 4e-6, and 65,536 by far more. So there are three levels of 64, 64 and as many as it takes: runs of keys,
// runs within a fold, and folds. That errs by no more than 1.9e-6 for up to 65,536 equal keys. All of them end at the same
// keys for every tile, so that no row's digits depend on another row.
#pragma once

#include <attn/kernels/simd.h>

#include <algorithm>

namespace attn::kernels {

inline constexpr Offset kValueRun = 64;                        // keys
inline constexpr Offset kFoldedKeys = kValueRun * kValueRun;  // keys of a fold

// Calls visit(key, run) for the runs of `count` keys from key `first` of a block on. It is inlined, and what it visits
// too: calls between them take 3 % of a dense attention.
template <class Visit>
ATTN_INLINE void each_run(Offset first, Offset count, Visit visit) noexcept {
  const Offset end = first + count;
  for (Offset key = first, next; key < end; key = next) {
    next = std::min(end, (key / kValueRun + 1) * kValueRun);
    visit(key, next - key);
  }
}

}  // namespace attn::kernels
