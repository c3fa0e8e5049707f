// Linear attention by running sums: in a time that grows with T and not with T^2, and in double.
#pragma once

#include <attn/results.h>

namespace attn {

// Tells whether the request can be answered by running sums (Katharopoulos et al. 2020, equations 8 to 12):
// the score is linear, only the output is wanted, and no mask but causal and key lengths.
bool is_linear_time(const Request& request) noexcept;
Index linear_scratch_size(const Plan& plan) noexcept;  // doubles; negative: too many
Status attend_linear(const Request& request, const Plan& plan, const Results& results, double* scratch) noexcept;

}  // namespace attn
