// Compares the register tiles with plain loops.
#include "tile_checks.h"

namespace attn::tests {
namespace {

TEST_CASE("tile: the products of queries and keys") { check_query_key_tile(); }
TEST_CASE("tile: the products of weights and values") { check_weights_value_tile(); }
TEST_CASE("tile: queries and keys where they lie, together and alone") { check_query_key_rows(); }
TEST_CASE("tile: values where they lie, of every type") { check_weights_value_row(); }

}  // namespace
}  // namespace attn::tests
