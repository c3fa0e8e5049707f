// A seeded generator of test cases. It gives the same numbers with every compiler and library, which the distributions
// of the standard library do not.
#pragma once

#include <attn/attend.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace attn::tests {

class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept : state_(seed) {}

  // This is SplitMix64 (Steele, Lea, Flood 2014). Any seed is allowed, 0 too.
  std::uint64_t bits() noexcept {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
  }

  // A whole number from `low` to `high`.
  std::size_t between(std::size_t low, std::size_t high) noexcept {
    return low + static_cast<std::size_t>(bits() % (high - low + 1));
  }

  // A number from `low` to `high` that float32 holds exactly, so that both types of input mean the same.
  double number(double low = -1, double high = 1) noexcept {
    const double unit = static_cast<double>(bits() >> 11) * 0x1p-53;
    return double{static_cast<float>(low + (high - low) * unit)};
  }

  bool chance(double probability) noexcept { return number(0, 1) < probability; }

  template <class T>
  T pick(std::initializer_list<T> choices) noexcept {
    return choices.begin()[between(0, choices.size() - 1)];
  }

  std::vector<double> list(std::size_t count, double low = -1, double high = 1) {
    std::vector<double> numbers(count);
    for (double& each : numbers) each = number(low, high);
    return numbers;
  }

  Array<double> array(const std::vector<std::size_t>& shape, double low = -1, double high = 1) {
    Array<double> numbers = Array<double>::from_shape(shape);
    for (double& each : numbers) each = number(low, high);
    return numbers;
  }

 private:
  std::uint64_t state_;
};

}  // namespace attn::tests
