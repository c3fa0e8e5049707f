// A worker holds the inputs of one call, and computes parts of it: each message to it asks for one.
import { isModule } from '../base/brands.js';
import { tooLarge, trapped } from '../wasm/failure.js';
import { EngineInstance } from './engine-instance.js';
import { post } from './post.js';
import { SLOT, lowestBit, slotOfOutput } from './slots.js';
import { copyOut } from './tensor.js';

/**
 * A worker is asked for a part of a call, which comes along if the worker does not have it; without a part it is told to let go
 * of the call.
 * @typedef {object} Question
 * @property {{ slots: Float64Array, buffer: ArrayBuffer }} [call] prepared for its largest part; the inputs as they
 *   lie in the arena
 * @property {number[]} [part] first unit, units, first query, queries
 * @property {number} [outputs] one bit for each of OUTPUTS
 */

/**
 * It answers with the results by their place in OUTPUTS and the milliseconds that they took, or tells why there are none. The
 * inputs' buffer goes back, as it is not needed here any more.
 * @typedef {{ buffer?: ArrayBuffer } & ({ results: Record<number, Float32Array>, milliseconds: number, failure?: undefined }
 *   | { failure: import('../wasm/failure.js').Failure, results?: undefined })} Answer
 */

/** An instance with more bytes is not kept for the next call, as its memory never shrinks. */
const MOST_KEPT = 1 << 25;

/** Takes a call in, and computes what its parts share. @param {EngineInstance} instance @param {NonNullable<Question['call']>} call */
function hold(instance, { slots, buffer }) {
  instance.slots.set(slots);
  if (!instance.step('prepare')) return false;
  instance.heap.bytes.set(new Uint8Array(buffer), instance.arenaStart);
  instance.slots[SLOT['part.units']] = instance.slots[SLOT.outputs] = 0;
  return instance.compute();
}

/** @param {EngineInstance} instance @param {Question} question @returns {Answer} */
function compute(instance, { call, part = [], outputs = 0 }) {
  if (call) instance.release();
  if (call && !hold(instance, call)) return { failure: instance.failure() };
  const start = performance.now();
  instance.slots.set(part, SLOT['part.unit']);
  instance.slots[SLOT.outputs] = outputs;
  if (!instance.compute()) return { failure: instance.failure() };
  /** @type {Record<number, Float32Array>} */
  const results = {};
  for (let rest = outputs; rest !== 0; rest &= rest - 1) {
    const output = lowestBit(rest);
    results[output] = copyOut(instance, slotOfOutput(output)).data;
  }
  return { results, milliseconds: performance.now() - start, buffer: call?.buffer };
}

/**
 * Serves the one at the other end of the port, until this thread ends.
 * @internal
 * @param {any} port a MessagePort
 * @param {any} wasm the module, compiled, or its bytes
 */
export function serve(port, wasm) {
  const compiled = isModule(wasm) ? wasm : new WebAssembly.Module(wasm);
  /** @type {EngineInstance | undefined} */
  let instance = new EngineInstance(compiled);
  /** @param {Answer} answer */
  const reply = (answer) => post(port, answer, [answer, ...Object.values(answer.results ?? {})].flatMap(({ buffer }) => buffer ?? []));
  port.onmessage = (/** @type {MessageEvent} */ { data }) => {
    if (data.part) {
      try {
        return reply(compute((instance ??= new EngineInstance(compiled)), data));
      } catch (error) {
        instance = undefined;
        return reply({ failure: trapped(error) });
      }
    }
    instance?.release();
    if (instance && instance.memoryBytes > MOST_KEPT) instance = undefined;
  };
  port.onmessageerror = () => reply({ failure: tooLarge('inputs', NaN) });
  // A browser tells nobody of the end of a worker, but a lock that it held is free then.
  const ready = (/** @type {string} */ lock) => port.postMessage({ lock });
  if (!('WorkerGlobalScope' in globalThis) || !navigator.locks) return ready('');
  navigator.locks.request(crypto.randomUUID(), (lock) => (ready(lock?.name ?? ''), new Promise(() => {}))).catch(() => ready(''));
}
