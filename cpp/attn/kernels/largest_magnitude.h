// One look at an array tells whether float32 can hold all its numbers, and finds the largest.
#pragma once

#include <attn/kernels/build_variant.h>

namespace attn::kernels {

// The largest |x| of `count` floats; NaN or infinity if there is one of these.
float largest_magnitude(const float* data, Index count) noexcept;

// The same for doubles; infinity if one is NaN, infinite or beyond the largest float32.
double largest_magnitude(const double* data, Index count) noexcept;

}  // namespace attn::kernels
