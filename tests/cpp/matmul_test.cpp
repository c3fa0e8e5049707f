// Products of matrices against plain loops in double.
#include <attn/kernels/matmul.h>

#include "random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

namespace attn::tests {
namespace {

using kernels::Activation;
using kernels::Matmul;

constexpr Activation kActivations[] = {Activation::kNone,      Activation::kRelu, Activation::kGelu, Activation::kGeluTanh,
                                       Activation::kGeluQuick, Activation::kSilu, Activation::kTanh};

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

double activated(Activation activation, double x) {
  switch (activation) {
    case Activation::kNone: return x;
    case Activation::kRelu: return std::max(x, 0.0);
    case Activation::kGelu: return x * 0.5 * std::erfc(-x * std::sqrt(0.5));
    case Activation::kGeluTanh: return x * 0.5 * (1 + std::tanh(std::sqrt(2 / 3.14159265358979323846) * (x + 0.044715 * x * x * x)));
    case Activation::kGeluQuick: return x * sigmoid(1.702 * x);
    case Activation::kSilu: return x * sigmoid(x);
    case Activation::kTanh: return std::tanh(x);
  }
  return x;
}

std::vector<float> numbers(Random& random, std::size_t count, double largest = 1) {
  std::vector<float> floats(count);
  for (float& each : floats) each = static_cast<float>(random.number(-largest, largest));
  return floats;
}

// A product with its operands, guarded by numbers that nobody may change.
struct Case {
  Offset rows, columns, depth, left_gap, right_gap, out_gap;
  bool is_left_transposed, is_right_transposed, is_added, has_bias;
  Activation activation;
};

constexpr float kGuard = 12345;

struct Operands {
  std::vector<float> left, right, bias, out;
  Matmul product;

  Operands(Random& random, const Case& of) {
    const auto size = [](Offset n) { return static_cast<std::size_t>(n); };
    const Offset left_rows = of.is_left_transposed ? of.depth : of.rows, left_columns = of.is_left_transposed ? of.rows : of.depth;
    const Offset right_rows = of.is_right_transposed ? of.columns : of.depth, right_columns = of.is_right_transposed ? of.depth : of.columns;
    product.rows = of.rows;
    product.columns = of.columns;
    product.depth = of.depth;
    product.left_stride = left_columns + of.left_gap;
    product.right.stride = right_columns + of.right_gap;
    product.out_stride = of.columns + of.out_gap;
    left = numbers(random, size(left_rows * product.left_stride));
    right = numbers(random, size(right_rows * product.right.stride));
    bias = numbers(random, size(of.columns));
    out = numbers(random, size(of.rows * product.out_stride) + 8);
    for (std::size_t i = size(of.rows * product.out_stride); i < out.size(); ++i) out[i] = kGuard;
    product.left = left.data();
    product.is_left_transposed = of.is_left_transposed;
    product.right.data = right.data();
    product.is_right_transposed = of.is_right_transposed;
    product.is_added = of.is_added;
    product.bias = of.has_bias ? bias.data() : nullptr;
    product.activation = of.activation;
  }

  double expected(Offset row, Offset column, float before) const {
    double sum = 0;
    for (Offset k = 0; k < product.depth; ++k) {
      const float a = product.is_left_transposed ? left[static_cast<std::size_t>(k * product.left_stride + row)]
                                                 : left[static_cast<std::size_t>(row * product.left_stride + k)];
      const float b = product.is_right_transposed ? right[static_cast<std::size_t>(column * product.right.stride + k)]
                                                  : right[static_cast<std::size_t>(k * product.right.stride + column)];
      sum += double{a} * double{b};
    }
    if (product.bias != nullptr) sum += double{product.bias[column]};
    if (product.is_added) sum += double{before};
    return activated(product.activation, sum);
  }

