#include "fused_case.h"

#include "arrays.h"

#include <attn/check.h>
#include <attn/fused.h>
#include <attn/reference.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace attn::tests {
namespace {

// The tensors of a case. Each has an allocation of exactly its size, so that the sanitizer sees a load beyond the end.
class Memory {
 public:
  Tensor add(const Operand& operand, std::size_t shift) {
    const std::size_t size = static_cast<std::size_t>(size_of(operand.dtype));
    std::vector<unsigned char>& bytes = blocks_.emplace_back((operand.numbers.size() + shift) * size);
    unsigned char* const start = bytes.data() + shift * size;
    for (std::size_t n = 0; n < operand.numbers.size(); ++n) {
      const double number = operand.numbers[n];
      const float narrow = static_cast<float>(number);
      if (operand.dtype == DType::kFloat64) std::memcpy(start + n * 8, &number, 8);
      else if (operand.dtype == DType::kFloat32) std::memcpy(start + n * 4, &narrow, 4);
      else start[n] = number != 0;
    }
    Tensor tensor{start, operand.dtype, true, {static_cast<int>(operand.shape.size()), {}}};
    for (std::size_t axis = 0; axis < operand.shape.size(); ++axis)
      tensor.shape.lengths[axis] = static_cast<std::int64_t>(operand.shape[axis]);
    return tensor;
  }

 private:
  std::vector<std::vector<unsigned char>> blocks_;
};

std::string number(double x) { return std::to_string(x) + " "; }

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

// Compares the rows of an answer with those of the reference.
std::string difference(const Solved& expected, const Solved& got) {
  if (expected.error != got.error) return "error '" + got.error + "', not '" + expected.error + "'";
  if (expected.code != Code::kOk) return "";
  const Plan& plan = expected.plan;
  const std::size_t heads = static_cast<std::size_t>(plan.heads), queries = static_cast<std::size_t>(plan.queries);
  const std::size_t keys = static_cast<std::size_t>(plan.keys), size = static_cast<std::size_t>(plan.value_size);
  for (std::size_t row = 0; row < expected.weights.size() / keys; ++row) {
    const std::size_t b = row / queries / heads, h = row / queries % heads, i = row % queries;
    const std::string name = " in row [" + std::to_string(b) + "," + std::to_string(h) + "," + std::to_string(i) + "]";
    double sum = 0;
    bool sees = false;
    for (std::size_t j = row * keys; j < (row + 1) * keys; ++j) {
      sum += std::fabs(static_cast<double>(expected.weights[j]));
      sees |= expected.biased[j] != -std::numeric_limits<float>::infinity();
    }
    // The design's bound. With values from -1 to 1 the output is at most the weights' sum; larger values scale it.
    const double tolerance = kExactness * std::max(1.0, sum);
    for (std::size_t j = row * keys; j < (row + 1) * keys; ++j) {
      const bool is_masked = expected.biased[j] == -std::numeric_limits<float>::infinity();
      const double weight = static_cast<double>(got.weights[j]);
      if (is_masked ? weight != 0 || std::signbit(weight)
                    : !(std::fabs(weight - static_cast<double>(expected.weights[j])) <= tolerance))
        return "weight " + number(weight) + "not " + number(static_cast<double>(expected.weights[j])) + "at key " +
               std::to_string(j - row * keys) + (is_masked ? " (masked)" : "") + name;
    }
    if (!expected.log_sum_exp.empty()) {
      const double wanted = static_cast<double>(expected.log_sum_exp[row]), found = static_cast<double>(got.log_sum_exp[row]);
      if (wanted != found && !(std::fabs(wanted - found) <= kExactness * std::max(1.0, std::fabs(wanted))))
        return "log-sum-exp " + number(found) + "not " + number(wanted) + name;
    }
    for (std::size_t c = 0; c < size; ++c) {
      const std::size_t at = expected.at(b, h, i, c);
      const double output = static_cast<double>(got.output[at]);
      if (!sees ? output != 0 || std::signbit(output) : !(std::fabs(output - expected.exact[at]) <= tolerance))
        return "output " + number(output) + "off by " + number((output - expected.exact[at]) * 1e6) + "e-6" + name;
    }
  }
  return "";
}

}  // namespace

