// Products of matrices against plain loops in double.
#include <attn/kernels/words.h>

#include "random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
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
constexpr std::size_t kMargin = 8;  // so many guards stand on both sides of what is written

// Computes with scratch of exactly the size that is asked for, aligned to 16, which has no number in it and guards around it.
// Returns whether the guards are what they were.
bool run_in_guarded_scratch(const Matmul& product) {
  const std::size_t size = static_cast<std::size_t>(kernels::matmul_scratch_size(product));
  std::vector<float> floats(size + 2 * kMargin, kGuard);
  const std::size_t misaligned = reinterpret_cast<std::uintptr_t>(floats.data()) / sizeof(float) % 4;
  const auto scratch = floats.begin() + static_cast<std::ptrdiff_t>(kMargin - misaligned);
  const auto end = scratch + static_cast<std::ptrdiff_t>(size);
  std::fill(scratch, end, std::numeric_limits<float>::quiet_NaN());
  kernels::matmul(product, &*scratch);
  const auto is_guard = [](float x) { return x == kGuard; };
  return std::all_of(floats.begin(), scratch, is_guard) && std::all_of(end, floats.end(), is_guard);
}

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
    out = numbers(random, size(of.rows * product.out_stride) + 2 * kMargin);
    std::fill_n(out.begin(), kMargin, kGuard);
    std::fill_n(out.rbegin(), kMargin, kGuard);
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

  float* begin() { return out.data() + kMargin; }

  // Computes into `out`.
  bool run() {
    product.out = begin();
    return run_in_guarded_scratch(product);
  }
};

