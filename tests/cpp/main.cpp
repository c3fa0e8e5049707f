#include "sanitizer.h"

#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#if ATTN_ADDRESS_SANITIZER
// Some tests ask malloc for more memory than there is, and check how the engine handles the null pointer.
extern "C" const char* __asan_default_options() { return "allocator_may_return_null=1"; }
#endif
