/** This is the engine's module, gzipped, in base64: web/build/package.js puts it here. */
export const gzippedModule = '';
