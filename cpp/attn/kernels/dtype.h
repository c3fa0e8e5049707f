// The types of a tensor's elements, listed once for the kernels, the library and JavaScript.
#pragma once

#include <attn/kernels/build_variant.h>

#include <cstdint>

namespace attn {

// X(enumerator, JavaScript name, bytes of an element)
#define ATTN_DTYPES(X)          \
  X(kFloat32, "float32", 4)     \
  X(kFloat64, "float64", 8)     \
  X(kBool, "bool", 1)           \
  X(kFloat16, "float16", 2)     \
  X(kInt8, "int8", 1)

#define ATTN_DTYPE(enumerator, name, bytes) enumerator,
#define ATTN_DTYPE_NAME(enumerator, name, bytes) name,
#define ATTN_DTYPE_CASE(enumerator, name, bytes) \
  case DType::enumerator: return bytes;

enum class DType : std::int32_t { ATTN_DTYPES(ATTN_DTYPE) };

inline constexpr const char* kDTypeNames[] = {ATTN_DTYPES(ATTN_DTYPE_NAME)};

// Bytes of one element.
constexpr Index size_of(DType dtype) noexcept {
  switch (dtype) { ATTN_DTYPES(ATTN_DTYPE_CASE) }
  return 0;
}

#undef ATTN_DTYPE
#undef ATTN_DTYPE_NAME
#undef ATTN_DTYPE_CASE

}  // namespace attn
