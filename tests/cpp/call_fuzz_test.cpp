// Sends random requests through the slots: valid ones, and ones whose shapes, numbers or elements have been spoiled.
// None may crash (the sanitizers watch), and each ends in finite numbers or in an error that says why.
#include "slots.h"

#include "random_case.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <string>

namespace attn::tests {
namespace {

constexpr double kMostWhole = 0x1p53;

class Spoiler {
 public:
  Spoiler(Random& random, SlotRequest& request) : random_(random), request_(request) {}

  void spoil() {
    switch (random_.between(0, 3)) {
      case 0: spoil_shape(); break;
      case 1: spoil_key_and_value(); break;
      case 2: spoil_scalar(); break;
      default: spoil_elements(); break;
    }
  }

 private:
  std::int64_t any_length() {
    return random_.pick<std::int64_t>({-1, 0, 1, 1, 2, 2, 3, 4, 5, 6, std::int64_t{1} << 31, std::int64_t{1} << 53});
  }

  void spoil_shape() {
    const std::size_t index = random_.between(0, kInputCount - 1);
    std::optional<SlotTensor>& tensor = request_.inputs[index];
    if (!tensor) {
      tensor.emplace();
      tensor->rank = static_cast<std::int64_t>(random_.between(0, 5));
      for (std::int64_t& length : tensor->lengths) length = static_cast<std::int64_t>(random_.between(1, 4));
    } else if (random_.chance(0.2)) {
      tensor.reset();
      return;
    } else if (random_.chance(0.3)) {
      tensor->rank = static_cast<std::int64_t>(random_.between(0, 5));
    } else {
      tensor->lengths[random_.between(0, 3)] = any_length();
    }
    if (random_.chance(0.3)) tensor->dtype = random_.pick<DType>({DType::kFloat32, DType::kFloat64});
    if (index == static_cast<std::size_t>(Input::kMask) && random_.chance(0.5)) tensor->dtype = DType::kBool;
    fill(*tensor);
  }

  // Spoils both at once: keys and values of equal length pass the first checks and reach the later ones.
  void spoil_key_and_value() {
    const std::int64_t length = any_length();
    const std::size_t axis = random_.between(0, 3);
    for (const Input input : {Input::kKey, Input::kValue}) {
      if (!request_[input]) continue;
      request_[input]->lengths[axis] = length;
      fill(*request_[input]);
    }
  }

  // Makes random elements for the shape if they fit into a few kilobytes.
  void fill(SlotTensor& tensor) {
    std::size_t elements = 1;
    for (std::int64_t axis = 0; axis < std::min<std::int64_t>(tensor.rank, kMaxRank); ++axis) {
      const std::int64_t length = tensor.lengths[static_cast<std::size_t>(axis)];
      elements *= length < 0 || length > 100 ? 0 : static_cast<std::size_t>(length);
    }
    tensor.bytes.assign(elements * static_cast<std::size_t>(size_of(tensor.dtype)), 0);
    for (std::size_t n = 0; n < elements; ++n) set(tensor, n, random_.number());
  }

  static void set(SlotTensor& tensor, std::size_t index, double number) {
    const float narrow = static_cast<float>(number);
    unsigned char* const element = tensor.bytes.data() + index * static_cast<std::size_t>(size_of(tensor.dtype));
    if (tensor.dtype == DType::kFloat64) std::memcpy(element, &number, sizeof number);
    else if (tensor.dtype == DType::kFloat32) std::memcpy(element, &narrow, sizeof narrow);
    else *element = static_cast<unsigned char>(number > 0);
  }

