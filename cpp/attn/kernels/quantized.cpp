#include <attn/kernels/quantized.h>

#include <attn/kernels/half.h>
#include <attn/kernels/simd.h>
#include <attn/kernels/single_query.h>

#include <algorithm>
#include <limits>
#include <numeric>

namespace attn::kernels {
namespace {

constexpr const BlockLayout& layout_of(BlockType type) noexcept { return *find_block_layout(static_cast<std::int32_t>(type)); }

constexpr Offset kSuper = 256;  // elements of a block whose scales are quantized themselves

ATTN_INLINE std::uint16_t two_bytes(const std::uint8_t* from) noexcept { return static_cast<std::uint16_t>(from[0] | from[1] << 8); }
// What blocks are taken apart with, read from memory like the constants of exp2.h.
struct BlockConstants {
  alignas(16) std::uint32_t low_nibbles[kLanes] = {0x0f0f0f0fu, 0x0f0f0f0fu, 0x0f0f0f0fu, 0x0f0f0f0fu};
  std::uint32_t eights[kLanes] = {0x08080808u, 0x08080808u, 0x08080808u, 0x08080808u};
  float beyond_halves[kLanes] = {65536, 65536, 65536, 65536};
  float infinity[kLanes] = {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::infinity(),
                            std::numeric_limits<float>::infinity(), std::numeric_limits<float>::infinity()};
};
constexpr BlockConstants kBlockConstants;

// What no half is stays no number: an infinity or a NaN becomes an infinity. In vectors this takes a third of from_half's time,
// which was half of a product's with Q8_0 or Q4_0.
ATTN_INLINE float half_at(const std::uint8_t* from) noexcept {
  const BlockConstants& constants = *hidden(&kBlockConstants);
  const F32x4 half = from_halves_bits(splat_bits(static_cast<std::uint32_t>(static_cast<std::int16_t>(two_bytes(from)))));
  const F32x4 magnitude = max(half, sub(splat(0), half));
  return lane<0>(add(half, keep_where_not_less(load(constants.infinity), magnitude, load(constants.beyond_halves))));
}

// --- Blocks that are widened in registers ------------------------------------------------------------------------------
//
// Each of these says its layout once. `visit` takes a block apart into runs of elements that share a scale, and hands the place
// of each run, its scale, its minimum and its codes to `use`: an element is scale * code - minimum. Codes are bytes with a sign,
// sixteen in a vector.

struct Codes32 {
  U32x4 low, high;
};

// Four bits of each byte.
ATTN_INLINE U32x4 low_nibbles(U32x4 bytes) noexcept { return and_bits(bytes, load_bits(hidden(&kBlockConstants)->low_nibbles)); }
ATTN_INLINE U32x4 high_nibbles(U32x4 bytes) noexcept { return low_nibbles(shift_right<4>(bytes)); }

// scale (2 bytes), codes -128 to 127 (32 bytes)
struct BlockQ8_0 {
  static constexpr BlockType kType = BlockType::kQ8_0;
  static constexpr bool kHasMinimum = false;

  template <class Use>
  ATTN_INLINE static void visit(const std::uint8_t* block, Use& use) noexcept {
    use(0, half_at(block), 0, Codes32{load_bytes(block + 2), load_bytes(block + 18)});
  }
};

// scale (2), codes 0 to 15 for -8 to 7: the lower four bits of 16 bytes, then the upper ones
struct BlockQ4_0 {
  static constexpr BlockType kType = BlockType::kQ4_0;
  static constexpr bool kHasMinimum = false;

