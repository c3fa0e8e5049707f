// Tests of linear attention: running sums give what the definition gives, and are used wherever possible.
#include "arrays.h"
#include "definition.h"
#include "random.h"

#include <attn/linear.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace attn::tests {
namespace {

AttendOptions linear() {
  AttendOptions options;
  options.score = Score::kLinear;
  return options;
}

Inputs<double> random_inputs(Random& random, std::size_t tq, std::size_t tk) {
  Inputs<double> inputs;
  inputs.query = random.array({2, 4, tq, 5});
  inputs.key = random.array({2, 2, tk, 5});
  inputs.value = random.array({2, 2, tk, 3});
  return inputs;
}

// Both ways to the output must agree with each other and with the definition.
void check_both_ways(const Inputs<double>& inputs, AttendOptions options) {
  const Array<float> fast = attend(inputs, options).output;
  options.weights = true;  // Running sums cannot give the weights.
  const Array<float> slow = attend(inputs, options).output;
  // The same sums are added in double in two orders, and rounded to float32 at the end; outputs lie in -1..1.
  CHECK(largest_difference(fast, slow) <= 1.2e-7);
  CHECK(largest_difference(fast, define(inputs, options).output) <= kExactness);
}

TEST_CASE("linear: running sums equal the definition") {
  Random random(35);
  for (const Lengths& lengths : {Lengths{1, 1}, Lengths{7, 7}, Lengths{3, 8}, Lengths{8, 3}}) {
    const std::size_t tq = lengths[0], tk = lengths[1];
    CAPTURE(tq);
    CAPTURE(tk);
    Inputs<double> inputs = random_inputs(random, tq, tk);
    for (const bool causal : {false, true}) {
      CAPTURE(causal);
      AttendOptions options = linear();
      options.causal = causal;
      check_both_ways(inputs, options);
      options.scale = -0.3;  // The scale cancels: it stands in numerator and denominator.
      check_both_ways(inputs, options);
      Inputs<double> with_lengths = inputs;
      for (std::int64_t length = 0; length <= static_cast<std::int64_t>(tk); ++length) {
        with_lengths.key_lengths = {length, static_cast<std::int64_t>(tk) - length};
        check_both_ways(with_lengths, linear());
        check_both_ways(with_lengths, options);
      }
    }
  }
}

TEST_CASE("linear: a past before the keys") {
  Random random(36);
  Inputs<double> inputs = random_inputs(random, 3, 4);
  inputs.past_key = random.array({2, 2, 2, 5});
  inputs.past_value = random.array({2, 2, 2, 3});
  AttendOptions options = linear();
  check_both_ways(inputs, options);
  options.causal = true;
  check_both_ways(inputs, options);
  options.present = true;
  CHECK(largest_difference(attend(inputs, options).output, define(inputs, options).output) <= kExactness);
  CHECK(shape_of(*attend(inputs, options).present_key) == Lengths{2, 2, 6, 5});
}

TEST_CASE("linear: features far from 0") {
  Inputs<double> inputs;
  inputs.query = numbers({1, 2}, {-30, 1e4});
  inputs.key = numbers({3, 2}, {-20, 3, 5, -700, -1e30, 1e4});
  inputs.value = numbers({3, 1}, {1, 2, 3});
  check_both_ways(inputs, linear());
}

TEST_CASE("linear: features that vanish in double leave the row undefined, with running sums and without") {
  Inputs<double> inputs;
  inputs.query = numbers({1, 1}, {-1000});
  inputs.key = numbers({2, 1}, {1, 2});
  inputs.value = numbers({2, 1}, {1, 2});
  const char* const message =
      "normalizer: expected a row sum other than 0, got 0 in row [batch 0, head 0, query 0]";
  CHECK_THROWS_WITH_AS(attend(inputs, linear()), message, Error);
  AttendOptions options = linear();
  options.weights = true;
  CHECK_THROWS_WITH_AS(attend(inputs, options), message, Error);
}

TEST_CASE("linear: rows that see no key are 0") {
  Random random(37);
  Inputs<double> inputs = random_inputs(random, 3, 2);
  inputs.key_lengths = {0, 1};
  AttendOptions options = linear();
  options.causal = true;  // the queries of batch 1 stand at -2, -1 and 0
  const Array<float> output = attend(inputs, options).output;
  for (std::size_t n = 0; n < output.size(); ++n) {
    const bool sees_a_key = n / 36 == 1 && n / 3 % 3 == 2;  // 36 numbers per batch, 3 rows of 3 per head
    CHECK((output.data()[n] != 0) == sees_a_key);
  }
}

// A request of the core with rank 2 and `keys` keys of size 1, which `change` may alter.
struct CoreRequest {
  explicit CoreRequest(std::int64_t keys, const std::function<void(Request&)>& change = [](Request&) {}) {
    for (const Input input : {Input::kQuery, Input::kKey, Input::kValue}) {
      request[input].present = true;
      request[input].shape = {2, {keys, 1}};
    }
    request.options.score = Score::kLinear;
    request.want(Output::kOutput);
    change(request);
    REQUIRE(check(request, plan).ok());
  }
  Request request;
  Plan plan;
};

TEST_CASE("linear: takes the running sums whenever only the output is wanted") {
  const auto is_linear = [](const std::function<void(Request&)>& change) {
    return is_linear_time(CoreRequest(4, change).request);
  };
  CHECK(is_linear([](Request&) {}));
  CHECK(is_linear([](Request& request) { request.options.causal = true; }));
  CHECK(is_linear([](Request& request) { request.options.normalizer = Normalizer::kSum; }));
  CHECK(is_linear([](Request& request) { request.options.scale = 2; }));
  CHECK(is_linear([](Request& request) {
    request.want(Output::kPresentKey);
    request.want(Output::kPresentValue);
  }));
  CHECK(is_linear([](Request& request) {
    request[Input::kKeyLengths].present = true;
    request[Input::kKeyLengths].shape = {1, {1}};
  }));

  CHECK_FALSE(is_linear([](Request& request) { request.options.score = Score::kDot; }));
  CHECK_FALSE(is_linear([](Request& request) { request.want(Output::kWeights); }));
  CHECK_FALSE(is_linear([](Request& request) { request.want(Output::kScaled); }));
  CHECK_FALSE(is_linear([](Request& request) { request.options.softcap = 2; }));
  CHECK_FALSE(is_linear([](Request& request) { request.options.window.left = 0; }));
  CHECK_FALSE(is_linear([](Request& request) { request.options.window.right = 3; }));
  CHECK_FALSE(is_linear([](Request& request) { request.options.focus = Focus::kMonotonic; }));
  CHECK_FALSE(is_linear([](Request& request) {
    request[Input::kMask].present = true;
    request[Input::kMask].shape = {1, {4}};
  }));
  CHECK_FALSE(is_linear([](Request& request) {
    request[Input::kAlibi].present = true;
    request[Input::kAlibi].shape = {1, {1}};
  }));
}

TEST_CASE("linear: the running sums need no memory per key") {
  const auto bytes = [](std::int64_t keys, bool weights) {
    const CoreRequest core(keys, [&](Request& request) {
      if (weights) request.want(Output::kWeights);
    });
    return scratch_bytes(core.request, core.plan);
  };
  CHECK(bytes(10, false) == bytes(1'000'000, false));
  CHECK(bytes(10, true) < bytes(1'000'000, true));
}

TEST_CASE("linear: a hundred thousand causal queries take linear time") {
  // With equal keys the weights are 1 / (i + 1), and the mean of 0..i is i / 2. Row by row there would be 5e9 scores.
  constexpr std::size_t kLength = 100'000;
  Inputs<float> inputs;
  inputs.query = cast<float>(Random(38).array({kLength, 2}));
  inputs.key = cast<float>(numbers({kLength, 2}, std::vector<double>(2 * kLength, 0.5)));
  inputs.value = Array<float>::from_shape(Lengths{kLength, 1});
  for (std::size_t i = 0; i < kLength; ++i) inputs.value(i, 0) = static_cast<float>(i);
  AttendOptions options = linear();
  options.causal = true;
  const Array<float> output = attend(inputs, options).output;
  double largest = 0;
  for (std::size_t i = 0; i < kLength; ++i)
    largest = std::max(largest, std::fabs(double{output(i, 0)} - static_cast<double>(i) / 2));
  CHECK(largest <= 0.004);  // half a unit in the last place of 5e4 in float32 is 0.002
}

}  // namespace
}  // namespace attn::tests
