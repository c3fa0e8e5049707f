// Checks of tile.h, with the body of simd.h that the including file has chosen.
#pragma once

#include "random.h"

#include <attn/kernels/single_query.h>
#include <attn/kernels/tile.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
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

// What the kernels make of a product and a sum.
float multiply_add(float a, float b, float sum) {
  if constexpr (kernels::kIsRelaxed) return kernels::lane<0>(kernels::multiply_add(kernels::splat(a), kernels::splat(b), kernels::splat(sum)));
  return a * b + sum;
}

// The vectors have exactly their size, so that the sanitizer sees a load beyond the end. The results agree to the last
// bit, because the tile adds up in the order of the plain loop. The memory between its rows must not change.
template <Offset kStride>
int count_wrong_scores() {
  constexpr std::size_t kRun = kernels::kScoreRun;
  Random random(61);
  int wrong = 0;
  for (const std::size_t size : {0u, 1u, 2u, 3u, 7u, 8u, 15u, 16u, 17u, 63u, 64u, 65u, 130u}) {
    for (std::size_t shift = 0; shift < 4; ++shift) {
      const std::size_t runs = std::max<std::size_t>(1, (size + kRun - 1) / kRun);
      const std::size_t last = size - (runs - 1) * kRun;  // components of the last run
      const std::vector<float> query = random_floats(random, shift + ((runs - 1) * kRows + kRows - 1) * kRun + last);
      const std::vector<float> keys = random_floats(random, shift + size * kColumns);
      std::vector<float> scores = random_floats(random, shift + (kRows - 1) * kStride + kColumns);
      std::vector<float> expected = scores;
      for (std::size_t r = 0; r < kRows; ++r) {
        for (std::size_t j = 0; j < kColumns; ++j) {
          float total = 0;
          for (std::size_t start = 0; start < size; start += kRun) {
            float sum = 0;
            for (std::size_t c = start; c < std::min(size, start + kRun); ++c)
              sum = multiply_add(query[shift + start * kRows + r * kRun + (c - start)], keys[shift + c * kColumns + j], sum);
            total += sum;
          }
          expected[shift + r * kStride + j] = total;
        }
      }
      kernels::query_key_tile<kStride>(query.data() + shift, keys.data() + shift, static_cast<Offset>(size), scores.data() + shift);
      wrong += !same_bits(scores, expected);
    }
  }
  return wrong;
}

// The tile's sums over keys where they lie, and those of a query alone, to the last bit.
void check_query_key_rows() {
  constexpr std::size_t kStride = 16;  // of the scores
  Random random(63);
  int wrong = 0;
  for (const std::size_t size : {1u, 3u, 4u, 8u, 9u, 12u, 64u, 67u}) {
    for (std::size_t count = 0; count <= 9; ++count) {
      const std::size_t stride = size + count % 3;
      const std::vector<float> query = random_floats(random, kRows * size);
      const std::vector<float> keys = random_floats(random, count == 0 ? 0 : (count - 1) * stride + size);
      std::vector<float> scores = random_floats(random, (kRows - 1) * kStride + count);
      const std::vector<float> before = scores;
      kernels::query_key_rows<kStride>(query.data(), keys.data(), static_cast<Offset>(stride), static_cast<Offset>(count),
                                       static_cast<Offset>(size), scores.data());
      for (std::size_t r = 0; r < kRows; ++r) {
        std::vector<float> alone(count + 3);  // it may write up to a multiple of four
        kernels::query_key_row(query.data() + r * size, keys.data(), static_cast<Offset>(stride), static_cast<Offset>(count),
                               static_cast<Offset>(size), alone.data());
        for (std::size_t j = 0; j < count; ++j) {
          double sum = 0;
          for (std::size_t c = 0; c < size; ++c) sum += double{query[r * size + c]} * double{keys[j * stride + c]};
          wrong += scores[r * kStride + j] != alone[j] || std::fabs(double{alone[j]} - sum) > 1e-5;
        }
        for (std::size_t j = count; r + 1 < kRows && j < kStride; ++j) wrong += scores[r * kStride + j] != before[r * kStride + j];
      }
    }
  }
  CHECK(wrong == 0);
}

