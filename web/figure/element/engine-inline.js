/** The engine that all figures of a page share, out of the script itself: nothing is fetched. */

import { Attention } from '../../engine/attention.js';
import { AttentionError } from '../../engine/error.js';
import { gzippedModule } from './engine-bytes.js';

/** @type {Promise<Attention> | undefined} */
let started;

/**
 * @returns {Promise<Attention>}
 * @throws {AttentionError} unavailable: no WebAssembly with SIMD, or the page's policy forbids it
 */
export function inlineEngine() {
  started ??= start().catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

async function start() {
  try {
    const bytes = Uint8Array.from(atob(gzippedModule), (character) => character.charCodeAt(0));
    const opened = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Attention(await WebAssembly.compile(await new Response(opened).arrayBuffer()), {});
  } catch (error) {
    throw new AttentionError('unavailable', 'wasm', `expected WebAssembly with SIMD, got ${error}`, { cause: error });
  }
}
