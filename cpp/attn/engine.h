// From a checked request to its results. The caller owns all memory: outputs and scratch.
#pragma once

#include <attn/check.h>
#include <attn/request.h>
#include <attn/status.h>

#include <cstdint>

namespace attn {

struct Results {
  float* data[kOutputCount] = {};  // one array for each wanted output, of the plan's shape
  double* exact_output = nullptr;  // if not null: the output once more, before it is rounded to float32
  // If not null: gets one bit for each Output of a trace that is held at the largest float32. Null: a score beyond is an error.
  std::uint32_t* clamped = nullptr;
  Index steps = 0;          // taken by an iteration
  bool converged = false;          // whether it came to rest

  float* operator[](Output output) const noexcept { return data[static_cast<int>(output)]; }
};

// Bytes of scratch that run() needs, a multiple of 8; negative where they cannot be counted.
Index scratch_bytes(const Request& request, const Plan& plan) noexcept;

// Milliseconds that the whole request may take one thread: a guess that is right within a factor of ten or so.
double milliseconds(const Request& request, const Plan& plan) noexcept;

// Computes what the request wants. It must have passed check() and check_values(). scratch: aligned to 8.
// Errors: undefined-row, where a normaliser is undefined or a number leaves float32's range.
Status run(const Request& request, const Plan& plan, Results& results, void* scratch) noexcept;

}  // namespace attn
