// Attention on xtensor arrays: the public face of the library.
//
//   attn::Inputs<float> inputs;
//   inputs.query = ...;                        // [B,H,Tq,D], [B,T,heads*D], [T,D] or [D]
//   inputs.key = ...; inputs.value = ...;      // [B,G,Tk,Dk], [B,G,Tk,Dv]
//   attn::AttendOptions options;
//   options.causal = true;
//   xt::xarray<float> output = attn::attend(inputs, options).output;
//
// Every function throws attn::Error and leaves its arguments as they were. T is float or double.
#pragma once

#include <attn/engine.h>

#if __has_include(<xtensor/containers/xarray.hpp>)
#include <xtensor/containers/xarray.hpp>
#else
#include <xtensor/xarray.hpp>
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace attn {

class Error : public std::runtime_error {
 public:
  Error(Code code, std::string argument, const std::string& message)
      : std::runtime_error(argument + ": " + message), code_(code), argument_(std::move(argument)) {}
  explicit Error(const Status& status) : Error(status.code, status.argument.name(), status.message.text()) {}
  Code code() const noexcept { return code_; }
  const std::string& argument() const noexcept { return argument_; }

 private:
  Code code_;
  std::string argument_;
};

template <class T>
using Array = xt::xarray<T, xt::layout_type::row_major>;

template <class T>
struct Inputs {
  static_assert(std::is_same_v<T, float> || std::is_same_v<T, double>, "T must be float or double");

  Array<T> query;  // [B,H,Tq,D]
  Array<T> key;    // [B,G,T,Dk]
  Array<T> value;  // [B,G,T,Dv]
  std::optional<Array<T>> past_key;    // [B,G,P,Dk], comes before key
  std::optional<Array<T>> past_value;  // [B,G,P,Dv]
  std::variant<std::monostate, Array<bool>, Array<T>> mask;  // broadcasts to [B,H,Tq,Tk]; true attends, numbers are added
  std::optional<std::vector<std::int64_t>> key_lengths;      // [B], 0 to Tk
  // Lengths of packed sequences that lie one behind the other and add up to Tk: a query sees the keys of the one that its
  // position lies in.
  std::optional<std::vector<std::int64_t>> documents;
  std::optional<std::vector<double>> alibi;                  // [H], slopes; see Options::alibi
  // [H], a logit for each head that takes part in the normaliser and has no value: it joins a row's scores after scale,
  // softcap, bias and masks. For softmax, sparsemax, entmax15, entmax and hardmax.
  std::optional<std::vector<double>> sinks;
  std::optional<std::vector<double>> focus_center;           // [Tq], for Focus::kGiven
  std::optional<Array<T>> weight;        // general [D,Dk], concat [A,D+Dk], location [Tk,D]
  std::optional<Array<T>> vector;        // concat, additive [A]
  std::optional<Array<T>> query_weight;  // additive [A,D]
  std::optional<Array<T>> key_weight;    // additive [A,Dk]
  std::optional<Array<T>> bias;          // additive [A]; absent is 0
  std::optional<Array<T>> focus_weight;  // Focus::kPredictive [A,D]
  std::optional<Array<T>> focus_vector;  // Focus::kPredictive [A]
};

struct AttendOptions : Options {
  bool weights = false;          // return the weights
  bool present = false;          // return keys and values with the past in front
  bool log_sum_exp = false;      // of a softmax: return the logarithm of each row's sum
  std::optional<Output> scores;  // return one stage: kScaled, kCapped, kBiased or kWeights
  DType precision = DType::kFloat32;  // how keys and values are held: kFloat16 and kInt8 (a scale for each row) err more
};

struct Attended {
  Array<float> output;  // the query's rank, with Dv in place of D
  std::optional<Array<float>> weights, scores;             // [B,H,Tq,Tk]; [Tq,Tk]; [Tk]
  // [B,H,Tq]; [Tq]; []: ln of the sum of exp(s / t) over a row's biased scores and its sink; -Infinity where it has neither.
  std::optional<Array<float>> log_sum_exp;
  std::optional<Array<float>> present_key, present_value;  // [B,G,P+T,Dk], [B,G,P+T,Dv]
};

struct Trace {
  Array<float> scores, scaled, capped, with_bias, biased;  // [B,H,Tq,Tk]; biased has -Infinity where masked
  Array<float> row_max;       // [B,H,Tq], -Infinity in a fully masked row; with sinks the largest of scores and sink
  Array<float> exponentials;  // the numerators of the row, 0 where masked
  // [B,H,Tq], their sum, and with sinks the sink's numerator, too: its weight is exp((sink - row_max) / t) / row_sum for
  // softmax, and what the weights lack of 1 for every normaliser that takes sinks.
  Array<float> row_sum;
  Array<float> weights, output;
  Array<float> products, weighted_values;  // [Tk, terms], [Tk, Dv]: of the chosen row, empty without one
  // The stages with a number beyond float32, which is held at the largest float32 there. What follows is computed from
  // the number itself.
  std::vector<Output> clamped;
};

struct Iteration {
  std::vector<Array<float>> states;  // the query first, then one per step
  std::int64_t steps = 0;
  bool converged = false;
};

namespace detail {

template <class T>
Tensor view(const T* data, DType dtype, std::initializer_list<std::size_t> lengths) {
  Tensor tensor{data, dtype, true, {static_cast<int>(lengths.size()), {}}};
  int axis = 0;
  for (const std::size_t length : lengths) tensor.shape.lengths[axis++] = static_cast<std::int64_t>(length);
  return tensor;
}

template <class T>
Tensor view(const Array<T>& array) {
  Tensor tensor;
  tensor.data = array.data();
  tensor.dtype = std::is_same_v<T, bool> ? DType::kBool : std::is_same_v<T, double> ? DType::kFloat64 : DType::kFloat32;
  tensor.present = true;
  tensor.shape.rank = static_cast<int>(array.dimension());
  for (std::size_t axis = 0; axis < array.dimension() && axis < std::size_t{kMaxRank}; ++axis)
    tensor.shape.lengths[axis] = static_cast<std::int64_t>(array.shape()[axis]);
  return tensor;
}

inline Tensor view(const std::vector<double>& numbers) { return view(numbers.data(), DType::kFloat64, {numbers.size()}); }

inline Array<float> make(const Shape& shape) {
  std::vector<std::size_t> lengths(shape.lengths, shape.lengths + shape.rank);
  return Array<float>(lengths);
}

// One call: the request, its results and the scratch, with every failure thrown.
class Call {
 public:
  template <class T>
  Call(const Inputs<T>& inputs, const Options& options) {
    request_.options = options;
    request_[Input::kQuery] = view(inputs.query);
    request_[Input::kKey] = view(inputs.key);
    request_[Input::kValue] = view(inputs.value);
    const auto add = [&](Input input, const auto& optional) {
      if (optional) request_[input] = view(*optional);
    };
    add(Input::kPastKey, inputs.past_key);
    add(Input::kPastValue, inputs.past_value);
    add(Input::kAlibi, inputs.alibi);
    add(Input::kSinks, inputs.sinks);
    add(Input::kFocusCenter, inputs.focus_center);
    add(Input::kWeight, inputs.weight);
    add(Input::kVector, inputs.vector);
    add(Input::kQueryWeight, inputs.query_weight);
    add(Input::kKeyWeight, inputs.key_weight);
    add(Input::kBias, inputs.bias);
    add(Input::kFocusWeight, inputs.focus_weight);
    add(Input::kFocusVector, inputs.focus_vector);
    if (const auto* mask = std::get_if<Array<bool>>(&inputs.mask)) request_[Input::kMask] = view(*mask);
    if (const auto* mask = std::get_if<Array<T>>(&inputs.mask)) request_[Input::kMask] = view(*mask);
    const auto add_lengths = [&](Input input, const auto& lengths, std::vector<double>& held) {
      if (!lengths) return;
      held.assign(lengths->begin(), lengths->end());
      request_[input] = view(held);
    };
    add_lengths(Input::kKeyLengths, inputs.key_lengths, key_lengths_);
    add_lengths(Input::kDocuments, inputs.documents, documents_);
  }

  Request& request() { return request_; }
  const Results& results() const { return results_; }
  std::vector<Output> clamped() const {
    std::vector<Output> stages;
    for (int output = 0; output < kOutputCount; ++output)
      if (clamped_ >> output & 1u) stages.push_back(static_cast<Output>(output));
    return stages;
  }

  void run() {
    Plan plan;
    require(check(request_, plan));
    require(check_values(request_, plan));
    try {
      compute(plan);
    } catch (const std::bad_alloc&) {
      fail_memory();
    } catch (const std::length_error&) {
      fail_memory();
    }
  }

  Array<float> take(Output output) { return std::move(arrays_[static_cast<int>(output)]); }

 private:
  void compute(const Plan& plan) {
    for (int index = 0; index < kOutputCount; ++index) {
      if (!request_.wants(static_cast<Output>(index))) continue;
      require_addressable(count(plan.shapes[index]));
      arrays_[index] = make(plan.shapes[index]);
      results_.data[index] = arrays_[index].data();
    }
    const std::int64_t bytes = scratch_bytes(request_, plan);
    require_addressable(bytes);
    std::vector<double> scratch(static_cast<std::size_t>(bytes) / sizeof(double));
    if (request_.explain) results_.clamped = &clamped_;
    require(attn::run(request_, plan, results_, scratch.data()));
  }

  // Fails where so many floats or bytes have no addresses at all: in WebAssembly there are 2^32.
  void require_addressable(std::int64_t elements) const {
    constexpr auto kMost = std::numeric_limits<std::size_t>::max() / sizeof(float);
    if (elements < 0 || static_cast<std::uint64_t>(elements) > kMost) fail_memory();
  }
  [[noreturn]] void fail_memory() const {
    Status status;
    status.fail(Code::kMemory, Input::kQuery)
        << "expected a request that memory can hold, got one of " << request_[Input::kQuery].shape;
    throw Error(status);
  }
  static void require(const Status& status) {
    if (!status.ok()) throw Error(status);
  }

  Request request_;
  Results results_;
  std::uint32_t clamped_ = 0;
  std::vector<double> key_lengths_, documents_;
  Array<float> arrays_[kOutputCount];
};

}  // namespace detail

// Attention: output = weights x value. Within 2e-6 * max(1, sum |w|) of float64 for inputs in -1..1.
// Errors: missing, shape, size, value, option, range, undefined-row, memory.
template <class T>
Attended attend(const Inputs<T>& inputs, const AttendOptions& options = {}) {
  detail::Call call(inputs, options);
  if (options.precision == DType::kFloat64 || options.precision == DType::kBool) {
    Status status;
    status.fail(Code::kOption, Scalar::kPrecision) << "expected float32, float16 or int8";
    throw Error(status);
  }
  call.request().precision = options.precision;
  call.request().want(Output::kOutput);
  if (options.weights) call.request().want(Output::kWeights);
  if (options.scores) call.request().want(*options.scores);
  if (options.log_sum_exp) call.request().want(Output::kLogSumExp);
  if (options.present) {
    call.request().want(Output::kPresentKey);
    call.request().want(Output::kPresentValue);
  }
  call.run();
  Attended attended;
  attended.output = call.take(Output::kOutput);
  // A stage may be wanted under both names: weights, and scores of the stage `weights`.
  if (options.scores == Output::kWeights && options.weights) {
    attended.weights = attended.scores = call.take(Output::kWeights);
  } else {
    if (options.weights) attended.weights = call.take(Output::kWeights);
    if (options.scores) attended.scores = call.take(*options.scores);
  }
  if (options.log_sum_exp) attended.log_sum_exp = call.take(Output::kLogSumExp);
  if (options.present) {
    attended.present_key = call.take(Output::kPresentKey);
    attended.present_value = call.take(Output::kPresentValue);
  }
  return attended;
}

// Every stage of the computation, and the terms of one row where `row` names it. Each array holds at
// most kMaxTraceElements. Errors: as attend, and size.
template <class T>
Trace explain(const Inputs<T>& inputs, const Options& options = {}, std::optional<RowIndex> row = std::nullopt) {
  detail::Call call(inputs, options);
  call.request().explain = true;
  call.request().row = row;
  for (int output = 0; output <= static_cast<int>(Output::kRowSum); ++output)
    call.request().want(static_cast<Output>(output));
  if (row) {
    call.request().want(Output::kProducts);
    call.request().want(Output::kWeightedValues);
  }
  call.run();
  return {call.take(Output::kScores),   call.take(Output::kScaled),       call.take(Output::kCapped),
          call.take(Output::kWithBias), call.take(Output::kBiased),       call.take(Output::kRowMax),
          call.take(Output::kExponentials), call.take(Output::kRowSum),   call.take(Output::kWeights),
          call.take(Output::kOutput),   call.take(Output::kProducts),     call.take(Output::kWeightedValues),
          call.clamped()};
}

// Feeds the output back as the query until no component moves by more than `tolerance` or `steps` are
// used up (Ramsauer et al. 2020). Dv must equal D. Errors: as attend.
template <class T>
Iteration iterate(const Inputs<T>& inputs, std::int64_t steps, double tolerance, const Options& options = {}) {
  detail::Call call(inputs, options);
  call.request().steps = steps;
  call.request().tolerance = tolerance;
  call.request().want(Output::kStates);
  call.run();
  Iteration iteration;
  iteration.steps = call.results().steps;
  iteration.converged = call.results().converged;
  const float* state = call.results()[Output::kStates];
  for (std::int64_t step = 0; step <= iteration.steps; ++step) {
    iteration.states.push_back(detail::make(call.request()[Input::kQuery].shape));
    std::copy(state, state + iteration.states.back().size(), iteration.states.back().begin());
    state += iteration.states.back().size();
  }
  return iteration;
}

}  // namespace attn
