/** Times calls of the engine, one after the other, while the page stays usable. */

import { dimensions, heads, options, rounds, sharesOf } from './plan.js';

/**
 * @import { Attention, Tensor } from '../../../engine/index.js'
 * @import { Measured, Results } from './findings.js'
 * @import { Call } from './plan.js'
 *
 * @typedef {Pick<Attention, 'attendAsync' | 'lastCallBytes'>} Engine
 */

/** A call that takes longer than so many seconds is measured in two rounds only. */
const longTime = 1.5;
/** A call that takes longer than so many milliseconds is not repeated within its round. */
const longCall = 1500;
/** Shorter calls are repeated for so many milliseconds, but no more than so many times. */
const patience = 40;
const mostBatches = 3;
/** Browsers round their clocks, so very short calls are timed together, for at least so many milliseconds. */
const leastBatch = 8;

/** So many random numbers are made; longer sequences repeat them. The time of a call does not depend on its numbers. */
const block = Float32Array.from({ length: 1 << 16 }, (_, index) => ((Math.imul(index + 1, 0x9e3779b1) >>> 8) / (1 << 23) - 1));

/** @param {number} length @returns {Tensor} [1, H, T, D] */
function tensorOf(length) {
  const data = new Float32Array(heads * length * dimensions);
  for (let at = 0; at < data.length; at += block.length) data.set(block.subarray(0, Math.min(block.length, data.length - at)), at);
  return { data, shape: [1, heads, length, dimensions] };
}

/**
 * Measures one call for one round.
 * @param {Engine} engine
 * @param {Call} call
 * @param {AbortSignal} signal
 * @returns {Promise<Measured>}
 * @throws {import('../../../engine/index.js').AttentionError} aborted, or whatever else the engine throws
 */
export async function measure(engine, { method, length, workers }, signal) {
  const tensor = tensorOf(length);
  const inputs = { query: tensor, key: tensor, value: tensor };
  let bytes = 0;
  /** @param {number} count of calls @returns {Promise<number>} the milliseconds for one call */
  const time = async (count) => {
    const start = performance.now();
    for (let call = 0; call < count; call++) {
      const attending = engine.attendAsync(inputs, options[method], { workers, signal });
      bytes = engine.lastCallBytes; // Read at once: other sections may compute while this one waits.
      await attending;
    }
    return (performance.now() - start) / count;
  };
  const first = await time(1);
  let fastest = first;
  if (first < longCall) {
    const count = Math.ceil(leastBatch / Math.max(first, 0.1));
    const end = performance.now() + patience;
    for (let batch = 0; batch < mostBatches && (batch === 0 || performance.now() < end); batch++) {
      await new Promise((resolve) => setTimeout(resolve)); // Short calls are computed in this thread, so the page can draw only between them.
      signal.throwIfAborted();
      fastest = Math.min(fastest, await time(count));
    }
  }
  return { seconds: fastest / 1000, bytes };
}

/**
 * Measures all calls of a plan, round after round.
 * @param {Engine} engine
 * @param {readonly Call[]} plan
 * @param {Results} results get each measurement
 * @param {AbortSignal} signal
 * @param {{ begin: (call: Call, round: number) => void, measured: () => void, progress: (share: number) => void }} reports
 *   begin: before a call, with its round from 1; measured: after it; progress: the share of the work that is done
 */
export async function measureRounds(engine, plan, results, signal, { begin, measured, progress }) {
  const calls = Array.from({ length: rounds }, () => plan).flat();
  const shares = sharesOf(calls);
  for (const [index, call] of calls.entries()) {
    const known = results.at(call.method, call.workers, call.length);
    if (!known || known.rounds.length < 2 || known.seconds < longTime) {
      begin(call, Math.floor(index / plan.length) + 1);
      results.add(call.method, call.workers, { length: call.length, ...(await measure(engine, call, signal)) });
      measured();
    }
    progress(shares[index]);
  }
}
