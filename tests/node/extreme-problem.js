/**
 * Seeded problems at the ends of float64: temperatures and scales from 1e-308 to 1e300, slopes and softcaps to 1e30,
 * and inputs of zeros, ties, subnormal numbers and ordinary ones, always within -1..1.
 */

import { nest, randomMask, randomParams } from './random.js';

/** @typedef {import('./random.js').Random} Random */

const kPlainRatios = ['sum', 'article', 'article-code'];

/** A power of ten from 10^low to 10^high, or one of the given numbers. @param {Random} random @param {number} low @param {number} high @param {number[]} others */
const extreme = (random, low, high, others) => (random.chance(0.3) ? random.pick(others) : 10 ** random.uniform(low, high));

/** @param {Random} random @param {number} number */
const signed = (random, number) => (random.chance(0.5) ? -number : number);

/**
 * Rows with numbers of one kind. @param {Random} random @param {number} length @param {number} size @returns {number[][]}
 */
export function extremeRows(random, length, size) {
  const kind = random.pick(['plain', 'plain', 'zeros', 'ties', 'whole', 'subnormal', 'tiny', 'mixed']);
  const few = Array.from({ length: 3 }, () => random.vector(size));
  /** @type {Record<string, () => number[]>} */
  const row = {
    plain: () => random.vector(size),
    zeros: () => Array(size).fill(random.pick([0, -0])),
    ties: () => random.pick(few),
    whole: () => Array.from({ length: size }, () => random.integer(-1, 1)),
    subnormal: () => Array.from({ length: size }, () => random.integer(-3, 3) * random.pick([2 ** -149, 2 ** -140, 2 ** -127])),
    tiny: () => Array.from({ length: size }, () => random.uniform(-1, 1) * 10 ** random.uniform(-320, -20)),
    mixed: () => row[random.pick(['plain', 'zeros', 'ties', 'whole', 'subnormal', 'tiny'])](),
  };
  return Array.from({ length }, row[kind]);
}

/**
 * @param {Random} random
 * @param {{ score: string, normalizer: string }} pair
 * @returns {{ inputs: Record<string, any>, options: Record<string, any>, heads: number }} heads: H, of which each has its keys
 */
export function extremeProblem(random, { score, normalizer }) {
  const isMedium = random.chance(0.3); // enough products for the kernel to take them
  const heads = random.integer(1, 2);
  const [Tq, Tk, D] = isMedium ? [random.pick([17, 18]), random.integer(12, 18), random.pick([8, 9])] : [random.integer(1, 3), random.integer(1, 9), random.integer(1, 4)];
  /** @param {number} length @param {number} size */
  const tensor = (length, size) => {
    const rows = Array.from({ length: heads }, () => extremeRows(random, length, size));
    if (random.chance(0.5)) return [rows];
    const data = rows.flat(2);
    return { data: random.chance(0.5) ? Float32Array.from(data) : Float64Array.from(data), shape: [1, heads, length, size] };
  };
  /** @type {Record<string, any>} */
  const inputs = { query: tensor(Tq, D), key: tensor(Tk, D), value: nest(random.tensor([1, heads, Tk, random.integer(1, 3)])) };
  const params = randomParams(random, { score, D, Dk: D, Tk, low: -1, predictive: false });
  if (Object.keys(params).length > 0) inputs.params = params;
  if (random.chance(0.3)) inputs.mask = randomMask(random, [1, heads, Tq, Tk]);

  /** @type {Record<string, any>} */
  const options = { score, normalizer };
  if (random.chance(0.6)) options.scale = signed(random, extreme(random, -308, 300, [0, 1e-320, 1e30, 1e300, 1]));
  if (!kPlainRatios.includes(normalizer) && random.chance(0.6)) options.temperature = extreme(random, -308, 300, [5e-324, 6e-309, 6e-308, 1e300, 1]);
  // If all factors are combined into one, the extreme ones must cancel.
  if (options.scale && options.temperature && random.chance(0.3)) options.temperature = Math.max(Math.abs(options.scale), 5e-324);
  if (random.chance(0.3)) options.softcap = extreme(random, -30, 30, [1e30, 1e-30, 1]);
  if (random.chance(0.3)) options.alibi = Array.from({ length: heads }, () => signed(random, extreme(random, -30, 30, [0, 1e30, 8, 0.5])));
  if (random.chance(0.2)) options.causal = true;
  if (random.chance(0.2)) options.window = random.pick([{ left: 2 }, { right: 1 }, { left: 1, right: 3 }]);
  if (random.chance(0.2)) options.keyLengths = [random.integer(0, Tk)];
  return { inputs, options, heads };
}
