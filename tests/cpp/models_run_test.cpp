// Runs that go on: token by token, in pieces, from an earlier place, without some heads; and the memory that they take.
#include "models_case.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace attn::tests {
namespace {

using namespace attn::models;

// As in models_stack_test.cpp.
constexpr double kHiddenError = 2e-5;
constexpr double kWeightError = 5e-6;

// A decoder with all that depends on a token's position.
struct Decoder : Model {
  explicit Decoder(std::uint64_t seed) : Model(seed, 10, 3, {4, 2, 6}) {
    stack.is_causal = true;
    stack.rotaries[0] = rotary(3);
    stack.relative_bias = relative_bias(4, false);
    layers[0].self.rotary = 0;
    layers[0].self.left = 4;
    layers[1].self.is_biased = true;
    layers[2].self.alibi = doubles(4, 0.1, 1);
    layers[2].self.softcap = 3;
    layers[1].feed_forward = feed_forward(10, 9, true);
    for (Layer& layer : layers) layer.cross = attention({3, 1, 4}, 10, 7);
  }
};

Rows part_of(const Rows& rows, Index first, Index count) { return Rows(rows.data() + first, rows.data() + first + count); }

// Advances in pieces of `counts`, and compares what comes out.
void check_pieces(GuardedRun& run, const Rows& hidden, const Rows& expected, const std::vector<Index>& counts) {
  for (const Index count : counts) {
    const Index first = run.run.length;
    CAPTURE(first);
    CAPTURE(count);
    CHECK(largest_difference(run.advance(part_of(hidden, first, count)), part_of(expected, first, count)) < kHiddenError);
  }
}

TEST_CASE("models: a run at once, token by token, and in pieces") {
  Decoder decoder(31);
  const Rows hidden = decoder.rows(150, 10), encoder = decoder.rows(9, 7);
  const DefinedRun expected = defined_run(decoder.stack, hidden, encoder);
  for (const std::vector<Index>& counts : {std::vector<Index>{150}, std::vector<Index>(150, 1), {1, 5, 17, 3, 2, 4, 1}, {129, 21}, {3, 147}}) {
    GuardedRun run(decoder.stack, 150, 9);
    run.set_encoder(encoder);
    check_pieces(run, hidden, expected.hidden, counts);
    const Index length = run.run.length;
    for (Index l = 0; l < 3; ++l) {
      const Rows weights = run.weights(l, AttentionKind::kSelf, 3);
      for (Index t = 0; t < length; ++t) {
        const Row& row = expected.self[static_cast<std::size_t>(l)][3][static_cast<std::size_t>(t)];
        CHECK(largest_difference(part_of(weights, t, 1), {Row(row.data(), row.data() + length)}) < kWeightError);
      }
    }
  }
}

TEST_CASE("models: a run goes back and takes other tokens from there") {
  Decoder decoder(32);
  Rows hidden = decoder.rows(20, 10);
  const Rows encoder = decoder.rows(9, 7);
  GuardedRun run(decoder.stack, 20, 9);
  run.set_encoder(encoder);
  run.advance(hidden);
  for (const Index length : {15, 7, 0}) {
    const Rows other = decoder.rows(20 - length, 10);
    std::copy(other.begin(), other.end(), hidden.data() + length);
    run.run.length = length;
    check_pieces(run, hidden, defined_run(decoder.stack, hidden, encoder).hidden, {2, 18 - length});
  }
}

TEST_CASE("models: an encoder's states are replaced by others") {
  Decoder decoder(33);
  const Rows hidden = decoder.rows(6, 10);
  GuardedRun run(decoder.stack, 6, 9);
  for (const Index count : {9, 3, 5}) {
    const Rows encoder = decoder.rows(count, 7);
    run.set_encoder(encoder);
    run.run.length = 0;
    check_pieces(run, hidden, defined_run(decoder.stack, hidden, encoder).hidden, {6});
  }
}

TEST_CASE("models: heads that are left out give nothing") {
  Decoder decoder(34);
  const Rows hidden = decoder.rows(18, 10), encoder = decoder.rows(9, 7);
  std::uint8_t self[3 * 4] = {}, cross[3 * 3] = {};
  const Rows all = defined_run(decoder.stack, hidden, encoder).hidden;
  const auto check = [&](const Without& without) {
    GuardedRun run(decoder.stack, 18, 9);
    run.set_encoder(encoder);
    const DefinedRun expected = defined_run(decoder.stack, hidden, encoder, without);
    const Rows got = run.advance(hidden, without);
    CHECK(largest_difference(got, expected.hidden) < kHiddenError);
    CHECK(largest_difference(got, all) > 1e-2);
    // What a head would have looked at is seen all the same.
    CHECK(largest_difference(run.weights(2, AttentionKind::kSelf, 1), expected.self[2][1]) < kWeightError);
  };
  for (const Index head : {0, 3, 6, 11}) {
    self[head] = 1;
    check({self, nullptr});
  }
  for (const Index head : {1, 8}) {
    cross[head] = 1;
    check({nullptr, cross});
    check({self, cross});
  }
}

TEST_CASE("models: kept queries, keys and values are those of the projections") {
  Model model(35, 10, 2, {4, 2, 3});
  model.stack.is_causal = true;
  model.layers[0].self.residual.before = {};
  model.layers[0].cross = model.attention({2, 1, 5}, 10, 7);
  model.layers[0].cross.residual.before = {};
  const Rows hidden = model.rows(7, 10), encoder = model.rows(4, 7);
  GuardedRun run(model.stack, 9, 6);
  run.set_encoder(encoder);
  run.advance(part_of(hidden, 0, 5));
  run.advance(part_of(hidden, 5, 2));
  const auto check = [](const Linear& linear, const Rows& from, const float* kept) {
    Rows expected;
    for (const Row& row : from) expected.push_back(defined_linear(linear, kernels::Activation::kNone, row));
    CHECK(largest_difference(rows_of(kept, static_cast<Index>(from.size()), linear.weights.rows), expected) < 1e-6);
  };
  const KeptRows own = kept_rows(run.run, 0, AttentionKind::kSelf), cross = kept_rows(run.run, 0, AttentionKind::kCross);
  check(model.layers[0].self.query, hidden, own.query);
  check(model.layers[0].self.key, hidden, own.key);
  check(model.layers[0].self.value, hidden, own.value);
  check(model.layers[0].cross.key, encoder, cross.key);
  check(model.layers[0].cross.value, encoder, cross.value);
}

TEST_CASE("models: kept memory is that of queries, keys and values, and no piece overlaps another") {
  Model model(36, 10, 2, {4, 2, 3});
  model.layers[1].cross = model.attention({2, 1, 5}, 10, 7);
  GuardedRun run(model.stack, 9, 6);
  // Each piece is rounded up to a multiple of four: 9 * 12 and 9 * 6 of the own attentions, 9 * 10 and 6 * 5 of the cross one.
  CHECK(kept_size(model.stack, 9, 6) == 2 * (108 + 2 * 56) + 92 + 2 * 32);
  const KeptRows first = kept_rows(run.run, 0, AttentionKind::kSelf), second = kept_rows(run.run, 1, AttentionKind::kSelf),
                 cross = kept_rows(run.run, 1, AttentionKind::kCross);
  const float* const places[] = {first.query, first.key, first.value, second.query, second.key, second.value, cross.query, cross.key, cross.value};
  const Index sizes[] = {108, 54, 54, 108, 54, 54, 90, 30, 30};
  CHECK(places[0] == run.run.memory);
  for (int i = 0; i + 1 < 9; ++i) CHECK(places[i] + sizes[i] <= places[i + 1]);
  CHECK(cross.value + 30 <= run.run.memory + kept_size(model.stack, 9, 6));
}

TEST_CASE("models: a softcap over more keys than any other attention has scratch for") {
  Model model(38, 4, 1, {1, 1, 1});
  model.layers[0].cross = model.attention({1, 1, 1}, 4, 2);
  model.layers[0].cross.softcap = 1;
  const Rows hidden = model.rows(2, 4), encoder = model.rows(40000, 2);
  GuardedRun run(model.stack, 2, 40000);
  run.set_encoder(encoder);
  check_pieces(run, hidden, defined_run(model.stack, hidden, encoder).hidden, {2});
  run.weights(0, AttentionKind::kCross, 0);
}

TEST_CASE("models: one token needs less scratch than many") {
  Decoder decoder(37);
  CHECK(scratch_size(decoder.stack, 1000, 9, 1) < scratch_size(decoder.stack, 1000, 9, 1000));
}

}  // namespace
}  // namespace attn::tests
