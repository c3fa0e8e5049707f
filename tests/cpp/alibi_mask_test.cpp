// Tests of ALiBi together with everything that hides keys, over long rows. The kernel computes the bias relative to one
// key of the row. The row must see this key: otherwise float32 loses the digits of the scores beside a bias that grows
// with the distance.
#include "arrays.h"
#include "fused_case.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace attn::tests {
namespace {

// The mask's number for query i and key j. In a boolean mask, 0 hides the key; the numbers of a numeric mask are added
// to the scores.
using MaskRule = std::function<double(std::size_t i, std::size_t j, std::size_t keys)>;

FusedCase long_case(Random& random, std::size_t queries, std::size_t keys, const std::vector<double>& slopes, Alibi alibi) {
  FusedCase made = fused_case(random, {.h = 2, .tq = queries, .tk = keys, .d = 8, .dv = 4});
  made[Input::kAlibi] = Operand{slopes, {2}, DType::kFloat64};
  made.options.alibi = alibi;
  return made;
}

void set_mask(FusedCase& made, std::size_t queries, std::size_t keys, DType dtype, const MaskRule& rule) {
  Operand& mask = made[Input::kMask].emplace();
  mask.dtype = dtype;
  mask.shape = {queries, keys};
  for (std::size_t i = 0; i < queries; ++i)
    for (std::size_t j = 0; j < keys; ++j) mask.numbers.push_back(rule(i, j, keys));
}

const std::vector<std::vector<double>> kSlopes = {{0.5, -0.5}, {1, -1}, {0.00390625, -0.00390625}, {1e30, -1e30}, {8, 0}};

TEST_CASE("alibi: the bias is relative to a key that a mask of booleans or of -Infinity shows") {
  Random random(111);
  const std::vector<MaskRule> visible = {
      [](std::size_t i, std::size_t j, std::size_t) { return j <= 3 + i; },                             // first keys
      [](std::size_t i, std::size_t j, std::size_t keys) { return j + 5 + i >= keys; },                 // last keys
      [](std::size_t, std::size_t j, std::size_t keys) { return j > keys / 3 && j < keys / 2; },        // the middle
      [](std::size_t i, std::size_t j, std::size_t) { return (j + i) % 700 == 5; },                     // far apart
      [](std::size_t i, std::size_t j, std::size_t) { return i % 2 == 0 ? false : j % 3 == 0; },        // empty rows
      [](std::size_t i, std::size_t j, std::size_t keys) { return j == (i * 97) % keys; }};             // one key
  for (const auto& lengths : {std::pair<std::size_t, std::size_t>{3, 2048}, {40, 2048}, {2, 8192}, {2, 20'000}}) {
    const std::size_t queries = lengths.first, keys = lengths.second;  // Clang 14 captures no structured binding.
    for (const std::vector<double>& slopes : kSlopes) {
      for (std::size_t rule = 0; rule < visible.size(); ++rule) {
        CAPTURE(queries);
        CAPTURE(keys);
        CAPTURE(slopes[0]);
        CAPTURE(rule);
        for (const Alibi alibi : {Alibi::kPast, Alibi::kBoth}) {
          CAPTURE(alibi);
          FusedCase made = long_case(random, queries, keys, slopes, alibi);
          // Causality and key lengths move the queries: to the end of the keys, or to the middle of them.
          if (alibi == Alibi::kBoth && rule % 2 == 0) made.options.causal = made.options.bottom_right = true;
          if (alibi == Alibi::kBoth && rule % 2 == 1) made[Input::kKeyLengths] = Operand{{static_cast<double>(keys / 2)}, {1}, DType::kFloat64};
          set_mask(made, queries, keys, DType::kBool, visible[rule]);
          CHECK(fault_of(made) == "");
          set_mask(made, queries, keys, DType::kFloat32, [&](std::size_t i, std::size_t j, std::size_t all) {
            return visible[rule](i, j, all) != 0 ? 0 : -kInfinity;
          });
          CHECK(fault_of(made) == "");
        }
      }
    }
  }
}

// Where the mask's numbers work against the slope, any key may have the largest bias.
TEST_CASE("alibi: the bias is relative to the largest sum of slope and mask") {
  Random random(112);
  const std::vector<MaskRule> added = {
      [](std::size_t, std::size_t j, std::size_t keys) { return 1000 - static_cast<double>(j * 1000 / keys); },
      [](std::size_t, std::size_t j, std::size_t keys) { return j < 10 ? static_cast<double>(keys) : 0; },
      [](std::size_t, std::size_t j, std::size_t) { return -0.5 * static_cast<double>(j); },  // cancels a slope of 1/2
      [](std::size_t, std::size_t j, std::size_t keys) { return j > keys / 2 ? -1e9 : 0; },
      [](std::size_t i, std::size_t j, std::size_t) { return j % 2 == i % 2 ? -kInfinity : -1e4; },
      [](std::size_t, std::size_t j, std::size_t) { return j % 11 == 0 ? 1e30 : -1e30; }};
  for (const DType dtype : {DType::kFloat32, DType::kFloat64}) {
    for (const std::vector<double>& slopes : kSlopes) {
      for (std::size_t rule = 0; rule < added.size(); ++rule) {
        CAPTURE(dtype);
        CAPTURE(slopes[0]);
        CAPTURE(rule);
        for (const Alibi alibi : {Alibi::kPast, Alibi::kBoth}) {
          CAPTURE(alibi);
          FusedCase made = long_case(random, 5, 2048, slopes, alibi);
          set_mask(made, 5, 2048, dtype, added[rule]);
          CHECK(fault_of(made) == "");
        }
      }
    }
  }
}

// The other options limit the range of keys, and the mask hides some inside it.
TEST_CASE("alibi: lengths, windows, a past and causality together with a mask") {
  Random random(113);
  for (const std::vector<double>& slopes : kSlopes) {
    for (const int kind : {0, 1, 2, 3, 4}) {
      CAPTURE(slopes[0]);
      CAPTURE(kind);
      for (const Alibi alibi : {Alibi::kPast, Alibi::kBoth}) {
        CAPTURE(alibi);
        FusedSizes sizes = {.h = 2, .tq = 24, .tk = 2100, .d = 8, .dv = 4};
        if (kind == 3) sizes.past = 2076;
        FusedCase made = fused_case(random, sizes);
        made[Input::kAlibi] = Operand{slopes, {2}, DType::kFloat64};
        made.options.alibi = alibi;
        made.options.causal = kind != 1;
        if (kind == 1) made.options.window = {1500, 40};
        if (kind == 2) made.options.window = {-1, 900};
        if (kind == 0 || kind == 1) made[Input::kKeyLengths] = Operand{{1999}, {1}, DType::kFloat64};
        if (kind == 4) made.options.temperature = 0.01;
        set_mask(made, 24, 2100, DType::kBool, [](std::size_t i, std::size_t j, std::size_t) { return j < 20 || (j * 7 + i) % 401 == 0; });
        CHECK(fault_of(made) == "");
        CHECK(fault_of_run(made) == "");
      }
    }
  }
}

}  // namespace
}  // namespace attn::tests
