// Tests of sinks: one logit for each head, which takes part in the normaliser and has no value.
#include "arrays.h"
#include "definition.h"
#include "errors.h"
#include "fused_case.h"
#include "random.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <string>

namespace attn::tests {
namespace {

// The inputs of one row. The query is the number 1, so that the dot scores are the keys themselves.
Inputs<double> row_of(const std::vector<double>& scores) {
  Inputs<double> inputs;
  inputs.query = numbers({1}, {1});
  inputs.key = numbers({scores.size(), 1}, scores);
  inputs.value = inputs.key;
  return inputs;
}

Array<float> weights_of(const Inputs<double>& inputs, Normalizer normalizer, double temperature = 1) {
  AttendOptions options;
  options.score = Score::kDot;
  options.normalizer = normalizer;
  options.temperature = temperature;
  options.weights = true;
  return *attend(inputs, options).weights;
}

TEST_CASE("sinks: a sink is one more score, with weights computed by hand") {
  Inputs<double> inputs = row_of({0, std::log(2)});
  inputs.sinks = {std::log(5)};
  CHECK(largest_difference(weights_of(inputs, Normalizer::kSoftmax), numbers({2}, {1. / 8, 2. / 8})) <= 1e-7);
  // The temperature divides a sink as it divides every score.
  inputs = row_of({0, 2 * std::log(2)});
  inputs.sinks = {2 * std::log(5)};
  CHECK(largest_difference(weights_of(inputs, Normalizer::kSoftmax, 2), numbers({2}, {1. / 8, 2. / 8})) <= 1e-7);
  inputs = row_of({0.1, 0.2});
  inputs.sinks = {1.1};
  CHECK(largest_difference(weights_of(inputs, Normalizer::kSparsemax), numbers({2}, {0, 0.05})) <= 1e-7);
  inputs = row_of({1.6, -0.6});
  inputs.sinks = {1.2};
  CHECK(largest_difference(weights_of(inputs, Normalizer::kEntmax15), numbers({2}, {0.64, 0})) <= 1e-7);
  // The sink wins a hardmax if it is greater than all scores.
  inputs = row_of({1, 3, 2});
  inputs.sinks = {3};
  CHECK(largest_difference(weights_of(inputs, Normalizer::kHardmax), numbers({3}, {0, 1, 0})) == 0);
  inputs.sinks = {3.5};
  CHECK(largest_difference(weights_of(inputs, Normalizer::kHardmax), numbers({3}, {0, 0, 0})) == 0);
}

TEST_CASE("sinks: the trace's largest score and its sum contain them") {
  Inputs<double> inputs = row_of({0, std::log(2)});
  inputs.sinks = {std::log(5)};
  Options options;
  options.score = Score::kDot;
  const Trace trace = explain(inputs, options);
  CHECK(std::fabs(static_cast<double>(trace.row_max(0)) - std::log(5)) <= 1e-6);
  CHECK(largest_difference(trace.exponentials, numbers({2}, {1. / 5, 2. / 5})) <= 1e-7);
  CHECK(std::fabs(static_cast<double>(trace.row_sum(0)) - 8. / 5) <= 1e-6);
  const double largest = static_cast<double>(trace.row_max(0)), sum = static_cast<double>(trace.row_sum(0));
  CHECK(std::fabs(std::exp((*inputs.sinks)[0] - largest) / sum - 5. / 8) <= 1e-6);
}

TEST_CASE("sinks: a row without keys has weights and output of 0, under every normaliser that takes sinks") {
  for (const Normalizer normalizer : {Normalizer::kSoftmax, Normalizer::kSparsemax, Normalizer::kEntmax15, Normalizer::kHardmax}) {
    Inputs<double> inputs = row_of({0.5, 2});
    inputs.sinks = {-3};
    inputs.mask = array_of<bool>({2}, {false, false});
    CHECK(largest_difference(weights_of(inputs, normalizer), numbers({2}, {0, 0})) == 0);
    Options options;
    options.normalizer = normalizer;
    const Trace trace = explain(inputs, options);
    CHECK(trace.row_max(0) == -3);
    CHECK(trace.row_sum(0) == 1);
    CHECK(trace.output(0) == 0);
  }
}

TEST_CASE("sinks: the normalisers that take no sinks, and wrong sinks") {
  for (const Normalizer normalizer : {Normalizer::kSigmoid, Normalizer::kSum, Normalizer::kArticle, Normalizer::kArticleCode}) {
    Inputs<double> inputs = row_of({0.5, 2});
    inputs.sinks = {1};
    AttendOptions options;
    options.normalizer = normalizer;
    const std::string name = kNormalizerNames[static_cast<int>(normalizer)];
    check_error([&] { attend(inputs, options); }, Code::kOption, "sinks", "expected none with the normaliser " + name + ", got [1]");
  }
  Inputs<double> inputs = row_of({0.5, 2});
  inputs.sinks = {1, 2};
  check_error([&] { attend(inputs); }, Code::kShape, "sinks", "expected [1], got [2]");
  inputs.sinks = {-kInfinity};
  check_error([&] { attend(inputs); }, Code::kValue, "sinks", "expected finite numbers within float32's range, got -Infinity at index 0");
}

// The kernel leaves out what all scores of a row share, because a softmax without a sink does not depend on it: the
// query's norm, and the bias of the favoured key. With a sink they matter.
TEST_CASE("sinks: the kernel with sinks of every size, together with every metric, bias and mask") {
  Random random(121);
  for (const double sink : {0.0, 1.5, -40.0, 1000.0, 1e9, -1e9, kLargestFloat, -kLargestFloat}) {
    for (const Score score : {Score::kScaledDot, Score::kDot, Score::kCosine, Score::kEuclidean}) {
      for (const int kind : {0, 1, 2, 3, 4, 5, 6, 7}) {
        CAPTURE(sink);
        CAPTURE(score);
        CAPTURE(kind);
        FusedSizes sizes = {.b = 2, .h = 4, .g = 2, .tq = 9, .tk = 300, .d = 16, .dv = 5};
        if (kind == 1) sizes.past = 270;
        FusedCase made = fused_case(random, sizes);
        made.options.score = score;
        made.options.causal = kind != 2;
        if (kind == 2) made.options.temperature = 0.25;
        if (kind == 3) made[Input::kAlibi] = Operand{{0.5, -0.25, 3, 0}, {4}, DType::kFloat64};
        if (kind == 4) {
          made.options.causal = false;
          made.options.alibi = Alibi::kBoth;
        }
        if (kind == 5) made[Input::kMask] = Operand{random.list(9 * 300, -1000, 1000), {9, 300}, DType::kFloat32};
        if (kind == 6) made[Input::kMask] = Operand{std::vector<double>(300, -kInfinity), {300}, DType::kFloat64};
        if (kind == 7) made[Input::kKeyLengths] = Operand{{5, 200}, {2}, DType::kFloat64};
        made[Input::kSinks] = Operand{{sink, sink / 2, -sink, 0.5}, {4}, DType::kFloat64};
        CHECK(fault_of(made) == "");
        CHECK(fault_of_run(made) == "");
      }
    }
  }
}

TEST_CASE("sinks: long rows that are folded, and rows that workers compute") {
  Random random(122);
  FusedCase made = fused_case(random, {.h = 2, .tq = 3, .tk = 9000, .d = 8, .dv = 4});
  made[Input::kSinks] = Operand{{9, -2}, {2}, DType::kFloat32};
  CHECK(fault_of(made) == "");
  const FusedSizes sizes = {.b = 2, .h = 4, .g = 2, .tq = 70, .tk = 90, .d = 8, .dv = 4};
  for (const bool is_fused : {false, true}) {
    made = fused_case(random, sizes);
    if (!is_fused) made.options.normalizer = Normalizer::kSparsemax;
    made[Input::kSinks] = Operand{{1, 2, -1, 0.25}, {4}, DType::kFloat64};
    const Solved whole = solve(made, Way::kRun);
    for (std::int64_t unit = 0; unit < 8; ++unit) {
      const auto start = whole.output.begin() + static_cast<std::ptrdiff_t>((unit * 70 + 5) * 4);
      CHECK(solve_part(made, {unit, 1, 5, 30}).output == std::vector<float>(start, start + 30 * 4));
    }
  }
}

}  // namespace
}  // namespace attn::tests
