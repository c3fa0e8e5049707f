// Tests of the views on the arena: an index finds its element, and no request allocates while it is computed.
#include "arrays.h"
#include "random.h"

#include <attn/adapt.h>

#include <doctest/doctest.h>

#include <cstdlib>
#include <new>
#include <numeric>

namespace {

std::size_t allocations = 0;

}  // namespace

// These stand in for the standard library's in all of the tests, and count.
void* operator new(std::size_t bytes) {
  ++allocations;
  if (void* const memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace attn::tests {
namespace {

TEST_CASE("adapt: an index finds its element, whichever axes have length 1") {
  const Lengths shapes[] = {{1, 1, 1, 1}, {2, 3, 4, 5}, {1, 3, 1, 5}, {2, 1, 4, 1}, {1, 1, 4, 5}, {2, 3, 1, 1}};
  for (const Lengths& shape : shapes) {
    std::vector<float> memory(shape[0] * shape[1] * shape[2] * shape[3]);
    std::iota(memory.begin(), memory.end(), 0.0f);
    const auto view = adapt(memory.data(), shape[0], shape[1], shape[2], shape[3]);
    float expected = 0;
    for (std::size_t b = 0; b < shape[0]; ++b)
      for (std::size_t h = 0; h < shape[1]; ++h)
        for (std::size_t i = 0; i < shape[2]; ++i)
          for (std::size_t j = 0; j < shape[3]; ++j) CHECK(view(b, h, i, j) == expected++);
  }
}

TEST_CASE("adapt: what is written through a view is in the memory") {
  std::vector<double> memory(6);
  auto view = adapt(memory.data(), 2, 3);
  view(1, 0) = 7;
  CHECK(memory == std::vector<double>{0, 0, 0, 7, 0, 0});
}

// Computes a request in memory that is there before, and counts what is allocated meanwhile.
std::size_t allocations_of(const Request& request) {
  Plan plan;
  REQUIRE(check(request, plan).ok());
  std::vector<std::vector<float>> outputs(kOutputCount);
  Results results;
  for (int output = 0; output < kOutputCount; ++output) {
    if (!request.wants(static_cast<Output>(output))) continue;
    outputs[static_cast<std::size_t>(output)].resize(static_cast<std::size_t>(count(plan.shapes[output])));
    results.data[output] = outputs[static_cast<std::size_t>(output)].data();
  }
  std::vector<double> scratch(static_cast<std::size_t>(scratch_bytes(request, plan)) / sizeof(double));
  const std::size_t before = allocations;
  const Status status = run(request, plan, results, scratch.data());
  const std::size_t made = allocations - before;
  REQUIRE(status.ok());
  return made;
}

TEST_CASE("adapt: no request allocates while it is computed") {
  Random random(61);
  const Array<double> query = random.array({2, 2, 3, 4}), key = random.array({2, 2, 5, 4}), value = random.array({2, 2, 5, 4});
  Request request;
  request[Input::kQuery] = detail::view(query);
  request[Input::kKey] = detail::view(key);
  request[Input::kValue] = detail::view(value);

  Request attended = request;
  attended.want(Output::kOutput);
  CHECK(allocations_of(attended) == 0);
  attended.want(Output::kPresentKey);
  attended.want(Output::kPresentValue);
  CHECK(allocations_of(attended) == 0);
  attended.options.score = Score::kLinear;
  CHECK(allocations_of(attended) == 0);

  Request explained = request;
  explained.explain = true;
  explained.row = RowIndex{1, 1, 2};
  for (int output = 0; output <= static_cast<int>(Output::kRowSum); ++output) explained.want(static_cast<Output>(output));
  explained.want(Output::kProducts);
  explained.want(Output::kWeightedValues);
  CHECK(allocations_of(explained) == 0);

  Request iterated = request;
  iterated.steps = 3;
  iterated.want(Output::kStates);
  CHECK(allocations_of(iterated) == 0);
}

}  // namespace
}  // namespace attn::tests
