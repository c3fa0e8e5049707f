/**
 * Seeded random numbers, tensors and attention problems. The generator is mulberry32 (Tommy
 * Ettinger, 2017): a 32-bit counter stepped by 0x6d2b79f5 and mixed by two multiplications, period
 * 2^32. The same seed gives the same problem on every platform.
 */

import { kNeverPositive, kScores } from './oracle-scores.js';

export { kNeverPositive, kScores };
export const kNormalizers = ['softmax', 'sparsemax', 'entmax15', 'hardmax', 'sigmoid', 'sum', 'article', 'article-code'];

/** Every score with every normaliser that it allows: linear has only sum. entmax needs an alpha and has tests of its own. */
export const kPairs = kScores.flatMap((score) =>
  kNormalizers.filter((normalizer) => score !== 'linear' || normalizer === 'sum').map((normalizer) => ({ score, normalizer })),
);

/** Normalisers whose result depends on the scores' signs; they take no temperature. */
const kSigned = ['sum', 'article', 'article-code'];

/** Normalisers in which a sink can take part. */
const kSinkable = ['softmax', 'sparsemax', 'entmax15', 'entmax', 'hardmax'];

/** Scores that take keys of another size than the query's. */
const kFreeKeySize = ['general', 'concat', 'additive'];

/** @typedef {ReturnType<typeof createRandom>} Random */

/** @param {number} seed an integer */
export function createRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** @param {number} low @param {number} high */
  const uniform = (low, high) => low + (high - low) * next();
  /** A whole number, both ends included. @param {number} low @param {number} high */
  const integer = (low, high) => low + Math.floor(next() * (high - low + 1));
  /** @param {number} probability */
  const chance = (probability) => next() < probability;
  /** @template T @param {T[]} list @returns {T} */
  const pick = (list) => list[integer(0, list.length - 1)];
  /** @param {number} length @param {number} [low] @param {number} [high] */
  const vector = (length, low = -1, high = 1) => Array.from({ length }, () => uniform(low, high));
  /** @param {number[]} shape @param {number} [low] @param {number} [high] */
  const tensor = (shape, low = -1, high = 1) => ({ data: Float64Array.from(vector(shape.reduce((n, axis) => n * axis, 1), low, high)), shape });
  return { uniform, integer, chance, pick, vector, tensor };
}

/**
 * Flat numbers as nested arrays.
 * @template T
 * @param {{ data: ArrayLike<T>, shape: number[] }} tensor
 * @returns {any[]}
 */
export function nest({ data, shape }) {
  if (shape.length === 1) return Array.from(data);
  const [length, ...rest] = shape;
  const stride = rest.reduce((n, axis) => n * axis, 1);
  return Array.from({ length }, (_, index) => nest({ data: Array.from(data).slice(index * stride, (index + 1) * stride), shape: rest }));
}

/**
 * The same numbers in one of the forms that a caller can choose.
 * @param {Random} random
 * @param {{ data: Float64Array, shape: number[] }} tensor
 */
function anyForm(random, { data, shape }) {
  const form = random.pick(['nested', 'float32', 'float64']);
  if (form === 'nested') return nest({ data, shape });
  return { data: form === 'float32' ? Float32Array.from(data) : data, shape };
}

/**
 * A mask of any rank that broadcasts to [B, H, Tq, Tk], in any form.
 * @param {Random} random
 * @param {number[]} full [B, H, Tq, Tk]
 * @param {{ kind?: 'boolean' | 'numeric', rank?: number, low?: number }} [wish] low: of the added numbers
 */
export function randomMask(random, full, { kind = random.pick(['boolean', 'numeric']), rank = random.integer(1, 4), low = -1 } = {}) {
  const shape = full.slice(4 - rank).map((length) => (random.chance(0.25) ? 1 : length));
  const { data } = random.tensor(shape, low, 1);
  if (kind === 'numeric') {
    return anyForm(random, { data: data.map((x) => (random.chance(0.2) ? -Infinity : x)), shape });
  }
  const bits = Array.from(data, () => (random.chance(0.7) ? 1 : 0));
  const form = random.pick(['nested', 'bytes', 'dtype']);
  if (form === 'nested') return nest({ data: bits.map(Boolean), shape });
  if (form === 'bytes') return { data: Uint8Array.from(bits), shape };
  return { data: random.pick([Float32Array, Int32Array]).from(bits), shape, dtype: 'bool' };
}

/**
 * The parameters that a score and a focus need.
 * @param {Random} random
 * @param {{ score: string, D: number, Dk: number, Tk: number, low: number, predictive: boolean }} sizes
 */
export function randomParams(random, { score, D, Dk, Tk, low, predictive }) {
  const A = random.integer(1, 5);
  /** @param {number[]} shape */
  const param = (...shape) => anyForm(random, random.tensor(shape, low, 1));
  /** @type {Record<string, any>} */
  const params = {};
  if (score === 'general') params.weight = param(D, Dk);
  if (score === 'concat') Object.assign(params, { weight: param(A, D + Dk), vector: param(A) });
  if (score === 'additive') {
    Object.assign(params, { queryWeight: param(A, D), keyWeight: param(A, Dk), vector: param(A) });
    if (random.chance(0.5)) params.bias = param(A);
  }
  if (score === 'location') params.weight = param(Tk, D);
  if (predictive) Object.assign(params, { focusWeight: param(A, D), focusVector: param(A) });
  return params;
}

/**
 * The lengths of a problem: small ones, or with `large` some that cross the engine's tiles of 4
 * queries and of 8 and 256 keys.
 * @param {Random} random
 * @param {{ score: string, rank: number, large: boolean }} wish
 */
