// Tests of packed sequences: documents that lie one behind the other and are given by their lengths.
#include "arrays.h"
#include "definition.h"
#include "errors.h"
#include "fused_case.h"
#include "probes.h"
#include "random.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

namespace attn::tests {
namespace {

Inputs<double> random_inputs(Random& random, std::size_t b, std::size_t tq, std::size_t tk) {
  Inputs<double> inputs;
  inputs.query = random.array({b, 1, tq, 4});
  inputs.key = random.array({b, 1, tk, 4});
  inputs.value = random.array({b, 1, tk, 3});
  return inputs;
}

using Seen = std::vector<std::string>;

TEST_CASE("documents: a query sees the keys of its own document, of any length") {
  Random random(141);
  Inputs<double> inputs = random_inputs(random, 1, 6, 6);
  inputs.documents = {2, 0, 3, 1};
  CHECK(seen(inputs) == Seen{"110000", "110000", "001110", "001110", "001110", "000001"});
  Options options;
  options.causal = true;
  CHECK(seen(inputs, options) == Seen{"100000", "110000", "001000", "001100", "001110", "000001"});
  options.causal = false;
  options.window = {-1, 1};
  CHECK(seen(inputs, options) == Seen{"110000", "110000", "001100", "001110", "001110", "000001"});
  inputs.mask = array_of<bool>({6}, {true, false, true, false, true, true});
  CHECK(seen(inputs) == Seen{"100000", "100000", "001010", "001010", "001010", "000001"});
  inputs.documents = {0, 6, 0};
  CHECK(seen(inputs) == Seen(6, "101011"));
}

TEST_CASE("documents: a query has the same place as for causal masks") {
  Random random(142);
  Inputs<double> inputs = random_inputs(random, 1, 2, 5);
  inputs.documents = {1, 3, 1};
  CHECK(seen(inputs) == Seen{"10000", "01110"});
  Options options;
  options.causal = options.bottom_right = true;
  CHECK(seen(inputs, options) == Seen{"01110", "00001"});
  // The queries stand behind a past.
  inputs.past_key = random.array({1, 1, 2, 4});
  inputs.past_value = random.array({1, 1, 2, 3});
  inputs.documents = {3, 4};
  CHECK(seen(inputs) == Seen{"1110000", "0001111"});
  // Key lengths put the queries at the end of each sequence; a place before all keys lies in no document.
  inputs = random_inputs(random, 2, 2, 5);
  inputs.documents = {1, 3, 1};
  inputs.key_lengths = {4, 1};
  CHECK(seen(inputs) == Seen{"01110", "01110", "00000", "10000"});
  // A place behind all keys lies in no document either.
  inputs = random_inputs(random, 1, 4, 2);
  inputs.documents = {1, 1};
  CHECK(seen(inputs) == Seen{"10", "01", "00", "00"});
}

TEST_CASE("documents: wrong lengths are errors") {
  const auto check = [](const std::vector<std::int64_t>& documents, Code code, const std::string& complaint) {
    Random random(143);
    Inputs<double> inputs = random_inputs(random, 1, 5, 5);
    inputs.documents = documents;
    check_error([&] { attend(inputs); }, code, "documents", complaint);
  };
  check({2, 2}, Code::kRange, "expected lengths that add up to 5, got 4");
  check({3, 3}, Code::kRange, "expected lengths that add up to 5, got 6");
  check({6, -1}, Code::kRange, "expected whole numbers from 0 to 5, got 6 at index 0");
  check({5, -1}, Code::kRange, "expected whole numbers from 0 to 5, got -1 at index 1");
  check({}, Code::kSize, "expected every length at least 1, got [0]");
}

TEST_CASE("documents: linear attention takes the quadratic path, as with a mask") {
  Random random(144);
  Inputs<double> inputs;
  inputs.query = random.array({6, 3}, 0.1, 1);
  inputs.key = random.array({6, 3}, 0.1, 1);
  inputs.value = random.array({6, 2});
  inputs.documents = {4, 2};
  AttendOptions options;
  options.score = Score::kLinear;
  options.causal = true;
  CHECK(largest_difference(attend(inputs, options).output, define(inputs, options).output) <= kExactness);
}

// The documents end anywhere in blocks of 256 queries and keys, and in tiles of four.
TEST_CASE("documents: the kernel, together with everything else that hides keys") {
  Random random(145);
  for (const std::vector<double>& lengths :
       {std::vector<double>{600}, {1, 599}, {255, 1, 1, 255, 88}, {256, 0, 256, 88}, {300, 300}, std::vector<double>(600, 1), {0, 0, 3, 4, 5, 588}}) {
    for (const int kind : {0, 1, 2, 3, 4, 5, 6, 7}) {
      CAPTURE(lengths.size());
      CAPTURE(lengths[0]);
      CAPTURE(kind);
      FusedSizes sizes = {.b = 2, .h = 2, .g = 1, .tq = 600, .tk = 600, .d = 8, .dv = 5};
      if (kind == 3) sizes.past = 593;
      if (kind == 3) sizes.tq = 7;
      FusedCase made = fused_case(random, sizes);
      made[Input::kDocuments] = Operand{lengths, {lengths.size()}, kind % 2 ? DType::kFloat32 : DType::kFloat64};
      made.options.causal = kind >= 1;
      if (kind == 2) made.options.window = {40, 30};
      if (kind == 4) made[Input::kKeyLengths] = Operand{{600, 259}, {2}, DType::kFloat64};
      if (kind == 5) made.options.alibi = Alibi::kBoth;
      if (kind == 6) made[Input::kSinks] = Operand{{1, -1}, {2}, DType::kFloat64};
      if (kind == 7) {
        made.options.normalizer = Normalizer::kSigmoid;
        Operand& mask = made[Input::kMask].emplace();
        mask = {random.list(600), {600}, DType::kBool};
        for (double& each : mask.numbers) each = each > 0;
      }
      CHECK(fault_of(made) == "");
      CHECK(fault_of_run(made) == "");
    }
  }
}

// The reference works in the scratch of the kernel: with this many keys it overwrites the ends of the documents there.
TEST_CASE("documents: the kernel, after a head whose rows go to the reference") {
  Random random(147);
  FusedCase made = fused_case(random, {.h = 2, .g = 2, .tq = 3, .tk = 4000, .d = 1, .dv = 1});
  made[Input::kDocuments] = Operand{{1, 3999}, {2}, DType::kFloat64};
  made[Input::kQuery]->numbers[1] = 1e6;  // This score is too large for float32.
  CHECK(fault_of(made) == "");
}

// A document gives the same numbers alone and in a sequence, whatever the other documents hold.
TEST_CASE("documents: each gives the same as if it stood alone") {
  Random random(146);
  const std::vector<std::int64_t> lengths = {70, 200, 1, 129};
  Inputs<double> inputs = random_inputs(random, 1, 400, 400);
  inputs.documents = lengths;
  AttendOptions options;
  options.causal = true;
  options.log_sum_exp = true;
  const Attended whole = attend(inputs, options);
  std::size_t start = 0;
  for (const std::int64_t length : lengths) {
    const auto count = static_cast<std::size_t>(length);
    const auto rows = [&](const Array<double>& from, std::size_t size) {
      Array<double> part = Array<double>::from_shape(Lengths{1, 1, count, size});
      std::copy(from.data() + start * size, from.data() + (start + count) * size, part.data());
      return part;
    };
    Inputs<double> alone;
    alone.query = rows(inputs.query, 4);
    alone.key = rows(inputs.key, 4);
    alone.value = rows(inputs.value, 3);
    const Attended part = attend(alone, options);
    for (std::size_t i = 0; i < count; ++i) {
      CHECK(std::fabs((*whole.log_sum_exp)(0, 0, start + i) - (*part.log_sum_exp)(0, 0, i)) <= 4e-6f);
      for (std::size_t c = 0; c < 3; ++c) CHECK(std::fabs(whole.output(0, 0, start + i, c) - part.output(0, 0, i, c)) <= 4e-6f);
    }
    start += count;
  }
  // The content of the other documents has no influence, not even on the last bit.
  for (std::size_t j = 0; j < 70; ++j)
    for (std::size_t c = 0; c < 3; ++c) inputs.value(0, 0, j, c) = 0.25;
  const Attended other = attend(inputs, options);
  for (std::size_t n = 70 * 3; n < 400 * 3; ++n) CHECK(other.output.data()[n] == whole.output.data()[n]);
}

}  // namespace
}  // namespace attn::tests
