// Tests of options and numbers at the ends of double. What is folded into a temperature, a scale or a norm must not
// become NaN by overflow or 0 by underflow; where even float64 has no digits, the row is refused.
#include "arrays.h"
#include "definition.h"
#include "errors.h"
#include "fused_case.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace attn::tests {
namespace {

const std::vector<double> kTemperatures = {5e-324, 6e-309, 6e-308, 1e-300, 1e-100, 1e-31, 1e-30, 1e-20, 1e20, 1e30, 1e31, 1e300, 1.7e308};
const std::vector<double> kScales = {0, 1e-320, 1e-300, 1e-30, 1, -1e-3, 1e30, 1e31, -1e60, 1e300};

// The case is large enough for the kernel, if the options allow it.
FusedCase medium_case(Random& random) { return fused_case(random, {.h = 2, .tq = 20, .tk = 70, .d = 8, .dv = 4}); }

TEST_CASE("extreme: every temperature with every scale, for scores of 0 and for others") {
  Random random(121);
  FusedCase numbers = medium_case(random);
  FusedCase zeros = numbers;
  for (double& each : zeros[Input::kQuery]->numbers) each = 0;
  for (FusedCase* made : {&numbers, &zeros}) {
    for (const Normalizer normalizer : {Normalizer::kSoftmax, Normalizer::kSigmoid}) {
      for (const Score score : {Score::kDot, Score::kCosine, Score::kEuclidean}) {
        for (const double temperature : kTemperatures) {
          for (const double scale : kScales) {
            CAPTURE(normalizer);
            CAPTURE(score);
            CAPTURE(temperature);
            CAPTURE(scale);
            made->options.normalizer = normalizer;
            made->options.score = score;
            made->options.temperature = temperature;
            made->options.scale = scale;
            CHECK(fault_of_run(*made) == "");
          }
        }
      }
    }
  }
}

TEST_CASE("extreme: ALiBi and numeric masks under every temperature") {
  Random random(122);
  for (const bool is_zero : {false, true}) {
    for (const double slope : {8.0, -8.0, 1e30, 1e-30}) {
      for (const double temperature : kTemperatures) {
        CAPTURE(is_zero);
        CAPTURE(slope);
        CAPTURE(temperature);
        FusedCase made = medium_case(random);
        if (is_zero)
          for (double& each : made[Input::kQuery]->numbers) each = 0;
        made.options.temperature = temperature;
        made[Input::kAlibi] = Operand{{slope, -slope}, {2}, DType::kFloat64};
        CHECK(fault_of_run(made) == "");
        made[Input::kMask] = Operand{random.list(20 * 70, -30, 30), {20, 70}, DType::kFloat64};
        CHECK(fault_of_run(made) == "");
      }
    }
  }
}

Attended attended_with_weights(const Inputs<double>& inputs, const Options& options) {
  AttendOptions all = output_only(options);
  all.weights = true;
  return attend(inputs, all);
}

// Compares the library with the definition, which has a wider range.
void check_defined(const Inputs<double>& inputs, const Options& options) {
  const Attended attended = attended_with_weights(inputs, options);
  const Defined expected = define(inputs, options);
  // The design's bound for one row. Where there are several rows, the weights of each sum up to 1.
  double sum = 0;
  for (const double weight : expected.weights) sum += std::fabs(weight);
  const double tolerance = kExactness * (inputs.query.dimension() == 1 ? std::max(1.0, sum) : 1.0);
  CHECK(largest_difference(*attended.weights, expected.weights) <= tolerance);
  CHECK(largest_difference(attended.output, expected.output) <= tolerance);
}

TEST_CASE("extreme: a cosine of tiny vectors has their direction") {
  Random random(123);
  for (const std::size_t keys : {std::size_t{5}, std::size_t{300}}) {  // the reference, then the kernel
    for (const double tiny : {1e-30, 1e-139, 1e-141, 1e-160, 1e-200, 1e-300, 1e-310}) {
      for (const int which : {0, 1, 2}) {
        CAPTURE(keys);
        CAPTURE(tiny);
        CAPTURE(which);
        Inputs<double> inputs;
        inputs.query = random.array({3, 4});
        inputs.key = random.array({keys, 4});
        inputs.value = random.array({keys, 2});
        if (which != 1) inputs.query *= tiny;
        for (std::size_t c = 0; which != 0 && c < 8; ++c) inputs.key.data()[c] *= tiny;
        for (std::size_t c = 8; c < 12; ++c) inputs.key.data()[c] = 0;  // a vector without direction
        Options options;
        options.score = Score::kCosine;
        check_defined(inputs, options);
      }
    }
  }
}

// One query and keys of one component: the scores are the keys themselves.
Inputs<double> scores_of(const std::vector<double>& scores) {
  Inputs<double> inputs;
  inputs.query = numbers({1}, {1});
  inputs.key = numbers({scores.size(), 1}, scores);
  inputs.value = numbers({scores.size(), 1}, std::vector<double>(scores.size(), 1.0));
  return inputs;
}

TEST_CASE("extreme: a softcap keeps the order that float64 has") {
  Options options;
  options.score = Score::kDot;
  // Near the cap, tanh becomes 1: 19.2 and 30 tie, and 18.9 stays below them.
  options.scale = options.softcap = 1e30;
  for (const Normalizer normalizer : {Normalizer::kSoftmax, Normalizer::kSparsemax, Normalizer::kEntmax15, Normalizer::kHardmax}) {
    options.normalizer = normalizer;
    check_defined(scores_of({18.5, 18.9, 17}), options);
    check_defined(scores_of({18.9, 19.2, 30, 1}), options);
    check_defined(scores_of({-18.9, -18.5, -30}), options);
  }
  // A score that is tiny compared with the cap is not 0.
  options.normalizer = Normalizer::kSoftmax;
  options.scale = options.temperature = 1e-300;
  check_defined(scores_of({0.25, 0.5, 1}), options);
  options.normalizer = Normalizer::kSigmoid;
  check_defined(scores_of({0.25, 0.5, 1}), options);
}

TEST_CASE("extreme: a difference of scores beyond double") {
  Inputs<double> inputs = scores_of({0, 0, 0});
  inputs.mask = numbers({3}, {1.5e308, -1.5e308, 0});
  for (const Normalizer normalizer : {Normalizer::kSoftmax, Normalizer::kSparsemax, Normalizer::kEntmax15}) {
    Options options;
    options.normalizer = normalizer;
    options.temperature = 1.7e308;
    const Attended attended = attended_with_weights(inputs, options);
    CHECK(largest_difference(*attended.weights, define(inputs, options).weights) <= kExactness);
    if (normalizer == Normalizer::kSoftmax) CHECK((*attended.weights)(1) > 0.05f);
  }
}

TEST_CASE("extreme: a row sum that consists only of rounding is refused") {
  Options options;
  options.score = Score::kDot;
  for (const Normalizer normalizer : {Normalizer::kSum, Normalizer::kArticle}) {
    options.normalizer = normalizer;
    // 0.1 + 0.2 - 0.3 is 5.6e-17 in double, and 0 on paper.
    for (const double scale : {1.0, 1e30, 1e-30}) {
      CAPTURE(scale);
      options.scale = scale;
      try {
        attend(scores_of({0.1, 0.2, -0.3}), output_only(options));
        FAIL_CHECK("no error");
      } catch (const Error& error) {
        CHECK(error.code() == Code::kUndefinedRow);
        // The rounding may happen to leave 0 or a negative sum.
        CHECK(std::string(error.what()).find(scale == 1 ? "a row sum beyond the rounding of its terms, got 5.55112e-17" : "a row sum") !=
              std::string::npos);
      }
      check_defined(scores_of({0.1, 0.2, -0.2}), options);
    }
  }
}

TEST_CASE("extreme: a trace says which stages are held at the largest float") {
  Inputs<double> inputs = scores_of({2, 3});
  inputs.value = numbers({2, 1}, {1e38, -3e38});
  Options options;
  options.score = Score::kDot;
  CHECK(explain(inputs, options, RowIndex{}).clamped.empty());

  // Only the scaled scores are beyond float32.
  options.scale = 1e60;
  options.softcap = 1e30;
  CHECK(explain(inputs, options, RowIndex{}).clamped == std::vector<Output>{Output::kScaled});
  options.softcap.reset();
  options.normalizer = Normalizer::kSum;
  CHECK(explain(inputs, options, RowIndex{}).clamped ==
        std::vector<Output>{Output::kScaled, Output::kCapped, Output::kWithBias, Output::kBiased, Output::kRowMax,
                            Output::kExponentials, Output::kRowSum});
  // The -Infinity of a mask does not count as a number that is held there.
  inputs.mask = numbers({2}, {0, -kInfinity});
  options.scale.reset();
  const Trace masked = explain(inputs, options);
  CHECK(masked.clamped.empty());
  CHECK(static_cast<double>(masked.biased(1)) == -kInfinity);

  // The terms of a row are 3e38 squared, which is beyond float32.
  inputs = scores_of({3e38, -3e38});
  inputs.query = numbers({1}, {3e38});
  const Trace trace = explain(inputs, {}, RowIndex{});
  CHECK(trace.clamped == std::vector<Output>{Output::kScores, Output::kScaled, Output::kCapped, Output::kWithBias,
                                             Output::kBiased, Output::kRowMax, Output::kProducts});
  CHECK(static_cast<double>(trace.scores(1)) == -kLargestFloat);
}

TEST_CASE("extreme: attend refuses to return scores that are beyond float32") {
  Inputs<double> inputs = scores_of({3e38, -3e38});
  inputs.query = numbers({1}, {3e38});
  AttendOptions options;
  CHECK(attend(inputs, options).output.size() > 0);
  for (const Output stage : {Output::kScaled, Output::kCapped, Output::kBiased}) {
    options.scores = stage;
    check_error([&] { attend(inputs, options); }, Code::kUndefinedRow, "scores", "expected scores within float32's range, got 9e76 in row [batch 0, head 0, query 0]");
  }
}

}  // namespace
}  // namespace attn::tests
