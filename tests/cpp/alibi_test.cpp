// Tests of the slopes that ALiBi makes for a number of heads, and of ALiBi to both sides.
#include "arrays.h"
#include "definition.h"
#include "errors.h"
#include "fused_case.h"
#include "probes.h"
#include "random.h"

#include <attn/alibi.h>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <vector>

namespace attn::tests {
namespace {

std::vector<double> made_slopes(std::int64_t heads) {
  std::vector<double> slopes;
  for (std::int64_t h = 0; h < heads; ++h) slopes.push_back(made_slope(h, heads));
  return slopes;
}

TEST_CASE("alibi: the slopes made for a number of heads, a power of two or not") {
  const auto powers = [](const std::vector<double>& exponents) {
    std::vector<double> slopes;
    for (const double exponent : exponents) slopes.push_back(std::pow(2, -exponent));
    return slopes;
  };
  const std::vector<std::vector<double>> exponents = {{8}, {4, 8}, {4, 8, 2}, {2, 4, 6, 8}, {2, 4, 6, 8, 1}, {2, 4, 6, 8, 1, 3},
                                                      {2, 4, 6, 8, 1, 3, 5}, {1, 2, 3, 4, 5, 6, 7, 8}};
  for (const std::vector<double>& each : exponents) CHECK(made_slopes(static_cast<std::int64_t>(each.size())) == powers(each));
  // In the paper's code, some of 12 heads have half-integer exponents; of 16 heads, every other one does.
  CHECK(largest_difference(made_slopes(12), powers({1, 2, 3, 4, 5, 6, 7, 8, 0.5, 1.5, 2.5, 3.5})) <= 2e-16);
  CHECK(largest_difference(made_slopes(16), powers({0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8})) <= 2e-16);
}

TEST_CASE("alibi: the bias to both sides, to the past only, and without ALiBi") {
  Inputs<double> inputs = flat_inputs(1, 1, 2, 3);
  Options options;
  CHECK(largest_difference(explain(inputs, options).biased, numbers({6}, {0, 0, 0, 0, 0, 0})) == 0);
  options.alibi = Alibi::kPast;  // The slope of one head is 2^-8.
  CHECK(largest_difference(explain(inputs, options).biased, numbers({6}, {0, 1 / 256., 2 / 256., -1 / 256., 0, 1 / 256.})) == 0);
  inputs.alibi = {0.5};
  CHECK(largest_difference(explain(inputs, options).biased, numbers({6}, {0, 0.5, 1, -0.5, 0, 0.5})) == 0);
  options.alibi = Alibi::kBoth;
  CHECK(largest_difference(explain(inputs, options).biased, numbers({6}, {0, -0.5, -1, -0.5, 0, -0.5})) == 0);
  inputs.alibi = {-2};
  CHECK(largest_difference(explain(inputs, options).biased, numbers({6}, {0, 2, 4, 2, 0, 2})) == 0);
  inputs.key_lengths = {3};  // The queries stand at keys 1 and 2.
  CHECK(largest_difference(explain(inputs, options).biased, numbers({6}, {2, 0, 2, 4, 2, 0})) == 0);
}

// With packed heads, in groups and in parts, the slopes follow from the number of heads of the whole request.
TEST_CASE("alibi: the slopes made for groups, batches and rows that workers share") {
  Random random(114);
  for (const std::size_t h : std::initializer_list<std::size_t>{1, 2, 6, 12}) {
    for (const bool is_packed : {false, true}) {
      for (const bool is_fused : {false, true}) {
        CAPTURE(h);
        CAPTURE(is_packed);
        CAPTURE(is_fused);
        FusedCase made = fused_case(random, {.b = 2, .h = h, .g = h % 2 ? 1 : h / 2, .tq = 40, .tk = 50, .d = 8, .dv = 4}, is_packed);
        made.options.alibi = Alibi::kPast;
        if (!is_fused) made.options.normalizer = Normalizer::kSparsemax;
        FusedCase given = made;
        given[Input::kAlibi] = Operand{made_slopes(static_cast<std::int64_t>(h)), {h}, DType::kFloat64};
        const Solved whole = solve(made, Way::kRun);
        CHECK(whole.output == solve(given, Way::kRun).output);
        if (is_packed) continue;
        // Each part is one unit; the whole output is laid out as [units, queries, Dv].
        for (std::int64_t unit = 0; unit < static_cast<std::int64_t>(2 * h); ++unit) {
          const Solved part = solve_part(made, {unit, 1, 3, 20});
          const auto start = whole.output.begin() + static_cast<std::ptrdiff_t>((unit * 40 + 3) * 4);
          CHECK(part.output == std::vector<float>(start, start + 20 * 4));
        }
      }
    }
  }
}

// The kernel is tested with keys on both sides of the queries, and with rows that a window or a length ends.
TEST_CASE("alibi: the kernel computes the bias to both sides") {
  Random random(116);
  for (const std::vector<double>& slopes : {std::vector<double>{0.5, -0.5}, {0.01, -0.01}, {30, -30}, {0, 1e6}}) {
    for (const int kind : {0, 1, 2, 3, 4, 5}) {
      CAPTURE(slopes[0]);
      CAPTURE(kind);
      FusedCase made = fused_case(random, {.h = 2, .tq = 60, .tk = 700, .d = 8, .dv = 4});
      made[Input::kAlibi] = Operand{slopes, {2}, DType::kFloat64};
      made.options.alibi = Alibi::kBoth;
      if (kind == 1) made[Input::kKeyLengths] = Operand{{400}, {1}, DType::kFloat64};
      if (kind == 2) made.options.window = {20, 300};
      if (kind == 3) made.options.causal = made.options.bottom_right = true;
      if (kind == 4) {
        Operand& mask = made[Input::kMask].emplace();
        mask = {random.list(60 * 700), {60, 700}, DType::kBool};
        for (double& each : mask.numbers) each = each > 0.9;
      }
      if (kind == 5) made.options.score = Score::kEuclidean;
      CHECK(fault_of(made) == "");
    }
  }
}

TEST_CASE("alibi: linear attention with made slopes takes the quadratic path") {
  Random random(115);
  Inputs<double> inputs;
  inputs.query = random.array({5, 3}, 0.1, 1);
  inputs.key = random.array({6, 3}, 0.1, 1);
  inputs.value = random.array({6, 2});
  AttendOptions options;
  options.score = Score::kLinear;
  options.alibi = Alibi::kBoth;
  const Defined expected = define(inputs, options);
  CHECK(largest_difference(attend(inputs, options).output, expected.output) <= kExactness);
  options.alibi = Alibi::kNone;
  CHECK(largest_difference(attend(inputs, options).output, expected.output) > 1e-4);
}

}  // namespace
}  // namespace attn::tests
