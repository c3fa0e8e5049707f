// From a compiled module to a running instance.
import { AttentionError } from './error.js';
import { Heap } from './heap.js';

/** One running instance of a module that comes with a script of Emscripten's. */
export class Instance {
  /** What the script makes of the module's exports. @type {any} */
  module;
  /** @type {Heap} */
  heap;

  /**
   * @param {WebAssembly.Module} compiled
   * @param {(options: object) => any} instantiate the script's
   * @param {number} layout the number that a module of this script's build gives for itself
   * @throws {AttentionError} unavailable
   */
  constructor(compiled, instantiate, layout) {
    let memory;
    try {
      this.module = instantiate({
        // The script would make an address from import.meta.url, on which a Blob can build none.
        locateFile: String,
        /** @param {WebAssembly.Imports} imports @param {(instance: WebAssembly.Instance) => void} receive */
        instantiateWasm: (imports, receive) => {
          const instance = new WebAssembly.Instance(compiled, imports);
          // The linker chooses its name among the exports.
          memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
          receive(instance);
          return instance.exports;
        },
      });
    } catch (error) {
      throw new AttentionError('unavailable', 'wasm', `expected the module to start, got ${error}`, { cause: error });
    }
    const found = this.module.layout?.();
    if (found !== layout) {
      throw new AttentionError('unavailable', 'wasm', `expected the module of this script's build, ${layout}, got one of ${found ?? 'none'}`);
    }
    this.heap = new Heap(/** @type {any} */ (memory));
  }

  /** Bytes of the module's memory. It grows, and does not shrink. */
  get memoryBytes() {
    return this.heap.bytes.length;
  }
}

/**
 * Starts a module that imports nothing and has no script.
 * @param {WebAssembly.Module} compiled
 * @returns {any} its exports
 */
export function startAlone(compiled) {
  const { exports } = new WebAssembly.Instance(compiled);
  /** @type {any} */ (exports)._initialize();
  return exports;
}
