// Descriptions of small models with random weights, the memory that they stand in, and runs of them.
#pragma once

#include "models_definition.h"
#include "random.h"

#include <attn/models/ends.h>
#include <attn/models/stack.h>

#include <cstddef>
#include <cstdint>
#include <list>
#include <vector>

namespace attn::tests {

struct Heads {
  Index heads = 2;
  Index kv_heads = 2;
  Index head_size = 4;
};

// Makes the parts of a model and owns their numbers.
class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random(seed) {}

  float* floats(Index count, double low = -1, double high = 1);
  double* doubles(Index count, double low = -1, double high = 1);
  std::uint8_t* bytes(Index count);

  // Its weights keep rows about as large as they are.
  models::Linear linear(Index outputs, Index inputs, bool has_bias = true);
  // Of any type; the scales of blocks are halves from -1 to 1.
  models::Weights weights(models::WeightType type, Index rows, Index columns);
  models::Norm norm(models::NormType type, Index size);
  // Angles of up to `largest` for each position.
  models::Rotary rotary(Index pairs, bool is_interleaved = false, double largest = 1);
  models::RelativeBias relative_bias(Index heads, bool is_bidirectional, Index buckets = 8, Index max_distance = 12);
  // With a norm before it, of rows of `size`; from_size: of what keys and values are made of.
  models::Attention attention(const Heads& heads, Index size, Index from_size);
  models::FeedForward feed_forward(Index size, Index inner, bool is_gated = false);

  Rows rows(Index count, Index size);

  Random random;

 private:
  std::list<std::vector<float>> floats_;
  std::list<std::vector<double>> doubles_;
  std::list<std::vector<std::uint8_t>> bytes_;
};

// A stack and its layers.
struct Model : Maker {
  Model(std::uint64_t seed, Index stack_width, Index layer_count, const Heads& heads = {});
  Model(const Model&) = delete;
  models::Layer layers[3];
  models::Stack stack;
};

// Floats that are aligned to 16, NaN until they are written, between guards.
class GuardedFloats {
 public:
  explicit GuardedFloats(Index count);
  float* data() noexcept { return blocks_.front().lanes + kGuard; }
  bool is_intact() const noexcept;

 private:
  static constexpr Index kGuard = 64;
  struct alignas(16) Block {
    float lanes[4];
  };
  std::vector<Block> blocks_;
  Index count_;
};

// A run that owns its memory. Each call gets new scratch of just the size that it asks for, and checks that all guards are intact.
class GuardedRun {
 public:
  explicit GuardedRun(const models::Stack& stack, Index capacity, Index encoder_capacity = 0);
  void set_encoder(const Rows& hidden);
  Rows advance(const Rows& hidden, const models::Without& without = {});
  Rows weights(Index layer, models::AttentionKind kind, Index head);

  models::Run run;

 private:
  GuardedFloats memory_;
};

std::vector<float> floats_of(const Rows& rows);
Rows rows_of(const float* numbers, Index count, Index size);

// The largest difference, infinite where sizes differ or there is a NaN.
double largest_difference(const Rows& rows, const Rows& expected);

}  // namespace attn::tests
