#include <attn/engine.h>

#include <attn/adapt.h>
#include <attn/cache.h>
#include <attn/fused.h>
#include <attn/linear.h>
#include <attn/mask_offset.h>
#include <attn/reference.h>

#include <algorithm>
#include <new>
#include <utility>

namespace attn {
namespace {

// Returns a number of doubles. The kernel may leave rows to the reference, and so it needs scratch for both.
Index pass_scratch_size(const Request& request, const Plan& plan) noexcept {
  if (is_linear_time(request)) return linear_scratch_size(plan);
  const Index reference = reference_scratch_size(request, plan);
  if (!is_fused(request, plan)) return reference;
  const Index fused = fused_scratch_bytes(plan);
  return reference < 0 || fused < 0 ? -1 : std::max(reference, fused / Index{sizeof(double)} + 1);
}

// Computes one pass of attention by the cheapest way that gives the answer.
Status attend(const Request& request, const Plan& plan, const Results& results, double* scratch) noexcept {
  if (is_linear_time(request)) return attend_linear(request, plan, results, scratch);
  if (is_fused(request, plan)) return attend_fused(request, plan, results, scratch);
  return attend_reference(request, plan, results, scratch);
}

// A request with a reduced precision holds its keys and values in a cache while it is computed. This one has no memory yet.
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

// Rounds keys and values to the precision that is asked for. The cache lies in the scratch.
Cache round(const Request& request, const Plan& plan, double* scratch) noexcept {
  Cache cache = cache_for(request, plan);
  cache.place(reinterpret_cast<unsigned char*>(scratch));
  if (plan.past > 0) cache.append(plan.past_key, plan.past_value, plan.past);
  cache.append(plan.key, plan.value, plan.keys - plan.past);
  return cache;
}

// Lets the cache stand in for keys and values.
void use(const Cache& cache, Request& request, Plan& plan) noexcept {
  request.cache = &cache;
  plan.past = 0;
  plan.key = cache.keys;
  plan.value = cache.values;
}

// Computes one pass with keys and values of the precision that is asked for.
Status attend_in_precision(const Request& request, const Plan& plan, const Results& results, double* scratch) noexcept {
  if (!is_reduced(request)) return attend(request, plan, results, scratch);
  const Cache cache = round(request, plan, scratch);
  Request rounded = request;
  Plan rounded_plan = plan;
  use(cache, rounded, rounded_plan);
  return attend(rounded, rounded_plan, results, scratch + cache.bytes() / Index{sizeof(double)});
}

// Stores the past and the new rows, one behind the other, for each batch and key-value head.
void store_present(const Plan& plan, const Results& results, double* scratch) noexcept {
  for (const Output output : {Output::kPresentKey, Output::kPresentValue}) {
    if (results[output] == nullptr) continue;
    const bool is_key = output == Output::kPresentKey;
    const Index size = is_key ? plan.key_size : plan.value_size;
    auto present = adapt(results[output], plan.batch, plan.kv_heads, plan.keys, size);
    for (Index b = 0; b < plan.batch; ++b) {
      for (Index g = 0; g < plan.kv_heads; ++g) {
        for (Index j = 0; j < plan.keys; ++j) {
          is_key ? plan.read_key(b, g, j, scratch) : plan.read_value(b, g, j, scratch);
          for (Index c = 0; c < size; ++c) present(b, g, j, c) = static_cast<float>(scratch[c]);
        }
      }
    }
  }
}

// What the parts of a request share, at the start of their scratch.
struct Shared {
  HeadNotes notes;
  Cache cache;
};
constexpr Index kSharedSize = (sizeof(Shared) + 15) / 16 * 2;  // doubles, so that the cache is aligned to 16

// Computes the rows of a part. Present keys and values are those of the whole.
Status attend_part(const Request& request, const Plan& plan, const Results& results, double* scratch) noexcept {
  const auto& [first_unit, units, first_query, queries] = *request.part;
  Shared& shared = *reinterpret_cast<Shared*>(scratch);
  double* rest = scratch + kSharedSize;
  if (units == 0) {
    new (scratch) Shared{};
    if (is_reduced(request)) shared.cache = round(request, plan, rest);
  }
  Request whole = request;
  Plan whole_plan = plan;
  if (is_reduced(request)) {
    use(shared.cache, whole, whole_plan);
    rest += shared.cache.bytes() / Index{sizeof(double)};
  }
  store_present(plan, results, rest);
  // Each unit is computed as a request of one head, whose tensors start at its first row.
  for (Index unit = 0; unit < units; ++unit) {
    const Index b = (first_unit + unit) / plan.heads;
    const Index h = (first_unit + unit) % plan.heads;
    const Index g = plan.kv_head(h);
    Request part = whole;
    Plan rows = whole_plan;
    rows.batch = rows.heads = rows.kv_heads = 1;
    rows.queries = queries;
    rows.origin = {b, h, first_query};
    rows.notes = &shared.notes;
    if (std::exchange(shared.notes.unit, b * plan.kv_heads + g) != b * plan.kv_heads + g) shared.notes.is_known = false;
    rows.query = rows.query.from(b, h, first_query);
    for (Rows* each : {&rows.key, &rows.value, &rows.past_key, &rows.past_value}) *each = each->from(b, g, 0);
    rows.output.row_stride = plan.value_size;
    const auto start_at = [&](Input input, Index element) noexcept {
      Tensor& tensor = part[input];
      if (tensor.present) tensor.data = static_cast<const unsigned char*>(tensor.data) + element * size_of(tensor.dtype);
    };
    start_at(Input::kMask, mask_offset(plan, b, h, first_query, 0));
    start_at(Input::kKeyLengths, b);
    start_at(Input::kAlibi, h);
    start_at(Input::kSinks, h);
    start_at(Input::kFocusCenter, first_query);
    Results place;
    for (int output = 0; output < kOutputCount; ++output) {
      float* const data = is_of_rows(static_cast<Output>(output)) ? results.data[output] : nullptr;
      if (data != nullptr) place.data[output] = data + unit * (count(plan.shapes[output]) / units);
    }
    Status status = attend(part, rows, place, rest);
    if (!status.ok()) return status;
  }
  return {};
}

// Feeds the output back as the query until no component moves by more than the tolerance, or the steps
// are used up (Ramsauer et al. 2020, "Hopfield Networks is All You Need", equation 3). The state stays
// in double between the steps: what float32 would round off could grow from step to step.
Status iterate(const Request& request, const Plan& plan, Results& results, double* scratch) noexcept {
  const Shape& shape = plan.shape(Output::kStates);  // [steps + 1, elements of a state]
  const Index size = shape.lengths[1];
  auto states = adapt(results[Output::kStates], shape.lengths[0], size);
  double* state = scratch;
  double* next = state + size;
  double* const rest = next + size;

  Request step = request;
  Plan step_plan = plan;
  Results step_results;
  Tensor& query = step[Input::kQuery];
  for (Index i = 0; i < size; ++i) {
    state[i] = number_at(query, i);
    states(0, i) = static_cast<float>(state[i]);
  }
  query.dtype = step_plan.query.dtype = DType::kFloat64;
  for (results.steps = 0, results.converged = false; results.steps < *request.steps && !results.converged;) {
    query.data = step_plan.query.data = state;
    step_results.data[static_cast<int>(Output::kOutput)] = &states(results.steps + 1, 0);
    step_results.exact_output = next;
    Status status = attend_in_precision(step, step_plan, step_results, rest);
    if (!status.ok()) return status;
    const double movement = xt::amax(xt::abs(adapt(next, size) - adapt(state, size)))();
    std::swap(state, next);
    ++results.steps;
    results.converged = movement <= request.tolerance;
  }
  return {};
}

}  // namespace

Index scratch_bytes(const Request& request, const Plan& plan) noexcept {
  constexpr Index kMost = Index{1} << 58;
  const Index pass = pass_scratch_size(request, plan);
  const Index states = request.steps ? plan.shape(Output::kStates).lengths[1] : 0;
  const Index cache = is_reduced(request) ? cache_for(request, plan).bytes() : 0;
  if (pass < 0 || pass > kMost || states < 0 || states > kMost || cache < 0) return -1;
  return static_cast<Index>(sizeof(double)) * (pass + 2 * states + (request.part ? kSharedSize : 0)) + cache;
}

double milliseconds(const Request& request, const Plan& plan) noexcept {
  constexpr double kKernel = 5e-8, kInDouble = 2e-6;  // for a product of two components
  const auto queries = static_cast<double>(plan.queries), keys = static_cast<double>(plan.keys);
  const auto d = static_cast<double>(plan.head_size), dv = static_cast<double>(plan.value_size);
  const double products = is_linear_time(request) ? (queries + keys) * d * dv : queries * keys * (d + dv);
  return static_cast<double>(plan.batch * plan.heads) * products * (is_fused(request, plan) ? kKernel : kInDouble);
}

Status run(const Request& request, const Plan& plan, Results& results, void* scratch) noexcept {
  double* const numbers = static_cast<double*>(scratch);
  if (request.steps) return iterate(request, plan, results, numbers);
  if (request.part) return attend_part(request, plan, results, numbers);
  store_present(plan, results, numbers);
  return attend_in_precision(request, plan, results, numbers);
}

}  // namespace attn
