// Whether the address sanitizer watches. Where `new` finds no memory it ends the program, and no handler is asked.
#pragma once

#if defined(__SANITIZE_ADDRESS__)
#define ATTN_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ATTN_ADDRESS_SANITIZER 1
#endif
#endif
#ifndef ATTN_ADDRESS_SANITIZER
#define ATTN_ADDRESS_SANITIZER 0
#endif
