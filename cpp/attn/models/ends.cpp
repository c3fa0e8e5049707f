#include <attn/models/ends.h>

#include <attn/models/norm.h>

#include <algorithm>
#include <cmath>

namespace attn::models {
namespace {

constexpr Index round_up(Index n) noexcept { return (n + 3) / 4 * 4; }

void add_row(const float* row, Index size, float* out) noexcept {
  for (Index i = 0; i < size; ++i) out[i] += row[i];
}

void scale_row(double factor, Index size, float* out) noexcept {
  for (Index i = 0; i < size; ++i) out[i] = static_cast<float>(out[i] * factor);
}

}  // namespace

void embed_tokens(const TokenEmbedding& embedding, const std::int32_t* ids, const std::int32_t* positions, const std::int32_t* types,
                  Index count, float* out, Index out_stride) noexcept {
  const Index size = embedding.tokens.columns;
  for (Index t = 0; t < count; ++t) {
    float* const row = out + t * out_stride;
    embedding.tokens.read(ids[t], row);
    if (embedding.scale != 1) scale_row(embedding.scale, size, row);
    if (embedding.positions != nullptr) add_row(embedding.positions + positions[t] * size, size, row);
    if (embedding.token_types != nullptr) add_row(embedding.token_types + types[t] * size, size, row);
  }
  normalize(embedding.norm, out, out_stride, count, size, out, out_stride);
}

Index scratch_size(const PatchEmbedding& embedding, Index patches) noexcept {
  return round_up(patches * embedding.patches.weights.columns) + scratch_size(embedding.patches, patches);
}

void embed_patches(const PatchEmbedding& embedding, const float* pixels, Index height, Index width, const float* positions, float* out,
                   float* scratch) noexcept {
  const Index side = embedding.side, depth = embedding.patches.weights.columns, size = embedding.patches.weights.rows;
  const Index rows = height / side, columns = width / side;
  float* to = scratch;
  for (Index patch = 0; patch < rows * columns; ++patch)
    for (Index line = 0; line < embedding.channels * side; ++line) {
      const Index y = patch / columns * side + line % side;
      const float* const from = pixels + (line / side * height + y) * width + patch % columns * side;
      to = std::copy(from, from + side, to);
    }
  std::copy(embedding.class_token, embedding.class_token + size, out);
  apply(embedding.patches, kernels::Activation::kNone, scratch, depth, rows * columns, out + size, size,
        scratch + round_up(rows * columns * depth));
  add_row(positions, (1 + rows * columns) * size, out);
  normalize(embedding.norm, out, size, 1 + rows * columns, size, out, size);
}

Index scratch_size(const Convolution& convolution, Index steps) noexcept {
  const Index rows = convolution.out_steps(steps);
  return round_up(rows * convolution.linear.weights.columns) + scratch_size(convolution.linear, rows);
}

void convolve(const Convolution& convolution, const float* in, Index steps, float* out, float* scratch) noexcept {
  constexpr Index kSteps = 3;
  const Index depth = convolution.linear.weights.columns, inputs = depth / kSteps;
  const Index rows = convolution.out_steps(steps);
  for (Index t = 0; t < rows; ++t)
    for (Index k = 0; k < kSteps; ++k) {
      const Index from = t * convolution.stride + k - 1;
      const bool is_inside = from >= 0 && from < steps;
      for (Index c = 0; c < inputs; ++c) scratch[t * depth + c * kSteps + k] = is_inside ? in[from * inputs + c] : 0.0f;
    }
  apply(convolution.linear, convolution.activation, scratch, depth, rows, out, convolution.linear.weights.rows, scratch + round_up(rows * depth));
}

Index Head::out_size(Index size) const noexcept {
  return output.is_present() ? output.weights.rows : dense.is_present() ? dense.weights.rows : size;
}

Index scratch_size(const Head& head, Index size, Index rows) noexcept {
  const Index dense = head.dense.is_present() ? round_up(rows * head.dense.weights.rows) : 0;
  return round_up(rows * size) + dense +
         std::max(head.dense.is_present() ? scratch_size(head.dense, rows) : 0, head.output.is_present() ? scratch_size(head.output, rows) : 0);
}

void apply(const Head& head, const float* in, Index in_stride, Index size, Index rows, float* out, float* scratch) noexcept {
  using kernels::Activation;
  float* x = scratch;
  float* rest = scratch + round_up(rows * size);
  for (Index r = 0; r < rows; ++r) {
    std::copy(in + r * in_stride, in + r * in_stride + size, x + r * size);
    if (head.scale != 1) scale_row(head.scale, size, x + r * size);
  }
  normalize(head.norm, x, size, rows, size, x, size);
  if (head.dense.is_present()) {
    const Index dense = head.dense.weights.rows;
    float* const next = rest;
    rest += round_up(rows * dense);
    apply(head.dense, head.activation, x, size, rows, next, dense, rest);
    x = next;
    size = dense;
  }
  normalize(head.dense_norm, x, size, rows, size, x, size);
  const Index out_size = head.out_size(size);
  if (head.output.is_present())
    apply(head.output, Activation::kNone, x, size, rows, out, out_size, rest);
  else
    std::copy(x, x + rows * size, out);
  for (Index i = 0; head.softcap > 0 && i < rows * out_size; ++i)
    out[i] = static_cast<float>(head.softcap * std::tanh(double{out[i]} / head.softcap));
  for (Index r = 0; head.is_normalized && r < rows; ++r) {
    double squares = 0;
    for (Index i = 0; i < out_size; ++i) squares += double{out[r * out_size + i]} * double{out[r * out_size + i]};
    if (squares > 0) scale_row(1 / std::sqrt(squares), out_size, out + r * out_size);
  }
}

}  // namespace attn::models