// Values of every type, at row lengths that end anywhere, against a loop in double.
template <class T>
int count_wrong_values(T (*value)(float)) {
  Random random(64);
  int wrong = 0;
  for (const std::size_t size : {8u, 16u, 32u, 40u, 64u, 72u}) {
    for (const std::size_t count : {0u, 1u, 2u, 5u, 64u}) {
      const std::size_t stride = size + 8;
      const std::vector<float> weights = random_floats(random, count);
      std::vector<T> values(count * stride);
      for (T& each : values) each = value(static_cast<float>(random.number()));
      std::vector<float> output = random_floats(random, size);
      const std::vector<float> before = output;
      kernels::weights_value_row(weights.data(), values.data(), static_cast<Offset>(stride), static_cast<Offset>(count),
                                 static_cast<Offset>(size), 0.5f, output.data());
      for (std::size_t c = 0; c < size; ++c) {
        double sum = 0.5 * double{before[c]};
        for (std::size_t j = 0; j < count; ++j) sum += double{weights[j]} * double{kernels::to_float(values[j * stride + c])};
        wrong += !(std::fabs(double{output[c]} - sum) <= 1e-6 * (1 + std::fabs(sum)) * static_cast<double>(count + 1));
      }
    }
  }
  return wrong;
}

void check_weights_value_row() {
  CHECK(count_wrong_values<float>([](float x) { return x; }) == 0);
  CHECK(count_wrong_values<std::uint16_t>([](float x) { return kernels::to_half(x); }) == 0);
  CHECK(count_wrong_values<std::int8_t>([](float x) { return static_cast<std::int8_t>(x * 127); }) == 0);
}

void check_query_key_tile() {
  CHECK(count_wrong_scores<8>() == 0);
  CHECK(count_wrong_scores<9>() == 0);
  CHECK(count_wrong_scores<256>() == 0);
}

template <Offset kWeightsStride>
int count_wrong_outputs() {
  Random random(62);
  int wrong = 0;
  for (std::size_t count = 0; count <= kMostInTile; ++count) {
    for (const std::size_t stride : {std::size_t{8}, std::size_t{13}}) {
      for (std::size_t shift = 0; shift < 4; ++shift) {
        const std::vector<float> weights = random_floats(random, shift + (kRows - 1) * kWeightsStride + count);
        const std::vector<float> values = random_floats(random, shift + count * kColumns);
        // A new maximum may keep a row as it is, drop it, or scale it by something between.
        std::array<float, kRows> keep = {1, 0, static_cast<float>(random.number(0, 1)), 0.25f};
        std::vector<float> output = random_floats(random, shift + (kRows - 1) * stride + kColumns);
        std::vector<float> expected = output;
        for (std::size_t r = 0; r < kRows; ++r) {
          for (std::size_t c = 0; c < kColumns; ++c) {
            float sum = 0;
            for (std::size_t j = 0; j < count; ++j)
              sum = multiply_add(weights[shift + r * kWeightsStride + j], values[shift + j * kColumns + c], sum);
            float& to = expected[shift + r * stride + c];
            to = multiply_add(to, keep[r], sum);
          }
        }
        kernels::weights_value_tile<kWeightsStride>(weights.data() + shift, values.data() + shift, kernels::kTileColumns,
                                                    static_cast<Offset>(count), keep.data(), output.data() + shift, static_cast<Offset>(stride));
        wrong += !same_bits(output, expected);
      }
    }
  }
  return wrong;
}

void check_weights_value_tile() {
  CHECK(count_wrong_outputs<17>() == 0);
  CHECK(count_wrong_outputs<256>() == 0);
}

}  // namespace
}  // namespace attn::tests
