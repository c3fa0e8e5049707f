// What a transformer computes, as data. A family of models differs from another one in these numbers alone.
//
// x is a token's row of `width` numbers. A block, attention or feed-forward, adds to it:
//
//   x = sum(x + layer_scale * after(block(before(x))))
//
// `before`, `after` and `sum` are norms; one that is absent changes nothing. Pre-norm layers (Xiong et al. 2020) have `before`,
// post-norm layers (Vaswani et al. 2017) have `sum`.
#pragma once

#include <attn/models/weights.h>

#include <cstdint>

namespace attn::models {

// kLayer: Ba, Kiros and Hinton 2016; kRms: Zhang and Sennrich 2019.
enum class NormType : std::int32_t { kNone, kLayer, kRms };

struct Norm {
  NormType type = NormType::kNone;
  const float* weight = nullptr;  // [size], or null: ones
  const float* bias = nullptr;    // [size], or null
  double epsilon = 0;             // inside the root
  bool adds_one = false;          // the weight is 1 + w
};

// Turns pairs of a head's elements by an angle, the position times a frequency (Su et al. 2021). Elements behind 2 * pairs stay.
struct Rotary {
  Index pairs = 0;
  const double* frequencies = nullptr;  // [pairs]
  bool is_interleaved = false;          // pairs 2t with 2t + 1; else t with t + pairs
  double factor = 1;                    // of the turned elements
};

// A bias of the scores by distance (Raffel et al. 2020): near ones have a bucket each, far ones share buckets that widen.
struct RelativeBias {
  const float* table = nullptr;  // [buckets, heads], or null
  Index buckets = 0;
  Index max_distance = 0;
  bool is_bidirectional = false;  // half of the buckets are for keys behind the query

  // The bucket of a key at `distance` behind the query.
  Index bucket(Index distance) const noexcept;
};

// What stands around a block.
struct Residual {
  Norm before, after, sum;
  const float* layer_scale = nullptr;  // [width], or null
  Linear shortcut;                     // of x before it is added to, where it is present
};

// softmax(softcap(scale q k) + biases) v. Query head h has the keys and values of head h / (heads / kv_heads).
struct Attention {
  Residual residual;
  Index heads = 0;
  Index kv_heads = 0;
  Index head_size = 0;
  double scale = 1;
  double softcap = 0;             // 0: none
  Index left = -1;                // keys before the query that it sees; -1: all
  Index right = -1;               // keys behind it
  Index rotary = -1;              // which of the stack's; -1: none
  bool is_biased = false;         // by the stack's relative bias
  const double* alibi = nullptr;  // [heads], slopes (Press et al. 2022), or null
  Linear query, key, value, output;
  Norm query_norm, key_norm;      // over each head's elements, before the rotation

  bool is_present() const noexcept { return heads > 0; }
  Index query_size() const noexcept { return heads * head_size; }
  Index key_size() const noexcept { return kv_heads * head_size; }
};

// down(activation(up(x))), or down(activation(gate(x)) * up(x)) where there is a gate (Shazeer 2020).
struct FeedForward {
  Residual residual;
  kernels::Activation activation = kernels::Activation::kNone;
  Linear gate, up, down;
};

struct Layer {
  Attention self;
  Attention cross;  // over the encoder's states, where it is present; nothing is turned or biased by distance there
  FeedForward feed_forward;
};

inline constexpr Index kRotaries = 2;

struct Stack {
  Index width = 0;
  bool is_causal = false;
  const Layer* layers = nullptr;
  Index layer_count = 0;
  Norm final_norm;
  Rotary rotaries[kRotaries];
  RelativeBias relative_bias;
};

}  // namespace attn::models
