// Tests every complaint about numbers, options, masks and elements: its code, its argument and its exact words.
#include "arrays.h"
#include "errors.h"
#include "random.h"
#include "sanitizer.h"

#include <doctest/doctest.h>

#include <functional>
#include <limits>
#include <string>

namespace attn::tests {
namespace {

using In = Inputs<double>;
using Opt = AttendOptions;

// A valid call that a test then spoils: two batches of two heads, three queries and four keys.
struct Sample {
  Sample() {
    Random random(62);
    inputs.query = random.array({2, 2, 3, 2}, 0.1, 1);
    inputs.key = random.array({2, 2, 4, 2}, 0.1, 1);
    inputs.value = random.array({2, 2, 4, 2});
  }
  In inputs;
  Opt options;
};

Array<double> zeros(const Lengths& shape) { return Random(0).array(shape, 0, 0); }

void check_attend(Code code, const std::string& argument, const std::string& complaint,
                  const std::function<void(In&, Opt&)>& spoil) {
  Sample sample;
  attend(sample.inputs, sample.options);
  spoil(sample.inputs, sample.options);
  check_error([&] { attend(sample.inputs, sample.options); }, code, argument, complaint);
}

struct Number {
  double number;
  const char* text;
};

TEST_CASE("range: temperature, softcap and sigma are finite and above 0") {
  for (const Number& bad : {Number{0, "0"}, {-0.0, "0"}, {-1.5, "-1.5"}, {kNaN, "NaN"}, {kInfinity, "Infinity"}}) {
    const std::string complaint = std::string("expected a finite number above 0, got ") + bad.text;
    check_attend(Code::kRange, "temperature", complaint, [&](In&, Opt& options) { options.temperature = bad.number; });
    check_attend(Code::kRange, "softcap", complaint, [&](In&, Opt& options) { options.softcap = bad.number; });
    check_attend(Code::kRange, "localFocus.sigma", complaint, [&](In&, Opt& options) {
      options.focus = Focus::kMonotonic;
      options.focus_sigma = bad.number;
    });
  }
}

TEST_CASE("range: the numbers of heads are above 0") {
  const std::string complaint = "expected a whole number above 0, got ";
  check_attend(Code::kRange, "numHeads", complaint + "0", [](In&, Opt& options) { options.num_heads = 0; });
  check_attend(Code::kRange, "numHeads", complaint + "-2", [](In&, Opt& options) { options.num_heads = -2; });
  check_attend(Code::kRange, "numKvHeads", complaint + "0", [](In&, Opt& options) { options.num_kv_heads = 0; });
}

TEST_CASE("range: scale is finite") {
  for (const Number& bad : {Number{kNaN, "NaN"}, {kInfinity, "Infinity"}, {-kInfinity, "-Infinity"}}) {
    check_attend(Code::kRange, "scale", std::string("expected a finite number, got ") + bad.text,
                 [&](In&, Opt& options) { options.scale = bad.number; });
  }
}

TEST_CASE("range: the limits of a window are whole numbers from -1") {
  const std::string complaint = "expected a whole number from 0, or -1 for no limit, got ";
  check_attend(Code::kRange, "window.left", complaint + "-2", [](In&, Opt& options) { options.window.left = -2; });
  check_attend(Code::kRange, "window.right", complaint + "-7", [](In&, Opt& options) { options.window.right = -7; });
}

TEST_CASE("range: a plain ratio takes no temperature") {
  for (const Normalizer normalizer : {Normalizer::kSum, Normalizer::kArticle, Normalizer::kArticleCode}) {
    const std::string name = kNormalizerNames[static_cast<int>(normalizer)];
    check_attend(Code::kOption, "temperature", "expected none with the normaliser " + name + ", got 0.5",
                 [&](In&, Opt& options) {
                   options.normalizer = normalizer;
                   attend(Sample().inputs, options);
                   options.temperature = 0.5;
                 });
  }
  check_attend(Code::kOption, "temperature", "expected none with the normaliser sum, got 1",
               [](In&, Opt& options) {
                 options.score = Score::kLinear;
                 options.temperature = 1;
               });
}

TEST_CASE("range: bottom-right requires causal") {
  check_attend(Code::kOption, "causal", "expected causal beside bottom-right, got 0", [&](In&, Opt& options) { options.bottom_right = true; });
}

TEST_CASE("range: the score linear has only one normaliser") {
  for (int index = 0; index < kNormalizerCount; ++index) {
    const Normalizer normalizer = static_cast<Normalizer>(index);
    if (normalizer == Normalizer::kSum) continue;
    check_attend(Code::kOption, "normalizer",
                 std::string("expected sum, the only one for the score linear, got ") + kNormalizerNames[index],
                 [&](In&, Opt& options) {
                   options.score = Score::kLinear;
                   options.normalizer = normalizer;
                 });
  }
}

TEST_CASE("range: a mask broadcasts to [B,H,Tq,Tk]") {
  const auto mask = [](const Lengths& shape) { return [=](In& in, Opt&) { in.mask = zeros(shape); }; };
  const std::string complaint = "expected a shape that broadcasts to [2,2,3,4], got ";
  check_attend(Code::kShape, "mask", complaint + "[3]", mask({3}));
  check_attend(Code::kShape, "mask", complaint + "[2,4]", mask({2, 4}));
  check_attend(Code::kShape, "mask", complaint + "[3,3]", mask({3, 3}));
  check_attend(Code::kShape, "mask", complaint + "[4,3]", mask({4, 3}));
  check_attend(Code::kShape, "mask", complaint + "[3,3,4]", mask({3, 3, 4}));
  check_attend(Code::kShape, "mask", complaint + "[4,1,3,4]", mask({4, 1, 3, 4}));
  check_attend(Code::kShape, "mask", "expected rank 1 to 4, got rank 5", mask({1, 1, 1, 1, 4}));
  check_attend(Code::kShape, "mask", "expected rank 1 to 4, got rank 0", mask({}));
  check_attend(Code::kShape, "mask", complaint + "[5]",
               [](In& in, Opt&) { in.mask = array_of<bool>({5}, std::vector<bool>(5)); });
}

TEST_CASE("range: there is one key length for each batch and one slope for each head") {
  check_attend(Code::kShape, "keyLengths", "expected [2], got [3]", [](In& in, Opt&) { in.key_lengths = {1, 2, 3}; });
  check_attend(Code::kShape, "alibi", "expected [2], got [1]", [](In& in, Opt&) { in.alibi = {1}; });
  const std::string complaint = "expected whole numbers from 0 to 4, got ";
  check_attend(Code::kRange, "keyLengths", complaint + "5 at index 1", [](In& in, Opt&) { in.key_lengths = {4, 5}; });
  check_attend(Code::kRange, "keyLengths", complaint + "-1 at index 0", [](In& in, Opt&) { in.key_lengths = {-1, 5}; });
}

TEST_CASE("range: elements are finite and within float32") {
  const std::string complaint = "expected finite numbers within float32's range, got ";
  const auto first_bad = [&](const Number& bad, auto member) {
    return [=](In& in, Opt&) { (in.*member).data()[7] = bad.number; };
  };
  for (const Number& bad : {Number{kNaN, "NaN"}, {kInfinity, "Infinity"}, {-kInfinity, "-Infinity"}, {1e39, "1e39"},
                            {-1e300, "-1e300"}}) {
    const std::string text = complaint + bad.text + " at index 7";
    check_attend(Code::kValue, "query", text, first_bad(bad, &In::query));
    check_attend(Code::kValue, "key", text, first_bad(bad, &In::key));
    check_attend(Code::kValue, "value", text, first_bad(bad, &In::value));
    const auto check_first = [&](const std::string& argument, const std::function<void(In&, Opt&)>& spoil) {
      check_attend(Code::kValue, argument, complaint + bad.text + " at index 0", spoil);
    };
    const Array<double> one_bad = [&] {
      Array<double> array = zeros({2, 2});
      array(0, 0) = bad.number;
      return array;
    }();
    const auto vector = [&] { return numbers({2}, {bad.number, 0}); };
    check_first("alibi", [&](In& in, Opt&) { in.alibi = {bad.number, 0}; });
    check_first("params.weight", [&](In& in, Opt& options) {
      options.score = Score::kGeneral;
      in.weight = one_bad;
    });
    const auto additive = [&](In& in, Opt& options) {
      options.score = Score::kAdditive;
      in.query_weight = in.key_weight = zeros({2, 2});
      in.vector = in.bias = zeros({2});
    };
    check_first("params.vector", [&](In& in, Opt& options) {
      additive(in, options);
      in.vector = vector();
    });
    check_first("params.queryWeight", [&](In& in, Opt& options) {
      additive(in, options);
      in.query_weight = one_bad;
    });
    check_first("params.keyWeight", [&](In& in, Opt& options) {
      additive(in, options);
      in.key_weight = one_bad;
    });
    check_first("params.bias", [&](In& in, Opt& options) {
      additive(in, options);
      in.bias = vector();
    });
    const auto predictive = [&](In& in, Opt& options) {
      options.focus = Focus::kPredictive;
      in.focus_weight = zeros({2, 2});
      in.focus_vector = zeros({2});
    };
    check_first("params.focusWeight", [&](In& in, Opt& options) {
      predictive(in, options);
      in.focus_weight = one_bad;
    });
    check_first("params.focusVector", [&](In& in, Opt& options) {
      predictive(in, options);
      in.focus_vector = vector();
    });
    check_first("localFocus.center", [&](In& in, Opt& options) {
      options.focus = Focus::kGiven;
      in.focus_center = {bad.number, 0, 0};
    });
    const auto past = [](In& in) {
      in.past_key = zeros({2, 2, 1, 2});
      in.past_value = zeros({2, 2, 1, 2});
    };
    check_first("pastKey", [&](In& in, Opt&) {
      past(in);
      in.past_key->data()[0] = bad.number;
    });
    check_first("pastValue", [&](In& in, Opt&) {
      past(in);
      in.past_value->data()[0] = bad.number;
    });
  }
}

TEST_CASE("range: elements of float32 inputs are finite") {
  Sample sample;
  for (const Number& bad : {Number{kNaN, "NaN"}, {kInfinity, "Infinity"}, {-kInfinity, "-Infinity"}}) {
    Inputs<float> inputs = cast<float>(sample.inputs);
    inputs.value(1, 1, 3, 1) = static_cast<float>(bad.number);
    check_error([&] { attend(inputs, sample.options); }, Code::kValue, "value",
                std::string("expected finite numbers within float32's range, got ") + bad.text + " at index 31");
  }
}

TEST_CASE("range: bad numbers are refused behind a mask too") {
  check_attend(Code::kValue, "key", "expected finite numbers within float32's range, got NaN at index 3",
               [](In& in, Opt&) {
                 in.mask = array_of<bool>({4}, {true, false, true, true});
                 in.key(0, 0, 1, 1) = kNaN;
               });
}

TEST_CASE("range: a numeric mask may hold any finite number and -Infinity, and no NaN or Infinity") {
  const std::string complaint = "expected finite numbers or -Infinity, got ";
  for (const Number& bad : {Number{kNaN, "NaN"}, {kInfinity, "Infinity"}}) {
    check_attend(Code::kValue, "mask", complaint + bad.text + " at index 2",
                 [&](In& in, Opt&) { in.mask = numbers({4}, {0, -kInfinity, bad.number, 0}); });
  }
  Sample sample;
  sample.inputs.mask = array_of<bool>({4}, {false, true, false, false});
  const Array<float> expected = attend(sample.inputs, sample.options).output;
  for (const double low : {-1e30, -1e39, -1.7e308}) {
    sample.inputs.mask = numbers({4}, {low, 0, low, low});
    CHECK(same_bits(attend(sample.inputs, sample.options).output, expected));
  }
}

TEST_CASE("range: a row of the trace lies inside the weights") {
  const Sample sample;
  const auto check_row = [&](const RowIndex& row, const std::string& argument, const std::string& complaint) {
    check_error([&] { explain(sample.inputs, sample.options, row); }, Code::kRange, argument, complaint);
  };
  check_row({2, 0, 0}, "row.batch", "expected a whole number from 0 to 1, got 2");
  check_row({-1, 0, 0}, "row.batch", "expected a whole number from 0 to 1, got -1");
  check_row({0, 2, 0}, "row.head", "expected a whole number from 0 to 1, got 2");
  check_row({0, -3, 0}, "row.head", "expected a whole number from 0 to 1, got -3");
  check_row({1, 1, 3}, "row.query", "expected a whole number from 0 to 2, got 3");
  check_row({1, 1, -1}, "row.query", "expected a whole number from 0 to 2, got -1");
}

TEST_CASE("range: steps and tolerance of an iteration") {
  const Sample sample;
  const auto check_iterate = [&](std::int64_t steps, double tolerance, const std::string& argument,
                                 const std::string& complaint) {
    check_error([&] { iterate(sample.inputs, steps, tolerance); }, Code::kRange, argument, complaint);
  };
  check_iterate(0, 0, "steps", "expected a whole number above 0, got 0");
  check_iterate(-5, 0, "steps", "expected a whole number above 0, got -5");
  for (const Number& bad : {Number{-1e-9, "-1e-9"}, {kNaN, "NaN"}, {kInfinity, "Infinity"}})
    check_iterate(1, bad.number, "tolerance", std::string("expected a finite number from 0, got ") + bad.text);

  Inputs<double> inputs = sample.inputs;
  inputs.value = zeros({2, 2, 4, 3});
  check_error([&] { iterate(inputs, 1, 0); }, Code::kShape, "value",
              "expected rows of 2, as the output becomes the next query, got [2,2,4,3]");
}

TEST_CASE("range: a row without weights is named by batch, head and query") {
  check_attend(Code::kUndefinedRow, "normalizer",
               "expected a row sum other than 0, got 0 in row [batch 1, head 0, query 2]", [](In& in, Opt& options) {
                 options.normalizer = Normalizer::kSum;
                 in.query(1, 0, 2, 0) = in.query(1, 0, 2, 1) = 0;
               });
}

TEST_CASE("range: an output beyond float32 is an error") {
  check_attend(Code::kUndefinedRow, "value",
               "expected an output within float32's range, got 4.5e38 in row [batch 0, head 0, query 0]",
               [](In& in, Opt& options) {
                 options.score = Score::kDot;
                 options.normalizer = Normalizer::kArticle;  // Its weights sum up to sqrt(2.25) here.
                 in.query = numbers({1, 1, 1, 1}, {1});
                 in.key = numbers({1, 1, 1, 1}, {2.25});
                 in.value = numbers({1, 1, 1, 1}, {3e38});
               });
}

TEST_CASE("range: more than memory can hold is an error of the library") {
  if (ATTN_ADDRESS_SANITIZER) {
    MESSAGE("skipped: AddressSanitizer ends the program where `new` finds no memory");
    return;
  }
  Inputs<double> inputs;
  inputs.query = inputs.key = inputs.value = numbers({1, 1}, {1});
  const auto code_of = [&](std::int64_t steps) {
    try {
      iterate(inputs, steps, 0);
    } catch (const Error& error) {
      return error.code();
    }
    return Code::kOk;
  };
  CHECK(code_of(std::int64_t{1} << 53) == Code::kMemory);
  CHECK(code_of(std::int64_t{1} << 61) == Code::kMemory);
  CHECK(code_of(std::numeric_limits<std::int64_t>::max()) != Code::kOk);  // Its states cannot even be counted.
}

}  // namespace
}  // namespace attn::tests
