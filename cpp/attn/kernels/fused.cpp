#include <attn/kernels/fused.h>

#include <attn/kernels/elementary.h>
#include <attn/kernels/exp2.h>
#include <attn/kernels/largest_magnitude.h>
#include <attn/kernels/row_bias.h>
#include <attn/kernels/sigmoid.h>
#include <attn/kernels/simd.h>
#include <attn/kernels/single_query.h>
#include <attn/kernels/tile.h>
#include <attn/kernels/value_runs.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace attn::kernels {
namespace {

constexpr Offset kQueryBlock = 256 / kTileRows * kTileRows;
constexpr Offset kKeyBlock = 256;
constexpr Offset kMostAlone = 2;  // so many single queries are computed one by one
constexpr float kMasked = -std::numeric_limits<float>::infinity();
constexpr double kLog2E = 1.4426950408889634;
constexpr double kLowestBias = -1e30;

constexpr float kKeepAll[] = {1, 1, 1, 1, 1, 1};
static_assert(std::size(kKeepAll) >= kTileRows);

template <class T>
constexpr T round_up(T n, T unit) noexcept { return (n + unit - 1) / unit * unit; }

// A query takes whole runs.
constexpr Offset query_size(Offset head_size) noexcept { return round_up<Offset>(head_size, kScoreRun); }

// The state of one call in its scratch.
//
// T = 1024, D = 64, one core of an AMD EPYC (family 25), processor time, alternating runs, GFLOP/s of the whole attention: 37.4
// in Node.js 20 (V8 11.3), 38.5 in 26 (V8 14.6), and 45.6 there in the relaxed build; 80, 77 and 79 % of what the two tile
// kernels do in cache (46.7, 50.0, 57.7). With V8's flag for vectors of eight 51.9 and 61.8.
//
// Designs that were measured, as ratios to what stood then; in Node.js 20:
//   2 x 16 tiles: in cache 39 in place of 46.
//   Blocks of 64, 128, 512 keys: 0.98, 0.99, 1.01, before values lay in panels.
//   Blocks of 128 queries: 0.95, as each block of keys is packed for each of them.
//   Values where they lie: 0.94. Rows of 256 bytes share a quarter of the first-level cache's sets.
//   Exponentials that compare and select to flush: 0.98.
//   Exponentials of four rows interleaved, and transposed at once: 0.98; their constants spill.
// In Node.js 20 and 26:
//   Weights transposed for the second product: 1.00 and 0.99.
//   Constants in the code: 1.005 and 0.92.
//   A maximum for every row: 0.98 and 0.98.
//   Exponentials one vector at a time: 0.99 and 0.99; taken of the tile's sums before they are stored: 0.99 and 1.025.
//   Six queries a tile without fused multiply-adds spill; with them V8 12.4 spills: 0.77.
//   Finiteness and magnitudes of the inputs in four chains: 1.00.
class Fused {
 public:
  Fused(const FusedCall& call, float* scratch) noexcept
      : call_(call),
        size_(call.head_size),
        padded_value_(round_up<Offset>(call.value_size, kTileColumns)),
        factor_(kLog2E / call.temperature),
        queries_(scratch),
        keys_(queries_ + kQueryBlock * query_size(call.head_size)),
        values_(keys_ + kKeyBlock * call.head_size),
        output_(values_ + kKeyBlock * padded_value_),
        scores_(output_ + kQueryBlock * padded_value_),
        key_bias_(scores_ + kTileRows * kKeyBlock),
        rows_of_four_(key_bias_ + kKeyBlock) {}

  void run() noexcept {
    const Offset rows = call_.heads * call_.queries;
    for (first_row_ = 0; first_row_ < rows; first_row_ += kQueryBlock) {
      rows_ = std::min(kQueryBlock, rows - first_row_);
      start_rows();
      for (first_key_ = first_visible_ / kKeyBlock * kKeyBlock; first_key_ < last_visible_; first_key_ += kKeyBlock) {
        if (!kIsFigure && first_key_ > 0 && first_key_ % kFoldedKeys == 0) fold_rows();
        key_count_ = std::min(kKeyBlock, call_.keys - first_key_);
        is_packed_ = false;
        for (Offset tile = 0; tile < rows_; tile += kTileRows) attend_one_tile(*this, tile);
      }
      for (Offset r = 0; r < rows_; ++r) finish_row(r);
    }
  }

