/**
 * Cases of the ONNX operator Attention (23 to 25), as its definition has them, in the form of stored ones: computed here in
 * float64 by plain loops, which share nothing with the engine. The seed is the only thing that is kept.
 */

import { createRandom } from '../node/random.js';

/** @import { Random } from '../node/random.js' */

/** @typedef {{ data: number[], shape: number[], dtype: 'float32' | 'bool' }} Array4 */

/** What a case has; each combination is one. */
const features = /** @type {const} */ ({
  rank: [4, 3],
  grouped: [false, true],
  past: [0, 3],
  causal: [false, true],
  softcap: [0, 1.5],
  mask: ['none', 'bool 2', 'bool 3', 'bool 4', 'float 2', 'float 3', 'float 4'],
});

/** @typedef {{ [Name in keyof typeof features]: typeof features[Name][number] }} Chosen */

/** @returns {Chosen[]} */
function combinations() {
  /** @type {Record<string, unknown>[]} */
  let all = [{}];
  for (const [name, values] of Object.entries(features)) all = all.flatMap((chosen) => values.map((value) => ({ ...chosen, [name]: value })));
  return /** @type {Chosen[]} */ (all);
}

/** @param {number} seed @returns {any[]} cases as they are stored: see readCase in onnx-case.js */
export function generate(seed) {
  const random = createRandom(seed);
  return combinations().map((chosen, index) => generateCase(random, chosen, index));
}

/** @param {Random} random @param {Chosen} chosen @param {number} index of the case */
function generateCase(random, chosen, index) {
  const { rank, grouped, past, causal, softcap, mask } = chosen;
  const keyHeads = random.integer(1, 2);
  const sizes = {
    batch: random.integer(1, 2), heads: keyHeads * (grouped ? random.integer(2, 3) : 1), keyHeads, queries: random.integer(1, 4),
    fresh: random.integer(2, 5), past, size: random.integer(1, 5), valueSize: random.integer(1, 4),
  };
  const scale = random.chance(0.5) ? Math.fround(random.uniform(0.2, 2)) : undefined;
  /** 0 to 3 as in qk_matmul_output_mode; 4: no such output. */
  const mode = index % 5;
  const q = floats(random, [sizes.batch, sizes.heads, sizes.queries, sizes.size]);
  const [k, v, pastKey, pastValue] = [[sizes.fresh, sizes.size], [sizes.fresh, sizes.valueSize], [past, sizes.size], [past, sizes.valueSize]]
    .map((rest) => floats(random, [sizes.batch, keyHeads, ...rest]));
  const key = joined(pastKey, k);
  const value = joined(pastValue, v);
  const given = mask === 'none' ? undefined : maskOf(random, mask, sizes);
  const { output, stages } = attention({ q, key, value, mask: given, causal, past, scale: scale ?? 1 / Math.sqrt(sizes.size), softcap });

  const pack = rank === 3 ? packed : (/** @type {Array4} */ array) => array;
  /** @type {Record<string, number>} */
  const attributes = { ...(rank === 3 ? { q_num_heads: sizes.heads, kv_num_heads: keyHeads } : {}), ...(causal ? { is_causal: 1 } : {}) };
  if (scale !== undefined) attributes.scale = scale;
  if (softcap > 0) attributes.softcap = softcap;
  if (mode < 4) attributes.qk_matmul_output_mode = mode;
  const inputs = { Q: pack(q), K: pack(k), V: pack(v), ...(given ? { attn_mask: given } : {}), ...(past ? { past_key: pastKey, past_value: pastValue } : {}) };
  const outputs = { Y: pack(output), ...(past ? { present_key: key, present_value: value } : {}), ...(mode < 4 ? { qk_matmul_output: stages[mode] } : {}) };
  return {
    name: `generated ${index}: ${Object.entries(chosen).map(([name, what]) => `${name} ${what}`).join(', ')}`,
    op: 'Attention', attributes,
    input_slots: ['Q', 'K', 'V', 'attn_mask', 'past_key', 'past_value'].map((name) => (name in inputs ? name : '')),
    inputs: stored(inputs),
    output_slots: ['Y', 'present_key', 'present_value', 'qk_matmul_output'].map((name) => (name in outputs ? name : '')),
    outputs: stored(outputs),
  };
}

/** Numbers that are float32s. @param {Random} random @param {number[]} shape @returns {Array4} */
function floats(random, shape) {
  const length = shape.reduce((product, axis) => product * axis, 1);
  return { data: random.vector(length, -1.5, 1.5).map(Math.fround), shape, dtype: 'float32' };
}

/**
 * A mask broadcasts to [batch, heads, queries, keys]; a bool hides where it is false, a float is added, and may be -Infinity.
 * @param {Random} random
 * @param {string} kind such as 'bool 3'
 * @param {{ batch: number, heads: number, queries: number, fresh: number, past: number }} sizes
 * @returns {Array4}
 */