  void spoil_scalar() {
    const Scalar scalar = static_cast<Scalar>(random_.between(0, kScalarCount - 1));
    switch (scalar) {
      // Names and flags are indices into lists, so no other numbers can arrive.
      case Scalar::kScore: request_[scalar] = any_index(kScoreCount); break;
      case Scalar::kNormalizer: request_[scalar] = random_.chance(0.2) ? kNaN : any_index(kNormalizerCount); break;
      case Scalar::kFocus: request_[scalar] = any_index(4); break;
      case Scalar::kAlibiDistance: request_[scalar] = any_index(3); break;
      case Scalar::kCausal: request_[scalar] = random_.pick<double>({kNaN, 0, 1, 2}); break;
      case Scalar::kExplain: request_[scalar] = random_.pick<double>({kNaN, 0, 1}); break;
      // These two follow from the inputs and outputs and are not spoiled.
      case Scalar::kInputs:
      case Scalar::kOutputs: break;
      // The slot of a session holds an address that the engine gave out; the others hold its sizes.
      case Scalar::kSession:
      case Scalar::kBatch:
      case Scalar::kHeadSize:
      case Scalar::kValueSize:
      case Scalar::kCapacity: break;
      case Scalar::kPrecision: request_[scalar] = random_.chance(0.5) ? kNaN : any_index(3); break;
      case Scalar::kSteps:
        if (request_.wants(Output::kStates)) request_[scalar] = random_.pick<double>({-1, 0, 1, 2, 7, kMostWhole});
        break;
      case Scalar::kRowQuery:
        if (!request_.wants(Output::kProducts)) break;
        request_[scalar] = random_.pick<double>({-kMostWhole, -1, 0, 1, 2, kMostWhole});
        break;
      case Scalar::kWindowLeft:
      case Scalar::kWindowRight:
      case Scalar::kNumHeads:
      case Scalar::kNumKvHeads:
      case Scalar::kRowBatch:
      case Scalar::kRowHead:
        request_[scalar] = random_.pick<double>({kNaN, -kMostWhole, -2, -1, 0, 1, 2, 3, kMostWhole});
        break;
      case Scalar::kPartUnit:
      case Scalar::kPartUnits:
      case Scalar::kPartQuery:
      case Scalar::kPartQueries: spoil_part(); break;
      case Scalar::kAlpha:
      case Scalar::kTemperature:
      case Scalar::kScale:
      case Scalar::kSoftcap:
      case Scalar::kFocusSigma:
      case Scalar::kTolerance:
        request_[scalar] = random_.pick<double>({kNaN, -1, -0.0, 0, 0.5, 1, 3, 1e-300, 5e-324, 1e300, -1e300,
                                                 1.7e308, kInfinity, -kInfinity});
        break;
    }
  }
  // Sets all four numbers together, so that many parts lie inside the whole call.
  void spoil_part() {
    request_[Scalar::kPartUnit] = random_.pick<double>({0, 0, 1, 7, -1, kMostWhole});
    request_[Scalar::kPartUnits] = random_.pick<double>({0, 1, 1, 2, -1, kMostWhole});
    request_[Scalar::kPartQuery] = random_.pick<double>({0, 0, 1, 5, -kMostWhole, kMostWhole});
    request_[Scalar::kPartQueries] = random_.pick<double>({kNaN, 0, 1, 1, 2, 3, -1, kMostWhole});
  }
  double any_index(int count) { return static_cast<double>(random_.between(0, static_cast<std::size_t>(count) - 1)); }

  void spoil_elements() {
    std::optional<SlotTensor>& tensor = request_.inputs[random_.between(0, kInputCount - 1)];
    if (!tensor || tensor->bytes.empty()) return;
    const std::size_t elements = tensor->bytes.size() / static_cast<std::size_t>(size_of(tensor->dtype));
    const bool refusable = random_.chance(0.3);
    const std::size_t changes = random_.between(1, elements);
    for (std::size_t n = 0; n < changes; ++n) {
      const double number =
          refusable ? random_.pick<double>({kNaN, kInfinity, -kInfinity, 1.5, -3})
                    : random_.pick<double>({0, -0.0, 1, 2, -1, 1e-45, -1e-38, 1e30, -1e30, kLargestFloat,
                                            -kLargestFloat, 88.8, -1000, 1e-300});
      set(*tensor, random_.between(0, elements - 1), number);
    }
  }

