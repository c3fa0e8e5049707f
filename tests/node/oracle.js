/**
 * Attention in plain float64 JavaScript, written to be read beside the design and independently of
 * the engine: nested loops over one row at a time, no shortcuts, every stage kept. The tests of the
 * package compare the engine with it.
 *
 * B batch, H query heads, G key-value heads, Tq queries, Tk keys (cache included), D, Dk, Dv head
 * sizes of query, key and value. Inside, every tensor is a nested array [batch][head][position][c].
 */

import { scoreOf, scoreTerms, sum } from './oracle-scores.js';
import { normalize, UndefinedNormalizer } from './oracle-normalizers.js';

/** @typedef {{ data: ArrayLike<number>, shape: number[], dtype?: 'bool' }} TypedTensor */
/** @typedef {any[] | TypedTensor} TensorInput nested arrays, or data with a shape */
/** @typedef {{ data: number[], shape: number[] }} Tensor */
/** @typedef {number[][][][]} Heads [batch][head][position][component] */
/** @typedef {Record<string, any>} Inputs query, key, value, mask, pastKey, pastValue, params */
/** @typedef {Record<string, any>} Options those of attend */
/** @typedef {ReturnType<typeof trace>} Trace every stage, by explain's names */

/** The error for the first row, in the order batch, head, query, whose normaliser is undefined. */
export class UndefinedRow extends Error {
  /** @param {number} batch @param {number} head @param {number} query @param {string} reason */
  constructor(batch, head, query, reason) {
    super(`batch ${batch}, head ${head}, query ${query}: ${reason}`);
    this.batch = batch;
    this.head = head;
    this.query = query;
  }
}

/**
 * A tensor as flat numbers with its shape, and whether it is boolean.
 * @param {TensorInput} input
 * @returns {Tensor & { boolean: boolean }}
 */
export function readTensor(input) {
  if (!Array.isArray(input)) {
    const data = Array.from(input.data, Number);
    return { data, shape: [...input.shape], boolean: input.data instanceof Uint8Array || input.dtype === 'bool' };
  }
  const shape = [];
  for (let level = /** @type {any} */ (input); Array.isArray(level); level = level[0]) shape.push(level.length);
  const flat = /** @type {any[]} */ (input).flat(Infinity);
  return { data: flat.map(Number), shape, boolean: typeof flat[0] === 'boolean' };
}

/**
 * Splits a tensor of any rank into heads. Rank 3 is [batch, position, heads * size].
 * @param {Tensor} tensor
 * @param {number} headCount used for rank 3 only
 * @returns {Heads}
 */
function toHeads({ data, shape }, headCount) {
  const rank = shape.length;
  const [batches, heads, positions, size] = /** @type {number[]} */ (
    rank === 4 ? shape : rank === 3 ? [shape[0], headCount, shape[1], shape[2] / headCount] : rank === 2 ? [1, 1, ...shape] : [1, 1, 1, ...shape]
  );
  return range(batches).map((b) =>
    range(heads).map((h) =>
      range(positions).map((t) => {
        const start = rank === 3 ? ((b * positions + t) * heads + h) * size : ((b * heads + h) * positions + t) * size;
        return data.slice(start, start + size);
      }),
    ),
  );
}

/**
 * The reverse of toHeads for a query of the given rank.
 * @param {Heads} heads
 * @param {number} rank
 * @returns {Tensor}
 */
function fromHeads(heads, rank) {
  const [B, H, T, C] = [heads.length, heads[0].length, heads[0][0].length, heads[0][0][0].length];
  if (rank === 3) {
    const data = range(B).flatMap((b) => range(T).flatMap((t) => range(H).flatMap((h) => heads[b][h][t])));
    return { data, shape: [B, T, H * C] };
  }
  return { data: heads.flat(3), shape: [B, H, T, C].slice(4 - rank) };
}

/** @param {number} count */
const range = (count) => Array.from({ length: count }, (_, index) => index);

/**
 * Everything that a row needs, read once.
 * @param {Inputs} inputs
 * @param {Options} options
 */
