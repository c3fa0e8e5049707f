#include <attn/entmax.h>

#include <attn/kernels/elementary.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace attn {
namespace {

// x^(1 / power), of x above 0.
double root(double x, double power) noexcept { return kernels::exp(kernels::log(x) / power); }

// The tau for which sum over j of max(z_j - tau, 0)^power is 1, for a row of z whose largest is 0 and a
// power of 1 or 2. The sum falls with tau and is convex, and at tau = -1 it is at least 1: so Newton's
// steps from there go up to the root without passing it, and on the last support they are exact.
double threshold(Index count, const double* z, int power) noexcept {
  double tau = -1;
  for (;;) {
    double excess = -1;
    double slope = 0;
    for (Index j = 0; j < count; ++j) {
      const double above = z[j] - tau;
      if (!(above > 0)) continue;
      excess += power == 1 ? above : above * above;
      slope += power == 1 ? 1 : 2 * above;
    }
    const double next = tau + excess / slope;
    if (!(next > tau)) return tau;
    tau = next;
  }
}

// The lowest z of the support, for alpha above 2. A key belongs to it if those above it alone, with tau at the key itself,
// sum up to less than 1. That sum falls from 1 or more to 0 between the ends of where tau can lie: they are halved until no
// key lies between them.
double lowest_of_support(double power, Index count, const double* z) noexcept {
  double low = -1 / power;
  double high = 0;
  for (;;) {
    const double middle = low + (high - low) / 2;
    double sum = 0;
    bool is_apart = true;
    for (Index j = 0; j < count; ++j) {
      if (z[j] > middle) sum += root(power * (z[j] - middle), power);
      is_apart = is_apart && !(z[j] > low && z[j] < high);
    }
    if (is_apart || middle <= low || middle >= high) break;
    (sum < 1 ? high : low) = middle;
  }
  double lowest = 0;
  for (Index j = 0; j < count; ++j)
    if (z[j] >= high) lowest = std::min(lowest, z[j]);
  return lowest;
}

// The search for any alpha. Its unknown is not tau but the weight of one key, the base, since a tau would have lost the
// digits that matter: near alpha = 1 it is -1 for all rows, and for a large alpha the least rounding of it is a
// large part of the smallest weights. Relative to the base, whose weight is `share`, every weight is
//
//   (share^power + power (z - base))^(1 / power),  power = alpha - 1
//
// Up to alpha = 2 the base is the largest z, beyond it the lowest of the support. Either way the sum of all weights rises
// with the share and is convex, at a slope of at least 1 (the base's own); so Newton's steps from a share that is too large
// go down to the root without passing it.
class Search {
 public:
  Search(double alpha, Index count, const double* z) noexcept : power_(alpha - 1), count_(count), z_(z) {
    if (alpha > 2) base_ = lowest_ = lowest_of_support(power_, count, z);
    Index support = 0;
    for (Index j = 0; j < count; ++j) support += z[j] >= lowest_;
    take(alpha > 2 ? 1 / static_cast<double>(support) : 1);
  }

  // Returns tau.
  double run() noexcept {
    for (;;) {
      double excess = -1;
      double slope = 0;
      for (Index j = 0; j < count_; ++j) {
        const double weight = weight_of(z_[j]);
        if (!(weight > 0)) continue;
        excess += weight;
        slope += z_[j] == base_ ? 1 : kernels::exp(kernels::log(weight / share_) * (1 - power_));
      }
      // A key at the very edge of the support may have no weight.
      const double next = std::max(share_ - excess / slope, 0.0);
      if (!(next < share_)) return power_ * base_ - share_power_;
      take(next);
    }
  }

  double weight_of(double z) const noexcept {
    if (!(z >= lowest_)) return 0;
    if (z == base_) return share_;
    const double ahead = power_ * (z - base_);
    const double above = share_power_ + ahead;
    if (!(above > 0)) return 0;
    // Where the two differ little, their quotient has the digits that their sum has lost.
    const double ratio = ahead / share_power_;
    return std::fabs(ratio) < 0.5 ? share_ * kernels::exp(kernels::log1p(ratio) / power_) : root(above, power_);
  }

 private:
  void take(double share) noexcept {
    share_ = share;
    share_power_ = share > 0 ? kernels::exp(kernels::log(share) * power_) : 0;
  }

  double power_;
  Index count_;
  const double* z_;
  double base_ = 0;
  double lowest_ = -std::numeric_limits<double>::max();  // of the support, where that is known; masked keys lie below
  double share_ = 1;
  double share_power_ = 1;
};

}  // namespace

double entmax(double alpha, Index count, double* z) noexcept {
  // Two values of alpha have closed steps. They give the same digits under either of their names. A figure has no other.
  if (kIsFigure || alpha == 1.5 || alpha == 2) {
    const int power = alpha == 2 ? 1 : 2;
    for (Index j = 0; j < count; ++j) z[j] /= power;
    const double tau = threshold(count, z, power);
    for (Index j = 0; j < count; ++j) {
      const double above = z[j] > tau ? z[j] - tau : 0;
      z[j] = power == 1 ? above : above * above;
    }
    return tau;
  }
  Search search(alpha, count, z);
  const double tau = search.run();
  for (Index j = 0; j < count; ++j) z[j] = search.weight_of(z[j]);
  return tau;
}

}  // namespace attn
