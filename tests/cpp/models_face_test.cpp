// Sequences on xtensor arrays: the same numbers as the functions below them, and an error for whatever does not fit together.
#include "arrays.h"
#include "errors.h"
#include "models_case.h"

#include <attn/models.h>

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <utility>

namespace attn::tests {
namespace {

using namespace attn::models;

// As in models_stack_test.cpp.
constexpr double kHiddenError = 2e-5;
constexpr double kWeightError = 5e-6;

Array<float> to_array(const Rows& rows) { return array_of<float>({rows.size(), rows.at(0).size()}, floats_of(rows)); }
Rows to_rows(const Array<float>& array) {
  REQUIRE(array.dimension() == 2);
  return rows_of(array.data(), static_cast<Index>(array.shape()[0]), static_cast<Index>(array.shape()[1]));
}
Array<float> zeros(std::size_t rows, std::size_t columns) { return array_of<float>({rows, columns}, std::vector<float>(rows * columns)); }

// A decoder that attends to an encoder, with one of each thing.
struct Decoder : Model {
  Decoder() : Model(51, 10, 2, {4, 2, 6}) {
    stack.is_causal = true;
    stack.rotaries[0] = rotary(3);
    stack.relative_bias = relative_bias(4, false);
    layers[0].self.rotary = 0;
    for (Layer& layer : layers) {
      layer.self.is_biased = true;
      layer.cross = attention({3, 1, 4}, 10, 7);
      layer.feed_forward = feed_forward(10, 9, true);
    }
  }
};

TEST_CASE("models: a sequence gives hidden states and weights, goes on, goes back, and leaves heads out") {
  Decoder decoder;
  const Rows hidden = decoder.rows(9, 10), encoder = decoder.rows(5, 7);
  const DefinedRun expected = defined_run(decoder.stack, hidden, encoder);
  Sequence run(decoder.stack, 12, 6);
  run.set_encoder(to_array(encoder));
  CHECK(run.encoder_length() == 5);
  CHECK(shape_of(run.attention(0, 0)) == Lengths{0, 0});
  CHECK(shape_of(run.advance(zeros(0, 10))) == Lengths{0, 10});

  CHECK(largest_difference(to_rows(run.advance(to_array(hidden))), expected.hidden) < kHiddenError);
  CHECK(run.length() == 9);
  for (std::size_t l = 0; l < 2; ++l) {
    const auto layer = static_cast<std::int64_t>(l);
    CHECK(largest_difference(to_rows(run.attention(layer, 3)), expected.self[l][3]) < kWeightError);
    CHECK(largest_difference(to_rows(run.attention(layer, 1, AttentionKind::kCross)), expected.cross[l][1]) < kWeightError);
  }

  run.truncate(4);
  CHECK(run.length() == 4);
  HeadsWithout without{array_of<bool>({2, 4}, {false, false, false, false, false, true, false, false}),
                       array_of<bool>({2, 3}, {true, false, false, false, false, false})};
  // The first four tokens went with all heads; the rest of the definition's run is without two.
  const std::uint8_t self[] = {0, 0, 0, 0, 0, 1, 0, 0}, cross[] = {1, 0, 0, 0, 0, 0};
  run.truncate(0);
  const DefinedRun fewer = defined_run(decoder.stack, hidden, encoder, {self, cross});
  CHECK(largest_difference(to_rows(run.advance(to_array(hidden), without)), fewer.hidden) < kHiddenError);

  Sequence moved = std::move(run);
  const Rows more = decoder.rows(1, 10);
  Rows all = hidden;
  all.push_back(more[0]);
  moved.truncate(0);
  moved.advance(to_array(hidden));
  CHECK(largest_difference(to_rows(moved.advance(to_array(more))), {defined_run(decoder.stack, all, encoder).hidden.back()}) < kHiddenError);
}

TEST_CASE("models: errors of a sequence's arguments") {
  Decoder decoder;
  const auto check = [&](auto call, Code code, const char* argument, const char* complaint) { check_error(call, code, argument, complaint); };
  check([&] { Sequence(decoder.stack, 0, 1); }, Code::kValue, "capacity", "expected 1 to 16777216, got 0");
  check([&] { Sequence(decoder.stack, 1 << 25, 1); }, Code::kValue, "capacity", "expected 1 to 16777216, got 33554432");
  check([&] { Sequence(decoder.stack, 1); }, Code::kValue, "encoder_capacity", "expected 1 to 16777216, got 0");
  Model alone(52, 10, 1);
  check([&] { Sequence(alone.stack, 1, 1); }, Code::kValue, "encoder_capacity", "expected 0, got 1");

  Sequence run(decoder.stack, 4, 3);
  check([&] { run.advance(zeros(1, 10)); }, Code::kMissing, "states", "expected an encoder's before tokens, got none");
  check([&] { run.set_encoder(zeros(4, 7)); }, Code::kShape, "states", "expected [1 to 3,7], got [4,7]");
  check([&] { run.set_encoder(zeros(0, 7)); }, Code::kShape, "states", "expected [1 to 3,7], got [0,7]");
  check([&] { run.set_encoder(zeros(2, 8)); }, Code::kShape, "states", "expected [1 to 3,7], got [2,8]");
  Array<float> odd = zeros(2, 7);
  odd(1, 3) = static_cast<float>(kInfinity);
  check([&] { run.set_encoder(odd); }, Code::kValue, "states", "expected finite numbers, got Infinity at [1,3]");
  run.set_encoder(zeros(2, 7));
  run.advance(zeros(3, 10));
  check([&] { run.advance(zeros(2, 10)); }, Code::kShape, "rows", "expected [0 to 1,10], got [2,10]");
  check([&] { run.advance(zeros(1, 9)); }, Code::kShape, "rows", "expected [0 to 1,10], got [1,9]");
  check([&] { run.advance(array_of<float>({10}, std::vector<float>(10))); }, Code::kShape, "rows", "expected [0 to 1,10], got [10]");
  odd = zeros(1, 10);
  odd(0, 9) = static_cast<float>(kNaN);
  check([&] { run.advance(odd); }, Code::kValue, "rows", "expected finite numbers, got NaN at [0,9]");
  HeadsWithout without;
  without.self = array_of<bool>({4}, {false, false, false, false});
  check([&] { run.advance(zeros(1, 10), without); }, Code::kShape, "without.self", "expected [2,4], got [4]");
  without.self.reset();
  without.cross = array_of<bool>({2, 2}, {false, false, false, false});
  check([&] { run.advance(zeros(1, 10), without); }, Code::kShape, "without.cross", "expected [2,3], got [2,2]");
  CHECK(run.length() == 3);

  check([&] { run.attention(2, 0); }, Code::kRange, "layer", "expected 0 to 1, got 2");
  check([&] { run.attention(-1, 0); }, Code::kRange, "layer", "expected 0 to 1, got -1");
  check([&] { run.attention(0, 4); }, Code::kRange, "head", "expected 0 to 3, got 4");
  check([&] { run.attention(0, 3, AttentionKind::kCross); }, Code::kRange, "head", "expected 0 to 2, got 3");
  check([&] { run.truncate(4); }, Code::kRange, "length", "expected 0 to 3, got 4");
  check([&] { run.truncate(-1); }, Code::kRange, "length", "expected 0 to 3, got -1");
  Sequence of_alone(alone.stack, 1);
  check([&] { of_alone.attention(0, 0, AttentionKind::kCross); }, Code::kRange, "head", "expected none, got 0");
  check([&] { of_alone.set_encoder(zeros(1, 7)); }, Code::kShape, "states", "expected [1 to 0,0], got [1,7]");
}

TEST_CASE("models: errors of descriptions, by the field") {
  struct Wrong {
    std::function<void(Decoder&)> change;
    Code code;
    std::string field, complaint;
  };
  const double nan[] = {0};
  const Wrong all[] = {
      {[](Decoder& d) { d.stack.layers = nullptr; }, Code::kMissing, "layers", "expected its numbers, got none"},
      {[](Decoder& d) { d.stack.layer_count = 0; }, Code::kValue, "layer_count", "expected 1 or more, got 0"},
      {[](Decoder& d) { d.stack.width = 0; }, Code::kValue, "width", "expected 1 or more, got 0"},
      {[](Decoder& d) { d.stack.width = 11; }, Code::kShape, "width", "expected 10, got 11"},
      {[](Decoder& d) { d.stack.width = 9; }, Code::kShape, "layers[0].self.output.weights.rows", "expected 9, got 10"},
      {[](Decoder& d) { d.stack.final_norm.type = static_cast<NormType>(3); }, Code::kValue, "final_norm", "expected a type from 0 to 2, got 3"},
      {[](Decoder& d) { d.stack.final_norm.epsilon = -1; }, Code::kValue, "final_norm", "expected an epsilon of 0 or more, got -1"},
      {[](Decoder& d) { d.stack.rotaries[1].pairs = -1; }, Code::kValue, "rotaries.pairs", "expected 0 or more, got -1"},
      {[](Decoder& d) { d.stack.rotaries[1].pairs = 1; }, Code::kMissing, "rotaries.frequencies", "expected its numbers, got none"},
      {[](Decoder& d) { d.stack.rotaries[0].factor = kNaN; }, Code::kValue, "rotaries.factor", "expected a finite number, got NaN"},
      {[](Decoder& d) { d.stack.relative_bias.buckets = 1; }, Code::kValue, "relative_bias.buckets", "expected 2 or more, got 1"},
      {[](Decoder& d) { d.stack.relative_bias.max_distance = 4; }, Code::kValue, "relative_bias.max_distance", "expected 5 or more, got 4"},
      {[](Decoder& d) { d.stack.relative_bias.table = nullptr; }, Code::kMissing, "layers[0].self.is_biased", "expected its numbers, got none"},
      {[](Decoder& d) { d.layers[0].self.heads = 0; }, Code::kValue, "layers[0].self.heads", "expected 1 or more, got 0"},
      {[](Decoder& d) { d.layers[0].self.kv_heads = 0; }, Code::kValue, "layers[0].self.kv_heads", "expected 1 or more, got 0"},
      {[](Decoder& d) { d.layers[1].self.kv_heads = 3; }, Code::kValue, "layers[1].self.kv_heads", "expected a divisor of the heads, got 3"},
      {[](Decoder& d) { d.layers[0].self.head_size = 0; }, Code::kValue, "layers[0].self.head_size", "expected 1 or more, got 0"},
      {[](Decoder& d) { d.layers[0].self.scale = kNaN; }, Code::kValue, "layers[0].self.scale", "expected a number of at most 1e30, got NaN"},
      {[](Decoder& d) { d.layers[0].self.scale = -1e31; }, Code::kValue, "layers[0].self.scale", "expected a number of at most 1e30, got -1e31"},
      {[](Decoder& d) { d.layers[0].self.softcap = -1; }, Code::kValue, "layers[0].self.softcap", "expected 0 or more, got -1"},
      {[](Decoder& d) { d.layers[0].self.left = -2; }, Code::kValue, "layers[0].self.left", "expected -1 or more, got -2"},
      {[](Decoder& d) { d.layers[0].cross.right = -3; }, Code::kValue, "layers[0].cross.right", "expected -1 or more, got -3"},
      {[](Decoder& d) { d.layers[0].self.rotary = 2; }, Code::kValue, "layers[0].self.rotary", "expected -1, 0 or 1, got 2"},
      {[&](Decoder& d) { d.stack.rotaries[0] = {4, nan, false, 1}; }, Code::kValue, "layers[0].self.head_size", "expected 8 or more, got 6"},
      {[](Decoder& d) { d.layers[0].self.key_norm.epsilon = kNaN; }, Code::kValue, "layers[0].self.key_norm", "expected an epsilon of 0 or more, got NaN"},
      {[](Decoder& d) { d.layers[0].self.query = {}; }, Code::kValue, "layers[0].self.query.weights.columns", "expected 1 or more, got 0"},
      {[](Decoder& d) { d.layers[0].self.key = {}; }, Code::kMissing, "layers[0].self.key", "expected its numbers, got none"},
      {[](Decoder& d) { d.layers[1].self.query.weights.rows = 12; }, Code::kShape, "layers[1].self.query", "expected [24,10], got [12,10]"},
      {[](Decoder& d) { d.layers[1].self.value.weights.columns = 9; }, Code::kShape, "layers[1].self.value", "expected [12,10], got [12,9]"},
      {[](Decoder& d) { d.layers[0].self.output.weights.columns = 8; }, Code::kShape, "layers[0].self.output", "expected [10,24], got [10,8]"},
      {[](Decoder& d) { d.layers[0].self.output.weights.rows = 8; }, Code::kShape, "layers[0].self.output.weights.rows", "expected 10, got 8"},
      {[](Decoder& d) { d.layers[1].cross.key = d.linear(4, 8); }, Code::kShape, "layers[1].cross.key", "expected [4,7], got [4,8]"},
      {[](Decoder& d) { d.layers[0].self.query.weights.type = static_cast<WeightType>(5); }, Code::kValue, "layers[0].self.query", "expected a type of weights, got 5"},
      {[](Decoder& d) { d.layers[0].self.query.weights.type = WeightType::kInt8Rows; }, Code::kMissing, "layers[0].self.query", "expected its numbers, got none"},
      {[](Decoder& d) { d.layers[0].self.query.weights.type = static_cast<WeightType>(8); }, Code::kSize, "layers[0].self.query",
       "expected rows of whole blocks, and bytes that memory holds, got [24,10]"},
      {[](Decoder& d) { d.layers[0].self.residual.shortcut = d.linear(10, 9); }, Code::kShape, "layers[0].self.residual.shortcut", "expected [10,10], got [10,9]"},
      {[](Decoder& d) { d.layers[0].self.residual.sum.type = static_cast<NormType>(-1); }, Code::kValue, "layers[0].self.residual.sum", "expected a type from 0 to 2, got -1"},
      {[](Decoder& d) { d.layers[1].self = d.attention({2, 2, 6}, 10, 10), d.layers[1].self.is_biased = true; }, Code::kShape, "layers[1].self.heads", "expected 4, got 2"},
      {[](Decoder& d) { d.layers[1].feed_forward.activation = static_cast<kernels::Activation>(7); }, Code::kValue, "layers[1].feed_forward.activation", "expected a number from 0 to 6, got 7"},
      {[](Decoder& d) { d.layers[1].feed_forward.up = d.linear(9, 8); }, Code::kShape, "layers[1].feed_forward.up", "expected [9,10], got [9,8]"},
      {[](Decoder& d) { d.layers[1].feed_forward.gate = d.linear(8, 10); }, Code::kShape, "layers[1].feed_forward.gate", "expected [9,10], got [8,10]"},
      {[](Decoder& d) { d.layers[1].feed_forward.down = d.linear(10, 8); }, Code::kShape, "layers[1].feed_forward.down", "expected [10,9], got [10,8]"},
      {[](Decoder& d) { d.layers[0].feed_forward.residual.before.epsilon = -1; }, Code::kValue, "layers[0].feed_forward.residual.before", "expected an epsilon of 0 or more, got -1"},
      {[](Decoder& d) { d.layers[0].feed_forward.residual.after.epsilon = -1; }, Code::kValue, "layers[0].feed_forward.residual.after", "expected an epsilon of 0 or more, got -1"},
  };
  {
    Decoder decoder;
    CHECK(check(decoder.stack).ok());
  }
  for (const Wrong& wrong : all) {
    Decoder decoder;
    wrong.change(decoder);
    check_error([&] { Sequence(decoder.stack, 4, 3); }, wrong.code, wrong.field, wrong.complaint);
  }
}

TEST_CASE("models: a description in which layers become wider fits together") {
  Model model(53, 10, 1);
  model.layers[0].self = model.attention({2, 2, 4}, 6, 6);
  model.layers[0].self.output = model.linear(9, 8);
  model.layers[0].self.residual.shortcut = model.linear(9, 6);
  model.layers[0].feed_forward = model.feed_forward(9, 11);
  model.layers[0].feed_forward.down = model.linear(10, 11);
  check_error([&] { Sequence(model.stack, 4); }, Code::kShape, "layers[0].feed_forward.down.weights.rows", "expected 9, got 10");
  model.layers[0].feed_forward.residual.shortcut = model.linear(10, 9);
  const Rows hidden = model.rows(3, 10);
  CHECK(largest_difference(to_rows(Sequence(model.stack, 4).advance(to_array(hidden))), defined_run(model.stack, hidden).hidden) < kHiddenError);
}

TEST_CASE("models: a run that memory cannot hold is an error") {
  // The sizes of this description need no numbers behind its addresses, as nothing is computed.
  Model model(54, 1, 1, {1, 1, 1});
  Attention& attention = model.layers[0].self;
  attention.heads = attention.kv_heads = Index{1} << 24;
  for (Linear* const linear : {&attention.query, &attention.key, &attention.value}) linear->weights.rows = attention.heads;
  attention.output.weights.columns = attention.heads;
  try {
    Sequence(model.stack, Sequence::kMostTokens);
    FAIL_CHECK("no error");
  } catch (const Error& error) {
    CHECK(error.code() == Code::kMemory);
    CHECK(error.argument() == "capacity");
  }
}

}  // namespace
}  // namespace attn::tests
