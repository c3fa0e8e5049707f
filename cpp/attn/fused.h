// Chooses the requests that the fused kernel answers, and takes them to it.
#pragma once

#include <attn/results.h>

namespace attn {

// Tells whether the kernel computes the request. It does the dot family with softmax or sigmoid, for the output, the
// weights and the logarithms of a softmax's sums. It leaves these to the reference: softcap, local focus, stages of a trace, iterations,
// ALiBi or a numeric mask under a sigmoid (which is not shift-invariant), temperatures and scales whose products leave
// the range of the kernel's numbers, and calls so small that double costs nothing.
bool is_fused(const Request& request, const Plan& plan) noexcept;

Index fused_scratch_bytes(const Plan& plan) noexcept;  // negative where they cannot be counted

// Rows with numbers so large that float32 could lose a score's digits go to the reference: scratch must
// be enough for either. Errors: as the reference.
Status attend_fused(const Request& request, const Plan& plan, const Results& results, void* scratch) noexcept;

}  // namespace attn
