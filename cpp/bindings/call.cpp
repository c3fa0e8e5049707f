#include <bindings/call.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>

namespace attn::bindings {
namespace {

constexpr std::int64_t kUncountable = std::int64_t{1} << 62;

// Bytes of `elements` of `size` bytes each, aligned; so large that no sum of them overflows.
std::int64_t bytes_of(std::int64_t elements, std::int64_t size) noexcept {
  return elements < 0 || elements > (kUncountable >> 8) / size ? kUncountable >> 5 : align(elements * size);
}

std::optional<double> given(double number) noexcept {
  return std::isnan(number) ? std::nullopt : std::optional(number);
}

std::optional<std::int64_t> given_whole(double number) noexcept {
  return std::isnan(number) ? std::nullopt : std::optional(static_cast<std::int64_t>(number));
}

// A whole number from a slot, for which an absent one is `absent`. JavaScript sends no others.
std::int64_t whole(double number, std::int64_t absent) noexcept {
  return given_whole(number).value_or(absent);
}

}  // namespace

void Call::read_request() noexcept {
  request_ = Request();
  for (int index = 0; index < kInputCount; ++index) {
    if (!has_input(index)) continue;
    const double* const slot = slots_ + index * kTensorSlots;
    Tensor& tensor = request_.inputs[index];
    tensor.present = true;
    tensor.dtype = static_cast<DType>(static_cast<int>(slot[0]));
    tensor.shape.rank = static_cast<int>(slot[1]);
    for (int axis = 0; axis < std::min(tensor.shape.rank, kMaxRank); ++axis)
      tensor.shape.lengths[axis] = static_cast<std::int64_t>(slot[2 + axis]);
  }
  read_options();
  request_.outputs = static_cast<std::uint32_t>(scalar(Scalar::kOutputs));
  request_.explain = whole(scalar(Scalar::kExplain), 0) != 0;
  if (!std::isnan(scalar(Scalar::kRowQuery))) {
    request_.row = RowIndex{whole(scalar(Scalar::kRowBatch), 0), whole(scalar(Scalar::kRowHead), 0),
                            whole(scalar(Scalar::kRowQuery), 0)};
  }
  request_.steps = given_whole(scalar(Scalar::kSteps));
  request_.tolerance = given(scalar(Scalar::kTolerance)).value_or(0);
}

void Call::read_options() noexcept {
  Options& options = request_.options;
  options.score = static_cast<Score>(whole(scalar(Scalar::kScore), 0));
  if (const auto normalizer = given(scalar(Scalar::kNormalizer)))
    options.normalizer = static_cast<Normalizer>(static_cast<int>(*normalizer));
  options.temperature = given(scalar(Scalar::kTemperature));
  options.scale = given(scalar(Scalar::kScale));
  options.softcap = given(scalar(Scalar::kSoftcap));
  options.causal = whole(scalar(Scalar::kCausal), 0) != 0;
  options.window = {whole(scalar(Scalar::kWindowLeft), -1), whole(scalar(Scalar::kWindowRight), -1)};
  options.focus = static_cast<Focus>(whole(scalar(Scalar::kFocus), 0));
  options.focus_sigma = given(scalar(Scalar::kFocusSigma)).value_or(1);
  options.num_heads = given_whole(scalar(Scalar::kNumHeads));
  options.num_kv_heads = given_whole(scalar(Scalar::kNumKvHeads));
}

// All of the plan follows from the slots, and a page or a decoder asks for the same again and again:
// then the last plan holds. For the smallest calls it costs more than the attention.
bool Call::is_planned() const noexcept {
  if (!has_plan_) return false;
  // By their bits, as absent numbers are NaN; one by one, as memcmp() over all goes byte by byte here.
  const auto is_same = [&](int first, int last) noexcept {
    return std::equal(planned_ + first, planned_ + last, slots_ + first,
                      [](double a, double b) noexcept { return std::memcmp(&a, &b, sizeof a) == 0; });
  };
  if (!is_same(kScalarsAt, kResultAt)) return false;
  for (int index = 0; index < kInputCount; ++index) {
    const int slot = index * kTensorSlots;
    if (has_input(index) && !is_same(slot, slot + 2 + request_.inputs[index].shape.rank)) return false;
  }
  return true;
}

bool Call::plan() noexcept {
  status_ = Status();
  if (!is_planned()) {
    has_plan_ = make_plan();
    if (!has_plan_) return false;
    std::memcpy(planned_, slots_, sizeof planned_);
    bound_to_ = nullptr;
  }
  if (!arena_.reserve(peak_bytes_, std::min(input_bytes_, arena_.capacity()))) {
    status_.fail(Code::kMemory, largest_) << "expected a call that memory can hold, got one of "
                                          << static_cast<double>(peak_bytes_) << " bytes";
    return false;
  }
  if (bound_to_ != arena_.data()) bind();
  return true;
}

// Checks the request and counts its bytes: inputs, outputs and scratch.
bool Call::make_plan() noexcept {
  read_request();
  plan_ = Plan();
  peak_bytes_ = 0;
  status_ = check(request_, plan_);
  if (!status_.ok()) return false;

  std::int64_t most = 0;
  const auto add = [&](Argument argument, std::int64_t bytes) noexcept {
    if (bytes > most) {
      most = bytes;
      largest_ = argument;
    }
    peak_bytes_ += bytes;
  };
  for (int index = 0; index < kInputCount; ++index) {
    const Tensor& tensor = request_.inputs[index];
    if (tensor.present) add(static_cast<Input>(index), bytes_of(count(tensor.shape), size_of(tensor.dtype)));
  }
  input_bytes_ = peak_bytes_;
  for (int index = 0; index < kOutputCount; ++index) {
    const Output output = static_cast<Output>(index);
    if (request_.wants(output)) add(output, bytes_of(count(plan_.shape(output)), sizeof(float)));
  }
  add(Input::kKey, bytes_of(scratch_bytes(request_, plan_), 1));
  return true;
}

bool Call::report() noexcept {
  slots_[kResultAt] = static_cast<double>(status_.code);
  slots_[kResultAt + 1] = status_.argument.index();
  slots_[kResultAt + 2] = static_cast<double>(peak_bytes_);
  return status_.ok();
}

bool Call::prepare() noexcept {
  plan();
  return report();
}

bool Call::run() noexcept {
  if (plan()) {
    status_ = check_values(request_, plan_);
    if (status_.ok()) status_ = attn::run(request_, plan_, results_, scratch_);
    slots_[kResultAt + 3] = static_cast<double>(results_.steps);
    slots_[kResultAt + 4] = results_.converged ? 1 : 0;
  }
  return report();
}

// Gives every tensor its place in the arena: the inputs, the outputs, and the scratch behind them.
void Call::bind() noexcept {
  bound_to_ = scratch_ = arena_.data();
  const auto take = [&](const Shape& shape, std::int64_t size) noexcept {
    unsigned char* const start = scratch_;
    scratch_ += align(count(shape) * size);
    return start;
  };
  for (Tensor& tensor : request_.inputs)
    if (tensor.present) tensor.data = take(tensor.shape, size_of(tensor.dtype));
  plan_.bind(request_);

  results_ = Results();
  double* slot = slots_ + kOutputsAt;
  for (int index = 0; index < kOutputCount; ++index, slot += kTensorSlots) {
    if (!request_.wants(static_cast<Output>(index))) continue;
    const Shape& shape = plan_.shapes[index];
    results_.data[index] = reinterpret_cast<float*>(take(shape, sizeof(float)));
    slot[0] = static_cast<double>(reinterpret_cast<std::uintptr_t>(results_.data[index]));
    slot[1] = shape.rank;
    for (int axis = 0; axis < shape.rank; ++axis) slot[2 + axis] = static_cast<double>(shape.lengths[axis]);
  }
}

}  // namespace attn::bindings
