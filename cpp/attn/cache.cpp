#include <attn/cache.h>

#include <attn/kernels/half.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace attn {
namespace {

constexpr Index align(Index bytes) noexcept { return (bytes + 15) / 16 * 16; }

// Returns the bytes of one kind of rows: the elements, and behind them the scales of int8.
Index bytes_of(const Cache& cache, Index size) noexcept {
  const Index elements = count({4, {cache.batch, cache.kv_heads, cache.capacity, size}});
  if (elements < 0 || elements > Index{1} << 56) return -1;
  const Index scales = cache.dtype == DType::kInt8 ? elements / size * Index{sizeof(float)} : 0;
  return align(elements * size_of(cache.dtype)) + align(scales);
}

Rows place_rows(const Cache& cache, Index size, unsigned char* memory) noexcept {
  Rows rows{memory, cache.dtype, cache.kv_heads * cache.capacity * size, cache.capacity * size, size, size};
  if (cache.dtype == DType::kInt8) {
    const Index elements = cache.batch * cache.kv_heads * cache.capacity * size;
    rows.scales = reinterpret_cast<const float*>(memory + align(elements));
  }
  return rows;
}

// The step of a row of int8 whose largest magnitude is this: the float32 nearest to a 127th of it. Among the subnormal
// numbers the nearest may be too short by a third, or 0, so that the largest would be no byte: there it is the next one up.
// At the other end of float32 it is the next one down, as 127 steps must be a float32 too.
float step_of(double largest) noexcept {
  using Float = std::numeric_limits<float>;
  const auto step = static_cast<float>(largest / 127);
  if (step < Float::min() && 127 * double{step} < largest) return step + Float::denorm_min();
  return 127 * double{step} > double{Float::max()} ? std::nextafter(step, 0.0f) : step;
}

// Rounds one row into the cache and returns its largest magnitude. The cache owns the memory that its
// rows point to.
double write(const Rows& rows, Index start, const Rows& from, Index b, Index g, Index t) noexcept {
  auto* const data = static_cast<unsigned char*>(const_cast<void*>(rows.data));
  const auto number = [&](Index c) noexcept { return from.at(b, g, t, c); };
  double largest = 0;
  for (Index c = 0; c < rows.size; ++c) largest = std::max(largest, std::fabs(number(c)));
  if (rows.dtype == DType::kFloat16) {
    auto* const to = reinterpret_cast<std::uint16_t*>(data) + start;
    // A double just below the limit of the check may be there once it is a float32: it rounds to the largest half too.
    for (Index c = 0; c < rows.size; ++c)
      to[c] = kernels::to_half(static_cast<float>(std::clamp(number(c), -kernels::kLargestHalf, kernels::kLargestHalf)));
  } else if (rows.dtype == DType::kInt8) {
    const float scale = step_of(largest);
    const_cast<float*>(rows.scales)[start / rows.size] = scale;
    auto* const to = reinterpret_cast<std::int8_t*>(data) + start;
    for (Index c = 0; c < rows.size; ++c)
      to[c] = static_cast<std::int8_t>(scale > 0 ? std::nearbyint(number(c) / static_cast<double>(scale)) : 0);
  } else {
    auto* const to = reinterpret_cast<float*>(data) + start;
    for (Index c = 0; c < rows.size; ++c) to[c] = static_cast<float>(number(c));
  }
  return largest;
}

}  // namespace

Index Cache::bytes() const noexcept {
  const Index key_bytes = bytes_of(*this, key_size);
  const Index value_bytes = bytes_of(*this, value_size);
  return key_bytes < 0 || value_bytes < 0 ? -1 : key_bytes + value_bytes;
}

void Cache::place(unsigned char* memory) noexcept {
  keys = place_rows(*this, key_size, memory);
  values = place_rows(*this, value_size, memory + bytes_of(*this, key_size));
}

void Cache::append(const Rows& new_keys, const Rows& new_values, Index count) noexcept {
  for (Index b = 0; b < batch; ++b) {
    for (Index g = 0; g < kv_heads; ++g) {
      for (Index t = 0; t < count; ++t) {
        const Index row = (b * kv_heads + g) * capacity + length + t;
        largest_key = std::max(largest_key, write(keys, row * key_size, new_keys, b, g, t));
        largest_value = std::max(largest_value, write(values, row * value_size, new_values, b, g, t));
      }
    }
  }
  length += count;
}

}  // namespace attn
