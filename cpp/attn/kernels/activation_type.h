// The names of what layers of transformers apply to each number.
#pragma once

#include <cstdint>

namespace attn::kernels {

// kGelu: x Phi(x), Phi the normal distribution (Hendrycks and Gimpel 2016); kGeluTanh: its approximation by tanh, from the same
// paper; kGeluQuick: x sigmoid(1.702 x), as CLIP has it; kSilu: x sigmoid(x).
enum class Activation : std::int32_t { kNone, kRelu, kGelu, kGeluTanh, kGeluQuick, kSilu, kTanh };

}  // namespace attn::kernels
