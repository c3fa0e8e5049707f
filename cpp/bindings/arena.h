// The memory of a call: one block, reserved before anything is computed. Small calls share a static
// block, so that they cost no allocation; a larger one is taken from the heap and given back.
#pragma once

#include <cstdint>

namespace attn::bindings {

inline constexpr std::int64_t kAlignment = 16;
inline constexpr std::int64_t kStaticBytes = 64 * 1024;

constexpr std::int64_t align(std::int64_t bytes) noexcept { return (bytes + kAlignment - 1) / kAlignment * kAlignment; }

// Takes an aligned block of the heap; null where memory cannot hold it.
unsigned char* allocate(std::int64_t bytes) noexcept;
void free_block(unsigned char* block) noexcept;

class Arena {
 public:
  unsigned char* data() noexcept { return block_ != nullptr ? block_ : static_; }
  std::int64_t capacity() const noexcept { return block_ != nullptr ? block_bytes_ : kStaticBytes; }

  // Makes room for `bytes`; keeps the first `kept` of what is there. False where memory cannot hold it.
  bool reserve(std::int64_t bytes, std::int64_t kept) noexcept;

  // Gives a heap block back.
  void release() noexcept;

 private:
  alignas(kAlignment) unsigned char static_[kStaticBytes];
  unsigned char* block_ = nullptr;
  std::int64_t block_bytes_ = 0;
};

}  // namespace attn::bindings