function readProblem(inputs, options) {
  const queryTensor = readTensor(inputs.query);
  const rank = queryTensor.shape.length;
  const score = options.score ?? 'scaled-dot';
  const query = toHeads(queryTensor, options.numHeads ?? 1);
  const groups = options.numKvHeads ?? options.numHeads ?? 1;
  /** @param {TensorInput} now @param {TensorInput | undefined} past */
  const withPast = (now, past) => {
    const fresh = toHeads(readTensor(now), groups);
    if (past === undefined) return fresh;
    const old = toHeads(readTensor(past), groups);
    return fresh.map((heads, b) => heads.map((rows, g) => [...old[b][g], ...rows]));
  };
  const key = withPast(inputs.key, inputs.pastKey);
  const value = withPast(inputs.value, inputs.pastValue);
  const past = inputs.pastKey === undefined ? 0 : key[0][0].length - toHeads(readTensor(inputs.key), groups)[0][0].length;
  /** @type {Record<string, any>} vectors, and matrices as lists of rows */
  const params = Object.fromEntries(
    Object.entries(inputs.params ?? {}).map(([name, tensor]) => {
      const { data, shape } = readTensor(/** @type {TensorInput} */ (tensor));
      return [name, shape.length === 1 ? data : range(shape[0]).map((r) => data.slice(r * shape[1], (r + 1) * shape[1]))];
    }),
  );
  const D = query[0][0][0].length;
  return {
    query, key, value, params, rank, score, past, options,
    normalizer: options.normalizer ?? (score === 'linear' ? 'sum' : 'softmax'),
    scale: options.scale ?? (score === 'scaled-dot' ? 1 / Math.sqrt(D) : 1),
    slopes: slopesOf(options.alibi, query[0].length),
    mask: inputs.mask === undefined ? undefined : readTensor(inputs.mask),
    B: query.length, H: query[0].length, Tq: query[0][0].length, Tk: key[0][0].length, G: key[0].length,
  };
}

/**
 * ALiBi's slopes: as given, or as get_slopes() in the code of Press et al. 2022 makes them.
 * @param {any} alibi @param {number} heads
 * @returns {ArrayLike<number> | undefined}
 */
function slopesOf(alibi, heads) {
  if (alibi === undefined || alibi.length !== undefined || alibi.slopes !== undefined) return alibi?.slopes ?? alibi;
  /** @param {number} n a power of two */
  const geometric = (n) => {
    const start = 2 ** -(2 ** -(Math.log2(n) - 3));
    return range(n).map((i) => start * start ** i);
  };
  /** @param {number} n @returns {number[]} */
  const getSlopes = (n) => {
    if (Number.isInteger(Math.log2(n))) return geometric(n);
    const closest = 2 ** Math.floor(Math.log2(n));
    return [...geometric(closest), ...getSlopes(2 * closest).filter((_, i) => i % 2 === 0).slice(0, n - closest)];
  };
  return getSlopes(heads);
}

/** @typedef {ReturnType<typeof readProblem>} Problem */

/**
 * The number of keys before the first query: 0 unless there is a cache. If aligned bottom-right, the last query stands at the
 * last key.
 * @param {Problem} problem
 * @param {number} b
 */
function offsetOf({ past, options, Tq, Tk }, b) {
  if (options.keyLengths !== undefined) return Number(options.keyLengths[b]) - Tq;
  return options.causal === 'bottom-right' ? Tk - Tq : past;
}

/**
 * The mask's entry for one score: NumPy broadcasting, aligned right to [B, H, Tq, Tk].
 * @param {Tensor} mask
 * @param {number[]} position [b, h, i, j]
 */
function maskEntry({ data, shape }, position) {
  let index = 0;
  shape.forEach((length, axis) => {
    index = index * length + (length === 1 ? 0 : position[4 - shape.length + axis]);
  });
  return data[index];
}

/**
 * The bias that is added to the score at (b, h, i, j): the ALiBi term and the numeric mask.
 * @param {Problem} problem @param {number} b @param {number} h @param {number} i @param {number} j
 */
function biasAt(problem, b, h, i, j) {
  const distance = j - (i + offsetOf(problem, b));
  const isBoth = problem.options.alibi?.distance === 'both';
  const alibi = (problem.slopes?.[h] ?? 0) * (isBoth ? -Math.abs(distance) : distance);
  return problem.mask && !problem.mask.boolean ? alibi + maskEntry(problem.mask, [b, h, i, j]) : alibi;
}

