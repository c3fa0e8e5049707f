// Calls for the fused kernel, laid out in memory as a caller might have them, and computed in every way that the engine
// has.
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
  std::optional<std::int64_t> total_queries;  // as if the whole had so many
  std::size_t shift = 0;  // every tensor starts so many elements behind an address aligned to 16

  std::optional<Operand>& operator[](Input input) { return inputs[static_cast<std::size_t>(input)]; }
  const std::optional<Operand>& operator[](Input input) const { return inputs[static_cast<std::size_t>(input)]; }
};

// B, H, G, Tq, Tk and past, D, Dv.
struct FusedSizes {
  std::size_t b = 1, h = 1, g = 1, tq = 1, tk = 1, past = 0, d = 1, dv = 1;
};

// Query, key, value and past of rank 4, or 3 where the heads are packed; random numbers from low to high.
FusedCase fused_case(Random& random, const FusedSizes& sizes, bool is_packed = false, DType dtype = DType::kFloat32,
                     double low = -1, double high = 1);

enum class Way { kReference, kFused, kRun };

struct Solved {
  Code code = Code::kOk;
  std::string error;                   // "argument: message"
  std::vector<float> output, weights;  // weights: [B,H,Tq,Tk], if wanted
  std::vector<float> log_sum_exp;      // [B,H,Tq], of a softmax
  std::vector<double> exact;           // the output before its rounding, by the reference only
  std::vector<float> biased;           // -infinity where masked, by the reference only
  Plan plan;

  // Element `c` of the output's row.
  std::size_t at(std::size_t b, std::size_t h, std::size_t i, std::size_t c) const;
};

// kFused: by the kernel whatever the size, but for rows that it leaves to the reference.
Solved solve(const FusedCase& made, Way way, bool wants_weights = true);

// An empty text if the kernel's answer is the reference's within the design's bound, a masked weight is exactly 0, a row
// that sees nothing is exactly 0, the logarithm of each softmax's sum is within the bound of its size, and the output does
// not depend on whether weights are wanted.
std::string fault_of(const FusedCase& made);

// The same for attn::run, which chooses the way by itself.
std::string fault_of_run(const FusedCase& made);

// A part of a call by run(), as its first part.
Solved solve_part(const FusedCase& whole, const Part& part);

}  // namespace attn::tests