int count_wrong(Random& random, const Case& of) {
  Operands operands(random, of);
  const std::vector<float> before = operands.out;
  int wrong = !operands.run();
  const Matmul& product = operands.product;
  for (std::size_t i = 0; i < operands.out.size(); ++i) {
    const Offset place = static_cast<Offset>(i) - static_cast<Offset>(kMargin);
    const Offset row = place < 0 || product.out_stride == 0 ? product.rows : place / product.out_stride;
    const Offset column = row == product.rows ? 0 : place % product.out_stride;
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
    const auto gap = [&] { return random.pick<Offset>({0, 0, 1, 2, 61, 1000}); };
    wrong += count_wrong(random, {length(), length(), length(), gap(), gap(), gap(), random.chance(0.5), random.chance(0.5), random.chance(0.3),
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
    CHECK(all.run());
    const std::vector<float> together = all.out;
    const float* const first = all.product.left;
    for (Offset row = 0; row < 13; ++row) {
      // Alone, and together with the rows behind it, which puts it at another place in its tile.
      for (const Offset rows : {Offset{1}, 13 - row}) {
        all.product.rows = rows;
        all.product.left = first + row * all.product.left_stride;
        CHECK(all.run());
        CHECK(std::memcmp(all.begin(), together.data() + kMargin + row * all.product.out_stride, 21 * sizeof(float)) == 0);
      }
    }
  }
}

// Weights [columns, depth] of every type, with other numbers between their rows.
struct Weights {
  static constexpr Offset kGap = 5;
  std::vector<float> floats, scales;
  std::vector<double> doubles;
  std::vector<std::uint16_t> halves;
  std::vector<std::int8_t> bytes;
  Offset stride;

  Weights(Random& random, Offset columns, Offset depth) : stride(depth + kGap) {
    const std::size_t count = static_cast<std::size_t>(columns * stride);
    floats = numbers(random, count);
    scales = numbers(random, static_cast<std::size_t>(columns), 0.02);
    doubles = random.list(count);
    for (const float each : numbers(random, count)) halves.push_back(kernels::to_half(each));
    for (std::size_t i = 0; i < count; ++i) bytes.push_back(static_cast<std::int8_t>(static_cast<int>(random.between(0, 254)) - 127));
  }

  std::vector<kernels::Matrix> matrices() const {
    return {{floats.data(), DType::kFloat32, stride},
            {doubles.data(), DType::kFloat64, stride},
            {halves.data(), DType::kFloat16, stride},
            {bytes.data(), DType::kInt8, stride, scales.data()}};
  }
};

// The sum over k of x[k] weights[column][k].
double plain_product(const float* x, const kernels::Matrix& weights, Offset column, Offset depth) {
  std::vector<float> weight(static_cast<std::size_t>(depth));
  weights.read(column, depth, weight.data());
  double sum = 0;
  for (std::size_t k = 0; k < weight.size(); ++k) sum += double{x[k]} * double{weight[k]};
  return sum;
}

constexpr Offset kRowGap = 3;  // between the rows of x, and of what comes out

// Counts what is wrong in out [rows, columns], rows kRowGap numbers apart, with guards between and around them.
int count_wrong_rows(const std::vector<float>& out, const std::vector<float>& x, Offset rows, const kernels::Matrix& weights, Offset columns,
                     Offset depth) {
  int wrong = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Offset place = static_cast<Offset>(i) - static_cast<Offset>(kMargin);
    const Offset row = place / (columns + kRowGap), column = place % (columns + kRowGap);
    if (place < 0 || row >= rows || column >= columns)
      wrong += out[i] != kGuard;
    else
      wrong += !(std::fabs(double{out[i]} - plain_product(x.data() + row * (depth + kRowGap), weights, column, depth)) <= 1e-5);
  }
  return wrong;
}

TEST_CASE("matmul: weights of every type, many rows and few") {
  Random random(74);
  int wrong = 0;
  for (const Offset depth : {0, 1, 8, 30, 64, 200}) {
    for (const Offset columns : {0, 1, 3, 64, 77}) {
      const Weights weights(random, columns, depth);
      for (const Offset rows : {0, 1, 2, 3, 4, 5}) {
        const std::vector<float> x = numbers(random, static_cast<std::size_t>(rows * (depth + kRowGap)));
        const std::vector<float> before(static_cast<std::size_t>(rows * (columns + kRowGap)) + 2 * kMargin, kGuard);
        for (const kernels::Matrix& matrix : weights.matrices()) {
          std::vector<float> many = before, few = before;
          Matmul product;
          product.rows = rows;
          product.columns = columns;
          product.depth = depth;
          product.left = x.data();
          product.left_stride = depth + kRowGap;
          product.right = matrix;
          product.is_right_transposed = true;
          product.out = many.data() + kMargin;
          product.out_stride = columns + kRowGap;
          wrong += !run_in_guarded_scratch(product);
          wrong += count_wrong_rows(many, x, rows, matrix, columns, depth);
          if (matrix.dtype == DType::kFloat64) continue;  // few rows take none
          kernels::matmul_few_rows(x.data(), product.left_stride, rows, matrix, columns, depth, few.data() + kMargin, product.out_stride);
          wrong += count_wrong_rows(few, x, rows, matrix, columns, depth);
        }
      }
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("matmul: of few rows, a row's digits do not depend on the others") {
  Random random(76);
  constexpr Offset kRows = 4, kColumns = 70, kDepth = 77;
  const Weights weights(random, kColumns, kDepth);
  const std::vector<float> x = numbers(random, kRows * kDepth);
  for (const kernels::Matrix& matrix : weights.matrices()) {
    if (matrix.dtype == DType::kFloat64) continue;
    std::vector<float> together(kRows * kColumns), alone(kColumns);
    kernels::matmul_few_rows(x.data(), kDepth, kRows, matrix, kColumns, kDepth, together.data(), kColumns);
    for (Offset row = 0; row < kRows; ++row) {
      kernels::matmul_few_rows(x.data() + row * kDepth, kDepth, 1, matrix, kColumns, kDepth, alone.data(), kColumns);
      CHECK(std::memcmp(alone.data(), together.data() + row * kColumns, kColumns * sizeof(float)) == 0);
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

TEST_CASE("matmul: rounded rows have the digits of each of them alone") {
  Random random(77);
  int wrong = 0;
  for (const Offset depth : {1, 7, 8, 30, 512, 513, 1100}) {
    for (const Offset columns : {1, 8, 21}) {
      const std::size_t size = static_cast<std::size_t>(columns * depth);
      std::vector<std::int8_t> bytes(size);
      for (std::int8_t& each : bytes) each = static_cast<std::int8_t>(static_cast<int>(random.between(0, 254)) - 127);
      const std::vector<float> scales = numbers(random, static_cast<std::size_t>(columns), 0.02), bias = numbers(random, static_cast<std::size_t>(columns));
      const kernels::Matrix weights{bytes.data(), DType::kInt8, depth, scales.data()};
      for (const Offset rows : {1, 3, 4, 9}) {
        const std::vector<float> x = numbers(random, static_cast<std::size_t>(rows * (depth + kRowGap)));
        std::vector<float> out(static_cast<std::size_t>(rows * (columns + kRowGap)) + 2 * kMargin, kGuard);
        Matmul product;
        product.rows = rows;
        product.columns = columns;
        product.depth = depth;
        product.left = x.data();
        product.left_stride = depth + kRowGap;
        product.right = weights;
        product.is_right_transposed = true;
        product.out = out.data() + kMargin;
        product.out_stride = columns + kRowGap;
        product.bias = bias.data();
        product.activation = Activation::kRelu;
        std::vector<float> scratch(static_cast<std::size_t>(kernels::rounded_scratch_size(product)) + kMargin, kGuard);
        kernels::matmul_rounded(product, scratch.data());
        for (std::size_t i = scratch.size() - kMargin; i < scratch.size(); ++i) wrong += scratch[i] != kGuard;
        std::vector<std::int16_t> words(static_cast<std::size_t>(depth));
        std::vector<float> alone(static_cast<std::size_t>(columns));
        for (Offset row = 0; row < rows; ++row) {
          const float scale = kernels::round_to_words(x.data() + row * product.left_stride, depth, words.data());
          kernels::matmul_words(words.data(), scale, weights, columns, depth, alone.data());
          for (Offset n = 0; n < columns; ++n) {
            const std::size_t place = static_cast<std::size_t>(n);
            wrong += product.out[row * product.out_stride + n] != std::max(0.0f, alone[place] + bias[place]);
          }
          for (Offset n = columns; n < columns + kRowGap; ++n) wrong += product.out[row * product.out_stride + n] != kGuard;
        }
        for (std::size_t i = 0; i < kMargin; ++i) wrong += out[i] != kGuard;
      }
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("matmul: a row of words that is not finite gives no number") {
  using Limits = std::numeric_limits<float>;
  const std::int8_t weights[] = {1, 2, 3, 0, 0, 0};
  const float scales[] = {1, 1};
  for (const float ill : {Limits::infinity(), -Limits::infinity(), Limits::quiet_NaN()}) {
    const float x[] = {1, ill, 2};
    std::int16_t words[3];
    const float scale = kernels::round_to_words(x, 3, words);
    float out[2] = {0, 0};
    kernels::matmul_words(words, scale, {weights, DType::kInt8, 3, scales}, 2, 3, out);
    for (const float each : out) CHECK_FALSE(std::isfinite(each));
  }
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
