// Running a stack of layers, and what is kept of a run: queries, keys and values of every layer, so that the weights of any head
// can be computed when somebody looks at them, and a decoder goes on from where it is. Keeping all weights themselves would take
// T / (2 head size) times the memory of that.
#pragma once

#include <attn/models/layer.h>

#include <cstdint>

namespace attn::models {

// A run of one sequence. Its memory is the caller's.
struct Run {
  const Stack* stack = nullptr;
  Index capacity = 0;          // tokens that there is room for
  Index encoder_capacity = 0;  // states of an encoder that there is room for; 0 where no layer attends to one
  Index length = 0;            // tokens so far
  Index encoder_length = 0;
  float* memory = nullptr;     // [kept_size()]
};

// Which of a layer's attentions: to its own tokens, or to the encoder's states.
enum class AttentionKind : std::int32_t { kSelf, kCross };

// Queries, keys and values of one attention, as projected, normed and turned; rows of heads * head_size and kv_heads * head_size.
struct KeptRows {
  float* query = nullptr;
  float* key = nullptr;
  float* value = nullptr;
};
KeptRows kept_rows(const Run& run, Index layer, AttentionKind kind) noexcept;

// Floats of Run::memory.
Index kept_size(const Stack& stack, Index capacity, Index encoder_capacity) noexcept;

// Floats of scratch that any function here needs for a run of so many tokens, the most of which come at once.
Index scratch_size(const Stack& stack, Index capacity, Index encoder_capacity, Index most_at_once) noexcept;

// Gives the cross attentions the states of an encoder: keys and values are made of them once.
// hidden: [length, columns of the cross keys' weights]; length: at most encoder_capacity.
void set_encoder(Run& run, const float* hidden, Index length, float* scratch) noexcept;

// Heads whose output is taken as zeros: one flag for each head, [layers, heads] of each kind, or null.
struct Without {
  const std::uint8_t* self = nullptr;
  const std::uint8_t* cross = nullptr;
};

// Appends `count` tokens and takes their rows through all layers. hidden: [count, width of the stack]. Where the first layer is
// narrower, its numbers come first in each row.
void advance(Run& run, float* hidden, Index count, const Without& without, float* scratch) noexcept;

// The weights of one head for all queries of the run. out: [length, keys], keys the run's or the encoder's.
void attention_weights(const Run& run, Index layer, AttentionKind kind, Index head, float* out, float* scratch) noexcept;

}  // namespace attn::models
