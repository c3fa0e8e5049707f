// A tensor of the caller: where it lies, how its elements are held, and its shape. It is row-major and dense.
#pragma once

#include <attn/kernels/dtype.h>

namespace attn {

inline constexpr int kMaxRank = 4;

// Rank and as many lengths. Rank 0 with `present` is a single number (the row sum of a single query).
struct Shape {
  int rank = 0;
  Index lengths[kMaxRank] = {};

  constexpr Index last() const noexcept { return rank > 0 ? lengths[rank - 1] : 1; }

  friend constexpr bool operator==(const Shape& a, const Shape& b) noexcept {
    if (a.rank != b.rank) return false;
    for (int axis = 0; axis < a.rank; ++axis)
      if (a.lengths[axis] != b.lengths[axis]) return false;
    return true;
  }
};

struct Tensor {
  const void* data = nullptr;
  DType dtype = DType::kFloat32;
  bool present = false;
  Shape shape;
};

// Element `index` of a tensor of numbers, widened to double.
inline double number_at(const Tensor& tensor, Index index) noexcept {
  return kIsFigure || tensor.dtype == DType::kFloat64 ? static_cast<const double*>(tensor.data)[index]
                                         : double{static_cast<const float*>(tensor.data)[index]};
}

}  // namespace attn
