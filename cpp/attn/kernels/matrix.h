// Rows of numbers as they are held, read as float32.
#pragma once

#include <attn/kernels/build_variant.h>
#include <attn/kernels/dtype.h>
#include <attn/kernels/half.h>

#include <cstdint>

namespace attn::kernels {

// Row `t` starts `t * stride` elements behind `data`. A row of int8 has a scale: scales[t]. No rows are of booleans.
struct Matrix {
  const void* data = nullptr;
  Setting<DType, DType::kFloat64> dtype = DType::kFloat32;
  Offset stride = 0;
  const float* scales = nullptr;

  // The first `size` elements of row `t`, times `factor`, in double until they are rounded to float32.
  void read_scaled(Offset t, Offset size, double factor, float* out) const noexcept {
    each(t, size, out, [&](Offset c, double x) noexcept { out[c] = static_cast<float>(x * factor); });
  }

  // The sum of their squares.
  double squared_norm(Offset t, Offset size, float* scratch) const noexcept {
    double sum = 0;
    each(t, size, scratch, [&](Offset, double x) noexcept { sum += x * x; });
    return sum;
  }

  // The first `size` elements of row `t`, rounded to float32.
  void read(Offset t, Offset size, float* out) const noexcept {
    switch (dtype) {
      case DType::kFloat32: return widen(static_cast<const float*>(data) + t * stride, size, out, [](float x) noexcept { return x; });
      case DType::kFloat64:
        return widen(static_cast<const double*>(data) + t * stride, size, out, [](double x) noexcept { return static_cast<float>(x); });
      case DType::kFloat16: {
        const std::uint16_t* const row = static_cast<const std::uint16_t*>(data) + t * stride;
        Offset c = 0;
        for (; c + kLanes <= size; c += kLanes) store(out + c, from_halves(row + c));
        return widen(row + c, size - c, out + c, from_half);
      }
      case DType::kInt8: {
        const std::int8_t* const row = static_cast<const std::int8_t*>(data) + t * stride;
        const float scale = scales[t];
        const F32x4 factor = splat(scale);
        Offset c = 0;
        for (; c + 2 * kLanes <= size; c += 2 * kLanes) {
          const Pair wide = load_pair(row + c);
          store_pair(out + c, mul(wide.low, factor), mul(wide.high, factor));
        }
        return widen(row + c, size - c, out + c, [scale](std::int8_t x) noexcept { return static_cast<float>(x) * scale; });
      }
      case DType::kBool: return;
    }
  }

  // The same rows from row `t` on.
  Matrix from(Offset t) const noexcept {
    return {static_cast<const unsigned char*>(data) + t * stride * in_memory(size_of(dtype)), dtype, stride, scales == nullptr ? nullptr : scales + t};
  }

  // Row `t` of floats.
  const float* row(Offset t) const noexcept { return static_cast<const float*>(data) + t * stride; }

  // Calls visit(row) with row `t` of floats, halves or bytes.
  template <class Visit>
  ATTN_INLINE void visit_row(Offset t, Visit visit) const noexcept {
    const auto row = [&](const auto* start) noexcept { return start + t * stride; };
    if (dtype == DType::kFloat32) return visit(row(static_cast<const float*>(data)));
    if (dtype == DType::kFloat16) return visit(row(static_cast<const std::uint16_t*>(data)));
    visit(row(static_cast<const std::int8_t*>(data)));
  }

  // Multiplies a number for each of `count` rows by the row's scale, if there are scales.
  void scale(Offset t, Offset count, float* numbers) const noexcept {
    if (scales == nullptr) return;
    for (Offset j = 0; j < count; ++j) numbers[j] *= scales[t + j];
  }

  // Row `t` as float32: where it lies, or read into `scratch`.
  const float* floats(Offset t, Offset size, float* scratch) const noexcept {
    if (dtype == DType::kFloat32) return static_cast<const float*>(data) + t * stride;
    read(t, size, scratch);
    return scratch;
  }

 private:
  // Visits the elements as doubles; what is not float64 is widened through `out`.
  template <class Visit>
  void each(Offset t, Offset size, float* out, Visit visit) const noexcept {
    if (dtype == DType::kFloat64) {
      for (Offset c = 0; c < size; ++c) visit(c, static_cast<const double*>(data)[t * stride + c]);
      return;
    }
    read(t, size, out);
    for (Offset c = 0; c < size; ++c) visit(c, static_cast<double>(out[c]));
  }

  template <class T, class Function>
  static void widen(const T* row, Offset size, float* out, Function f) noexcept {
    for (Offset c = 0; c < size; ++c) out[c] = f(row[c]);
  }
};

}  // namespace attn::kernels
