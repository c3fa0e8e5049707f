// Where the elements of a mask lie.
#pragma once

#include <attn/plan.h>

#if __has_include(<xtensor/core/xstrides.hpp>)
#include <xtensor/core/xstrides.hpp>
#else
#include <xtensor/xstrides.hpp>
#endif

namespace attn {

// The element of query `i` and key `j` in head `h` of batch `b`, counted from the mask's first.
inline Index mask_offset(const Plan& plan, Index b, Index h, Index i, Index j) noexcept {
  return xt::data_offset<Index>(plan.mask_strides, b, h, i, j);
}

}  // namespace attn
