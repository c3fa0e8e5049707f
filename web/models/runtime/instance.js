import instantiate from '../../../build/wasm/attention-models.js';
import { Instance } from '../../wasm/instance.js';
import { LAYOUT } from '../generated/fields.js';
import { ModelError } from '../model-error.js';
import { numbersOf } from './records.js';

/** The most bytes of a block that makes the memory grow: the module gives none above 1 GB. */
const RESERVED_BYTES = 2 ** 29;

/** A running models' module, and blocks of its memory. Addresses are bytes from its start. */
export class ModelsInstance extends Instance {
  /** @param {WebAssembly.Module} compiled */
  constructor(compiled) {
    super(compiled, instantiate, LAYOUT);
  }

  /**
   * @param {number} bytes
   * @param {string} what it is for, as an error names it
   * @returns {number} the address of a block, aligned to 16
   * @throws {ModelError} if the memory cannot hold it
   */
  allocate(bytes, what) {
    const address = this.module.allocate(Math.max(bytes, 1));
    this.heap.refresh();
    if (address === 0) throw noMemory(what, bytes);
    return address;
  }

  /** @param {number} address a block, or 0 */
  release(address) {
    if (address !== 0) this.module.release(address);
  }

  /**
   * Takes a step that may make the memory grow.
   * @param {string} what it is for, as an error names it
   * @param {string} name
   * @param {(number | boolean)[]} values
   * @throws {ModelError} if the memory cannot hold what it needs
   */
  step(what, name, ...values) {
    const ok = this.module[name](...values);
    this.heap.refresh();
    if (ok === 0 || ok === false) throw noMemory(what);
    return ok;
  }

  /**
   * Runs something with blocks that are given back afterwards, whatever happens.
   * @template T
   * @param {(block: (bytes: number) => number) => T} run
   * @param {string} what
   * @returns {T}
   */
  withBlocks(run, what) {
    /** @type {number[]} */
    const blocks = [];
    try {
      return run((bytes) => blocks[blocks.push(this.allocate(bytes, what)) - 1]);
    } finally {
      for (const block of blocks) this.release(block);
    }
  }

  /**
   * Makes the memory large enough for blocks that are allocated later. JavaScript collects its garbage whenever the memory grows,
   * so that growing for each tensor takes more time than reading them.
   * @param {number} bytes
   * @param {string} what they are for, as an error names it
   * @throws {ModelError} if the memory cannot hold them
   */
  reserve(bytes, what) {
    // What is given back stays the module's.
    this.withBlocks((block) => {
      for (let left = bytes; left > 0; left -= RESERVED_BYTES) block(Math.min(left, RESERVED_BYTES));
    }, what);
  }

  /** @param {number} address @param {ArrayLike<number>} numbers float32 */
  writeFloats(address, numbers) {
    this.heap.floats.set(numbers, address / 4);
  }

  /** @param {number} address @param {ArrayLike<number>} numbers 32 bits */
  writeIntegers(address, numbers) {
    new Int32Array(this.heap.floats.buffer, address, numbers.length).set(numbers);
  }

  /** @param {number} address @param {ArrayLike<number>} numbers float64 */
  writeDoubles(address, numbers) {
    this.heap.doubles.set(numbers, address / 8);
  }

  /**
   * Writes a description as the module reads it.
   * @param {readonly string[]} fields
   * @param {object} values
   * @param {(bytes: number) => number} block
   * @returns {number} its address
   */
  writeRecord(fields, values, block) {
    const numbers = numbersOf(fields, values);
    const address = block(numbers.length * 8);
    this.writeDoubles(address, numbers);
    return address;
  }
}

/** @param {number} bytes */
export const megabytes = (bytes) => `${Number((bytes / 1e6).toPrecision(3))} MB`;

/** @param {string} what @param {number} [bytes] */
function noMemory(what, bytes) {
  const size = bytes === undefined ? 'it' : `its ${megabytes(bytes)}`;
  return new ModelError(what, `expected memory for ${size}, got none: the module can have 4 GB, and this platform may allow less`);
}
