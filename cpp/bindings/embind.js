// This stands in for Embind's library, of which the table in bindings.cpp needs one function. The functions of the table
// take and return numbers and booleans (0 and 1 in JavaScript), which cross the boundary as they are: so each is exposed as
// it lies in the module's table of functions, and no type has to be registered.
//
// What an engine of 40,960 bytes at most weighed when this was decided, module and JavaScript gzipped, with Emscripten 3.1.6:
//   38,156  with this file
//   45,872  with -lembind, which registers every type that it knows, strings, vectors and memory views among them
//   40,374  with Embind's JavaScript alone, and void, bool and double registered by hand past its C++ library
// The last would leave 1.4 % of room, and it names a file inside of Emscripten that other versions keep elsewhere.
mergeInto(LibraryManager.library, {
  _embind_register_function: function (name, argumentCount, argumentTypes, signature, invoker, target) {
    let text = '';
    for (let at = name; HEAPU8[at] !== 0; ++at) text += String.fromCharCode(HEAPU8[at]);
    Module[text] = wasmTable.get(invoker).bind(null, target);
  },

  // Emscripten's own asks for a fifth more than is needed, up to 96 MB, and then for less. An arena is reserved whole, so that
  // nothing is gained by it. Emscripten's views of the memory are not used any more by then; the loader makes its own.
  emscripten_resize_heap: function (requested) {
    try {
      wasmMemory.grow((requested - wasmMemory.buffer.byteLength + 65535) >>> 16);
      return 1;
    } catch {
      return 0;
    }
  },
});
