/** workerd and the tools for it give a compiled module for such an import. */
declare module '*.wasm' {
  const compiled: object;
  export default compiled;
}
