// Descriptions of models as numbers: one for each field, in the order of attn/models/fields.h.
#pragma once

#include <attn/models/fields.h>

#include <cstdint>
#include <type_traits>

namespace attn::bindings {

// Fills in the fields of descriptions, one after the other.
class Reader {
 public:
  explicit Reader(const double* numbers) noexcept : next_(numbers) {}

  template <class Field>
  void operator()(const char*, Field& field) noexcept {
    const double number = *next_++;
    if constexpr (std::is_pointer_v<Field>)
      field = reinterpret_cast<Field>(static_cast<std::uintptr_t>(number));
    else if constexpr (std::is_same_v<Field, bool>)
      field = number != 0;
    else if constexpr (std::is_same_v<Field, double>)
      field = number;
    else
      field = static_cast<Field>(static_cast<std::int64_t>(number));
  }
  void enter(const char*) noexcept {}
  void leave() noexcept {}

 private:
  const double* next_;
};

// One number for all names and their order, FNV-1a over them: script and module of different builds are told apart by it.
class Hash {
 public:
  template <class Field>
  constexpr void operator()(const char* name, const Field&) noexcept { enter(name); }
  constexpr void enter(const char* name) noexcept {
    for (; *name != '\0'; ++name) add(static_cast<unsigned char>(*name));
    add(0);
  }
  constexpr void leave() noexcept { add(1); }
  constexpr std::uint32_t number() const noexcept { return hash_; }

 private:
  constexpr void add(unsigned char byte) noexcept { hash_ = (hash_ ^ byte) * 16777619u; }
  std::uint32_t hash_ = 2166136261u;
};

template <class Visit>
constexpr void visit_all(Visit& visit) {
  const auto visit_one = [&](auto description) { models::visit_fields(description, visit); };
  visit_one(models::Stack{});
  visit_one(models::Layer{});
  visit_one(models::TokenEmbedding{});
  visit_one(models::PatchEmbedding{});
  visit_one(models::Convolution{});
  visit_one(models::Head{});
}

constexpr std::uint32_t fields_number() noexcept {
  Hash hash;
  visit_all(hash);
  return hash.number();
}

inline constexpr std::uint32_t kFieldsNumber = fields_number();

}  // namespace attn::bindings
