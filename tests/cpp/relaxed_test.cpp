// Tests of the kernels' parts with fused multiply-adds, as the relaxed build has them. They have a namespace of their own here,
// because the same names with two bodies in one program are undefined behaviour. The whole build is tested as WebAssembly.
#if !defined(__wasm_simd128__)

#include "random.h"

#define ATTN_RELAXED
#define kernels relaxed_kernels
#include "exp2_checks.h"
#include "tile_checks.h"

namespace attn::tests {
namespace {

TEST_CASE("relaxed: a product and a sum are rounded once") {
  constexpr float kAlmostOne = 1 - 0x1p-12f;
  CHECK(multiply_add(kAlmostOne, 1 + 0x1p-12f, -1) == -0x1p-24f);
}
TEST_CASE("relaxed: exp2") {
  check_every_float(1009);
  check_exp2_ends();
}
TEST_CASE("relaxed: tiles of six queries") {
  CHECK(kRows == 6);
  check_query_key_tile();
  check_weights_value_tile();
  check_query_key_rows();
  check_weights_value_row();
}

}  // namespace
}  // namespace attn::tests

#endif
