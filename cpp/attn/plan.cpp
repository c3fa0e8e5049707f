#include <attn/plan.h>

#include <attn/kernels/half.h>

namespace attn {

double Rows::at(Index b, Index h, Index t, Index c) const noexcept {
  const Index row = start(b, h, t);
  switch (dtype) {
    case DType::kFloat64: return static_cast<const double*>(data)[row + c];
    case DType::kFloat16: return double{kernels::from_half(static_cast<const std::uint16_t*>(data)[row + c])};
    case DType::kInt8:
      return double{scales[row / size]} * static_cast<double>(static_cast<const std::int8_t*>(data)[row + c]);
    default: return double{static_cast<const float*>(data)[row + c]};
  }
}

Rows Rows::from(Index b, Index h, Index t) const noexcept {
  Rows rest = *this;
  const Index first = start(b, h, t);
  rest.data = static_cast<const unsigned char*>(data) + first * size_of(dtype);
  if (scales != nullptr) rest.scales += first / size;
  return rest;
}

void Rows::read(Index b, Index h, Index t, double* out) const noexcept {
  if (dtype == DType::kFloat32) {
    const float* row = static_cast<const float*>(data) + start(b, h, t);
    for (Index c = 0; c < size; ++c) out[c] = double{row[c]};
  } else {
    for (Index c = 0; c < size; ++c) out[c] = at(b, h, t, c);
  }
}

void Plan::bind(const Request& request) noexcept {
  query.data = request[Input::kQuery].data;
  if (kIsFigure || request.cache == nullptr) {
    key.data = request[Input::kKey].data;
    value.data = request[Input::kValue].data;
  }
  if (kIsFigure) return;
  past_key.data = request[Input::kPastKey].data;
  past_value.data = request[Input::kPastValue].data;
}

Index count(const Shape& shape) noexcept {
  Index elements = 1;
  for (int axis = 0; axis < shape.rank; ++axis) {
    const Index length = shape.lengths[axis];
    if (length > 0 && elements > kMaxCount / length) return -1;
    elements *= length;
  }
  return elements;
}

}  // namespace attn
