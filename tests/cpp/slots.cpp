#include "slots.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>
#include <utility>
#include <variant>

namespace attn::tests {
namespace {

template <class T>
constexpr DType kDType = std::is_same_v<T, bool>     ? DType::kBool
                         : std::is_same_v<T, double> ? DType::kFloat64
                                                     : DType::kFloat32;

template <class T>
SlotTensor tensor_of(const Array<T>& array) {
  SlotTensor tensor;
  tensor.dtype = kDType<T>;
  tensor.rank = static_cast<std::int64_t>(array.dimension());
  for (std::size_t axis = 0; axis < array.dimension(); ++axis)
    tensor.lengths[axis] = static_cast<std::int64_t>(array.shape()[axis]);
  const auto* first = reinterpret_cast<const unsigned char*>(array.data());
  tensor.bytes.assign(first, first + array.size() * sizeof(T));
  return tensor;
}

SlotTensor tensor_of(const std::vector<double>& list) { return tensor_of(numbers({list.size()}, list)); }

}  // namespace

template <class T>
SlotRequest slots_of(const Inputs<T>& inputs, const AttendOptions& options) {
  SlotRequest request;
  request[Input::kQuery] = tensor_of(inputs.query);
  request[Input::kKey] = tensor_of(inputs.key);
  request[Input::kValue] = tensor_of(inputs.value);
  const auto add = [&](Input input, const auto& optional) {
    if (optional) request[input] = tensor_of(*optional);
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
  if (const auto* mask = std::get_if<Array<bool>>(&inputs.mask)) request[Input::kMask] = tensor_of(*mask);
  if (const auto* mask = std::get_if<Array<T>>(&inputs.mask)) request[Input::kMask] = tensor_of(*mask);
  if (const auto& lengths = inputs.key_lengths)
    request[Input::kKeyLengths] = tensor_of(std::vector<double>(lengths->begin(), lengths->end()));
  if (const auto& lengths = inputs.documents)
    request[Input::kDocuments] = tensor_of(std::vector<double>(lengths->begin(), lengths->end()));

  request[Scalar::kScore] = static_cast<double>(options.score);
  if (options.normalizer) request[Scalar::kNormalizer] = static_cast<double>(*options.normalizer);
  request[Scalar::kAlpha] = options.alpha.value_or(kNaN);
  request[Scalar::kTemperature] = options.temperature.value_or(kNaN);
  request[Scalar::kScale] = options.scale.value_or(kNaN);
  request[Scalar::kSoftcap] = options.softcap.value_or(kNaN);
  if (options.causal) request[Scalar::kCausal] = options.bottom_right ? 2 : 1;
  request[Scalar::kWindowLeft] = static_cast<double>(options.window.left);
  request[Scalar::kWindowRight] = static_cast<double>(options.window.right);
  if (options.alibi != Alibi::kNone) request[Scalar::kAlibiDistance] = static_cast<double>(options.alibi);
  if (options.focus != Focus::kNone) request[Scalar::kFocus] = static_cast<double>(options.focus);
  request[Scalar::kFocusSigma] = options.focus_sigma;
  if (options.num_heads) request[Scalar::kNumHeads] = static_cast<double>(*options.num_heads);
  if (options.num_kv_heads) request[Scalar::kNumKvHeads] = static_cast<double>(*options.num_kv_heads);

  request.want(Output::kOutput);
  if (options.weights) request.want(Output::kWeights);
  if (options.scores) request.want(*options.scores);
  if (options.log_sum_exp) request.want(Output::kLogSumExp);
  if (options.present) {
    request.want(Output::kPresentKey);
    request.want(Output::kPresentValue);
  }
  return request;
}

template SlotRequest slots_of(const Inputs<float>&, const AttendOptions&);
template SlotRequest slots_of(const Inputs<double>&, const AttendOptions&);

void SlotCaller::write(const SlotRequest& request) {
  double* slot = call_->slots();
  std::uint32_t present = 0;
  for (std::size_t index = 0; index < request.inputs.size(); ++index, slot += bindings::kTensorSlots) {
    const std::optional<SlotTensor>& tensor = request.inputs[index];
    if (!tensor) continue;  // Its slots keep the numbers of an earlier call.
    present |= 1u << index;
    slot[0] = static_cast<double>(tensor->dtype);
    slot[1] = static_cast<double>(tensor->rank);
    for (std::size_t axis = 0; axis < tensor->lengths.size(); ++axis)
      slot[2 + axis] = static_cast<double>(tensor->lengths[axis]);
  }
  std::copy(request.scalars.begin(), request.scalars.end(), slot);
  slot[static_cast<int>(Scalar::kInputs)] = present;
  slot[static_cast<int>(Scalar::kOutputs)] = request.outputs;
}

Code SlotCaller::prepare(const SlotRequest& request) {
  write(request);
  call_->prepare();
  return code();
}

Code SlotCaller::call(const SlotRequest& request) {
  write(request);
  std::int64_t bytes = 0;
  for (const std::optional<SlotTensor>& tensor : request.inputs)
    if (tensor) bytes += bindings::align(static_cast<std::int64_t>(tensor->bytes.size()));
  if (bytes > arena().capacity() && !call_->prepare()) return code();
  unsigned char* next = arena().data();
  std::memset(next, 0xff, static_cast<std::size_t>(arena().capacity()));
  for (const std::optional<SlotTensor>& tensor : request.inputs) {
    if (!tensor) continue;
    std::copy(tensor->bytes.begin(), tensor->bytes.end(), next);
    next += bindings::align(static_cast<std::int64_t>(tensor->bytes.size()));
  }
  // The work that the parts of a call share is done first.
  double& units = call_->slots()[bindings::kScalarsAt + static_cast<int>(Scalar::kPartUnits)];
  if (!std::isnan(request.scalars[static_cast<std::size_t>(Scalar::kPartQueries)])) {
    const double wanted = std::exchange(units, 0);
    if (!call_->run()) return code();
    units = wanted;
  }
  call_->run();
  return code();
}

std::string SlotCaller::argument() const {
  const int index = static_cast<int>(report(Report::kArgument));
  const bool is_known = index >= 0 && index < kInputCount + kScalarCount + kOutputCount;
  return is_known ? kArgumentNames[index] : "";
}

const double* SlotCaller::slots_of(Output output) const {
  return call_->slots() + bindings::kOutputsAt + static_cast<int>(output) * bindings::kTensorSlots;
}

Lengths SlotCaller::shape(Output output) const {
  Lengths lengths(static_cast<std::size_t>(slots_of(output)[1]));
  for (std::size_t axis = 0; axis < lengths.size(); ++axis)
    lengths[axis] = static_cast<std::size_t>(slots_of(output)[2 + axis]);
  return lengths;
}

const float* SlotCaller::data(Output output) const {
  return reinterpret_cast<const float*>(static_cast<std::uintptr_t>(slots_of(output)[0]));
}

Array<float> SlotCaller::result(Output output) const {
  Array<float> array = Array<float>::from_shape(shape(output));
  std::copy(data(output), data(output) + array.size(), array.begin());
  return array;
}

bool SlotCaller::is_inside(Output output) const {
  double bytes = sizeof(float);
  for (const std::size_t length : shape(output)) bytes *= static_cast<double>(length);
  const double start = static_cast<double>(reinterpret_cast<std::uintptr_t>(call_->arena().data()));
  const double first = slots_of(output)[0];
  return first >= start && first + bytes <= start + static_cast<double>(call_->arena().capacity());
}

}  // namespace attn::tests
