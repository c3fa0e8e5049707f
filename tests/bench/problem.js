import { createRandom } from '../node/random.js';

/**
 * The sizes and masks of a call. All calls use scaled dot product and softmax.
 * @typedef {object} Shape
 * @property {number} H query heads; B is 1
 * @property {number} G key-value heads
 * @property {number} Tq
 * @property {number} Tk
 * @property {number} D of query, key and value
 * @property {boolean} [causal]
 * @property {number} [window] how many keys before its own a query sees; later ones it does not see
 */

/**
 * A call with its inputs, row-major: query [1,H,Tq,D], key and value [1,G,Tk,D].
 * @typedef {Shape & { query: Float32Array, key: Float32Array, value: Float32Array }} Problem
 */

/** @param {Shape} shape @returns {Problem} the same numbers of -1..1 for the same shape, everywhere */
export function makeProblem(shape) {
  const { H, G, Tq, Tk, D } = shape;
  const random = createRandom(Tq * 31 + Tk * 7 + D + H);
  /** @param {number} length */
  const numbers = (length) => {
    const data = new Float32Array(length);
    for (let i = 0; i < length; ++i) data[i] = random.uniform(-1, 1);
    return data;
  };
  return { ...shape, query: numbers(H * Tq * D), key: numbers(G * Tk * D), value: numbers(G * Tk * D) };
}

/** @param {Shape} shape @param {number} i a query @returns {[number, number]} the first key that it sees and the one after the last */
export function visibleKeys({ Tk, causal, window }, i) {
  return [window === undefined ? 0 : Math.max(0, i - window), causal || window !== undefined ? Math.min(i + 1, Tk) : Tk];
}

/** @param {Shape} shape @returns {number} floating-point operations of both products, for the visible pairs only */
export function countFlops(shape) {
  let pairs = 0;
  for (let i = 0; i < shape.Tq; ++i) {
    const [first, end] = visibleKeys(shape, i);
    pairs += end - first;
  }
  return 4 * pairs * shape.D * shape.H;
}

/** @param {Shape} shape @returns {Uint8Array} [Tq,Tk], 1 where the query sees the key: for peers that know no windows */
export function visibilityMask(shape) {
  const mask = new Uint8Array(shape.Tq * shape.Tk);
  for (let i = 0; i < shape.Tq; ++i) {
    const [first, end] = visibleKeys(shape, i);
    mask.fill(1, i * shape.Tk + first, i * shape.Tk + end);
  }
  return mask;
}

/**
 * One row of the output in float64, by the definition.
 * @param {Problem} problem
 * @param {number} head
 * @param {number} i
 */
export function exactRow(problem, head, i) {
  const { H, G, Tq, Tk, D, query, key, value } = problem;
  const [first, end] = visibleKeys(problem, i);
  const q = (head * Tq + i) * D;
  const kv = Math.floor(head / (H / G)) * Tk * D;
  const scores = new Float64Array(end - first);
  for (let j = first; j < end; ++j) {
    let sum = 0;
    for (let c = 0; c < D; ++c) sum += query[q + c] * key[kv + j * D + c];
    scores[j - first] = sum / Math.sqrt(D);
  }
  const largest = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const output = new Float64Array(D);
  let total = 0;
  for (let j = first; j < end; ++j) {
    const weight = Math.exp(scores[j - first] - largest);
    total += weight;
    for (let c = 0; c < D; ++c) output[c] += weight * value[kv + j * D + c];
  }
  return output.map((x) => x / total);
}

/** If there are more rows than this, only a sample is checked. */
const checkedRows = 64;

/** @param {Problem} problem @returns {{ row: number, exact: Float64Array }[]} rows of [H*Tq], the first and the last among them */
export function exactRows(problem) {
  const rows = problem.H * problem.Tq;
  const count = Math.min(rows, problem.Tk > 16384 ? 8 : checkedRows);
  return Array.from({ length: count }, (_, n) => {
    const row = count === 1 ? 0 : Math.round((n * (rows - 1)) / (count - 1));
    return { row, exact: exactRow(problem, Math.floor(row / problem.Tq), row % problem.Tq) };
  });
}

/**
 * @param {Float32Array} output [1,H,Tq,D]
 * @param {{ row: number, exact: Float64Array }[]} rows
 * @returns {number} the largest difference; Infinity if something is no number
 */
export function largestError(output, rows) {
  let largest = 0;
  for (const { row, exact } of rows) {
    for (const [c, x] of exact.entries()) {
      const error = Math.abs(output[row * exact.length + c] - x);
      largest = error <= largest ? largest : Number.isNaN(error) ? Infinity : error;
    }
  }
  return largest;
}
