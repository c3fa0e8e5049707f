#include <attn/engine.h>

#include <attn/cache.h>
#include <attn/fused.h>
#include <attn/reference.h>

#include <algorithm>
#include <cmath>

namespace attn {
namespace {

// Doubles. The kernel may leave rows to the reference, and needs scratch for both.
std::int64_t pass_scratch_size(const Request& request, const Plan& plan) noexcept {
  if (is_linear_time(request)) return linear_scratch_size(plan);
  const std::int64_t reference = reference_scratch_size(request, plan);
  if (!is_fused(request, plan)) return reference;
  const std::int64_t fused = fused_scratch_bytes(plan);
  return reference < 0 || fused < 0 ? -1 : std::max(reference, fused / std::int64_t{sizeof(double)} + 1);
}

// One pass of attention, by the cheapest way that gives the answer.
Status attend(const Request& request, const Plan& plan, const Results& results, double* scratch) noexcept {
  if (is_linear_time(request)) return attend_linear(request, plan, results, scratch);
  if (is_fused(request, plan)) return attend_fused(request, plan, results, scratch);
  return attend_reference(request, plan, results, scratch);
}

// How a request with a reduced precision holds its keys and values while it is computed.
Cache cache_for(const Request& request, const Plan& plan) noexcept {
  Cache cache;
  cache.batch = plan.batch;
  cache.kv_heads = plan.kv_heads;
  cache.key_size = plan.key_size;
  cache.value_size = plan.value_size;
  cache.capacity = plan.keys;
  cache.dtype = request.precision;
  return cache;
}

bool is_reduced(const Request& request) noexcept {
  return request.precision != DType::kFloat32 && request.cache == nullptr;
}

// One pass, with keys and values rounded to the precision that is asked for.
Status attend_in_precision(const Request& request, const Plan& plan, const Results& results, double* scratch) noexcept {
  if (!is_reduced(request)) return attend(request, plan, results, scratch);
  Cache cache = cache_for(request, plan);
  cache.place(reinterpret_cast<unsigned char*>(scratch));
  if (plan.past > 0) cache.append(plan.past_key, plan.past_value, plan.past);
  cache.append(plan.key, plan.value, plan.keys - plan.past);
  Request rounded = request;
  rounded.cache = &cache;
  Plan rounded_plan = plan;
  rounded_plan.past = 0;
  rounded_plan.key = cache.keys;
  rounded_plan.value = cache.values;
  return attend(rounded, rounded_plan, results, scratch + cache.bytes() / std::int64_t{sizeof(double)});
}

// The past and the new rows, one behind the other, for each batch and key-value head.
void store_present(const Plan& plan, const Results& results, double* scratch) noexcept {
  for (const Output output : {Output::kPresentKey, Output::kPresentValue}) {
    float* to = results[output];
    if (to == nullptr) continue;
    const bool is_key = output == Output::kPresentKey;
    const std::int64_t size = is_key ? plan.key_size : plan.value_size;
    for (std::int64_t b = 0; b < plan.batch; ++b) {
      for (std::int64_t g = 0; g < plan.kv_heads; ++g) {
        for (std::int64_t j = 0; j < plan.keys; ++j, to += size) {
          is_key ? plan.read_key(b, g, j, scratch) : plan.read_value(b, g, j, scratch);
          std::transform(scratch, scratch + size, to, [](double x) noexcept { return static_cast<float>(x); });
        }
      }
    }
  }
}

// Feeds the output back as the query until no component moves by more than the tolerance, or the steps
// are used up (Ramsauer et al. 2020, "Hopfield Networks is All You Need", equation 3). The state stays
// in double between the steps: what float32 would round off could grow from step to step.
Status iterate(const Request& request, const Plan& plan, Results& results, double* scratch) noexcept {
  const std::int64_t size = plan.shape(Output::kStates).lengths[1];
  float* const states = results[Output::kStates];
  double* state = scratch;
  double* next = state + size;
  double* const rest = next + size;

  Request step = request;
  Plan step_plan = plan;
  Results step_results;
  Tensor& query = step[Input::kQuery];
  for (std::int64_t i = 0; i < size; ++i) {
    state[i] = number_at(query, i);
    states[i] = static_cast<float>(state[i]);
  }
  query.dtype = step_plan.query.dtype = DType::kFloat64;
  for (results.steps = 0, results.converged = false; results.steps < *request.steps && !results.converged;) {
    query.data = step_plan.query.data = state;
    step_results.data[static_cast<int>(Output::kOutput)] = states + (results.steps + 1) * size;
    step_results.exact_output = next;
    Status status = attend_in_precision(step, step_plan, step_results, rest);
    if (!status.ok()) return status;
    double movement = 0;
    for (std::int64_t i = 0; i < size; ++i) movement = std::max(movement, std::fabs(next[i] - state[i]));
    std::swap(state, next);
    ++results.steps;
    results.converged = movement <= request.tolerance;
  }
  return {};
}

}  // namespace

std::int64_t scratch_bytes(const Request& request, const Plan& plan) noexcept {
  constexpr std::int64_t kMost = std::int64_t{1} << 58;
  const std::int64_t pass = pass_scratch_size(request, plan);
  const std::int64_t states = request.steps ? plan.shape(Output::kStates).lengths[1] : 0;
  const std::int64_t cache = is_reduced(request) ? cache_for(request, plan).bytes() : 0;
  if (pass < 0 || pass > kMost || states < 0 || states > kMost || cache < 0) return -1;
  return static_cast<std::int64_t>(sizeof(double)) * (pass + 2 * states) + cache;
}

Status run(const Request& request, const Plan& plan, Results& results, void* scratch) noexcept {
  double* const numbers = static_cast<double*>(scratch);
  if (request.steps) return iterate(request, plan, results, numbers);
  store_present(plan, results, numbers);
  return attend_in_precision(request, plan, results, numbers);
}

}  // namespace attn
