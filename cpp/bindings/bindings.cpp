// JavaScript sees of the engine functions of numbers alone, some of which are addresses in its memory. How a call travels
// in the slots is told in call.h.
#include <bindings/call.h>
#include <bindings/layout.h>

#include <emscripten.h>
#include <emscripten/bind.h>

#include <cstdint>

namespace {

attn::bindings::Call call;

double address_of(const void* place) { return static_cast<double>(reinterpret_cast<std::uintptr_t>(place)); }

// The script compares this with its own number, to know whether it is of this build: see layout.h.
double layout() { return attn::bindings::kLayoutNumber; }

double slots() { return address_of(call.slots()); }

// Where the arena is now, and how large it is.
double arena() { return address_of(call.arena().data()); }
double arena_bytes() { return static_cast<double>(call.arena().capacity()); }

// Gives the text of the last error, "expected ..., got ...", in ASCII, with a zero at its end.
double message() { return address_of(call.status().message.text()); }

bool prepare() { return call.prepare(); }
bool check() { return call.check(); }
bool open_session() { return call.open(); }
bool reserve(double bytes) { return call.reserve(bytes); }
bool append() { return call.append(); }
void truncate() { call.truncate(); }
void close_session() { call.close(); }
void release() { call.arena().release(); }

}  // namespace

// The one step of every call is exported past Embind, whose invoker takes longer than the article's
// attention: 0.15 of 1.1 microseconds.
extern "C" EMSCRIPTEN_KEEPALIVE int attn_compute() { return call.run(); }

EMSCRIPTEN_BINDINGS(attention) {
  emscripten::function("layout", &layout);
  emscripten::function("slots", &slots);
  emscripten::function("arena", &arena);
  emscripten::function("arenaBytes", &arena_bytes);
  emscripten::function("message", &message);
  emscripten::function("prepare", &prepare);
  emscripten::function("check", &check);
  emscripten::function("release", &release);
  emscripten::function("openSession", &open_session);
  emscripten::function("reserve", &reserve);
  emscripten::function("append", &append);
  emscripten::function("truncate", &truncate);
  emscripten::function("closeSession", &close_session);
}
