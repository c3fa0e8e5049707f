// From a module to an engine, wherever the module comes from. What differs between pages, Node.js and others is handed in.
import { Attention } from './attention.js';
import { isModule, tagOf } from '../base/brands.js';
import { AttentionError, show } from '../wasm/error.js';
import { ownOf } from './records.js';
import { isRelaxedFaster } from './relaxed-simd.js';

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
 * The builds of the module. `relaxed` fuses multiplications with additions, for browsers that have relaxed SIMD: it is faster, and
 * its digits may differ from machine to machine, within the same bounds. Those of `base` are the same everywhere.
 * @typedef {'base' | 'relaxed'} Simd
 */

/**
 * Where the engine's module and its worker come from, if not from the package itself, and which build of the module. With any of
 * them another engine is loaded.
 * @typedef {object} LoadOptions
 * @property {WasmSource} [wasm] the address of attention-lab.wasm, its bytes, or the compiled module
 * @property {() => WorkerLike} [worker] starts a worker that imports `attention-lab/worker`
 * @property {Simd} [simd] the build that must run; without it `relaxed` where the platform has relaxed SIMD, and else `base`
 */

/**
 * Loads the engine: once, without configuration.
 * @callback LoadAttention
 * @param {LoadOptions} [options]
 * @returns {Promise<Attention>}
 * @throws {AttentionError} unavailable: no WebAssembly, no SIMD, or the module is missing, broken or blocked
 */

/**
 * A place where the package's module and worker may be found. Each is asked for only when it is needed, and fails where
 * it is not found.
 * @internal
 * @typedef {object} Place
 * @property {() => WasmSource | Promise<WasmSource>} module the base build
 * @property {() => WasmSource | Promise<WasmSource>} [relaxed]
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
  /** By what was asked for. @type {Map<Simd | undefined, Promise<Attention>>} */
  const cached = new Map();
  return async (options = {}) => {
    const { wasm, worker, simd, ...others } = ownOf(options, 'options');
    for (const name of Object.keys(others)) throw new AttentionError('option', name, 'expected wasm, worker or simd, got an unknown name');
    if (simd !== undefined && (wasm !== undefined || !['base', 'relaxed'].includes(simd))) {
      throw new AttentionError('option', 'simd', wasm === undefined ? `expected base or relaxed, got ${show(simd)}` : 'expected none, as wasm is given, got one');
    }
    if (wasm !== undefined) return start(platform, await moduleOf(wasm, platform), worker ? [worker] : workersOf(places));
    if (worker !== undefined) return startOwn(platform, places, simd, [worker]);
    const started = cached.get(simd) ?? startOwn(platform, places, simd);
    cached.set(simd, started);
    try {
      return await started;
    } catch (error) {
      cached.delete(simd); // The next call may find the module.
      throw error;
    }
  };
}

/**
 * An engine of the first place that has its module. Its workers come from there, or from the places after it.
 * @param {Platform} platform
 * @param {readonly Place[]} places
 * @param {Simd} [simd]
 * @param {(() => any)[]} [workers]
 */
async function startOwn(platform, places, simd, workers) {
  let failure;
  for (let i = 0; i < places.length; ++i) {
    for (const build of buildsOf(places[i], simd)) {
      try {
        const loaded = await moduleOf(await build.source(), platform);
        return start(platform, loaded, workers ?? workersOf(places.slice(i)), build.simd);
      } catch (error) {
        failure ??= error; // The first says most: where the module should have been, or that nothing with SIMD runs here.
      }
    }
  }
  throw failure instanceof AttentionError ? failure : unavailable(simd ? `a ${simd} build of the module` : 'the module beside this script', failure ?? 'none');
}

/**
 * The builds of a place, the fastest first.
 * @param {Place} place
 * @param {Simd} [simd]
 * @returns {{ simd: Simd, source: () => WasmSource | Promise<WasmSource> }[]}
 */
function buildsOf({ module, relaxed }, simd = isRelaxedFaster() ? undefined : 'base') {
  /** @type {{ simd: Simd, source: () => WasmSource | Promise<WasmSource> }[]} */
  const builds = [{ simd: 'base', source: module }];
  if (relaxed) builds.unshift({ simd: 'relaxed', source: relaxed });
  return builds.filter((build) => simd === undefined || build.simd === simd);
}

/** @param {readonly Place[]} places @returns {(() => any)[]} */
const workersOf = (places) => places.flatMap(({ worker }) => worker ?? []);

/** @typedef {{ compiled: WebAssembly.Module, bytes?: BufferSource }} Loaded */

/** @param {Platform} platform @param {Loaded} loaded @param {(() => any)[]} workers @param {Simd} [simd] */
const start = ({ cores }, { compiled, bytes }, workers, simd) => new Attention(compiled, { bytes, workers, cores }, simd);

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
