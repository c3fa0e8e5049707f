#include <bindings/arena.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace attn::bindings {

unsigned char* allocate(std::int64_t bytes) noexcept {
  if (static_cast<std::uint64_t>(bytes) > std::numeric_limits<std::size_t>::max() / 4) return nullptr;
  return static_cast<unsigned char*>(std::aligned_alloc(kAlignment, static_cast<std::size_t>(align(bytes))));
}

void free_block(unsigned char* block) noexcept { std::free(block); }

bool Arena::reserve(std::int64_t bytes, std::int64_t kept) noexcept {
  if (bytes <= capacity()) return true;
  unsigned char* const block = allocate(bytes);
  if (block == nullptr) return false;
  std::memcpy(block, data(), static_cast<std::size_t>(kept));
  release();
  block_ = block;
  block_bytes_ = bytes;
  return true;
}

void Arena::release() noexcept {
  free_block(block_);
  block_ = nullptr;
  block_bytes_ = 0;
}

}  // namespace attn::bindings
