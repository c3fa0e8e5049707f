// Norms of rows, rotations of heads and biases by distance, against plain loops in double.
//
// A normed row is of size 1: a float32 mean and factor err by 6e-8 each, and so do the two products and the sum behind them. So an
// error above 1e-6 does not come from rounding. Rows with a large mean lose what the mean has more digits than the rest.
#include "arrays.h"
#include "models_case.h"

#include <attn/models/attention.h>
#include <attn/models/norm.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace attn::tests {
namespace {

using namespace attn::models;

constexpr double kNormError = 1e-6;

// The largest error of normalize() for rows that lie `gap` further apart than they are long.
double norm_error(const Norm& norm, const Rows& x, Index gap = 3) {
  const Index count = static_cast<Index>(x.size()), size = static_cast<Index>(x[0].size()), stride = size + gap;
  std::vector<float> in(static_cast<std::size_t>(count * stride), 7);
  for (Index r = 0; r < count; ++r) std::copy(x[static_cast<std::size_t>(r)].begin(), x[static_cast<std::size_t>(r)].end(), in.data() + r * stride);
  std::vector<float> own = in;
  GuardedFloats out(count * size);
  normalize(norm, in.data(), stride, count, size, out.data(), size);
  CHECK(out.is_intact());
  normalize(norm, own.data(), stride, count, size, own.data(), stride);
  Rows expected;
  for (const Row& row : x) expected.push_back(defined_norm(norm, row));
  for (Index r = 0; r < count; ++r) {
    CHECK(std::equal(out.data() + r * size, out.data() + (r + 1) * size, own.data() + r * stride));
    for (Index c = size; c < stride; ++c) CHECK(own[static_cast<std::size_t>(r * stride + c)] == 7);
  }
  return largest_difference(rows_of(out.data(), count, size), expected);
}

TEST_CASE("models: norms of every size, with and without weight and bias") {
  Maker maker(1);
  for (const Index size : {1, 2, 3, 4, 5, 7, 8, 63, 64, 65, 67, 129, 768}) {
    for (const NormType type : {NormType::kLayer, NormType::kRms}) {
      for (const bool has_weight : {false, true}) {
        for (const bool has_bias : {false, true}) {
          for (const bool adds_one : {false, true}) {
            CAPTURE(size);
            Norm norm{type, has_weight ? maker.floats(size) : nullptr, has_bias ? maker.floats(size) : nullptr, 1e-2, adds_one};
            CHECK(norm_error(norm, maker.rows(3, size)) < kNormError);
          }
        }
      }
    }
  }
}

TEST_CASE("models: known norms") {
  // The mean of 1, 2, 3, 6 is 3, the variance 14 / 4; the mean of the squares is 50 / 4.
  const float row[] = {1, 2, 3, 6};
  float out[4];
  normalize({NormType::kLayer, nullptr, nullptr, 0.5, false}, row, 4, 1, 4, out, 4);
  CHECK(largest_difference(std::vector<float>(out, out + 4), Row{-1, -0.5, 0, 1.5}) < kNormError);
  normalize({NormType::kRms, nullptr, nullptr, 3.5, true}, row, 4, 1, 4, out, 4);
  CHECK(largest_difference(std::vector<float>(out, out + 4), Row{0.5, 1, 1.5, 3}) < kNormError);
}

TEST_CASE("models: rows without a norm are copied") {
  Maker maker(2);
  CHECK(norm_error({}, maker.rows(3, 5)) == 0);
}

TEST_CASE("models: norms of constant rows, of zeros, and of rows far from zero") {
  Maker maker(3);
  const Rows constant(2, Row(33, 5));
  CHECK(norm_error(maker.norm(NormType::kLayer, 33), constant) < kNormError);
  CHECK(norm_error(maker.norm(NormType::kRms, 33), constant) < kNormError);
  CHECK(norm_error(maker.norm(NormType::kRms, 33), Rows(2, Row(33))) < kNormError);
  // A mean of 100 in float32 is off by up to 4e-6, and the rest by as much of its own size, 0.6; twice that for the weight.
  Rows far = maker.rows(3, 50);
  for (Row& row : far)
    for (double& each : row) each = double{static_cast<float>(each + 100)};
  CHECK(norm_error(maker.norm(NormType::kLayer, 50), far) < 2e-5);
}

// --- Rotations ---------------------------------------------------------------------------------------------------------

// The largest error of rotating rows of several heads, with more elements behind the heads.
double rotation_error(const Rotary& rotary, Index first, const Rows& x, Index heads, Index head_size) {
  const Index count = static_cast<Index>(x.size()), stride = static_cast<Index>(x[0].size());
  GuardedFloats angles(2 * rotary.pairs * count);
  fill_angles(rotary, first, count, angles.data());
  CHECK(angles.is_intact());
  std::vector<float> rows = floats_of(x);
  rotate(rotary, angles.data(), rows.data(), count, stride, heads, head_size);
  Rows expected = x;
  for (Index t = 0; t < count; ++t) {
    Row& row = expected[static_cast<std::size_t>(t)];
    for (Index h = 0; h < heads; ++h) {
      double* const head = row.data() + h * head_size;
      const Row turned = defined_rotation(rotary, first + t, Row(head, head + head_size));
      std::copy(turned.begin(), turned.end(), head);
    }
  }
  return largest_difference(rows_of(rows.data(), count, stride), expected);
}

TEST_CASE("models: rotations of all pairs and of fewer, half by half and interleaved") {
  Maker maker(4);
  for (const bool is_interleaved : {false, true}) {
    for (const Index pairs : {1, 2, 3, 4, 5, 8, 9, 32}) {
      for (const Index rest : {0, 1, 6}) {
        CAPTURE(is_interleaved);
        CAPTURE(pairs);
        CAPTURE(rest);
        Rotary rotary = maker.rotary(pairs, is_interleaved);
        rotary.factor = 1.25;
        const Index head_size = 2 * pairs + rest;
        // Three float32 roundings of numbers up to 2.5.
        CHECK(rotation_error(rotary, 1000, maker.rows(3, 3 * head_size + 2), 3, head_size) < 1e-6);
      }
    }
  }
}

TEST_CASE("models: a known rotation") {
  // A quarter of a turn for each position.
  const double quarter[] = {std::acos(0.0)};
  float angles[2];
  for (const bool is_interleaved : {false, true}) {
    const Rotary rotary{1, quarter, is_interleaved, 2};
    fill_angles(rotary, 1, 1, angles);
    float head[] = {1, 2, 3, 4};
    rotate(rotary, angles, head, 1, 4, 1, 4);
    CHECK(largest_difference(std::vector<float>(head, head + 4), Row{-4, 2, 3, 4}) < 1e-6);
  }
}

TEST_CASE("models: a far position keeps its angle") {
  // An angle in float32 would be off by 4e-3 there.
  Maker maker(5);
  CHECK(rotation_error(maker.rotary(4), 100000, maker.rows(2, 8), 1, 8) < 1e-6);
}

// --- Biases by distance ------------------------------------------------------------------------------------------------

TEST_CASE("models: buckets of distances, as they come with 32 buckets up to 128") {
  RelativeBias bias{nullptr, 32, 128, true};
  const auto check = [&](Index first, Index last, Index bucket) {
    for (Index distance = first; distance <= last; ++distance) {
      CAPTURE(distance);
      CHECK(bias.bucket(distance) == bucket);
    }
  };
  // Of the 16 on each side eight are of one distance; the others start at 8 * 16^(n / 8) = 8, 11.3, 16, 22.6, 32, 45.3, 64, 90.5.
  const Index starts[] = {8, 12, 16, 23, 32, 46, 64, 91, 1000};
  for (Index n = 0; n < 8; ++n) {
    check(-n, -n, n);
    if (n > 0) check(n, n, 16 + n);
    check(1 - starts[n + 1], -starts[n], 8 + n);
    check(starts[n], starts[n + 1] - 1, 24 + n);
  }
  // For a decoder all 32 are behind: 16 of one distance, then from 16 * 8^(n / 16) = 16, 18.2, 20.7, 23.6, 26.9 on.
  bias.is_bidirectional = false;
  check(0, 500, 0);
  for (Index n = 0; n < 16; ++n) check(-n, -n, n);
  check(-18, -16, 16);
  check(-20, -19, 17);
  check(-23, -21, 18);
  check(-26, -24, 19);
  check(-1000, -113, 31);
}

TEST_CASE("models: buckets of distances, by the formula") {
  for (const Index buckets : {4, 6, 8, 12, 32, 64}) {
    for (const Index max_distance : {40, 64, 128, 1000}) {
      for (const bool is_bidirectional : {false, true}) {
        const RelativeBias bias{nullptr, buckets, max_distance, is_bidirectional};
        CAPTURE(buckets);
        CAPTURE(max_distance);
        Index different = 0;
        for (Index distance = -1200; distance <= 1200; ++distance) different += bias.bucket(distance) != defined_bucket(bias, distance);
        CHECK(different == 0);
      }
    }
  }
}

TEST_CASE("models: biases of the distances of a call") {
  Maker maker(6);
  const RelativeBias bias = maker.relative_bias(3, true);
  const Queries queries{5, 4, 5};
  const Index keys = 9, size = queries.count + keys - 1;
  GuardedFloats out(3 * size);
  fill_biases(bias, 3, queries, keys, out.data());
  CHECK(out.is_intact());
  for (Index h = 0; h < 3; ++h)
    for (Index i = 0; i < queries.count; ++i)
      for (Index j = 0; j < keys; ++j)
        CHECK(out.data()[h * size + queries.count - 1 + j - i] == bias.table[defined_bucket(bias, j - (queries.offset + i)) * 3 + h]);
}

}  // namespace
}  // namespace attn::tests
