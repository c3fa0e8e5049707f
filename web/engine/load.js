import { Attention } from './attention.js';
import { isModule, tagOf } from './brands.js';
import { AttentionError, show } from './error.js';
import { ownOf } from './records.js';

/** @typedef {URL | string | BufferSource | WebAssembly.Module} WasmSource */

/** @type {Promise<Attention> | undefined} */
let cached;

/**
 * Loads the engine: once, without configuration. With `wasm`, another engine from there: the address of
 * attention-lab.wasm, its bytes, or the compiled module.
 * With `worker`, another engine too, whose workers that function starts: for a page that has all in one file.
 * @param {{ wasm?: WasmSource, worker?: () => Worker }} [options]
 * @returns {Promise<Attention>}
 * @throws {AttentionError} unavailable: no WebAssembly, no SIMD, or the file is missing, broken or blocked
 */
export async function loadAttention(options = {}) {
  const { wasm, worker, ...others } = ownOf(options, 'options');
  for (const name of Object.keys(others)) throw new AttentionError('option', name, 'expected wasm or worker, got an unknown name');
  if (wasm !== undefined || worker !== undefined) return start(wasm, worker);
  cached ??= start();
  try {
    return await cached;
  } catch (error) {
    cached = undefined; // The next call may find the file.
    throw error;
  }
}

/** @param {WasmSource} [wasm] @param {() => Worker} [worker] */
async function start(wasm = new URL('./attention-lab.wasm', import.meta.url), worker = undefined) {
  if (typeof WebAssembly === 'undefined') throw unavailable('a platform with WebAssembly', 'none');
  if (isModule(wasm)) return new Attention(wasm, { worker });
  const bytes = await read(wasm);
  return new Attention(await compile(bytes), { bytes, worker });
}

/** @param {URL | string | BufferSource} wasm @returns {Promise<BufferSource>} */
async function read(wasm) {
  if (typeof wasm !== 'string' && tagOf(wasm) !== 'URL') {
    if (tagOf(wasm) === 'ArrayBuffer') return /** @type {ArrayBuffer} */ (wasm);
    if (ArrayBuffer.isView(wasm)) return new Uint8Array(wasm.buffer, wasm.byteOffset, wasm.byteLength);
    throw new AttentionError('type', 'wasm', `expected an address, bytes or a WebAssembly.Module, got ${show(wasm)}`);
  }
  try {
    if (String(wasm).startsWith('file:')) {
      const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ 'node:fs/promises');
      return new Uint8Array(await readFile(new URL(String(wasm))));
    }
    const response = await fetch(String(wasm));
    if (response.ok) return await response.arrayBuffer();
    throw new Error(`status ${response.status}`);
  } catch (error) {
    throw unavailable(`the module at ${wasm}`, error);
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
