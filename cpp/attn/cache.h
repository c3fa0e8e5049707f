// Keys and values that stay in the engine: a decoder appends to them and asks, token after token. They
// are held as float32, as halves, or as int8 with a scale for each row.
#pragma once

#include <attn/check.h>

#include <cstdint>

namespace attn {

struct Cache {
  Index batch = 1;       // B
  Index kv_heads = 1;    // G
  Index key_size = 1;    // Dk
  Index value_size = 1;  // Dv
  Index capacity = 1;    // keys that there is room for
  Index length = 0;      // keys that there are
  DType dtype = DType::kFloat32;  // or kFloat16, kInt8
  Rows keys, values;
  double largest_key = 0;    // the largest magnitude that was ever appended
  double largest_value = 0;

  // Bytes that a cache of these sizes takes, a multiple of 16; negative where they cannot be counted.
  Index bytes() const noexcept;

  // Lays keys and values out in `memory`, aligned to 16 and of so many bytes.
  void place(unsigned char* memory) noexcept;

  // Appends `count` rows of each batch and head, for which there must be room.
  void append(const Rows& new_keys, const Rows& new_values, Index count) noexcept;
};

}  // namespace attn
