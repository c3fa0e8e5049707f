// Checks of the errors of a call.
#pragma once

#include <attn/attend.h>

#include <doctest/doctest.h>

#include <string>

namespace attn::tests {

// Makes sure that `call` throws an Error with this code, this argument and the message "argument: complaint".
template <class Call>
void check_error(Call call, Code code, const std::string& argument, const std::string& complaint) {
  CAPTURE(complaint);
  try {
    call();
    FAIL_CHECK("no error");
  } catch (const Error& error) {
    CHECK(std::string(error.what()) == argument + ": " + complaint);
    CHECK(error.argument() == argument);
    CHECK(error.code() == code);
  }
}

}  // namespace attn::tests
