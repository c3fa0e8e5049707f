// A build has all of attention, or what figures ask for. The module for figures, built with ATTN_FIGURE, leaves out the
// rest: a field that such a request would set is a constant there, and all that rests on it falls away.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace attn {

#ifdef ATTN_FIGURE
inline constexpr bool kIsFigure = true;
#else
inline constexpr bool kIsFigure = false;
#endif

// Lengths, indices and strides have 64 bits, so that products of them can be checked. In the module for figures they have
// as many as its addresses, which makes it smaller: its largest tensors are far below, and what it reserves is counted in
// 64.
using Index = std::conditional_t<kIsFigure, std::int32_t, std::int64_t>;

// What has its place in memory is counted by as many bits as an address has, which makes the engine's module smaller.
using Offset = std::ptrdiff_t;

// A length or a place that is known to lie in memory.
constexpr Offset in_memory(Index n) noexcept { return static_cast<Offset>(n); }

// A window as wide is none; so sums with it stay in range.
inline constexpr Index kUnlimited = Index{1} << (kIsFigure ? 28 : 60);

// Keeps its value, whatever it is given.
template <class T, T kValue>
struct Constant {
  constexpr Constant(T = kValue) noexcept {}
  constexpr operator T() const noexcept { return kValue; }
};

// A field of type T; in the module for figures always kValue.
template <class T, T kValue>
using Setting = std::conditional_t<kIsFigure, Constant<T, kValue>, T>;

}  // namespace attn
