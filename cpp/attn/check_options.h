// Checks the options by themselves: their ranges, and which of them go together.
#pragma once

#include <attn/request.h>
#include <attn/status.h>

namespace attn {

// Returns false once it has filled in the status. Errors: range, option, missing.
bool check_options(const Request& request, Status& status) noexcept;

}  // namespace attn
