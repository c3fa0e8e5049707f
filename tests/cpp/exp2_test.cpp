// Compares kernels::exp2 with std::exp2 in double.
#include "exp2_checks.h"
#include "sanitizer.h"

namespace attn::tests {
namespace {

// Native, optimised code checks all 2.2 billion floats in seconds; other builds would take minutes.
#if defined(__OPTIMIZE__) && !ATTN_ADDRESS_SANITIZER && !defined(__EMSCRIPTEN__)
constexpr std::uint32_t kStep = 1;
#else
constexpr std::uint32_t kStep = 1009;
#endif

TEST_CASE("exp2: the largest error over every float") { check_every_float(kStep); }
TEST_CASE("exp2: whole powers are exact, and 0 below the range") { check_exp2_ends(); }

TEST_CASE("exp2: the series that stands in for std::exp2") {
  double largest = 0;
  for (std::uint32_t bits = 0; bits < kSmall; bits += 100'003) {
    for (const double sign : {1.0, -1.0}) {
      const double x = sign * static_cast<double>(float_of(bits));
      largest = std::max(largest, std::fabs(exp2_series(x) - std::exp2(x)));
    }
  }
  CHECK(largest <= 0x1p-52);
}

}  // namespace
}  // namespace attn::tests
