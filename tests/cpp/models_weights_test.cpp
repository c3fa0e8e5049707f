// Weights of every type: how they are read, how many bytes they take, and products with them, against plain loops in double.
#include "arrays.h"
#include "models_case.h"

#include <attn/kernels/quantized.h>
#include <attn/models/weights.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace attn::tests {
namespace {

using namespace attn::models;
using kernels::Activation;

constexpr Activation kActivations[] = {Activation::kNone,      Activation::kRelu, Activation::kGelu, Activation::kGeluTanh,
                                       Activation::kGeluQuick, Activation::kSilu, Activation::kTanh};

std::vector<WeightType> all_types() {
  std::vector<WeightType> types{WeightType::kFloat32, WeightType::kInt8Rows};
  for (const kernels::BlockLayout& layout : kernels::kBlockLayouts) types.push_back(static_cast<WeightType>(layout.type));
  return types;
}

Index block_of(WeightType type) {
  const kernels::BlockLayout* const layout = kernels::find_block_layout(static_cast<std::int32_t>(type));
  return layout == nullptr ? 1 : layout->elements;
}

TEST_CASE("models: the types of weights, by their numbers") {
  Index known = 0;
  for (std::int32_t number = -2; number < 200; ++number) known += is_weight_type(number);
  CHECK(known == static_cast<Index>(all_types().size()));
  for (const WeightType type : all_types()) CHECK(is_weight_type(static_cast<std::int32_t>(type)));
}

TEST_CASE("models: bytes of weights") {
  CHECK(Weights::bytes(WeightType::kFloat32, 3, 5) == 60);
  CHECK(Weights::bytes(WeightType::kFloat16, 3, 5) == 30);
  CHECK(Weights::bytes(WeightType::kBFloat16, 3, 5) == 30);
  CHECK(Weights::bytes(WeightType::kInt8Rows, 3, 5) == 15);
  CHECK(Weights::bytes(static_cast<WeightType>(kernels::BlockType::kQ8_0), 3, 64) == 3 * 2 * 34);
  CHECK(Weights::bytes(static_cast<WeightType>(kernels::BlockType::kQ4_K), 2, 512) == 2 * 2 * 144);
  CHECK(Weights::bytes(WeightType::kFloat32, 0, 5) == 0);
  CHECK(Weights::bytes(WeightType::kFloat32, 5, 0) == 0);
  // No whole number of blocks, no such matrix, no such memory.
  CHECK(Weights::bytes(static_cast<WeightType>(kernels::BlockType::kQ8_0), 3, 65) < 0);
  CHECK(Weights::bytes(static_cast<WeightType>(kernels::BlockType::kQ4_K), 3, 128) < 0);
  CHECK(Weights::bytes(WeightType::kFloat32, -1, 5) < 0);
  CHECK(Weights::bytes(WeightType::kFloat32, 5, -1) < 0);
  CHECK(Weights::bytes(WeightType::kFloat32, Index{1} << 40, Index{1} << 40) < 0);
  CHECK(Weights::bytes(WeightType::kInt8Rows, (Index{1} << 31) + 1, 1) < 0);
}

TEST_CASE("models: rows of weights are read, every type") {
  Maker maker(11);
  for (const WeightType type : all_types()) {
    CAPTURE(static_cast<std::int32_t>(type));
    for (const Index blocks : {1, 3, 7}) {
      const Index columns = blocks * block_of(type);
      const Weights weights = maker.weights(type, 3, columns);
      const Rows expected = numbers_of(weights);
      for (Index r = 2; r >= 0; --r) {
        GuardedFloats row(columns);
        weights.read(r, row.data());
        CHECK(row.is_intact());
        // Bytes are multiplied by a scale, and rounded.
        CHECK(largest_difference(rows_of(row.data(), 1, columns), {expected[static_cast<std::size_t>(r)]}) < 1e-7);
      }
    }
  }
}

TEST_CASE("models: known rows of weights") {
  const std::uint16_t halves[] = {0, 0, 0xc500, 0x3800};
  const std::uint16_t brain[] = {0, 0, 0x4049, 0xbf80};
  const std::int8_t bytes[] = {0, 0, -127, 5};
  const float scales[] = {0, 0.5f};
  const auto second_row = [](const Weights& weights) {
    float row[2];
    weights.read(1, row);
    return Row(row, row + 2);
  };
  CHECK(second_row({WeightType::kFloat16, halves, nullptr, 2, 2}) == Row{-5, 0.5});
  CHECK(second_row({WeightType::kBFloat16, brain, nullptr, 2, 2}) == Row{3.140625, -1});
  CHECK(second_row({WeightType::kInt8Rows, bytes, scales, 2, 2}) == Row{-63.5, 2.5});
}

// --- Products ----------------------------------------------------------------------------------------------------------

// The largest error of apply(), as a part of 1 + sum over k of |x[k]| * (the largest |W|) + |bias|. Rows of x and of what comes
// out lie further apart than they are long.
double product_error(Maker& maker, const Linear& linear, Activation activation, Index rows) {
  const Index depth = linear.weights.columns, outputs = linear.weights.rows, x_stride = depth + 3, out_stride = outputs + 2;
  const float* const x = maker.floats(rows * x_stride);
  GuardedFloats scratch(scratch_size(linear, rows)), out(rows * out_stride);
  apply(linear, activation, x, x_stride, rows, out.data(), out_stride, scratch.data());
  CHECK(scratch.is_intact());
  CHECK(out.is_intact());
  double largest_weight = 0, largest = 0;
  for (const Row& row : numbers_of(linear.weights))
    for (const double each : row) largest_weight = std::max(largest_weight, std::fabs(each));
  for (Index r = 0; r < rows; ++r) {
    const Row row(x + r * x_stride, x + r * x_stride + depth);
    double size = 1;
    for (const double each : row) size += std::fabs(each) * largest_weight;
    const Rows got = rows_of(out.data() + r * out_stride, 1, outputs);
    largest = std::max(largest, largest_difference(got, {defined_linear(linear, activation, row)}) / size);
    for (Index n = outputs; n < out_stride; ++n) CHECK(std::isnan(out.data()[r * out_stride + n]));
  }
  return largest;
}

// Sums of float32 and an activation: 2e-6, the bound of the kernels. Rows times bytes, and a few rows times blocks whose codes are
// whole numbers, are rounded to 16 bits before, which adds half a step, 1 / 65534 of the largest of x, for each of its numbers.
double product_bound(WeightType type, Index rows) {
  const bool is_block = type != WeightType::kFloat32 && type != WeightType::kInt8Rows;
  const bool has_words = is_block ? rows <= 4 && kernels::has_whole_codes(static_cast<kernels::BlockType>(type)) : type == WeightType::kInt8Rows;
  return has_words ? 4e-5 : 2e-6;
}

TEST_CASE("models: products with weights of every type, for every number of rows, with bias and activation") {
  Maker maker(12);
  std::size_t turn = 0;
  for (const WeightType type : all_types()) {
    for (const Index rows : {1, 2, 4, 5, 37}) {
      for (const Index outputs : {1, 4, 7, 35, 64}) {
        const Index columns = (1 + static_cast<Index>(turn % 3)) * block_of(type) + (block_of(type) == 1 ? 20 : 0);
        Linear linear;
        linear.weights = maker.weights(type, outputs, columns);
        if (turn % 2 == 0) linear.bias = maker.floats(outputs);
        const Activation activation = kActivations[turn % std::size(kActivations)];
        CAPTURE(static_cast<std::int32_t>(type));
        CAPTURE(rows);
        CAPTURE(outputs);
        CAPTURE(static_cast<std::int32_t>(activation));
        CHECK(product_error(maker, linear, activation, rows) < product_bound(type, rows));
        ++turn;
      }
    }
  }
}

TEST_CASE("models: products with every activation, with a bias and without") {
  Maker maker(13);
  for (const Activation activation : kActivations)
    for (const bool has_bias : {false, true})
      for (const Index rows : {1, 3, 4, 5}) {
        CAPTURE(static_cast<std::int32_t>(activation));
        CHECK(product_error(maker, maker.linear(6, 9, has_bias), activation, rows) < product_bound(WeightType::kFloat32, rows));
      }
}

// --- Bytes with scales -------------------------------------------------------------------------------------------------

TEST_CASE("models: rows are rounded to bytes, within half a step of each row's largest number") {
  Maker maker(14);
  constexpr Index kRows = 9, kColumns = 37;
  float* const from = maker.floats(kRows * kColumns);
  // Rows of other sizes, the last ones of zeros and of what is too small for a scale.
  const float sizes[kRows] = {1, 1e-6f, 1e6f, 1e-30f, 1e30f, 1e-37f, 1e-40f, 0, 3};
  for (Index r = 0; r < kRows; ++r)
    for (Index c = 0; c < kColumns; ++c) from[r * kColumns + c] *= sizes[r];
  std::vector<std::int8_t> data(kRows * kColumns + 1, 99);
  std::vector<float> scales(kRows + 1, 99);
  quantize_rows(from, kRows, kColumns, data.data(), scales.data());
  CHECK(data.back() == 99);
  CHECK(scales.back() == 99);
  const Rows rounded = numbers_of({WeightType::kInt8Rows, data.data(), scales.data(), kRows, kColumns});
  for (Index r = 0; r < kRows; ++r) {
    CAPTURE(r);
    double largest = 0;
    for (Index c = 0; c < kColumns; ++c) largest = std::max(largest, std::fabs(double{from[r * kColumns + c]}));
    // Half a step, and the rounding of the scale. What no scale can tell from zero is zero.
    const double bound = sizes[r] < 1e-33f ? 1e-33 : largest / 127 * 0.500001;
    if (sizes[r] < 1e-33f) CHECK(scales[static_cast<std::size_t>(r)] == 0);
    bool has_largest = sizes[r] < 1e-33f;
    for (Index c = 0; c < kColumns; ++c) {
      const std::int8_t byte = data[static_cast<std::size_t>(r * kColumns + c)];
      CHECK(byte >= -127);
      has_largest = has_largest || std::abs(byte) == 127;
      CHECK(std::fabs(rounded[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] - double{from[r * kColumns + c]}) <= bound);
    }
    CHECK(has_largest);
  }
}

}  // namespace
}  // namespace attn::tests