  template <class Use>
  ATTN_INLINE static void visit(const std::uint8_t* block, Use& use) noexcept {
    const U32x4 bytes = load_bytes(block + 2);
    const U32x4 zero = load_bits(hidden(&kBlockConstants)->eights);
    use(0, half_at(block), 0,
        Codes32{sub_bytes(low_nibbles(bytes), zero), sub_bytes(high_nibbles(bytes), zero)});
  }
};

// The eight scales and minima of Q4_K and Q5_K, six bits each in 12 bytes. The first four of both are the lower six bits of
// bytes 0 to 3 and 4 to 7. Of the last four, the lower four bits are in bytes 8 to 11, the upper two above the first four.
struct SixBitScales {
  int scale, minimum;
};
ATTN_INLINE SixBitScales six_bit_scales(const std::uint8_t* bytes, Offset i) noexcept {
  if (i < 4) return {bytes[i] & 63, bytes[i + 4] & 63};
  const int low = bytes[i + 4];
  return {(low & 15) | bytes[i - 4] >> 6 << 4, low >> 4 | bytes[i] >> 6 << 4};
}

// scale of scales (2), scale of minima (2), scales and minima (12), codes 0 to 15: of each 32 bytes the lower four bits are a
// run, the upper ones the next
struct BlockQ4_K {
  static constexpr BlockType kType = BlockType::kQ4_K;
  static constexpr bool kHasMinimum = true;

  template <class Use>
  ATTN_INLINE static void visit(const std::uint8_t* block, Use& use) noexcept {
    const float scale = half_at(block), minimum = half_at(block + 2);
    const auto use_run = [&](Offset run, U32x4 low, U32x4 high) ATTN_INLINE_LAMBDA {
      const SixBitScales scales = six_bit_scales(block + 4, run);
      use(32 * run, scale * static_cast<float>(scales.scale), minimum * static_cast<float>(scales.minimum),
          Codes32{low, high});
    };
    for (Offset run = 0; run < 8; run += 2) {
      const U32x4 low = load_bytes(block + 16 + 16 * run), high = load_bytes(block + 32 + 16 * run);
      use_run(run, low_nibbles(low), low_nibbles(high));
      use_run(run + 1, high_nibbles(low), high_nibbles(high));
    }
  }
};

// Codes 0 to 63 for -32 to 31: lower four bits (128), upper two bits (64); scales with a sign, one a run of 16 (16); scale of
// scales (2). Each half of the block, 128 elements, has 64 bytes of lower bits and 32 of upper ones. Its four quarters are the
// lower four bits of the first 32 bytes and of the last 32, then the upper four bits of the same; the first quarter's upper two
// bits are the lowest of each byte.
struct BlockQ6_K {
  static constexpr BlockType kType = BlockType::kQ6_K;
  static constexpr bool kHasMinimum = false;

  template <class Use>
  ATTN_INLINE static void visit(const std::uint8_t* block, Use& use) noexcept {
    const float scale = half_at(block + 208);
    for (Offset half = 0; half < 2; ++half)
      for (Offset column = 0; column < 2; ++column) visit_column(block, scale, half, column, use);
  }

  // Sixteen elements of each quarter, side by side in the block's bytes.
  template <class Use>
  ATTN_INLINE static void visit_column(const std::uint8_t* block, float scale, Offset half, Offset column, Use& use) noexcept {
    const std::uint8_t* const lower = block + 64 * half + 16 * column;
    const U32x4 first = load_bytes(lower), last = load_bytes(lower + 32);
    const U32x4 upper = load_bytes(block + 128 + 32 * half + 16 * column);
    const auto use_run = [&](Offset quarter, U32x4 low_bits, U32x4 high_bits) ATTN_INLINE_LAMBDA {
      const Offset run = 8 * half + 2 * quarter + column;
      const auto factor = static_cast<std::int8_t>(block[192 + run]);
      const U32x4 codes = or_bits(low_bits, and_bits(high_bits, splat_bits(0x30303030u)));
      use(16 * run, scale * static_cast<float>(factor), 0, sub_bytes(codes, splat_bits(0x20202020u)));
    };
    use_run(0, low_nibbles(first), shift_left<4>(upper));
    use_run(1, low_nibbles(last), shift_left<2>(upper));
    use_run(2, high_nibbles(first), upper);
    use_run(3, high_nibbles(last), shift_right<2>(upper));
  }
};

// Writes the elements of a block.
struct Expand {
  float* out;

