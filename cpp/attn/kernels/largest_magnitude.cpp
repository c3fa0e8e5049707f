#include <attn/kernels/largest_magnitude.h>

#include <attn/kernels/simd.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace attn::kernels {

// Without its sign a float's bits, read as a whole number, grow with it: infinity is beyond every finite
// float and NaN beyond infinity. So one maximum of whole numbers finds the largest and the ill ones.
float largest_magnitude(const float* data, Index count) noexcept {
  const U32x4 magnitude = splat_bits(0x7fffffffu);
  U32x4 largest = splat_bits(0);
  Index i = 0;
  for (; i + kLanes <= count; i += kLanes) largest = max_bits(largest, and_bits(bits_of(load(data + i)), magnitude));
  std::uint32_t lanes[kLanes];
  std::memcpy(lanes, &largest, sizeof lanes);
  std::uint32_t bits = *std::max_element(lanes, lanes + kLanes);
  for (; i < count; ++i) {
    std::uint32_t last;
    std::memcpy(&last, data + i, sizeof last);
    bits = std::max(bits, last & 0x7fffffffu);
  }
  float result;
  std::memcpy(&result, &bits, sizeof result);
  return result;
}

double largest_magnitude(const double* data, Index count) noexcept {
  double largest = 0;
  bool finite = true;
  for (Index i = 0; i < count; ++i) {
    const double magnitude = std::fabs(data[i]);
    largest = largest < magnitude ? magnitude : largest;
    finite &= magnitude <= double{std::numeric_limits<float>::max()};  // false for NaN too
  }
  return finite ? largest : std::numeric_limits<double>::infinity();
}

}  // namespace attn::kernels
