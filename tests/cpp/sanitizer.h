// Says whether the address sanitizer is on. It ends the program where `new` finds no memory, and calls no handler.
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
