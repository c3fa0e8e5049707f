/** The engine's module for figures, gzipped, in base64. web/build/embed.js puts it here when it makes the one-file builds. */
export const gzippedModule = '';
