#include <attn/fused.h>

#include <attn/alibi.h>
#include <attn/cache.h>
#include <attn/kernels/fused.h>
#include <attn/kernels/largest_magnitude.h>
#include <attn/mask_offset.h>
#include <attn/reference.h>
#include <attn/score.h>
#include <attn/visible.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace attn {
namespace {

// A call with fewer products of a query and a key component is computed in double: it takes microseconds there too, and
// what a figure shows is then exact.
constexpr double kSmallestCall = 1 << 11;

// For so many queries over the same keys, or fewer, packing the keys costs more than it gains.
constexpr Index kMostSingleRows = 16;

// A score's float32 error grows with its size: a row whose scores may be beyond this is left to the
// reference. So are values whose sum could leave float32.
constexpr double kLargestScore = 1 << 14;

// For inputs in -1..1 the design promises 2e-6. Scores of them that may be beyond this (a plain dot product
// of more than 128 components, a scale of 40) would miss it by up to a factor of 2 in float32. From 16 on it is missed by up
// to a quarter in one of some 60,000 random calls; the reference would take 40 times as long for all of them.
constexpr double kLargestScoreInRange = 128;
constexpr double kLargestSum = 1e37;

// What the kernel folds into its numbers, log2(e) / temperature times a scale, stays in double's range between these.
constexpr double kLargestFactor = 1e30;

// A norm of components below this loses its digits, as their squares leave the normal doubles.
constexpr double kSmallestOfNorm = 1e-140;

bool is_dot_family(Score score) noexcept {
  return score == Score::kDot || score == Score::kScaledDot || score == Score::kCosine || score == Score::kEuclidean;
}

// Describes the rows of head `h` in batch `b` as the kernel reads them.
kernels::Matrix matrix(const Rows& rows, Index b, Index h) noexcept {
  const Index start = b * rows.batch_stride + h * rows.head_stride;
  if (rows.data == nullptr) return {};
  const auto* const data = static_cast<const unsigned char*>(rows.data) + start * size_of(rows.dtype);
  const float* const scales = rows.dtype == DType::kInt8 ? rows.scales + start / rows.size : nullptr;
  return {data, rows.dtype, in_memory(rows.row_stride), scales};
}

double largest_of_row(const kernels::Matrix& rows, Index t, Index size) noexcept {
  return rows.dtype == DType::kFloat64
             ? kernels::largest_magnitude(static_cast<const double*>(rows.data) + t * rows.stride, size)
             : double{kernels::largest_magnitude(static_cast<const float*>(rows.data) + t * rows.stride, size)};
}

// The norm of such a row is no 0 and may have lost its digits.
bool is_tiny(double largest_of_row) noexcept { return largest_of_row > 0 && largest_of_row < kSmallestOfNorm; }

void note_keys(const kernels::Matrix& rows, Index count, Index size, HeadNotes& notes) noexcept {
  for (Index t = 0; t < count; ++t) {
    const double largest = largest_of_row(rows, t, size);
    notes.largest_key = std::max(notes.largest_key, largest);
    notes.has_tiny_key = notes.has_tiny_key || is_tiny(largest);
  }
}

void note_values(const kernels::Matrix& rows, Index count, Index size, HeadNotes& notes) noexcept {
  for (Index t = 0; t < count; ++t) notes.largest_value = std::max(notes.largest_value, largest_of_row(rows, t, size));
}

void note_magnitudes(const Request& request, const Plan& plan, const kernels::FusedCall& call, HeadNotes& notes) noexcept {
  notes.is_known = true;
  notes.largest_key = notes.largest_value = 0;
  notes.has_tiny_key = false;  // nor has a cache one: it holds no doubles
  if (!kIsFigure && request.cache != nullptr) {
    notes.largest_key = request.cache->largest_key;
    notes.largest_value = request.cache->largest_value;
    return;
  }
  note_keys(call.key, plan.keys - plan.past, plan.key_size, notes);
  note_values(call.value, plan.keys - plan.past, plan.value_size, notes);
  if (plan.past == 0) return;
  note_keys(call.past_key, plan.past, plan.key_size, notes);
  note_values(call.past_value, plan.past, plan.value_size, notes);
}

// The factors of the scores must be numbers that the kernel can work with.
bool has_kernel_factors(const Request& request, const Plan& plan) noexcept {
  const double temperature = request.options.temperature.value_or(1);
  return temperature >= 1 / kLargestFactor && temperature <= kLargestFactor &&
         std::fabs(scale_of(request, plan)) <= kLargestFactor;
}

// Returns a bound of the scores of a query and keys whose components are no larger than these. It is infinity where a
// product could leave float32 on its way, or a norm double.
double score_bound(const Request& request, const Plan& plan, double query, const HeadNotes& notes) noexcept {
  const double key = notes.largest_key;
  constexpr double kLargestComponent = 1e15;
  const double scale = std::fabs(scale_of(request, plan)) / request.options.temperature.value_or(1);
  if (request.options.score == Score::kCosine)
    return notes.has_tiny_key || is_tiny(query) ? std::numeric_limits<double>::infinity() : scale;
  if (key > kLargestComponent || query * std::max(scale, 1.0) > kLargestComponent) return std::numeric_limits<double>::infinity();
  const double component = request.options.score == Score::kEuclidean ? (query + key) * (query + key) : query * key;
  return component * static_cast<double>(plan.head_size) * scale;
}

// The kernel works in so many floats. Behind them lie the slopes and the sinks of the group, and the ends of the documents.
Index kernel_floats(const Plan& plan) noexcept {
  return (kernels::fused_scratch_size(plan.head_size, plan.value_size) + 3) / 4 * 4;
}

// Returns what the calls of all groups have in common.
kernels::FusedCall shared_call(const Request& request, const Plan& plan) noexcept {
  const Options& options = request.options;
  kernels::FusedCall call;
  call.heads = in_memory(plan.heads / plan.kv_heads);
  call.queries = in_memory(plan.queries);
  call.is_row = plan.group * plan.total_queries <= kMostSingleRows;
  call.past = in_memory(plan.past);
  call.keys = call.total_keys = in_memory(plan.keys);
  call.head_size = in_memory(plan.head_size);
  call.value_size = in_memory(plan.value_size);
  call.query_head_stride = in_memory(plan.query.head_stride);
  call.output_head_stride = in_memory(plan.output.head_stride);
  call.output_row_stride = in_memory(plan.output.row_stride);
  call.metric = options.score == Score::kCosine      ? kernels::Metric::kCosine
                : options.score == Score::kEuclidean ? kernels::Metric::kEuclidean
                                                     : kernels::Metric::kDot;
  call.is_sigmoid = request.normalizer() == Normalizer::kSigmoid;
  call.scale = scale_of(request, plan);
  call.temperature = options.temperature.value_or(1);
  const Tensor& mask = request[Input::kMask];
  if (mask.present) {
    call.mask_type = !request.has_numeric_mask()     ? kernels::MaskType::kBool
                     : mask.dtype == DType::kFloat64 ? kernels::MaskType::kFloat64
                                                     : kernels::MaskType::kFloat32;
    std::transform(plan.mask_strides.begin() + 1, plan.mask_strides.end(), call.mask_strides, in_memory);
  }
  call.alibi_both = options.alibi == Alibi::kBoth;
  return call;
}

// Where no score is beyond 2^60 either way, and none is biased, the exponentials themselves stay in float32's range: no
// maximum has to be found, and nothing to be rescaled, which gains 2 to 3 %. The limits of values and keys keep the sums there.
double largest_bounded(const kernels::FusedCall& call, const HeadNotes& notes) noexcept {
  constexpr double kLargestExponent = 60;
  constexpr double kLargestValue = 0x1p40;
  constexpr Index kMostKeys = Index{1} << 24;
  const bool is_biased = call.alibi != nullptr || call.sinks != nullptr || call.has_numeric_mask();
  if (is_biased || call.metric != kernels::Metric::kDot || notes.largest_value > kLargestValue || call.keys > kMostKeys)
    return -1;
  return kLargestExponent / (notes.largest_key * static_cast<double>(call.head_size));
}

// The logarithm of the row's sum, where it is wanted, must be a number of float32. A bias or a sink may lie beyond.
bool holds_sum(const kernels::FusedCall& call, Index row) noexcept {
  if (kIsFigure || call.log_sum_exp == nullptr) return true;
  return std::fabs(call.log_sum_exp[row]) != std::numeric_limits<float>::max();
}

}  // namespace

