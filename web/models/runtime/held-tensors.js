// The tensors of a model in the module's memory. They are written while a file is read, a few rows at a time where their numbers
// change on the way, so that no tensor is held twice.
import { WEIGHT_TYPES } from '../generated/fields.js';
import { ModelError } from '../model-error.js';
import { widenerOf } from './widen.js';

/** @import { StoredTensor } from '../files/stored-tensor.js' */
/** @import { ModelsInstance } from './instance.js' */
/** @import { Use } from './uses.js' */

/**
 * How matrices are held: as the file has them (what the module does not know becomes the next wider float), all as float32, or as
 * int8 with a scale for each row. Blocks, and bytes that have their scales in the file, always stay as they are.
 * @typedef {'stored' | 'f32' | 'int8'} Precision
 */

/** @typedef {{ type: string, address: number, scales: number, rows: number, columns: number }} HeldMatrix */

/** Bytes that wait to become other numbers at a time, at least a row. */
const STAGED_BYTES = 1 << 20;

/** @param {StoredTensor} tensor @param {Use} use @returns {[rows: number, columns: number]} of the matrix as it is held */
function sizesOf({ shape }, use) {
  const [first = 1, ...rest] = shape;
  const others = rest.reduce((product, length) => product * length, 1);
  if (shape.length < 2) return [1, first];
  return use.isTransposed ? [others, first] : [first, others];
}

/** @param {string} type of the file @param {Precision} precision @returns {string} a type of the module */
function heldType(type, precision) {
  if (type === 'I8') return 'INT8'; // Its scales are a tensor of their own.
  const isBlock = type in WEIGHT_TYPES && WEIGHT_TYPES[type][1] > 1;
  if (isBlock) return type;
  if (precision === 'int8') return 'INT8';
  if (precision === 'f32') return 'F32';
  if (type in WEIGHT_TYPES && type !== 'INT8') return type;
  return type.startsWith('F8') ? 'BF16' : 'F32';
}

/** Whether scales are made while the file is read. @param {string} type of the file @param {Precision} precision */
const hasOwnScales = (type, precision) => type !== 'I8' && heldType(type, precision) === 'INT8';

/** @param {string} type @param {number} rows @param {number} columns @returns {number} bytes */
function bytesOf(type, rows, columns) {
  const [, elements, bytes] = WEIGHT_TYPES[type];
  return rows * columns / elements * bytes;
}

/**
 * How much memory tensors will take.
 * @param {Iterable<StoredTensor>} tensors
 * @param {Map<string, Use>} uses
 * @param {Precision} precision
 * @returns {number} bytes
 */
export function heldBytes(tensors, uses, precision) {
  let bytes = 0;
  for (const tensor of tensors) {
    const use = uses.get(tensor.name);
    if (!use) continue;
    const [rows, columns] = sizesOf(tensor, use);
    if (use.asFloats) bytes += rows * columns * 4;
    if (use.asWeights) bytes += bytesOf(heldType(tensor.type, precision), rows, columns) + (hasOwnScales(tensor.type, precision) ? rows * 4 : 0);
  }
  return bytes;
}

export class HeldTensors {
  /** @type {ModelsInstance} */
  instance;
  #uses;
  #precision;
  /** @type {Map<string, HeldMatrix>} */
  #matrices = new Map();
  /** Addresses of float32 numbers, and how many. @type {Map<string, { address: number, count: number }>} */
  #floats = new Map();
  /** Every block. @type {number[]} */
  #blocks = [];
  /** @type {Map<string, Writer[]>} */
  #writers = new Map();

  /** @param {ModelsInstance} instance @param {Map<string, Use>} uses @param {Precision} precision */
  constructor(instance, uses, precision) {
    this.instance = instance;
    this.#uses = uses;
    this.#precision = precision;
  }

