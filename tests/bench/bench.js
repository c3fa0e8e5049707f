import { cases } from './cases.js';
import { runCase } from './contest.js';
import { engineContestants } from './engine.js';
import { loadKernels, measureLimits } from './limits.js';
import { loadJax } from './peers/jax.js';
import { loadOnnxRuntime } from './peers/onnxruntime.js';
import { loadRuvector } from './peers/ruvector.js';
import { loadTensorFlow } from './peers/tensorflow.js';

/**
 * What the benchmark needs from its environment, Node.js or a browser.
 * @typedef {object} Place
 * @property {any} attention the engine
 * @property {any} [other] the engine of another build
 * @property {URL} [kernels] the address of the module of the limits, if it was built
 * @property {(address: URL) => Promise<BufferSource>} readBytes
 * @property {(line: string) => void} progress
 * @property {import('./clock.js').Clock} clock of what runs on one thread
 */

/**
 * The results of a benchmark.
 * @typedef {object} Measured
 * @property {Record<string, string>} versions of the peers
 * @property {string} simd the build of the engine's module
 * @property {import('./limits.js').Limit[]} limits
 * @property {import('./contest.js').Outcome[]} outcomes
 * @property {number} [scratch] bytes besides inputs and output in the windowed call of T=65536, if the engine reports them
 */

/**
 * @typedef {object} Choice
 * @property {boolean} quick
 * @property {string[]} only
 * @property {'base'} [simd] the build of the engine's module, without it the one for this place
 * @property {boolean} callsFirst whether the first call is measured
 * @property {string} [against] the folder of another build
 */

/** What a place gives: Node.js, or a browser. @typedef {{ measured: Measured, place: string, firstCall?: import('./first-call.js').FirstCall }} There */

/** @param {{ quick: boolean, only: string[] }} choice @returns {import('./cases.js').Case[]} */
export function chooseCases({ quick, only }) {
  return cases.filter(({ name, quick: isQuick }) => (
    only.length > 0 ? only.some((part) => name.includes(part)) : isQuick || !quick));
}

/**
 * Measures everything, in one process.
 * @param {Place} place
 * @param {{ quick: boolean, only: string[] }} choice
 * @returns {Promise<Measured>}
 */
export async function bench({ attention, other, kernels, readBytes, progress, clock }, choice) {
  const peers = {
    'onnxruntime-web': () => loadOnnxRuntime(),
    'TensorFlow.js': () => loadTensorFlow('wasm'),
    'TensorFlow.js CPU': () => loadTensorFlow('cpu'),
    '@ruvector/attention-wasm': () => loadRuvector(readBytes),
    '@jax-js/jax': () => loadJax(),
  };
  const contestants = engineContestants(attention, other);
  /** @type {Record<string, string>} */
  const versions = {};
  for (const [name, load] of Object.entries(peers)) {
    const peer = await load();
    versions[name] = peer.version;
    contestants.push(...peer.contestants);
  }
  progress('limits');
  const limits = await measureLimits(kernels && await loadKernels(kernels, readBytes), clock);
  const outcomes = [];
  let scratch;
  for (const which of chooseCases(choice)) {
    progress(which.title);
    outcomes.push(await runCase(which, contestants, { ...choice, clock }));
    // Query, key, value and output are 65536 x 64 floats each.
    if (which.name === 'head-65536-window') scratch = attention.lastCallBytes - 4 * 65536 * 64 * 4;
  }
  return { versions, simd: attention.simd ?? 'base', limits, outcomes, scratch };
}
