// Random states and numbers to draw, always the same ones, with a softmax in float64 in place of the engine.

import viewPairs from '../../web/locales/view.js';

/**
 * @import { Look, ViewNumbers, ViewPanel, ViewState } from '../../web/figure/views/view.js'
 * @import { ViewTexts } from '../../web/figure/words/view-texts.js'
 *
 * @typedef {{ state: ViewState, numbers: ViewNumbers, look: Omit<Look, 'domain'> }} Sample
 */

/** @type {ViewTexts} */
export const viewTexts = /** @type {any} */ (
  Object.fromEntries(Object.entries(viewPairs.view).map(([key, [text]]) => [key, text]))
);

/**
 * Lehmer's generator: 16807 modulo a Mersenne prime.
 * @param {number} seed
 * @returns {() => number} -1..1
 */
function random(seed) {
  let state = seed;
  return () => {
    state = (state * 16807) % 2147483647;
    return (2 * state) / 2147483647 - 1;
  };
}

/**
 * @param {number} rows
 * @param {number} columns
 * @param {{ seed?: number, sharp?: number, causal?: boolean, signed?: boolean }} [options]
 * @returns {ViewPanel}
 */
export function panelOf(rows, columns, { seed = 7, sharp = 2, causal = false, signed = false } = {}) {
  const next = random(seed);
  const weights = new Float32Array(rows * columns);
  const attended = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      attended[at] = Number(!causal || column <= row);
      const value = next();
      if (attended[at]) weights[at] = signed ? value : Math.exp(sharp * value - (8 * Math.abs(row / rows - column / columns)) ** 2 / 8);
      sum += weights[at];
    }
    if (!signed) for (let column = 0; column < columns; column++) weights[row * columns + column] /= sum;
  }
  return { name: null, weights, attended, output: null };
}

const english = 'The quick brown fox jumps over the lazy dog because nobody pays attention to it'.split(' ');

/** @param {number} count */
export const wordsOf = (count) => Array.from({ length: count }, (_, index) => english[index % english.length]);

/**
 * @param {Partial<ViewState>} state
 * @param {ViewPanel[]} panels
 * @param {Partial<Omit<Look, 'domain'>>} [look]
 * @returns {Sample}
 */
export function sampleOf(state, panels, look = {}) {
  const tokens = state.tokens ?? wordsOf(6);
  const rows = (state.queryTokens ?? tokens).length;
  const [first, ...others] = panels;
  return {
    state: {
      view: 'heatmap', tokens, queryTokens: null, queries: null, keys: null, values: null, compare: null, head: 0, query: 0, key: null, ...state,
    },
    numbers: {
      rows,
      columns: tokens.length,
      isSupplied: false,
      panels,
      differences: state.compare === 'head' ? []
        : others.map(({ weights }) => Float64Array.from(first.weights, (weight, index) => weights[index] - weight)),
    },
    look: { crosshair: null, zoom: { x: 0, y: 0, scale: 1 }, texts: viewTexts, dir: 'ltr', ...look },
  };
}

/** @param {Partial<ViewState>} [more] */
function plane(more = {}) {
  const keys = [[1.2, 0.4], [0.6, 1.1], [-0.8, 0.9], [-0.5, -0.7], [0.9, -0.6]];
  const query = [0.8, 0.7];
  const scores = keys.map((key) => Math.exp(key[0] * query[0] + key[1] * query[1]));
  const sum = scores.reduce((a, b) => a + b);
  const weights = Float64Array.from(scores, (score) => score / sum);
  const output = [0, 1].map((axis) => weights.reduce((total, weight, index) => total + weight * keys[index][axis], 0));
  /** @type {ViewPanel} */
  const panel = { name: null, weights, attended: [1, 1, 1, 1, 1], output };
  return sampleOf({
    view: 'plane', tokens: ['fox', 'dog', 'lazy', 'jumps', 'over'], queryTokens: ['animal'], queries: [[query]], keys: [keys], ...more,
  }, [panel]);
}

