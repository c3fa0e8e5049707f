#include <attn/models/norm.h>

#include <attn/kernels/simd.h>

#include <algorithm>
#include <cmath>

namespace attn::models {
namespace {

using kernels::F32x4;
using kernels::kLanes;

// The sum of f(x) over a row. Runs of 64 are added up in double, so that long rows keep their digits.
template <class Function>
double sum_of(const float* row, Index size, Function f) noexcept {
  constexpr Index kRun = 64;
  double total = 0;
  Index i = 0;
  while (i + kLanes <= size) {
    const Index end = std::min(size - size % kLanes, i + kRun);
    F32x4 sum = kernels::splat(0);
    for (; i < end; i += kLanes) sum = kernels::add(sum, f(kernels::load(row + i)));
    total += kernels::sum_of_lanes(sum);
  }
  for (; i < size; ++i) total += kernels::lane<0>(f(kernels::splat(row[i])));
  return total;
}

void normalize_row(const Norm& norm, const float* in, Index size, float* out) noexcept {
  const double count = static_cast<double>(size);
  const float mean = norm.type == NormType::kLayer ? static_cast<float>(sum_of(in, size, [](F32x4 x) noexcept { return x; }) / count) : 0;
  const double squares = sum_of(in, size, [&](F32x4 x) noexcept {
    const F32x4 rest = kernels::sub(x, kernels::splat(mean));
    return kernels::mul(rest, rest);
  });
  const auto factor = static_cast<float>(1 / std::sqrt(squares / count + norm.epsilon));
  for (Index i = 0; i < size; ++i) {
    const float weight = (norm.weight == nullptr ? 1 : norm.weight[i]) + (norm.adds_one ? 1.0f : 0.0f);
    const float bias = norm.bias == nullptr ? 0 : norm.bias[i];
    out[i] = (in[i] - mean) * factor * weight + bias;
  }
}

}  // namespace

void normalize(const Norm& norm, const float* in, Index in_stride, Index rows, Index size, float* out, Index out_stride) noexcept {
  for (Index r = 0; r < rows; ++r, in += in_stride, out += out_stride) {
    if (norm.type != NormType::kNone)
      normalize_row(norm, in, size, out);
    else if (in != out)
      std::copy(in, in + size, out);
  }
}

void fill_angles(const Rotary& rotary, Index first, Index count, float* out) noexcept {
  for (Index t = 0; t < count; ++t, out += 2 * rotary.pairs) {
    for (Index p = 0; p < rotary.pairs; ++p) {
      const double angle = static_cast<double>(first + t) * rotary.frequencies[p];
      out[p] = static_cast<float>(std::cos(angle) * rotary.factor);
      out[rotary.pairs + p] = static_cast<float>(std::sin(angle) * rotary.factor);
    }
  }
}

void rotate(const Rotary& rotary, const float* angles, float* rows, Index count, Index row_stride, Index heads, Index head_size) noexcept {
  const Index pairs = rotary.pairs;
  const Index step = rotary.is_interleaved ? 2 : 1;
  const Index other = rotary.is_interleaved ? 1 : pairs;
  for (Index t = 0; t < count; ++t, angles += 2 * pairs) {
    for (Index h = 0; h < heads; ++h) {
      float* const head = rows + t * row_stride + h * head_size;
      for (Index p = 0; p < pairs; ++p) {
        float& a = head[p * step];
        float& b = head[p * step + other];
        const float cosine = angles[p], sine = angles[pairs + p];
        const float turned = a * cosine - b * sine;
        b = b * cosine + a * sine;
        a = turned;
      }
    }
  }
}

}  // namespace attn::models
