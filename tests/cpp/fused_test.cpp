// Tests of kernels::fused_attention without the engine around it: strides, memory between the rows, and the scratch.
#include "arrays.h"
#include "random.h"

#include <attn/kernels/fused.h>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace attn::tests {
namespace {

std::vector<float> random_floats(Random& random, std::size_t count) {
  std::vector<float> floats(count);
  for (float& each : floats) each = static_cast<float>(random.number());
  return floats;
}

struct Layout {
  std::size_t heads, queries, past, keys, size, value_size;
  std::size_t gap;  // elements between two rows
};

// Softmax of dot products, by plain loops in double.
std::vector<double> plain(const Layout& of, const std::vector<float>& query, const std::vector<float>& key,
                          const std::vector<float>& value) {
  std::vector<double> output;
  for (std::size_t row = 0; row < of.heads * of.queries; ++row) {
    std::vector<double> weights;
    double sum = 0;
    for (std::size_t j = 0; j < of.keys; ++j) {
      double score = 0;
      for (std::size_t c = 0; c < of.size; ++c)
        score += double{query[row * (of.size + of.gap) + c]} * double{key[j * (of.size + of.gap) + c]};
      weights.push_back(std::exp(score));
      sum += weights.back();
    }
    for (std::size_t c = 0; c < of.value_size; ++c) {
      double mixed = 0;
      for (std::size_t j = 0; j < of.keys; ++j) mixed += weights[j] / sum * double{value[j * (of.value_size + of.gap) + c]};
      output.push_back(mixed);
    }
  }
  return output;
}

void check(const Layout& of) {
  Random random(63);
  const std::size_t stride = of.size + of.gap, value_stride = of.value_size + of.gap;
  const std::size_t rows = of.heads * of.queries;
  const std::vector<float> query = random_floats(random, rows * stride), key = random_floats(random, of.keys * stride);
  const std::vector<float> value = random_floats(random, of.keys * value_stride);
  std::vector<float> output(rows * value_stride, 7);
  std::vector<float> weights(rows * of.keys, 7);

  kernels::FusedCall call;
  call.heads = static_cast<Offset>(of.heads);
  call.queries = static_cast<Offset>(of.queries);
  call.past = static_cast<Offset>(of.past);
  call.keys = call.total_keys = call.visible.length = static_cast<Offset>(of.keys);
  call.head_size = static_cast<Offset>(of.size);
  call.value_size = static_cast<Offset>(of.value_size);
  const auto matrix = [](const float* data, std::size_t row_stride) {
    return kernels::Matrix{data, DType::kFloat32, static_cast<Offset>(row_stride)};
  };
  call.query = matrix(query.data(), stride);
  call.query_head_stride = static_cast<Offset>(of.queries * stride);
  call.past_key = matrix(key.data(), stride);
  call.key = matrix(key.data() + of.past * stride, stride);
  call.past_value = matrix(value.data(), value_stride);
  call.value = matrix(value.data() + of.past * value_stride, value_stride);
  call.output = output.data();
  call.output_row_stride = static_cast<Offset>(value_stride);
  call.output_head_stride = static_cast<Offset>(of.queries * value_stride);
  call.weights = weights.data();
  // The scratch has exactly its size, so that the sanitizer sees a write beyond it. It holds NaN, so that a read before
  // the first write shows.
  std::vector<float> scratch(static_cast<std::size_t>(kernels::fused_scratch_size(call.head_size, call.value_size)),
                             static_cast<float>(kNaN));
  kernels::fused_attention(call, scratch.data());

  const std::vector<double> expected = plain(of, query, key, value);
  double largest = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    double sum = 0;
    for (std::size_t j = 0; j < of.keys; ++j) sum += double{weights[row * of.keys + j]};
    CHECK(std::fabs(sum - 1) <= kExactness);
    for (std::size_t c = 0; c < value_stride; ++c) {
      const double got = double{output[row * value_stride + c]};
      if (c >= of.value_size) CHECK(got == 7);  // Nothing is written between the rows.
      else largest = std::max(largest, std::fabs(got - expected[row * of.value_size + c]));
    }
  }
  CHECK(largest <= kExactness);
}

TEST_CASE("fused: the kernel alone, with strides") {
  for (const std::size_t gap : {0u, 1u, 5u}) {
    check({1, 1, 0, 1, 1, 1, gap});
    check({1, 5, 0, 9, 3, 5, gap});
    check({3, 47, 0, 33, 8, 8, gap});       // rows of two heads in one block
    check({2, 129, 0, 257, 16, 16, gap});   // a row and a key more than a block
    check({4, 40, 200, 300, 7, 8, gap});    // a past that ends within a block
    check({1, 4, 256, 512, 8, 24, gap});    // a past that ends with a block
    check({1, 3, 300, 301, 12, 16, gap});
  }
}

TEST_CASE("fused: the size of the scratch depends only on the heads' sizes") {
  CHECK(kernels::fused_scratch_size(64, 64) * 4 < 300'000);
  CHECK(kernels::fused_scratch_size(1, 1) == kernels::fused_scratch_size(1, 8));
  CHECK(kernels::fused_scratch_size(1, 9) > kernels::fused_scratch_size(1, 8));
}

}  // namespace
}  // namespace attn::tests
