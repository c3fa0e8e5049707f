#include <attn/kernels/words.h>

#include <attn/kernels/largest_magnitude.h>
#include <attn/kernels/simd.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace attn::kernels {
namespace {

// So many words in a vector.
constexpr Offset kWords = 2 * kLanes;

// 256 steps of two products of at most 127 * 32767 in each lane stay within 31 bits.
constexpr Offset kRun = 512;

constexpr Offset kTileRows = 4;
constexpr Offset kTileColumns = 8;

// Rows of words have whole vectors: zeros stand behind the last number.
constexpr Offset padded(Offset depth) noexcept { return (depth + kWords - 1) / kWords * kWords; }

// A product of many rows. Words are taken in pairs, two steps of the depth, as an instruction multiplies and adds them.
class RoundedProduct {
 public:
  RoundedProduct(const Matmul& product, float* scratch) noexcept
      : of_(product),
        size_(padded(product.depth)),
        scales_(scratch),
        panel_(reinterpret_cast<std::int16_t*>(scratch + (product.rows + kLanes - 1) / kLanes * kLanes)),
        columns_(panel_ + kTileColumns * size_),
        left_(columns_ + kTileColumns * size_) {}

  void run() noexcept {
    for (Offset r = 0; r < of_.rows; ++r) {
      std::int16_t* const row = left_ + r * size_;
      std::fill(row + of_.depth, row + size_, std::int16_t{0});
      scales_[r] = round_to_words(of_.left + r * of_.left_stride, of_.depth, row);
    }
    for (Offset first = 0; first < of_.columns; first += kTileColumns) {
      pack_panel(first);
      for (Offset row = 0; row < of_.rows; row += kTileRows) multiply(row, first);
    }
  }

 private:
  // Eight columns from `first` on: [pairs, 8 columns, 2], with zeros behind the last column.
  void pack_panel(Offset first) noexcept {
    const float* pairs[kTileColumns];
    for (Offset c = 0; c < kTileColumns; ++c) {
      std::int16_t* const column = columns_ + c * size_;
      pairs[c] = reinterpret_cast<const float*>(column);
      if (first + c >= of_.columns) {
        std::fill(column, column + size_, std::int16_t{0});
        continue;
      }
      const std::int8_t* const bytes = static_cast<const std::int8_t*>(of_.right.data) + (first + c) * of_.right.stride;
      Offset k = 0;
      for (; k + kWords <= of_.depth; k += kWords) store_words(column + k, widened_words(bytes + k));
      for (; k < size_; ++k) column[k] = k < of_.depth ? bytes[k] : std::int16_t{0};
    }
    // Two words move together, as if they were a float.
    float* const panel = reinterpret_cast<float*>(panel_);
    transpose(pairs, size_ / 2, panel, kTileColumns);
    transpose(pairs + kLanes, size_ / 2, panel + kLanes, kTileColumns);
  }

  void multiply(Offset row, Offset column) noexcept {
    const std::int16_t* rows[kTileRows];
    // Behind the last row, it is computed again.
    for (Offset r = 0; r < kTileRows; ++r) rows[r] = left_ + std::min(row + r, of_.rows - 1) * size_;
    alignas(16) float totals[kTileRows][kTileColumns] = {};
    for (Offset k = 0; k < size_; k += kRun) add_run(rows, k, std::min(k + kRun, size_), totals);
    const Offset count = std::min(kTileColumns, of_.columns - column);
    for (Offset r = 0; r < std::min(kTileRows, of_.rows - row); ++r) finish(totals[r], row + r, column, count);
  }

