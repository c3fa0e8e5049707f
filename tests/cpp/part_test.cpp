// A row's digits do not depend on the other rows: computed in a part of the call, the row is the same to the last bit.
#include "fused_case.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace attn::tests {
namespace {

// Returns an empty text if the rows of a part are the same as in the whole call.
std::string fault_of_part(const Solved& expected, const FusedCase& whole, const FusedSizes& sizes, const Part& part) {
  const Solved got = solve_part(whole, part);
  if (got.code != Code::kOk) return got.error;
  const auto row = static_cast<std::size_t>(part.first_unit) * sizes.tq + static_cast<std::size_t>(part.first_query);
  const auto rows = static_cast<std::size_t>(part.units * part.queries);
  if (got.weights.size() != rows * sizes.tk || got.output.size() != rows * sizes.dv) return "another size";
  if (std::memcmp(got.weights.data(), expected.weights.data() + row * sizes.tk, rows * sizes.tk * sizeof(float)) != 0)
    return "other weights";
  for (std::size_t n = 0; n < rows; ++n) {
    const std::size_t unit = (row + n) / sizes.tq;
    const std::size_t at = expected.at(unit / sizes.h, unit % sizes.h, (row + n) % sizes.tq, 0);
    if (std::memcmp(got.output.data() + n * sizes.dv, expected.output.data() + at, sizes.dv * sizeof(float)) != 0)
      return "another output";
  }
  return "";
}

std::string fault_of_all_parts(const FusedCase& whole, const FusedSizes& sizes) {
  const Solved expected = solve(whole, Way::kRun);
  if (expected.code != Code::kOk) return expected.error;
  const auto units = static_cast<std::int64_t>(sizes.b * sizes.h), queries = static_cast<std::int64_t>(sizes.tq);
  std::vector<Part> parts;
  for (std::int64_t unit = 0; unit < units; ++unit) {
    for (const std::int64_t count : {1, 3, 50})
      for (std::int64_t i = 0; i < queries; i += count == 1 ? 13 : count + 7) parts.push_back({unit, 1, i, std::min(count, queries - i)});
    for (std::int64_t count = 1; count <= units - unit; count += 2) parts.push_back({unit, count, 0, queries});
  }
  for (const Part& part : parts) {
    const std::string fault = fault_of_part(expected, whole, sizes, part);
    if (fault.empty()) continue;
    return std::to_string(part.units) + " units from " + std::to_string(part.first_unit) + ", " + std::to_string(part.queries) +
           " queries from " + std::to_string(part.first_query) + ": " + fault;
  }
  return "";
}

constexpr FusedSizes kSizes = {.b = 2, .h = 4, .g = 2, .tq = 131, .tk = 270, .d = 8, .dv = 5};

TEST_CASE("fused: parts, with every score and normaliser") {
  Random random(90);
  for (const Score score : {Score::kScaledDot, Score::kDot, Score::kCosine, Score::kEuclidean}) {
    for (const Normalizer normalizer : {Normalizer::kSoftmax, Normalizer::kSigmoid}) {
      CAPTURE(score);
      CAPTURE(normalizer);
      FusedCase made = fused_case(random, kSizes);
      made.options.score = score;
      made.options.normalizer = normalizer;
      CHECK(fault_of_all_parts(made, kSizes) == "");
    }
  }
}

TEST_CASE("fused: parts, with positions and masks") {
  Random random(91);
  for (const int kind : {0, 1, 2, 3, 4, 5, 6}) {
    CAPTURE(kind);
    FusedSizes sizes = kSizes;
    if (kind == 3) sizes.past = 100;
    FusedCase made = fused_case(random, sizes);
    if (kind == 0) made.options.causal = true;
    if (kind == 1) made.options.window = {20, 3};
    if (kind == 2) made[Input::kKeyLengths] = Operand{{200, 20}, {2}, DType::kFloat64};
    if (kind == 2 || kind == 3) made.options.causal = true;
    if (kind == 4) made[Input::kAlibi] = Operand{{0.5, 0.25, 0.125, 0.0625}, {4}, DType::kFloat64};
    if (kind >= 5) {
      made[Input::kMask] = Operand{random.list(4 * 131 * 270), {1, 4, 131, 270}, kind == 5 ? DType::kBool : DType::kFloat32};
      if (kind == 5)
        for (double& each : made[Input::kMask]->numbers) each = each > 0.95;
    }
    CHECK(fault_of_all_parts(made, sizes) == "");
  }
}

// Some rows or heads go to the reference; they must do so in a part too.
TEST_CASE("fused: parts, with rows beyond float32") {
  Random random(92);
  FusedCase made = fused_case(random, kSizes);
  for (std::size_t n = 0; n < made[Input::kQuery]->numbers.size(); n += 8 * 29) made[Input::kQuery]->numbers[n] = 1e20;
  CHECK(fault_of_all_parts(made, kSizes) == "");
  made[Input::kValue]->numbers[270 * 5 + 3] = 1e37;
  CHECK(fault_of_all_parts(made, kSizes) == "");
}

// The heads lie side by side. Keys and values are rounded, and their largest magnitudes are taken over all heads.
TEST_CASE("parts: packed heads, and keys and values of a reduced precision") {
  Random random(94);
  for (const DType precision : {DType::kFloat32, DType::kFloat16, DType::kInt8}) {
    for (const bool is_packed : {false, true}) {
      CAPTURE(precision);
      CAPTURE(is_packed);
      FusedSizes sizes = kSizes;
      sizes.past = 30;
      FusedCase made = fused_case(random, sizes, is_packed);
      made.precision = precision;
      made[Input::kKey]->numbers.back() = precision == DType::kFloat16 ? 6e4 : 1e10;
      CHECK(fault_of_all_parts(made, sizes) == "");
    }
  }
}

// The reference computes the parts, and keeps some numbers of a head from one part to the next.
TEST_CASE("parts: computed by the reference, in double") {
  Random random(95);
  const FusedSizes sizes = {.b = 2, .h = 4, .g = 2, .tq = 61, .tk = 50, .d = 8, .dv = 5};
  for (const int kind : {0, 1, 2, 3, 4}) {
    CAPTURE(kind);
    FusedCase made = fused_case(random, sizes);
    made.options.normalizer = Normalizer::kEntmax15;
    made.options.causal = true;
    made.options.focus = kind == 0 ? Focus::kMonotonic : kind == 1 ? Focus::kGiven : Focus::kNone;
    made.options.focus_sigma = 4;
    if (kind == 1) made[Input::kFocusCenter] = Operand{random.list(61), {61}, DType::kFloat64};
    if (kind == 2) made[Input::kAlibi] = Operand{{0.5, 0.25, 0.125, 0.0625}, {4}, DType::kFloat32};
    if (kind == 3) made[Input::kMask] = Operand{random.list(2 * 61), {2, 1, 61, 1}, DType::kFloat64};
    if (kind == 4) {
      made.options.score = Score::kGeneral;
      made[Input::kWeight] = Operand{random.list(64), {8, 8}, DType::kFloat64};
    }
    CHECK(fault_of_all_parts(made, sizes) == "");
  }
  FusedCase linear = fused_case(random, sizes);
  linear.options.score = Score::kLinear;
  linear.options.causal = true;
  CHECK(fault_of_all_parts(linear, sizes) == "");
}

// The error of a part names the same row as the error of the whole call.
TEST_CASE("parts: the row of an error, and parts beyond the whole") {
  Random random(96);
  const FusedSizes sizes = {.b = 2, .h = 4, .g = 2, .tq = 7, .tk = 5, .d = 3, .dv = 2};
  FusedCase made = fused_case(random, sizes, false, DType::kFloat32, 0.1, 1);
  made.options.score = Score::kDot;
  made.options.normalizer = Normalizer::kArticleCode;
  for (std::size_t c = 0; c < 3; ++c) made[Input::kQuery]->numbers[((1 * 4 + 2) * 7 + 5) * 3 + c] = -1;
  const std::string error = solve(made, Way::kRun).error;
  CHECK(error.find("row [batch 1, head 2, query 5]") != std::string::npos);
  for (const Part& part : {Part{6, 1, 5, 1}, Part{6, 1, 4, 3}, Part{5, 3, 0, 7}, Part{0, 8, 0, 7}})
    CHECK(solve_part(made, part).error == error);
  CHECK(solve_part(made, {6, 1, 0, 5}).code == Code::kOk);
  for (const Part& part : {Part{8, 1, 0, 7}, Part{-1, 1, 0, 7}, Part{0, 9, 0, 7}, Part{0, 2, 0, 6}, Part{0, 1, 1, 7}, Part{0, 1, 0, -1}})
    CHECK(solve_part(made, part).code == Code::kOption);
}

// With more queries than keys, a window may begin after the last key, also in a part of one query.
TEST_CASE("fused: parts, with a window wider than the keys") {
  Random random(93);
  const FusedSizes sizes = {.b = 1, .h = 2, .g = 1, .tq = 131, .tk = 20, .d = 8, .dv = 5};
  for (const std::int64_t limit : {10, 22, 60, 100, 140, 200}) {
    CAPTURE(limit);
    FusedCase made = fused_case(random, sizes);
    made.options.window = {limit, -1};
    CHECK(fault_of_all_parts(made, sizes) == "");
    made.options.window = {-1, limit};
    made[Input::kKeyLengths] = Operand{{5}, {1}, DType::kFloat64};
    CHECK(fault_of_all_parts(made, sizes) == "");
  }
}

}  // namespace
}  // namespace attn::tests
