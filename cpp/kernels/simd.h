// The only file that knows about vector instructions: one type of four floats, written with the
// vector extensions of GCC and Clang, which become SIMD128 in WebAssembly and SSE or NEON natively.
#pragma once

#include <cstdint>
#include <cstring>

namespace attn::kernels {

using U32x4 = std::uint32_t __attribute__((vector_size(16)));

// Loads 16 bytes from any address.
template <class Vector>
inline Vector load(const void* source) noexcept {
  Vector vector;
  std::memcpy(&vector, source, sizeof vector);
  return vector;
}

}  // namespace attn::kernels