 private:
  // Packs the queries of the block tile by tile, with the scale folded in, and resets the rows' state.
  void start_rows() noexcept {
    const Offset size = size_;
    first_visible_ = call_.keys;
    last_visible_ = 0;
    has_folded_ = false;
    std::fill(output_, output_ + round_up<Offset>(rows_, kTileRows) * padded_value_, 0.0f);
    for (Offset tile = 0; tile < rows_; tile += kTileRows) {
      for (Offset r = 0; r < kTileRows; ++r) {
        if (call_.is_row) {
          start_row(tile + r, queries_ + (tile + r) * size);
        } else {
          start_row(tile + r, rows_of_four_);
          pack_query(rows_of_four_, queries_ + tile * query_size(size) + r * kScoreRun);
        }
      }
    }
  }

  // Lays a query's components out run by run, the queries of its tile between them.
  void pack_query(const float* row, float* to) noexcept {
    for (Offset c = 0; c < size_; c += kScoreRun)
      std::copy(row + c, row + std::min(c + kScoreRun, size_), to + c * kTileRows);
  }

  void start_row(Offset r, float* packed) noexcept {
    is_bounded_[r] = false;
    max_[r] = folded_max_[r] = kMasked;
    sum_[r] = 0;
    first_[r] = last_[r] = 0;
    row_bias_[r] = 0;
    if (r >= rows_) {
      std::fill(packed, packed + size_, 0.0f);
      return;
    }
    const Offset head = head_of(first_row_ + r);
    const Offset i = first_row_ + r - head * call_.queries;
    see(r, i);
    bias_[r] = RowBias(call_, head, i);
    if (is_shifted()) bias_[r].find_favoured(first_[r], last_[r]);
    const Matrix query = query_of(head);
    double scale = call_.scale * factor_;
    if (call_.sinks != nullptr || call_.log_sum_exp != nullptr) left_out_[r] = left_out(r, query, i, packed);
    if (call_.sinks != nullptr) start_with_sink(r, head);
    if (call_.metric == Metric::kCosine) scale *= inverse_norm(query, i, packed);
    if (call_.metric == Metric::kEuclidean && call_.is_sigmoid)
      row_bias_[r] = static_cast<float>(-0.5 * query.squared_norm(i, size_, packed) * scale);
    query.read_scaled(i, size_, scale, packed);
    is_bounded_[r] = static_cast<double>(largest_magnitude(packed, size_)) <= call_.largest_bounded;
    if (is_bounded_[r]) max_[r] = folded_max_[r] = 0;
    if (call_.weights != nullptr) {
      float* const weights = call_.weights + (first_row_ + r) * call_.keys;
      std::fill(weights, weights + call_.keys, kMasked);
    }
  }

  // The head of the group that a row belongs to.
  Offset head_of(Offset row) const noexcept { return call_.heads == 1 ? 0 : row / call_.queries; }

  // The row's sum starts with its sink. Like the scores it is less what the row leaves out of all of them.
  void start_with_sink(Offset r, Offset head) noexcept {
    max_[r] = sink_of(r, head);
    sum_[r] = 1;
  }

  float sink_of(Offset r, Offset head) const noexcept {
    return static_cast<float>(std::clamp(call_.sinks[head] * factor_ - left_out_[r], kLowestBias, -kLowestBias));
  }

  // Returns what the scores of a row have in common. A softmax of them alone would not see it, so it is not added to them.
  double left_out(Offset r, const Matrix& query, Offset i, float* scratch) const noexcept {
    double shift = is_shifted() ? bias_[r].shift() * factor_ : 0;
    if (call_.metric == Metric::kEuclidean)
      shift -= 0.5 * query.squared_norm(i, size_, scratch) * call_.scale * factor_;
    return shift;
  }

