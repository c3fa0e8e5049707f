// The results of a request. A row of them is stored, or it is an error.
#pragma once

#include <attn/plan.h>
#include <attn/request.h>
#include <attn/status.h>

#include <cstdint>

namespace attn {

struct Results {
  float* data[kOutputCount] = {};  // one array for each wanted output, of the plan's shape
  double* exact_output = nullptr;  // if not null: the output once more, before it is rounded to float32
  // If not null: gets one bit for each Output of a trace that is held at the largest float32. Null: a score beyond is an error.
  std::uint32_t* clamped = nullptr;
  Index steps = 0;         // taken by an iteration
  bool converged = false;  // whether it came to rest

  float* operator[](Output output) const noexcept { return data[static_cast<int>(output)]; }
};

// Rounds one row of the output to float32 and stores it. Fails where a number is beyond float32's range.
Status store_output(const Plan& plan, const Results& results, const RowIndex& row, const double* output) noexcept;

// An undefined-row error: "expected <what>, got <found> in row [batch, head, query]".
Status undefined_row(const Plan& plan, Argument argument, const char* expected, double found,
                     const RowIndex& row) noexcept;

}  // namespace attn
