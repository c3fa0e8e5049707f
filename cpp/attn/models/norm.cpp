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
  const F32x4 factor = kernels::splat(static_cast<float>(1 / std::sqrt(squares / count + norm.epsilon)));
  const F32x4 one = kernels::splat(norm.adds_one ? 1.0f : 0.0f);
  const auto normed = [&](Index i, auto read) ATTN_INLINE_LAMBDA {
    const F32x4 weight = norm.weight == nullptr ? kernels::splat(1) : read(norm.weight + i);
    const F32x4 bias = norm.bias == nullptr ? kernels::splat(0) : read(norm.bias + i);
    const F32x4 rest = kernels::sub(read(in + i), kernels::splat(mean));
    return kernels::add(kernels::mul(kernels::mul(rest, factor), kernels::add(weight, one)), bias);
  };
  Index i = 0;
  for (; i + kLanes <= size; i += kLanes) kernels::store(out + i, normed(i, kernels::load));
  for (; i < size; ++i) out[i] = kernels::lane<0>(normed(i, [](const float* x) noexcept { return kernels::splat(*x); }));
}

// Turns a pair (a, b), or four pairs.
ATTN_INLINE void turn(F32x4& a, F32x4& b, F32x4 cosine, F32x4 sine) noexcept {
  const F32x4 turned = kernels::sub(kernels::mul(a, cosine), kernels::mul(b, sine));
  b = kernels::add(kernels::mul(b, cosine), kernels::mul(a, sine));
  a = turned;
}

// Turns the pairs of one head from `first` on.
void turn_one_by_one(const Rotary& rotary, Index first, const float* angles, float* head) noexcept {
  const Index step = rotary.is_interleaved ? 2 : 1;
  const Index other = rotary.is_interleaved ? 1 : rotary.pairs;
  for (Index p = first; p < rotary.pairs; ++p) {
    F32x4 a = kernels::splat(head[p * step]), b = kernels::splat(head[p * step + other]);
    turn(a, b, kernels::splat(angles[p]), kernels::splat(angles[rotary.pairs + p]));
    head[p * step] = kernels::lane<0>(a);
    head[p * step + other] = kernels::lane<0>(b);
  }
}

// Four pairs at a time: t with t + pairs.
void turn_halves(const Rotary& rotary, const float* angles, float* head) noexcept {
  const Index pairs = rotary.pairs;
  Index p = 0;
  for (; p + kLanes <= pairs; p += kLanes) {
    F32x4 a = kernels::load(head + p), b = kernels::load(head + pairs + p);
    turn(a, b, kernels::load(angles + p), kernels::load(angles + pairs + p));
    kernels::store(head + p, a);
    kernels::store(head + pairs + p, b);
  }
  turn_one_by_one(rotary, p, angles, head);
}

// Four pairs at a time: 2t with 2t + 1.
void turn_neighbours(const Rotary& rotary, const float* angles, float* head) noexcept {
  Index p = 0;
  for (; p + kLanes <= rotary.pairs; p += kLanes) {
    float* const at = head + 2 * p;
    // a0 b0 a1 b1 and a2 b2 a3 b3: interleaved once they are a0 a2 b0 b2 and a1 a3 b1 b3, and once more in order.
    const F32x4 low = kernels::load(at), high = kernels::load(at + kLanes);
    const F32x4 even = kernels::interleave_low(low, high), odd = kernels::interleave_high(low, high);
    F32x4 a = kernels::interleave_low(even, odd), b = kernels::interleave_high(even, odd);
    turn(a, b, kernels::load(angles + p), kernels::load(angles + rotary.pairs + p));
    kernels::store(at, kernels::interleave_low(a, b));
    kernels::store(at + kLanes, kernels::interleave_high(a, b));
  }
  turn_one_by_one(rotary, p, angles, head);
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
  for (Index t = 0; t < count; ++t, angles += 2 * rotary.pairs) {
    for (Index h = 0; h < heads; ++h) {
      float* const head = rows + t * row_stride + h * head_size;
      rotary.is_interleaved ? turn_neighbours(rotary, angles, head) : turn_halves(rotary, angles, head);
    }
  }
}

}  // namespace attn::models
