/** Streams the numbers of a checkpoint's tensors: each file once, from front to back, since slices are several times slower. */

import { ModelError } from '../model-error.js';
import { inFileOrder } from './stored-tensor.js';

/**
 * @import { Checkpoint } from './checkpoint.js'
 * @import { Source } from './source.js'
 * @import { StoredTensor } from './stored-tensor.js'
 *
 * @typedef {object} Sink
 * @property {(tensor: StoredTensor, offset: number, bytes: Uint8Array) => void | Promise<void>} write the tensor's bytes from the
 *   offset on: its parts come in order, and bytes are the sink's only until it returns
 * @property {(tensor: StoredTensor) => void | Promise<void>} end after the tensor's last byte
 *
 * @typedef {{ read: number, total: number }} Progress bytes of the files, those that are passed over included
 */

/**
 * @param {Pick<Checkpoint, 'tensors'>} checkpoint
 * @param {Iterable<string>} names of the tensors that are wanted
 * @param {Sink} sink gets each of them once, in the order of the files
 * @param {{ signal?: AbortSignal, onProgress?: (progress: Progress) => void }} [options] onProgress is called every 50 milliseconds
 *   at most, and at the end
 * @returns {Promise<void>}
 * @throws {ModelError} a name that the checkpoint does not have; a file that ends too early or is gone
 */
export async function readTensors({ tensors }, names, sink, { signal, onProgress } = {}) {
  const files = filesOf(tensors, names);
  const meter = new Meter(files, onProgress);
  for (const [source, wanted] of files) await readFile(source, wanted, sink, signal, meter);
  meter.end();
}

/** @param {Map<string, StoredTensor>} tensors @param {Iterable<string>} names @returns {Map<Source, StoredTensor[]>} */
function filesOf(tensors, names) {
  /** @type {Map<Source, StoredTensor[]>} */
  const files = new Map();
  for (const name of new Set(names)) {
    const tensor = tensors.get(name);
    if (!tensor) throw new ModelError('names', `expected names of the checkpoint's tensors, got ${name}`);
    const wanted = files.get(tensor.source);
    if (wanted) wanted.push(tensor);
    else files.set(tensor.source, [tensor]);
  }
  for (const [source, wanted] of files) files.set(source, inFileOrder(wanted));
  return files;
}

/**
 * @param {Source} source
 * @param {StoredTensor[]} wanted in the order of the file
 * @param {Sink} sink
 * @param {AbortSignal | undefined} signal
 * @param {Meter} meter
 */
async function readFile(source, wanted, sink, signal, meter) {
  let at = 0;
  let first = 0;
  for await (const chunk of checkedStream(source, signal, () => wanted[first].name)) {
    meter.add(Math.min(chunk.length, endOf(wanted) - at));
    first = await giveChunk(chunk, at, wanted, first, sink);
    at += chunk.length;
    if (first === wanted.length) return;
  }
  const { name, start, bytes } = wanted[first];
  throw new ModelError(`${source.name}, ${name}`, `expected bytes up to ${start + bytes}, got ${at}: the file ends too early`);
}

/** @param {StoredTensor[]} wanted */
function endOf(wanted) {
  const { start, bytes } = wanted[wanted.length - 1];
  return start + bytes;
}

/**
 * @param {Uint8Array} chunk
 * @param {number} at where it begins in the file
 * @param {StoredTensor[]} wanted
 * @param {number} first of them that is not at its end
 * @param {Sink} sink
 * @returns {Promise<number>} the first that is not at its end now
 */
async function giveChunk(chunk, at, wanted, first, sink) {
  for (; first < wanted.length; first++) {
    const tensor = wanted[first];
    const begin = Math.max(tensor.start, at);
    const end = Math.min(tensor.start + tensor.bytes, at + chunk.length);
    if (begin < end) await sink.write(tensor, begin - tensor.start, chunk.subarray(begin - at, end - at));
    if (tensor.start + tensor.bytes > at + chunk.length) return first;
    await sink.end(tensor);
  }
  return first;
}

/**
 * @param {Source} source
 * @param {AbortSignal | undefined} signal
 * @param {() => string} tensor the name of the one that is being read
 * @returns {AsyncGenerator<Uint8Array, void>}
 */
async function* checkedStream(source, signal, tensor) {
  try {
    signal?.throwIfAborted();
    for await (const chunk of source.stream({ signal })) {
      signal?.throwIfAborted();
      yield chunk;
    }
  } catch (error) {
    signal?.throwIfAborted();
    const { name, message } = /** @type {Error} */ (error);
    throw new ModelError(`${source.name}, ${tensor()}`, `expected a file that can be read to its end, got ${name}: ${message}`);
  }
}

/** Milliseconds between two reports. */
const interval = 50;

/** Tells how far the reading is. */
class Meter {
  #read = 0;
  #total;
  #onProgress;
  #last = performance.now();

  /** @param {Map<Source, StoredTensor[]>} files @param {((progress: Progress) => void) | undefined} onProgress */
  constructor(files, onProgress) {
    this.#total = [...files.values()].reduce((sum, wanted) => sum + endOf(wanted), 0);
    this.#onProgress = onProgress;
  }

  /** @param {number} bytes */
  add(bytes) {
    this.#read += bytes;
    const now = performance.now();
    if (now - this.#last < interval) return;
    this.#last = now;
    this.#report();
  }

  end() {
    this.#report();
  }

  #report() {
    this.#onProgress?.({ read: this.#read, total: this.#total });
  }
}
