// Whether an array holds nothing but numbers that float32 can hold.
#pragma once

#include <cstdint>

namespace attn::kernels {

// True if none of the `count` elements is NaN or infinite.
bool all_finite(const float* data, std::int64_t count) noexcept;

// True if none of the `count` elements is NaN, infinite or beyond the largest float32.
bool all_finite(const double* data, std::int64_t count) noexcept;

}  // namespace attn::kernels
