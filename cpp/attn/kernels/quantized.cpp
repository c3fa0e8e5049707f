#include <attn/kernels/quantized.h>

#include <attn/kernels/half.h>
#include <attn/kernels/simd.h>

#include <algorithm>
#include <cstring>

namespace attn::kernels {
namespace {

using Bytes = const std::uint8_t*;

std::uint16_t word_at(Bytes at) noexcept { return static_cast<std::uint16_t>(at[0] | at[1] << 8); }
float half_at(Bytes at) noexcept { return from_half(word_at(at)); }
int low_nibble(int byte) noexcept { return byte & 15; }
int high_nibble(int byte) noexcept { return byte >> 4; }

// Sixteen bytes hold thirty-two numbers of four bits: the first sixteen in the lower halves. value(i, nibble) gets each.
template <class Value>
void each_nibble(Bytes bytes, float* out, Value value) noexcept {
  for (int i = 0; i < 16; ++i) {
    out[i] = value(i, low_nibble(bytes[i]));
    out[i + 16] = value(i + 16, high_nibble(bytes[i]));
  }
}

float bfloat(Bytes at) noexcept {
  const std::uint32_t bits = std::uint32_t{word_at(at)} << 16;
  float x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

void q4(Bytes block, bool has_minimum, float* out) noexcept {
  const float scale = half_at(block);
  if (!has_minimum) return each_nibble(block + 2, out, [=](int, int q) { return static_cast<float>(q - 8) * scale; });
  const float minimum = half_at(block + 2);
  each_nibble(block + 4, out, [=](int, int q) { return static_cast<float>(q) * scale + minimum; });
}

// The fifth bits of all lie together, in 32 bits.
void q5(Bytes block, bool has_minimum, float* out) noexcept {
  const float scale = half_at(block);
  const float minimum = has_minimum ? half_at(block + 2) : 0;
  const Bytes high = block + (has_minimum ? 4 : 2);
  const auto fifth = [=](int i) { return (high[i / 8] >> (i % 8) & 1) << 4; };
  each_nibble(high + 4, out, [=](int i, int q) {
    const int whole = q | fifth(i);
    return has_minimum ? static_cast<float>(whole) * scale + minimum : static_cast<float>(whole - 16) * scale;
  });
}

void q8(Bytes block, float* out) noexcept {
  const float scale = half_at(block);
  for (int i = 0; i < 32; ++i) out[i] = static_cast<float>(static_cast<std::int8_t>(block[2 + i])) * scale;
}

// Two bits each: 128 elements in 32 bytes, a quarter in each pair of bits. value(sixteen, q, i) gets the number of the sixteen
// elements that share a scale, the two bits, and the element.
template <class Value>
void each_pair_of_bits(Bytes bytes, float* out, Value value) noexcept {
  for (int i = 0; i < 256; ++i) {
    const int within = i % 128;
    const int q = bytes[i / 128 * 32 + within % 32] >> (within / 32 * 2) & 3;
    out[i] = value(i / 16, q, i);
  }
}

void q2_k(Bytes block, float* out) noexcept {
  const float scale = half_at(block + 80), minimum = half_at(block + 82);
  each_pair_of_bits(block + 16, out, [=](int sixteen, int q, int) {
    const float own_scale = scale * static_cast<float>(low_nibble(block[sixteen]));
    const float own_minimum = minimum * static_cast<float>(high_nibble(block[sixteen]));
    return own_scale * static_cast<float>(q) - own_minimum;
  });
}

void q3_k(Bytes block, float* out) noexcept {
  const Bytes scales = block + 96;
  const float scale = half_at(block + 108);
  each_pair_of_bits(block + 32, out, [=](int sixteen, int q, int i) {
    // Four lower bits in the first eight bytes, two upper ones in the last four.
    const int lower = sixteen < 8 ? low_nibble(scales[sixteen]) : high_nibble(scales[sixteen - 8]);
    const int upper = scales[8 + sixteen % 4] >> (sixteen / 4 * 2) & 3;
    const float own_scale = scale * static_cast<float>((lower | upper << 4) - 32);
    const bool has_third_bit = (block[i % 32] >> (i / 32) & 1) != 0;
    return own_scale * static_cast<float>(has_third_bit ? q : q - 4);
  });
}

// The scale and the minimum of thirty-two elements, six bits each, eight of both in twelve bytes.
struct SixBits {
  int scale, minimum;
};
SixBits six_bits(Bytes packed, int j) noexcept {
  if (j < 4) return {packed[j] & 63, packed[j + 4] & 63};
  return {low_nibble(packed[j + 4]) | packed[j - 4] >> 6 << 4, high_nibble(packed[j + 4]) | packed[j] >> 6 << 4};
}

void q4_or_q5_k(Bytes block, bool has_fifth_bits, float* out) noexcept {
  const float scale = half_at(block), minimum = half_at(block + 2);
  const Bytes fifth = block + 16;
  const Bytes nibbles = block + (has_fifth_bits ? 48 : 16);
  for (int j = 0; j < 8; ++j) {
    const SixBits six = six_bits(block + 4, j);
    const float own_scale = scale * static_cast<float>(six.scale);
    const float own_minimum = minimum * static_cast<float>(six.minimum);
    for (int i = 0; i < 32; ++i) {
      const int byte = nibbles[j / 2 * 32 + i];
      int q = j % 2 == 0 ? low_nibble(byte) : high_nibble(byte);
      if (has_fifth_bits) q |= (fifth[i] >> j & 1) << 4;
      out[j * 32 + i] = own_scale * static_cast<float>(q) - own_minimum;
    }
  }
}

void q6_k(Bytes block, float* out) noexcept {
  const float scale = half_at(block + 208);
  for (int i = 0; i < 256; ++i) {
    const int half = i / 128, quarter = i % 128 / 32, place = i % 32;
    const int byte = block[half * 64 + quarter % 2 * 32 + place];
    const int upper = block[128 + half * 32 + place] >> (quarter * 2) & 3;
    const int q = ((quarter < 2 ? low_nibble(byte) : high_nibble(byte)) | upper << 4) - 32;
    const auto own = static_cast<std::int8_t>(block[192 + i / 16]);
    out[i] = scale * static_cast<float>(own) * static_cast<float>(q);
  }
}

// Four bits that stand for one of sixteen unevenly spaced numbers.
constexpr std::int8_t kUneven[16] = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

void uneven(Bytes nibbles, float scale, float* out) noexcept {
  each_nibble(nibbles, out, [=](int, int q) { return scale * static_cast<float>(kUneven[q]); });
}

void iq4_xs(Bytes block, float* out) noexcept {
  const float scale = half_at(block);
  const int upper = word_at(block + 2);
  for (int j = 0; j < 8; ++j) {
    const int byte = block[4 + j / 2];
    const int six = (j % 2 == 0 ? low_nibble(byte) : high_nibble(byte)) | (upper >> (2 * j) & 3) << 4;
    uneven(block + 8 + j * 16, scale * static_cast<float>(six - 32), out + j * 32);
  }
}

void expand(Quantized type, Bytes block, float* out) noexcept {
  switch (type) {
    case Quantized::kF16: *out = half_at(block); return;
    case Quantized::kBF16: *out = bfloat(block); return;
    case Quantized::kQ4_0: return q4(block, false, out);
    case Quantized::kQ4_1: return q4(block, true, out);
    case Quantized::kQ5_0: return q5(block, false, out);
    case Quantized::kQ5_1: return q5(block, true, out);
    case Quantized::kQ8_0: return q8(block, out);
    case Quantized::kQ2_K: return q2_k(block, out);
    case Quantized::kQ3_K: return q3_k(block, out);
    case Quantized::kQ4_K: return q4_or_q5_k(block, false, out);
    case Quantized::kQ5_K: return q4_or_q5_k(block, true, out);
    case Quantized::kQ6_K: return q6_k(block, out);
    case Quantized::kIQ4_NL: return uneven(block + 2, half_at(block), out);
    case Quantized::kIQ4_XS: return iq4_xs(block, out);
  }
}

}  // namespace

#define ATTN_ELEMENTS(enumerator, number, elements, bytes) \
  case Quantized::enumerator: return elements;
#define ATTN_BYTES(enumerator, number, elements, bytes) \
  case Quantized::enumerator: return bytes;

Offset block_elements(Quantized type) noexcept {
  switch (type) { ATTN_QUANTIZED_TYPES(ATTN_ELEMENTS) }
  return 0;
}

Offset block_bytes(Quantized type) noexcept {
  switch (type) { ATTN_QUANTIZED_TYPES(ATTN_BYTES) }
  return 0;
}

#undef ATTN_ELEMENTS
#undef ATTN_BYTES

void dequantize(Quantized type, const std::uint8_t* blocks, Offset count, float* out) noexcept {
  const Offset elements = block_elements(type), bytes = block_bytes(type);
  for (Offset i = 0; i < count; i += elements, blocks += bytes) expand(type, blocks, out + i);
}

void matmul_quantized(const float* x, Offset x_stride, Offset rows, Quantized type, const std::uint8_t* weights, Offset columns,
                      Offset depth, float* out, Offset out_stride) noexcept {
  const Offset elements = block_elements(type), bytes = block_bytes(type);
  // Types without blocks go in steps of as many elements, too.
  const Offset step = std::max<Offset>(elements, 32);
  alignas(16) float block[kLargestBlock];
  for (Offset n = 0; n < columns; ++n) {
    const std::uint8_t* const row = weights + n * (depth / elements) * bytes;
    for (Offset r = 0; r < rows; ++r) out[r * out_stride + n] = 0;
    for (Offset start = 0; start < depth; start += step) {
      const Offset count = std::min(step, depth - start);
      dequantize(type, row + start / elements * bytes, count, block);
      for (Offset r = 0; r < rows; ++r) {
        const float* const from = x + r * x_stride + start;
        F32x4 sums = splat(0);
        Offset k = 0;
        for (; k + kLanes <= count; k += kLanes) sums = multiply_add(load(from + k), load(block + k), sums);
        float sum = sum_of_lanes(sums);
        for (; k < count; ++k) sum += from[k] * block[k];
        out[r * out_stride + n] += sum;
      }
    }
  }
}

}  // namespace attn::kernels
