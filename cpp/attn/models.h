// Transformers on xtensor arrays: a stack of layers, described as data, over weights of the caller.
//
//   using namespace attn::models;
//   Layer layer;                                       // attn/models/layer.h says what each field means
//   layer.self.heads = layer.self.kv_heads = 8;
//   layer.self.head_size = 64;
//   layer.self.query.weights = {WeightType::kFloat32, numbers, nullptr, 512, 512};  // [heads * head_size, width]
//   ...
//   Stack stack;
//   stack.width = 512;
//   stack.layers = &layer;
//   stack.layer_count = 1;
//   Sequence run(stack, 1024);
//   xt::xarray<float> hidden = run.advance(rows);      // [tokens, width]
//   xt::xarray<float> weights = run.attention(0, 3);   // [tokens, tokens]: layer 0, head 3
//
// Every function throws attn::Error and leaves the sequence as it was.
#pragma once

#include <attn/attend.h>
#include <attn/models/check.h>
#include <attn/models/stack.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <string>

namespace attn::models {

// Heads whose output is taken as zeros, where a flag is true; their weights are computed all the same.
struct HeadsWithout {
  std::optional<Array<bool>> self;   // [layers, heads]
  std::optional<Array<bool>> cross;  // [layers, heads of the cross attentions]
};

// The tokens of one sequence on their way through a stack. Queries, keys and values of all of them are kept, so that a decoder goes
// on from where it is, and the weights of any head can be computed afterwards.
class Sequence {
 public:
  // Has room for `capacity` tokens, and for encoder_capacity states of an encoder; each is at most kMostTokens. The stack, its
  // layers and all numbers that these point to must stay where they are as long as the sequence lives. How many numbers there are
  // behind an address is not known here.
  // Errors: missing, shape, size, value: of a description that does not fit together, by the name of the field; value: a capacity;
  // memory.
  explicit Sequence(const Stack& stack, std::int64_t capacity, std::int64_t encoder_capacity = 0) {
    if (const Fault fault = check(stack); !fault.ok()) throw Error(fault.code, fault.argument.text(), fault.message.text());
    require_between(1, kMostTokens, capacity, "capacity");
    const bool has_encoder = encoder_size(stack) > 0;
    require_between(has_encoder ? 1 : 0, has_encoder ? kMostTokens : 0, encoder_capacity, "encoder_capacity");
    run_ = {&stack, capacity, encoder_capacity, 0, 0, nullptr};
    memory_ = floats(kept_size(stack, capacity, encoder_capacity), "capacity");
    run_.memory = memory_.get();
  }
  Sequence(Stack&&, std::int64_t, std::int64_t = 0) = delete;

  static constexpr std::int64_t kMostTokens = std::int64_t{1} << 24;

  std::int64_t length() const noexcept { return run_.length; }                  // tokens so far
  std::int64_t encoder_length() const noexcept { return run_.encoder_length; }  // states of the encoder

  // Gives the cross attentions an encoder's states, in place of earlier ones. states: [length, size], finite, as many as there is
  // room for; size: columns of the cross keys' weights. Errors: shape, value, memory.
  void set_encoder(const Array<float>& states) {
    require_rows(states, 1, run_.encoder_capacity, encoder_size(*run_.stack), "states");
    const auto length = static_cast<std::int64_t>(states.shape()[0]);
    const Floats scratch = scratch_for(length);
    models::set_encoder(run_, states.data(), length, scratch.get());
  }

  // Appends tokens and returns their rows behind the last layer and the final norm: [tokens, width]. In a stack that is not causal
  // each sees those that came with it or earlier. rows: [tokens, width], finite, as many as there is still room for; where the
  // first layer is narrower than the stack, its numbers come first in each row.
  // Errors: shape, value, memory; missing, where there are no states of an encoder yet to attend to.
  Array<float> advance(const Array<float>& rows, const HeadsWithout& without = {}) {
    const Stack& stack = *run_.stack;
    require_rows(rows, 0, run_.capacity - run_.length, stack.width, "rows");
    const Without flags{flags_of(without.self, AttentionKind::kSelf, "without.self"), flags_of(without.cross, AttentionKind::kCross, "without.cross")};
    if (encoder_size(stack) > 0 && run_.encoder_length == 0) throw Error(Code::kMissing, "states", "expected an encoder's before tokens, got none");
    const auto count = static_cast<std::int64_t>(rows.shape()[0]);
    Array<float> hidden = make(count, stack.width);
    if (count == 0) return hidden;
    std::copy(rows.begin(), rows.end(), hidden.begin());
    const Floats scratch = scratch_for(count);
    models::advance(run_, hidden.data(), count, flags, scratch.get());
    return hidden;
  }

