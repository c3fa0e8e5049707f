// Compares attn/kernels/simd.h with plain floats, lane by lane.
#include "simd_checks.h"

namespace attn::tests {
namespace {

TEST_CASE("simd: arithmetic") { check_arithmetic(); }
TEST_CASE("simd: selection") { check_selection(); }
TEST_CASE("simd: bits") { check_bits(); }
TEST_CASE("simd: bytes") { check_bytes(); }
TEST_CASE("simd: memory") { check_memory(); }
TEST_CASE("simd: lanes") { check_lanes(); }
TEST_CASE("simd: transposing rows") { check_transpose(); }

}  // namespace
}  // namespace attn::tests
