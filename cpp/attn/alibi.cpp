#include <attn/alibi.h>

#include <attn/kernels/elementary.h>
#include <attn/plan.h>

namespace attn {

double made_slope(Index head, Index heads) noexcept {
  constexpr double kLn2 = 0.6931471805599453;
  Index power = 1;
  while (power * 2 <= heads) power *= 2;
  double exponent = 8.0 * static_cast<double>(head + 1) / static_cast<double>(power);
  if (head >= power) exponent = 4.0 * static_cast<double>(2 * (head - power) + 1) / static_cast<double>(power);
  // The whole part of the exponent is halvings, so that 1/2, 1/4 and so on have no error.
  double slope = 1;
  for (; exponent >= 1; --exponent) slope /= 2;
  return slope * kernels::exp(-exponent * kLn2);
}

double alibi_slope(const Request& request, const Plan& plan, Index h) noexcept {
  const Tensor& slopes = request[Input::kAlibi];
  return slopes.present ? number_at(slopes, h) : made_slope(plan.origin.head + h, plan.total_heads);
}

}  // namespace attn
