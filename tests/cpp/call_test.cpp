// Tests of the slot interface: one call after the other over the same memory, in the order and with the failures of
// real use.
#include "slots.h"

#include "random.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

namespace attn::tests {
namespace {

Inputs<double> article() {
  Inputs<double> inputs;
  inputs.query = numbers({3}, {0.1, 0.2, 0.3});
  inputs.key = inputs.value = numbers({3, 3}, {0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.1, 0.2, 0.3});
  return inputs;
}

// Inputs that need more bytes than the static block has.
Inputs<float> large_inputs(std::uint64_t seed) {
  Random random(seed);
  Inputs<double> inputs;
  inputs.query = random.array({4, 64});
  inputs.key = inputs.value = random.array({300, 64});
  return cast<float>(inputs);
}

template <class T>
void check_same(SlotCaller& caller, const Inputs<T>& inputs, AttendOptions options = {}) {
  options.weights = true;
  REQUIRE(caller.call(slots_of(inputs, options)) == Code::kOk);
  const Attended expected = attend(inputs, options);
  CHECK(same_bits(caller.result(Output::kOutput), expected.output));
  CHECK(same_bits(caller.result(Output::kWeights), *expected.weights));
}

TEST_CASE("call: gives what the library gives") {
  SlotCaller caller;
  check_same(caller, article());
  check_same(caller, cast<float>(article()));
  AttendOptions options;
  options.score = Score::kLinear;
  check_same(caller, article(), options);
  CHECK(caller.arena().capacity() == bindings::kStaticBytes);
}

TEST_CASE("call: a large call takes a heap block, which can be kept or given back") {
  SlotCaller caller;
  const unsigned char* const start = caller.arena().data();
  for (const bool releases : {true, false, true}) {
    check_same(caller, large_inputs(63));
    CHECK(caller.arena().capacity() > bindings::kStaticBytes);
    CHECK(caller.peak_bytes() <= static_cast<double>(caller.arena().capacity()));
    if (!releases) continue;
    caller.arena().release();
    CHECK(caller.arena().data() == start);
    check_same(caller, article());
  }
}

TEST_CASE("call: inputs that fit stay what they are when the outputs need a heap block") {
  SlotCaller caller;
  Random random(66);
  Inputs<double> inputs;
  inputs.query = random.array({150, 2});
  inputs.key = inputs.value = random.array({150, 2});
  for (int repeat = 0; repeat < 2; ++repeat) {
    check_same(caller, inputs);  // The inputs take 7 KB, the weights 90 KB.
    CHECK(caller.arena().capacity() > bindings::kStaticBytes);
    caller.arena().release();
  }
}

TEST_CASE("call: the same request again, with other numbers and with the arena in another place") {
  SlotCaller caller;
  Inputs<double> inputs = article();
  for (int repeat = 0; repeat < 5; ++repeat) {
    inputs.query(0) += 0.25;
    check_same(caller, inputs);
    if (repeat == 2) check_same(caller, large_inputs(64));  // Now the arena lies on the heap.
    if (repeat == 3) caller.arena().release();
  }
}

TEST_CASE("call: the same request, except for the shape or the type of one tensor") {
  SlotCaller caller;
  Random random(67);
  Inputs<double> inputs;
  inputs.query = random.array({2, 3});
  inputs.key = inputs.value = random.array({4, 3});
  for (int repeat = 0; repeat < 2; ++repeat) {
    inputs.mask = random.array({2, 4});
    check_same(caller, inputs);
    inputs.mask = random.array({1, 4});
    check_same(caller, inputs);
    inputs.mask = random.array({4});
    check_same(caller, inputs);
    inputs.mask = array_of<bool>({4}, {true, false, true, true});
    check_same(caller, inputs);
    check_same(caller, cast<float>(inputs));
    inputs.mask = array_of<bool>({2, 1}, {true, false});
    check_same(caller, cast<float>(inputs));
  }
}

TEST_CASE("call: an error leaves nothing behind") {
  SlotCaller caller;
  Inputs<double> bad = article();
  bad.key(1, 1) = kNaN;
  AttendOptions undefined;
  undefined.normalizer = Normalizer::kArticleCode;
  Inputs<double> negative = article();
  negative.query(2) = -9;
  for (int repeat = 0; repeat < 3; ++repeat) {
    CHECK(caller.call(slots_of(bad, AttendOptions())) == Code::kValue);
    CHECK(caller.argument() == "key");
    CHECK(caller.message() == "expected finite numbers within float32's range, got NaN at index 4");
    AttendOptions plain;  // The same request with other numbers.
    REQUIRE(caller.call(slots_of(article(), plain)) == Code::kOk);
    CHECK(same_bits(caller.result(Output::kOutput), attend(article(), plain).output));

    CHECK(caller.call(slots_of(negative, undefined)) == Code::kUndefinedRow);
    CHECK(caller.argument() == "normalizer");
    check_same(caller, article(), undefined);

    Inputs<double> misshapen = article();
    misshapen.value = numbers({2, 3}, {1, 2, 3, 4, 5, 6});
    CHECK(caller.call(slots_of(misshapen, plain)) == Code::kShape);
    CHECK(caller.argument() == "value");
    CHECK(caller.message() == "expected [3,3], got [2,3]");
    check_same(caller, article());
  }
}

TEST_CASE("call: the error of a large call is forgotten when the next call is prepared") {
  SlotCaller caller;
  Inputs<float> bad = large_inputs(65);
  bad.value(299, 63) = std::numeric_limits<float>::infinity();
  for (const bool releases : {true, false}) {
    CHECK(caller.call(slots_of(bad, AttendOptions())) == Code::kValue);
    if (releases) caller.arena().release();
    REQUIRE(caller.call(slots_of(large_inputs(65), AttendOptions())) == Code::kOk);
    CHECK(same_bits(caller.result(Output::kOutput), attend(large_inputs(65)).output));
    CHECK(caller.prepare(slots_of(large_inputs(65), AttendOptions())) == Code::kOk);
    if (releases) caller.arena().release();
  }
}

TEST_CASE("call: a request beyond the memory is refused before any memory is taken") {
  SlotCaller caller;
  check_same(caller, article());
  const unsigned char* const start = caller.arena().data();
  for (const std::int64_t length : {std::int64_t{1} << 46, std::int64_t{1} << 53}) {
    SlotRequest request = slots_of(article(), AttendOptions());
    request[Input::kKey]->lengths[0] = request[Input::kValue]->lengths[0] = length;
    for (int repeat = 0; repeat < 2; ++repeat) {
      CHECK(caller.prepare(request) == Code::kMemory);
      CHECK(caller.argument() == "key");
      CHECK(caller.message().find("expected a call that memory can hold, got one of ") == 0);
      CHECK(caller.arena().data() == start);
      CHECK(caller.arena().capacity() == bindings::kStaticBytes);
    }
    check_same(caller, article());
  }
  SlotRequest request = slots_of(article(), AttendOptions());
  request.outputs = 0;
  request.want(Output::kStates);
  request[Scalar::kSteps] = 0x1p53;
  CHECK(caller.prepare(request) == Code::kMemory);
  CHECK(caller.argument() == "states");
  check_same(caller, article());
}

TEST_CASE("call: sizes whose product does not fit into 64 bits are an error") {
  constexpr std::int64_t kHuge = std::int64_t{1} << 53;  // The largest whole number of a slot.
  SlotCaller caller;
  using Wide = std::vector<std::int64_t>;
  const auto refuses = [&](const Wide& query, const Wide& key, const Wide& value, double heads, double kv_heads) {
    SlotRequest request = slots_of(article(), AttendOptions());
    const auto set = [&](Input input, const Wide& lengths) {
      request[input]->rank = static_cast<std::int64_t>(lengths.size());
      std::copy(lengths.begin(), lengths.end(), request[input]->lengths.begin());
    };
    set(Input::kQuery, query);
    set(Input::kKey, key);
    set(Input::kValue, value);
    request[Scalar::kNumHeads] = heads;
    request[Scalar::kNumKvHeads] = kv_heads;
    request.want(Output::kWeights);
    return caller.prepare(request) != Code::kOk && !caller.message().empty();
  };
  CHECK(refuses({kHuge, kHuge}, {kHuge, kHuge}, {kHuge, kHuge}, kNaN, kNaN));
  CHECK(refuses({kHuge, 1}, {kHuge, 1}, {kHuge, 1}, kNaN, kNaN));
  CHECK(refuses({1, kHuge}, {1, kHuge}, {1, kHuge}, kNaN, kNaN));
  CHECK(refuses({kHuge, 1}, {1, 1}, {1, kHuge}, kNaN, kNaN));
  CHECK(refuses({1, 1, kHuge}, {1, 1, 1}, {1, 1, kHuge}, 0x1p53, 1));
  CHECK(refuses({1, 1, kHuge}, {1, 1, kHuge}, {1, 1, kHuge}, 1, 0x1p53));
  CHECK(refuses({1, kHuge, 1}, {1, kHuge, 1}, {1, kHuge, 1}, 1, 1));
  CHECK(refuses({1, kHuge, 1, 1}, {1, kHuge, kHuge, 1}, {1, kHuge, kHuge, 1}, kNaN, kNaN));
  CHECK(refuses({1, kHuge, 64, 1}, {1, 1, 64, 1}, {1, 1, 64, 1}, kNaN, kNaN));
  check_same(caller, article());
}

TEST_CASE("call: an iteration says how many steps it took") {
  SlotCaller caller;
  SlotRequest request = slots_of(article(), AttendOptions());
  request.outputs = 0;
  request.want(Output::kStates);
  request[Scalar::kSteps] = 100;
  request[Scalar::kTolerance] = 1e-6;
  REQUIRE(caller.call(request) == Code::kOk);
  const Iteration expected = iterate(article(), 100, 1e-6);
  CHECK(caller.steps() == expected.steps);
  CHECK(caller.has_converged());
  CHECK(caller.shape(Output::kStates) == Lengths{101, 3});
  const float* const last = caller.data(Output::kStates) + expected.steps * 3;
  CHECK(same_bits(array_of<float>({3}, {last, last + 3}), expected.states.back()));
  request[Scalar::kSteps] = 1;
  REQUIRE(caller.call(request) == Code::kOk);
  CHECK(caller.steps() == 1);
  CHECK_FALSE(caller.has_converged());
}

TEST_CASE("call: slots of absent tensors are not read") {
  SlotCaller caller;
  SlotRequest request = slots_of(article(), AttendOptions());
  request[Input::kMask] = SlotTensor{DType::kBool, 1, {3}, {1, 0, 1}};
  REQUIRE(caller.call(request) == Code::kOk);
  CHECK(same_bits(caller.result(Output::kOutput), [] {
    Inputs<double> inputs = article();
    inputs.mask = array_of<bool>({3}, {true, false, true});
    return attend(inputs).output;
  }()));
  check_same(caller, article());  // The mask's slots still hold the old numbers.
}

}  // namespace
}  // namespace attn::tests