  ATTN_INLINE void operator()(Offset place, float scale, float minimum, Codes32 codes) noexcept {
    (*this)(place, scale, minimum, codes.low);
    (*this)(place + 16, scale, minimum, codes.high);
  }
  ATTN_INLINE void operator()(Offset place, float scale, float minimum, U32x4 codes) noexcept {
    Pair low, high;
    widen_bytes(codes, low, high);
    write(out + place, scale, minimum, low);
    write(out + place + 8, scale, minimum, high);
  }
  ATTN_INLINE static void write(float* to, float scale, float minimum, Pair codes) noexcept {
    const F32x4 factor = splat(scale), below = splat(minimum);
    store(to, sub(mul(codes.low, factor), below));  // rounded twice, as the reference does
    store(to + kLanes, sub(mul(codes.high, factor), below));
  }
};

template <class Block>
void expand(const std::uint8_t* block, float* out) noexcept {
  Expand write{out};
  Block::visit(block, write);
}

// --- Blocks that are only expanded, element by element ------------------------------------------------------------------

// Like Q4_0, with a number for each code.
constexpr std::int8_t kNonlinear[16] = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

void expand_nonlinear(const std::uint8_t* codes, float scale, float* out) noexcept {
  for (int i = 0; i < 16; ++i) {
    out[i] = scale * static_cast<float>(kNonlinear[codes[i] & 15]);
    out[i + 16] = scale * static_cast<float>(kNonlinear[codes[i] >> 4]);
  }
}

// scale (2), codes (16)
void expand_iq4_nl(const std::uint8_t* block, float* out) noexcept { expand_nonlinear(block + 2, half_at(block), out); }

// scale of scales (2), upper two bits of eight scales (2), their lower four bits (4), codes (128); a scale counts from -32
void expand_iq4_xs(const std::uint8_t* block, float* out) noexcept {
  const float scale = half_at(block);
  const int upper = two_bytes(block + 2);
  for (int run = 0; run < 8; ++run) {
    const int lower = block[4 + run / 2] >> run % 2 * 4 & 15;
    const int factor = (lower | (upper >> 2 * run & 3) << 4) - 32;
    expand_nonlinear(block + 8 + 16 * run, scale * static_cast<float>(factor), out + 32 * run);
  }
}

// scale (2), lowest element (2), codes 0 to 15 (16)
void expand_q4_1(const std::uint8_t* block, float* out) noexcept {
  const float scale = half_at(block), lowest = half_at(block + 2);
  for (int i = 0; i < 16; ++i) {
    out[i] = static_cast<float>(block[4 + i] & 15) * scale + lowest;
    out[i + 16] = static_cast<float>(block[4 + i] >> 4) * scale + lowest;
  }
}

// Code i, 0 to 31, of Q5_0 and Q5_1: a bit for each element (4 bytes), then the lower four bits as in Q4_0 (16).
float five_bits(const std::uint8_t* bytes, int i) noexcept {
  const int fifth = bytes[i / 8] >> i % 8 & 1;
  const int lower = bytes[4 + i % 16] >> i / 16 * 4 & 15;
  return static_cast<float>(lower | fifth << 4);
}

// scale (2), codes for -16 to 15 (20)
void expand_q5_0(const std::uint8_t* block, float* out) noexcept {
  const float scale = half_at(block);
  for (int i = 0; i < 32; ++i) out[i] = (five_bits(block + 2, i) - 16) * scale;
}

// scale (2), lowest element (2), codes (20)
void expand_q5_1(const std::uint8_t* block, float* out) noexcept {
  const float scale = half_at(block), lowest = half_at(block + 2);
  for (int i = 0; i < 32; ++i) out[i] = five_bits(block + 4, i) * scale + lowest;
}

// Codes of two bits, 0 to 3: of each 32 bytes the lowest two bits are the first 32 elements, and so on upwards.
int two_bits(const std::uint8_t* bytes, Offset i) noexcept { return bytes[i / 128 * 32 + i % 32] >> i % 128 / 32 * 2 & 3; }

// for each run of 16 a scale in the lower and a minimum in the upper four bits (16), codes (64), scale of scales (2), scale of
// minima (2)
void expand_q2_k(const std::uint8_t* block, float* out) noexcept {
  const float scale = half_at(block + 80), minimum = half_at(block + 82);
  for (Offset run = 0; run < kSuper; run += 16) {
    const int scales = block[run / 16];
    const float factor = scale * static_cast<float>(scales & 15), below = minimum * static_cast<float>(scales >> 4);
    for (Offset i = run; i < run + 16; ++i) out[i] = factor * static_cast<float>(two_bits(block + 16, i)) - below;
  }
}

// The scale of a run of 16 of Q3_K, six bits counted from -32: the lower four bits of 16 scales (8 bytes), the upper two (4).
int three_bit_scale(const std::uint8_t* bytes, Offset run) noexcept {
  const int lower = bytes[run % 8] >> run / 8 * 4 & 15;
  const int upper = bytes[8 + run % 4] >> run / 4 * 2 & 3;
  return (lower | upper << 4) - 32;
}

// third bit of the codes (32 bytes: bit i / 32 of byte i % 32), lower two bits (64), scales (12), scale of scales (2); a code
// counts from -4
void expand_q3_k(const std::uint8_t* block, float* out) noexcept {
  const float scale = half_at(block + 108);
  for (Offset run = 0; run < kSuper; run += 16) {
    const float factor = scale * static_cast<float>(three_bit_scale(block + 96, run / 16));
    for (Offset i = run; i < run + 16; ++i) {
      const int third = block[i % 32] >> run / 32 & 1;
      out[i] = factor * static_cast<float>(two_bits(block + 32, i) + 4 * third - 4);
    }
  }
}

// scale of scales (2), scale of minima (2), scales and minima (12), fifth bits (32: a bit of each byte for each run), lower four bits
// as in Q4_K (128)
void expand_q5_k(const std::uint8_t* block, float* out) noexcept {
  const float scale = half_at(block), minimum = half_at(block + 2);
  for (Offset run = 0; run < 8; ++run, out += 32) {
    const SixBitScales scales = six_bit_scales(block + 4, run);
    const float factor = scale * static_cast<float>(scales.scale), below = minimum * static_cast<float>(scales.minimum);
    const std::uint8_t* const codes = block + 48 + run / 2 * 32;
    for (Offset i = 0; i < 32; ++i) {
      const int fifth = block[16 + i] >> run & 1;
      const int lower = codes[i] >> run % 2 * 4 & 15;
      out[i] = factor * static_cast<float>(lower | fifth << 4) - below;
    }
  }
}

ATTN_INLINE void expand_f16(const std::uint8_t* block, float* out) noexcept { *out = half_at(block); }

ATTN_INLINE void expand_bf16(const std::uint8_t* block, float* out) noexcept { *out = to_float(BFloat16{two_bytes(block)}); }

template <BlockType kType, void (*kExpand)(const std::uint8_t* block, float* out) noexcept>
void expand_blocks(const std::uint8_t* blocks, Offset count, float* out) noexcept {
  constexpr BlockLayout kLayout = layout_of(kType);
  for (Offset i = 0; i < count; i += kLayout.elements, blocks += kLayout.bytes) kExpand(blocks, out + i);
}

// --- Products ----------------------------------------------------------------------------------------------------------

// Adds up the products of one row of x with one row of W, a block after the other.
template <class Block>
struct Product {
  const float* x;          // where the block's elements begin
  const float* x_sums;     // sums of 32 elements each, from there on; only for blocks with minima
  F32x4 total = splat(0);  // of scale * code * x
  float below = 0;         // of minimum * x

