// Embind registers every type of its own when the module starts. The table in bindings.cpp has functions
// of numbers and booleans only: text, wide text, handles of JavaScript values and views of memory are
// never passed, and the code that would pass them is a sixth of the glue.
const nothing = {
  _embind_register_std_string: function () {},
  _embind_register_std_wstring: function () {},
  _embind_register_emval: function () {},
  _embind_register_memory_view: function () {},
  _embind_register_bigint: function () {},
};
mergeInto(LibraryManager.library, nothing);
