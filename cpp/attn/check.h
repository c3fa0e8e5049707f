// The checks of a request, and the plan that they yield. check() looks at shapes and numbers only, so
// it can run before any memory is taken; check_values() looks at what the tensors hold.
#pragma once

#include <attn/plan.h>
#include <attn/request.h>
#include <attn/status.h>

#include <cstdint>

namespace attn {

// Checks ranks, shapes, option ranges and combinations, and fills in the plan. Reads no element.
Status check(const Request& request, Plan& plan) noexcept;

// Checks the elements: finite numbers within float32's range; of keys and values that are held in halves magnitudes
// below 65520, which round to 65504 at most; a numeric mask holds finite numbers of any
// size and -Infinity; key lengths are whole numbers from 0 to Tk, and so are those of documents, which add up to Tk.
Status check_values(const Request& request, const Plan& plan) noexcept;

}  // namespace attn
