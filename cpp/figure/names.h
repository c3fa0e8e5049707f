// The names of attn/names.h that the module for figures knows. A figure has one head and no past, its masks are one mask of
// booleans, and it shows no biases, as it has none.
#pragma once

#include <attn/names.h>

namespace attn {

// The inputs that are given in double, in the order of Input. The mask, in bytes, comes after all else.
constexpr bool is_of_figure(Input input) noexcept {
  return input <= Input::kValue || input == Input::kSinks || input >= Input::kFocusCenter;
}

constexpr bool is_of_figure(Output output) noexcept {
  return output <= Output::kWeightedValues && output != Output::kWithBias && output != Output::kBiased;
}

}  // namespace attn