  void add_run(const std::int16_t* const* rows, Offset k, Offset end, float (*totals)[kTileColumns]) noexcept {
    U32x4 sums[kTileRows][2];
    for (Offset r = 0; r < kTileRows; ++r) sums[r][0] = sums[r][1] = splat_bits(0);
    const std::int16_t *r0 = rows[0] + k, *r1 = rows[1] + k, *r2 = rows[2] + k, *r3 = rows[3] + k;
    const std::int16_t* pairs = panel_ + k * kTileColumns;
    for (const std::int16_t* const last = rows[0] + end; r0 != last; r0 += 2, r1 += 2, r2 += 2, r3 += 2, pairs += 2 * kTileColumns) {
      const I16x8 low = load_words(pairs), high = load_words(pairs + kWords);
      const I16x8 x0 = splat_pair(r0), x1 = splat_pair(r1), x2 = splat_pair(r2), x3 = splat_pair(r3);
      sums[0][0] = add_products(x0, low, sums[0][0]);
      sums[0][1] = add_products(x0, high, sums[0][1]);
      sums[1][0] = add_products(x1, low, sums[1][0]);
      sums[1][1] = add_products(x1, high, sums[1][1]);
      sums[2][0] = add_products(x2, low, sums[2][0]);
      sums[2][1] = add_products(x2, high, sums[2][1]);
      sums[3][0] = add_products(x3, low, sums[3][0]);
      sums[3][1] = add_products(x3, high, sums[3][1]);
    }
    for (Offset r = 0; r < kTileRows; ++r) {
      store(totals[r], add(load(totals[r]), integers_as_floats(sums[r][0])));
      store(totals[r] + kLanes, add(load(totals[r] + kLanes), integers_as_floats(sums[r][1])));
    }
  }

  void finish(const float* totals, Offset row, Offset column, Offset count) const noexcept {
    float* const out = of_.out + row * of_.out_stride + column;
    float four[kTileColumns] = {};
    for (Offset c = 0; c < count; ++c) {
      four[c] = totals[c] * scales_[row] * of_.right.scales[column + c];
      if (of_.bias != nullptr) four[c] += of_.bias[column + c];
    }
    store(four, activated(of_.activation, load(four)));
    store(four + kLanes, activated(of_.activation, load(four + kLanes)));
    std::copy(four, four + count, out);
  }

  const Matmul& of_;
  const Offset size_;      // of a row of words
  float* scales_;          // [rows]
  std::int16_t* panel_;    // [pairs, 8, 2]
  std::int16_t* columns_;  // [8, size_]
  std::int16_t* left_;     // [rows, size_]
};

}  // namespace

float round_to_words(const float* x, Offset depth, std::int16_t* words) noexcept {
  constexpr float kLargestWord = 32767;
  const float largest = largest_magnitude(x, depth);
  // Below this the inverse of the scale would leave float32.
  constexpr float kSmallest = 1e-33f;
  if (largest < kSmallest) {
    std::fill(words, words + depth, std::int16_t{0});
    return 0;
  }
  const float scale = largest / kLargestWord;
  const float inverse = kLargestWord / largest;
  for (Offset k = 0; k < depth; ++k) words[k] = static_cast<std::int16_t>(std::lrint(x[k] * inverse));
  return scale;
}

void matmul_words(const std::int16_t* x, float x_scale, const Matrix& weights, Offset columns, Offset depth, float* out) noexcept {
  for (Offset n = 0; n < columns; ++n) {
    const std::int8_t* const row = static_cast<const std::int8_t*>(weights.data) + n * weights.stride;
    float total = 0;
    for (Offset start = 0; start < depth; start += kRun) {
      const Offset end = std::min(depth, start + kRun);
      U32x4 sums = splat_bits(0);
      Offset k = start;
      for (; k + kWords <= end; k += kWords) sums = add_products(load_words(x + k), widened_words(row + k), sums);
      std::int32_t lanes[kLanes];
      std::memcpy(lanes, &sums, sizeof lanes);
      std::int32_t sum = lanes[0] + lanes[1] + lanes[2] + lanes[3];
      for (; k < end; ++k) sum += x[k] * row[k];
      total += static_cast<float>(sum);
    }
    out[n] = total * x_scale * weights.scales[n];
  }
}

Index rounded_scratch_size(const Matmul& product) noexcept {
  const Index words = (2 * kTileColumns + product.rows) * padded(product.depth);
  return (product.rows + kLanes - 1) / kLanes * kLanes + words / 2;
}

void matmul_rounded(const Matmul& product, float* scratch) noexcept { RoundedProduct(product, scratch).run(); }

}  // namespace attn::kernels