/**
 * The index of the document that a position is in; -1 for a position in none.
 * @param {ArrayLike<number>} lengths @param {number} position
 */
function documentOf(lengths, position) {
  if (position < 0) return -1;
  let rest = position;
  for (let document = 0; document < lengths.length; document++) {
    if (rest < Number(lengths[document])) return document;
    rest -= Number(lengths[document]);
  }
  return -1;
}

/**
 * Whether query i may attend to key j as far as the boolean kinds of mask are concerned.
 * @param {Problem} problem @param {number} b @param {number} h @param {number} i @param {number} j
 */
function isVisible(problem, b, h, i, j) {
  const { options, mask } = problem;
  const here = i + offsetOf(problem, b);
  const left = options.window?.left ?? -1;
  const right = options.window?.right ?? -1;
  if (mask?.boolean && maskEntry(mask, [b, h, i, j]) === 0) return false;
  if (options.causal && j > here) return false;
  if (left >= 0 && j < here - left) return false;
  if (right >= 0 && j > here + right) return false;
  if (options.documents !== undefined && documentOf(options.documents, here) !== documentOf(options.documents, j)) return false;
  return options.keyLengths === undefined || j < Number(options.keyLengths[b]);
}

/**
 * Luong's local attention: the factor by which the weight of key j is multiplied.
 * @param {Problem} problem @param {number[]} q @param {number} i @param {number} j
 */
function focusFactor({ options, params, Tk }, q, i, j) {
  if (options.localFocus === undefined) return 1;
  const { center, sigma } = options.localFocus;
  let p = i;
  if (center === 'predictive') {
    const inner = params.focusWeight.map((/** @type {number[]} */ row) => Math.tanh(sum(row.map((w, c) => w * q[c]))));
    p = Tk / (1 + Math.exp(-sum(inner.map((/** @type {number} */ x, /** @type {number} */ a) => params.focusVector[a] * x))));
  } else if (center !== 'monotonic') {
    p = Number(center[i]);
  }
  return Math.exp(-((j - p) ** 2) / (2 * sigma ** 2));
}

/**
 * The softcap of a score. A tiny score is its own cap to the last digit, and dividing it first might make it vanish.
 * @param {number} s @param {number} cap
 */
const underCap = (s, cap) => (Math.abs(s) < 1e-12 * cap ? s : cap * Math.tanh(s / cap));

/**
 * One row of attention with every stage.
 * @param {Problem} problem @param {number} b @param {number} h @param {number} i
 */
function attendRow(problem, b, h, i) {
  const { options, params, score, scale, Tk } = problem;
  const group = Math.floor(h / (problem.H / problem.G));
  const q = problem.query[b][h][i];
  const columns = range(Tk);

  const scores = columns.map((j) => scoreOf(score, q, problem.key[b][group][j], j, params));
  const scaled = scores.map((s) => s * scale);
  const capped = scaled.map((s) => (options.softcap === undefined ? s : underCap(s, options.softcap)));
  const withBias = capped.map((s, j) => s + biasAt(problem, b, h, i, j));
  const biased = withBias.map((s, j) => (isVisible(problem, b, h, i, j) ? s : -Infinity));

  const visible = columns.filter((j) => biased[j] !== -Infinity);
  const exponentials = columns.map(() => 0);
  const weights = columns.map(() => 0);
  let rowMax = -Infinity;
  let rowSum = 0;
  // A sink is one more score, whose weight is dropped.
  const kept = [...visible.map((j) => biased[j]), ...(options.sinks === undefined ? [] : [Number(options.sinks[h])])];
  if (kept.length > 0) {
    const result = nameRow(() => normalize(problem.normalizer, kept, options.temperature ?? 1, Tk, options.alpha), b, h, i);
    rowMax = kept.reduce((a, z) => Math.max(a, z));
    rowSum = sum(result.numerators);
    visible.forEach((j, n) => {
      exponentials[j] = result.numerators[n];
      weights[j] = result.weights[n] * focusFactor(problem, q, i, j);
    });
  }
  const values = problem.value[b][group];
  const output = values[0].map((_, c) => sum(visible.map((j) => weights[j] * values[j][c])));
  // It is computed by its definition if that stays within float64, otherwise relative to the largest of its terms.
  const t = options.temperature ?? 1;
  const most = Math.max(...kept) / t;
  const logSumExp = Math.abs(most) < 600 ? Math.log(sum(kept.map((s) => Math.exp(s / t)))) : most + Math.log(sum(kept.map((s) => Math.exp(s / t - most))));
  return { logSumExp: [kept.length > 0 ? logSumExp : -Infinity], scores, scaled, capped, withBias, biased, rowMax: [rowMax], exponentials, rowSum: [rowSum], weights, output };
}

