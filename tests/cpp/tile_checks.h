// Checks of tile.h, with the body of simd.h that the including file has chosen.
#pragma once

#include "random.h"

#include <attn/kernels/tile.h>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace attn::tests {
namespace {

constexpr std::size_t kRows = kernels::kTileRows;
constexpr std::size_t kColumns = kernels::kTileColumns;
constexpr std::size_t kMostInTile = 17;  // Two panels and one more; longer runs are added up in pieces.

std::vector<float> random_floats(Random& random, std::size_t count) {
  std::vector<float> floats(count);
  for (float& each : floats) each = static_cast<float>(random.number());
  return floats;
}

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

// The vectors have exactly their size, so that the sanitizer sees a load beyond the end. The results agree to the last
// bit, because the tile adds up in the order of the plain loop. The memory between its rows must not change.
void check_query_key_tile() {
  Random random(61);
  int wrong = 0;
  for (std::size_t size = 0; size <= kMostInTile; ++size) {
    for (const std::size_t stride : {std::size_t{8}, std::size_t{9}, std::size_t{256}}) {
      for (std::size_t shift = 0; shift < 4; ++shift) {
        const std::vector<float> query = random_floats(random, shift + size * kRows);
        const std::vector<float> keys = random_floats(random, shift + size * kColumns);
        std::vector<float> scores = random_floats(random, shift + (kRows - 1) * stride + kColumns);
        std::vector<float> expected = scores;
        for (std::size_t r = 0; r < kRows; ++r) {
          for (std::size_t j = 0; j < kColumns; ++j) {
            float sum = 0;
            for (std::size_t c = 0; c < size; ++c) sum += query[shift + c * kRows + r] * keys[shift + c * kColumns + j];
            expected[shift + r * stride + j] = sum;
          }
        }
        kernels::query_key_tile(query.data() + shift, keys.data() + shift, static_cast<std::int64_t>(size),
                                scores.data() + shift, static_cast<std::int64_t>(stride));
        wrong += !same_bits(scores, expected);
      }
    }
  }
  CHECK(wrong == 0);
}

void check_weights_value_tile() {
  Random random(62);
  int wrong = 0;
  for (std::size_t count = 0; count <= kMostInTile; ++count) {
    for (const std::size_t stride : {std::size_t{8}, std::size_t{13}}) {
      for (std::size_t shift = 0; shift < 4; ++shift) {
        const std::vector<float> weights = random_floats(random, shift + count * kRows);
        const std::vector<float> values = random_floats(random, shift + count * kColumns);
        // A new maximum may keep a row as it is, drop it, or scale it by something between.
        const std::array<float, 4> keep = {1, 0, static_cast<float>(random.number(0, 1)), 0.25f};
        std::vector<float> output = random_floats(random, shift + (kRows - 1) * stride + kColumns);
        std::vector<float> expected = output;
        for (std::size_t r = 0; r < kRows; ++r) {
          for (std::size_t c = 0; c < kColumns; ++c) {
            float sum = 0;
            for (std::size_t j = 0; j < count; ++j) sum += weights[shift + j * kRows + r] * values[shift + j * kColumns + c];
            float& to = expected[shift + r * stride + c];
            to = to * keep[r] + sum;
          }
        }
        kernels::weights_value_tile(weights.data() + shift, values.data() + shift, static_cast<std::int64_t>(count),
                                    keep.data(), output.data() + shift, static_cast<std::int64_t>(stride));
        wrong += !same_bits(output, expected);
      }
    }
  }
  CHECK(wrong == 0);
}

}  // namespace
}  // namespace attn::tests
