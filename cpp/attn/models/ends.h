// The two ends of a model: from what goes in to the rows of a stack, and from those rows to what comes out.
#pragma once

#include <attn/models/layer.h>

#include <cstdint>

namespace attn::models {

// norm(scale * tokens[id] + positions[position] + token_types[type]); what is null or absent is left out.
struct TokenEmbedding {
  Weights tokens;                      // [vocabulary, size]
  double scale = 1;
  const float* positions = nullptr;    // [positions, size]
  const float* token_types = nullptr;  // [types, size]
  Norm norm;
};

// positions and types may be null where the embedding has none. out: [count, out_stride], of which the first `size` are written.
void embed_tokens(const TokenEmbedding& embedding, const std::int32_t* ids, const std::int32_t* positions, const std::int32_t* types,
                  Index count, float* out, Index out_stride) noexcept;

// Patches of an image, row by row (Dosovitskiy et al. 2021).
struct PatchEmbedding {
  Linear patches;                      // [size, channels * side * side]
  Index channels = 0;
  Index side = 0;                      // pixels
  const float* class_token = nullptr;  // [size]
  Norm norm;
};

Index scratch_size(const PatchEmbedding& embedding, Index patches) noexcept;

// norm([class token; W patch + b] + positions). pixels: [channels, height, width], whole patches of them; positions: [1 + patches,
// size]; out: [1 + patches, size].
void embed_patches(const PatchEmbedding& embedding, const float* pixels, Index height, Index width, const float* positions, float* out,
                   float* scratch) noexcept;

// A convolution over time, of three steps, with a zero on each side.
struct Convolution {
  Linear linear;  // [out, in * 3], the three steps of an input side by side
  Index stride = 1;
  kernels::Activation activation = kernels::Activation::kNone;

  Index out_steps(Index steps) const noexcept { return (steps - 1) / stride + 1; }
};

Index scratch_size(const Convolution& convolution, Index steps) noexcept;

// in: [steps, in]; out: [out_steps, out].
void convolve(const Convolution& convolution, const float* in, Index steps, float* out, float* scratch) noexcept;

// softcap(output(dense_norm(activation(dense(norm(scale x)))))), each step if it is there; then length 1 if that is asked for.
struct Head {
  double scale = 1;
  Norm norm;
  Linear dense;
  kernels::Activation activation = kernels::Activation::kNone;
  Norm dense_norm;
  Linear output;
  double softcap = 0;  // c tanh(y / c); 0: none
  bool is_normalized = false;

  Index out_size(Index size) const noexcept;
};

Index scratch_size(const Head& head, Index size, Index rows) noexcept;

// in: [rows, size], rows in_stride apart; out: [rows, out_size].
void apply(const Head& head, const float* in, Index in_stride, Index size, Index rows, float* out, float* scratch) noexcept;

}  // namespace attn::models
