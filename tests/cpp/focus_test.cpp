// Tests of Luong's local attention: the weights times a Gaussian around a place among the keys.
#include "arrays.h"
#include "random.h"

#include <doctest/doctest.h>

#include <cmath>
#include <optional>

namespace attn::tests {
namespace {

constexpr std::size_t kTq = 3, kTk = 6;
constexpr double kSigma = 1.5;

Inputs<double> random_inputs(Random& random) {
  Inputs<double> inputs;
  inputs.query = random.array({2, 2, kTq, 4});
  inputs.key = random.array({2, 2, kTk, 4});
  inputs.value = random.array({2, 2, kTk, 3});
  return inputs;
}

// Checks the weights with focus against those without, times the Gaussian around place_of(row of [B,H,Tq]).
template <class PlaceOf>
void check_focus(const Inputs<double>& inputs, AttendOptions options, PlaceOf place_of) {
  options.weights = true;
  const Focus focus = options.focus;
  options.focus = Focus::kNone;
  const Array<float> plain = *attend(inputs, options).weights;
  options.focus = focus;
  options.focus_sigma = kSigma;
  const Attended attended = attend(inputs, options);
  double largest = 0, moved = 0;
  for (std::size_t n = 0; n < plain.size(); ++n) {
    const double distance = static_cast<double>(n % kTk) - place_of(n / kTk);
    const double expected = double{plain.data()[n]} * std::exp(-distance * distance / (2 * kSigma * kSigma));
    largest = std::max(largest, std::fabs(double{attended.weights->data()[n]} - expected));
    moved = std::max(moved, std::fabs(double{attended.weights->data()[n]} - double{plain.data()[n]}));
  }
  CHECK(largest <= kExactness);
  CHECK(moved > 0.1);
  // The output uses these weights as they are; they are not normalised again.
  double output = 0;
  for (std::size_t j = 0; j < kTk; ++j) output += double{attended.weights->data()[j]} * inputs.value(0, 0, j, 0);
  CHECK(std::fabs(output - double{attended.output(0, 0, 0, 0)}) <= kExactness);
}

TEST_CASE("focus: around given places, between the keys and outside them") {
  Random random(39);
  Inputs<double> inputs = random_inputs(random);
  inputs.focus_center = {2.25, -1, 7};
  AttendOptions options;
  options.focus = Focus::kGiven;
  check_focus(inputs, options, [&](std::size_t row) { return (*inputs.focus_center)[row % kTq]; });
}

TEST_CASE("focus: monotonic is centred on the query's own number") {
  Random random(40);
  AttendOptions options;
  options.focus = Focus::kMonotonic;
  check_focus(random_inputs(random), options, [](std::size_t row) { return static_cast<double>(row % kTq); });
}

TEST_CASE("focus: predictive is centred on Tk sigmoid(v tanh(W q)) of each query") {
  Random random(41);
  Inputs<double> inputs = random_inputs(random);
  inputs.focus_weight = random.array({5, 4});
  inputs.focus_vector = random.array({5}, -2, 2);
  AttendOptions options;
  options.focus = Focus::kPredictive;
  check_focus(inputs, options, [&](std::size_t row) {
    double sum = 0;
    for (std::size_t a = 0; a < 5; ++a) {
      double hidden = 0;
      for (std::size_t c = 0; c < 4; ++c) hidden += (*inputs.focus_weight)(a, c) * inputs.query.data()[row * 4 + c];
      sum += (*inputs.focus_vector)(a) * std::tanh(hidden);
    }
    return static_cast<double>(kTk) / (1 + std::exp(-sum));
  });
}

TEST_CASE("focus: is applied after every normaliser") {
  Random random(42);
  Inputs<double> inputs = random_inputs(random);
  for (double& each : inputs.query) each = std::fabs(each);  // The ratios need scores above 0.
  for (double& each : inputs.key) each = std::fabs(each);
  AttendOptions options;
  options.focus = Focus::kMonotonic;
  for (int index = 0; index < kNormalizerCount; ++index) {
    options.normalizer = static_cast<Normalizer>(index);
    options.alpha = options.normalizer == Normalizer::kEntmax ? std::optional(1.3) : std::nullopt;
    check_focus(inputs, options, [](std::size_t row) { return static_cast<double>(row % kTq); });
  }
}

TEST_CASE("focus: weights of 0 stay 0, also in a masked row") {
  Random random(43);
  Inputs<double> inputs = random_inputs(random);
  inputs.mask = numbers({1}, {-kInfinity});
  AttendOptions options;
  options.focus = Focus::kMonotonic;
  options.weights = true;
  const Attended attended = attend(inputs, options);
  for (const float weight : *attended.weights) CHECK(weight == 0);
  for (const float number : attended.output) CHECK(number == 0);
}

TEST_CASE("focus: from a very narrow focus to no focus at all") {
  Inputs<double> inputs;
  inputs.query = numbers({3, 1}, {0, 0, 0});
  inputs.key = numbers({3, 1}, {0, 0, 0});
  inputs.value = numbers({3, 1}, {3, 6, 9});
  AttendOptions options;
  options.focus = Focus::kMonotonic;
  for (const double sigma : {1e-3, 1e-200, 5e-324}) {
    options.focus_sigma = sigma;
    CHECK(largest_difference(attend(inputs, options).output, numbers({3}, {1, 2, 3})) <= 1e-6);
  }
  for (const double sigma : {1e6, 1e200, 1.7e308}) {
    options.focus_sigma = sigma;
    CHECK(largest_difference(attend(inputs, options).output, numbers({3}, {6, 6, 6})) <= 1e-5);
  }
  options.focus = Focus::kGiven;
  options.focus_sigma = 1;
  inputs.focus_center = {1e38, -1e38, 1};
  const Array<float> output = attend(inputs, options).output;
  CHECK(output(0, 0) == 0);
  CHECK(output(1, 0) == 0);
  CHECK(output(2, 0) > 3);
}

}  // namespace
}  // namespace attn::tests
