// What the table in bindings.cpp needs of Embind. Its functions take and return numbers and booleans (0 and 1
// in JavaScript), which cross the boundary as they are: a function is exposed as it lies in the module's table,
// and no type has to be registered. Embind's own library knows text, classes and overloads too, and takes 3 KB
// more, gzipped.
mergeInto(LibraryManager.library, {
  _embind_register_function: function (name, argumentCount, argumentTypes, signature, invoker, target) {
    let text = '';
    for (let at = name; HEAPU8[at] !== 0; ++at) text += String.fromCharCode(HEAPU8[at]);
    Module[text] = wasmTable.get(invoker).bind(null, target);
  },
});
