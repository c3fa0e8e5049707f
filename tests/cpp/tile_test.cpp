// Compares the register tiles with plain loops.
#include "tile_checks.h"

namespace attn::tests {
namespace {

TEST_CASE("tile: the products of queries and keys") { check_query_key_tile(); }
TEST_CASE("tile: the products of weights and values") { check_weights_value_tile(); }

}  // namespace
}  // namespace attn::tests