  // to[c * step + r] = element c of row r, for four rows of D elements.
  template <class Row>
  void pack_four(float* to, Offset step, Row row) noexcept {
    const float* const rows[kLanes] = {row(0), row(1), row(2), row(3)};
    transpose(rows, size_, to, step);
  }

  Matrix query_of(Offset head) const noexcept {
    Matrix query = call_.query;
    const Offset start = head * call_.query_head_stride;
    query.data = query.dtype == DType::kFloat64
                     ? static_cast<const void*>(static_cast<const double*>(query.data) + start)
                     : static_cast<const void*>(static_cast<const float*>(query.data) + start);
    return query;
  }

  // Notes the keys that row `r`, query `i`, sees before the mask.
  void see(Offset r, Offset i) noexcept {
    const KeyRange range = call_.visible.of(i);
    if (range.first >= range.last) return;
    first_[r] = in_memory(range.first);
    last_[r] = in_memory(range.last);
    first_visible_ = std::min(first_visible_, first_[r]);
    last_visible_ = std::max(last_visible_, last_[r]);
  }

  // The biases of a softmax are relative to the largest of the row. A sigmoid would see the shift.
  bool is_shifted() const noexcept { return !call_.is_sigmoid && (call_.alibi != nullptr || call_.has_numeric_mask()); }

  double inverse_norm(const Matrix& rows, Offset t, float* scratch) noexcept {
    const double norm = std::sqrt(rows.squared_norm(t, size_, scratch));
    return norm > 0 ? 1 / norm : 0;
  }

  // Packs the key block, once it is known that a tile needs it: keys into panels of eight, [panel, D, 8], and
  // values into panels of eight columns, [panel, 256, 8].
  // Single queries take keys and values as rows, from where they lie if that can be.
  void pack_block() noexcept {
    is_packed_ = true;
    const Offset size = size_;
    if (call_.is_row) {
      if (call_.metric != Metric::kDot || !find_rows(call_.past_key, call_.key, block_keys_)) {
        block_keys_ = {keys_, DType::kFloat32, size};
        for (Offset j = 0; j < key_count_; ++j) copy_row(key_row(j, keys_ + j * size), size, keys_ + j * size);
      }
      if (call_.value_size == padded_value_ && find_rows(call_.past_value, call_.value, block_values_)) return;
      block_values_ = {values_, DType::kFloat32, padded_value_};
      for (Offset j = 0; j < key_count_; ++j) {
        float* const to = values_ + j * padded_value_;
        copy_row(value_row(j, to), padded_value_, to);
      }
      return;
    }
    for (Offset j = 0; j < round_up<Offset>(key_count_, kTileColumns); j += kLanes) {
      pack_four(keys_ + j / kTileColumns * kTileColumns * size + j % kTileColumns, kTileColumns,
                [&](Offset r) noexcept { return key_row(j + r, rows_of_four_ + r * size); });
    }
    for (Offset j = 0; j < key_count_; ++j) {
      const float* const from = value_row(j, rows_of_four_);
      float* to = values_ + j * kTileColumns;
      for (Offset c = 0; c < padded_value_; c += kTileColumns, to += kKeyBlock * kTileColumns) {
        store_pair(to, load(from + c), load(from + c + kLanes));
      }
    }
  }

  static void copy_row(const float* from, Offset size, float* to) noexcept {
    if (from != to) std::copy(from, from + size, to);
  }