  template <class Codes>
  ATTN_INLINE void operator()(Offset place, float scale, float minimum, const Codes& codes) noexcept {
    total = multiply_add(splat(scale), products(x + place, codes, splat(0)), total);
    if constexpr (Block::kHasMinimum) below += minimum * x_sums[place / 32];
  }
  ATTN_INLINE static F32x4 products(const float* from, const Codes32& codes, F32x4 sum) noexcept {
    return products(from + 16, codes.high, products(from, codes.low, sum));
  }
  ATTN_INLINE static F32x4 products(const float* from, U32x4 codes, F32x4 sum) noexcept {
    Pair low, high;
    widen_bytes(codes, low, high);
    return multiply_add(load_pair(from + 8), high, multiply_add(load_pair(from), low, sum));
  }
  float result() const noexcept { return sum_of_lanes(total) - below; }
};

// The same for a row of whole numbers of 16 bits.
template <class Block>
struct WordProduct {
  const std::int16_t* x;
  const float* x_sums;
  F32x4 total = splat(0);
  float below = 0;

  template <class Codes>
  ATTN_INLINE void operator()(Offset place, float scale, float minimum, const Codes& codes) noexcept {
    total = multiply_add(splat(scale), integers_as_floats(products(x + place, codes, splat_bits(0))), total);
    if constexpr (Block::kHasMinimum) below += minimum * x_sums[place / 32];
  }
  ATTN_INLINE static U32x4 products(const std::int16_t* from, const Codes32& codes, U32x4 sum) noexcept {
    return products(from + 16, codes.high, products(from, codes.low, sum));
  }
  ATTN_INLINE static U32x4 products(const std::int16_t* from, U32x4 codes, U32x4 sum) noexcept {
    return add_products(load_words(from + 8), high_words(codes), add_products(load_words(from), low_words(codes), sum));
  }
  float result() const noexcept { return sum_of_lanes(total) - below; }
};

void sum_runs(const float* x, Offset size, float* sums) noexcept {
  for (Offset start = 0; start < size; start += 32) {
    F32x4 sum = splat(0);
    for (Offset i = start; i < start + 32; i += kLanes) sum = add(sum, load(x + i));
    *sums++ = sum_of_lanes(sum);
  }
}
void sum_runs(const std::int16_t* x, Offset size, float* sums) noexcept {
  for (Offset start = 0; start < size; start += 32) *sums++ = static_cast<float>(std::accumulate(x + start, x + start + 32, 0));
}

// One row of x with rows of W as they lie in memory.
template <class Block, template <class> class Product, class T>
void multiply_row(const T* x, const std::uint8_t* weights, Offset outputs, Offset size, float* scratch, float* y) noexcept {
  constexpr BlockLayout kLayout = layout_of(Block::kType);
  if constexpr (Block::kHasMinimum) sum_runs(x, size, scratch);
  for (Offset n = 0; n < outputs; ++n) {
    Product<Block> product{x, scratch};
    for (Offset k = 0; k < size; k += kLayout.elements) {
      Block::visit(weights, product);
      weights += kLayout.bytes;
      product.x += kLayout.elements;
      product.x_sums += kLayout.elements / 32;
    }
    y[n] = product.result();
  }
}

// One row of x with rows of numbers that are no blocks: halves, or the upper halves of floats.
template <class T>
void multiply_row_of_numbers(const float* x, const T* weights, Offset outputs, Offset size, float* y) noexcept {
  // query_key_row writes up to a multiple of four.
  constexpr Offset kStep = 64;
  float products[kStep];
  for (Offset first = 0; first < outputs; first += kStep) {
    const Offset count = std::min(kStep, outputs - first);
    query_key_row(x, weights + first * size, size, count, size, products);
    std::copy(products, products + count, y + first);
  }
}

// Several rows of x, or types that are not widened in registers.
void multiply_expanded(BlockType type, const float* x, Offset rows, const std::uint8_t* weights, Offset outputs, Offset size,
                       float* scratch, float* y) noexcept {
  const BlockLayout& layout = layout_of(type);
  for (Offset n = 0; n < outputs; ++n, weights += size / layout.elements * layout.bytes) {
    dequantize(type, weights, size, scratch);
    for (Offset m = 0; m < rows; m += 4) {
      const Offset count = std::min<Offset>(4, rows - m);
      float products[4];
      query_key_row(scratch, x + m * size, size, count, size, products);
      for (Offset i = 0; i < count; ++i) y[(m + i) * outputs + n] = products[i];
    }
  }
}

}  // namespace

void dequantize(BlockType type, const std::uint8_t* blocks, Offset count, float* out) noexcept {
  switch (type) {
    case BlockType::kF16: return expand_blocks<BlockType::kF16, expand_f16>(blocks, count, out);
    case BlockType::kQ4_0: return expand_blocks<BlockType::kQ4_0, expand<BlockQ4_0>>(blocks, count, out);
    case BlockType::kQ4_1: return expand_blocks<BlockType::kQ4_1, expand_q4_1>(blocks, count, out);
    case BlockType::kQ5_0: return expand_blocks<BlockType::kQ5_0, expand_q5_0>(blocks, count, out);
    case BlockType::kQ5_1: return expand_blocks<BlockType::kQ5_1, expand_q5_1>(blocks, count, out);
    case BlockType::kQ8_0: return expand_blocks<BlockType::kQ8_0, expand<BlockQ8_0>>(blocks, count, out);
    case BlockType::kQ2_K: return expand_blocks<BlockType::kQ2_K, expand_q2_k>(blocks, count, out);
    case BlockType::kQ3_K: return expand_blocks<BlockType::kQ3_K, expand_q3_k>(blocks, count, out);
    case BlockType::kQ4_K: return expand_blocks<BlockType::kQ4_K, expand<BlockQ4_K>>(blocks, count, out);
    case BlockType::kQ5_K: return expand_blocks<BlockType::kQ5_K, expand_q5_k>(blocks, count, out);
    case BlockType::kQ6_K: return expand_blocks<BlockType::kQ6_K, expand<BlockQ6_K>>(blocks, count, out);
    case BlockType::kIQ4_NL: return expand_blocks<BlockType::kIQ4_NL, expand_iq4_nl>(blocks, count, out);
    case BlockType::kIQ4_XS: return expand_blocks<BlockType::kIQ4_XS, expand_iq4_xs>(blocks, count, out);
    case BlockType::kBF16: return expand_blocks<BlockType::kBF16, expand_bf16>(blocks, count, out);
  }
}

void multiply_rows(BlockType type, const float* x, Offset rows, const std::uint8_t* weights, Offset outputs, Offset size,
                   float* scratch, float* y) noexcept {
  if (rows == 1) {
    switch (type) {
      case BlockType::kF16: return multiply_row_of_numbers(x, reinterpret_cast<const std::uint16_t*>(weights), outputs, size, y);
      case BlockType::kBF16: return multiply_row_of_numbers(x, reinterpret_cast<const BFloat16*>(weights), outputs, size, y);
      case BlockType::kQ8_0: return multiply_row<BlockQ8_0, Product>(x, weights, outputs, size, scratch, y);
      case BlockType::kQ4_0: return multiply_row<BlockQ4_0, Product>(x, weights, outputs, size, scratch, y);
      case BlockType::kQ4_K: return multiply_row<BlockQ4_K, Product>(x, weights, outputs, size, scratch, y);
      case BlockType::kQ6_K: return multiply_row<BlockQ6_K, Product>(x, weights, outputs, size, scratch, y);
      default: break;
    }
  }
  multiply_expanded(type, x, rows, weights, outputs, size, scratch, y);
}

bool has_whole_codes(BlockType type) noexcept {
  return type == BlockType::kQ8_0 || type == BlockType::kQ4_0 || type == BlockType::kQ4_K || type == BlockType::kQ6_K;
}

void multiply_words(BlockType type, const std::int16_t* x, float x_scale, const std::uint8_t* weights, Offset outputs, Offset size,
                    float* scratch, float* y) noexcept {
  switch (type) {
    case BlockType::kQ8_0: multiply_row<BlockQ8_0, WordProduct>(x, weights, outputs, size, scratch, y); break;
    case BlockType::kQ4_0: multiply_row<BlockQ4_0, WordProduct>(x, weights, outputs, size, scratch, y); break;
    case BlockType::kQ4_K: multiply_row<BlockQ4_K, WordProduct>(x, weights, outputs, size, scratch, y); break;
    case BlockType::kQ6_K: multiply_row<BlockQ6_K, WordProduct>(x, weights, outputs, size, scratch, y); break;
    default: return;
  }
  for (Offset n = 0; n < outputs; ++n) y[n] *= x_scale;
}

}  // namespace attn::kernels
