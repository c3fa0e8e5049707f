/** The engine that all figures of a page share, out of the script itself: nothing is fetched. */

import { bytesIn } from '../../base/binary.js';
import { AttentionError } from '../../wasm/error.js';
import { FigureEngine } from './figure-engine.js';

/** @import { Engine } from './figure-numbers.js' */

/** Gzipped, in base64. */
let gzippedModule = '';

/** @type {Promise<Engine> | undefined} */
let started;

/** @param {string} text the module for figures, gzipped, in base64 */
export function provideModule(text) {
  gzippedModule = text;
}

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
    const bytes = bytesIn(atob(gzippedModule));
    const opened = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    const module = await WebAssembly.compile(await new Response(opened).arrayBuffer());
    // It answers what figures ask, which is less than the package's engine can be asked.
    return /** @type {Engine} */ (/** @type {unknown} */ (new FigureEngine(module)));
  } catch (error) {
    throw new AttentionError('unavailable', 'wasm', `expected WebAssembly with SIMD, got ${error}`, { cause: error });
  }
}
