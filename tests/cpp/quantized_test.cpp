// Tests of kernels/quantized.h: every type's layout, bit by bit, and products with rows of blocks.
#include "random.h"

#include <attn/kernels/half.h>
#include <attn/kernels/quantized.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

namespace attn::tests {
namespace {

using kernels::BlockLayout;
using kernels::BlockType;
using Bytes = std::vector<std::uint8_t>;

const BlockLayout& layout_of(BlockType type) { return *kernels::find_block_layout(static_cast<std::int32_t>(type)); }

// The elements of whole blocks. The floats behind them must stay as they are.
std::vector<float> dequantized(BlockType type, const Bytes& blocks) {
  const BlockLayout& layout = layout_of(type);
  const std::size_t count = blocks.size() / static_cast<std::size_t>(layout.bytes) * static_cast<std::size_t>(layout.elements);
  std::vector<float> out(count + 4, 12345);
  kernels::dequantize(type, blocks.data(), static_cast<Offset>(count), out.data());
  for (std::size_t i = count; i < out.size(); ++i) CHECK(out[i] == 12345);
  out.resize(count);
  return out;
}

// --- Layouts -----------------------------------------------------------------------------------------------------------

struct Byte {
  std::size_t place;
  std::uint8_t value;
};
struct Elements {
  std::size_t first, last;
  float value;
};
// A block of zeros but for some bytes, and what its elements are, all 0 but for these; later entries overwrite earlier ones.
struct KnownBlock {
  BlockType type;
  std::vector<Byte> bytes;
  std::vector<Elements> elements;
};

// The halves in these blocks: 0x3800 is 0.5, 0x3c00 is 1, 0x4000 is 2, 0xbc00 is -1.
const std::vector<KnownBlock>& known_blocks() {
  static const std::vector<KnownBlock> blocks = {
      {BlockType::kF16, {{0, 0x00}, {1, 0xc5}}, {{0, 0, -5}}},
      {BlockType::kF16, {{0, 0x01}}, {{0, 0, 0x1p-24f}}},
      {BlockType::kBF16, {{0, 0x49}, {1, 0x40}}, {{0, 0, 3.140625f}}},
      {BlockType::kQ8_0, {{1, 0x38}, {2, 0x80}, {33, 0x7f}}, {{0, 0, -64}, {31, 31, 63.5f}}},
      {BlockType::kQ4_0, {{1, 0x40}, {2, 0xf1}, {17, 0x9a}}, {{0, 31, -16}, {0, 0, -14}, {16, 16, 14}, {15, 15, 4}, {31, 31, 2}}},
      {BlockType::kQ4_1, {{1, 0x40}, {3, 0xbc}, {4, 0xf1}, {19, 0x20}}, {{0, 31, -1}, {0, 0, 1}, {16, 16, 29}, {31, 31, 3}}},
      {BlockType::kQ5_0, {{1, 0x3c}, {2, 0x01}, {5, 0x80}, {6, 0x0f}, {21, 0x20}}, {{0, 31, -16}, {0, 0, 15}, {31, 31, 2}}},
      {BlockType::kQ5_1,
       {{1, 0x40}, {3, 0xbc}, {4, 0x01}, {7, 0x80}, {8, 0x0f}, {23, 0x20}},
       {{0, 31, -1}, {0, 0, 61}, {31, 31, 35}}},
      // runs 0, 2 and 15
      {BlockType::kQ2_K,
       {{0, 0x23}, {2, 0x01}, {15, 0x1f}, {16, 0x06}, {79, 0x80}, {81, 0x3c}, {83, 0x38}},
       {{0, 15, -1}, {0, 0, 5}, {32, 32, 1}, {240, 255, -0.5f}, {255, 255, 29.5f}}},
      // runs 0 and 13; a scale of zero bits is -32, a code of zero bits -4
      {BlockType::kQ3_K,
       {{0, 0x01}, {32, 0x03}, {80, 0x10}, {96, 0x01}, {101, 0xf0}, {104, 0x02}, {105, 0xc0}, {109, 0x3c}},
       {{0, 255, 128}, {0, 15, -4}, {0, 0, 3}, {208, 223, -124}, {208, 208, -93}}},
      // runs 0 and 5
      {BlockType::kQ4_K,
       {{1, 0x3c}, {3, 0x38}, {4, 0x03}, {5, 0x80}, {8, 0x04}, {9, 0x40}, {13, 0x21}, {16, 0x05}, {111, 0xf0}},
       {{0, 31, -2}, {0, 0, 13}, {160, 191, -9}, {191, 191, 486}}},
      {BlockType::kQ5_K,
       {{1, 0x3c}, {3, 0x38}, {4, 0x03}, {5, 0x80}, {8, 0x04}, {9, 0x40}, {13, 0x21}, {16, 0x01}, {47, 0x20}, {48, 0x05}, {143, 0xf0}},
       {{0, 31, -2}, {0, 0, 61}, {160, 191, -9}, {191, 191, 1014}}},
      // runs 0, 2, 13 and 15: one of each quarter
      {BlockType::kQ6_K,
       {{0, 0x01}, {32, 0x07}, {80, 0x20}, {127, 0xf0}, {128, 0x07}, {176, 0x30}, {191, 0x40},
        {192, 2}, {194, 2}, {205, 2}, {207, 0xfc}, {209, 0x38}},
       {{0, 15, -32}, {0, 0, 17}, {32, 47, -32}, {32, 32, -9}, {208, 223, -32}, {208, 208, 18}, {240, 255, 64}, {255, 255, 2}}},
      {BlockType::kIQ4_NL, {{1, 0x40}, {2, 0xf7}}, {{0, 31, -254}, {0, 0, -20}, {16, 16, 226}}},
      // runs 0 and 7; a scale of zero bits is -32
      {BlockType::kIQ4_XS,
       {{1, 0x3c}, {2, 0x02}, {3, 0xc0}, {4, 0x01}, {7, 0xf0}, {8, 0x08}, {135, 0xf0}},
       {{0, 255, 4064}, {0, 31, -127}, {0, 0, 1}, {224, 255, -3937}, {255, 255, 3503}}},
  };
  return blocks;
}

TEST_CASE("quantized: blocks with known numbers, every type") {
  for (const BlockLayout& layout : kernels::kBlockLayouts) {
    CAPTURE(layout.name);
    CHECK(std::any_of(known_blocks().begin(), known_blocks().end(),
                      [&](const KnownBlock& known) { return known.type == layout.type; }));
  }
  for (const KnownBlock& known : known_blocks()) {
    const BlockLayout& layout = layout_of(known.type);
    CAPTURE(layout.name);
    Bytes block(static_cast<std::size_t>(layout.bytes));
    for (const Byte& byte : known.bytes) block[byte.place] = byte.value;
    std::vector<float> expected(static_cast<std::size_t>(layout.elements));
    for (const Elements& some : known.elements)
      for (std::size_t i = some.first; i <= some.last; ++i) expected[i] = some.value;
    CHECK(dequantized(known.type, block) == expected);
  }
}

TEST_CASE("quantized: a layout is found by its number, and by no other") {
  for (const BlockLayout& layout : kernels::kBlockLayouts)
    CHECK(kernels::find_block_layout(static_cast<std::int32_t>(layout.type)) == &layout);
  for (const std::int32_t number : {-1, 0, 4, 5, 9, 15, 31, 1000}) CHECK(kernels::find_block_layout(number) == nullptr);
}

// Blocks, as hexadecimal digits, and the floats of ggml's reference functions. CMake writes them from a file beside the
// project.
struct ReferenceBlocks {
  std::string name;
  std::int32_t number;
  Offset block_elements, block_bytes;
  std::string digits;
  std::vector<double> values;
};
const std::vector<ReferenceBlocks>& reference_blocks() {
  static const std::vector<ReferenceBlocks> all = {
#include "gguf_blocks.inc"
  };
  return all;
}

Bytes bytes_of(const std::string& digits) {
  Bytes bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2)
    bytes.push_back(static_cast<std::uint8_t>(std::stoi(digits.substr(i, 2), nullptr, 16)));
  return bytes;
}

// Whether two floats have the same bits. The file does not tell a zero's sign.
bool is_same(float a, float b) { return (a == 0 && b == 0) || std::memcmp(&a, &b, sizeof a) == 0; }

TEST_CASE("quantized: the digits of ggml's reference") {
  if (reference_blocks().empty()) {
    MESSAGE("skipped: no ../shared/models/gguf-blocks.json here");
    return;
  }
  CHECK(reference_blocks().size() == std::size(kernels::kBlockLayouts));
  for (const ReferenceBlocks& reference : reference_blocks()) {
    CAPTURE(reference.name);
    const BlockLayout* const layout = kernels::find_block_layout(reference.number);
    REQUIRE(layout != nullptr);
    CHECK(layout->name == reference.name);
    CHECK(layout->elements == reference.block_elements);
    CHECK(layout->bytes == reference.block_bytes);
    const std::vector<float> got = dequantized(layout->type, bytes_of(reference.digits));
    REQUIRE(got.size() == reference.values.size());
    std::size_t different = 0;
    for (std::size_t i = 0; i < got.size(); ++i) different += !is_same(got[i], static_cast<float>(reference.values[i]));
    CHECK(different == 0);
  }
}

// --- Products ----------------------------------------------------------------------------------------------------------

// Where a block has its scales, as halves.
std::vector<std::size_t> places_of_scales(BlockType type) {
  switch (type) {
    case BlockType::kQ4_1:
    case BlockType::kQ5_1:
    case BlockType::kQ4_K:
    case BlockType::kQ5_K: return {0, 2};
    case BlockType::kQ2_K: return {80, 82};
    case BlockType::kQ3_K: return {108};
    case BlockType::kQ6_K: return {208};
    default: return {0};
  }
}

// Blocks of random bits, whose scales are halves from -1 to 1.
Bytes random_blocks(Random& random, BlockType type, std::size_t count) {
  const std::size_t block_bytes = static_cast<std::size_t>(layout_of(type).bytes);
  Bytes bytes(count * block_bytes);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.between(0, 255));
  for (std::size_t start = 0; start < bytes.size(); start += block_bytes) {
    for (const std::size_t place : places_of_scales(type)) {
      const std::uint16_t half = kernels::to_half(static_cast<float>(random.number()));
      bytes[start + place] = static_cast<std::uint8_t>(half & 0xff);
      bytes[start + place + 1] = static_cast<std::uint8_t>(half >> 8);
    }
  }
  return bytes;
}

