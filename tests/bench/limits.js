/**
 * The limits of the machine, measured by a small module: the engine's own tile kernels, on operands that stay in the
 * cache. Each function does its work `iterations` times and returns the floating-point operations done.
 * @typedef {object} BenchKernels
 * @property {(iterations: number) => number} multiplyAddPeak independent SIMD128 multiplications and additions
 * @property {(iterations: number) => number} queryKeyTile the tile kernel of query times keys
 * @property {(iterations: number) => number} weightsValueTile the tile kernel of weights times values
 */

import { spread } from './rounds.js';

/** @typedef {{ name: string, gflops?: import('./rounds.js').Spread, reason?: string }} Limit */

/** Emscripten's factory for BenchKernels, with the .wasm beside it; from the project's folder. */
export const kernelsFile = 'build/wasm/bench-kernels.js';

/**
 * @param {URL} address of kernelsFile
 * @param {(address: URL) => Promise<BufferSource>} readBytes
 * @returns {Promise<BenchKernels>}
 */
export async function loadKernels(address, readBytes) {
  const { default: instantiate } = await import(address.href);
  return instantiate({ wasmBinary: await readBytes(new URL('bench-kernels.wasm', address)) });
}

/** @type {{ name: string, run: keyof BenchKernels }[]} */
const limits = [
  { name: 'SIMD128 multiply-add peak', run: 'multiplyAddPeak' },
  { name: 'query-key tile kernel, in cache', run: 'queryKeyTile' },
  { name: 'weights-value tile kernel, in cache', run: 'weightsValueTile' },
];

/**
 * @param {BenchKernels | undefined} kernels undefined if the module was not built
 * @param {import('./clock.js').Clock} clock
 * @returns {Promise<Limit[]>} in the order peak, query-key, weights-value
 */
export async function measureLimits(kernels, clock) {
  /** @type {Limit[]} */
  const measured = [];
  for (const { name, run } of limits) {
    measured.push(kernels ? { name, gflops: await rateOf((iterations) => kernels[run](iterations), clock) } : { name, reason: `${kernelsFile} was not built` });
  }
  return measured;
}

/**
 * @param {(iterations: number) => number} work
 * @param {import('./clock.js').Clock} clock
 * @returns {Promise<import('./rounds.js').Spread>} GFLOP/s
 */
async function rateOf(work, clock) {
  let iterations = 1;
  for (const start = await clock(); (await clock()) - start < 50; iterations *= 2) work(iterations);
  const samples = [];
  for (let sample = 0; sample < 7; ++sample) {
    const start = await clock();
    const flops = work(iterations);
    samples.push(flops / ((await clock()) - start) / 1e6);
  }
  return spread(samples);
}

/**
 * The rate of an attention that ran at the rates of its two tile kernels and did nothing else: half of the operations are of
 * each kind, so it is their harmonic mean.
 * @param {Limit[]} measured of measureLimits
 * @returns {number | undefined} GFLOP/s
 */
export function tileRate(measured) {
  const [, queryKey, weightsValue] = measured.map(({ gflops }) => gflops?.median);
  return queryKey && weightsValue ? 2 / (1 / queryKey + 1 / weightsValue) : undefined;
}
