// Tests of the body of simd.h without vectors, and of what is built on it. It has a namespace of its own here, because
// the same names with two bodies in one program are undefined behaviour. (The macro leaves header names in <> alone.)
#if !defined(__wasm_simd128__)

#include "random.h"

#define ATTN_SCALAR
#define kernels scalar_kernels
#include "exp2_checks.h"
#include "simd_checks.h"
#include "tile_checks.h"

namespace attn::tests {
namespace {

TEST_CASE("scalar: arithmetic") { check_arithmetic(); }
TEST_CASE("scalar: selection") { check_selection(); }
TEST_CASE("scalar: bits") { check_bits(); }
TEST_CASE("scalar: bytes") { check_bytes(); }
TEST_CASE("scalar: memory") { check_memory(); }
TEST_CASE("scalar: lanes") { check_lanes(); }
TEST_CASE("scalar: transposing rows") { check_transpose(); }
TEST_CASE("scalar: exp2") {
  check_every_float(1009);
  check_exp2_ends();
}
TEST_CASE("scalar: tiles") {
  check_query_key_tile();
  check_weights_value_tile();
  check_query_key_rows();
  check_weights_value_row();
}

}  // namespace
}  // namespace attn::tests

#endif
