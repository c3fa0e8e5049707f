// Compares the fused kernel with the reference: for every length up to two blocks plus one, every size of heads, and
// random calls.
//
// The tolerance is the design's: 2e-6 * max(1, sum |w|) for inputs from -1 to 1. A score is a float32 sum of D products
// and has an error of about 1e-7 for the D and scales here, and so has a weight, relative to its size. The exponential
// adds 2e-7 of the weight, and the sum of weights and values in blocks of 256 adds about 1e-7. An error above 2e-6 does
// not come from rounding.
#include "fused_case.h"
#include "sanitizer.h"

#include <doctest/doctest.h>

#include <string>

namespace attn::tests {
namespace {

#if defined(__OPTIMIZE__) && !ATTN_ADDRESS_SANITIZER && !defined(__EMSCRIPTEN__)
constexpr std::uint64_t kRandomCases = 1500;
#else
constexpr std::uint64_t kRandomCases = 200;
#endif

const std::vector<std::size_t>& lengths() {
  static const std::vector<std::size_t> all = {1,   2,   3,   4,   5,   6,   7,   8,   9,
                                               127, 128, 129, 255, 256, 257, 511, 512, 513};
  return all;
}

// The options change from turn to turn, so that each meets every length or a neighbour of it.
void choose(FusedCase& made, std::size_t turn) {
  made.options.score = std::array{Score::kScaledDot, Score::kDot, Score::kCosine, Score::kEuclidean}[turn % 4];
  made.options.causal = turn / 2 % 2 == 1;
  if (turn % 3 == 1) made.options.normalizer = Normalizer::kSigmoid;
  made.shift = turn % 4;
}

TEST_CASE("fused: every number of queries and keys") {
  Random random(64);
  std::size_t turn = 0;
  for (const std::size_t tq : lengths()) {
    for (const std::size_t tk : lengths()) {
      CAPTURE(tq);
      CAPTURE(tk);
      FusedCase made = fused_case(random, {.tq = tq, .tk = tk, .d = 1 + turn % 5, .dv = 1 + turn % 9});
      choose(made, turn++);
      REQUIRE(fault_of(made) == "");
    }
  }
}

TEST_CASE("fused: every size of heads") {
  Random random(65);
  const std::vector<std::size_t> sizes = {1,  2,  3,  4,  5,  6,  7,   8,   9,   31,  32,
                                          33, 63, 64, 65, 127, 128, 129, 256, 257};
  std::size_t turn = 0;
  for (const std::size_t d : sizes) {
    for (const std::size_t dv : {d, sizes[(turn * 7 + 3) % sizes.size()], 1 + turn % 16}) {
      for (const DType dtype : {DType::kFloat32, DType::kFloat64}) {
        CAPTURE(d);
        CAPTURE(dv);
        CAPTURE(turn);
        FusedCase made = fused_case(random, {.tq = 5, .tk = 21, .d = d, .dv = dv}, false, dtype);
        choose(made, turn);
        REQUIRE(fault_of(made) == "");
        ++turn;
      }
    }
  }
}

TEST_CASE("fused: heads, groups, batches and packed heads") {
  Random random(66);
  std::size_t turn = 0;
  struct Heads { std::size_t h, g; };
  for (const Heads& heads : {Heads{1, 1}, {2, 2}, {4, 2}, {8, 1}, {6, 2}}) {
    for (const bool is_packed : {false, true}) {
      for (const std::size_t tq : {1u, 3u, 33u, 130u}) {
        CAPTURE(heads.h);
        CAPTURE(is_packed);
        CAPTURE(tq);
        FusedCase made = fused_case(random, {.b = 2, .h = heads.h, .g = heads.g, .tq = tq, .tk = 40, .d = 8, .dv = 8}, is_packed);
        choose(made, turn++);
        REQUIRE(fault_of(made) == "");
      }
    }
  }
}

TEST_CASE("fused: a past that ends before, at and after the end of a block") {
  Random random(67);
  std::size_t turn = 0;
  for (const std::size_t past : {1u, 7u, 8u, 9u, 255u, 256u, 257u, 512u}) {
    for (const std::size_t added : {1u, 3u, 8u, 255u, 256u, 257u}) {
      for (const std::size_t dv : {5u, 8u}) {
        CAPTURE(past);
        CAPTURE(added);
        CAPTURE(dv);
        FusedCase made = fused_case(random, {.tq = 3, .tk = past + added, .past = past, .d = 6, .dv = dv}, false,
                                    turn % 5 == 0 ? DType::kFloat64 : DType::kFloat32);
        choose(made, turn++);
        REQUIRE(fault_of(made) == "");
      }
    }
  }
}

TEST_CASE("fused: causality and windows, with every offset") {
  Random random(68);
  for (const std::int64_t left : {-1, 0, 1, 7, 100, 255, 256, 1000}) {
    for (const std::int64_t right : {-1, 0, 3, 300}) {
      for (const double length : {-1.0, 0.0, 1.0, 100.0, 257.0, 300.0}) {
        CAPTURE(left);
        CAPTURE(right);
        CAPTURE(length);
        // Key lengths below Tq make the offset negative; then the first queries see no key.
        FusedCase made = fused_case(random, {.tq = 150, .tk = 300, .d = 3, .dv = 2});
        if (length >= 0) made[Input::kKeyLengths] = Operand{{length}, {1}, DType::kFloat64};
        made.options.window = {left, right};
        made.options.causal = right < 0;
        REQUIRE(fault_of(made) == "");
      }
    }
  }
}

// A call of any kind that the kernel takes.
FusedCase random_fused_case(Random& random) {
  const auto length = [&] { return random.chance(0.7) ? random.between(1, 40) : random.between(1, 300); };
  FusedSizes sizes;
  sizes.b = random.between(1, 2);
  sizes.g = random.between(1, 2);
  sizes.h = sizes.g * random.between(1, 4);
  sizes.tq = length();
  sizes.tk = length();
  sizes.past = random.chance(0.3) ? random.between(0, sizes.tk - 1) : 0;
  sizes.d = random.between(1, 20);
  sizes.dv = random.between(1, 20);
  FusedCase made = fused_case(random, sizes, random.chance(0.3), random.pick({DType::kFloat32, DType::kFloat64}));
  choose(made, random.between(0, 100));
  Options& options = made.options;
  const bool is_sigmoid = options.normalizer.has_value();
  if (random.chance(0.2)) options.temperature = random.number(0.5, 2);
  if (random.chance(0.2)) options.scale = random.number(-1, 1);
  if (random.chance(0.2)) options.window.left = static_cast<std::int64_t>(random.between(0, 50)) - 1;
  if (random.chance(0.2)) options.window.right = static_cast<std::int64_t>(random.between(0, 50)) - 1;
  if (sizes.past == 0 && random.chance(0.3)) {
    made[Input::kKeyLengths] = Operand{{}, {sizes.b}, DType::kFloat64};
    for (std::size_t b = 0; b < sizes.b; ++b)
      made[Input::kKeyLengths]->numbers.push_back(static_cast<double>(random.between(0, sizes.tk)));
  }
  if (!is_sigmoid && random.chance(0.2)) made[Input::kAlibi] = Operand{random.list(sizes.h, 0, 0.5), {sizes.h}, DType::kFloat64};
  if (random.chance(0.5)) {
    Operand& mask = made[Input::kMask].emplace();
    mask.dtype = random.pick({DType::kBool, DType::kFloat32, DType::kFloat64});
    mask.shape = {sizes.b, sizes.h, sizes.tq, sizes.tk};
    for (std::size_t& axis : mask.shape)
      if (random.chance(0.3)) axis = 1;
    const std::size_t count = mask.shape[0] * mask.shape[1] * mask.shape[2] * mask.shape[3];
    const double seen = random.pick<double>({0.02, 0.5, 0.9});
    mask.numbers = random.list(count);
    for (double& each : mask.numbers) {
      const bool is_seen = random.chance(seen);
      if (mask.dtype == DType::kBool) each = is_seen;
      else if (!is_seen) each = -std::numeric_limits<double>::infinity();
    }
  }
  return made;
}

TEST_CASE("fused: random calls") {
  for (std::uint64_t seed = 0; seed < kRandomCases; ++seed) {
    CAPTURE(seed);  // The seed names the case that fails and is enough to make it again.
    Random random(seed);
    const FusedCase made = random_fused_case(random);
    REQUIRE(fault_of(made) == "");
    if (seed % 5 == 0) REQUIRE(fault_of_run(made) == "");
  }
}

}  // namespace
}  // namespace attn::tests
