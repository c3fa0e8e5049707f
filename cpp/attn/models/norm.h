// Norms of rows, and rotations of heads.
#pragma once

#include <attn/models/layer.h>

namespace attn::models {

// Each row anew: [rows, size], rows in_stride and out_stride apart. out may be in. Without a norm the rows are copied.
void normalize(const Norm& norm, const float* in, Index in_stride, Index rows, Index size, float* out, Index out_stride) noexcept;

// The cosines, and then the sines, of the angles of `count` positions from `first` on, times the factor. out: [count, 2, pairs].
void fill_angles(const Rotary& rotary, Index first, Index count, float* out) noexcept;

// Turns `heads` heads of head_size elements side by side, in each of `count` rows, row_stride apart. angles: from fill_angles.
void rotate(const Rotary& rotary, const float* angles, float* rows, Index count, Index row_stride, Index heads, Index head_size) noexcept;

}  // namespace attn::models
