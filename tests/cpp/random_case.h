// Random calls that are valid in every respect, of all ranks, scores, normalisers, masks and options.
#pragma once

#include "random.h"

#include <attn/attend.h>

namespace attn::tests {

struct RandomCase {
  Inputs<double> inputs;  // numbers that float32 holds too
  AttendOptions options;
};

// A call that attend() computes, but for rows whose normaliser is undefined.
RandomCase random_case(Random& random);

}  // namespace attn::tests
