// The reference implementation: attention row by row, in plain loops and in double. It is the truth
// that every kernel is tested against.
#pragma once

#include <attn/results.h>

namespace attn {

// Computes attention by definition: every score, normaliser, mask, stage and trace.
Index reference_scratch_size(const Request& request, const Plan& plan) noexcept;  // doubles; negative: too many
Status attend_reference(const Request& request, const Plan& plan, const Results& results, double* scratch) noexcept;

// Computes one row, for a kernel that leaves some rows to the reference. The score must be one that does not project keys.
Status attend_reference_row(const Request& request, const Plan& plan, const Results& results, const RowIndex& row,
                            double* scratch) noexcept;

// Does some of what attend_reference does before its first row, for the keys from `first` on that are before `last`: a
// caller that computes in pieces can prepare in pieces. Rows that find the head known in the plan's notes do not do it again.
void prepare_keys(const Request& request, const Plan& plan, Index first, Index last, double* scratch) noexcept;

}  // namespace attn