  // Computes into `out`, with scratch of exactly the size that is asked for.
  void run() {
    product.out = out.data();
    std::vector<float> scratch(static_cast<std::size_t>(kernels::matmul_scratch_size(product)) + 4, kGuard);
    float* const aligned = scratch.data() + (16 - reinterpret_cast<std::uintptr_t>(scratch.data()) % 16) % 16 / sizeof(float);
    kernels::matmul(product, aligned);
  }
};

int count_wrong(Random& random, const Case& of) {
  Operands operands(random, of);
  const std::vector<float> before = operands.out;
  operands.run();
  const Matmul& product = operands.product;
  int wrong = 0;
  for (std::size_t i = 0; i < operands.out.size(); ++i) {
    const Offset row = product.out_stride == 0 ? product.rows : static_cast<Offset>(i) / product.out_stride;
    const Offset column = product.out_stride == 0 ? 0 : static_cast<Offset>(i) % product.out_stride;
    if (row >= product.rows || column >= product.columns) {
      wrong += operands.out[i] != before[i];
      continue;
    }
    const double expected = operands.expected(row, column, before[i]);
    const double tolerance = 1e-6 * std::max(1.0, std::sqrt(static_cast<double>(product.depth))) * std::max(1.0, std::fabs(expected));
    wrong += !(std::fabs(double{operands.out[i]} - expected) <= tolerance);
  }
  return wrong;
}

TEST_CASE("matmul: every form, at sizes around tiles, panels and runs") {
  Random random(71);
  int wrong = 0;
  for (int i = 0; i < 600; ++i) {
    const auto length = [&] {
      constexpr Offset kLengths[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 31, 63, 64, 65, 97, 129};
      return kLengths[random.between(0, std::size(kLengths) - 1)];
    };
    wrong += count_wrong(random, {length(), length(), length(), static_cast<Offset>(random.between(0, 2)), static_cast<Offset>(random.between(0, 2)),
                                  static_cast<Offset>(random.between(0, 2)), random.chance(0.5), random.chance(0.5), random.chance(0.3),
                                  random.chance(0.5), kActivations[random.between(0, std::size(kActivations) - 1)]});
  }
  CHECK(wrong == 0);
}

TEST_CASE("matmul: more columns than are packed at a time, and long sums") {
  Random random(72);
  CHECK(count_wrong(random, {7, 300, 1000, 0, 0, 0, false, true, false, true, Activation::kNone}) == 0);
  CHECK(count_wrong(random, {5, 20, 20'000, 0, 0, 0, false, false, true, false, Activation::kNone}) == 0);
}

TEST_CASE("matmul: a row's digits do not depend on the others") {
  Random random(73);
  for (const bool is_transposed : {false, true}) {
    Operands all(random, {13, 21, 130, 1, 2, 3, false, is_transposed, false, true, Activation::kGelu});
    all.run();
    const std::vector<float> together = all.out;
    for (Offset row = 0; row < 13; ++row) {
      Operands& alone = all;
      alone.product.rows = 1;
      alone.product.left = alone.left.data() + row * alone.product.left_stride;
      alone.run();
      CHECK(std::memcmp(alone.out.data(), together.data() + row * all.product.out_stride, 21 * sizeof(float)) == 0);
    }
  }
}

TEST_CASE("matmul: weights of halves and of bytes with scales, many rows and few") {
  Random random(74);
  for (const Offset depth : {1, 8, 30, 64, 200}) {
    constexpr Offset kColumns = 77, kRows = 5;
    const std::size_t count = static_cast<std::size_t>(kColumns * depth);
    std::vector<std::uint16_t> halves(count);
    std::vector<std::int8_t> bytes(count);
    std::vector<float> scales = numbers(random, static_cast<std::size_t>(kColumns), 0.02);
    for (std::size_t i = 0; i < count; ++i) {
      halves[i] = kernels::to_half(static_cast<float>(random.number()));
      bytes[i] = static_cast<std::int8_t>(static_cast<int>(random.between(0, 254)) - 127);
    }
    const std::vector<float> x = numbers(random, static_cast<std::size_t>(kRows * depth));
    const kernels::Matrix weights[] = {{halves.data(), DType::kFloat16, depth}, {bytes.data(), DType::kInt8, depth, scales.data()}};
    for (const kernels::Matrix& matrix : weights) {
      Matmul product;
      product.rows = kRows;
      product.columns = kColumns;
      product.depth = product.left_stride = depth;
      product.left = x.data();
      product.right = matrix;
      product.is_right_transposed = true;
      product.out_stride = kColumns;
      std::vector<float> many(static_cast<std::size_t>(kRows * kColumns)), few(many.size() + 4, kGuard);
      product.out = many.data();
      std::vector<float> scratch(static_cast<std::size_t>(kernels::matmul_scratch_size(product)) + 4);
      kernels::matmul(product, scratch.data() + (16 - reinterpret_cast<std::uintptr_t>(scratch.data()) % 16) % 16 / sizeof(float));
      kernels::matmul_few_rows(x.data(), depth, kRows, matrix, kColumns, depth, few.data(), kColumns);
      int wrong = 0;
      for (Offset row = 0; row < kRows; ++row) {
        for (Offset column = 0; column < kColumns; ++column) {
          std::vector<float> weight(static_cast<std::size_t>(depth));
          matrix.read(column, depth, weight.data());
          double sum = 0;
          for (Offset k = 0; k < depth; ++k)
            sum += double{x[static_cast<std::size_t>(row * depth + k)]} * double{weight[static_cast<std::size_t>(k)]};
          const std::size_t at = static_cast<std::size_t>(row * kColumns + column);
          wrong += !(std::fabs(double{many[at]} - sum) <= 1e-5) + !(std::fabs(double{few[at]} - sum) <= 1e-5);
        }
      }
      CHECK(wrong == 0);
      CHECK(std::count(few.end() - 4, few.end(), kGuard) == 4);
    }
  }
}

TEST_CASE("matmul: a row of words times bytes is exact in whole numbers") {
  Random random(75);
  for (const Offset depth : {1, 7, 8, 9, 64, 576, 2048, 5000}) {
    constexpr Offset kColumns = 9;
    const std::size_t size = static_cast<std::size_t>(depth);
    std::vector<std::int8_t> bytes(static_cast<std::size_t>(kColumns) * size);
    for (std::int8_t& each : bytes) each = static_cast<std::int8_t>(static_cast<int>(random.between(0, 254)) - 127);
    // The worst of all sums: each product is the largest.
    std::fill(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size), std::int8_t{127});
    const std::vector<float> scales = numbers(random, static_cast<std::size_t>(kColumns), 0.02);
    std::vector<float> x = numbers(random, size);
    if (depth == 5000) std::fill(x.begin(), x.end(), 0.75f);
    std::vector<std::int16_t> words(size);
    const float scale = kernels::round_to_words(x.data(), depth, words.data());
    // Before it becomes a whole number the quotient is a float, up to 2^15: half of its last place is 0.001.
    for (std::size_t k = 0; k < size; ++k) CHECK(std::fabs(double{x[k]} - double{scale} * words[k]) <= double{scale} * 0.502);
    std::vector<float> out(static_cast<std::size_t>(kColumns));
    kernels::matmul_words(words.data(), scale, {bytes.data(), DType::kInt8, depth, scales.data()}, kColumns, depth, out.data());
    for (std::size_t n = 0; n < out.size(); ++n) {
      std::int64_t sum = 0;
      for (std::size_t k = 0; k < size; ++k) sum += words[k] * bytes[n * size + k];
      const double expected = static_cast<double>(sum) * double{scale} * double{scales[n]};
      CHECK(std::fabs(double{out[n]} - expected) <= 3e-7 * (std::fabs(expected) + 127 * 32767.0 * 2048 * double{scale} * std::fabs(double{scales[n]})));
    }
  }
  std::int16_t zeros[3] = {1, 1, 1};
  const float none[3] = {0, 0, 0};
  CHECK(kernels::round_to_words(none, 3, zeros) == 0);
  CHECK(zeros[2] == 0);
  // The inverse of their scale would be infinite.
  std::int16_t tiny_words[4] = {1, 1, 1, 1};
  const float tiny[4] = {5e-35f, -5e-35f, 0, 2.5e-35f};
  CHECK(kernels::round_to_words(tiny, 4, tiny_words) == 0);
  for (const std::int16_t word : tiny_words) CHECK(word == 0);
  const float small[2] = {2e-33f, -1e-33f};
  const float small_scale = kernels::round_to_words(small, 2, tiny_words);
  CHECK(tiny_words[0] == 32767);
  CHECK(std::fabs(double{small[1]} - double{small_scale} * tiny_words[1]) <= double{small_scale} * 0.502);
}

TEST_CASE("activations: over all that they bend, and far out") {
  double largest = 0;
  for (const Activation activation : kActivations) {
    for (int i = -160'000; i <= 160'000; ++i) {
      const float x = static_cast<float>(i) / 8000.0f * (i % 1000 == 0 ? 1000.0f : 1.0f);
      const float got = kernels::lane<0>(kernels::activated(activation, kernels::splat(x)));
      const double error = std::fabs(double{got} - activated(activation, double{x})) / std::max(1.0, std::fabs(double{x}));
      largest = error > largest ? error : largest;
    }
  }
  CHECK(largest <= 1e-6);
}

}  // namespace
}  // namespace attn::tests
