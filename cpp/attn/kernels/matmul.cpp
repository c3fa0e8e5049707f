#include <attn/kernels/matmul.h>

#include <attn/kernels/single_query.h>
#include <attn/kernels/tile.h>

#include <algorithm>

namespace attn::kernels {
namespace {

// So many floats of the right matrix are packed at a time: they stay in the second-level cache while all rows meet them.
constexpr Index kPackedFloats = 1 << 16;

constexpr Index round_up(Index n, Index unit) noexcept { return (n + unit - 1) / unit * unit; }

// As many columns as fit, in panels of eight.
Index block_columns(const Matmul& product) noexcept {
  const Index fitting = kPackedFloats / std::max<Index>(1, product.depth) / kTileColumns * kTileColumns;
  return std::clamp<Index>(fitting, kTileColumns, std::max<Index>(kTileColumns, round_up(product.columns, kTileColumns)));
}

class Product {
 public:
  Product(const Matmul& product, float* scratch) noexcept
      : of_(product),
        block_(in_memory(block_columns(product))),
        right_(scratch),
        left_(right_ + block_ * of_.depth),
        rows_of_four_(left_ + kTileRows * in_memory(round_up(of_.depth, kScoreRun))) {}

  void run() noexcept {
    for (first_column_ = 0; first_column_ < of_.columns; first_column_ += block_) {
      const Offset columns = std::min(block_, of_.columns - first_column_);
      for (Offset panel = 0; panel < columns; panel += kTileColumns) pack_panel(panel);
      for (Offset row = 0; row < of_.rows; row += kTileRows) {
        pack_rows(row);
        for (Offset panel = 0; panel < columns; panel += kTileColumns) multiply(row, panel);
      }
    }
  }

 private:
  // Eight columns from `panel` of the block on: [K, 8], with zeros behind the last column.
  void pack_panel(Offset panel) noexcept {
    float* const to = right_ + panel * of_.depth;
    const Offset first = first_column_ + panel;
    const Offset count = std::min<Offset>(kTileColumns, of_.columns - first);
    if (!of_.is_right_transposed) {
      for (Offset k = 0; k < of_.depth; ++k) {
        const float* const from = of_.right.row(k) + first;
        float* const row = to + k * kTileColumns;
        if (count == kTileColumns)
          store_pair(row, load(from), load(from + kLanes));  // A call of memcpy for each would take 0.3 of the whole.
        else
          std::fill(std::copy(from, from + count, row), row + kTileColumns, 0.0f);
      }
      return;
    }
    for (Offset half = 0; half < kTileColumns; half += kLanes) {
      const float* rows[kLanes];
      for (Offset r = 0; r < kLanes; ++r) {
        float* const scratch = rows_of_four_ + r * of_.depth;
        if (half + r < count)
          rows[r] = of_.right.floats(first + half + r, of_.depth, scratch);
        else
          rows[r] = (std::fill(scratch, scratch + of_.depth, 0.0f), scratch);
      }
      transpose(rows, of_.depth, to + half, kTileColumns);
    }
  }

  // The rows of a tile as query_key_tile takes them: run by run.
  void pack_rows(Offset first) noexcept {
    for (Offset r = 0; r < kTileRows; ++r) {
      for (Offset start = 0; start < of_.depth; start += kScoreRun) {
        float* const to = left_ + start * kTileRows + r * kScoreRun;
        const Offset run = std::min(kScoreRun, of_.depth - start);
        if (first + r >= of_.rows) {
          std::fill(to, to + run, 0.0f);
        } else if (of_.is_left_transposed) {
          for (Offset k = 0; k < run; ++k) to[k] = of_.left[(start + k) * of_.left_stride + first + r];
        } else {
          const float* const from = of_.left + (first + r) * of_.left_stride + start;
          std::copy(from, from + run, to);
        }
      }
    }
  }

  void multiply(Offset row, Offset panel) noexcept {
    alignas(16) float sums[kTileRows * kTileColumns];
    query_key_tile<kTileColumns>(left_, right_ + panel * of_.depth, of_.depth, sums);
    const Offset first = first_column_ + panel;
    const Offset count = std::min<Offset>(kTileColumns, of_.columns - first);
    const Offset rows = std::min<Offset>(kTileRows, of_.rows - row);
    for (Offset r = 0; r < rows; ++r) finish(sums + r * kTileColumns, of_.out + (row + r) * of_.out_stride + first, first, count);
  }

  // Adds what is not the product to eight sums, and stores as many as there are columns.
  void finish(float* sums, float* out, Offset first, Offset count) const noexcept {
    if (of_.bias != nullptr)
      for (Offset c = 0; c < count; ++c) sums[c] += of_.bias[first + c];
    if (of_.is_added)
      for (Offset c = 0; c < count; ++c) sums[c] += out[c];
    const Pair pair = load_pair(sums);
    const F32x4 low = activated(of_.activation, pair.low), high = activated(of_.activation, pair.high);
    if (count == kTileColumns) return store_pair(out, low, high);
    store_pair(sums, low, high);
    std::copy(sums, sums + count, out);
  }

  const Matmul& of_;
  const Offset block_;     // columns
  float* right_;           // [panels, K, 8]
  float* left_;            // [runs, rows of a tile, 64]
  float* rows_of_four_;   // [4, K]
  Offset first_column_ = 0;
};

}  // namespace

Index matmul_scratch_size(const Matmul& product) noexcept {
  const Index depth = product.depth;
  return round_up(block_columns(product) * depth, kLanes) + kTileRows * round_up(depth, kScoreRun) + kLanes * depth;
}

void matmul(const Matmul& product, float* scratch) noexcept { Product(product, scratch).run(); }

void matmul_few_rows(const float* x, Offset x_stride, Offset rows, const Matrix& weights, Offset columns, Offset depth, float* out,
                     Offset out_stride) noexcept {
  // query_key_row writes up to a multiple of four: what is behind the last column goes here.
  constexpr Offset kStep = 64;
  float sums[kStep];
  for (Offset first = 0; first < columns; first += kStep) {
    const Offset count = std::min(kStep, columns - first);
    for (Offset row = 0; row < rows; ++row) {
      weights.visit_row(first, [&](const auto* keys) { query_key_row(x + row * x_stride, keys, weights.stride, count, depth, sums); });
      weights.scale(first, count, sums);
      std::copy(sums, sums + count, out + row * out_stride + first);
    }
  }
}

}  // namespace attn::kernels
