// Blocks of GGUF: against ggml's own floats where they lie beside the project, blocks made by hand, and products in double.
#include <attn/kernels/quantized.h>

#include "random.h"

#include <attn/kernels/half.h>

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace attn::tests {
namespace {

using kernels::Quantized;

constexpr Quantized kTypes[] = {
#define ATTN_TYPE(enumerator, number, elements, bytes) Quantized::enumerator,
    ATTN_QUANTIZED_TYPES(ATTN_TYPE)
#undef ATTN_TYPE
};
constexpr const char* kNames[] = {
#define ATTN_NAME(enumerator, number, elements, bytes) #enumerator,
    ATTN_QUANTIZED_TYPES(ATTN_NAME)
#undef ATTN_NAME
};

// What stands between `before`, looked for from `from` on, and `after`.
std::string between(const std::string& text, std::size_t from, const std::string& before, char after) {
  const std::size_t start = text.find(before, from) + before.size();
  return text.substr(start, text.find(after, start) - start);
}

TEST_CASE("quantized: ggml's reference, bit by bit") {
  std::ifstream file("../shared/models/gguf-blocks.json");
  if (!file) {
    MESSAGE("skipped: no ../shared/models/gguf-blocks.json here");
    return;
  }
  std::string text{std::istreambuf_iterator<char>(file), {}};
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  for (std::size_t i = 0; i < std::size(kTypes); ++i) {
    const std::string name = std::string(kNames[i]).substr(1);
    CAPTURE(name);
    const std::size_t entry = text.find("\"" + name + "\":{");
    REQUIRE(entry != std::string::npos);
    CHECK(std::stoi(between(text, entry, "\"id\":", ',')) == static_cast<int>(kTypes[i]));
    CHECK(std::stoi(between(text, entry, "\"block\":", ',')) == kernels::block_elements(kTypes[i]));
    CHECK(std::stoi(between(text, entry, "\"bytes\":", ',')) == kernels::block_bytes(kTypes[i]));
    const std::string hex = between(text, entry, "\"data\":\"", '"');
    std::vector<std::uint8_t> bytes(hex.size() / 2);
    for (std::size_t k = 0; k < bytes.size(); ++k) bytes[k] = static_cast<std::uint8_t>(std::stoi(hex.substr(2 * k, 2), nullptr, 16));
    const std::string values = between(text, entry, "\"values\":[", ']') + ",";
    std::vector<float> expected;
    for (std::size_t at = 0; at < values.size(); at = values.find(',', at) + 1) expected.push_back(std::stof(values.substr(at)));
    CHECK(expected.size() == 512);
    std::vector<float> got(expected.size());
    kernels::dequantize(kTypes[i], bytes.data(), static_cast<Offset>(got.size()), got.data());
    int wrong = 0;
    // What is written as 0 may be the negative one.
    for (std::size_t k = 0; k < got.size(); ++k) wrong += got[k] != expected[k];
    CHECK(wrong == 0);
  }
}

std::vector<std::uint8_t> with_half(float scale, std::vector<std::uint8_t> rest) {
  const std::uint16_t half = kernels::to_half(scale);
  rest.insert(rest.begin(), {static_cast<std::uint8_t>(half & 255), static_cast<std::uint8_t>(half >> 8)});
  return rest;
}

TEST_CASE("quantized: blocks made by hand") {
  std::vector<std::uint8_t> nibbles(16);
  for (std::size_t i = 0; i < 16; ++i) nibbles[i] = static_cast<std::uint8_t>(i | (15 - i) << 4);
  float out[32];
  kernels::dequantize(Quantized::kQ4_0, with_half(0.5f, nibbles).data(), 32, out);
  for (int i = 0; i < 16; ++i) {
    CHECK(out[i] == static_cast<float>(i - 8) / 2);
    CHECK(out[i + 16] == static_cast<float>(7 - i) / 2);
  }
  kernels::dequantize(Quantized::kIQ4_NL, with_half(2, nibbles).data(), 32, out);
  CHECK(out[0] == -254);
  CHECK(out[31] == -254);
  CHECK(out[8] == 2);
  std::vector<std::uint8_t> bytes(32);
  for (std::size_t i = 0; i < 32; ++i) bytes[i] = static_cast<std::uint8_t>(i * 8 - 128);
  kernels::dequantize(Quantized::kQ8_0, with_half(0.25f, bytes).data(), 32, out);
  for (int i = 0; i < 32; ++i) CHECK(out[i] == static_cast<float>(i * 8 - 128) / 4);
  CHECK(kernels::block_elements(static_cast<Quantized>(99)) == 0);
  CHECK(kernels::block_bytes(static_cast<Quantized>(0)) == 0);
}

TEST_CASE("quantized: products of each type, one row and several") {
  Random random(81);
  for (const Quantized type : kTypes) {
    CAPTURE(static_cast<int>(type));
    constexpr Offset kRows = 3, kColumns = 5, kDepth = 512;
    const std::size_t blocks = static_cast<std::size_t>(kColumns * kDepth / kernels::block_elements(type));
    const std::size_t bytes = static_cast<std::size_t>(kernels::block_bytes(type));
    std::vector<std::uint8_t> weights(blocks * bytes);
    for (std::uint8_t& each : weights) each = static_cast<std::uint8_t>(random.between(0, 255));
    // Any bytes are a block, but a random scale could be infinite: of each pair of bytes that may hold one, the exponent is made small.
    for (std::size_t i = 1; i < weights.size(); i += 2) weights[i] &= 0xb3;
    std::vector<float> wide(static_cast<std::size_t>(kColumns * kDepth));
    kernels::dequantize(type, weights.data(), kColumns * kDepth, wide.data());
    std::vector<float> x(static_cast<std::size_t>(kRows * kDepth));
    for (float& each : x) each = static_cast<float>(random.number());
    std::vector<float> out(static_cast<std::size_t>(kRows * kColumns)), alone(static_cast<std::size_t>(kColumns));
    kernels::matmul_quantized(x.data(), kDepth, kRows, type, weights.data(), kColumns, kDepth, out.data(), kColumns);
    for (Offset r = 0; r < kRows; ++r) {
      for (Offset n = 0; n < kColumns; ++n) {
        double sum = 0, size = 0;
        for (Offset k = 0; k < kDepth; ++k) {
          const double term = double{x[static_cast<std::size_t>(r * kDepth + k)]} * double{wide[static_cast<std::size_t>(n * kDepth + k)]};
          sum += term;
          size += std::fabs(term);
        }
        CHECK(std::fabs(double{out[static_cast<std::size_t>(r * kColumns + n)]} - sum) <= 1e-6 * size);
      }
      kernels::matmul_quantized(x.data() + r * kDepth, kDepth, 1, type, weights.data(), kColumns, kDepth, alone.data(), kColumns);
      CHECK(std::memcmp(alone.data(), out.data() + r * kColumns, alone.size() * sizeof(float)) == 0);
    }
  }
}

}  // namespace
}  // namespace attn::tests