function randomSizes(random, { score, rank, large }) {
  const many = rank >= 3;
  const G = many && !large ? random.integer(1, 3) : 1;
  const D = large ? random.pick([1, 7, 16, 33, 64]) : random.integer(1, 9);
  return {
    B: many && !large ? random.integer(1, 3) : 1,
    G,
    H: many ? G * random.integer(1, large ? 2 : 3) : 1,
    Tq: rank === 1 ? 1 : large ? random.pick([1, 5, 31, 67]) : random.integer(1, 9),
    T: large ? random.pick([9, 64, 255, 257, 300]) : random.integer(1, 13),
    D,
    Dk: kFreeKeySize.includes(score) && random.chance(0.5) ? random.integer(1, 9) : D,
    Dv: random.integer(1, large ? 40 : 9),
  };
}

/**
 * Lengths of documents, some of them 0, that add up to the number of keys.
 * @param {Random} random @param {number} keys
 */
export function randomDocuments(random, keys) {
  const lengths = [];
  for (let rest = keys; rest > 0; rest -= lengths[lengths.length - 1]) lengths.push(random.integer(0, Math.min(rest, Math.ceil(keys / 2))));
  return random.chance(0.5) ? lengths : random.pick([Int32Array, Float32Array, Uint32Array]).from(lengths);
}

/**
 * A problem for attend: inputs in -1..1 and options that can be combined.
 * @param {Random} random
 * @param {{ score: string, normalizer: string, rank?: number, large?: boolean, plain?: boolean }} wish
 *   plain: no bias, no mask, no cache, no focus
 */
export function randomProblem(random, { score, normalizer, rank = random.integer(1, 4), large = false, plain = false }) {
  const sizes = randomSizes(random, { score, rank, large });
  const { B, H, G, Tq, T, D, Dk, Dv } = sizes;
  // If negative sums are refused, most numbers are positive, so that both cases occur.
  const positive = kSigned.includes(normalizer) && random.chance(0.7);
  const low = positive ? 0.05 : -1;
  /** @param {number} probability */
  const wants = (probability) => !plain && random.chance(probability);
  const P = wants(0.25) ? random.integer(1, 6) : 0;
  const Tk = P + T;

  /** @param {number} heads @param {number} length @param {number} size */
  const shapeOf = (heads, length, size) =>
    [[length, size], [length, size], [B, length, heads * size], [B, heads, length, size]][rank - 1];
  /** @param {number[]} shape */
  const input = (shape) => anyForm(random, random.tensor(shape, low, 1));

  /** @type {Record<string, any>} */
  const options = { score, normalizer };
  if (normalizer === 'entmax') options.alpha = random.uniform(1.02, 3);
  if (rank === 3 || (rank === 4 && random.chance(0.3))) {
    options.numHeads = H;
    if (H !== G || random.chance(0.5)) options.numKvHeads = G;
  }
  if (random.chance(0.4)) options.scale = positive ? random.uniform(0.2, 2) : random.uniform(-2, 2);
  // Euclidean scores are never positive: with their signs changed, they can be divided by the root of their sum.
  if (kNeverPositive.includes(score) && positive) options.scale = -random.uniform(0.2, 2);
  if (random.chance(0.3)) options.softcap = random.uniform(0.3, 4);
  if (!kSigned.includes(normalizer) && random.chance(0.4)) options.temperature = random.uniform(0.1, 4);
  if (wants(0.3)) options.causal = random.pick([true, true, 'bottom-right']);
  if (wants(0.3)) options.window = random.pick([{ left: 2 }, { right: 1 }, { left: 1, right: 3 }, { left: -1, right: 0 }, { left: 0, right: -1 }]);
  if (P === 0 && wants(0.25)) {
    const lengths = Array.from({ length: B }, () => random.integer(0, Tk));
    options.keyLengths = random.chance(0.5) ? lengths : Int32Array.from(lengths);
  }
  if (wants(0.2)) options.documents = randomDocuments(random, Tk);
  if (!positive && wants(0.25)) {
    options.alibi = random.vector(H, -0.5, 1);
    const distance = random.pick(['past', 'both', undefined]);
    if (random.chance(0.6)) options.alibi = random.chance(0.5) ? { distance } : { slopes: options.alibi, distance };
  }
  if (kSinkable.includes(normalizer) && wants(0.25)) options.sinks = random.vector(H, -2, 2);
  if (wants(0.25)) {
    const center = random.pick([random.vector(Tq, -1, Tk), 'monotonic', 'predictive']);
    options.localFocus = { center, sigma: random.uniform(0.3, 4) };
  }

  /** @type {Record<string, any>} */
  const inputs = {
    query: input(rank === 1 ? [D] : shapeOf(H, Tq, D)),
    key: input(shapeOf(G, T, Dk)),
    value: input(shapeOf(G, T, Dv)),
  };
  if (P > 0) {
    const plainPast = rank <= 2 && random.chance(0.5);
    inputs.pastKey = input(plainPast ? [P, Dk] : [B, G, P, Dk]);
    inputs.pastValue = input(plainPast ? [P, Dv] : [B, G, P, Dv]);
    options.present = random.chance(0.5);
  }
  if (wants(0.4)) inputs.mask = randomMask(random, [B, H, Tq, Tk], positive ? { low: 0 } : {});
  const params = randomParams(random, { score, D, Dk, Tk, low, predictive: options.localFocus?.center === 'predictive' });
  if (Object.keys(params).length > 0) inputs.params = params;
  return { inputs, options, sizes: { ...sizes, P, Tk, rank } };
}
