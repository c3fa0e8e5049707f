#include <attn/models/weights.h>

#include <attn/kernels/activation.h>
#include <attn/kernels/largest_magnitude.h>
#include <attn/kernels/quantized.h>
#include <attn/kernels/words.h>

#include <algorithm>
#include <cmath>

namespace attn::models {
namespace {

constexpr Index kFewRows = 4;

// So many rows of blocks become floats at a time.
constexpr Index kExpandedRows = 32;

// A row without a larger number becomes zeros: its scale's inverse would have no place in float32.
constexpr float kSmallestRow = 1e-33f;

kernels::BlockType block_type(WeightType type) noexcept { return static_cast<kernels::BlockType>(type); }

const kernels::BlockLayout* find_layout(WeightType type) noexcept {
  return kernels::find_block_layout(static_cast<std::int32_t>(type));
}

// Whether matmul() takes them as they are.
bool is_plain(WeightType type) noexcept {
  return type == WeightType::kFloat32 || type == WeightType::kFloat16 || type == WeightType::kInt8Rows;
}

Index row_bytes(WeightType type, Index columns) noexcept {
  if (type == WeightType::kFloat32) return columns * Index{sizeof(float)};
  if (type == WeightType::kInt8Rows) return columns;
  const kernels::BlockLayout& layout = *find_layout(type);
  return columns / layout.elements * layout.bytes;
}

const std::uint8_t* row_of(const Weights& weights, Index r) noexcept {
  return static_cast<const std::uint8_t*>(weights.data) + r * row_bytes(weights.type, weights.columns);
}

// For plain types.
kernels::Matrix matrix_of(const Weights& weights) noexcept {
  const DType dtype = weights.type == WeightType::kFloat32   ? DType::kFloat32
                      : weights.type == WeightType::kFloat16 ? DType::kFloat16
                                                             : DType::kInt8;
  return {weights.data, dtype, in_memory(weights.columns), weights.scales};
}

// `count` rows of W from `first` on, for `rows` of x.
kernels::Matmul product_of(const Linear& linear, Index rows, Index first, Index count) noexcept {
  kernels::Matmul product;
  product.rows = in_memory(rows);
  product.columns = in_memory(count);
  product.depth = in_memory(linear.weights.columns);
  product.is_right_transposed = true;
  product.bias = linear.bias == nullptr ? nullptr : linear.bias + first;
  return product;
}

Index expanded_floats(const Linear& linear) noexcept { return (kExpandedRows * linear.weights.columns + 3) / 4 * 4; }

void finish_rows(const Linear& linear, kernels::Activation activation, Index rows, float* out, Index out_stride) noexcept {
  using kernels::kLanes;
  if (linear.bias == nullptr && activation == kernels::Activation::kNone) return;
  const Index size = linear.weights.rows;
  for (Index r = 0; r < rows; ++r) {
    float* const row = out + r * out_stride;
    for (Index n = 0; linear.bias != nullptr && n < size; ++n) row[n] += linear.bias[n];
    for (Index n = 0; activation != kernels::Activation::kNone && n < size; n += kLanes) {
      float four[kLanes] = {};
      const Index count = std::min<Index>(kLanes, size - n);
      std::copy(row + n, row + n + count, four);
      kernels::store(four, kernels::activated(activation, kernels::load(four)));
      std::copy(four, four + count, row + n);
    }
  }
}

// Whether one row of x is rounded to words for these weights.
bool takes_words(WeightType type) noexcept {
  return type == WeightType::kInt8Rows || (find_layout(type) != nullptr && kernels::has_whole_codes(block_type(type)));
}

// The words of a row, and behind them what multiply_words wants.
Index words_floats(Index columns) noexcept { return (columns + 7) / 8 * 4; }

void apply_to_row(const Weights& weights, const float* x, float* out, float* scratch) noexcept {
  const Offset outputs = in_memory(weights.rows), depth = in_memory(weights.columns);
  const auto* const bytes = static_cast<const std::uint8_t*>(weights.data);
  if (!takes_words(weights.type)) return kernels::multiply_rows(block_type(weights.type), x, 1, bytes, outputs, depth, scratch, out);
  std::int16_t* const words = reinterpret_cast<std::int16_t*>(scratch);
  const float scale = kernels::round_to_words(x, depth, words);
  if (weights.type == WeightType::kInt8Rows) return kernels::matmul_words(words, scale, matrix_of(weights), outputs, depth, out);
  kernels::multiply_words(block_type(weights.type), words, scale, bytes, outputs, depth, scratch + words_floats(weights.columns), out);
}

void apply_to_few(const Linear& linear, const float* x, Index x_stride, Index rows, float* out, Index out_stride,
                  float* scratch) noexcept {
  const Weights& weights = linear.weights;
  if (is_plain(weights.type) && !takes_words(weights.type))
    return kernels::matmul_few_rows(x, in_memory(x_stride), in_memory(rows), matrix_of(weights), in_memory(weights.rows),
                                    in_memory(weights.columns), out, in_memory(out_stride));
  for (Index r = 0; r < rows; ++r) apply_to_row(weights, x + r * x_stride, out + r * out_stride, scratch);
}

}  // namespace

bool is_weight_type(std::int32_t number) noexcept {
  const auto type = static_cast<WeightType>(number);
  return is_plain(type) || find_layout(type) != nullptr;
}

Index Weights::bytes(WeightType type, Index rows, Index columns) noexcept {
  constexpr Index kMost = Index{1} << 31;
  if (rows < 0 || columns < 0 || (columns > 0 && rows > kMost / columns)) return -1;
  const kernels::BlockLayout* const layout = find_layout(type);
  if (layout != nullptr && columns % layout->elements != 0) return -1;
  return rows * row_bytes(type, columns);
}

void Weights::read(Index r, float* out) const noexcept {
  if (is_plain(type)) return matrix_of(*this).read(in_memory(r), in_memory(columns), out);
  kernels::dequantize(block_type(type), row_of(*this, r), in_memory(columns), out);
}

Index scratch_size(const Linear& linear, Index rows) noexcept {
  // For few rows: the words of one, or what multiply_rows wants.
  const Index few = words_floats(linear.weights.columns) + linear.weights.columns;
  if (rows <= kFewRows) return few;
  if (linear.weights.type == WeightType::kInt8Rows) return std::max(few, kernels::rounded_scratch_size(product_of(linear, rows, 0, linear.weights.rows)));
  if (is_plain(linear.weights.type)) return std::max(few, kernels::matmul_scratch_size(product_of(linear, rows, 0, linear.weights.rows)));
  return std::max(few, expanded_floats(linear) + kernels::matmul_scratch_size(product_of(linear, rows, 0, kExpandedRows)));
}

void apply(const Linear& linear, kernels::Activation activation, const float* x, Index x_stride, Index rows, float* out,
           Index out_stride, float* scratch) noexcept {
  const Weights& weights = linear.weights;
  if (rows <= kFewRows) {
    apply_to_few(linear, x, x_stride, rows, out, out_stride, scratch);
    return finish_rows(linear, activation, rows, out, out_stride);
  }
  const auto multiply = [&](Index first, Index count, const kernels::Matrix& right, float* rest) noexcept {
    kernels::Matmul product = product_of(linear, rows, first, count);
    product.left = x;
    product.left_stride = in_memory(x_stride);
    product.right = right;
    product.out = out + first;
    product.out_stride = in_memory(out_stride);
    product.activation = activation;
    weights.type == WeightType::kInt8Rows ? kernels::matmul_rounded(product, rest) : kernels::matmul(product, rest);
  };
  if (is_plain(weights.type)) return multiply(0, weights.rows, matrix_of(weights), scratch);
  for (Index first = 0; first < weights.rows; first += kExpandedRows) {
    const Index count = std::min(kExpandedRows, weights.rows - first);
    kernels::dequantize(block_type(weights.type), row_of(weights, first), in_memory(count * weights.columns), scratch);
    multiply(first, count, {scratch, DType::kFloat32, in_memory(weights.columns), nullptr}, scratch + expanded_floats(linear));
  }
}

void quantize_rows(const float* from, Index rows, Index columns, std::int8_t* data, float* scales) noexcept {
  for (Index r = 0; r < rows; ++r, from += columns, data += columns) {
    const float largest = kernels::largest_magnitude(from, in_memory(columns));
    const bool is_zero = largest < kSmallestRow;
    scales[r] = is_zero ? 0 : largest / 127;
    const float inverse = is_zero ? 0 : 127 / largest;
    for (Index c = 0; c < columns; ++c) data[c] = static_cast<std::int8_t>(std::lrint(from[c] * inverse));
  }
}

}  // namespace attn::models