/**
 * Runs a normaliser and adds the row to its error.
 * @template T @param {() => T} run @param {number} b @param {number} h @param {number} i
 * @returns {T}
 */
function nameRow(run, b, h, i) {
  try {
    return run();
  } catch (error) {
    if (error instanceof UndefinedNormalizer) throw new UndefinedRow(b, h, i, error.message);
    throw error;
  }
}

/**
 * Attention with every stage under the names of explain, and with the present cache.
 * @param {Inputs} inputs
 * @param {Options} [options] those of attend, and explain's `row`
 */
export function trace(inputs, options = {}) {
  const problem = readProblem(inputs, options);
  const { B, H, Tq, rank } = problem;
  const rows = range(B).map((b) => range(H).map((h) => range(Tq).map((i) => attendRow(problem, b, h, i))));
  /** @typedef {'scores'|'scaled'|'capped'|'withBias'|'biased'|'rowMax'|'exponentials'|'rowSum'|'weights'|'output'|'logSumExp'} Stage */
  /** @param {Stage} stage @returns {Heads} */
  const collect = (stage) => rows.map((heads) => heads.map((queries) => queries.map((row) => row[stage])));
  /** Scores and weights are [B, H, Tq, Tk] for a packed query too. @param {Stage} stage */
  const map = (stage) => fromHeads(collect(stage), rank === 3 ? 4 : rank);
  /** One number for each row: the shape of the map without its last axis. @param {Stage} stage */
  const perRow = (stage) => {
    const { data, shape } = map(stage);
    return { data, shape: shape.slice(0, -1) };
  };
  const cacheRank = rank < 3 ? 2 : 4;
  return {
    scores: map('scores'), scaled: map('scaled'), capped: map('capped'), withBias: map('withBias'), biased: map('biased'),
    rowMax: perRow('rowMax'), exponentials: map('exponentials'), rowSum: perRow('rowSum'), logSumExp: perRow('logSumExp'), weights: map('weights'),
    output: fromHeads(collect('output'), rank),
    presentKey: fromHeads(problem.key, cacheRank),
    presentValue: fromHeads(problem.value, cacheRank),
    row: options.row === undefined ? undefined : rowDetail(problem, options.row, rows),
  };
}

/**
 * The terms of one row's scores, and its values times their weights.
 * @param {Problem} problem
 * @param {{ batch?: number, head?: number, query?: number }} row
 * @param {{ weights: number[] }[][][]} rows
 */
function rowDetail(problem, { batch = 0, head = 0, query = 0 }, rows) {
  const group = Math.floor(head / (problem.H / problem.G));
  const q = problem.query[batch][head][query];
  const products = problem.key[batch][group].map((k, j) => scoreTerms(problem.score, q, k, j, problem.params));
  const { weights } = rows[batch][head][query];
  const weighted = problem.value[batch][group].map((v, j) => v.map((x) => weights[j] * x));
  return {
    batch, head, query,
    products: { data: products.flat(), shape: [products.length, products[0].length] },
    weightedValues: { data: weighted.flat(), shape: [weighted.length, weighted[0].length] },
  };
}

/**
 * Feeds the output back as the query until no component moves by more than the tolerance.
 * @param {Inputs} inputs
 * @param {Options} [options]
 */
export function iterate(inputs, { steps = 100, tolerance = 1e-6, ...options } = {}) {
  const { data, shape } = readTensor(inputs.query);
  const states = [{ data, shape }];
  let converged = false;
  while (states.length <= steps && !converged) {
    const before = states[states.length - 1];
    const { output } = trace({ ...inputs, query: before }, options);
    states.push(output);
    converged = output.data.every((x, index) => Math.abs(x - before.data[index]) <= tolerance);
  }
  return { states, steps: states.length - 1, converged };
}
