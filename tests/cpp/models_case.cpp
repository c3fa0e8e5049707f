#include "models_case.h"

#include "arrays.h"

#include <attn/kernels/half.h>
#include <attn/kernels/quantized.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace attn::tests {

using namespace attn::models;

float* Maker::floats(Index count, double low, double high) {
  std::vector<float>& made = floats_.emplace_back();
  for (Index i = 0; i < count; ++i) made.push_back(static_cast<float>(random.number(low, high)));
  return made.data();
}

double* Maker::doubles(Index count, double low, double high) {
  return doubles_.emplace_back(random.list(static_cast<std::size_t>(count), low, high)).data();
}

std::uint8_t* Maker::bytes(Index count) {
  std::vector<std::uint8_t>& made = bytes_.emplace_back();
  for (Index i = 0; i < count; ++i) made.push_back(static_cast<std::uint8_t>(random.between(0, 255)));
  return made.data();
}

Linear Maker::linear(Index outputs, Index inputs, bool has_bias) {
  const double largest = std::sqrt(3 / static_cast<double>(inputs));
  Linear made;
  made.weights = {WeightType::kFloat32, floats(outputs * inputs, -largest, largest), nullptr, outputs, inputs};
  if (has_bias) made.bias = floats(outputs, -0.5, 0.5);
  return made;
}

Weights Maker::weights(WeightType type, Index rows, Index columns) {
  Weights made{type, nullptr, nullptr, rows, columns};
  if (type == WeightType::kFloat32) {
    made.data = floats(rows * columns);
  } else if (type == WeightType::kInt8Rows) {
    std::uint8_t* const data = bytes(rows * columns);
    std::replace(data, data + rows * columns, std::uint8_t{128}, std::uint8_t{127});  // -128 is none of the type's
    made.data = data;
    made.scales = floats(rows, 0.001, 0.01);
  } else if (type == WeightType::kFloat16 || type == WeightType::kBFloat16) {
    std::uint8_t* const data = bytes(2 * rows * columns);
    for (Index i = 0; i < rows * columns; ++i) {
      const auto number = static_cast<float>(random.number());
      std::uint32_t bits;
      std::memcpy(&bits, &number, sizeof bits);
      const auto half = type == WeightType::kFloat16 ? kernels::to_half(number) : static_cast<std::uint16_t>(bits >> 16);
      std::memcpy(data + 2 * i, &half, sizeof half);
    }
    made.data = data;
  } else {
    const kernels::BlockLayout& layout = *kernels::find_block_layout(static_cast<std::int32_t>(type));
    const Index size = rows * columns / layout.elements * layout.bytes;
    std::uint8_t* const data = bytes(size);
    // Random bits, but no half that is a scale may be infinite: the upper byte of each pair says at most 1 or -1. Elsewhere it is
    // as random as before.
    for (Index i = 1; i < size; i += 2) data[i] &= 0xbb;
    made.data = data;
  }
  return made;
}

Norm Maker::norm(NormType type, Index size) {
  Norm made;
  made.type = type;
  made.weight = floats(size, 0.5, 1.5);
  if (type == NormType::kLayer) made.bias = floats(size, -0.5, 0.5);
  made.epsilon = 1e-5;
  return made;
}

Rotary Maker::rotary(Index pairs, bool is_interleaved, double largest) { return {pairs, doubles(pairs, 0, largest), is_interleaved, 1}; }

RelativeBias Maker::relative_bias(Index heads, bool is_bidirectional, Index buckets, Index max_distance) {
  return {floats(buckets * heads, -2, 2), buckets, max_distance, is_bidirectional};
}

Attention Maker::attention(const Heads& heads, Index size, Index from_size) {
  Attention made;
  made.residual.before = norm(NormType::kLayer, size);
  made.heads = heads.heads;
  made.kv_heads = heads.kv_heads;
  made.head_size = heads.head_size;
  made.scale = 1 / std::sqrt(static_cast<double>(heads.head_size));
  made.query = linear(made.query_size(), size);
  made.key = linear(made.key_size(), from_size);
  made.value = linear(made.key_size(), from_size);
  made.output = linear(size, made.query_size());
  return made;
}

