// A status tells what went wrong: a code, the argument, and a text that says what was expected and what came.
// Nothing here allocates or throws, so that the checks can run where a failure must not cost anything.
#pragma once

#include <attn/kernels/build_variant.h>
#include <attn/names.h>
#include <attn/tensor.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace attn {

// Appends to a fixed buffer; what does not fit is cut off.
class Message {
 public:
  Message() noexcept { text_[0] = '\0'; }
  Message(const Message& other) noexcept { *this = other; }
  Message& operator=(const Message& other) noexcept {
    length_ = other.length_;
    // A success does not pay for copying it: to copy memory is a call out of WebAssembly.
    if (length_ == 0) text_[0] = '\0';
    else std::memcpy(text_, other.text_, static_cast<std::size_t>(length_) + 1);
    return *this;
  }
  Message& operator<<(const char* text) noexcept;
  Message& operator<<(Index number) noexcept;
  Message& operator<<(double number) noexcept;  // at most six significant digits
  Message& operator<<(const Shape& shape) noexcept;
  const char* text() const noexcept { return text_; }
  int length() const noexcept { return length_; }

 private:
  void append(char c) noexcept {
    if (length_ < kCapacity - 1) text_[length_++] = c;
    text_[length_] = '\0';
  }
  static constexpr int kCapacity = 200;
  char text_[kCapacity];  // only up to its end; a success must not pay for clearing it
  int length_ = 0;
};

// Names what an error is about: a tensor, a number, or something that was asked for.
class Argument {
 public:
  constexpr Argument() noexcept = default;
  constexpr Argument(Input input) noexcept : index_(static_cast<int>(input)) {}
  constexpr Argument(Scalar scalar) noexcept : index_(kInputCount + static_cast<int>(scalar)) {}
  constexpr Argument(Output output) noexcept : index_(kInputCount + kScalarCount + static_cast<int>(output)) {}
  constexpr int index() const noexcept { return index_; }
  constexpr const char* name() const noexcept { return index_ < 0 ? "" : kArgumentNames[index_]; }

 private:
  int index_ = -1;
};

// Tells by what a row is undefined. The module for figures has this in place of a message: JavaScript can write numbers.
struct Finding {
  const char* expected = "";
  double found = 0;
  Index query = 0;
};
struct Nothing {};

struct [[nodiscard]] Status {
  Code code = Code::kOk;
  Argument argument;
  [[no_unique_address]] std::conditional_t<kIsFigure, Nothing, Message> message;  // "expected ..., got ..."
  [[no_unique_address]] std::conditional_t<kIsFigure, Finding, Nothing> finding;

  bool ok() const noexcept { return code == Code::kOk; }

  // Turns this into an error, whose message the caller appends.
  auto& fail(Code error, Argument about) noexcept {
    code = error;
    argument = about;
    message = {};
    return message;
  }
};

}  // namespace attn
