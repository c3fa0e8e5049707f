#include <attn/models/attention.h>

#include <attn/kernels/fused.h>

#include <algorithm>
#include <cmath>

namespace attn::models {
namespace {

// Packing keys for so few rows costs more than it gains.
constexpr Index kMostSingleRows = 16;

// The heads that share the keys and values of head `g`.
kernels::FusedCall group_call(const Attention& attention, bool is_causal, const KeptRows& rows, const Queries& queries, Index keys,
                              const float* biases, Index g) noexcept {
  const Index group = attention.heads / attention.kv_heads;
  const Index d = attention.head_size;
  const Index first_head = g * group;
  kernels::FusedCall call;
  call.heads = in_memory(group);
  call.queries = in_memory(queries.count);
  call.is_row = group * queries.count <= kMostSingleRows;
  call.keys = call.total_keys = in_memory(keys);
  call.head_size = call.value_size = in_memory(d);
  call.query = {rows.query + queries.first * attention.query_size() + first_head * d, DType::kFloat32, in_memory(attention.query_size()), nullptr};
  call.query_head_stride = in_memory(d);
  call.key = {rows.key + g * d, DType::kFloat32, in_memory(attention.key_size()), nullptr};
  call.value = {rows.value + g * d, DType::kFloat32, in_memory(attention.key_size()), nullptr};
  call.scale = attention.scale;
  call.visible.offset = queries.offset;
  call.visible.length = keys;
  call.visible.causal = is_causal;
  call.visible.left = attention.left;
  call.visible.right = attention.right;
  call.alibi = attention.alibi == nullptr ? nullptr : attention.alibi + first_head;
  if (biases != nullptr) {
    // Along a row the distance grows by one with each key, and shrinks by one from a query to the next.
    const Index size = queries.count + keys - 1;
    call.mask_type = kernels::MaskType::kFloat32;
    call.mask = biases + first_head * size + queries.count - 1;
    call.mask_strides[0] = in_memory(size);
    call.mask_strides[1] = -1;
    call.mask_strides[2] = 1;
  }
  return call;
}

// Weights with a softcap, in double: no model of today has one that is in a hurry. call: of one head, its query the first.
void softcapped_weights(const kernels::FusedCall& call, double softcap, Index i, double* weights) noexcept {
  const kernels::KeyRange seen = call.visible.of(i);
  double largest = -INFINITY, sum = 0;
  std::fill(weights, weights + call.keys, 0.0);
  for (Index j = seen.first; j < seen.last; ++j) {
    double score = 0;
    for (Offset c = 0; c < call.head_size; ++c) score += double{call.query.row(in_memory(i))[c]} * double{call.key.row(in_memory(j))[c]};
    score = softcap * std::tanh(score * call.scale / softcap);
    if (call.alibi != nullptr) score += call.alibi[0] * static_cast<double>(j - (i + call.visible.offset));
    if (call.mask != nullptr) score += double{static_cast<const float*>(call.mask)[j - i]};
    weights[j] = score;
    largest = std::max(largest, score);
  }
  for (Index j = seen.first; j < seen.last; ++j) sum += weights[j] = std::exp(weights[j] - largest);
  for (Index j = seen.first; j < seen.last; ++j) weights[j] /= sum;
}

// The same call for one head of the group.
kernels::FusedCall head_call(const kernels::FusedCall& group, Index i) noexcept {
  kernels::FusedCall call = group;
  call.heads = 1;
  call.query.data = group.query.row(0) + in_memory(i) * group.query_head_stride;
  if (call.alibi != nullptr) call.alibi = group.alibi + i;
  if (call.mask != nullptr) call.mask = static_cast<const float*>(group.mask) + i * group.mask_strides[0];
  if (call.output != nullptr) call.output = group.output + in_memory(i) * group.output_head_stride;
  call.is_row = call.queries <= kMostSingleRows;
  return call;
}

void run_head(const kernels::FusedCall& call, double softcap, float* scratch) noexcept {
  if (softcap <= 0) return kernels::fused_attention(call, scratch);
  double* const weights = reinterpret_cast<double*>(scratch);
  for (Offset i = 0; i < call.queries; ++i) {
    softcapped_weights(call, softcap, i, weights);
    for (Offset j = 0; call.weights != nullptr && j < call.keys; ++j) call.weights[i * call.keys + j] = static_cast<float>(weights[j]);
    for (Offset c = 0; call.output != nullptr && c < call.value_size; ++c) {
      double sum = 0;
      for (Offset j = 0; j < call.keys; ++j) sum += weights[j] * double{call.value.row(j)[c]};
      call.output[i * call.output_row_stride + c] = static_cast<float>(sum);
    }
  }
}

}  // namespace

Index RelativeBias::bucket(Index distance) const noexcept {
  const Index half = is_bidirectional ? buckets / 2 : buckets;
  const Index start = is_bidirectional && distance > 0 ? half : 0;
  const Index n = is_bidirectional ? std::abs(distance) : std::max<Index>(0, -distance);
  const Index exact = half / 2;
  if (n < exact) return start + n;
  const double share = std::log(static_cast<double>(n) / static_cast<double>(exact)) /
                       std::log(static_cast<double>(max_distance) / static_cast<double>(exact));
  return start + std::min(half - 1, exact + static_cast<Index>(share * static_cast<double>(half - exact)));
}

void fill_biases(const RelativeBias& bias, Index heads, const Queries& queries, Index keys, float* out) noexcept {
  const Index size = queries.count + keys - 1;
  const Index lowest = -(queries.offset + queries.count - 1);
  for (Index d = 0; d < size; ++d) {
    const float* const row = bias.table + bias.bucket(lowest + d) * heads;
    for (Index h = 0; h < heads; ++h) out[h * size + d] = row[h];
  }
}

void attend(const Attention& attention, bool is_causal, const KeptRows& rows, const Queries& queries, Index keys, const float* biases,
            float* out, float* scratch) noexcept {
  const Index group = attention.heads / attention.kv_heads;
  for (Index g = 0; g < attention.kv_heads; ++g) {
    kernels::FusedCall call = group_call(attention, is_causal, rows, queries, keys, biases, g);
    call.output = out + g * group * attention.head_size;
    call.output_head_stride = in_memory(attention.head_size);
    call.output_row_stride = in_memory(attention.query_size());
    if (attention.softcap <= 0) {
      kernels::fused_attention(call, scratch);
      continue;
    }
    for (Index i = 0; i < group; ++i) run_head(head_call(call, i), attention.softcap, scratch);
  }
}

void attend_weights(const Attention& attention, bool is_causal, const KeptRows& rows, const Queries& queries, Index keys,
                    const float* biases, Index head, float* out, float* scratch) noexcept {
  const Index group = attention.heads / attention.kv_heads;
  kernels::FusedCall call = head_call(group_call(attention, is_causal, rows, queries, keys, biases, head / group), head % group);
  call.weights = out;
  run_head(call, attention.softcap, scratch);
}

Index attend_scratch_size(const Attention& attention, Index keys) noexcept {
  const Index doubles = attention.softcap > 0 ? 2 * keys : 0;
  return std::max(doubles, kernels::fused_scratch_size(attention.head_size, attention.head_size));
}

}  // namespace attn::models
