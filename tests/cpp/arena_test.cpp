// Tests of the memory of a call: a static block, a heap block while a call is larger, and refusals that change nothing.
#include <bindings/arena.h>

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <memory>

namespace attn::tests {
namespace {

using bindings::Arena;
using bindings::kStaticBytes;

bool is_aligned(const Arena& arena, const void* data) {
  return arena.capacity() > 0 && reinterpret_cast<std::uintptr_t>(data) % bindings::kAlignment == 0;
}

void fill(Arena& arena, std::int64_t bytes) {
  for (std::int64_t n = 0; n < bytes; ++n) arena.data()[n] = static_cast<unsigned char>(n * 7);
}

bool holds(Arena& arena, std::int64_t bytes) {
  for (std::int64_t n = 0; n < bytes; ++n)
    if (arena.data()[n] != static_cast<unsigned char>(n * 7)) return false;
  return true;
}

TEST_CASE("arena: sizes are rounded up to the alignment") {
  CHECK(bindings::align(0) == 0);
  CHECK(bindings::align(1) == 16);
  CHECK(bindings::align(16) == 16);
  CHECK(bindings::align(17) == 32);
}

TEST_CASE("arena: small calls share the static block") {
  const auto arena = std::make_unique<Arena>();
  unsigned char* const start = arena->data();
  CHECK(is_aligned(*arena, start));
  CHECK(arena->capacity() == kStaticBytes);
  for (const std::int64_t bytes : {std::int64_t{0}, std::int64_t{1}, kStaticBytes}) {
    CHECK(arena->reserve(bytes, 0));
    CHECK(arena->data() == start);
    CHECK(arena->capacity() == kStaticBytes);
  }
  fill(*arena, kStaticBytes);
  CHECK(holds(*arena, kStaticBytes));
}

TEST_CASE("arena: a larger call gets a heap block, keeps its first bytes, and gives the block back") {
  const auto arena = std::make_unique<Arena>();
  unsigned char* const start = arena->data();
  fill(*arena, kStaticBytes);
  REQUIRE(arena->reserve(kStaticBytes + 1, kStaticBytes));
  CHECK(arena->data() != start);
  CHECK(is_aligned(*arena, arena->data()));
  CHECK(arena->capacity() >= kStaticBytes + 1);
  CHECK(holds(*arena, kStaticBytes));

  fill(*arena, kStaticBytes + 1);  // The whole block can be written.
  unsigned char* const first = arena->data();
  REQUIRE(arena->reserve(kStaticBytes, 0));  // This fits.
  CHECK(arena->data() == first);
  REQUIRE(arena->reserve(1 << 20, kStaticBytes + 1));
  CHECK(holds(*arena, kStaticBytes + 1));
  fill(*arena, 1 << 20);
  CHECK(holds(*arena, 1 << 20));

  arena->release();
  CHECK(arena->data() == start);
  CHECK(arena->capacity() == kStaticBytes);
  arena->release();  // A second release does no harm.
  CHECK(arena->data() == start);
}

TEST_CASE("arena: a size beyond the memory is refused and changes nothing") {
  const auto arena = std::make_unique<Arena>();
  constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
  for (const std::int64_t size : {std::int64_t{0}, kStaticBytes + 100}) {
    REQUIRE(arena->reserve(size, 0));
    const std::int64_t capacity = arena->capacity();
    unsigned char* const start = arena->data();
    fill(*arena, capacity);
    // These sizes go from beyond 47-bit addresses up to the largest number of bytes.
    for (const std::int64_t bytes : {std::int64_t{1} << 48, std::int64_t{1} << 62, kLargest - 15, kLargest}) {
      CAPTURE(bytes);
      CHECK_FALSE(arena->reserve(bytes, capacity));
      CHECK(arena->capacity() == capacity);
      CHECK(arena->data() == start);
      CHECK(holds(*arena, capacity));
    }
  }
  arena->release();
}

}  // namespace
}  // namespace attn::tests
