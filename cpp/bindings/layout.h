// One number for all that JavaScript has to know of the slots: the names that cross the boundary as their place in a
// list, and how many slots each takes. Script and module of different builds are told apart by it; otherwise an option
// that has moved would be taken for its neighbour. JavaScript's half of it is what boundary/print_boundary.cpp printed.
#pragma once

#include <attn/names.h>
#include <bindings/call.h>

#include <cstdint>
#include <initializer_list>

namespace attn::bindings {

// This is FNV-1a over the names, each with a zero at its end, a one after each list, and the counts.
constexpr std::uint32_t layout_number() noexcept {
  std::uint32_t hash = 2166136261u;
  const auto add_byte = [&](unsigned char byte) noexcept { hash = (hash ^ byte) * 16777619u; };
  const auto add_names = [&](const auto& names) noexcept {
    for (const char* name : names) {
      for (; *name != '\0'; ++name) add_byte(static_cast<unsigned char>(*name));
      add_byte(0);
    }
    add_byte(1);
  };
  add_names(kScoreNames);
  add_names(kNormalizerNames);
  add_names(kCodeNames);
  add_names(kPrecisionNames);
  add_names(kFocusNames);
  add_names(kAlibiNames);
  add_names(kArgumentNames);
  add_names(kDTypeNames);
  add_names(kReportNames);
  for (const int count : {kInputCount, kScalarCount, kTensorSlots}) add_byte(static_cast<unsigned char>(count));
  return hash;
}

inline constexpr std::uint32_t kLayoutNumber = layout_number();

}  // namespace attn::bindings
