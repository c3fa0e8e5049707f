// The nine normalisers: from the scores of a row to its weights, in double.
#pragma once

#include <attn/kernels/build_variant.h>
#include <attn/names.h>

#include <cstdint>

namespace attn {

struct Normalized {
  double max = 0;             // the largest unmasked score; -Infinity where all are masked
  double sum = 0;             // of the numerators
  double divisor = 1;         // weight = numerator / divisor
  double tau = 0;             // of sparsemax and entmax: weight = max((alpha - 1) (s - max) / t - tau, 0)^(1 / (alpha - 1))
  const char* undefined = nullptr;  // what was expected of the row, where it has no weights
  double found = 0;                 // and what was found instead
};

// Replaces each score by its numerator; a score of -Infinity is masked and becomes 0.
//   softmax       exp((s - max) / t), divided by the sum
//   sparsemax     max(z - tau, 0) with z = (s - max) / t and tau so that the sum is 1 (Martins, Astudillo 2016)
//   entmax15      max(z / 2 - tau, 0)^2, likewise (Peters, Niculae, Martins 2019)
//   entmax        max((alpha - 1) z - tau, 0)^(1 / (alpha - 1)), likewise: see entmax.h
//   hardmax       1 for the largest score, of equals the one with the lowest index
//   sigmoid       1 / (1 + exp(-(s / t - log Tk))), divided by nothing (Ramapuram et al. 2024); Tk is `count`
//   sum           s, divided by the sum; undefined where the sum is 0 or no more than the rounding of its terms
//   article       s, divided by the root of the sum: not a distribution; undefined as `sum`, and below 0
//   article-code  s / sum(sqrt(s)), divided by the sum: the same as `sum`, but undefined for a negative score
// scores: [count]. temperature: t > 0. alpha: above 1, of entmax alone.
Normalized normalize(Normalizer normalizer, double alpha, double temperature, Index count, double* scores) noexcept;

}  // namespace attn