  // Returns the weights of one head for all tokens so far: [tokens, keys], keys the tokens or the encoder's states. Each row sums up
  // to 1, within 5e-6. Errors: range, memory.
  Array<float> attention(std::int64_t layer, std::int64_t head, AttentionKind kind = AttentionKind::kSelf) const {
    require_between(0, run_.stack->layer_count - 1, layer, "layer", Code::kRange);
    require_between(0, heads_of(layer, kind) - 1, head, "head", Code::kRange);
    const std::int64_t keys = kind == AttentionKind::kSelf ? run_.length : run_.encoder_length;
    const Floats scratch = scratch_for(1);
    Array<float> weights = make(run_.length, keys);
    if (weights.size() > 0) attention_weights(run_, layer, kind, head, weights.data(), scratch.get());
    return weights;
  }

  // Forgets all tokens but the first `length`. Errors: range.
  void truncate(std::int64_t length) {
    require_between(0, run_.length, length, "length", Code::kRange);
    run_.length = length;
  }

 private:
  using Floats = std::unique_ptr<float[]>;

  static Floats floats(std::int64_t count, const char* argument) {
    constexpr auto kMost = static_cast<std::uint64_t>(PTRDIFF_MAX) / sizeof(float);
    float* const made = static_cast<std::uint64_t>(count) > kMost ? nullptr : new (std::nothrow) float[static_cast<std::size_t>(count)];
    if (made == nullptr) throw Error(Code::kMemory, argument, "expected a run that memory can hold, got one of " + std::to_string(count) + " floats");
    return Floats(made);
  }

  Floats scratch_for(std::int64_t most_at_once) const {
    return floats(scratch_size(*run_.stack, run_.capacity, run_.encoder_capacity, most_at_once), "rows");
  }

  static Array<float> make(std::int64_t rows, std::int64_t columns) {
    try {
      return Array<float>::from_shape({static_cast<std::size_t>(rows), static_cast<std::size_t>(columns)});
    } catch (const std::bad_alloc&) {
      throw Error(Code::kMemory, "rows", "expected some that memory can hold, got [" + std::to_string(rows) + "," + std::to_string(columns) + "]");
    }
  }

  static void require_between(std::int64_t least, std::int64_t most, std::int64_t got, const char* argument, Code code = Code::kValue) {
    if (got >= least && got <= most) return;
    const std::string expected = most < least ? "none" : least == most ? std::to_string(least) : std::to_string(least) + " to " + std::to_string(most);
    throw Error(code, argument, "expected " + expected + ", got " + std::to_string(got));
  }

  static void require_rows(const Array<float>& rows, std::int64_t least, std::int64_t most, std::int64_t size, const char* argument) {
    const Shape shape = detail::view(rows).shape;
    const bool fits = shape.rank == 2 && shape.lengths[0] >= least && shape.lengths[0] <= most && shape.lengths[1] == size;
    if (!fits) {
      Message message;
      message << "expected [" << least << " to " << most << "," << size << "], got " << shape;
      throw Error(Code::kShape, argument, message.text());
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (!std::isfinite(rows.data()[i])) {
        Message message;
        const auto place = static_cast<std::int64_t>(i);
        message << "expected finite numbers, got " << double{rows.data()[i]} << " at " << Shape{2, {place / size, place % size}};
        throw Error(Code::kValue, argument, message.text());
      }
  }

  std::int64_t heads_of(std::int64_t layer, AttentionKind kind) const noexcept {
    const Layer& at = run_.stack->layers[layer];
    return kind == AttentionKind::kSelf ? at.self.heads : at.cross.heads;
  }

  // Null where there are no flags.
  const std::uint8_t* flags_of(const std::optional<Array<bool>>& flags, AttentionKind kind, const char* argument) const {
    if (!flags) return nullptr;
    const Shape got = detail::view(*flags).shape;
    for (std::int64_t l = 0; l < run_.stack->layer_count; ++l) {
      const Shape expected{2, {run_.stack->layer_count, heads_of(l, kind)}};
      if (got == expected) continue;
      Message message;
      message << "expected " << expected << ", got " << got;
      throw Error(Code::kShape, argument, message.text());
    }
    static_assert(sizeof(bool) == sizeof(std::uint8_t));
    return reinterpret_cast<const std::uint8_t*>(flags->data());
  }

  Run run_;
  Floats memory_;
};

}  // namespace attn::models