function maskOf(random, kind, { batch, heads, queries, fresh, past }) {
  const [type, rank] = kind.split(' ');
  const outer = [batch, heads].map((axis) => (random.chance(0.5) ? axis : 1));
  const shape = [...outer, queries, fresh + past].slice(4 - Number(rank));
  const { data } = floats(random, shape);
  if (type === 'bool') return { data: data.map(() => Number(random.chance(0.6))), shape, dtype: 'bool' };
  return { data: data.map((number) => (random.chance(0.15) ? -Infinity : number)), shape, dtype: 'float32' };
}

/** @param {Array4} array @param {number[]} place one index for each axis; of an axis of 1 the only one there is */
function at({ data, shape }, place) {
  const own = place.slice(place.length - shape.length);
  return data[shape.reduce((index, axis, i) => index * axis + (axis === 1 ? 0 : own[i]), 0)];
}

/**
 * @param {number[]} shape
 * @param {(place: number[]) => number} of
 * @returns {Array4}
 */
function build(shape, of) {
  const length = shape.reduce((product, axis) => product * axis, 1);
  const data = Array.from({ length }, (_, index) => {
    const place = [];
    for (let axis = shape.length - 1, rest = index; axis >= 0; axis -= 1) {
      place.unshift(rest % shape[axis]);
      rest = Math.floor(rest / shape[axis]);
    }
    return of(place);
  });
  return { data, shape, dtype: 'float32' };
}

/** The past comes first. @param {Array4} past @param {Array4} fresh @returns {Array4} */
function joined(past, fresh) {
  const [batch, heads, length, size] = fresh.shape;
  const before = past.shape[2];
  return build([batch, heads, before + length, size], ([b, h, i, c]) => (i < before ? at(past, [b, h, i, c]) : at(fresh, [b, h, i - before, c])));
}

/** @param {Array4} array [batch, heads, length, size] @returns {Array4} [batch, length, heads * size] */
function packed(array) {
  const [batch, heads, length, size] = array.shape;
  return build([batch, length, heads * size], ([b, i, c]) => at(array, [b, Math.floor(c / size), i, c % size]));
}

/**
 * @typedef {object} Problem
 * @property {Array4} q
 * @property {Array4} key with the past
 * @property {Array4} value with the past
 * @property {Array4 | undefined} mask
 * @property {boolean} causal
 * @property {number} past keys before the first query's own place
 * @property {number} scale
 * @property {number} softcap 0: none
 *
 * @param {Problem} problem
 * @returns {{ output: Array4, stages: Array4[] }} stages: what qk_matmul_output is for the modes 0 to 3
 */
function attention({ q, key, value, mask, causal, past, scale, softcap }) {
  const [batch, heads, queries, size] = q.shape;
  const [, keyHeads, keys] = key.shape;
  const shape = [batch, heads, queries, keys];
  const group = heads / keyHeads;
  const scaled = build(shape, ([b, h, i, j]) => {
    let sum = 0;
    for (let c = 0; c < size; c += 1) sum += at(q, [b, h, i, c]) * at(key, [b, Math.floor(h / group), j, c]);
    return sum * scale;
  });
  const capped = build(shape, (place) => (softcap > 0 ? softcap * Math.tanh(at(scaled, place) / softcap) : at(scaled, place)));
  const biased = build(shape, (place) => {
    const [, , i, j] = place;
    if (causal && j > i + past) return -Infinity;
    if (!mask) return at(capped, place);
    if (mask.dtype === 'bool') return at(mask, place) === 1 ? at(capped, place) : -Infinity;
    return at(capped, place) + at(mask, place);
  });
  const exponential = build(shape, (place) => {
    const [b, h, i] = place;
    const row = Array.from({ length: keys }, (_, j) => at(biased, [b, h, i, j]));
    const most = Math.max(...row);
    return most === -Infinity ? 0 : Math.exp(at(biased, place) - most);
  });
  const weights = build(shape, (place) => {
    const [b, h, i] = place;
    let sum = 0;
    for (let j = 0; j < keys; j += 1) sum += at(exponential, [b, h, i, j]);
    return sum === 0 ? 0 : at(exponential, place) / sum;
  });
  const output = build([batch, heads, queries, value.shape[3]], ([b, h, i, c]) => {
    let sum = 0;
    for (let j = 0; j < keys; j += 1) sum += at(weights, [b, h, i, j]) * at(value, [b, Math.floor(h / group), j, c]);
    return sum;
  });
  return { output, stages: [scaled, capped, biased, weights] };
}

/** @param {Record<string, Array4>} arrays @returns {Record<string, { dtype: string, shape: number[], base64: string }>} */
function stored(arrays) {
  return Object.fromEntries(Object.entries(arrays).map(([name, { data, shape, dtype }]) => {
    const bytes = dtype === 'bool' ? Buffer.from(data) : Buffer.from(Float32Array.from(data).buffer);
    return [name, { dtype, shape, base64: bytes.toString('base64') }];
  }));
}
