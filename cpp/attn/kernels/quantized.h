// Weights as files in the format GGUF hold them: blocks of a few bits a number, with one scale or several. A row of a matrix is
// blocks side by side, and rows follow each other without a gap.
//
// The layouts are those of ggml, which defines the format (github.com/ggml-org/ggml). Numbers of two bytes have the lower byte
// first. A block may start at any address; rows of F16 and BF16 that are multiplied start at even ones.
#pragma once

#include <attn/kernels/build_variant.h>

#include <cstdint>

namespace attn::kernels {

// X(enumerator, name, GGUF's number, elements of a block, bytes of a block)
#define ATTN_BLOCK_TYPES(X)           \
  X(kF16, "F16", 1, 1, 2)             \
  X(kQ4_0, "Q4_0", 2, 32, 18)         \
  X(kQ4_1, "Q4_1", 3, 32, 20)         \
  X(kQ5_0, "Q5_0", 6, 32, 22)         \
  X(kQ5_1, "Q5_1", 7, 32, 24)         \
  X(kQ8_0, "Q8_0", 8, 32, 34)         \
  X(kQ2_K, "Q2_K", 10, 256, 84)       \
  X(kQ3_K, "Q3_K", 11, 256, 110)      \
  X(kQ4_K, "Q4_K", 12, 256, 144)      \
  X(kQ5_K, "Q5_K", 13, 256, 176)      \
  X(kQ6_K, "Q6_K", 14, 256, 210)      \
  X(kIQ4_NL, "IQ4_NL", 20, 32, 18)    \
  X(kIQ4_XS, "IQ4_XS", 23, 256, 136)  \
  X(kBF16, "BF16", 30, 1, 2)

#define ATTN_BLOCK_TYPE(enumerator, name, number, elements, bytes) enumerator = number,
#define ATTN_BLOCK_LAYOUT(enumerator, name, number, elements, bytes) {BlockType::enumerator, name, elements, bytes},

enum class BlockType : std::int32_t { ATTN_BLOCK_TYPES(ATTN_BLOCK_TYPE) };

struct BlockLayout {
  BlockType type;
  const char* name;
  Offset elements;  // of a block
  Offset bytes;     // of a block
};

inline constexpr BlockLayout kBlockLayouts[] = {ATTN_BLOCK_TYPES(ATTN_BLOCK_LAYOUT)};

#undef ATTN_BLOCK_TYPE
#undef ATTN_BLOCK_LAYOUT

// The layout with this number of GGUF's; null if it is none of the table.
constexpr const BlockLayout* find_block_layout(std::int32_t number) noexcept {
  for (const BlockLayout& layout : kBlockLayouts)
    if (static_cast<std::int32_t>(layout.type) == number) return &layout;
  return nullptr;
}

// Writes `count` elements as floats, a multiple of a block's. They have the digits of ggml's reference functions.
void dequantize(BlockType type, const std::uint8_t* blocks, Offset count, float* out) noexcept;

// y[m * outputs + n] = sum over k of x[m * size + k] * W[n][k]: `rows` rows of x, `outputs` rows of W, each of `size` elements, a
// multiple of a block's. One row of x takes F16, BF16, Q8_0, Q4_0, Q4_K and Q6_K straight from memory, so that no more than these is
// read from memory. Other types, and several rows of x, expand each row of W once. So a row's last digits may be others alone than
// in company. `scratch` has `size` floats.
//
// With random blocks, and rows of up to 8192 elements, the error is below 2e-6 * (sum over k of |x[k]|) * (largest |W[n][k]| of
// the row).
void multiply_rows(BlockType type, const float* x, Offset rows, const std::uint8_t* weights, Offset outputs, Offset size,
                   float* scratch, float* y) noexcept;

// The types whose codes are multiplied as whole numbers: Q8_0, Q4_0, Q4_K, Q6_K.
bool has_whole_codes(BlockType type) noexcept;

// multiply_rows for one row that was rounded by round_to_words (words.h), and one of these types: in whole numbers within the codes
// that share a scale. `scratch` has size / 32 floats.
void multiply_words(BlockType type, const std::int16_t* x, float x_scale, const std::uint8_t* weights, Offset outputs, Offset size,
                    float* scratch, float* y) noexcept;

}  // namespace attn::kernels
