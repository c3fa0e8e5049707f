/** @typedef {import('./problem.js').Shape} Shape */

/**
 * A call to measure.
 * @typedef {object} Case
 * @property {string} name short and unique; --only matches a part of it
 * @property {string} title
 * @property {Shape} shape
 * @property {'call' | 'decode' | 'workers'} kind call: inputs in, output out; decode: one query, and keys and values that
 *   were there before; workers: this engine alone, on one and on two threads
 * @property {boolean} [quick] whether --quick measures it too
 * @property {boolean} [once] whether only a single cold call is timed, without the peers
 * @property {boolean} [article] whether it is so small that the form of the inputs matters
 * @property {string} [note] the respect in which the comparison is not like for like
 */

const heads = { H: 8, G: 8, D: 64 };

/** @param {number} T @param {Partial<Shape>} [other] @returns {Shape} */
const square = (T, other) => ({ ...heads, Tq: T, Tk: T, ...other });

/** @type {number[]} */
const lengths = [64, 128, 256, 512, 1024, 2048, 4096, 8192];

const copiesCache = 'not like for like: attention-lab appends one key and value to a session in the engine and attends; '
  + 'the peers copy the whole cache in at each call';

/** @type {Case[]} */
export const cases = [
  {
    name: 'article', title: "the article's 1 x 3 x 3", kind: 'call', quick: true, article: true,
    shape: { H: 1, G: 1, Tq: 1, Tk: 3, D: 3 },
  },
  ...lengths.map((T) => /** @type {Case} */ ({
    name: `dense-${T}`, title: `dense, T=${T}`, kind: 'call', quick: [512, 1024, 2048].includes(T), shape: square(T),
  })),
  ...lengths.map((T) => /** @type {Case} */ ({
    name: `causal-${T}`, title: `causal, T=${T}`, kind: 'call', quick: [1024, 2048].includes(T), shape: square(T, { causal: true }),
    note: 'not quite like for like: TensorFlow.js adds a mask, which was there before the call',
  })),
  ...[1024, 2048].map((T) => /** @type {Case} */ ({
    name: `gqa-${T}`, title: `GQA 8:2, T=${T}`, kind: 'call', quick: T === 1024, shape: square(T, { G: 2 }),
  })),
  ...[1024, 8192].map((T) => /** @type {Case} */ ({
    name: `window-${T}`, title: `window of 256, T=${T}`, kind: 'call', quick: T === 1024, shape: square(T, { window: 256 }),
    note: 'not like for like: the peers know no windows and get a mask, built before the call',
  })),
  ...[128, 1024, 4096, 16384, 65536].map((Tk) => /** @type {Case} */ ({
    name: `decode-${Tk}`, title: `decode, Tq=1, Tk=${Tk}`, kind: 'decode', quick: Tk === 4096,
    shape: { ...heads, Tq: 1, Tk }, note: copiesCache,
  })),
  ...[16, 32, 128, 256].map((D) => /** @type {Case} */ ({
    name: `size-${D}`, title: `dense, T=1024, D=${D}`, kind: 'call', shape: square(1024, { D }),
  })),
  { name: 'head-4096', title: 'one head, T=4096', kind: 'call', shape: square(4096, { H: 1, G: 1 }) },
  {
    name: 'head-65536-window', title: 'one head, T=65536, window of 256', kind: 'call',
    shape: square(65536, { H: 1, G: 1, window: 256 }),
  },
  {
    name: 'head-65536', title: 'one head, T=65536, dense', kind: 'call', once: true,
    shape: square(65536, { H: 1, G: 1 }), note: 'one call, cold, without the peers',
  },
  { name: 'workers-2048', title: 'two workers, T=2048', kind: 'workers', quick: true, shape: square(2048) },
];
