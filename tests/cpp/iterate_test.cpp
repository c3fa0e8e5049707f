// Tests of iterate(), which uses each output as the next query (Ramsauer et al. 2020, "Hopfield Networks is All You
// Need").
#include "arrays.h"
#include "random.h"

#include <doctest/doctest.h>

#include <cmath>

namespace attn::tests {
namespace {

TEST_CASE("iterate: comes to rest at a fixed point") {
  Random random(54);
  Inputs<double> inputs;
  inputs.query = random.array({2, 3, 4, 5});
  inputs.key = random.array({2, 3, 6, 5});
  inputs.value = inputs.key;
  const double tolerance = 1e-9;
  const Iteration iteration = iterate(inputs, 1000, tolerance);
  REQUIRE(iteration.converged);
  CHECK(iteration.steps > 1);
  CHECK(iteration.steps < 1000);
  CHECK(iteration.states.size() == static_cast<std::size_t>(iteration.steps) + 1);
  inputs.query = Array<double>(iteration.states.back());
  // Both the state and the output are rounded to float32, with an error of 6e-8.
  CHECK(largest_difference(attend(inputs).output, iteration.states.back()) <= kExactness);
}

TEST_CASE("iterate: the first state is the query, each later state is the output for the state before") {
  Random random(55);
  for (const Lengths& lead : {Lengths{}, Lengths{3}, Lengths{2, 3}, Lengths{2, 2, 3}}) {
    const auto shape = [&](std::size_t length) {
      Lengths lengths = lead.empty() ? Lengths{1} : lead;
      lengths.back() = length;
      lengths.push_back(4);
      return lengths;
    };
    Inputs<double> inputs;
    Lengths query = lead;
    query.push_back(4);
    inputs.query = random.array(query);
    inputs.key = random.array(shape(6));
    inputs.value = random.array(shape(6));
    Options options;
    options.score = Score::kDot;
    options.scale = 2;
    if (lead.size() == 2) options.num_heads = 2;
    const Iteration iteration = iterate(inputs, 4, 0, options);
    CHECK(iteration.steps == 4);
    CHECK_FALSE(iteration.converged);
    REQUIRE(iteration.states.size() == 5);
    CHECK(same_bits(iteration.states[0], cast<float>(inputs.query)));
    for (std::size_t step = 1; step < 5; ++step) {
      const Array<float> expected = attend(inputs, output_only(options)).output;
      CHECK(shape_of(iteration.states[step]) == query);
      CHECK(largest_difference(iteration.states[step], expected) <= 2 * kExactness);
      inputs.query = Array<double>(iteration.states[step]);
    }
  }
}

TEST_CASE("iterate: stops after the first step that moved no component by more than the tolerance") {
  // There is one key: the first step goes from 0 to its value, and the second stays there.
  Inputs<double> inputs;
  inputs.query = numbers({2}, {0, 0});
  inputs.key = numbers({1, 2}, {1, 1});
  inputs.value = numbers({1, 2}, {0.25, -0.75});
  Iteration iteration = iterate(inputs, 100, 0);
  CHECK(iteration.steps == 2);
  CHECK(iteration.converged);
  CHECK(iteration.states.size() == 3);
  CHECK(largest_difference(iteration.states[1], numbers({2}, {0.25, -0.75})) == 0);
  CHECK(same_bits(iteration.states[1], iteration.states[2]));

  iteration = iterate(inputs, 100, 0.75);  // the largest movement of the first step
  CHECK(iteration.steps == 1);
  CHECK(iteration.converged);
  iteration = iterate(inputs, 100, 0.74);
  CHECK(iteration.steps == 2);
  iteration = iterate(inputs, 1, 0.74);
  CHECK(iteration.steps == 1);
  CHECK_FALSE(iteration.converged);
  CHECK(iteration.states.size() == 2);
  iteration = iterate(inputs, 2, 0);  // It converged in its last allowed step.
  CHECK(iteration.converged);
}

TEST_CASE("iterate: a query that never comes to rest uses up its steps") {
  // Each key's value is the other key, so the states are 1, -1, 1, ...
  Inputs<double> inputs;
  inputs.query = numbers({1}, {1});
  inputs.key = numbers({2, 1}, {1, -1});
  inputs.value = numbers({2, 1}, {-1, 1});
  Options options;
  options.score = Score::kDot;
  options.normalizer = Normalizer::kHardmax;
  const Iteration iteration = iterate(inputs, 7, 1.5, options);
  CHECK(iteration.steps == 7);
  CHECK_FALSE(iteration.converged);
  for (std::size_t step = 0; step <= 7; ++step) CHECK(iteration.states[step](0) == (step % 2 == 0 ? 1 : -1));
}

TEST_CASE("iterate: a Hopfield network completes a pattern that it has stored") {
  constexpr std::size_t kPatterns = 5, kBits = 32;
  Random random(56);
  Inputs<double> inputs;
  inputs.key = Array<double>::from_shape(Lengths{kPatterns, kBits});
  for (double& bit : inputs.key) bit = random.chance(0.5) ? 1 : -1;
  inputs.value = inputs.key;
  Options options;
  options.score = Score::kDot;
  options.temperature = 0.5;
  for (std::size_t pattern = 0; pattern < kPatterns; ++pattern) {
    inputs.query = Array<double>::from_shape(Lengths{kBits});
    for (std::size_t c = 0; c < kBits; ++c) inputs.query(c) = c < 24 ? inputs.key(pattern, c) : 0;  // 8 are lost
    const Iteration iteration = iterate(inputs, 100, 1e-6, options);
    CHECK(iteration.converged);
    CHECK(iteration.steps <= 4);  // In the paper one update is enough for well-separated patterns.
    for (std::size_t c = 0; c < kBits; ++c)
      CHECK(std::fabs(double{iteration.states.back()(c)} - inputs.key(pattern, c)) <= 1e-3);
  }
}

TEST_CASE("iterate: at a high temperature all queries end at the mean") {
  Random random(57);
  Inputs<double> inputs;
  inputs.query = random.array({3, 4});
  inputs.key = inputs.value = random.array({5, 4});
  Options options;
  options.temperature = 1e6;
  const Iteration iteration = iterate(inputs, 100, 1e-6, options);
  CHECK(iteration.converged);
  for (std::size_t c = 0; c < 4; ++c) {
    double mean = 0;
    for (std::size_t j = 0; j < 5; ++j) mean += inputs.value(j, c) / 5;
    for (std::size_t i = 0; i < 3; ++i)
      CHECK(std::fabs(double{iteration.states.back()(i, c)} - mean) <= 1e-5);  // weights of 0.2 (1 +- 1e-6)
  }
}

TEST_CASE("iterate: linear attention, masks and params take part in every step") {
  Random random(58);
  Inputs<double> inputs;
  inputs.query = random.array({2, 3}, 0, 1);
  inputs.key = random.array({4, 3}, 0, 1);
  inputs.value = random.array({4, 3}, 0, 1);
  inputs.weight = random.array({3, 3}, 0, 1);
  inputs.mask = array_of<bool>({4}, {true, false, true, true});
  for (const Score score : {Score::kLinear, Score::kGeneral}) {
    Options options;
    options.score = score;
    Inputs<double> step = inputs;
    const Iteration iteration = iterate(inputs, 3, 0, options);
    for (std::size_t n = 1; n <= static_cast<std::size_t>(iteration.steps); ++n) {
      const Array<float> expected = attend(step, output_only(options)).output;
      CHECK(largest_difference(iteration.states[n], expected) <= kExactness);
      step.query = Array<double>(iteration.states[n]);
    }
  }
  inputs.mask = std::monostate();
  Options linear;
  linear.score = Score::kLinear;
  CHECK(iterate(inputs, 1000, 1e-7, linear).converged);
}

TEST_CASE("iterate: float32 and float64 inputs") {
  Random random(59);
  Inputs<double> inputs;
  inputs.query = random.array({2, 3});
  inputs.key = inputs.value = random.array({4, 3});
  const Iteration a = iterate(inputs, 5, 0), b = iterate(cast<float>(inputs), 5, 0);
  CHECK(a.steps == b.steps);
  CHECK(largest_difference(a.states.back(), b.states.back()) <= kExactness);
}

}  // namespace
}  // namespace attn::tests
