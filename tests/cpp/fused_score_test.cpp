// Tests of scores in the fused kernel: scales and temperatures, norms of zero, and numbers at the ends of their range.
// Where float32 would lose digits, the reference computes the answer.
#include "arrays.h"
#include "fused_case.h"

#include <doctest/doctest.h>

#include <string>

namespace attn::tests {
namespace {

constexpr std::array kDotFamily = {Score::kScaledDot, Score::kDot, Score::kCosine, Score::kEuclidean};

TEST_CASE("fused: scale and temperature") {
  Random random(80);
  for (const Score score : kDotFamily) {
    for (const Normalizer normalizer : {Normalizer::kSoftmax, Normalizer::kSigmoid}) {
      for (const double scale : {1.0, 0.0, -0.0, -0.7, 1e-30, 3.0, -40.0, 1000.0, 1e6}) {
        for (const double temperature : {1.0, 0.01, 100.0}) {
          CAPTURE(score);
          CAPTURE(normalizer);
          CAPTURE(scale);
          CAPTURE(temperature);
          FusedCase made = fused_case(random, {.tq = 6, .tk = 19, .d = 8, .dv = 4});
          made.options.score = score;
          made.options.normalizer = normalizer;
          made.options.scale = scale;
          made.options.temperature = temperature;
          CHECK(fault_of(made) == "");
        }
      }
    }
  }
}

// All components have the same sign, so the scores are as large as inputs from -1 to 1 can make them.
TEST_CASE("fused: the largest scores of inputs from -1 to 1") {
  Random random(81);
  for (const Score score : kDotFamily) {
    for (const Normalizer normalizer : {Normalizer::kSoftmax, Normalizer::kSigmoid}) {
      for (const std::size_t d : {16u, 64u, 257u}) {
        for (const double low : {-1.0, 0.5, 0.9}) {
          CAPTURE(score);
          CAPTURE(normalizer);
          CAPTURE(d);
          CAPTURE(low);
          FusedCase made = fused_case(random, {.tq = 9, .tk = 70, .d = d, .dv = 8}, false, DType::kFloat32, low, 1);
          made[Input::kValue]->numbers = random.list(made[Input::kValue]->numbers.size());
          made.options.score = score;
          made.options.normalizer = normalizer;
          CHECK(fault_of(made) == "");
        }
      }
    }
  }
}

TEST_CASE("fused: a norm of zero") {
  Random random(82);
  for (const DType dtype : {DType::kFloat32, DType::kFloat64}) {
    for (const Normalizer normalizer : {Normalizer::kSoftmax, Normalizer::kSigmoid}) {
      FusedCase made = fused_case(random, {.tq = 7, .tk = 19, .d = 5, .dv = 4}, false, dtype);
      made.options.score = Score::kCosine;
      made.options.normalizer = normalizer;
      for (std::size_t c = 0; c < 5; ++c) {
        made[Input::kQuery]->numbers[2 * 5 + c] = 0;
        made[Input::kKey]->numbers[9 * 5 + c] = c % 2 == 0 ? 0 : -0.0;
        made[Input::kKey]->numbers[18 * 5 + c] = 0;
      }
      CHECK(fault_of(made) == "");
    }
  }
}

// A cosine does not depend on the length of its vectors, however short or long they are.
TEST_CASE("fused: cosines of vectors of every length") {
  Random random(83);
  for (const DType dtype : {DType::kFloat32, DType::kFloat64}) {
    for (const double size : {1e-3, 1e-20, 1e-37, 1e-41, 1e-50, 1e-150, 1e10, 1e30}) {
      if (dtype == DType::kFloat32 && size < 1e-41) continue;  // too small for float32
      CAPTURE(dtype);
      CAPTURE(size);
      FusedCase made = fused_case(random, {.tq = 5, .tk = 19, .d = 6, .dv = 4}, false, dtype);
      made.options.score = Score::kCosine;
      for (double& each : made[Input::kQuery]->numbers) each *= size;
      for (double& each : made[Input::kKey]->numbers) each *= size;
      CHECK(fault_of(made) == "");
    }
  }
}

// The scale makes up for small numbers, or for large ones.
TEST_CASE("fused: products that float32 cannot hold, with a scale that brings the scores back") {
  Random random(84);
  struct Sizes { double query, key, scale; };
  for (const DType dtype : {DType::kFloat32, DType::kFloat64}) {
    for (const Sizes& sizes : {Sizes{1, 1e-30, 1e30}, Sizes{1e10, 1e-38, 1e28}, Sizes{1e10, 1e-38, 1e30}, Sizes{1, 1e-42, 1e42},
                               Sizes{1e-40, 1, 1e40}, Sizes{1e20, 1e20, 1e-40}, Sizes{1, 1e38, 1e-38}, Sizes{1e-30, 1e-30, 1e60},
                               Sizes{1e30, 1e30, 1e-60}}) {
      CAPTURE(dtype);
      CAPTURE(sizes.query);
      CAPTURE(sizes.key);
      CAPTURE(sizes.scale);
      FusedCase made = fused_case(random, {.tq = 5, .tk = 19, .d = 6, .dv = 4}, false, dtype);
      made.options.score = Score::kDot;
      made.options.scale = sizes.scale;
      for (double& each : made[Input::kQuery]->numbers) each *= sizes.query;
      for (double& each : made[Input::kKey]->numbers) each *= sizes.key;
      CHECK(fault_of(made) == "");
    }
  }
}

// The scores are far apart, all equal, or beyond float32, in one row or in all.
TEST_CASE("fused: extreme scores") {
  Random random(85);
  for (const Score score : kDotFamily) {
    for (const Normalizer normalizer : {Normalizer::kSoftmax, Normalizer::kSigmoid}) {
      for (const double size : {0.0, 100.0, 1e4, 1e15, -1e15, 1e19, 1e30, kLargestFloat}) {
        for (const bool in_one_row : {false, true}) {
          CAPTURE(score);
          CAPTURE(normalizer);
          CAPTURE(size);
          CAPTURE(in_one_row);
          FusedCase made = fused_case(random, {.tq = 9, .tk = 30, .d = 8, .dv = 4});
          made.options.score = score;
          made.options.normalizer = normalizer;
          std::vector<double>& query = made[Input::kQuery]->numbers;
          for (std::size_t n = in_one_row ? 5 * 8 : 0; n < (in_one_row ? 6 * 8 : query.size()); ++n) query[n] *= size;
          CHECK(fault_of(made) == "");
          // All keys are equal: each weight is 1 / Tk, or the same sigmoid.
          for (std::size_t n = 8; n < made[Input::kKey]->numbers.size(); ++n)
            made[Input::kKey]->numbers[n] = made[Input::kKey]->numbers[n % 8];
          CHECK(fault_of(made) == "");
          for (double& each : made[Input::kKey]->numbers) each *= 1e15;
          CHECK(fault_of(made) == "");
        }
      }
    }
  }
}

// The result is an output that float32 can hold, or an error that names the same row as the reference.
TEST_CASE("fused: extreme values") {
  Random random(86);
  for (const Normalizer normalizer : {Normalizer::kSoftmax, Normalizer::kSigmoid}) {
    for (const double scale : {1.0, 1000.0}) {
      for (const double value : {kLargestFloat, -kLargestFloat, 1e-45}) {
        CAPTURE(normalizer);
        CAPTURE(scale);
        CAPTURE(value);
        FusedCase made = fused_case(random, {.h = 2, .tq = 6, .tk = 30, .d = 8, .dv = 4});
        made.options.normalizer = normalizer;
        made.options.scale = scale;
        for (double& each : made[Input::kValue]->numbers) each = value;
        const Solved expected = solve(made, Way::kReference), got = solve(made, Way::kFused);
        CHECK(got.error == expected.error);
        if (expected.code != Code::kOk || got.code != Code::kOk) continue;
        // Among the subnormal numbers each of the 30 products is rounded to a multiple of the smallest float.
        const double smallest = std::numeric_limits<float>::denorm_min();
        for (std::size_t n = 0; n < expected.output.size(); ++n) {
          const double wanted = double{expected.output[n]};
          CHECK(std::fabs(double{got.output[n]} - wanted) <= kExactness * std::fabs(wanted) + 30 * smallest);
        }
      }
    }
  }
}

}  // namespace
}  // namespace attn::tests
