// Calls for the fused kernel, laid out in memory as a caller might lay them out, and computed on every path of the
// engine.
#pragma once

#include "random.h"

#include <attn/engine.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace attn::tests {

struct Operand {
  std::vector<double> numbers;
  std::vector<std::size_t> shape;
  DType dtype = DType::kFloat32;
};

struct FusedCase {
  std::array<std::optional<Operand>, kInputCount> inputs;
  Options options;
  DType precision = DType::kFloat32;
  std::optional<Part> part;
  std::optional<std::int64_t> total_queries;  // The call is computed as a part of so many queries.
  std::size_t shift = 0;  // Every tensor starts this many elements after an address aligned to 16.

  std::optional<Operand>& operator[](Input input) { return inputs[static_cast<std::size_t>(input)]; }
  const std::optional<Operand>& operator[](Input input) const { return inputs[static_cast<std::size_t>(input)]; }
};

// The sizes B, H, G, Tq, Tk, past, D and Dv.
struct FusedSizes {
  std::size_t b = 1, h = 1, g = 1, tq = 1, tk = 1, past = 0, d = 1, dv = 1;
};

// Makes query, key, value and past of rank 4, or of rank 3 if the heads are packed; random numbers from low to high.
FusedCase fused_case(Random& random, const FusedSizes& sizes, bool is_packed = false, DType dtype = DType::kFloat32,
                     double low = -1, double high = 1);

enum class Way { kReference, kFused, kRun };

struct Solved {
  Code code = Code::kOk;
  std::string error;                   // "argument: message"
  std::vector<float> output, weights;  // weights: [B,H,Tq,Tk], if wanted
  std::vector<float> log_sum_exp;      // [B,H,Tq], for softmax only
  std::vector<double> exact;           // the output before its rounding, from the reference only
  std::vector<float> biased;           // -Infinity where masked, from the reference only
  Plan plan;

  // Element `c` of the output's row.
  std::size_t at(std::size_t b, std::size_t h, std::size_t i, std::size_t c) const;
};

// kFused takes the kernel whatever the size, except for rows that the kernel leaves to the reference.
Solved solve(const FusedCase& made, Way way, bool wants_weights = true);

// Returns an empty text if the kernel's answer agrees with the reference within the design's bound, a masked weight is
// exactly 0, a row that sees no key is exactly 0, the logarithm of each softmax's sum is within the bound of its size,
// and the output does not depend on whether weights are wanted.
std::string fault_of(const FusedCase& made);

// Checks the same for attn::run, which chooses the path by itself.
std::string fault_of_run(const FusedCase& made);

// Computes a part of a call by run(), as its first part.
Solved solve_part(const FusedCase& whole, const Part& part);

}  // namespace attn::tests