  // Key `j` of the block as D floats, of zeros behind the last one; `scratch` may hold them.
  const float* key_row(Offset j, float* scratch) noexcept {
    const Offset size = size_;
    if (j >= key_count_) {
      std::fill(scratch, scratch + size, 0.0f);
      return scratch;
    }
    const Offset key = first_key_ + j;
    const bool in_past = key < call_.past;
    const Matrix& source = in_past ? call_.past_key : call_.key;
    const Offset t = in_past ? key : key - call_.past;
    if (call_.metric == Metric::kCosine) {
      source.read_scaled(t, size, inverse_norm(source, t, scratch), scratch);
      return scratch;
    }
    const float* const row = source.floats(t, size, scratch);
    if (call_.metric == Metric::kEuclidean) {
      double sum = 0;
      for (Offset c = 0; c < size; ++c) sum += static_cast<double>(row[c]) * static_cast<double>(row[c]);
      key_bias_[j] = static_cast<float>(-0.5 * sum * call_.scale * factor_);
    }
    return row;
  }

  // Value `j` of the block as floats, padded with zeros to a multiple of eight.
  const float* value_row(Offset j, float* scratch) noexcept {
    const Offset key = first_key_ + j;
    const bool in_past = key < call_.past;
    const float* const row = (in_past ? call_.past_value : call_.value).floats(in_past ? key : key - call_.past, call_.value_size, scratch);
    if (call_.value_size == padded_value_) return row;
    copy_row(row, call_.value_size, scratch);
    std::fill(scratch + call_.value_size, scratch + padded_value_, 0.0f);
    return scratch;
  }

  // Finds the block's rows, if they lie in one array that the kernels read.
  bool find_rows(const Matrix& past, const Matrix& rest, Matrix& rows) const noexcept {
    const bool in_past = first_key_ + key_count_ <= call_.past;
    const Matrix& source = in_past ? past : rest;
    if ((!in_past && first_key_ < call_.past) || source.dtype == DType::kFloat64) return false;
    // Halves and bytes become floats in registers for a query or two; for more of them once, in the scratch.
    if (source.dtype != DType::kFloat32 && rows_ > kMostAlone) return false;
    rows = source.from(first_key_ - (in_past ? 0 : Offset{call_.past}));
    return true;
  }

  // Computes what the queries of a tile get of the block of keys.
  void attend_tile(Offset tile) noexcept {
    // Only the panels that any of them sees are computed.
    Offset first = key_count_;
    Offset last = 0;
    for (Offset r = tile; r < tile + kTileRows; ++r) {
      Offset row_first = std::max<Offset>(first_[r] - first_key_, 0);
      Offset row_last = std::min(last_[r] - first_key_, key_count_);
      if (call_.mask_type == MaskType::kBool) {
        while (row_first < row_last && !bias_[r].attends(first_key_ + row_first)) ++row_first;
        while (row_first < row_last && !bias_[r].attends(first_key_ + row_last - 1)) --row_last;
      }
      if (row_first >= row_last) continue;
      first = std::min(first, row_first);
      last = std::max(last, row_last);
    }
    if (first >= last) return;
    first = first / kTileColumns * kTileColumns;
    last = round_up<Offset>(last, kTileColumns);
    if (!is_packed_) pack_block();

    const float* const query = queries_ + tile * (call_.is_row ? size_ : query_size(size_));
    const Offset count = std::min(last, key_count_) - first;
    const Offset tile_rows = call_.is_row ? std::min<Offset>(kTileRows, rows_ - tile) : kTileRows;
    // A few queries share each key that is read.
    const bool is_shared = call_.is_row && tile_rows > kMostAlone;
    if (is_shared) {
      query_key_rows<kKeyBlock>(query, block_keys_.row(first), block_keys_.stride, count, size_, scores_ + first);
    } else if (call_.is_row) {
      for (Offset r = 0; r < tile_rows; ++r) {
        float* const scores = scores_ + r * kKeyBlock + first;
        block_keys_.visit_row(first, [&](const auto* keys) ATTN_INLINE_LAMBDA {
          query_key_row(query + r * size_, keys, block_keys_.stride, count, size_, scores);
        });
        block_keys_.scale(first, count, scores);
      }
    } else {
      for (Offset j = first; j < last; j += kTileColumns)
        query_key_tile<kKeyBlock>(query, keys_ + j * size_, size_, scores_ + j);
    }

    float keep[kTileRows];
    for (Offset r = 0; r < tile_rows; ++r) {
      float* const scores = scores_ + r * kKeyBlock;
      bias_row(tile + r, scores, first, last);
      if (call_.weights != nullptr && tile + r < rows_) {
        std::copy(scores + first, scores + std::min(last, key_count_),
                  call_.weights + (first_row_ + tile + r) * call_.keys + first_key_ + first);
      }
      keep[r] = call_.is_sigmoid ? sigmoid_row(scores, first, last, call_.total_keys) : softmax_row(tile + r, scores, first, last);
    }
    if (call_.output == nullptr) return;
    if (call_.is_row && !is_shared) {
      for (Offset r = 0; r < tile_rows; ++r) {
        float* const weights = scores_ + r * kKeyBlock;
        block_values_.scale(first, count, weights + first);
        each_run(first, count, [&](Offset key, Offset run) ATTN_INLINE_LAMBDA {
          block_values_.visit_row(key, [&](const auto* values) ATTN_INLINE_LAMBDA {
            weights_value_row(weights + key, values, block_values_.stride, run, padded_value_, key == first ? keep[r] : 1,
                              output_ + (tile + r) * padded_value_);
          });
        });
      }
      return;
    }
    const float* const values = is_shared ? block_values_.row(0) : values_;
    const Offset step = is_shared ? block_values_.stride : kTileColumns;
    for (Offset c = 0; c < padded_value_; c += kTileColumns) {
      const float* const columns = values + (is_shared ? c : c * kKeyBlock);
      each_run(first, count, [&](Offset key, Offset run) ATTN_INLINE_LAMBDA {
        weights_value_tile<kKeyBlock>(scores_ + key, columns + key * step, step, run, key == first ? keep : kKeepAll,
                                      output_ + tile * padded_value_ + c, padded_value_);
      });
    }
  }

