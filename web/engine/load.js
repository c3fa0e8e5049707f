// From a module to an engine, wherever the module comes from. What differs between pages, Node.js and others is handed in.
import { Attention } from './attention.js';
import { isModule, tagOf } from '../base/brands.js';
import { AttentionError, show } from '../wasm/error.js';
import { ownOf } from './records.js';

/**
 * An address, the bytes, or a compiled module, which is but an object to TypeScript. Spelled without the DOM's types: a
 * project for a server has none.
 * @typedef {string | { readonly href: string } | ArrayBuffer | ArrayBufferView | object} WasmSource
 */

/**
 * A worker of a page or of Node.js.
 * @typedef {{ postMessage(message: any, transfer: any[]): void, terminate(): unknown }} WorkerLike
 */

/**
 * Where the engine's module and its worker come from, if not from the package itself. With either of them another engine
 * is loaded.
 * @typedef {object} LoadOptions
 * @property {WasmSource} [wasm] the address of attention-lab.wasm, its bytes, or the compiled module
 * @property {() => WorkerLike} [worker] starts a worker that imports `attention-lab/worker`
 */

/**
 * Loads the engine: once, without configuration.
 * @callback LoadAttention
 * @param {LoadOptions} [options]
 * @returns {Promise<Attention>}
 * @throws {AttentionError} unavailable: no WebAssembly, no SIMD, or the module is missing, broken or blocked
 */

/**
 * A place where the package's module and worker may be found. Both are asked for only when they are needed, and fail where
 * they are not found.
 * @internal
 * @typedef {object} Place
 * @property {() => WasmSource | Promise<WasmSource>} module
 * @property {() => any} [worker] starts one, or promises to
 */

/**
 * What differs from platform to platform.
 * @internal
 * @typedef {object} Platform
 * @property {(address: string) => Promise<BufferSource>} read what lies at an address
 * @property {() => number} cores how many threads run at a time
 */

/**
 * @internal
 * @param {Platform} platform
 * @param {readonly Place[]} places the likeliest first
 * @returns {LoadAttention}
 */
export function loaderOf(platform, places) {
  /** @type {Promise<Attention> | undefined} */
  let cached;
  return async (options = {}) => {
    const { wasm, worker, ...others } = ownOf(options, 'options');
    for (const name of Object.keys(others)) throw new AttentionError('option', name, 'expected wasm or worker, got an unknown name');
    if (wasm !== undefined) return start(platform, await moduleOf(wasm, platform), worker ? [worker] : workersOf(places));
    if (worker !== undefined) return startOwn(platform, places, [worker]);
    cached ??= startOwn(platform, places);
    try {
      return await cached;
    } catch (error) {
      cached = undefined; // The next call may find the module.
      throw error;
    }
  };
}

/**
 * An engine of the first place that has its module. Its workers come from there, or from the places after it.
 * @param {Platform} platform
 * @param {readonly Place[]} places
 * @param {(() => any)[]} [workers]
 */
async function startOwn(platform, places, workers) {
  let failure;
  for (let i = 0; i < places.length; ++i) {
    try {
      return start(platform, await moduleOf(await places[i].module(), platform), workers ?? workersOf(places.slice(i)));
    } catch (error) {
      failure ??= error; // The first says most: where the module should have been, or that nothing with SIMD runs here.
    }
  }
  throw failure instanceof AttentionError ? failure : unavailable('the module beside this script', failure);
}

/** @param {readonly Place[]} places @returns {(() => any)[]} */
const workersOf = (places) => places.flatMap(({ worker }) => worker ?? []);

/** @typedef {{ compiled: WebAssembly.Module, bytes?: BufferSource }} Loaded */

/** @param {Platform} platform @param {Loaded} loaded @param {(() => any)[]} workers */
const start = ({ cores }, { compiled, bytes }, workers) => new Attention(compiled, { bytes, workers, cores });

/** @param {unknown} wasm @param {Platform} platform @returns {Promise<Loaded>} */
async function moduleOf(wasm, platform) {
  if (typeof WebAssembly === 'undefined') throw unavailable('a platform with WebAssembly', 'none');
  if (isModule(wasm)) return { compiled: wasm };
  const bytes = typeof wasm === 'string' || tagOf(wasm) === 'URL' ? await read(String(wasm), platform) : bytesOf(wasm);
  return { compiled: await compile(bytes), bytes };
}

/** @param {unknown} wasm @returns {BufferSource} */
function bytesOf(wasm) {
  if (tagOf(wasm) === 'ArrayBuffer') return /** @type {ArrayBuffer} */ (wasm);
  if (ArrayBuffer.isView(wasm)) return new Uint8Array(/** @type {ArrayBuffer} */ (wasm.buffer), wasm.byteOffset, wasm.byteLength);
  throw new AttentionError('type', 'wasm', `expected an address, bytes or a WebAssembly.Module, got ${show(wasm)}`);
}

/** @param {string} address @param {Platform} platform @returns {Promise<BufferSource>} */
async function read(address, platform) {
  try {
    return await platform.read(address);
  } catch (error) {
    throw unavailable(`the module at ${address}`, error);
  }
}

/** @param {BufferSource} bytes */
async function compile(bytes) {
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw unavailable('a WebAssembly module that this platform compiles, SIMD included', error);
  }
}

/** @param {string} expected @param {unknown} got */
function unavailable(expected, got) {
  return new AttentionError('unavailable', 'wasm', `expected ${expected}, got ${got}`, { cause: got });
}
