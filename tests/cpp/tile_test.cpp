// The register tiles against plain loops.
#include "tile_checks.h"

namespace attn::tests {
namespace {

TEST_CASE("tile: queries and keys") { check_query_key_tile(); }
TEST_CASE("tile: weights and values") { check_weights_value_tile(); }

}  // namespace
}  // namespace attn::tests
