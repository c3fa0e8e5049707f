// What JavaScript sees of the engine: functions of numbers alone, some of which are addresses in its
// memory. How a call travels in the slots is told in call.h.
#include <bindings/call.h>

#include <emscripten/bind.h>

#include <cstdint>

namespace {

attn::bindings::Call call;

double address_of(const void* place) { return static_cast<double>(reinterpret_cast<std::uintptr_t>(place)); }

double slots() { return address_of(call.slots()); }

// The arena as it is now.
double arena() { return address_of(call.arena().data()); }
double arena_bytes() { return static_cast<double>(call.arena().capacity()); }

// The text of the last error, "expected ..., got ...", in ASCII, with a zero at its end.
double message() { return address_of(call.status().message.text()); }

bool prepare() { return call.prepare(); }
bool compute() { return call.run(); }
bool open_session() { return call.open(); }
bool reserve(double bytes) { return call.reserve(bytes); }
bool append() { return call.append(); }
void truncate() { call.truncate(); }
void close_session() { call.close(); }
void release() { call.arena().release(); }

}  // namespace

EMSCRIPTEN_BINDINGS(attention) {
  emscripten::function("slots", &slots);
  emscripten::function("arena", &arena);
  emscripten::function("arenaBytes", &arena_bytes);
  emscripten::function("message", &message);
  emscripten::function("prepare", &prepare);
  emscripten::function("compute", &compute);  // the glue has a `run` of its own
  emscripten::function("release", &release);
  emscripten::function("openSession", &open_session);
  emscripten::function("reserve", &reserve);
  emscripten::function("append", &append);
  emscripten::function("truncate", &truncate);
  emscripten::function("closeSession", &close_session);
}
