// Stacks of layers against the definition, each with one thing more than the last.
//
// A layer's numbers are of size 1 to 4. Its products err by some 1e-7 of that, an activation or a weight by up to 1e-6, and a norm
// makes what it gets up to twice as large: after two layers what is above 2e-5 does not come from rounding. Weights are at most 1.
#include "models_case.h"

#include <attn/kernels/quantized.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace attn::tests {
namespace {

using namespace attn::models;

constexpr double kHiddenError = 2e-5;
constexpr double kWeightError = 5e-6;

void check_weights(GuardedRun& run, AttentionKind kind, const std::vector<HeadWeights>& expected) {
  for (std::size_t l = 0; l < expected.size(); ++l)
    for (std::size_t h = 0; h < expected[l].size(); ++h) {
      CAPTURE(l);
      CAPTURE(h);
      const Rows weights = run.weights(static_cast<Index>(l), kind, static_cast<Index>(h));
      CHECK(largest_difference(weights, expected[l][h]) < kWeightError);
      for (std::size_t t = 0; t < weights.size(); ++t) {
        double sum = 0;
        for (const double weight : weights[t]) sum += weight;
        CHECK(std::fabs(sum - 1) < kWeightError);
      }
    }
}

// Runs `count` tokens at once, and compares hidden states and all weights of all heads.
void check_stack(Model& model, Index count, Index encoder_count = 0) {
  CAPTURE(count);
  const Rows hidden = model.rows(count, model.stack.width);
  const Rows encoder = model.rows(encoder_count, encoder_count == 0 ? 0 : model.layers[0].cross.key.weights.columns);
  const DefinedRun expected = defined_run(model.stack, hidden, encoder);
  GuardedRun run(model.stack, count + 2, encoder_count);
  if (encoder_count > 0) run.set_encoder(encoder);
  CHECK(largest_difference(run.advance(hidden), expected.hidden) < kHiddenError);
  CHECK(run.run.length == count);
  check_weights(run, AttentionKind::kSelf, expected.self);
  check_weights(run, AttentionKind::kCross, expected.cross);
}

// One token, few of them, and as many as are packed.
void check_stack(Model& model) {
  for (const Index count : {1, 3, 21}) check_stack(model, count);
}

template <class Change>
void check_changed(const Heads& heads, Change change, bool is_causal) {
  CAPTURE(is_causal);
  Model model(21, 10, 2, heads);
  model.stack.is_causal = is_causal;
  for (Layer& layer : model.layers) change(model, layer);
  check_stack(model);
}

// Both as an encoder and as a decoder.
template <class Change>
void check_changed(const Heads& heads, Change change) {
  for (const bool is_causal : {false, true}) check_changed(heads, change, is_causal);
}

TEST_CASE("models: heads of several sizes, with keys of their own and shared ones") {
  for (const Heads& heads : {Heads{1, 1, 1}, {1, 1, 8}, {2, 2, 5}, {3, 3, 4}, {4, 2, 3}, {6, 2, 8}, {5, 1, 4}, {2, 1, 16}})
    check_changed(heads, [](Model&, Layer&) {});
}

TEST_CASE("models: windows") {
  for (const Index left : {-1, 0, 2, 30})
    for (const Index right : {-1, 0, 1}) {
      CAPTURE(left);
      CAPTURE(right);
      check_changed({4, 2, 4}, [&](Model&, Layer& layer) {
        layer.self.left = left;
        layer.self.right = right;
      });
    }
}

TEST_CASE("models: scales, softcaps and ALiBi, each alone and together") {
  for (const double softcap : {0.0, 0.7, 30.0})
    for (const bool has_alibi : {false, true})
      check_changed({4, 2, 4}, [&](Model& model, Layer& layer) {
        layer.self.scale = 1.5;
        layer.self.softcap = softcap;
        layer.self.left = 5;
        if (has_alibi) layer.self.alibi = model.doubles(4, 0.1, 1);
      });
}

TEST_CASE("models: biases by distance, with and without a softcap") {
  for (const bool is_bidirectional : {false, true})
    for (const double softcap : {0.0, 2.0})
      check_changed({4, 2, 4}, [&](Model& model, Layer& layer) {
        if (model.stack.relative_bias.table == nullptr) model.stack.relative_bias = model.relative_bias(4, is_bidirectional);
        layer.self.is_biased = true;
        layer.self.softcap = softcap;
      });
}

TEST_CASE("models: rotations, one kind for each layer") {
  for (const bool is_interleaved : {false, true})
    check_changed({4, 2, 6}, [&](Model& model, Layer& layer) {
      model.stack.rotaries[0] = model.rotary(3, is_interleaved);
      model.stack.rotaries[1] = model.rotary(2, !is_interleaved);
      model.stack.rotaries[1].factor = 1.5;
      layer.self.rotary = &layer - model.layers == 0 ? 1 : 0;
    });
}

TEST_CASE("models: norms of queries and keys, before they are turned") {
  for (const NormType type : {NormType::kLayer, NormType::kRms})
    check_changed({4, 2, 6}, [&](Model& model, Layer& layer) {
      model.stack.rotaries[0] = model.rotary(2);
      layer.self.rotary = 0;
      layer.self.query_norm = model.norm(type, 6);
      layer.self.key_norm = model.norm(type, 6);
    });
}

TEST_CASE("models: what stands around a block: norms before, behind and of the sum, and the layer's scale") {
  for (int which = 0; which < 16; ++which) {
    CAPTURE(which);
    check_changed({}, [&](Model& model, Layer& layer) {
      for (Residual* residual : {&layer.self.residual, &layer.feed_forward.residual}) {
        residual->before = which & 1 ? model.norm(NormType::kLayer, 10) : Norm{};
        residual->after = which & 2 ? model.norm(NormType::kRms, 10) : Norm{};
        residual->sum = which & 4 ? model.norm(NormType::kLayer, 10) : Norm{};
        residual->layer_scale = which & 8 ? model.floats(10) : nullptr;
      }
    });
  }
}

TEST_CASE("models: a shortcut through which layers become wider") {
  // The first layer's attention takes 6 numbers to 9, its feed-forward 9 to 10; the second layer's has one of the same width.
  Model model(22, 10, 2);
  Layer& first = model.layers[0];
  first.self = model.attention({2, 2, 4}, 6, 6);
  first.self.output = model.linear(9, 8);
  first.self.residual.shortcut = model.linear(9, 6);
  first.feed_forward = model.feed_forward(9, 11);
  first.feed_forward.down = model.linear(10, 11);
  first.feed_forward.residual.shortcut = model.linear(10, 9, false);
  model.layers[1].feed_forward.residual.shortcut = model.linear(10, 10);
  check_stack(model);
  check_stack(model, 131);
}

TEST_CASE("models: feed-forwards with and without a gate, every activation") {
  for (const bool is_gated : {false, true})
    for (int activation = 0; activation <= static_cast<int>(kernels::Activation::kTanh); ++activation)
      check_changed({}, [&](Model& model, Layer& layer) {
        layer.feed_forward = model.feed_forward(10, 23, is_gated);
        layer.feed_forward.activation = static_cast<kernels::Activation>(activation);
      });
}

TEST_CASE("models: attention to the states of an encoder, of another size and length") {
  for (const Heads& heads : {Heads{2, 2, 4}, {4, 2, 5}})
    for (const double softcap : {0.0, 1.0}) {
      Model model(23, 10, 2);
      model.stack.is_causal = true;
      for (Layer& layer : model.layers) {
        layer.cross = model.attention(heads, 10, 7);
        layer.cross.softcap = softcap;
      }
      for (const Index encoder_count : {1, 4, 150}) {
        CAPTURE(encoder_count);
        check_stack(model, 1, encoder_count);
        check_stack(model, 21, encoder_count);
      }
    }
}

TEST_CASE("models: norms of the queries and keys of a cross attention") {
  Model model(24, 10, 2);
  for (Layer& layer : model.layers) {
    layer.cross = model.attention({4, 2, 6}, 10, 7);
    layer.cross.query_norm = model.norm(NormType::kRms, 6);
    layer.cross.key_norm = model.norm(NormType::kLayer, 6);
  }
  check_stack(model, 5, 140);
}

TEST_CASE("models: a stack in which only the second layer attends to an encoder") {
  Model model(25, 10, 2);
  model.layers[1].cross = model.attention({2, 2, 4}, 10, 7);
  const Rows hidden = model.rows(5, 10), encoder = model.rows(6, 7);
  const DefinedRun expected = defined_run(model.stack, hidden, encoder);
  GuardedRun run(model.stack, 5, 6);
  run.set_encoder(encoder);
  CHECK(largest_difference(run.advance(hidden), expected.hidden) < kHiddenError);
  check_weights(run, AttentionKind::kCross, expected.cross);
}

TEST_CASE("models: more rows than go through the products at once") {
  for (const Index count : {127, 128, 129, 260})
    for (const bool is_causal : {false, true}) {
      CAPTURE(is_causal);
      Model model(26, 10, 2, {4, 2, 4});
      model.stack.is_causal = is_causal;
      model.stack.rotaries[0] = model.rotary(2);
      model.stack.relative_bias = model.relative_bias(4, !is_causal);
      for (Layer& layer : model.layers) {
        layer.self.rotary = 0;
        layer.self.is_biased = true;
        layer.cross = model.attention({2, 2, 3}, 10, 5);
        layer.feed_forward = model.feed_forward(10, 13, true);
      }
      check_stack(model, count, 133);
    }
}

TEST_CASE("models: heads that take more scratch than the products, and products that take more than the heads") {
  Model large_heads(28, 3, 1, {1, 1, 200});
  check_stack(large_heads);
  Model wide(29, 300, 1, {1, 1, 1});
  check_stack(wide, 21);
}

TEST_CASE("models: weights of another type in a stack") {
  Model model(27, 32, 2, {4, 2, 8});
  const auto held = [&](Linear& linear, WeightType type) { linear.weights = model.weights(type, linear.weights.rows, linear.weights.columns); };
  for (Layer& layer : model.layers) {
    layer.feed_forward = model.feed_forward(32, 64);
    held(layer.self.query, static_cast<WeightType>(kernels::BlockType::kQ5_0));
    held(layer.self.key, WeightType::kFloat16);
    held(layer.feed_forward.up, WeightType::kBFloat16);
    // These random weights are up to 127, and so are what they make; norms make it small again.
    layer.self.query_norm = model.norm(NormType::kRms, 8);
    layer.feed_forward.residual.after = model.norm(NormType::kRms, 32);
  }
  check_stack(model);
}

}  // namespace
}  // namespace attn::tests
