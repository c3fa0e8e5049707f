// Finds the elements of a mask in memory.
#pragma once

#include <attn/adapt.h>
#include <attn/plan.h>

namespace attn {

// Returns how many elements lie before that of query `i` and key `j` in head `h` of batch `b`.
inline Index mask_offset(const Plan& plan, Index b, Index h, Index i, Index j) noexcept {
  return xt::data_offset<Index>(plan.mask_strides, b, h, i, j);
}

}  // namespace attn
