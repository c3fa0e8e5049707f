// Tests every complaint about ranks, shapes, heads and params: its code, its argument and its exact words.
#include "arrays.h"
#include "errors.h"
#include "random.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>

namespace attn::tests {
namespace {

// A valid call that a test then spoils: two batches of four heads over two key-value heads.
struct Sample {
  Sample() {
    Random random(61);
    inputs.query = random.array({2, 4, 3, 5});
    inputs.key = random.array({2, 2, 6, 5});
    inputs.value = random.array({2, 2, 6, 7});
  }
  Inputs<double> inputs;
  AttendOptions options;
};

Array<double> zeros(const Lengths& shape) { return Random(0).array(shape, 0, 0); }

// Checks the error of attend() once the sample has been spoiled.
void check_attend(Code code, const std::string& argument, const std::string& complaint,
                  const std::function<void(Inputs<double>&, AttendOptions&)>& spoil) {
  Sample sample;
  attend(sample.inputs, sample.options);
  spoil(sample.inputs, sample.options);
  check_error([&] { attend(sample.inputs, sample.options); }, code, argument, complaint);
}

using In = Inputs<double>;
using Opt = AttendOptions;

TEST_CASE("error: ranks") {
  check_attend(Code::kShape, "query", "expected rank 1 to 4, got rank 0",
               [](In& in, Opt&) { in.query = Array<double>::from_shape(Lengths{}); });
  check_attend(Code::kShape, "query", "expected rank 1 to 4, got rank 5",
               [](In& in, Opt&) { in.query = zeros({1, 2, 4, 3, 5}); });
  check_attend(Code::kShape, "value", "expected rank 1 to 4, got rank 5",
               [](In& in, Opt&) { in.value = zeros({1, 2, 2, 6, 7}); });
  check_attend(Code::kShape, "key", "expected rank 4 beside a query of rank 4, got [6,5]",
               [](In& in, Opt&) { in.key = zeros({6, 5}); });
  check_attend(Code::kShape, "value", "expected rank 4 beside a query of rank 4, got [2,6,14]",
               [](In& in, Opt&) { in.value = zeros({2, 6, 14}); });
  check_attend(Code::kShape, "key", "expected rank 2 beside a query of rank 1, got [5]", [](In& in, Opt&) {
    in.query = zeros({5});
    in.key = zeros({5});
  });
}

TEST_CASE("error: empty axes") {
  check_attend(Code::kSize, "query", "expected every length at least 1, got [2,4,3,0]",
               [](In& in, Opt&) { in.query = zeros({2, 4, 3, 0}); });
  check_attend(Code::kSize, "key", "expected every length at least 1, got [2,2,0,5]",
               [](In& in, Opt&) { in.key = zeros({2, 2, 0, 5}); });
  check_attend(Code::kSize, "value", "expected every length at least 1, got [0,2,6,7]",
               [](In& in, Opt&) { in.value = zeros({0, 2, 6, 7}); });
  check_attend(Code::kSize, "mask", "expected every length at least 1, got [0]",
               [](In& in, Opt&) { in.mask = zeros({0}); });
  check_attend(Code::kSize, "params.weight", "expected every length at least 1, got [0,10]", [](In& in, Opt& options) {
    options.score = Score::kConcat;
    in.weight = zeros({0, 10});
    in.vector = zeros({1});
  });
  check_attend(Code::kSize, "keyLengths", "expected every length at least 1, got [0]",
               [](In& in, Opt&) { in.key_lengths.emplace(); });
}

TEST_CASE("error: shapes of key and value") {
  check_attend(Code::kShape, "key", "expected [2,2,6,5], got [2,2,6,4]",
               [](In& in, Opt&) { in.key = zeros({2, 2, 6, 4}); });
  check_attend(Code::kShape, "key", "expected [2,2,6,5], got [3,2,6,5]",
               [](In& in, Opt&) { in.key = zeros({3, 2, 6, 5}); });
  check_attend(Code::kShape, "value", "expected [2,2,6,7], got [2,2,5,7]",
               [](In& in, Opt&) { in.value = zeros({2, 2, 5, 7}); });
  check_attend(Code::kShape, "value", "expected [2,2,6,7], got [2,1,6,7]",
               [](In& in, Opt&) { in.value = zeros({2, 1, 6, 7}); });
  check_attend(Code::kShape, "key", "expected [2,2,6,5], got [2,2,6,4]", [](In& in, Opt& options) {
    options.score = Score::kAdditive;  // Unlike cosine, it may compare other sizes.
    in.query_weight = zeros({1, 5});
    in.key_weight = zeros({1, 4});
    in.vector = zeros({1});
    in.key = zeros({2, 2, 6, 4});
    attend(in, options);
    options.score = Score::kCosine;
  });
}

TEST_CASE("error: heads") {
  check_attend(Code::kShape, "key", "expected a number of heads that divides the query's 4, got 3",
               [](In& in, Opt&) { in.key = zeros({2, 3, 6, 5}); });
  check_attend(Code::kShape, "numHeads", "expected 4 for a query of [2,4,3,5], got 2",
               [](In&, Opt& options) { options.num_heads = 2; });
  check_attend(Code::kShape, "numKvHeads", "expected 2 for a key of [2,2,6,5], got 4",
               [](In&, Opt& options) { options.num_kv_heads = 4; });
  const auto packed = [](std::int64_t heads, std::optional<std::int64_t> kv_heads) {
    return [=](In& in, Opt& options) {
      in.query = zeros({2, 3, 12});
      in.key = zeros({2, 6, 12});
      in.value = zeros({2, 6, 8});
      options.num_heads = heads;
      options.num_kv_heads = kv_heads;
    };
  };
  check_attend(Code::kShape, "query", "expected a last axis that divides into 5 heads, got [2,3,12]",
               packed(5, std::nullopt));
  check_attend(Code::kShape, "key", "expected a last axis that divides into 8 heads, got [2,6,12]", packed(4, 8));
  check_attend(Code::kShape, "value", "expected a last axis that divides into 3 heads, got [2,6,8]",
               packed(3, std::nullopt));
  check_attend(Code::kShape, "numKvHeads", "expected a number of heads that divides the query's 3, got 2",
               packed(3, 2));
  check_attend(Code::kShape, "key", "expected [2,6,6], got [2,6,12]", packed(4, 2));
}

TEST_CASE("error: the past") {
  const auto past = [](const Lengths& key, const Lengths& value) {
    return [=](In& in, Opt&) {
      in.past_key = zeros(key);
      in.past_value = zeros(value);
    };
  };
  check_attend(Code::kMissing, "pastValue", "expected a tensor, got none",
               [](In& in, Opt&) { in.past_key = zeros({2, 2, 1, 5}); });
  check_attend(Code::kMissing, "pastKey", "expected a tensor, got none",
               [](In& in, Opt&) { in.past_value = zeros({2, 2, 1, 7}); });
  check_attend(Code::kShape, "pastKey", "expected [2,2,4,5], got [2,2,4,6]", past({2, 2, 4, 6}, {2, 2, 4, 7}));
  check_attend(Code::kShape, "pastKey", "expected [2,2,4,5], got [4,5]", past({4, 5}, {4, 7}));
  check_attend(Code::kShape, "pastValue", "expected [2,2,4,7], got [2,2,3,7]", past({2, 2, 4, 5}, {2, 2, 3, 7}));
  check_attend(Code::kShape, "pastKey", "expected rank 1 to 4, got rank 5", past({1, 2, 2, 4, 5}, {2, 2, 4, 7}));
  check_attend(Code::kOption, "keyLengths", "expected none together with pastKey, got [2]", [&](In& in, Opt& options) {
    past({2, 2, 4, 5}, {2, 2, 4, 7})(in, options);
    in.key_lengths = {1, 1};
  });
}

TEST_CASE("error: params of the scores") {
  const auto params = [](Score score, const std::function<void(In&)>& set) {
    return [=](In& in, Opt& options) {
      options.score = score;
      set(in);
    };
  };
  const auto none = [](In&) {};
  const std::string missing = "expected a tensor, got none";
  check_attend(Code::kMissing, "params.weight", missing, params(Score::kGeneral, none));
  check_attend(Code::kMissing, "params.weight", missing, params(Score::kConcat, none));
  check_attend(Code::kMissing, "params.weight", missing, params(Score::kLocation, none));
  check_attend(Code::kMissing, "params.queryWeight", missing, params(Score::kAdditive, none));
  check_attend(Code::kMissing, "params.vector", missing,
               params(Score::kConcat, [](In& in) { in.weight = zeros({3, 10}); }));
  check_attend(Code::kMissing, "params.keyWeight", missing,
               params(Score::kAdditive, [](In& in) { in.query_weight = zeros({3, 5}); }));
  check_attend(Code::kShape, "params.weight", "expected [5,5], got [5,4]",
               params(Score::kGeneral, [](In& in) { in.weight = zeros({5, 4}); }));
  check_attend(Code::kShape, "params.weight", "expected [6,5], got [5,6]",
               params(Score::kLocation, [](In& in) { in.weight = zeros({5, 6}); }));
  check_attend(Code::kShape, "params.weight", "expected [3,10], got [3,9]",
               params(Score::kConcat, [](In& in) { in.weight = zeros({3, 9}); }));
  check_attend(Code::kShape, "params.vector", "expected [3], got [4]", params(Score::kConcat, [](In& in) {
                 in.weight = zeros({3, 10});
                 in.vector = zeros({4});
               }));
  const auto additive = [](In& in) {
    in.query_weight = zeros({3, 5});
    in.key_weight = zeros({3, 5});
    in.vector = zeros({3});
  };
  check_attend(Code::kShape, "params.queryWeight", "expected [3,5], got [3,6]", params(Score::kAdditive, [&](In& in) {
                 additive(in);
                 in.query_weight = zeros({3, 6});
               }));
  check_attend(Code::kShape, "params.keyWeight", "expected [3,5], got [4,5]", params(Score::kAdditive, [&](In& in) {
                 additive(in);
                 in.key_weight = zeros({4, 5});
               }));
  check_attend(Code::kShape, "params.vector", "expected [3], got [3,1]", params(Score::kAdditive, [&](In& in) {
                 additive(in);
                 in.vector = zeros({3, 1});
               }));
  check_attend(Code::kShape, "params.bias", "expected [3], got [2]", params(Score::kAdditive, [&](In& in) {
                 additive(in);
                 in.bias = zeros({2});
               }));
}

TEST_CASE("error: params that the score does not take are refused before they are read") {
  for (const Lengths& shape : {Lengths{1, 1, 1, 1, 1}, Lengths{2, 3, 4, 5, 6, 7}}) {
    Sample sample;
    sample.inputs.weight = zeros(shape);
    sample.inputs.focus_weight = zeros(shape);
    check_error([&] { attend(sample.inputs, sample.options); }, Code::kShape, "params.weight",
                "expected rank 1 to 4, got rank " + std::to_string(shape.size()));
  }
}

TEST_CASE("error: local focus") {
  const auto focus = [](Focus kind, const std::function<void(In&, Opt&)>& set) {
    return [=](In& in, Opt& options) {
      options.focus = kind;
      set(in, options);
    };
  };
  const auto none = [](In&, Opt&) {};
  check_attend(Code::kMissing, "localFocus.center", "expected a tensor, got none", focus(Focus::kGiven, none));
  check_attend(Code::kShape, "localFocus.center", "expected [3], got [4]",
               focus(Focus::kGiven, [](In& in, Opt&) { in.focus_center = {0, 1, 2, 3}; }));
  check_attend(Code::kMissing, "params.focusWeight", "expected a tensor, got none", focus(Focus::kPredictive, none));
  check_attend(Code::kMissing, "params.focusVector", "expected a tensor, got none",
               focus(Focus::kPredictive, [](In& in, Opt&) { in.focus_weight = zeros({2, 5}); }));
  check_attend(Code::kShape, "params.focusWeight", "expected [2,5], got [2,4]",
               focus(Focus::kPredictive, [](In& in, Opt&) { in.focus_weight = zeros({2, 4}); }));
  check_attend(Code::kShape, "params.focusVector", "expected [2], got [3]", focus(Focus::kPredictive, [](In& in, Opt&) {
                 in.focus_weight = zeros({2, 5});
                 in.focus_vector = zeros({3});
               }));
}

}  // namespace
}  // namespace attn::tests
