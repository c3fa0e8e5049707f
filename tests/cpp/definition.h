// Attention as the design defines it, independent of the engine: number by number, in double, slow and simple.
#pragma once

#include <attn/attend.h>

#include <cstddef>
#include <optional>
#include <vector>

namespace attn::tests {

struct Sizes {
  std::size_t b = 1, h = 1, g = 1, tq = 1, tk = 1, past = 0, d = 1, dk = 1, dv = 1;
};

Sizes sizes_of(const Inputs<double>& inputs, const Options& options);

// Component `c` of row `t` of head `h` in batch `b`, for any rank; rank 3 holds `heads` heads side by side.
double component(const Array<double>& array, std::size_t heads, std::size_t b, std::size_t h, std::size_t t,
                 std::size_t c);

// The score s(q, k) for key number `j`.
double score_of(Score score, const Inputs<double>& params, const std::vector<double>& q, const std::vector<double>& k,
                std::size_t j);

// The weights of a row of scores in which -Infinity is masked; nothing where the normaliser is undefined.
// sparsemax and entmax15 sort the scores, as in algorithm 1 of Martins and Astudillo (2016) and algorithm 2 of Peters,
// Niculae and Martins (2019).
// Entmax finds its threshold by bisection, in long double.
std::optional<std::vector<double>> normalized(Normalizer normalizer, double temperature,
                                              const std::vector<double>& scores, double alpha = 0);

struct Defined {
  bool is_undefined = false;  // A row has no weights; then the rest is empty.
  std::vector<double> scores, scaled, capped, with_bias, biased, weights;  // [B,H,Tq,Tk]
  std::vector<double> log_sum_exp;                                         // [B,H,Tq], for softmax only
  std::vector<double> output;                                              // in the query's layout
};

Defined define(const Inputs<double>& inputs, const Options& options);

}  // namespace attn::tests
