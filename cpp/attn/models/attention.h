// One attention of a run: from kept queries, keys and values to outputs and weights.
#pragma once

#include <attn/models/stack.h>

namespace attn::models {

// The queries of a call: rows from `first` on, which stand at the positions `offset` and on among the keys.
struct Queries {
  Index first = 0;
  Index count = 0;
  Index offset = 0;
};

// The biases by distance of every head that may come up in a call: out[h][d] for distance d - lowest, where `lowest` is that of
// the last query to the first key. out: [heads, count + keys - 1].
void fill_biases(const RelativeBias& bias, Index heads, const Queries& queries, Index keys, float* out) noexcept;

// Rows of all heads. biases: from fill_biases, or null; out: [count, heads * head_size].
void attend(const Attention& attention, bool is_causal, const KeptRows& rows, const Queries& queries, Index keys, const float* biases,
            float* out, float* scratch) noexcept;

// The weights of one head. out: [count, keys].
void attend_weights(const Attention& attention, bool is_causal, const KeptRows& rows, const Queries& queries, Index keys,
                    const float* biases, Index head, float* out, float* scratch) noexcept;

// Floats of scratch of both.
Index attend_scratch_size(const Attention& attention, Index keys) noexcept;

}  // namespace attn::models
