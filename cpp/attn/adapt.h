// xtensor for memory that somebody else owns: a matrix in the arena is read and written by its indices. The sources of the
// library include xtensor from here, the modules too.
#pragma once

#if __has_include(<xtensor/core/xtensor_config.hpp>)
#include <xtensor/core/xtensor_config.hpp>
#else
#include <xtensor/xtensor_config.hpp>
#endif

// Without exceptions xtensor prints to std::cerr instead, which would carry iostreams into the modules. So the macro
// is another one before any other header of xtensor. What it stands for cannot happen: all lengths are those of a plan.
#ifdef XTENSOR_DISABLE_EXCEPTIONS
#undef XTENSOR_THROW
#define XTENSOR_THROW(exception, message) __builtin_trap()
#endif

#if __has_include(<xtensor/containers/xadapt.hpp>)
#include <xtensor/containers/xadapt.hpp>
#include <xtensor/core/xmath.hpp>
#else
#include <xtensor/xadapt.hpp>
#include <xtensor/xmath.hpp>
#endif

#include <array>
#include <cstddef>

namespace attn {

// Returns a row-major view of `data`, a tensor of these lengths. Its rank is fixed, so that it allocates nothing.
template <class T, class... Lengths>
auto adapt(T* data, Lengths... lengths) noexcept {
  const std::array<std::size_t, sizeof...(lengths)> shape{static_cast<std::size_t>(lengths)...};
  return xt::adapt(static_cast<T*>(data), shape);  // the pointer's value, as xtensor would keep a reference to a variable
}

}  // namespace attn