  /** @param {string} name @returns {HeldMatrix} */
  matrix(name) {
    return /** @type {HeldMatrix} */ (this.#matrices.get(name));
  }

  /** @param {string} name @returns {{ address: number, count: number }} */
  floats(name) {
    return /** @type {{ address: number, count: number }} */ (this.#floats.get(name));
  }

  /** @param {number} bytes @param {string} what @returns {number} a block that is given back with the tensors */
  block(bytes, what) {
    return this.#blocks[this.#blocks.push(this.instance.allocate(bytes, what)) - 1];
  }

  /** Takes bytes of a tensor, in order. @param {StoredTensor} tensor @param {number} offset @param {Uint8Array} bytes */
  write(tensor, offset, bytes) {
    for (const writer of this.#writersOf(tensor)) writer.write(offset, bytes);
  }

  /** All bytes of a tensor have come. @param {StoredTensor} tensor */
  end(tensor) {
    for (const writer of this.#writersOf(tensor)) writer.end();
    this.#writers.delete(tensor.name);
  }

  /** @param {StoredTensor} tensor */
  #writersOf(tensor) {
    const writers = this.#writers.get(tensor.name) ?? this.#startWriters(tensor);
    this.#writers.set(tensor.name, writers);
    return writers;
  }

  /** @param {StoredTensor} tensor @returns {Writer[]} */
  #startWriters(tensor) {
    const use = /** @type {Use} */ (this.#uses.get(tensor.name));
    const [rows, columns] = sizesOf(tensor, use);
    const writers = [];
    if (use.asFloats) {
      const address = this.block(rows * columns * 4, tensor.name);
      this.#floats.set(tensor.name, { address, count: rows * columns });
      writers.push(this.#writerTo({ type: 'F32', address, scales: 0, rows, columns }, tensor, false));
    }
    if (use.asWeights) {
      const type = heldType(tensor.type, this.#precision);
      const held = { type, address: this.block(bytesOf(type, rows, columns), tensor.name), scales: hasOwnScales(tensor.type, this.#precision) ? this.block(rows * 4, tensor.name) : 0, rows, columns };
      this.#matrices.set(tensor.name, held);
      writers.push(this.#writerTo(held, tensor, use.isTransposed));
    }
    return writers;
  }

  /** @param {HeldMatrix} held @param {StoredTensor} tensor @param {boolean} isTransposed @returns {Writer} */
  #writerTo(held, tensor, isTransposed) {
    if (isTransposed) return new TurningWriter(this.instance, held, tensor);
    const isPlain = held.type === tensor.type || tensor.type === 'I8';
    return isPlain ? new PlainWriter(this.instance, held) : new ChangingWriter(this.instance, held, tensor);
  }

  /**
   * What to say where a result is no number: which tensor has one that is none, or that numbers have grown too large.
   * @returns {ModelError}
   */
  notFinite() {
    for (const [name, { address, count }] of this.#floats) {
      if (!this.instance.heap.floats.subarray(address / 4, address / 4 + count).every(Number.isFinite)) return notFiniteIn(name);
    }
    for (const [name, { type, address, scales, rows, columns }] of this.#matrices) {
      if (type === 'INT8' && scales === 0) continue; // Its scales are among the floats.
      const isFinite = this.instance.withBlocks((block) => {
        const row = block(columns * 4);
        for (let r = 0; r < rows; ++r) {
          // A row of bytes is finite where its scale is.
          if (scales !== 0) this.instance.writeFloats(row, [this.instance.heap.floats[scales / 4 + r]]);
          else this.instance.module.toFloats(WEIGHT_TYPES[type][0], address + bytesOf(type, r, columns), 1, columns, row);
          const count = scales !== 0 ? 1 : columns;
          if (!this.instance.heap.floats.subarray(row / 4, row / 4 + count).every(Number.isFinite)) return false;
        }
        return true;
      }, name);
      if (!isFinite) return notFiniteIn(name);
    }
    return new ModelError('hidden', 'expected finite numbers, got one beyond the range of float32 on the way through the layers');
  }

  /** Gives all memory back. */
  close() {
    for (const writers of this.#writers.values()) for (const writer of writers) writer.abandon();
    for (const block of this.#blocks) this.instance.release(block);
    this.#blocks = [];
  }
}

/** @param {string} tensor */
const notFiniteIn = (tensor) => new ModelError(tensor, 'expected finite weights, got NaN or an infinity');

/** @typedef {{ write(offset: number, bytes: Uint8Array): void, end(): void, abandon(): void }} Writer */

/** The bytes are held as they come. @implements {Writer} */
class PlainWriter {
  #instance;
  #held;

  /** @param {ModelsInstance} instance @param {HeldMatrix} held */
  constructor(instance, held) {
    this.#instance = instance;
    this.#held = held;
  }

  /** @param {number} offset @param {Uint8Array} bytes */
  write(offset, bytes) {
    this.#instance.heap.bytes.set(bytes, this.#held.address + offset);
  }

  end() {}
  abandon() {}
}

/** Rows wait until there are enough of them, and become numbers of another type. @implements {Writer} */
class ChangingWriter {
  #instance;
  #held;
  #tensor;
  #rowBytes;
  #staged;
  #stagedBytes;
  #filled = 0;
  #row = 0;

  /** @param {ModelsInstance} instance @param {HeldMatrix} held @param {StoredTensor} tensor */
  constructor(instance, held, tensor) {
    this.#instance = instance;
    this.#held = held;
    this.#tensor = tensor;
    this.#rowBytes = tensor.bytes / held.rows;
    this.#stagedBytes = Math.min(held.rows, Math.max(1, Math.floor(STAGED_BYTES / this.#rowBytes))) * this.#rowBytes;
    this.#staged = instance.allocate(this.#stagedBytes, tensor.name);
  }

  /** @param {number} _ @param {Uint8Array} bytes */
  write(_, bytes) {
    for (let from = 0; from < bytes.length;) {
      const count = Math.min(bytes.length - from, this.#stagedBytes - this.#filled);
      this.#instance.heap.bytes.set(bytes.subarray(from, from + count), this.#staged + this.#filled);
      this.#filled += count;
      from += count;
      if (this.#filled === this.#stagedBytes) this.#flush();
    }
  }

  #flush() {
    const rows = this.#filled / this.#rowBytes;
    changeRows(this.#instance, this.#tensor, this.#staged, rows, this.#held, this.#row);
    this.#row += rows;
    this.#filled = 0;
  }

  end() {
    if (this.#filled > 0) this.#flush();
    this.abandon();
  }

  abandon() {
    this.#instance.release(this.#staged);
    this.#staged = 0;
  }
}

/** The file has columns as rows: the whole waits, is turned, and then goes on. @implements {Writer} */
class TurningWriter {
  #instance;
  #held;
  #tensor;
  #bytes;

  /** @param {ModelsInstance} instance @param {HeldMatrix} held @param {StoredTensor} tensor */
  constructor(instance, held, tensor) {
    this.#instance = instance;
    this.#held = held;
    this.#tensor = tensor;
    this.#bytes = new Uint8Array(tensor.bytes);
  }

  /** @param {number} offset @param {Uint8Array} bytes */
  write(offset, bytes) {
    this.#bytes.set(bytes, offset);
  }

  end() {
    const { rows, columns } = this.#held;
    const size = this.#bytes.length / (rows * columns);
    if (!Number.isInteger(size)) throw new ModelError(this.#tensor.name, `expected numbers that can be turned, got blocks of ${this.#tensor.type}`);
    const turned = turn(this.#bytes, rows, columns, size);
    const next = this.#held.type === this.#tensor.type ? new PlainWriter(this.#instance, this.#held) : new ChangingWriter(this.#instance, this.#held, this.#tensor);
    next.write(0, turned);
    next.end();
    this.abandon();
  }

  abandon() {
    this.#bytes = new Uint8Array(0);
  }
}

/** @param {Uint8Array} bytes [columns, rows] of numbers of `size` bytes @param {number} rows @param {number} columns @param {number} size @returns {Uint8Array} [rows, columns] */
function turn(bytes, rows, columns, size) {
  const View = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array, 8: Float64Array }[size] ?? Uint8Array;
  const from = new View(/** @type {ArrayBuffer} */ (bytes.buffer));
  const to = new View(from.length);
  for (let r = 0; r < rows; ++r) for (let c = 0; c < columns; ++c) to[r * columns + c] = from[c * rows + r];
  return new Uint8Array(to.buffer);
}

/**
 * Rows of a file's numbers become rows of held ones.
 * @param {ModelsInstance} instance
 * @param {StoredTensor} tensor
 * @param {number} from
 * @param {number} rows
 * @param {HeldMatrix} held
 * @param {number} firstRow
 */
function changeRows(instance, tensor, from, rows, held, firstRow) {
  const { columns } = held;
  const to = held.address + bytesOf(held.type, firstRow, columns);
  if (held.type === 'BF16') return widenerOf(tensor, 'BF16')(instance.heap, from, rows * columns, to);
  const toFloats = (/** @type {number} */ address) => {
    if (tensor.type in WEIGHT_TYPES) instance.module.toFloats(WEIGHT_TYPES[tensor.type][0], from, rows, columns, address);
    else widenerOf(tensor, 'F32')(instance.heap, from, rows * columns, address);
  };
  if (held.type === 'F32') return toFloats(to);
  instance.withBlocks((block) => {
    const floats = block(rows * columns * 4);
    toFloats(floats);
    instance.module.quantize(floats, rows, columns, to, held.scales + firstRow * 4);
  }, tensor.name);
}
