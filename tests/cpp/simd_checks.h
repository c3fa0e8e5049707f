// Checks of simd.h, with the body that it has chosen in the including file: simd_test.cpp or scalar_test.cpp.
#pragma once

#include <attn/kernels/simd.h>

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

namespace attn::tests {
namespace {

using Floats = std::array<float, kernels::kLanes>;
using Bits = std::array<std::uint32_t, kernels::kLanes>;

Floats floats_in(kernels::F32x4 a) {
  Floats floats;
  kernels::store(floats.data(), a);
  return floats;
}
template <class Vector>
Bits bits_in(const Vector& a) {
  Bits bits;
  static_assert(sizeof a == sizeof bits);
  std::memcpy(bits.data(), &a, sizeof bits);
  return bits;
}
std::uint32_t bits_in(float x) {
  std::uint32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

// Every pair of these numbers meets in every lane: whole numbers and fractions, both zeros, the ends of the range.
const std::vector<float>& operands() {
  using Limits = std::numeric_limits<float>;
  static const std::vector<float> numbers = {
      0.0f, -0.0f, 1.0f, -1.0f, 0.1f, -3.7f, 12582912.0f, -126.0f, 127.0f, Limits::min(), -Limits::denorm_min(),
      Limits::max(), -Limits::max(), Limits::infinity(), -Limits::infinity()};
  return numbers;
}

// Counts the lanes in which `vector` differs from `plain`, in any bit. Two NaNs are equal.
template <class Vector, class Plain>
int differences(Vector vector, Plain plain) {
  const std::vector<float>& x = operands();
  int wrong = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t j = 0; j < x.size(); ++j) {
      Floats a, b;
      for (std::size_t k = 0; k < a.size(); ++k) {
        a[k] = x[(i + k) % x.size()];
        b[k] = x[(j + 3 * k) % x.size()];
      }
      const Floats result = floats_in(vector(kernels::load(a.data()), kernels::load(b.data())));
      for (std::size_t k = 0; k < a.size(); ++k) {
        const float expected = plain(a[k], b[k]);
        const bool are_nan = expected != expected && result[k] != result[k];
        wrong += !are_nan && bits_in(result[k]) != bits_in(expected);
      }
    }
  }
  return wrong;
}

void check_arithmetic() {
  using kernels::F32x4;
  CHECK(differences([](F32x4 a, F32x4 b) { return kernels::add(a, b); }, [](float a, float b) { return a + b; }) == 0);
  CHECK(differences([](F32x4 a, F32x4 b) { return kernels::sub(a, b); }, [](float a, float b) { return a - b; }) == 0);
  CHECK(differences([](F32x4 a, F32x4 b) { return kernels::mul(a, b); }, [](float a, float b) { return a * b; }) == 0);
  CHECK(differences([](F32x4 a, F32x4 b) { return kernels::div(a, b); }, [](float a, float b) { return a / b; }) == 0);
  // Zeros of either sign count as equal here: adding 0 makes them the same.
  CHECK(differences([](F32x4 a, F32x4 b) { return kernels::add(kernels::max(a, b), kernels::splat(0)); },
                    [](float a, float b) { return (a < b ? b : a) + 0.0f; }) == 0);
  CHECK(differences([](F32x4 a, F32x4 b) { return kernels::add(kernels::min(a, b), kernels::splat(0)); },
                    [](float a, float b) { return (b < a ? b : a) + 0.0f; }) == 0);
}

void check_selection() {
  using kernels::F32x4;
  CHECK(differences([](F32x4 a, F32x4 b) { return kernels::keep_where_not_less(a, b, kernels::splat(-126)); },
                    [](float a, float b) { return b >= -126 ? a : 0.0f; }) == 0);
  // A NaN x is not at least the limit, so the result is 0, whatever would have been kept.
  const F32x4 nan = kernels::splat(std::numeric_limits<float>::quiet_NaN());
  CHECK(bits_in(kernels::keep_where_not_less(nan, nan, kernels::splat(0))) == Bits{0, 0, 0, 0});
  CHECK(bits_in(kernels::keep_where_not_less(kernels::splat(5), nan, kernels::splat(0))) == Bits{0, 0, 0, 0});
}

void check_bits() {
  const Floats numbers = {1.5f, -2.0f, 0.0f, -0.0f};
  const kernels::U32x4 bits = kernels::bits_of(kernels::load(numbers.data()));
  CHECK(bits_in(bits) == Bits{0x3fc00000u, 0xc0000000u, 0u, 0x80000000u});
  CHECK(floats_in(kernels::floats_of(bits)) == numbers);
  CHECK(bits_in(kernels::splat_bits(0xfedcba98u)) == Bits{0xfedcba98u, 0xfedcba98u, 0xfedcba98u, 0xfedcba98u});
  CHECK(bits_in(kernels::add_bits(bits, kernels::splat_bits(0xffffffffu))) ==
        Bits{0x3fbfffffu, 0xbfffffffu, 0xffffffffu, 0x7fffffffu});  // The result wraps modulo 2^32, without a trap.
  CHECK(bits_in(kernels::and_bits(bits, kernels::splat_bits(0x7fffffffu))) == Bits{0x3fc00000u, 0x40000000u, 0u, 0u});
  CHECK(bits_in(kernels::max_bits(bits, kernels::splat_bits(0x40000000u))) ==
        Bits{0x40000000u, 0xc0000000u, 0x40000000u, 0x80000000u});  // compared as unsigned numbers
  CHECK(bits_in(kernels::shift_left<23>(kernels::splat_bits(0x4b400081u))) ==
        Bits{0x40800000u, 0x40800000u, 0x40800000u, 0x40800000u});
  CHECK(bits_in(kernels::shift_left<1>(bits)) == Bits{0x7f800000u, 0x80000000u, 0u, 0u});
  CHECK(bits_in(kernels::shift_right<4>(bits)) == Bits{0x03fc0000u, 0x0c000000u, 0u, 0x08000000u});  // no sign moves in
  CHECK(bits_in(kernels::or_bits(bits, kernels::splat_bits(0x00c00001u))) ==
        Bits{0x3fc00001u, 0xc0c00001u, 0x00c00001u, 0x80c00001u});
}

// Sixteen bytes in a vector: from any address, with no borrow from one to the next, and as numbers with a sign.
void check_bytes() {
  std::array<std::uint8_t, 32> bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(37 * i);
  for (std::size_t shift = 0; shift < 16; ++shift) {
    const std::uint8_t* const from = bytes.data() + shift;
    const kernels::U32x4 loaded = kernels::load_bytes(from);
    CHECK(std::memcmp(bits_in(loaded).data(), from, 16) == 0);
    kernels::Pair low, high;
    kernels::widen_bytes(kernels::sub_bytes(loaded, kernels::splat_bits(0x20202020u)), low, high);
    const Floats parts[4] = {floats_in(low.low), floats_in(low.high), floats_in(high.low), floats_in(high.high)};
    for (std::size_t i = 0; i < 16; ++i) CHECK(parts[i / 4][i % 4] == static_cast<float>(static_cast<std::int8_t>(from[i] - 32)));
  }
}

// Loads and stores at every misalignment, without touching the bytes around. The memory is bytes, since a pointer to a
// float may not be misaligned like this.
void check_memory() {
  for (std::size_t shift = 0; shift < 16; ++shift) {
    std::array<unsigned char, 48> bytes;
    bytes.fill(0xa5);
    const Floats numbers = {1, -2, 3.25f, -0.0f};
    std::memcpy(bytes.data() + 16 + shift, numbers.data(), sizeof numbers);
    const void* const from = bytes.data() + 16 + shift;
    CHECK(floats_in(kernels::load(static_cast<const float*>(from))) == numbers);
    bytes.fill(0xa5);
    void* const to = bytes.data() + 16 + shift;
    kernels::store(static_cast<float*>(to), kernels::splat(7));
    for (std::size_t n = 0; n < bytes.size(); ++n) {
      if (n < 16 + shift || n >= 32 + shift) CHECK(bytes[n] == 0xa5);
    }
    Floats stored;
    std::memcpy(stored.data(), to, sizeof stored);
    CHECK(stored == Floats{7, 7, 7, 7});
  }
}

void check_lanes() {
  const Floats numbers = {1, 2, 4, 8};
  const kernels::F32x4 a = kernels::load(numbers.data());
  CHECK(kernels::lane<0>(a) == 1.0f);
  CHECK(kernels::lane<1>(a) == 2.0f);
  CHECK(kernels::lane<2>(a) == 4.0f);
  CHECK(kernels::lane<3>(a) == 8.0f);
  CHECK(kernels::sum_of_lanes(a) == 15.0f);
  // The order of the sum is part of its definition: (0 + 2) + (1 + 3).
  const Floats cancelling = {1e8f, 1.0f, -1e8f, 2.0f};
  CHECK(kernels::sum_of_lanes(kernels::load(cancelling.data())) == 3.0f);
  const float low = -std::numeric_limits<float>::infinity();
  for (std::size_t place = 0; place < 4; ++place) {
    Floats one = {low, low, low, low};
    CHECK(kernels::max_of_lanes(kernels::load(one.data())) == low);
    one[place] = -3;
    CHECK(kernels::max_of_lanes(kernels::load(one.data())) == -3.0f);
  }
}

void check_transpose() {
  const Floats a = {1, 2, 3, 4};
  const Floats b = {5, 6, 7, 8};
  CHECK(floats_in(kernels::interleave_low(kernels::load(a.data()), kernels::load(b.data()))) == Floats{1, 5, 2, 6});
  CHECK(floats_in(kernels::interleave_high(kernels::load(a.data()), kernels::load(b.data()))) == Floats{3, 7, 4, 8});
  // Checks every tail; nothing beyond the last element and nothing between the rows of four may be touched.
  for (std::int64_t size = 0; size <= 9; ++size) {
    for (const std::int64_t step : {std::int64_t{4}, std::int64_t{8}}) {
      const std::size_t length = static_cast<std::size_t>(size);
      std::vector<std::vector<float>> rows(4, std::vector<float>(length));
      std::vector<float> to(length * static_cast<std::size_t>(step), -1.0f);
      std::vector<float> expected = to;
      for (std::size_t r = 0; r < 4; ++r) {
        for (std::size_t c = 0; c < length; ++c) {
          rows[r][c] = static_cast<float>(10 * r + c);
          expected[c * static_cast<std::size_t>(step) + r] = rows[r][c];
        }
      }
      const float* const starts[4] = {rows[0].data(), rows[1].data(), rows[2].data(), rows[3].data()};
      kernels::transpose(starts, size, to.data(), step);
      CHECK(to == expected);
    }
  }
}

}  // namespace
}  // namespace attn::tests
