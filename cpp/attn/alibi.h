// ALiBi: a bias by distance in place of positions (Press, Smith, Lewis 2022, "Train Short, Test Long").
#pragma once

#include <attn/request.h>

#include <cmath>

namespace attn {

struct Plan;

// The slope that head `head` of `heads` has where the caller gives none: 2^(-8 (head + 1) / heads) where that count is a
// power of two. Of other counts the first heads have the slopes of the largest power below, and the rest every
// other slope of twice that power, as the paper's code has it. Largest error 2 ULP, none where the exponent is whole.
double made_slope(Index head, Index heads) noexcept;

// The slope of head `h` of the request or of its part.
double alibi_slope(const Request& request, const Plan& plan, Index h) noexcept;

// What the slope is multiplied by: how much nearer a key is than the query's own place. `distance` is key less position.
// kPast counts it as it is, so that a later key is nearer still; kBoth counts to both sides.
inline double alibi_nearness(Alibi alibi, double distance) noexcept {
  return alibi == Alibi::kBoth ? -std::fabs(distance) : distance;
}

}  // namespace attn