/** @type {Record<string, () => Sample>} */
export const samples = {
  bars: () => sampleOf({ view: 'bars', tokens: wordsOf(9), query: 4, key: 2 }, [panelOf(9, 9, { causal: false })]),
  'bars-masked': () => sampleOf({ view: 'bars', tokens: wordsOf(9), query: 5 }, [panelOf(9, 9, { causal: true, seed: 3 })]),
  'bars-512': () => sampleOf({ view: 'bars', tokens: wordsOf(512), queryTokens: ['one'], key: 300 }, [panelOf(1, 512)]),
  heatmap: () => sampleOf({ tokens: wordsOf(9), query: 4 }, [panelOf(9, 9, { causal: true })], { crosshair: { row: 6, column: 3 } }),
  'heatmap-cross': () => sampleOf(
    { tokens: ['私', 'は', 'お茶', 'が', '好き', 'です', '。'], queryTokens: ['I', 'like', 'tea', '.'], query: 2 }, [panelOf(4, 7)]),
  'heatmap-tall': () => sampleOf({ tokens: wordsOf(3), queryTokens: wordsOf(40) }, [panelOf(40, 3)]),
  'heatmap-signed': () => sampleOf({ tokens: wordsOf(8) }, [panelOf(8, 8, { signed: true })]),
  'heatmap-zoomed': () => sampleOf({ tokens: wordsOf(96), query: 30 }, [panelOf(96, 96, { causal: true })], {
    zoom: { x: 0.21, y: 0.25, scale: 8 }, crosshair: { row: 31, column: 24 },
  }),
  'heatmap-256': () => sampleOf({ tokens: wordsOf(256), query: 30 }, [panelOf(256, 256, { causal: true })]),
  'heatmap-rtl': () => sampleOf({ tokens: ['أنا', 'أحب', 'الشاي', 'كثيرا'] }, [panelOf(4, 4, { causal: true })], { dir: 'rtl' }),
  'heatmap-rtl-long': () => sampleOf({ tokens: Array.from({ length: 14 }, () => 'مستشفياتهم') }, [panelOf(14, 14)], { dir: 'rtl' }),
  'bars-long': () => sampleOf({ view: 'bars', tokens: Array.from({ length: 12 }, () => 'antidisestablishmentarianism') }, [panelOf(12, 12)]),
  links: () => sampleOf({ view: 'links', tokens: wordsOf(9), query: 4 }, [panelOf(9, 9)]),
  'links-cross': () => sampleOf(
    { view: 'links', tokens: ['私', 'は', 'お茶', 'が', '好き'], queryTokens: ['I', 'like', 'tea'], query: 1 }, [panelOf(3, 5, { signed: true })]),
  'links-many': () => sampleOf({ view: 'links', tokens: wordsOf(120), query: 40 }, [panelOf(120, 120)]),
  plane: () => plane({ key: 1 }),
  'plane-values': () => plane({ values: [[[1, 1], [-1, 1], [-1, -1], [1, -1], [0.4, 1.3]]] }),
  'plane-panels': () => {
    const { state, numbers, look } = plane({ compare: 'score' });
    const [panel] = numbers.panels;
    return { state, look, numbers: { ...numbers, panels: [{ ...panel, name: 'dot' }, { ...panel, name: 'cosine' }] } };
  },
  'panels-two': () => sampleOf({ tokens: wordsOf(6), compare: 'normalizer', query: 3 }, [
    { ...panelOf(6, 6, { sharp: 1 }), name: 'softmax' }, { ...panelOf(6, 6, { sharp: 4 }), name: 'sparsemax' },
  ], { crosshair: { row: 2, column: 4 } }),
  'panels-three': () => sampleOf({ tokens: wordsOf(6), compare: 'normalizer' }, ['softmax', '1.5-entmax', 'sparsemax'].map((name, index) => (
    { ...panelOf(6, 6, { sharp: 1 + 2 * index }), name }))),
  'panels-heads': () => sampleOf({ tokens: wordsOf(6), compare: 'head' }, [1, 2, 3, 4].map((seed) => (
    { ...panelOf(6, 6, { seed, sharp: seed, causal: true }), name: `head ${seed}` })),
  { panelNotes: ['mean 0.167, entropy 2.1 bits', 'mean 0.167, entropy 1.9 bits', 'mean 0.167, entropy 1.4 bits', 'mean 0.167, entropy 0.9 bits'] }),
  'panels-bars': () => sampleOf({ view: 'bars', tokens: wordsOf(5), compare: 'normalizer' }, [
    { ...panelOf(5, 5, { sharp: 1 }), name: 'softmax' }, { ...panelOf(5, 5, { sharp: 4 }), name: 'sparsemax' },
  ]),
  'panels-links': () => sampleOf({ view: 'links', tokens: wordsOf(5), compare: 'normalizer' }, [
    { ...panelOf(5, 5, { sharp: 1 }), name: 'softmax' }, { ...panelOf(5, 5, { sharp: 4 }), name: 'sparsemax' },
  ]),
};
