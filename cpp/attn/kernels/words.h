// Products of float32 with weights of bytes, in whole numbers: the floats are rounded to 16 bits, so that eight products take one
// instruction, and a row of them has one scale.
#pragma once

#include <attn/kernels/matmul.h>

#include <cstdint>

namespace attn::kernels {

// The nearest of 65,535 steps for each number of x, up to its largest: x[k] is within half of the scale, which is returned, of
// words[k] times the scale. Where no number reaches 1e-33, all are rounded to 0, and so is the scale.
// An infinity or a NaN in x makes the scale one too, and so no product with the row is finite.
float round_to_words(const float* x, Offset depth, std::int16_t* words) noexcept;

// matmul_few_rows for one row that was rounded by round_to_words, and weights of bytes with scales: 2.4 times as fast. The sums of
// rounded numbers are exact for up to 512 of them, and rounded to float32 from one such run to the next.
void matmul_words(const std::int16_t* x, float x_scale, const Matrix& weights, Offset columns, Offset depth, float* out) noexcept;

// How many floats of scratch matmul_rounded needs.
Index rounded_scratch_size(const Matmul& product) noexcept;

// matmul() with the rows of the left matrix rounded by round_to_words: the right one is transposed, of bytes with scales, the left
// one is not transposed, and nothing is in `out`. A row has the digits that matmul_words gives for it.
// scratch: aligned to 16.
void matmul_rounded(const Matmul& product, float* scratch) noexcept;

}  // namespace attn::kernels
