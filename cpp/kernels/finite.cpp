#include <kernels/finite.h>

#include <kernels/simd.h>

#include <cmath>
#include <limits>

namespace attn::kernels {

// A float is NaN or infinite where all eight bits of its exponent are set: adding one in the lowest of
// them then carries into the sign bit. So the carry is collected and looked at once, at the end.
bool all_finite(const float* data, std::int64_t count) noexcept {
  constexpr std::uint32_t kMagnitude = 0x7fffffffu;
  constexpr std::uint32_t kExponentUnit = 0x00800000u;
  const U32x4 magnitude = {kMagnitude, kMagnitude, kMagnitude, kMagnitude};
  const U32x4 unit = {kExponentUnit, kExponentUnit, kExponentUnit, kExponentUnit};
  U32x4 carries = {0, 0, 0, 0};
  std::int64_t i = 0;
  for (; i + 4 <= count; i += 4) carries |= (load<U32x4>(data + i) & magnitude) + unit;
  std::uint32_t carry = carries[0] | carries[1] | carries[2] | carries[3];
  for (; i < count; ++i) {
    std::uint32_t bits;
    std::memcpy(&bits, data + i, sizeof bits);
    carry |= (bits & kMagnitude) + kExponentUnit;
  }
  return (carry >> 31) == 0;
}

// The comparison is false for NaN too.
bool all_finite(const double* data, std::int64_t count) noexcept {
  constexpr double kLargest = std::numeric_limits<float>::max();
  bool finite = true;
  for (std::int64_t i = 0; i < count; ++i) finite &= std::fabs(data[i]) <= kLargest;
  return finite;
}

}  // namespace attn::kernels
