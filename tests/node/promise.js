/**
 * The bounds that a result must keep when float64 itself has few digits left: a scale of 1e300 turns the last digit of a score
 * into large whole numbers. A bound of the scores' rounding gives the least and the largest weight of each key that float64
 * allows, because the weight of a key rises with its own score and falls with the others. If the rounding is negligible, both
 * are the weight itself, and the design's 2e-6 holds as usual. If nothing but rounding is left, the result must still be a
 * distribution of finite numbers in which equal keys have equal weights.
 */

import assert from 'node:assert/strict';
import { isRounding, normalize } from './oracle-normalizers.js';
import { readTensor, trace, UndefinedRow } from './oracle.js';

const kExactness = 2e-6;
const kFloatMax = 3.4028234663852886e38;
const kShifted = ['softmax', 'sparsemax', 'entmax15', 'hardmax'];

/** @param {any} tensor */
const largest = (tensor) => (tensor === undefined ? 1 : readTensor(tensor).data.reduce((most, x) => Math.max(most, Math.abs(x)), 0));

/**
 * The largest difference, over all queries and keys, between two ways to add up a raw score in float64.
 * @param {Record<string, any>} inputs @param {Record<string, any>} options
 */
function rawRounding({ query, key, pastKey, params = {} }, { score = 'scaled-dot' }) {
  const { shape } = readTensor(key);
  const D = shape[shape.length - 1];
  const keys = pastKey === undefined ? [key] : [pastKey, key];
  const [q, k] = [largest(query), Math.max(...keys.map(largest))];
  const hidden = params.vector === undefined ? 0 : readTensor(params.vector).data.length;
  const most = {
    general: D * D * q * largest(params.weight) * k,
    concat: hidden * largest(params.vector) * (1 + 2 * D * largest(params.weight) * Math.max(q, k)),
    additive: hidden * largest(params.vector) * (2 + D * (largest(params.queryWeight) * q + largest(params.keyWeight) * k)),
    location: D * q * largest(params.weight),
    linear: D * (1 + q) * (1 + k),
    cosine: q === 0 || k === 0 ? 0 : 2,
    euclidean: D * (q + k) ** 2,
  }[/** @type {string} */ (score)] ?? D * q * k;
  const isTiny = [query, ...keys].some((tensor) => readTensor(tensor).data.some((x) => x !== 0 && Math.abs(x) < 1e-100));
  return 8 * Number.EPSILON * most + (isTiny && score !== 'cosine' ? D * D * 5e-324 : 0);
}

/**
 * @typedef {object} Row
 * @property {number[]} scores of the keys that are not masked
 * @property {number[]} roundings the bound of the rounding of each
 * @property {number[]} places of these keys
 */

/** The scores at which one key weighs as much, or as little, as rounding allows. @param {Row} row @param {number} own @param {number} sign */
const moved = ({ scores, roundings }, own, sign) => scores.map((s, j) => s + (j === own ? sign : -sign) * roundings[j]);

/**
 * The least and the largest weight of a key that float64's rounding allows.
 * @param {string} normalizer @param {Row} row @param {number} own @param {number} t @param {number} columns
 */
function weightRange(normalizer, row, own, t, columns) {
  if (kShifted.includes(normalizer) || normalizer === 'sigmoid') {
    return [-1, 1].map((sign) => normalize(normalizer, moved(row, own, sign), t, columns).weights[own]);
  }
  // A ratio has the sum of the relative roundings of numerator and denominator.
  const { weights } = normalize(normalizer, row.scores, t, columns);
  const [total, lost] = [row.scores.reduce((a, b) => a + b, 0), row.roundings.reduce((a, b) => a + b, 0)];
  const size = Math.abs(weights[own]) * 2 * (lost / Math.abs(total)) + Math.abs(row.roundings[own] / row.scores[own] * weights[own] || 0);
  return [weights[own] - size, weights[own] + size];
}

/** Whether float64 is too coarse to tell if a row of a ratio has an answer. @param {string} normalizer @param {Row} row */
function isOpen(normalizer, { scores, roundings }) {
  if (kShifted.includes(normalizer) || normalizer === 'sigmoid') return false;
  const [total, lost] = [scores.reduce((a, b) => a + b, 0), roundings.reduce((a, b) => a + b, 0)];
  if (normalizer === 'article-code' && scores.some((s, j) => Math.abs(s) <= roundings[j])) return true;
  return Math.abs(total) <= 8 * lost || isRounding(total / 4, scores);
}

/**
 * @param {import('./oracle.js').Trace} want
 * @param {Record<string, any>} inputs @param {Record<string, any>} options
 * @returns {Row[]} in the order of batch, head, query
 */
function allRows(want, inputs, options) {
  const { shape } = want.weights;
  const columns = shape[shape.length - 1];
  const raw = rawRounding(inputs, options);
  const scale = Math.abs(options.scale ?? 1);
  const [H, Tq] = [shape[shape.length - 3] ?? 1, shape[shape.length - 2] ?? 1];
  return Array.from({ length: want.weights.data.length / columns }, (_, index) => {
    const slope = Math.abs(options.alibi?.[Math.floor(index / Tq) % H] ?? 0);
    const places = Array.from({ length: columns }, (_, j) => index * columns + j).filter((place) => want.biased.data[place] !== -Infinity);
    const roundings = places.map((place) => {
      const [scaled, capped, biased] = [want.scaled, want.capped, want.withBias].map(({ data }) => Math.abs(data[place]));
      const rounding = raw * scale + (scaled > 0 && scaled < 1e-290 ? 5e-324 : 0);
      return rounding + 4 * Number.EPSILON * (capped + biased + slope * (columns + Tq));
    });
    return { scores: places.map((place) => want.biased.data[place]), roundings, places };
  });
}