  // Adds what is not the product, and puts -infinity where the row sees nothing.
  void bias_row(Offset r, float* scores, Offset first, Offset last) noexcept {
    if (call_.metric == Metric::kEuclidean) {
      const F32x4 own = splat(row_bias_[r]);
      for (Offset j = first; j < last; j += kLanes) store(scores + j, add(load(scores + j), add(load(key_bias_ + j), own)));
    }
    const Offset begin = std::clamp(first_[r] - first_key_, first, last);
    const Offset end = std::clamp(last_[r] - first_key_, begin, last);
    std::fill(scores + first, scores + begin, kMasked);
    std::fill(scores + end, scores + last, kMasked);
    const RowBias& bias = bias_[r];
    if (call_.has_numeric_mask()) {
      for (Offset j = begin; j < end; ++j) {
        // The sum is in double, as in the reference, and then shifted. What is finite stays so: a row of nothing but the
        // lowest float is not masked.
        const double number = bias.mask_number(first_key_ + j);
        const double biased = static_cast<double>(scores[j]) / factor_ + bias.alibi(first_key_ + j) + number - bias.largest();
        scores[j] = std::isinf(number) ? kMasked : static_cast<float>(std::max(biased * factor_, kLowestBias));
      }
      return;
    }
    if (call_.alibi != nullptr) {
      const auto add_each = [&](auto below_favoured) ATTN_INLINE_LAMBDA {
        for (Offset j = begin; j < end; ++j) {
          // Only keys that a mask hides have a bias above that of the favoured one.
          const double below = std::clamp(below_favoured(first_key_ + j) * factor_, kLowestBias, 0.0);
          scores[j] = static_cast<float>(static_cast<double>(scores[j]) + below);
        }
      };
      if (call_.alibi_both)
        add_each([&](Offset key) ATTN_INLINE_LAMBDA { return bias.both_below_favoured(key); });
      else
        add_each([&](Offset key) ATTN_INLINE_LAMBDA { return bias.past_below_favoured(key); });
    }
    if (call_.mask_type != MaskType::kBool) return;
    for (Offset j = begin; j < end; ++j)
      if (!bias.attends(first_key_ + j)) scores[j] = kMasked;
  }