struct Product {
  std::size_t rows, outputs, size;
};

// The largest error of multiply_rows, as a part of the sum of |x| times the largest |W| of the row.
double largest_error(Random& random, BlockType type, Product shape) {
  const auto [rows, outputs, size] = shape;
  const std::size_t blocks = outputs * size / static_cast<std::size_t>(layout_of(type).elements);
  const Bytes weights = random_blocks(random, type, blocks);
  const std::vector<float> expanded = dequantized(type, weights);
  std::vector<float> x(rows * size);
  for (float& each : x) each = static_cast<float>(random.number());
  std::vector<float> scratch(size);
  std::vector<float> y(rows * outputs);
  kernels::multiply_rows(type, x.data(), static_cast<Offset>(rows), weights.data(), static_cast<Offset>(outputs),
                         static_cast<Offset>(size), scratch.data(), y.data());
  double largest = 0;
  for (std::size_t m = 0; m < rows; ++m) {
    for (std::size_t n = 0; n < outputs; ++n) {
      double sum = 0, sum_of_x = 0, largest_weight = 0;
      for (std::size_t k = 0; k < size; ++k) {
        const double factor = double{x[m * size + k]}, weight = double{expanded[n * size + k]};
        sum += factor * weight;
        sum_of_x += std::fabs(factor);
        largest_weight = std::max(largest_weight, std::fabs(weight));
      }
      const double error = std::fabs(double{y[m * outputs + n]} - sum) / (sum_of_x * largest_weight);
      largest = error <= largest ? largest : error;  // keeps a NaN
    }
  }
  return largest;
}

