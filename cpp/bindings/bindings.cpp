// What JavaScript sees of the engine: six functions, of which three return views of its memory. How a call travels in the
// slots is told in call.h.
#include <bindings/call.h>

#include <emscripten/bind.h>

namespace {

attn::bindings::Call call;

emscripten::val slots() { return emscripten::val(emscripten::typed_memory_view(attn::bindings::kSlotCount, call.slots())); }

// The arena as it is now: its start and its size.
emscripten::val arena() {
  return emscripten::val(
      emscripten::typed_memory_view(static_cast<std::size_t>(call.arena().capacity()), call.arena().data()));
}

// The text of the last error, "expected ..., got ...", in ASCII.
emscripten::val message() {
  const attn::Message& text = call.status().message;
  return emscripten::val(emscripten::typed_memory_view(static_cast<std::size_t>(text.length()), text.text()));
}

bool prepare() { return call.prepare(); }
bool compute() { return call.run(); }
void release() { call.arena().release(); }

}  // namespace

EMSCRIPTEN_BINDINGS(attention) {
  emscripten::function("slots", &slots);
  emscripten::function("arena", &arena);
  emscripten::function("message", &message);
  emscripten::function("prepare", &prepare);
  emscripten::function("compute", &compute);  // the glue has a `run` of its own
  emscripten::function("release", &release);
}