bool is_fused(const Request& request, const Plan& plan) noexcept {
  const Options& options = request.options;
  const Normalizer normalizer = request.normalizer();
  std::uint32_t others = request.outputs;
  for (const Output output : {Output::kOutput, Output::kWeights, Output::kLogSumExp, Output::kPresentKey, Output::kPresentValue})
    others &= ~(1u << static_cast<int>(output));
  if (others != 0 || !is_dot_family(options.score) || options.softcap || options.focus != Focus::kNone) return false;
  if (normalizer != Normalizer::kSoftmax && normalizer != Normalizer::kSigmoid) return false;
  const bool is_biased = request.has_alibi() || request.has_numeric_mask();
  if (normalizer == Normalizer::kSigmoid && is_biased) return false;
  if (!has_kernel_factors(request, plan)) return false;
  return !request.steps && static_cast<double>(plan.total_queries) * static_cast<double>(plan.keys) *
                                   static_cast<double>(plan.head_size) >= kSmallestCall;
}

Index fused_scratch_bytes(const Plan& plan) noexcept {
  constexpr Index kMost = Index{1} << (kIsFigure ? 16 : 40);
  if (plan.head_size > kMost || plan.value_size > kMost) return -1;
  return kernel_floats(plan) * Index{sizeof(float)} + 2 * (plan.heads / plan.kv_heads) * Index{sizeof(double)} +
         plan.documents * Index{sizeof(Index)};
}

