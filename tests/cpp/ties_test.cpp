// Tests with equal values. Float32 rounds all sums of them in the same direction, so that the errors add up where those
// of random numbers would cancel.
#include "arrays.h"
#include "fused_case.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstring>
#include <string>
#include <vector>

namespace attn::tests {
namespace {

// A case with scores of 0 and one value for all keys.
FusedCase alike(Random& random, std::size_t queries, std::size_t keys, double value, Normalizer normalizer) {
  FusedCase made = fused_case(random, {.tq = queries, .tk = keys, .d = 8, .dv = 1});
  for (double& each : made[Input::kQuery]->numbers) each = 0;
  for (double& each : made[Input::kValue]->numbers) each = value;
  made.options.normalizer = normalizer;
  return made;
}

TEST_CASE("ties: the mean of equal values is the value, however many there are") {
  Random random(131);
  for (const Normalizer normalizer : {Normalizer::kSoftmax, Normalizer::kSigmoid}) {
    for (const std::size_t queries : {std::size_t{2}, std::size_t{20}}) {  // computed in rows, then in tiles
      for (const std::size_t keys : {200u, 256u, 258u, 1024u, 4096u, 4100u, 5000u, 20'000u, 65'536u}) {
        if (queries > 2 && keys > 20'000) continue;
        const int turns = keys > 5000 ? 6 : 60;
        for (int turn = 0; turn < turns; ++turn) {
          const auto value = static_cast<double>(static_cast<float>(1 - 0.5 * turn / turns));
          CAPTURE(normalizer);
          CAPTURE(queries);
          CAPTURE(keys);
          CAPTURE(value);
          const auto count = static_cast<double>(keys);
          const double expected = normalizer == Normalizer::kSigmoid ? value * count / (1 + count) : value;
          const Solved solved = solve(alike(random, queries, keys, value, normalizer), Way::kRun, false);
          for (const float output : solved.output) REQUIRE(std::fabs(static_cast<double>(output) - expected) <= kExactness);
        }
      }
    }
  }
}

TEST_CASE("ties: where scores grow from fold to fold, earlier folds are kept") {
  Random random(132);
  for (const double step : {8.0, -8.0, 0.01}) {
    for (const std::size_t queries : {std::size_t{2}, std::size_t{20}}) {
      CAPTURE(step);
      CAPTURE(queries);
      // A thousand keys at a time share one bias.
      FusedCase made = fused_case(random, {.tq = queries, .tk = 13'000, .d = 8, .dv = 5});
      Operand& mask = made[Input::kMask].emplace();
      mask.shape = {13'000};
      for (std::size_t j = 0; j < 13'000; ++j) mask.numbers.push_back(step * static_cast<double>(j / 1000));
      CHECK(fault_of(made) == "");
    }
  }
}

// A query has the same digits alone as in its tile: runs and folds end at the same keys.
TEST_CASE("ties: the digits of a row over many folds do not depend on the others") {
  Random random(133);
  const FusedSizes sizes = {.tq = 60, .tk = 9000, .past = 8930, .d = 8, .dv = 9};
  for (const std::int64_t left : {-1, 5000, 4850, 70}) {
    FusedCase made = fused_case(random, sizes);
    made.options.causal = true;
    made.options.window.left = left;
    Operand& mask = made[Input::kMask].emplace();
    mask.dtype = DType::kBool;
    mask.shape = {60, 9000};
    mask.numbers = random.list(60 * 9000, 0, 1);
    for (std::size_t at = 0; at < mask.numbers.size(); ++at)
      mask.numbers[at] = at % 9000 >= at / 9000 * 140 && mask.numbers[at] > 0.1;  // Each row begins at another key.
    const Solved whole = solve(made, Way::kRun, false);
    for (const std::int64_t query : {0, 1, 2, 17, 31, 58, 59}) {
      CAPTURE(left);
      CAPTURE(query);
      const Solved part = solve_part(made, {0, 1, query, 1});
      REQUIRE(part.error == "");
      CHECK(std::memcmp(part.output.data(), whole.output.data() + query * 9, 9 * sizeof(float)) == 0);
    }
  }
}

}  // namespace
}  // namespace attn::tests
