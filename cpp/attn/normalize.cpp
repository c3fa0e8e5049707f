#include <attn/normalize.h>

#include <attn/entmax.h>
#include <attn/kernels/elementary.h>

#include <cmath>
#include <limits>

namespace attn {
namespace {

constexpr double kMasked = -std::numeric_limits<double>::infinity();

// Replaces every unmasked score by f(score), every masked one by 0, and returns the sum.
template <class Function>
double map(Index count, double* scores, Function f) noexcept {
  double sum = 0;
  for (Index j = 0; j < count; ++j) {
    scores[j] = scores[j] == kMasked ? 0 : f(scores[j]);
    sum += scores[j];
  }
  return sum;
}

// Computes (score - max) / temperature, also where the difference of two finite scores is beyond double.
double below_max(double score, double max, double temperature) noexcept {
  const double below = score - max;
  return std::isinf(below) ? 2 * ((score / 2 - max / 2) / temperature) : below / temperature;
}

// A sum of scores that is no more than what the rounding of its terms leaves has no digit that is true.
bool is_rounding(double sum, Index count, const double* scores) noexcept {
  double sizes = 0;
  for (Index j = 0; j < count; ++j) sizes += std::fabs(scores[j]);
  return std::fabs(sum) <= sizes * static_cast<double>(count) * std::numeric_limits<double>::epsilon();
}

}  // namespace

Normalized normalize(Normalizer normalizer, double alpha, double temperature, Index count, double* scores) noexcept {
  Normalized row;
  row.max = kMasked;
  Index winner = -1;
  for (Index j = 0; j < count; ++j) {
    if (!(scores[j] > row.max)) continue;
    row.max = scores[j];
    winner = j;
  }
  if (winner < 0) {
    map(count, scores, [](double) noexcept { return 0.0; });
    return row;
  }

  switch (normalizer) {
    case Normalizer::kSoftmax:
      row.sum = map(count, scores, [&](double s) noexcept { return kernels::exp(below_max(s, row.max, temperature)); });
      row.divisor = row.sum;
      return row;
    case Normalizer::kSparsemax:
    case Normalizer::kEntmax15:
    case Normalizer::kEntmax: {
      if (normalizer != Normalizer::kEntmax) alpha = normalizer == Normalizer::kSparsemax ? 2 : 1.5;
      for (Index j = 0; j < count; ++j) scores[j] = below_max(scores[j], row.max, temperature);
      row.tau = entmax(alpha, count, scores);
      for (Index j = 0; j < count; ++j) row.sum += scores[j];
      row.divisor = row.sum;  // 1 but for the last digit
      return row;
    }
    case Normalizer::kHardmax:
      map(count, scores, [](double) noexcept { return 0.0; });
      scores[winner] = row.sum = 1;
      return row;
    case Normalizer::kSigmoid: {
      // exp(-(x - log Tk)) is Tk exp(-x): no logarithm is needed.
      const double keys = static_cast<double>(count);
      row.sum = map(count, scores, [&](double s) noexcept { return 1 / (1 + keys * kernels::exp(-s / temperature)); });
      return row;
    }
    case Normalizer::kSum:
    case Normalizer::kArticle: {
      row.sum = map(count, scores, [](double s) noexcept { return s; });
      row.divisor = normalizer == Normalizer::kSum ? row.sum : std::sqrt(row.sum);
      if (!std::isfinite(row.sum)) {
        row.undefined = "a finite row sum";
      } else if (normalizer == Normalizer::kSum ? row.sum == 0 : row.sum <= 0) {
        row.undefined = normalizer == Normalizer::kSum ? "a row sum other than 0" : "a row sum above 0";
      } else if (is_rounding(row.sum, count, scores)) {
        row.undefined = "a row sum beyond the rounding of its terms";
      }
      row.found = row.sum;
      return row;
    }
    case Normalizer::kArticleCode: {
      double roots = 0;
      for (Index j = 0; j < count; ++j) {
        if (scores[j] == kMasked) continue;
        if (scores[j] < 0) {
          row.undefined = "scores of at least 0";
          row.found = scores[j];
          return row;
        }
        roots += std::sqrt(scores[j]);
      }
      if (roots == 0) {
        row.undefined = "a row sum above 0";
        return row;
      }
      row.sum = map(count, scores, [&](double s) noexcept { return s / roots; });
      row.divisor = row.sum;
      return row;
    }
  }
  return row;
}

}  // namespace attn