constexpr double kBound = 2e-6;  // that of quantized.h

TEST_CASE("quantized: products of one row and of several, every type, from one block on") {
  Random random(71);
  for (const BlockLayout& layout : kernels::kBlockLayouts) {
    CAPTURE(layout.name);
    for (const std::size_t blocks : {1u, 2u, 3u, 5u, 8u}) {
      for (const std::size_t rows : {1u, 2u, 3u, 4u, 5u, 9u}) {
        for (const std::size_t outputs : {1u, 3u}) {
          CAPTURE(blocks);
          CAPTURE(rows);
          CHECK(largest_error(random, layout.type, {rows, outputs, blocks * static_cast<std::size_t>(layout.elements)}) < kBound);
        }
      }
    }
  }
}

TEST_CASE("quantized: products of long rows") {
  Random random(72);
  for (const BlockLayout& layout : kernels::kBlockLayouts) {
    CAPTURE(layout.name);
    for (const std::size_t rows : {1u, 2u}) CHECK(largest_error(random, layout.type, {rows, 4, 8192}) < kBound);
  }
}

TEST_CASE("quantized: a row of words with blocks of whole codes") {
  Random random(73);
  int wrong = 0, types = 0;
  for (const BlockLayout& layout : kernels::kBlockLayouts) {
    if (!kernels::has_whole_codes(layout.type)) continue;
    ++types;
    CAPTURE(layout.name);
    for (const std::size_t blocks : {1u, 2u, 7u}) {
      const std::size_t size = blocks * static_cast<std::size_t>(layout.elements), outputs = 3;
      const Bytes weights = random_blocks(random, layout.type, outputs * blocks);
      const std::vector<float> expanded = dequantized(layout.type, weights);
      std::vector<std::int16_t> words(size);
      for (std::int16_t& word : words) word = static_cast<std::int16_t>(static_cast<int>(random.between(0, 65534)) - 32767);
      constexpr float kScale = 1.0f / 32767;
      std::vector<float> scratch(size / 32 + 1, 12345), y(outputs + 1, 12345);
      kernels::multiply_words(layout.type, words.data(), kScale, weights.data(), static_cast<Offset>(outputs), static_cast<Offset>(size),
                              scratch.data(), y.data());
      wrong += scratch.back() != 12345 || y.back() != 12345;
      for (std::size_t n = 0; n < outputs; ++n) {
        double sum = 0, sum_of_x = 0, largest_weight = 0;
        for (std::size_t k = 0; k < size; ++k) {
          const double factor = double{kScale} * words[k], weight = double{expanded[n * size + k]};
          sum += factor * weight;
          sum_of_x += std::fabs(factor);
          largest_weight = std::max(largest_weight, std::fabs(weight));
        }
        wrong += !(std::fabs(double{y[n]} - sum) < kBound * sum_of_x * largest_weight);
      }
    }
  }
  CHECK(types == 4);
  CHECK(wrong == 0);
}

TEST_CASE("quantized: no rows, and a matrix without rows") {
  float x = 1, scratch = 0, y = 7;
  const std::uint8_t weights[2] = {};
  kernels::multiply_rows(BlockType::kF16, &x, 0, weights, 1, 1, &scratch, &y);
  kernels::multiply_rows(BlockType::kF16, &x, 1, weights, 0, 1, &scratch, &y);
  kernels::multiply_rows(BlockType::kQ4_K, &x, 1, weights, 0, 0, &scratch, &y);
  CHECK(y == 7);
}

}  // namespace
}  // namespace attn::tests
