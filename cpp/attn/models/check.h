// Whether a description fits together: what the functions of stack.h take for granted.
#pragma once

#include <attn/models/stack.h>
#include <attn/status.h>

namespace attn::models {

// What is wrong with a description: the field, as C++ writes it (layers[2].self.query), and what was expected and what came.
struct [[nodiscard]] Fault {
  Code code = Code::kOk;
  Message argument;
  Message message;

  bool ok() const noexcept { return code == Code::kOk; }
};

// Returns the first fault of a stack. What its addresses point to is not looked at.
Fault check(const Stack& stack) noexcept;

// Returns the size of an encoder's states, as the cross attentions take them; 0 where there are none.
Index encoder_size(const Stack& stack) noexcept;

}  // namespace attn::models
