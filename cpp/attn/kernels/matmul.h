// Products of matrices, for the floors that learn and that run models.
#pragma once

#include <attn/kernels/activation.h>
#include <attn/kernels/build_variant.h>
#include <attn/kernels/matrix.h>

#include <cstdint>

namespace attn::kernels {

// out = activation(op(left) op(right) + bias + out), where op may transpose; the last two are there if they are asked for.
struct Matmul {
  Offset rows = 0;     // M
  Offset columns = 0;  // N
  Offset depth = 0;    // K: what is summed over

  const float* left = nullptr;  // [M, K], or [K, M] if it is transposed; rows left_stride apart
  Offset left_stride = 0;
  bool is_left_transposed = false;

  Matrix right;  // [K, N] of float32; or [N, K] if it is transposed, of float32, float64, halves, or bytes with scales
  bool is_right_transposed = false;

  float* out = nullptr;  // [M, N], rows out_stride apart
  Offset out_stride = 0;
  bool is_added = false;  // to what is in `out`

  const float* bias = nullptr;  // [N], or null
  Activation activation = Activation::kNone;
};

// Returns how many floats of scratch a product needs.
Index matmul_scratch_size(const Matmul& product) noexcept;

// Sums over runs of 64 are added up in float32. A row's digits do not depend on the other rows of the call, nor on how many there
// are. scratch: aligned to 16.
void matmul(const Matmul& product, float* scratch) noexcept;

// out[n] = sum over k of x[k] weights[n][k], for `rows` of x: one product for each row of the weights, which are read once where
// they lie, at memory's speed. For up to some four rows this is faster than matmul; its sums have another order.
// x: [rows, depth], rows x_stride apart; weights: [columns, depth] of float32, halves, or bytes with scales; out: [rows, columns],
// rows out_stride apart.
void matmul_few_rows(const float* x, Offset x_stride, Offset rows, const Matrix& weights, Offset columns, Offset depth, float* out,
                     Offset out_stride) noexcept;

}  // namespace attn::kernels