  // Replaces the scores by 2^(score - max) and returns the factor for what the row has so far.
  float softmax_row(Offset r, float* scores, Offset first, Offset last) noexcept {
    const float row_max = is_bounded_[r] ? 0 : largest_score(r, scores, first, last);
    const F32x4 shift = splat(row_max == kMasked ? 0 : row_max);
    F32x4 even = splat(0), odd = even;
    for (float *at = scores + first, *const end = scores + last; at != end; at += 2 * kLanes) {
      const F32x4 low = exp2(sub(load(at), shift));
      const F32x4 high = exp2(sub(load(at + kLanes), shift));
      store_pair(at, low, high);
      even = add(even, low);
      odd = add(odd, high);
    }
    const float keep = rescaled(max_[r], row_max);
    max_[r] = row_max;
    sum_[r] = sum_[r] * static_cast<double>(keep) + static_cast<double>(sum_of_lanes(add(even, odd)));
    return keep;
  }

  // The row's largest score so far.
  float largest_score(Offset r, const float* scores, Offset first, Offset last) const noexcept {
    F32x4 even = splat(max_[r]), odd = even;
    for (const float *at = scores + first, *const end = scores + last; at != end; at += 2 * kLanes) {
      even = max(even, load(at));
      odd = max(odd, load(at + kLanes));
    }
    return max_of_lanes(max(even, odd));
  }

  // ln of the row's sum. Where the sink is the largest score, that is the sink itself: less what was left out it may have lost
  // digits.
  float log_sum_exp(Offset r) const noexcept {
    if (!(sum_[r] > 0)) return kMasked;
    const Offset head = head_of(first_row_ + r);
    const bool is_sink = call_.sinks != nullptr && max_[r] == sink_of(r, head);
    const double largest = is_sink ? call_.sinks[head] * factor_ : static_cast<double>(max_[r]) + left_out_[r];
    constexpr double kLargest = std::numeric_limits<float>::max();
    return static_cast<float>(std::clamp(largest / kLog2E + log(sum_[r]), -kLargest, kLargest));
  }

  float* output_of(Offset r) const noexcept {
    const Offset row = first_row_ + r;
    const Offset head = head_of(row);
    return call_.output + head * call_.output_head_stride + (row - head * call_.queries) * call_.output_row_stride;
  }

  // Adds what the rows have so far to what was folded before, whose largest scores were others. It lies in the output itself.
  void fold_rows() noexcept {
    if (call_.output == nullptr) return;
    for (Offset r = 0; r < rows_; ++r) {
      float* const to = output_of(r);
      float* const from = output_ + r * padded_value_;
      const float factor = fold_factor(r);
      for (Offset c = 0; c < call_.value_size; ++c) to[c] = (has_folded_ ? to[c] * factor : 0) + from[c];
      std::fill(from, from + padded_value_, 0.0f);
      folded_max_[r] = max_[r];
    }
    has_folded_ = true;
  }

  // The factor for what was folded, whose largest score may have been another than the present one.
  float fold_factor(Offset r) const noexcept { return rescaled(folded_max_[r], max_[r]); }

  // The factor from exponentials relative to one score to those relative to another.
  ATTN_INLINE static float rescaled(float from, float to) noexcept { return from == to ? 1 : lane<0>(exp2(splat(from - to))); }