Status attend_fused(const Request& request, const Plan& plan, const Results& results, void* scratch) noexcept {
  const Tensor& mask = request[Input::kMask];
  const Index group = plan.heads / plan.kv_heads;
  kernels::FusedCall call = shared_call(request, plan);
  float* const floats = static_cast<float*>(scratch);
  double* const slopes = reinterpret_cast<double*>(floats + kernel_floats(plan));
  if (request.has_alibi()) call.alibi = slopes;
  double* const sinks = slopes + group;
  if (request.has(Input::kSinks)) call.sinks = sinks;
  Index* const document_ends = reinterpret_cast<Index*>(sinks + group);

  for (Index b = 0; b < plan.batch; ++b) {
    for (Index g = 0; g < plan.kv_heads; ++g) {
      const Index h = g * group;
      call.query = matrix(plan.query, b, h);
      call.key = matrix(plan.key, b, g);
      call.value = matrix(plan.value, b, g);
      if (plan.past > 0) {
        call.past_key = matrix(plan.past_key, b, g);
        call.past_value = matrix(plan.past_value, b, g);
      }
      if (float* const output = results[Output::kOutput])
        call.output = output + b * plan.output.batch_stride + h * plan.output.head_stride;
      // What lies in the scratch is written anew for each group: rows of the one before may have gone to the reference.
      call.visible = visible_keys(request, plan, b, document_ends);
      for (Index i = 0; call.alibi != nullptr && i < group; ++i) slopes[i] = alibi_slope(request, plan, h + i);
      for (Index i = 0; call.sinks != nullptr && i < group; ++i) sinks[i] = number_at(request[Input::kSinks], h + i);
      if (float* const weights = results[Output::kWeights])
        call.weights = weights + (b * plan.heads + h) * plan.queries * plan.keys;
      if (float* const sums = results[Output::kLogSumExp]) call.log_sum_exp = sums + (b * plan.heads + h) * plan.queries;
      if (mask.present) {
        call.mask = static_cast<const unsigned char*>(mask.data) + mask_offset(plan, b, h, 0, 0) * size_of(mask.dtype);
      }
      HeadNotes own;
      HeadNotes& notes = !kIsFigure && plan.notes != nullptr ? *plan.notes : own;
      if (!notes.is_known) note_magnitudes(request, plan, call, notes);
      const bool values_fit = notes.largest_value * static_cast<double>(plan.keys) <= kLargestSum;
      call.largest_bounded = largest_bounded(call, notes);
      if (values_fit) kernels::fused_attention(call, floats);
      // Each row is judged by itself, so that no row's digits depend on another row.
      for (Index i = 0; i < group; ++i) {
        const kernels::Matrix queries = matrix(plan.query, b, h + i);
        for (Index t = 0; t < plan.queries; ++t) {
          const double query = largest_of_row(queries, t, plan.head_size);
          const double limit = query <= 1 && notes.largest_key <= 1 ? kLargestScoreInRange : kLargestScore;
          if (values_fit && score_bound(request, plan, query, notes) <= limit && holds_sum(call, i * plan.queries + t)) continue;
          Status status = attend_reference_row(request, plan, results, {b, h + i, t}, static_cast<double*>(scratch));
          if (!status.ok()) return status;
        }
      }
    }
  }
  return {};
}

}  // namespace attn
