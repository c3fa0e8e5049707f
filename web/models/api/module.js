// The module's bytes, once for each build.
import { isModule, tagOf } from '../../base/brands.js';
import { isRelaxedFaster } from '../../engine/relaxed-simd.js';
import { ModelError } from '../model-error.js';

/** @typedef {import('../../engine/load.js').WasmSource} WasmSource */
/** @typedef {import('../../engine/load.js').Simd} Simd */

/**
 * Where a platform finds the module.
 * @typedef {object} Place
 * @property {(address: string) => Promise<BufferSource>} read
 * @property {Record<Simd, () => URL>} builds
 */

/**
 * @param {Place} place
 * @returns {(options: { wasm?: WasmSource, simd?: Simd }) => Promise<WebAssembly.Module>}
 */
export function moduleLoader({ read, builds }) {
  /** @type {Map<Simd, Promise<WebAssembly.Module>>} */
  const compiled = new Map();
  return async ({ wasm, simd = isRelaxedFaster() ? 'relaxed' : 'base' }) => {
    if (wasm !== undefined) return isModule(wasm) ? wasm : givenModule(read, wasm);
    if (!Object.hasOwn(builds, simd)) throw new ModelError('simd', `expected base or relaxed, got ${simd}`);
    const started = compiled.get(simd) ?? read(builds[simd]().href).then(compile);
    compiled.set(simd, started);
    try {
      return await started;
    } catch (error) {
      compiled.delete(simd); // The next call may find it.
      throw new ModelError('wasm', `expected the module at ${builds[simd]().href}, got ${error}`);
    }
  };
}

/** @param {Place['read']} read @param {Exclude<WasmSource, WebAssembly.Module>} wasm its bytes or its address @throws {ModelError} */
async function givenModule(read, wasm) {
  try {
    return await compile(typeof wasm === 'string' || tagOf(wasm) === 'URL' ? await read(String(wasm)) : /** @type {BufferSource} */ (wasm));
  } catch (error) {
    throw new ModelError('wasm', `expected the module, its bytes or its address, got ${error}`);
  }
}

/** @param {BufferSource} bytes */
const compile = (bytes) => WebAssembly.compile(bytes);