FeedForward Maker::feed_forward(Index size, Index inner, bool is_gated) {
  FeedForward made;
  made.residual.before = norm(NormType::kLayer, size);
  made.activation = kernels::Activation::kGelu;
  made.up = linear(inner, size);
  if (is_gated) made.gate = linear(inner, size);
  made.down = linear(size, inner);
  return made;
}

Rows Maker::rows(Index count, Index size) {
  Rows made(static_cast<std::size_t>(count));
  for (Row& row : made) row = random.list(static_cast<std::size_t>(size));
  return made;
}

Model::Model(std::uint64_t seed, Index width, Index layer_count, const Heads& heads) : Maker(seed) {
  for (Index l = 0; l < layer_count; ++l) layers[l] = {attention(heads, width, width), {}, feed_forward(width, 2 * width + 1)};
  stack.width = width;
  stack.layers = layers;
  stack.layer_count = layer_count;
  stack.final_norm = norm(NormType::kLayer, width);
}

constexpr float kGuardNumber = 12345;

GuardedFloats::GuardedFloats(Index count) : blocks_(static_cast<std::size_t>((count + 2 * kGuard + 3) / 4)), count_(count) {
  float* const all = blocks_.front().lanes;
  std::fill_n(all, 4 * blocks_.size(), kGuardNumber);
  std::fill_n(data(), count, NAN);
}

bool GuardedFloats::is_intact() const noexcept {
  const float* const all = blocks_.front().lanes;
  const auto is_guard = [](float x) { return x == kGuardNumber; };
  return std::all_of(all, all + kGuard, is_guard) && std::all_of(all + kGuard + count_, all + 4 * blocks_.size(), is_guard);
}

GuardedRun::GuardedRun(const Stack& stack, Index capacity, Index encoder_capacity)
    : run{&stack, capacity, encoder_capacity}, memory_(kept_size(stack, capacity, encoder_capacity)) {
  run.memory = memory_.data();
}

void GuardedRun::set_encoder(const Rows& hidden) {
  GuardedFloats scratch(scratch_size(*run.stack, run.capacity, run.encoder_capacity, static_cast<Index>(hidden.size())));
  models::set_encoder(run, floats_of(hidden).data(), static_cast<Index>(hidden.size()), scratch.data());
  CHECK(scratch.is_intact());
  CHECK(memory_.is_intact());
}

Rows GuardedRun::advance(const Rows& hidden, const Without& without) {
  const Index count = static_cast<Index>(hidden.size()), width = run.stack->width;
  GuardedFloats scratch(scratch_size(*run.stack, run.capacity, run.encoder_capacity, count));
  GuardedFloats rows(count * width);
  for (Index t = 0; t < count; ++t)
    std::copy(hidden[static_cast<std::size_t>(t)].begin(), hidden[static_cast<std::size_t>(t)].end(), rows.data() + t * width);
  models::advance(run, rows.data(), count, without, scratch.data());
  CHECK(rows.is_intact());
  CHECK(scratch.is_intact());
  CHECK(memory_.is_intact());
  return rows_of(rows.data(), count, width);
}

Rows GuardedRun::weights(Index layer, AttentionKind kind, Index head) {
  const Index keys = kind == AttentionKind::kSelf ? run.length : run.encoder_length;
  GuardedFloats scratch(scratch_size(*run.stack, run.capacity, run.encoder_capacity, 1));
  GuardedFloats out(run.length * keys);
  attention_weights(run, layer, kind, head, out.data(), scratch.data());
  CHECK(out.is_intact());
  CHECK(scratch.is_intact());
  return rows_of(out.data(), run.length, keys);
}

std::vector<float> floats_of(const Rows& rows) {
  std::vector<float> floats;
  for (const Row& row : rows)
    for (const double number : row) floats.push_back(static_cast<float>(number));
  return floats;
}

Rows rows_of(const float* numbers, Index count, Index size) {
  Rows rows;
  for (Index r = 0; r < count; ++r) rows.emplace_back(numbers + r * size, numbers + (r + 1) * size);
  return rows;
}

double largest_difference(const Rows& rows, const Rows& expected) {
  if (rows.size() != expected.size()) return kInfinity;
  double largest = 0;
  for (std::size_t r = 0; r < rows.size(); ++r) largest = std::max(largest, largest_difference<Row, Row>(rows[r], expected[r]));
  return largest;
}

}  // namespace attn::tests
