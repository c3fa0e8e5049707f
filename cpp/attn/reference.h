// The reference implementation: attention row by row, in plain loops and in double. It is the truth
// that every kernel is tested against. And linear attention in O(T), in double too.
#pragma once

#include <attn/engine.h>

namespace attn {

// Attention by definition: every score, normaliser, mask, stage and trace.
Index reference_scratch_size(const Request& request, const Plan& plan) noexcept;  // doubles; negative: too many
Status attend_reference(const Request& request, const Plan& plan, const Results& results, double* scratch) noexcept;

// One row of it, for a kernel that leaves some rows to the reference. For scores that do not project keys.
Status attend_reference_row(const Request& request, const Plan& plan, const Results& results, const RowIndex& row,
                            double* scratch) noexcept;

// For a caller that computes in pieces: some of what attend_reference does before its first row, for the keys from `first`
// on that are before `last`. Rows that find the head known in the plan's notes do not do it again.
void prepare_keys(const Request& request, const Plan& plan, Index first, Index last, double* scratch) noexcept;

// Whether the request can be answered by running sums (Katharopoulos et al. 2020, equations 8 to 12):
// the score is linear, only the output is wanted, and no mask but causal and key lengths.
bool is_linear_time(const Request& request) noexcept;
Index linear_scratch_size(const Plan& plan) noexcept;
Status attend_linear(const Request& request, const Plan& plan, const Results& results, double* scratch) noexcept;

// The position of the request's query 0 among the keys of batch `b`: the length of the past; with key
// lengths, the sequence's length less Tq; aligned bottom-right, Tk less Tq; otherwise 0. In a part, plus the place of its first query.
Index query_offset(const Request& request, const Plan& plan, Index b) noexcept;

// Keys of batch `b` before those that its length masks: its key length, or Tk.
Index visible_length(const Request& request, const Plan& plan, Index b) noexcept;

// The factor of the scores: the scale that is given, for scaled-dot 1 / sqrt(D), otherwise 1.
double scale_of(const Request& request, const Plan& plan) noexcept;

// The keys that query `i` may see by length, causality, window and documents: [first, last).
struct KeyRange {
  Index first;
  Index last;
};
KeyRange visible_keys(const Request& request, const Plan& plan, Index b, Index i) noexcept;

// Rounds one row of the output to float32 and stores it. Fails where a number is beyond float32's range.
Status store_output(const Plan& plan, const Results& results, const RowIndex& row, const double* output) noexcept;

// An undefined-row error: "expected <what>, got <found> in row [batch, head, query]".
Status undefined_row(const Plan& plan, Argument argument, const char* expected, double found,
                     const RowIndex& row) noexcept;

}  // namespace attn
