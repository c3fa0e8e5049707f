// Numbers as GGUF files hold them: in blocks that share their scales.
// Source: ggml-org/ggml, docs/gguf.md and ggml-quants (the layouts of its reference implementation).
#pragma once

#include <attn/kernels/build_variant.h>

#include <cstdint>

namespace attn::kernels {

// X(enumerator, GGUF's number of the type, elements of a block, bytes of a block)
#define ATTN_QUANTIZED_TYPES(X) \
  X(kF16, 1, 1, 2)              \
  X(kQ4_0, 2, 32, 18)           \
  X(kQ4_1, 3, 32, 20)           \
  X(kQ5_0, 6, 32, 22)           \
  X(kQ5_1, 7, 32, 24)           \
  X(kQ8_0, 8, 32, 34)           \
  X(kQ2_K, 10, 256, 84)         \
  X(kQ3_K, 11, 256, 110)        \
  X(kQ4_K, 12, 256, 144)        \
  X(kQ5_K, 13, 256, 176)        \
  X(kQ6_K, 14, 256, 210)        \
  X(kIQ4_NL, 20, 32, 18)        \
  X(kIQ4_XS, 23, 256, 136)      \
  X(kBF16, 30, 1, 2)

#define ATTN_QUANTIZED(enumerator, number, elements, bytes) enumerator = number,
enum class Quantized : std::int32_t { ATTN_QUANTIZED_TYPES(ATTN_QUANTIZED) };
#undef ATTN_QUANTIZED

// The most elements that a block of any type has.
inline constexpr Offset kLargestBlock = 256;

// Elements and bytes of a block; 0 for a number that is no type of this list.
Offset block_elements(Quantized type) noexcept;
Offset block_bytes(Quantized type) noexcept;

// Expands `count` elements, whole blocks of them, to the floats that ggml's reference gives, bit by bit.
void dequantize(Quantized type, const std::uint8_t* blocks, Offset count, float* out) noexcept;

// out[r][n] = sum over k of x[r][k] weights[n][k], with a block of the weights expanded at a time and used for all rows of x. A
// row's digits do not depend on the other rows.
// x: [rows, depth], rows x_stride apart; weights: [columns, depth / block] blocks; out: [rows, columns], rows out_stride apart.
void matmul_quantized(const float* x, Offset x_stride, Offset rows, Quantized type, const std::uint8_t* weights, Offset columns,
                      Offset depth, float* out, Offset out_stride) noexcept;

}  // namespace attn::kernels
