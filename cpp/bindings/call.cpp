#include <bindings/call.h>

#include <attn/linear.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <new>
#include <optional>
#include <utility>

namespace attn::bindings {
namespace {

#define ATTN_DTYPE(enumerator, name) DType::enumerator,
// JavaScript sends the place of a precision in this list.
constexpr DType kPrecisions[] = {ATTN_PRECISIONS(ATTN_DTYPE)};
#undef ATTN_DTYPE

constexpr std::int64_t kUncountable = std::int64_t{1} << 62;

// The bytes of `elements` of `size` bytes each, aligned. What cannot be counted becomes a number so large that no memory holds
// it, and so small that no sum of such numbers overflows.
std::int64_t bytes_of(std::int64_t elements, std::int64_t size) noexcept {
  return elements < 0 || elements > (kUncountable >> 8) / size ? kUncountable >> 5 : align(elements * size);
}

std::optional<double> given(double number) noexcept {
  return std::isnan(number) ? std::nullopt : std::optional(number);
}

std::optional<std::int64_t> given_whole(double number) noexcept {
  return std::isnan(number) ? std::nullopt : std::optional(static_cast<std::int64_t>(number));
}

// Reads a whole number from a slot; an absent one is `absent`. JavaScript sends no others.
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
  if (const auto queries = given_whole(scalar(Scalar::kPartQueries))) {
    request_.part = Part{whole(scalar(Scalar::kPartUnit), 0), whole(scalar(Scalar::kPartUnits), 0),
                         whole(scalar(Scalar::kPartQuery), 0), *queries};
  }
  request_.precision = kPrecisions[whole(scalar(Scalar::kPrecision), 0)];
  request_.steps = given_whole(scalar(Scalar::kSteps));
  request_.tolerance = given(scalar(Scalar::kTolerance)).value_or(0);
}

// A session's keys and values stand in for the inputs, in the layout of the query.
void Call::read_cached_shapes() noexcept {
  const Cache& held = *cache();
  request_.cache = &held;
  for (const Input input : {Input::kKey, Input::kValue}) {
    const std::int64_t size = input == Input::kKey ? held.key_size : held.value_size;
    Tensor& tensor = request_[input];
    tensor.present = true;
    switch (request_[Input::kQuery].shape.rank) {
      case 4: tensor.shape = {4, {held.batch, held.kv_heads, held.length, size}}; break;
      case 3: tensor.shape = {3, {held.batch, held.length, held.kv_heads * size}}; break;
      default:
        // With more than one head or batch the check refuses this shape.
        tensor.shape = held.batch == 1 ? Shape{2, {held.length, size}} : Shape{4, {held.batch, held.kv_heads, held.length, size}};
    }
  }
}

Cache* Call::cache() const noexcept {
  const double address = scalar(Scalar::kSession);
  return std::isnan(address) ? nullptr : reinterpret_cast<Cache*>(static_cast<std::uintptr_t>(address));
}

void Call::read_options() noexcept {
  Options& options = request_.options;
  options.score = static_cast<Score>(whole(scalar(Scalar::kScore), 0));
  if (const auto normalizer = given(scalar(Scalar::kNormalizer)))
    options.normalizer = static_cast<Normalizer>(static_cast<int>(*normalizer));
  options.alpha = given(scalar(Scalar::kAlpha));
  options.temperature = given(scalar(Scalar::kTemperature));
  options.scale = given(scalar(Scalar::kScale));
  options.softcap = given(scalar(Scalar::kSoftcap));
  options.causal = whole(scalar(Scalar::kCausal), 0) != 0;
  options.bottom_right = whole(scalar(Scalar::kCausal), 0) == 2;
  options.window = {whole(scalar(Scalar::kWindowLeft), -1), whole(scalar(Scalar::kWindowRight), -1)};
  options.alibi = static_cast<Alibi>(whole(scalar(Scalar::kAlibiDistance), 0));
  options.focus = static_cast<Focus>(whole(scalar(Scalar::kFocus), 0));
  options.focus_sigma = given(scalar(Scalar::kFocusSigma)).value_or(1);
  options.num_heads = given_whole(scalar(Scalar::kNumHeads));
  options.num_kv_heads = given_whole(scalar(Scalar::kNumKvHeads));
}

// All of the plan follows from the slots, and a page or a decoder asks for the same again and again:
// then the last plan holds. For the smallest calls it costs more than the attention.
bool Call::is_planned() const noexcept {
  if (!has_plan_ || cache() != nullptr) return false;  // a session's length is no slot
  // The bits are compared, as absent numbers are NaN; and always all of them, as a branch for each takes longer, and so does
  // memcmp(), which goes byte by byte here.
  const auto is_same = [&](int first, int last) noexcept {
    std::uint64_t different = 0;
    for (int slot = first; slot < last; ++slot) {
      std::uint64_t planned, given;
      std::memcpy(&planned, planned_ + slot, sizeof planned);
      std::memcpy(&given, slots_ + slot, sizeof given);
      different |= planned ^ given;
    }
    return different == 0;
  };
  if (!is_same(kScalarsAt, kReportAt)) return false;
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
  if (!arena_.reserve(peak_bytes_, std::min(kept_bytes_, arena_.capacity()))) {
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
  if (cache() != nullptr) read_cached_shapes();
  plan_ = Plan();
  peak_bytes_ = 0;
  status_ = attn::check(request_, plan_);
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
    if (has_input(index)) add(static_cast<Input>(index), bytes_of(count(tensor.shape), size_of(tensor.dtype)));
  }
  add(Input::kKey, bytes_of(scratch_bytes(request_, plan_), 1));
  kept_bytes_ = peak_bytes_;
  for (int index = 0; index < kOutputCount; ++index) {
    const Output output = static_cast<Output>(index);
    if (!request_.wants(output)) continue;
    const Shape& shape = plan_.shape(output);
    add(output, bytes_of(count(shape), sizeof(float)));
    double* const slot = slots_of(index);
    slot[1] = shape.rank;
    for (int axis = 0; axis < shape.rank; ++axis) slot[2 + axis] = static_cast<double>(shape.lengths[axis]);
  }
  return true;
}

bool Call::report() noexcept {
  report(Report::kCode, static_cast<double>(status_.code));
  report(Report::kArgument, status_.argument.index());
  report(Report::kPeakBytes, static_cast<double>(peak_bytes_));
  return status_.ok();
}

bool Call::prepare() noexcept {
  plan();
  return report();
}

bool Call::check() noexcept {
  has_plan_ = false;
  if (make_plan()) {
    const auto set = [&](Scalar name, std::int64_t number) noexcept {
      slots_[kScalarsAt + static_cast<int>(name)] = static_cast<double>(number);
    };
    set(Scalar::kPartUnit, 0);
    set(Scalar::kPartUnits, plan_.batch * plan_.heads);
    set(Scalar::kPartQuery, 0);
    set(Scalar::kPartQueries, plan_.queries);
    report(Report::kSteps, milliseconds(request_, plan_));
    report(Report::kConverged, is_linear_time(request_) ? 1 : 0);
  }
  return report();
}

bool Call::run() noexcept {
  if (plan()) {
    // The parts of a call have the same inputs: the first looks at them.
    if (!request_.part || request_.part->units == 0) status_ = check_values(request_, plan_);
    clamped_ = 0;
    results_.clamped = request_.explain ? &clamped_ : nullptr;
    if (status_.ok()) status_ = attn::run(request_, plan_, results_, scratch_);
    report(Report::kSteps, request_.explain ? clamped_ : static_cast<double>(results_.steps));
    report(Report::kConverged, results_.converged ? 1 : 0);
  }
  return report();
}

bool Call::open() noexcept {
  Cache cache;
  status_ = Status();
  peak_bytes_ = 0;
  const auto read = [&](Scalar name, std::int64_t& size) noexcept {
    size = whole(scalar(name), 1);
    if (size >= 1) return true;
    status_.fail(Code::kRange, name) << "expected a whole number above 0, got " << size;
    return false;
  };
  cache.dtype = kPrecisions[whole(scalar(Scalar::kPrecision), 0)];
  if (!read(Scalar::kBatch, cache.batch) || !read(Scalar::kNumKvHeads, cache.kv_heads) ||
      !read(Scalar::kHeadSize, cache.key_size) || !read(Scalar::kValueSize, cache.value_size) ||
      !read(Scalar::kCapacity, cache.capacity))
    return report();
  const std::int64_t header = align(sizeof(Cache));
  const std::int64_t bytes = cache.bytes();
  if (bytes >= 0) peak_bytes_ = header + bytes;
  auto* const memory = bytes < 0 ? nullptr : allocate(peak_bytes_);
  if (memory == nullptr) {
    status_.fail(Code::kMemory, Scalar::kCapacity) << "expected a session that memory can hold, got one of "
                                                   << cache.capacity << " keys";
    return report();
  }
  cache.place(memory + header);
  new (memory) Cache(cache);
  slots_[kScalarsAt + static_cast<int>(Scalar::kSession)] = static_cast<double>(reinterpret_cast<std::uintptr_t>(memory));
  return report();
}

// Checks the inputs' shapes against the cache: [B,G,T,D]; packed [B,T,G*D]; [T,D] for one head.
bool Call::check_append(const Cache& cache, Plan& plan) noexcept {
  for (const Input input : {Input::kKey, Input::kValue}) {
    const Tensor& tensor = request_[input];
    const bool is_key = input == Input::kKey;
    const std::int64_t size = is_key ? cache.key_size : cache.value_size;
    const int rank = tensor.present ? tensor.shape.rank : 0;
    const std::int64_t rows = rank == 4 ? tensor.shape.lengths[2] : rank == 3 ? tensor.shape.lengths[1] : tensor.shape.lengths[0];
    if (is_key) plan.keys = rows;
    Shape expected{4, {cache.batch, cache.kv_heads, plan.keys, size}};
    if (rank == 3) expected = {3, {cache.batch, plan.keys, cache.kv_heads * size}};
    if (rank == 2 && cache.batch * cache.kv_heads == 1) expected = {2, {plan.keys, size}};
    if (!tensor.present) {
      status_.fail(Code::kMissing, input) << "expected a tensor, got none";
    } else if (tensor.shape != expected || tensor.dtype == DType::kBool) {
      status_.fail(Code::kShape, input) << "expected " << expected << ", got " << tensor.shape;
    } else if (plan.keys < 1 || plan.keys > cache.capacity - cache.length) {
      status_.fail(Code::kSize, input) << "expected 1 to " << cache.capacity - cache.length << " more keys, got " << plan.keys;
    }
    if (!status_.ok()) return false;
    Rows& out = is_key ? plan.key : plan.value;
    out = {tensor.data, tensor.dtype, cache.kv_heads * plan.keys * size, plan.keys * size, size, size};
    if (rank == 3) {
      out.head_stride = size;
      out.row_stride = cache.kv_heads * size;
    }
  }
  return true;
}

bool Call::reserve(double bytes) noexcept {
  status_ = Status();
  peak_bytes_ = static_cast<std::int64_t>(bytes);
  if (!arena_.reserve(peak_bytes_, 0))
    status_.fail(Code::kMemory, Input::kKey) << "expected a call that memory can hold, got one of " << bytes << " bytes";
  return report();
}

bool Call::append() noexcept {
  has_plan_ = false;
  status_ = Status();
  read_request();
  peak_bytes_ = 0;
  for (int index = 0; index < kInputCount; ++index) {
    Tensor& tensor = request_.inputs[index];
    tensor.present = has_input(index);
    if (!tensor.present) continue;
    tensor.data = arena_.data() + peak_bytes_;
    if (tensor.shape.rank >= 1 && tensor.shape.rank <= kMaxRank) peak_bytes_ += bytes_of(count(tensor.shape), size_of(tensor.dtype));
  }
  Plan plan;
  request_.precision = cache()->dtype;  // the session's: what it cannot hold is refused before anything is written
  if (check_append(*cache(), plan)) status_ = check_values(request_, plan);
  if (status_.ok()) cache()->append(plan.key, plan.value, plan.keys);
  report(Report::kSteps, static_cast<double>(cache()->length));
  return report();
}

void Call::truncate() noexcept { cache()->length = whole(scalar(Scalar::kCapacity), 0); }

void Call::close() noexcept { free_block(reinterpret_cast<unsigned char*>(cache())); }

// Gives every tensor its place in the arena: the inputs, the scratch, and the outputs behind it.
void Call::bind() noexcept {
  unsigned char* place = arena_.data();
  bound_to_ = place;
  const auto take = [&](const Shape& shape, std::int64_t size) noexcept {
    return std::exchange(place, place + align(count(shape) * size));
  };
  for (int index = 0; index < kInputCount; ++index) {
    Tensor& tensor = request_.inputs[index];
    if (has_input(index)) tensor.data = take(tensor.shape, size_of(tensor.dtype));
  }
  plan_.bind(request_);
  scratch_ = place;
  place = arena_.data() + kept_bytes_;

  results_ = Results();
  for (int index = 0; index < kOutputCount; ++index) {
    if (!request_.wants(static_cast<Output>(index))) continue;
    results_.data[index] = reinterpret_cast<float*>(take(plan_.shapes[index], sizeof(float)));
    *slots_of(index) = static_cast<double>(reinterpret_cast<std::uintptr_t>(results_.data[index]));
  }
}

}  // namespace attn::bindings
