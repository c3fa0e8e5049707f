// Tests of kernels::largest_magnitude, which tells whether all numbers are finite: every length up to several vectors,
// every misalignment, every place of a refused number.
#include "random.h"

#include <attn/kernels/largest_magnitude.h>

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

namespace attn::tests {
namespace {

constexpr std::size_t kMost = 67;  // Vectors have 4 floats; a kernel may load 16 vectors per step.

// Stores `Number`s from an address that lies `shift` bytes behind an aligned one. They are written as bytes, since a
// pointer to a number may not be misaligned like this; the kernel only loads bytes from it.
template <class Number>
class Crooked {
 public:
  Crooked(std::size_t count, std::size_t shift) : shift_(shift), bytes_(count * sizeof(Number) + shift) {}
  void set(std::size_t index, Number number) {
    std::memcpy(bytes_.data() + shift_ + index * sizeof number, &number, sizeof number);
  }
  bool is_finite(std::size_t count) const {
    const void* const start = bytes_.data() + shift_;
    return std::isfinite(kernels::largest_magnitude(static_cast<const Number*>(start), static_cast<std::int64_t>(count)));
  }

 private:
  std::size_t shift_;
  std::vector<unsigned char> bytes_;  // Exactly their size: the sanitizer sees a load beyond the end.
};

template <class Number>
std::vector<Number> offenders() {
  using Limits = std::numeric_limits<Number>;
  return {Limits::quiet_NaN(), -Limits::quiet_NaN(), Limits::signaling_NaN(), Limits::infinity(), -Limits::infinity()};
}

template <class Number>
std::vector<Number> harmless() {
  using Limits = std::numeric_limits<Number>;
  const Number largest = static_cast<Number>(std::numeric_limits<float>::max());
  const Number zero = 0, smallest = Limits::denorm_min();
  return {zero, -zero, 1, largest, -largest, Limits::min(), smallest, -smallest};
}

// Puts every refused and every harmless number at every place of every length up to kMost, for each misalignment.
template <class Number>
void check_everywhere(const std::vector<std::size_t>& shifts, const std::vector<Number>& refused) {
  std::size_t wrong = 0;
  for (const std::size_t shift : shifts) {
    for (std::size_t count = 0; count <= kMost; ++count) {
      Crooked<Number> numbers(count, shift);
      Random random(60);
      for (std::size_t n = 0; n < count; ++n) numbers.set(n, static_cast<Number>(random.number(-1e6, 1e6)));
      wrong += !numbers.is_finite(count);
      for (std::size_t place = 0; place < count; ++place) {
        for (const Number number : refused) {
          numbers.set(place, number);
          wrong += numbers.is_finite(count);
          wrong += !numbers.is_finite(place);  // It does not look beyond its count.
        }
        for (const Number number : harmless<Number>()) {
          numbers.set(place, number);
          wrong += !numbers.is_finite(count);
        }
      }
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("finite: float32, from any address") {
  std::vector<std::size_t> shifts;
  for (std::size_t shift = 0; shift < 16; ++shift) shifts.push_back(shift);
  check_everywhere<float>(shifts, offenders<float>());
}

TEST_CASE("finite: float64, where numbers beyond float32 are refused too") {
  std::vector<double> refused = offenders<double>();
  const double beyond = std::numeric_limits<float>::max() * (1 + std::numeric_limits<double>::epsilon());
  refused.insert(refused.end(), {beyond, -beyond, 1e300, std::numeric_limits<double>::max()});
  check_everywhere<double>({0, 8}, refused);  // the alignments that a double may have
}

TEST_CASE("finite: all refused numbers at once") {
  for (const float offender : offenders<float>()) {
    const std::vector<float> numbers(kMost, offender);
    for (std::size_t count = 1; count <= kMost; ++count)
      CHECK_FALSE(std::isfinite(kernels::largest_magnitude(numbers.data(), static_cast<std::int64_t>(count))));
  }
}

}  // namespace
}  // namespace attn::tests
