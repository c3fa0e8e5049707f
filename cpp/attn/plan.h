// Everything that follows from the shapes of a valid request: sizes, layouts and the shapes of results.
#pragma once

#include <attn/request.h>

#include <array>
#include <cstdint>

namespace attn {

// The rows of one tensor: element `c` of row `t` of head `h` in batch `b` is at
// b * batch_stride + h * head_stride + t * row_stride + c. Strides count elements.
struct Rows {
  const void* data = nullptr;
  Setting<DType, DType::kFloat64> dtype = DType::kFloat32;
  Setting<Index, 0> batch_stride = 0;
  Setting<Index, 0> head_stride = 0;
  Index row_stride = 0;
  Index size = 0;  // elements of one row
  const float* scales = nullptr;  // of int8: one for each row, rows lying one behind the other

  Index start(Index b, Index h, Index t) const noexcept {
    return b * batch_stride + h * head_stride + t * row_stride;
  }
  // The rows from row `t` of head `h` in batch `b` on.
  Rows from(Index b, Index h, Index t) const noexcept;

  // Element `c` of a row, widened to double.
  double at(Index b, Index h, Index t, Index c) const noexcept;

  // Row `t` widened to double. out: [size].
  void read(Index b, Index h, Index t, double* out) const noexcept;
};

// The parts of a request find these out about the keys and values of a head, which many of the parts share.
struct HeadNotes {
  Index unit = -1;  // a key-value head of a batch, b * G + g
  bool is_known = false;
  double largest_key = 0;  // magnitudes
  double largest_value = 0;
  bool has_tiny_key = false;  // one whose norm is no 0 and loses its digits
};

// The plan of a valid request. It is made once and does not change while the request is computed.
struct Plan {
  Setting<Index, 1> batch = 1;     // B
  Setting<Index, 1> heads = 1;     // H
  Setting<Index, 1> kv_heads = 1;  // G
  Index queries = 1;      // Tq
  Index keys = 1;         // Tk, past included
  Setting<Index, 0> past = 0;         // P
  Index offset = 0;       // the position of query 0 among the keys, where no key lengths tell it; below 0 where queries stand before them all
  Setting<Index, 0> documents = 0;  // packed sequences, where lengths tell them
  Index head_size = 1;    // D
  Index key_size = 1;     // Dk
  Index value_size = 1;   // Dv
  Index hidden_size = 0;  // A, of concat and additive
  Index focus_size = 0;   // A, of the predictive focus
  Index term_size = 0;    // terms that make up one score: D, or A
  // A unit of a part has these of its whole: where its first row stands there, Tq, H, H / G, and its head's notes.
  RowIndex origin;
  Index total_queries = 1;
  Setting<Index, 1> total_heads = 1;
  Setting<Index, 1> group = 1;
  HeadNotes* notes = nullptr;
  Rows query, key, value, past_key, past_value;
  Rows output;  // the layout of the output; its data is null
  // The mask, broadcast: stride 0 along an axis of length 1.
  std::array<Index, kMaxRank> mask_strides = {0, 0, 0, 0};
  Shape shapes[kOutputCount];  // of every wanted output

  // Points the rows at the tensors' data, for a caller that lays the data out after the check.
  void bind(const Request& request) noexcept;

  // Row `j` of all keys or values, the past first, of key-value head `g`.
  void read_key(Index b, Index g, Index j, double* out) const noexcept {
    !kIsFigure && j < past ? past_key.read(b, g, j, out) : key.read(b, g, j - past, out);
  }
  void read_value(Index b, Index g, Index j, double* out) const noexcept {
    !kIsFigure && j < past ? past_value.read(b, g, j, out) : value.read(b, g, j - past, out);
  }
  // The key-value head that query head `h` shares with its group.
  Index kv_head(Index h) const noexcept { return h / group; }

  const Shape& shape(Output output_name) const noexcept { return shapes[static_cast<int>(output_name)]; }
};

// No memory has so many elements. Products of two lengths are kept below it.
inline constexpr Index kMaxCount = Index{1} << (kIsFigure ? 30 : 62);

// Counts the elements of a shape. Negative where they do not fit in 62 bits.
Index count(const Shape& shape) noexcept;

}  // namespace attn
