// Random calls that are valid in every respect, of all ranks, scores, normalisers, masks and options.
#pragma once

#include "random.h"

#include <attn/attend.h>

namespace attn::tests {

struct RandomCase {
  Inputs<double> inputs;  // The numbers are exact in float32 too.
  AttendOptions options;
};

// Makes a call that attend() can compute, except for rows whose normaliser is undefined.
RandomCase random_case(Random& random);

}  // namespace attn::tests
