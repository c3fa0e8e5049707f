// The module and the worker may be embedded in scripts as texts: here they become bytes and a Worker again.

/** @param {string} gzippedModule in base64 @returns {Promise<ArrayBuffer>} the module's bytes */
export async function opened(gzippedModule) {
  const bytes = Uint8Array.from(atob(gzippedModule), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

/** The address of a worker's text: one for all workers, as some platforms read it only when a worker starts. @type {string | undefined} */
let address;

/** @param {string} text a module that imports nothing; Deno has no other workers @returns {Worker} */
export function workerOf(text) {
  address ??= URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  return new Worker(address, { type: 'module' });
}
