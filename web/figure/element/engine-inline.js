/** The engine that all figures of a page share, out of the script itself: nothing is fetched. */

import { Caller } from '../../engine/caller.js';
import { AttentionError } from '../../engine/error.js';
import { readAttended, readTrace } from '../../engine/results.js';
import { gzippedModule } from './engine-bytes.js';

/** @import { Engine } from '../figure-numbers.js' */

/** @type {Promise<Engine> | undefined} */
let started;

/**
 * @returns {Promise<Engine>}
 * @throws {AttentionError} unavailable: no WebAssembly with SIMD, or the page's policy forbids it
 */
export function inlineEngine() {
  started ??= start().catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

/** @returns {Promise<Engine>} */
async function start() {
  try {
    const bytes = Uint8Array.from(atob(gzippedModule), (character) => character.charCodeAt(0));
    const opened = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    const caller = new Caller(await WebAssembly.compile(await new Response(opened).arrayBuffer()));
    // What a figure asks for, and no more: sessions and workers stay out of the file.
    return /** @type {Engine} */ ({
      attend: (inputs, options) => caller.call('attend', inputs, options, readAttended),
      explain: (inputs, options) => caller.call('explain', inputs, options, readTrace),
    });
  } catch (error) {
    throw new AttentionError('unavailable', 'wasm', `expected WebAssembly with SIMD, got ${error}`, { cause: error });
  }
}