FusedCase fused_case(Random& random, const FusedSizes& sizes, bool is_packed, DType dtype, double low, double high) {
  FusedCase made;
  const auto add = [&](Input input, std::size_t heads, std::size_t length, std::size_t size, bool packed) {
    Operand& operand = made[input].emplace();
    operand.dtype = dtype;
    operand.shape = packed ? std::vector<std::size_t>{sizes.b, length, heads * size}
                           : std::vector<std::size_t>{sizes.b, heads, length, size};
    operand.numbers = random.list(sizes.b * heads * length * size, low, high);
  };
  add(Input::kQuery, sizes.h, sizes.tq, sizes.d, is_packed);
  add(Input::kKey, sizes.g, sizes.tk - sizes.past, sizes.d, is_packed);
  add(Input::kValue, sizes.g, sizes.tk - sizes.past, sizes.dv, is_packed);
  if (sizes.past > 0) {
    add(Input::kPastKey, sizes.g, sizes.past, sizes.d, false);
    add(Input::kPastValue, sizes.g, sizes.past, sizes.dv, false);
  }
  if (is_packed) {
    made.options.num_heads = static_cast<std::int64_t>(sizes.h);
    made.options.num_kv_heads = static_cast<std::int64_t>(sizes.g);
  }
  return made;
}

std::size_t Solved::at(std::size_t b, std::size_t h, std::size_t i, std::size_t c) const {
  const Rows& rows = plan.output;
  return b * static_cast<std::size_t>(rows.batch_stride) + h * static_cast<std::size_t>(rows.head_stride) +
         i * static_cast<std::size_t>(rows.row_stride) + c;
}

Solved solve(const FusedCase& made, Way way, bool wants_weights) {
  Solved solved;
  Memory memory;
  Request request;
  request.options = made.options;
  request.precision = made.precision;
  request.part = made.part;
  for (std::size_t index = 0; index < made.inputs.size(); ++index)
    if (made.inputs[index]) request.inputs[index] = memory.add(*made.inputs[index], made.shift);
  request.want(Output::kOutput);
  if (wants_weights) request.want(Output::kWeights);
  const bool wants_sum = request.normalizer() == Normalizer::kSoftmax;
  if (wants_sum) request.want(Output::kLogSumExp);
  if (way == Way::kReference) request.want(Output::kBiased);

  Status status = check(request, solved.plan);
  if (status.ok()) status = check_values(request, solved.plan);
  solved.plan.total_queries = made.total_queries.value_or(solved.plan.total_queries);
  Results results;
  std::uint32_t clamped = 0;
  if (way == Way::kReference) results.clamped = &clamped;  // Its scores are only compared, so they may be held.
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const auto reserve = [&](Output output, std::vector<float>& to) {
    to.assign(static_cast<std::size_t>(count(solved.plan.shape(output))), nan);  // NaN shows what is not written.
    results.data[static_cast<int>(output)] = to.data();
  };
  if (status.ok()) {
    reserve(Output::kOutput, solved.output);
    if (wants_weights) reserve(Output::kWeights, solved.weights);
    if (wants_sum) reserve(Output::kLogSumExp, solved.log_sum_exp);
    if (way == Way::kReference) {
      reserve(Output::kBiased, solved.biased);
      solved.exact.resize(solved.output.size());
      results.exact_output = solved.exact.data();
    }
    const std::int64_t bytes = way == Way::kRun ? scratch_bytes(request, solved.plan)
                               : way == Way::kFused
                                   ? std::max(fused_scratch_bytes(solved.plan) + 8,
                                              reference_scratch_size(request, solved.plan) * 8)
                                   : reference_scratch_size(request, solved.plan) * 8;
    std::vector<double> scratch(static_cast<std::size_t>(bytes) / sizeof(double), kNaN);
    if (made.part) {
      Request first = request;
      first.part->units = 0;
      status = run(first, solved.plan, results, scratch.data());
    }
    status = way == Way::kRun     ? run(request, solved.plan, results, scratch.data())
             : way == Way::kFused ? attend_fused(request, solved.plan, results, scratch.data())
                                  : attend_reference(request, solved.plan, results, scratch.data());
  }
  solved.code = status.code;
  if (!status.ok()) solved.error = std::string(status.argument.name()) + ": " + status.message.text();
  return solved;
}

std::string fault_of(const FusedCase& made) {
  const Solved expected = solve(made, Way::kReference), got = solve(made, Way::kFused);
  std::string fault = difference(expected, got);
  if (!fault.empty() || got.code != Code::kOk) return fault;
  if (!same_bits(solve(made, Way::kFused, false).output, got.output)) return "another output where no weights are wanted";
  // A few queries may have a kernel of their own. Declared as some of many queries, they go to the kernel for many.
  // Their answer must be the same, except with key lengths, which put the last query on the last key.
  constexpr std::int64_t kFew = 32, kMany = 1'000'000;
  if (made[Input::kKeyLengths] || got.plan.heads * got.plan.queries > kFew) return "";
  FusedCase many = made;
  many.total_queries = kMany;
  fault = difference(expected, solve(many, Way::kFused));
  return fault.empty() ? "" : "as some of many: " + fault;
}

std::string fault_of_run(const FusedCase& made) {
  return difference(solve(made, Way::kReference), solve(made, Way::kRun));
}

Solved solve_part(const FusedCase& whole, const Part& part) {
  FusedCase made = whole;
  made.part = part;
  return solve(made, Way::kRun);
}

}  // namespace attn::tests