  void finish_row(Offset r) noexcept {
    const Offset row = first_row_ + r;
    const double inverse = call_.is_sigmoid ? 1 : sum_[r] > 0 ? 1 / sum_[r] : 0;
    if (call_.output != nullptr) {
      float* const to = output_of(r);
      const float* const from = output_ + r * padded_value_;
      const auto factor = static_cast<double>(fold_factor(r));
      for (Offset c = 0; c < call_.value_size; ++c) {
        const double earlier = has_folded_ ? static_cast<double>(to[c]) * factor : 0;
        to[c] = static_cast<float>((earlier + static_cast<double>(from[c])) * inverse);
      }
    }
    if (call_.log_sum_exp != nullptr) call_.log_sum_exp[row] = log_sum_exp(r);
    if (call_.weights == nullptr) return;
    float* const weights = call_.weights + row * call_.keys;
    // The weights go through the scores' buffer, where a whole vector can be taken although the row ends at any length.
    for (Offset j = 0; j < call_.keys; j += kKeyBlock) {
      const Offset count = std::min(kKeyBlock, call_.keys - j);
      std::copy(weights + j, weights + j + count, scores_);
      if (call_.is_sigmoid) {
        sigmoid_row(scores_, 0, round_up<Offset>(count, kLanes), call_.total_keys);
      } else {
        const F32x4 shift = splat(max_[r] == kMasked ? 0 : max_[r]);
        const F32x4 factor = splat(static_cast<float>(inverse));
        for (Offset k = 0; k < count; k += kLanes) store(scores_ + k, mul(exp2(sub(load(scores_ + k), shift)), factor));
      }
      std::copy(scores_, scores_ + count, weights + j);
    }
  }

  // V8 compiles a function a second time, and better, while it runs, and takes the new one only where it is called again: so the
  // tile must be a function that is called. Binaryen would put it into run(), whatever the compiler is told; a pointer that may
  // change keeps it from doing so. The first large call is 1.1 times as long as a later one, and was 3.9 times.
  static void (*volatile attend_one_tile)(Fused&, Offset) noexcept;

  const FusedCall& call_;
  const Offset size_;  // D
  const Offset padded_value_;
  const double factor_;  // from a score to its power of two
  float* queries_;       // [tiles, runs, rows of a tile, 64]; of single queries [256, D]
  float* keys_;          // [256 / 8, D, 8]; [256, D]
  float* values_;        // [Dv / 8, 256, 8]; [256, Dv up to a multiple of 8]
  float* output_;        // [256, Dv up to a multiple of 8]
  float* scores_;        // [rows of a tile, 256]
  float* key_bias_;      // [256]
  float* rows_of_four_;  // four queries or keys, or one value
  Matrix block_keys_, block_values_;  // of single queries: where the block's rows lie
  Offset first_row_ = 0;
  Offset rows_ = 0;
  Offset first_key_ = 0;
  Offset key_count_ = 0;
  Offset first_visible_ = 0;
  Offset last_visible_ = 0;
  bool is_packed_ = false;
  Setting<bool, false> has_folded_ = false;  // a figure has fewer keys
  // Each row of the block has its largest score, its sum, its own bias, what is added to it, and the keys that it sees.
  float max_[kQueryBlock];
  float folded_max_[kQueryBlock];  // the largest score when the row was folded
  double sum_[kQueryBlock];
  float row_bias_[kQueryBlock];
  double left_out_[kQueryBlock];  // where there are sinks, or the sum's logarithm is wanted: in powers of two
  RowBias bias_[kQueryBlock];
  bool is_bounded_[kQueryBlock];  // whether its scores need no maximum
  Offset first_[kQueryBlock];
  Offset last_[kQueryBlock];
};

void (*volatile Fused::attend_one_tile)(Fused&, Offset) noexcept = [](Fused& call, Offset tile) noexcept { call.attend_tile(tile); };

}  // namespace

Index fused_scratch_size(Index head_size, Index value_size) noexcept {
  const Index padded_query = round_up<Index>(head_size, kScoreRun);
  const Index padded_value = round_up<Index>(value_size, kTileColumns);
  return kQueryBlock * padded_query + kKeyBlock * head_size + (kQueryBlock + kKeyBlock) * padded_value + kTileRows * kKeyBlock +
         kKeyBlock + round_up<Index>(std::max(kLanes * head_size, padded_value), kLanes);
}

void fused_attention(const FusedCall& call, float* scratch) noexcept { Fused(call, scratch).run(); }

}  // namespace attn::kernels
