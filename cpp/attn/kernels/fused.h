// Fused attention for the dot family with softmax or sigmoid: tiled, with an online softmax (Milakov and
// Gimelshein 2018; Rabe and Staats 2021; Dao et al. 2022). No Tq x Tk array exists unless the caller
// wants the weights.
//
// With Tq = Tk = T, the plain method writes and reads T^2 scores twice. Here a block of 256 queries meets
// a block of 256 keys: keys and values are read T / 256 times, scores never leave the first-level cache.
#pragma once

#include <attn/kernels/build_variant.h>
#include <attn/kernels/matrix.h>
#include <attn/kernels/visible_keys.h>

#include <cstdint>

namespace attn::kernels {

enum class Metric : std::int32_t { kDot, kCosine, kEuclidean };
enum class MaskType : std::int32_t { kNone, kBool, kFloat32, kFloat64 };

// One key-value head and the queries of its group. Query `i` of head `h` in the group is row h * queries + i.
struct FusedCall {
  Setting<Offset, 1> heads = 1;   // query heads in the group
  Offset queries = 1;             // Tq
  Setting<bool, false> is_row = false;  // so few queries that keys are not packed for them
  Setting<Offset, 0> past = 0;    // keys in the past
  Offset keys = 1;                // Tk, past included
  Offset head_size = 1;           // D
  Offset value_size = 1;          // Dv

  Matrix query;  // [Tq, D] of the group's first head
  Setting<Offset, 0> query_head_stride = 0;
  Matrix past_key, key;      // [P, D], [Tk - P, D]
  Matrix past_value, value;  // [P, Dv], [Tk - P, Dv]
  float* output = nullptr;   // [Tq, Dv] of the group's first head, or null
  Setting<Offset, 0> output_head_stride = 0;
  Offset output_row_stride = 0;
  float* weights = nullptr;  // [heads, Tq, Tk], or null
  // [heads, Tq], or null: of a softmax, ln of each row's sum, its sink included; -infinity without any term. What float32 does
  // not hold is its largest number.
  Setting<float*, nullptr> log_sum_exp = nullptr;

  Metric metric = Metric::kDot;
  bool is_sigmoid = false;   // else softmax
  double scale = 1;          // of the scores; at most 1e30
  double temperature = 1;    // divides the scaled and biased scores; from 1e-30 to 1e30
  Offset total_keys = 1;  // Tk of the sigmoid's bias
  // A row whose query, times what makes its products powers of two, has no larger component needs no maximum: see
  // kLargestExponent. Below 0 none is so.
  double largest_bounded = -1;

  VisibleKeys visible;  // before the mask

  // Element (h, i, j) of the mask is at h * mask_strides[0] + i * mask_strides[1] + j * mask_strides[2].
  MaskType mask_type = MaskType::kNone;
  const void* mask = nullptr;
  Offset mask_strides[3] = {0, 0, 0};
  Setting<const double*, nullptr> alibi = nullptr;  // of a softmax: a slope for each head of the group, or null

  Setting<bool, false> alibi_both = false;  // times -|j - (i + offset)|, not j - (i + offset)

  // Of a softmax: a logit for each head of the group that takes part in the sum and has no value, or null. It joins the
  // scaled and biased scores; the temperature divides it too.
  const double* sinks = nullptr;

  bool has_numeric_mask() const noexcept {
    return !kIsFigure && (mask_type == MaskType::kFloat32 || mask_type == MaskType::kFloat64);
  }
};

// Returns how many floats of scratch a call needs.
Index fused_scratch_size(Index head_size, Index value_size) noexcept;

// For inputs in -1..1 and scores up to 16 the error against float64 is at most 2e-6 * max(1, sum |w|). scratch: aligned to
// 16.
// A row with no visible key gets zeros, with a sink too.
void fused_attention(const FusedCall& call, float* scratch) noexcept;

}  // namespace attn::kernels
