#include <attn/check.h>

#include <attn/kernels/half.h>
#include <attn/kernels/largest_magnitude.h>

#include <cmath>
#include <limits>

namespace attn {
namespace {

double largest_magnitude(const Tensor& tensor, Index elements) noexcept {
  return tensor.dtype == DType::kFloat64
             ? kernels::largest_magnitude(static_cast<const double*>(tensor.data), elements)
             : double{kernels::largest_magnitude(static_cast<const float*>(tensor.data), elements)};
}

// Tells whether the request holds the input in halves.
bool is_halved(const Request& request, Input input) noexcept {
  return request.precision == DType::kFloat16 && (input == Input::kKey || input == Input::kValue ||
                                                  input == Input::kPastKey || input == Input::kPastValue);
}

// The lengths of documents must add up to all keys: one that is too long would shift all documents behind it.
bool check_sum(const Tensor& lengths, Index elements, Index keys, Status& status) noexcept {
  double sum = 0;
  for (Index i = 0; i < elements; ++i) sum += number_at(lengths, i);
  if (sum == static_cast<double>(keys)) return true;
  status.fail(Code::kRange, Input::kDocuments) << "expected lengths that add up to " << keys << ", got " << sum;
  return false;
}

}  // namespace

Status check_values(const Request& request, const Plan& plan) noexcept {
  Status status;
  for (int index = 0; index < kInputCount; ++index) {
    const Tensor& tensor = request.inputs[index];
    const Input input = static_cast<Input>(index);
    if (!tensor.present || tensor.dtype == DType::kBool) continue;
    // A cache was checked when it was filled.
    if (request.cache != nullptr && (input == Input::kKey || input == Input::kValue)) continue;
    const Index elements = count(tensor.shape);
    const bool is_mask = input == Input::kMask;
    const bool is_length = input == Input::kKeyLengths || input == Input::kDocuments;
    const bool is_half = is_halved(request, input);
    const auto is_held = [is_half](double magnitude) noexcept {  // false for NaN too
      return is_half ? magnitude < kernels::kHalfLimit : magnitude <= double{std::numeric_limits<float>::max()};
    };
    if (!is_mask && !is_length && is_held(largest_magnitude(tensor, elements))) continue;
    for (Index i = 0; i < elements; ++i) {
      const double number = number_at(tensor, i);
      if (is_length ? number >= 0 && number <= static_cast<double>(plan.keys) && number == std::trunc(number)
          : is_mask ? number < std::numeric_limits<double>::infinity()
                    : is_held(std::fabs(number)))
        continue;
      Message& message = status.fail(is_length ? Code::kRange : Code::kValue, input) << "expected ";
      if (is_length)
        message << "whole numbers from 0 to " << plan.keys;
      else if (is_half)
        message << "magnitudes of at most 65504 in halves";
      else
        message << (is_mask ? "finite numbers or -Infinity" : "finite numbers within float32's range");
      message << ", got " << number << " at index " << i;
      return status;
    }
    if (input == Input::kDocuments && !check_sum(tensor, elements, plan.keys, status)) return status;
  }
  return status;
}

}  // namespace attn
