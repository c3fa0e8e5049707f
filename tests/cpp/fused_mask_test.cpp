// Tests of masks and biases in the fused kernel: empty tiles, empty rows, and numbers at the ends of their range.
#include "arrays.h"
#include "fused_case.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>

namespace attn::tests {
namespace {

constexpr std::size_t kQueries = 20, kKeys = 530;

// A case with a mask [Tq, Tk], made element by element.
FusedCase masked(DType dtype, const std::function<double(std::size_t, std::size_t)>& element,
                 Normalizer normalizer = Normalizer::kSoftmax) {
  Random random(70);
  FusedCase made = fused_case(random, {.h = 2, .tq = kQueries, .tk = kKeys, .d = 6, .dv = 5});
  made.options.normalizer = normalizer;
  Operand& mask = made[Input::kMask].emplace();
  mask.dtype = dtype;
  mask.shape = {kQueries, kKeys};
  for (std::size_t i = 0; i < kQueries; ++i)
    for (std::size_t j = 0; j < kKeys; ++j) mask.numbers.push_back(element(i, j));
  return made;
}

const std::vector<Normalizer>& normalizers() {
  static const std::vector<Normalizer> both = {Normalizer::kSoftmax, Normalizer::kSigmoid};
  return both;
}

TEST_CASE("fused: boolean masks with empty tiles and empty rows") {
  const std::vector<std::function<double(std::size_t, std::size_t)>> masks = {
      [](std::size_t, std::size_t) { return 0; },                              // nothing at all
      [](std::size_t, std::size_t) { return 1; },                              // everything
      [](std::size_t i, std::size_t) { return i % 4 == 2; },                   // one row in each tile
      [](std::size_t i, std::size_t) { return i / 4 % 2; },                    // every other tile of queries
      [](std::size_t, std::size_t j) { return j >= 256 && j < 512; },          // one block of keys
      [](std::size_t, std::size_t j) { return j / 8 % 2; },                    // every other panel
      [](std::size_t i, std::size_t j) { return j == i * 27; },                // one key each
      [](std::size_t i, std::size_t j) { return i < 10 ? j == 0 : j == kKeys - 1; },
      [](std::size_t i, std::size_t j) { return i == 7 && j == 255; }};
  for (const Normalizer normalizer : normalizers()) {
    for (std::size_t n = 0; n < masks.size(); ++n) {
      CAPTURE(n);
      REQUIRE(fault_of(masked(DType::kBool, masks[n], normalizer)) == "");
      REQUIRE(fault_of_run(masked(DType::kBool, masks[n], normalizer)) == "");
    }
  }
}

TEST_CASE("fused: a mask of any rank and with axes of length 1") {
  Random random(71);
  const FusedSizes sizes = {.b = 2, .h = 4, .g = 2, .tq = 9, .tk = 33, .d = 4, .dv = 3};
  const std::vector<std::size_t> full = {sizes.b, sizes.h, sizes.tq, sizes.tk};
  for (std::size_t rank = 1; rank <= 4; ++rank) {
    for (unsigned broadcast = 0; broadcast < 1u << rank; ++broadcast) {
      for (const DType dtype : {DType::kBool, DType::kFloat32, DType::kFloat64}) {
        CAPTURE(rank);
        CAPTURE(broadcast);
        FusedCase made = fused_case(random, sizes);
        Operand& mask = made[Input::kMask].emplace();
        mask.dtype = dtype;
        mask.shape.assign(full.end() - static_cast<std::ptrdiff_t>(rank), full.end());
        std::size_t count = 1;
        for (std::size_t axis = 0; axis < rank; ++axis) {
          if (broadcast >> axis & 1u) mask.shape[axis] = 1;
          count *= mask.shape[axis];
        }
        mask.numbers = random.list(count);
        if (dtype == DType::kBool)
          for (double& each : mask.numbers) each = each > 0;
        REQUIRE(fault_of(made) == "");
      }
    }
  }
}

TEST_CASE("fused: numeric masks of every size") {
  const double lowest = -kLargestFloat;
  const std::vector<std::function<double(std::size_t, std::size_t)>> masks = {
      [](std::size_t i, std::size_t j) { return j > i ? -kInfinity : 0; },
      [](std::size_t i, std::size_t) { return i % 3 == 0 ? -kInfinity : 0; },
      [=](std::size_t i, std::size_t) { return i % 3 == 0 ? lowest : 0; },              // whole rows
      [=](std::size_t i, std::size_t j) { return j > i * 20 ? lowest : 0; },            // as masks are often written
      [=](std::size_t i, std::size_t j) { return j > i * 20 ? lowest : -kInfinity; },
      [](std::size_t i, std::size_t) { return i % 3 == 0 ? -1e4 : 1e4; },
      [](std::size_t i, std::size_t j) { return j > i * 20 ? -1e4 : 0; },
      [](std::size_t i, std::size_t j) { return i % 2 == 0 ? 1e4 + static_cast<double>(j % 3) : -1e4; },
      [](std::size_t i, std::size_t j) { return (i + j) % 7 == 0 ? 1e30 : -1e30; },
      [](std::size_t i, std::size_t j) { return j == 3 * i ? 80 : -80; }};
  for (const Normalizer normalizer : normalizers()) {
    for (const DType dtype : {DType::kFloat32, DType::kFloat64}) {
      for (std::size_t n = 0; n < masks.size(); ++n) {
        CAPTURE(n);
        CAPTURE(normalizer);
        REQUIRE(fault_of(masked(dtype, masks[n], normalizer)) == "");
      }
    }
  }
}

TEST_CASE("fused: float64 masks beyond float32") {
  const double largest = std::numeric_limits<double>::max();
  const std::vector<std::function<double(std::size_t, std::size_t)>> masks = {
      [](std::size_t i, std::size_t) { return i % 2 == 0 ? 1e300 : -1e300; },  // whole rows
      [](std::size_t i, std::size_t j) { return (i + j) % 5 == 0 ? -1e300 : 0; },
      [](std::size_t i, std::size_t j) { return (i + j) % 5 == 0 ? 1e300 : -kInfinity; },
      [=](std::size_t i, std::size_t j) { return (i + j) % 5 == 0 ? largest : -largest; },
      [=](std::size_t, std::size_t) { return -largest; }};
  for (const Normalizer normalizer : normalizers()) {
    for (std::size_t n = 0; n < masks.size(); ++n) {
      CAPTURE(n);
      REQUIRE(fault_of(masked(DType::kFloat64, masks[n], normalizer)) == "");
    }
  }
}

// The slopes go beyond the usual ones: float32 must not lose the scores beside a bias that grows with the distance.
TEST_CASE("fused: ALiBi of every slope") {
  Random random(72);
  for (const double slope : {0.0, 0.00390625, 0.5, 1.0, 30.0, 1e6, 1e30, kLargestFloat, -0.00390625, -0.5, -1.0, -30.0,
                             -1e6, -1e30, -kLargestFloat}) {
    for (const bool causal : {true, false}) {
      CAPTURE(slope);
      CAPTURE(causal);
      FusedCase made = fused_case(random, {.h = 2, .tq = 40, .tk = 513, .past = 100, .d = 8, .dv = 4});
      made[Input::kAlibi] = Operand{{slope, slope / 2}, {2}, DType::kFloat64};
      made.options.causal = causal;
      CHECK(fault_of(made) == "");
    }
  }
}

TEST_CASE("fused: ALiBi with windows, lengths and masks") {
  Random random(73);
  for (const double slope : {0.25, -0.25}) {
    for (const std::int64_t left : {-1, 5, 300}) {
      CAPTURE(slope);
      CAPTURE(left);
      FusedCase made = fused_case(random, {.b = 2, .h = 2, .tq = 20, .tk = 300, .d = 8, .dv = 4});
      made[Input::kAlibi] = Operand{{slope, slope / 2}, {2}, DType::kFloat32};
      made[Input::kKeyLengths] = Operand{{300, 11}, {2}, DType::kFloat64};
      made.options.window = {left, 10};
      Operand& mask = made[Input::kMask].emplace();
      mask.shape = {20, 300};
      mask.numbers = random.list(20 * 300, -30, 30);
      CHECK(fault_of(made) == "");
    }
  }
}

}  // namespace
}  // namespace attn::tests
