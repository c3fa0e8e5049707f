// A weight matrix as a checkpoint holds it, and products with it where it lies.
#pragma once

#include <attn/kernels/activation_type.h>
#include <attn/kernels/build_variant.h>

#include <cstdint>

namespace attn::models {

// How the numbers of a matrix are held, by GGUF's numbers. Those of kernels::BlockType are types too.
enum class WeightType : std::int32_t {
  kFloat32 = 0,
  kFloat16 = 1,
  kInt8Rows = 24,  // whole numbers from -127 to 127, and a scale for each row
  kBFloat16 = 30,
};

// Whether the number is one of WeightType or of kernels::BlockType.
bool is_weight_type(std::int32_t number) noexcept;

// W, [rows, columns]: a row after the other, without a gap. Without data there is no matrix.
struct Weights {
  WeightType type = WeightType::kFloat32;
  const void* data = nullptr;
  const float* scales = nullptr;  // [rows], of kInt8Rows
  Index rows = 0;
  Index columns = 0;

  bool is_present() const noexcept { return data != nullptr; }

  // Writes row `r` as floats. out: [columns].
  void read(Index r, float* out) const noexcept;

  // Bytes of a matrix of this type; negative where a row is no whole number of blocks, or for more bytes than memory holds.
  static Index bytes(WeightType type, Index rows, Index columns) noexcept;
};

// y = activation(W x + bias).
struct Linear {
  Weights weights;
  const float* bias = nullptr;  // [rows], or null

  bool is_present() const noexcept { return weights.is_present(); }
};

// Returns how many floats of scratch apply() needs for so many rows of x.
Index scratch_size(const Linear& linear, Index rows) noexcept;

// x: [rows, columns of W], rows x_stride apart; out: [rows, rows of W], rows out_stride apart; scratch: aligned to 16.
// Up to four rows meet the matrix where it lies, which takes as long as reading it; their last digits may be others than those of
// the same row among many. Rows that meet kInt8Rows are rounded to 16 bits first (kernels/words.h), and up to four rows that meet
// blocks of Q8_0, Q4_0, Q4_K and Q6_K, too.
void apply(const Linear& linear, kernels::Activation activation, const float* x, Index x_stride, Index rows, float* out,
           Index out_stride, float* scratch) noexcept;

// Rounds rows of floats to kInt8Rows, within half a step of a 127th of each row's largest number; where that does not reach 1e-33,
// to zeros. data: [rows, columns] bytes; scales: [rows].
void quantize_rows(const float* from, Index rows, Index columns, std::int8_t* data, float* scales) noexcept;

}  // namespace attn::models
