// The ends of models against plain loops in double: embeddings of tokens and patches, convolutions, heads.
#include "arrays.h"
#include "models_case.h"

#include <attn/models/ends.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace attn::tests {
namespace {

using namespace attn::models;

// Sums of products and norms of numbers of size 1 to 4 in float32.
constexpr double kEndError = 5e-6;

Row sum_of(const Row& a, const float* b) {
  Row sum = a;
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += double{b[i]};
  return sum;
}

TEST_CASE("models: embeddings of tokens, with and without each part") {
  Maker maker(41);
  constexpr Index kSize = 7, kStride = 9;
  const std::int32_t ids[] = {4, 0, 4, 2}, positions[] = {0, 3, 1, 2}, types[] = {1, 0, 1, 0};
  for (const WeightType type : {WeightType::kFloat32, WeightType::kFloat16, WeightType::kInt8Rows}) {
    for (int which = 0; which < 16; ++which) {
      CAPTURE(which);
      TokenEmbedding embedding;
      embedding.tokens = maker.weights(type, 5, kSize);
      if (which & 1) embedding.scale = std::sqrt(7.0);
      if (which & 2) embedding.positions = maker.floats(4 * kSize);
      if (which & 4) embedding.token_types = maker.floats(2 * kSize);
      if (which & 8) embedding.norm = maker.norm(NormType::kLayer, kSize);
      GuardedFloats out(4 * kStride);
      embed_tokens(embedding, ids, which & 2 ? positions : nullptr, which & 4 ? types : nullptr, 4, out.data(), kStride);
      CHECK(out.is_intact());
      const Rows table = numbers_of(embedding.tokens);
      for (Index t = 0; t < 4; ++t) {
        Row expected = table[static_cast<std::size_t>(ids[t])];
        for (double& each : expected) each *= embedding.scale;
        if (which & 2) expected = sum_of(expected, embedding.positions + positions[t] * kSize);
        if (which & 4) expected = sum_of(expected, embedding.token_types + types[t] * kSize);
        const float* const row = out.data() + t * kStride;
        CHECK(largest_difference(rows_of(row, 1, kSize), {defined_norm(embedding.norm, expected)}) < kEndError);
        CHECK(std::isnan(row[kSize]));
      }
    }
  }
}

TEST_CASE("models: embeddings of patches, with and without a norm") {
  Maker maker(42);
  constexpr Index kSize = 6;
  for (const bool has_norm : {false, true})
    for (const Index side : {1, 2, 3})
      for (const Index channels : {1, 3})
        for (const Index columns : {1, 4}) {
          constexpr Index kPatchRows = 2;
          const Index height = kPatchRows * side, width = columns * side, count = kPatchRows * columns;
          PatchEmbedding embedding;
          embedding.patches = maker.linear(kSize, channels * side * side);
          embedding.channels = channels;
          embedding.side = side;
          embedding.class_token = maker.floats(kSize);
          if (has_norm) embedding.norm = maker.norm(NormType::kLayer, kSize);
          const float* const pixels = maker.floats(channels * height * width);
          const float* const positions = maker.floats((1 + count) * kSize);
          GuardedFloats out((1 + count) * kSize), scratch(scratch_size(embedding, count));
          embed_patches(embedding, pixels, height, width, positions, out.data(), scratch.data());
          CHECK(out.is_intact());
          CHECK(scratch.is_intact());
          Rows expected{Row(embedding.class_token, embedding.class_token + kSize)};
          for (Index y = 0; y < height; y += side)
            for (Index x = 0; x < width; x += side) {
              Row patch;
              for (Index c = 0; c < channels; ++c)
                for (Index dy = 0; dy < side; ++dy)
                  for (Index dx = 0; dx < side; ++dx) patch.push_back(double{pixels[(c * height + y + dy) * width + x + dx]});
              expected.push_back(defined_linear(embedding.patches, kernels::Activation::kNone, patch));
            }
          for (Index p = 0; p <= count; ++p) {
            Row& row = expected[static_cast<std::size_t>(p)];
            row = defined_norm(embedding.norm, sum_of(row, positions + p * kSize));
          }
          CHECK(largest_difference(rows_of(out.data(), 1 + count, kSize), expected) < kEndError);
        }
}

TEST_CASE("models: convolutions, with a stride of one and of two") {
  Maker maker(43);
  for (const Index stride : {1, 2, 3})
    for (const Index steps : {1, 2, 3, 7, 40}) {
      CAPTURE(stride);
      CAPTURE(steps);
      constexpr Index kInputs = 3, kOutputs = 5;
      const Convolution convolution{maker.linear(kOutputs, 3 * kInputs), stride, kernels::Activation::kGelu};
      const float* const in = maker.floats(steps * kInputs);
      const Index out_steps = convolution.out_steps(steps);
      GuardedFloats out(out_steps * kOutputs), scratch(scratch_size(convolution, steps));
      convolve(convolution, in, steps, out.data(), scratch.data());
      CHECK(out.is_intact());
      CHECK(scratch.is_intact());
      const Rows weights = numbers_of(convolution.linear.weights);
      Rows expected;
      for (Index middle = 0; middle < steps; middle += stride) {
        Row& row = expected.emplace_back();
        for (Index o = 0; o < kOutputs; ++o) {
          double sum = double{convolution.linear.bias[o]};
          for (Index t = std::max<Index>(middle - 1, 0); t <= std::min(middle + 1, steps - 1); ++t)
            for (Index c = 0; c < kInputs; ++c)
              sum += double{in[t * kInputs + c]} * weights[static_cast<std::size_t>(o)][static_cast<std::size_t>(c * 3 + t - middle + 1)];
          row.push_back(defined_activation(convolution.activation, sum));
        }
      }
      CHECK(largest_difference(rows_of(out.data(), out_steps, kOutputs), expected) < kEndError);
    }
}

TEST_CASE("models: heads, with and without each part") {
  Maker maker(44);
  constexpr Index kSize = 6, kStride = 8;
  for (int which = 0; which < 64; ++which)
    for (const Index rows : {1, 3, 9}) {
      CAPTURE(which);
      CAPTURE(rows);
      Head head;
      Index inner = kSize;
      if (which & 1) head.norm = maker.norm(NormType::kLayer, kSize);
      if (which & 2) {
        head.dense = maker.linear(inner = 11, kSize);
        head.activation = kernels::Activation::kGelu;
      }
      if (which & 4) head.dense_norm = maker.norm(NormType::kRms, inner);
      if (which & 8) head.output = maker.linear(13, inner);
      if (which & 16) head.softcap = 0.8;
      if (which & 32) {
        head.is_normalized = true;
        head.scale = 1.5;
      }
      const Index out_size = head.out_size(kSize);
      CHECK(out_size == (which & 8 ? 13 : inner));
      const float* const in = maker.floats(rows * kStride);
      GuardedFloats out(rows * out_size), scratch(scratch_size(head, kSize, rows));
      apply(head, in, kStride, kSize, rows, out.data(), scratch.data());
      CHECK(out.is_intact());
      CHECK(scratch.is_intact());
      Rows expected;
      for (Index r = 0; r < rows; ++r) expected.push_back(defined_head(head, Row(in + r * kStride, in + r * kStride + kSize)));
      CHECK(largest_difference(rows_of(out.data(), rows, out_size), expected) < kEndError);
    }
}

TEST_CASE("models: a row of zeros stays one when its length should be 1") {
  Head head;
  head.is_normalized = true;
  const float in[] = {0, 0, 0, 3, 0, 4};
  float out[6], scratch[8];
  apply(head, in, 3, 3, 2, out, scratch);
  CHECK(largest_difference(std::vector<float>(out, out + 6), Row{0, 0, 0, 0.6, 0, 0.8}) < 1e-7);
}

}  // namespace
}  // namespace attn::tests