  Random& random_;
  SlotRequest& request_;
};

// Sometimes turns an attend() into an explain(), with or without a row, or into an iterate().
void choose_method(Random& random, SlotRequest& request) {
  const double method = random.number(0, 1);
  if (method < 0.6) request.outputs &= ~(1u << static_cast<int>(Output::kLogSumExp));
  if (method < 0.3) {
    request[Scalar::kExplain] = 1;
    request.outputs = 0;
    for (int output = 0; output <= static_cast<int>(Output::kRowSum); ++output)
      request.want(static_cast<Output>(output));
    if (random.chance(0.5)) return;
    request[Scalar::kRowBatch] = request[Scalar::kRowHead] = request[Scalar::kRowQuery] = 0;
    request.want(Output::kProducts);
    request.want(Output::kWeightedValues);
  } else if (method < 0.5) {
    request.outputs = 0;
    request.want(Output::kStates);
    request[Scalar::kSteps] = static_cast<double>(random.between(1, 5));
    request[Scalar::kTolerance] = random.pick<double>({0, 1e-6, 0.1});
    request[Input::kValue] = request[Input::kKey];  // This mostly makes Dv = D.
    request[Input::kPastValue] = request[Input::kPastKey];
  } else if (method < 0.6) {
    request.outputs = static_cast<std::uint32_t>(random.bits()) & ((1u << static_cast<int>(Output::kProducts)) - 1);
  }
}

// The number of elements of all tensors together, according to their shapes.
double elements_of(const SlotRequest& request) {
  double sum = 0;
  for (const std::optional<SlotTensor>& tensor : request.inputs) {
    if (!tensor) continue;
    double elements = 1;
    for (std::int64_t axis = 0; axis < std::min<std::int64_t>(tensor->rank, kMaxRank); ++axis)
      elements *= std::fabs(static_cast<double>(tensor->lengths[static_cast<std::size_t>(axis)]));
    sum += elements;
  }
  return sum;
}

bool may_hold_minus_infinity(Output output) {
  return output == Output::kWithBias || output == Output::kBiased || output == Output::kRowMax || output == Output::kLogSumExp;
}

// Returns an empty text if the call ended in an allowed way, otherwise what is wrong.
std::string fault_of(const SlotCaller& caller, const SlotRequest& request, Code code) {
  if (code < Code::kOk || code > Code::kMemory) return "unknown code";
  if (code != Code::kOk) {
    if (caller.message().find("expected ") != 0 || caller.message().find(", got ") == std::string::npos)
      return "message: " + caller.message();
    return caller.argument().empty() ? "no argument" : "";
  }
  for (int index = 0; index < kOutputCount; ++index) {
    const Output output = static_cast<Output>(index);
    if (!request.wants(output)) continue;
    const std::string name = kArgumentNames[kInputCount + kScalarCount + index];
    if (!caller.is_inside(output)) return name + " lies outside of the arena";
    Lengths shape = caller.shape(output);
    if (output == Output::kStates) shape[0] = static_cast<std::size_t>(caller.steps()) + 1;
    std::size_t elements = 1;
    for (const std::size_t length : shape) elements *= length;
    for (std::size_t n = 0; n < elements; ++n) {
      const double number = double{caller.data(output)[n]};
      if (std::isfinite(number) || (number == -kInfinity && may_hold_minus_infinity(output))) continue;
      return name + " holds " + std::to_string(number);
    }
  }
  return "";
}

// Compares the request with attend() for the same case: both must end alike, to the last bit.
template <class T>
std::string difference_from_library(const SlotCaller& caller, const Inputs<T>& inputs, const AttendOptions& options,
                                    Code code) {
  try {
    const Attended expected = attend(inputs, options);
    if (code != Code::kOk) return "an error, which the library does not have";
    return same_bits(caller.result(Output::kOutput), expected.output) ? "" : "another output than the library's";
  } catch (const Error& error) {
    return error.what() == caller.argument() + ": " + caller.message() ? "" : "another error than the library's";
  }
}

// Compares the result with that of a new engine: they differ if the first engine remembers more than it may.
std::string difference_between(const SlotCaller& caller, const SlotCaller& fresh, const SlotRequest& request) {
  for (int index = 0; index < static_cast<int>(Output::kStates); ++index) {
    const Output output = static_cast<Output>(index);
    if (request.wants(output) && !same_bits(caller.result(output), fresh.result(output))) return "another result";
  }
  return "";
}

TEST_CASE("fuzz: requests through the slots") {
  constexpr std::uint64_t kCases = 60'000;
  SlotCaller caller;
  std::map<Code, std::uint64_t> ends;
  std::uint64_t requests = 0, skipped = 0;
  for (std::uint64_t seed = 0; seed < kCases; ++seed) {
    CAPTURE(seed);  // The seed names the case that fails and is enough to make it again.
    Random random(seed);
    const RandomCase made = random_case(random);
    const bool is_float = random.chance(0.5);
    SlotRequest request =
        is_float ? slots_of(cast<float>(made.inputs), made.options) : slots_of(made.inputs, made.options);
    const bool is_attend = random.chance(0.5);
    if (!is_attend) choose_method(random, request);

    // The rounds differ only a little: the engine remembers its last plan and must notice what has changed.
    for (std::size_t round = 0, rounds = random.between(1, 4); round < rounds; ++round) {
      CAPTURE(round);
      if (round > 0 && random.chance(0.9)) Spoiler(random, request).spoil();
      // From 2^31 elements on computing a request would take too long; from 2^48 on no memory holds it.
      const double elements = elements_of(request);
      ++requests;
      if (elements >= 0x1p31 && elements < 0x1p48) {
        ++skipped;
        continue;
      }
      const bool is_huge = elements >= 0x1p48;
      const Code code = is_huge ? caller.prepare(request) : caller.call(request);
      ++ends[code];
      if (is_huge) REQUIRE(code != Code::kOk);
      REQUIRE(fault_of(caller, request, code) == "");
      if (is_attend && round == 0) {
        REQUIRE((is_float ? difference_from_library(caller, cast<float>(made.inputs), made.options, code)
                          : difference_from_library(caller, made.inputs, made.options, code)) == "");
      } else if (!is_huge && random.chance(0.3)) {
        SlotCaller fresh;
        REQUIRE(fresh.call(request) == code);
        if (code == Code::kOk)
          REQUIRE(difference_between(caller, fresh, request) == "");
        else
          REQUIRE(fresh.message() == caller.message());
      }
      if (random.chance(0.1)) caller.arena().release();
    }
  }
  // Every kind of result occurs, and most requests pass the checks.
  CHECK(ends[Code::kOk] > requests / 2);
  for (const Code code : {Code::kMissing, Code::kShape, Code::kSize, Code::kValue, Code::kOption, Code::kRange,
                          Code::kUndefinedRow, Code::kMemory}) {
    const std::string name = kCodeNames[static_cast<int>(code)];
    CAPTURE(name);
    CHECK(ends[code] > requests / 1000);
  }
  CHECK(skipped < requests / 10);
}

}  // namespace
}  // namespace attn::tests
