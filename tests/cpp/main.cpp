#include "sanitizer.h"

#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#if ATTN_ADDRESS_SANITIZER
// The tests ask malloc for more memory than there is, on purpose, and look at what the engine makes of the null.
extern "C" const char* __asan_default_options() { return "allocator_may_return_null=1"; }
#endif
