// The roof of the engine: run() takes a checked request to its results. The caller owns all memory, outputs and scratch.
#pragma once

#include <attn/check.h>
#include <attn/results.h>

namespace attn {

// Returns the bytes of scratch that run() needs, a multiple of 8; negative where they cannot be counted.
Index scratch_bytes(const Request& request, const Plan& plan) noexcept;

// Guesses the milliseconds that the whole request may take one thread. It is right within a factor of ten or so.
double milliseconds(const Request& request, const Plan& plan) noexcept;

// Computes what the request wants. It must have passed check() and check_values(). scratch: aligned to 8.
// Errors: undefined-row, where a normaliser is undefined or a number leaves float32's range.
Status run(const Request& request, const Plan& plan, Results& results, void* scratch) noexcept;

}  // namespace attn