/** @param {ArrayLike<number>} numbers */
const finite = (numbers) => Array.from(numbers).every((x) => Number.isFinite(x) && Math.abs(x) <= kFloatMax);

/**
 * Checks one row of weights.
 * @param {ArrayLike<number>} weights of the whole result
 * @param {Row} row @param {Record<string, any>} options @param {number} columns @param {string} label
 */
function assertRow(weights, row, { normalizer = 'softmax', temperature = 1 }, columns, label) {
  const got = row.places.map((place) => weights[place]);
  const total = got.reduce((a, b) => a + Math.abs(b), 0);
  const tolerance = kExactness * Math.max(1, total);
  if (kShifted.includes(normalizer) && got.length > 0) {
    assert.ok(Math.abs(total - 1) <= 1e-5 && got.every((w) => w >= 0 && w <= 1), `${label}: no distribution, ${got}`);
  }
  if (isOpen(normalizer, row)) return;
  row.places.forEach((place, own) => {
    const [low, high] = weightRange(normalizer, row, own, temperature, columns);
    if (weights[place] >= low - tolerance && weights[place] <= high + tolerance) return;
    assert.fail(`${label}: weight ${weights[place]} of key ${place % columns}, float64 allows ${low} to ${high}; scores ${row.scores}, roundings ${row.roundings}`);
  });
}

/**
 * Checks that the output is the mean of the values under the weights of the result.
 * @param {Record<string, any>} got @param {Record<string, any>} inputs of rank 4, a head of values for each of the queries
 * @param {string} label
 */
function assertMixed({ weights, output }, { value, pastValue }, label) {
  const parts = (pastValue === undefined ? [value] : [pastValue, value]).map(readTensor);
  const [, H, Tq, keys] = weights.shape;
  const size = output.shape[3];
  const data = Array.from({ length: H }, (_, h) =>
    parts.map((part) => part.data.slice(h * part.shape[2] * size, (h + 1) * part.shape[2] * size))).flat(2);
  for (let row = 0; row < H * Tq; row++) {
    const own = Array.from(weights.data.slice(row * keys, (row + 1) * keys), Number);
    const total = own.reduce((a, b) => a + Math.abs(b), 0);
    for (let c = 0; c < size; c++) {
      const mixed = own.reduce((sum, w, j) => sum + w * data[(Math.floor(row / Tq) * keys + j) * size + c], 0);
      const error = Math.abs(mixed - output.data[row * size + c]);
      assert.ok(error <= 2 * kExactness * Math.max(1, total), `${label}: row ${row}, output ${output.data[row * size + c]}, its weights mix ${mixed}`);
    }
  }
}

/**
 * Checks a call: its answer is within what float64 allows, or it is refused if float64 has no answer.
 * @param {() => any} call with the weights
 * @param {Record<string, any>} inputs of rank 4; @param {Record<string, any>} options
 * @param {string} label
 * @returns {'answered' | 'refused'}
 */
export function assertPromise(call, inputs, options, label) {
  const named = `${label} ${JSON.stringify(options)}`;
  /** @type {any} */
  let got;
  /** @type {any} */
  let refusal;
  try {
    got = call();
  } catch (error) {
    refusal = error;
    assert.equal(refusal.code, 'undefined-row', `${named}: ${refusal.stack}`);
  }
  if (got) for (const name of ['weights', 'output']) assert.ok(finite(got[name].data), `${named}: ${name} ${got[name].data}`);
  let want;
  try {
    want = trace(inputs, options);
  } catch (error) {
    if (!(error instanceof UndefinedRow)) throw error;
    // The scores are the same under a normaliser that refuses nothing.
    const scored = trace(inputs, { ...options, normalizer: 'hardmax' });
    assert.ok(!got || allRows(scored, inputs, options).some((row) => isOpen(options.normalizer, row)), `${named}: answered, ${got?.weights.data}; ${error.message}`);
    return got ? 'answered' : 'refused';
  }
  const columns = want.weights.shape[want.weights.shape.length - 1];
  const rows = allRows(want, inputs, options);
  if (!finite([...want.weights.data, ...want.output.data])) {
    // Just beyond the largest float32, the rounding of a row decides.
    const isNear = finite([...want.weights.data, ...want.output.data].map((x) => 0.99 * x));
    assert.ok(refusal || isNear || rows.some((row) => isOpen(options.normalizer, row)), `${named}: answered, ${got?.weights.data}; float64 has ${want.weights.data}`);
    return got ? 'answered' : 'refused';
  }
  if (refusal) {
    assert.ok(!finite([...want.weights.data, ...want.output.data].map((x) => 1.01 * x)) || rows.some((row) => row.places.length > 0 && isOpen(options.normalizer, row)), `${named}: refused, ${refusal.message}; float64 has ${want.weights.data}`);
    return 'refused';
  }
  want.biased.data.forEach((score, place) => assert.ok(score !== -Infinity || got.weights.data[place] === 0, `${named}: masked weight ${got.weights.data[place]}`));
  rows.forEach((row, index) => assertRow(got.weights.data, row, options, columns, `${named}: row ${index}`));
  assertMixed(got, inputs, named);
  return 'answered';
}
