/** The numbers that a figure draws, against the float64 oracle, for every kind of state. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { derivation } from '../../web/figure/derivation/derivation.js';
import { figureNumbers } from '../../web/figure/compute/figure-numbers.js';
import { embed } from '../../web/figure/state/embedding.js';
import { defaultParameters, engineParameters } from '../../web/figure/compute/parameters.js';
import { readState } from '../../web/figure/state/figure-state.js';
import { rowSum } from '../../web/base/statistics.js';
import { attention } from './engine.js';
import { trace } from './oracle.js';
import { createRandom, kNeverPositive, kNormalizers, kScores } from './random.js';

/**
 * @import { FigureNumbers } from '../../web/figure/compute/figure-numbers.js'
 * @import { FigureState } from '../../web/figure/state/schema.js'
 */

const random = createRandom(20_261);

/** @param {number[]} shape @param {number} [low] @returns {any} nested numbers from low to 1 */
function numbers([length, ...rest], low = -1) {
  return Array.from({ length }, () => (rest.length > 0 ? numbers(rest, low) : random.uniform(low, 1)));
}

/**
 * The oracle's numbers for a panel.
 * @param {FigureState} state
 * @param {{ head: number, score: string, normalizer: string }} panel
 */
function truth(state, { head, score, normalizer }) {
  const spelled = (/** @type {string[]} */ tokens) => [tokens.map((token) => Array.from(embed(token)))];
  const keys = state.keys ?? spelled(state.tokens);
  const queries = state.queries ?? spelled(state.queryTokens ?? state.tokens);
  const group = Math.floor((head * keys.length) / queries.length);
  const [key, value] = [keys[group], (state.values ?? keys)[group]];
  const none = /** @type {any} */ (score);
  const [left, right] = state.window ?? [-1, -1];
  const takesTemperature = !['sum', 'article', 'article-code'].includes(normalizer) && score !== 'linear';
  return trace(
    {
      query: queries[head], key, value,
      mask: state.mask?.map((row) => row.map(Boolean)),
      params: {
        ...engineParameters(none, defaultParameters(none, key[0].length, key.length)),
        focusWeight: key[0].map((_, a) => key[0].map((_, c) => Number(a === c))), focusVector: key[0].map(() => 1),
      },
    },
    {
      score, normalizer: score === 'linear' ? 'sum' : normalizer, causal: state.causal, window: { left, right },
      ...(state.scale === null ? {} : { scale: state.scale }),
      ...(state.softcap === null ? {} : { softcap: state.softcap }),
      ...(state.localFocus === null ? {} : { localFocus: state.localFocus }),
      ...(state.sinks === null || !withSinks.includes(normalizer) || score === 'linear' ? {} : { sinks: [state.sinks[head]] }),
      ...(takesTemperature && state.temperature !== null ? { temperature: state.temperature } : {}),
    },
  );
}

/** A sink can take a share only under these: the others do not divide up a sum. */
const withSinks = ['softmax', 'sparsemax', 'entmax15', 'hardmax'];

/** @param {ArrayLike<number>} got @param {ArrayLike<number>} want @param {string} label @param {number} [size] */
function assertClose(got, want, label, size = 1) {
  assert.equal(got.length, want.length, `${label}: length`);
  for (let i = 0; i < want.length; i++) {
    const allowed = 2e-6 * Math.max(size, Math.abs(want[i]));
    assert.ok(Math.abs(got[i] - want[i]) <= allowed, `${label}: at ${i} expected ${want[i]}, got ${got[i]}`);
  }
}

/**
 * @param {Record<string, unknown>} plain
 * @returns {{ state: FigureState, result: FigureNumbers }} every panel compared with the oracle
 */
function check(plain) {
  const state = readState(plain);
  const result = figureNumbers(attention, state);
  for (const panel of result.panels) {
    const want = truth(state, panel);
    const label = `${panel.name} ${panel.score} ${panel.normalizer}`;
    const size = Math.max(1, ...want.weights.data.map(Math.abs));
    assertClose(panel.weights, want.weights.data, `${label} weights`, size);
    assertClose(panel.scores ?? [], want.capped.data, `${label} scores`);
    assertClose(panel.output ?? [], want.output.data, `${label} output`, size * result.columns);
    assert.deepEqual([...panel.attended], want.biased.data.map((score) => Number(score > -Infinity)), `${label} attended`);
  }
  return { state, result };
}

test('every score function with every normaliser', () => {
  for (const score of kScores) {
    for (const normalizer of score === 'linear' ? ['sum'] : kNormalizers) {
      // With positive vectors each normaliser has a value, except for scores that are never positive.
      if (kNeverPositive.includes(score) && ['sum', 'article', 'article-code'].includes(normalizer)) continue;
      if (score === 'location' && normalizer.startsWith('article')) continue;
      const plain = { queries: numbers([1, 3, 4], 0.1), keys: numbers([1, 4, 4], 0.1), values: numbers([1, 4, 2]), score, normalizer };
      const { result } = check(plain);
      assert.deepEqual([result.rows, result.columns, result.isSupplied, result.panels.length], [3, 4, false, 1]);
      assert.deepEqual([result.panels[0].name, result.differences, result.mean], [null, [], null]);
    }
  }
});

test('the values are the keys unless given, and several query heads share a key head', () => {
  for (const head of [0, 1, 2, 3]) {
    const { result } = check({ queries: numbers([4, 2, 3]), keys: numbers([2, 5, 3]), head });
    assert.equal(result.panels[0].output?.length, 2 * 3);
  }
});

test('tokens alone: vectors of their spelling, for cross attention too', () => {
  const own = check({ tokens: ['I', 'like', 'tea'] });
  assert.deepEqual([own.result.rows, own.result.columns], [3, 3]);
  const cross = check({ tokens: ['I', 'like', 'tea'], queryTokens: ['Ich', 'mag'] });
  assert.deepEqual([cross.result.rows, cross.result.columns], [2, 3]);
});

test('masks: causal, window and cells, alone and together; a row without keys', () => {
  const queries = numbers([1, 4, 3]);
  const keys = numbers([1, 5, 3]);
  const mask = [[1, 0, 1, 1, 1], [1, 1, 1, 0, 1], [0, 0, 0, 0, 0], [1, 1, 1, 1, 0]];
  for (const masks of [{ causal: true }, { causal: 'bottom-right' }, { causal: 'bottom-right', window: [1, -1] }, { window: [1, 0] }, { window: [-1, 1] }, { window: [2, -1] }, { mask }, { causal: true, window: [1, -1], mask }]) {
    const { result } = check({ queries, keys, ...masks });
    const [{ weights, attended }] = result.panels;
    weights.forEach((weight, index) => assert.ok(attended[index] === 1 || weight === 0));
    assert.ok(attended.includes(0), JSON.stringify(masks));
  }
  // A normaliser that computes in double and the linear score take the masks too.
  check({ queries, keys, causal: true, mask, normalizer: 'sparsemax' });
  check({ queries, keys, causal: true, score: 'linear' });
});

test('each head\'s sink takes its share if the normaliser divides up a sum', () => {
  const plain = { queries: numbers([3, 4, 3]), keys: numbers([1, 5, 3]), sinks: [0.5, -1, 3] };
  for (const normalizer of withSinks) {
    for (const head of [0, 2]) {
      const { result: { panels: [{ weights }] } } = check({ ...plain, head, normalizer, temperature: 0.7, mask: [[1, 0, 1, 1, 1], [1, 1, 1, 1, 1], [0, 0, 0, 0, 0], [1, 1, 1, 1, 0]] });
      const sums = [0, 1, 2, 3].map((row) => rowSum(weights.subarray(5 * row, 5 * row + 5)));
      assert.ok(sums.every((sum) => sum <= 1 + 1e-6) && sums.some((sum) => sum < 0.99), `${normalizer}: ${sums}`);
    }
  }
  check({ ...plain, compare: 'head' });
  check({ ...plain, compare: 'normalizer', compared: ['softmax', 'sigmoid', 'sum'] });
  check({ ...plain, score: 'linear' });
  check({ ...plain, score: 'additive', softcap: 2, localFocus: { center: 'monotonic', sigma: 1 } });
});

test('temperature and scale change the numbers', () => {
  const plain = { queries: numbers([1, 2, 3]), keys: numbers([1, 3, 3]) };
  const weights = [{}, { temperature: 0.5 }, { scale: 2 }].map((more) => [...check({ ...plain, ...more }).result.panels[0].weights]);
  assert.notDeepEqual(weights[0], weights[1]);
  assert.notDeepEqual(weights[0], weights[2]);
});

test('score functions side by side: a panel for each, and what each differs by from the first', () => {
  const plain = { queries: numbers([1, 3, 3]), keys: numbers([1, 4, 3]), compare: 'score' };
  const two = check({ ...plain, compared: ['dot', 'cosine'] }).result;
  assert.deepEqual(two.panels.map(({ name, score }) => [name, score]), [['dot', 'dot'], ['cosine', 'cosine']]);
  assert.equal(two.differences.length, 1);
  assert.notEqual(Math.max(...two.differences[0]), 0);
  const four = check({ ...plain, compared: ['dot', 'additive', 'location', 'linear'] }).result;
  assert.deepEqual([four.panels.length, four.differences.length, four.mean], [4, 3, null]);
  for (const { panels: [first, ...others], differences } of [two, four]) {
    others.forEach(({ weights }, place) => (
      assertClose(differences[place], [...weights].map((weight, index) => weight - first.weights[index]), `difference ${place}`)));
  }
  assert.deepEqual(four.panels.map(({ normalizer }) => normalizer), ['softmax', 'softmax', 'softmax', 'sum']);
});

test('normalisers side by side, with a temperature where they take one', () => {
  const plain = { queries: numbers([1, 2, 3], 0.1), keys: numbers([1, 3, 3], 0.1), compare: 'normalizer', temperature: 0.3 };
  const { panels } = check({ ...plain, compared: ['softmax', 'sparsemax', 'article'] }).result;
  assert.deepEqual(panels.map(({ normalizer }) => normalizer), ['softmax', 'sparsemax', 'article']);
});

test('heads side by side with their mean; of many heads, the four up to the chosen one', () => {
  const queries = numbers([6, 2, 3]);
  const keys = numbers([6, 3, 3]);
  /** @param {number} head */
  const names = (head) => check({ queries, keys, compare: 'head', head }).result.panels.map(({ name }) => name);
  assert.deepEqual([names(0), names(5)], [['0', '1', '2', '3'], ['2', '3', '4', '5']]);
  const { panels, mean, differences } = check({ queries: queries.slice(0, 2), keys: keys.slice(0, 2), compare: 'head' }).result;
  assert.equal(panels.length, 2);
  assertClose(mean ?? [], [...panels[0].weights].map((weight, index) => (weight + panels[1].weights[index]) / 2), 'mean');
  assert.equal(differences.length, 1);
  assert.deepEqual(check({ queries, keys, compare: 'head' }).result.differences, [], 'many heads have their mean and entropy');
});

test('weights are shown, or scores with 0 for masked cells; differences and means are taken of the same numbers', () => {
  const mask = [[1, 0, 1, 1], [1, 1, 1, 0]];
  const plain = { queries: numbers([2, 2, 3]), keys: numbers([2, 4, 3]), mask };
  const open = mask.flat();
  for (const compare of [{ compare: 'score', compared: ['euclidean', 'cosine', 'dot'] }, { compare: 'head' }, {}]) {
    assert.ok(check({ ...plain, ...compare }).result.panels.every(({ shown, weights }) => shown === weights));
    const { state, result } = check({ ...plain, ...compare, shows: 'scores' });
    const maps = result.panels.map((panel) => truth(state, panel).scaled.data.map((score, cell) => score * open[cell]));
    result.panels.forEach(({ shown }, index) => assertClose(shown, maps[index], `shown ${index}`));
    assert.equal(result.differences.length, maps.length - 1);
    result.differences.forEach((map, index) => assertClose(map, maps[index + 1].map((score, cell) => score - maps[0][cell]), `difference ${index}`));
    if (compare.compare === 'head') assertClose(result.mean ?? [], maps[0].map((score, cell) => (score + maps[1][cell]) / 2), 'mean');
    else assert.equal(result.mean, null);
  }
});

test('supplied weights need no engine, are said to be supplied, and are hidden where they are masked', () => {
  const state = readState({ tokens: ['a', 'b'], weights: [[[0.9, 0.1], [0.25, 0.75]], [[0, 1], [1, 0]]], causal: true, compare: 'head' });
  const { isSupplied, panels, mean, rows, columns } = figureNumbers(null, state);
  assert.deepEqual([isSupplied, rows, columns], [true, 2, 2]);
  assert.deepEqual(panels.map(({ weights }) => [...weights]), [[0.9, 0, 0.25, 0.75], [0, 0, 1, 0]]);
  assert.deepEqual(panels.map(({ attended }) => [...attended]), [[1, 0, 1, 1], [1, 0, 1, 1]]);
  assert.deepEqual(panels.map(({ scores, output }) => [scores, output]), [[null, null], [null, null]]);
  assertClose(mean ?? [], [0.45, 0, 0.625, 0.375], 'mean');
  assert.deepEqual(state.weights?.[0][0], [0.9, 0.1], 'the author’s numbers are kept');
  const causal = readState({ weights: [[[1, 0], [0.25, 0.75]]], causal: true });
  assert.deepEqual([...figureNumbers(null, causal).panels[0].attended], [1, 0, 1, 1]);
  const square = [[[0.5, 0.25, 0.25], [0.5, 0.25, 0.25], [0.5, 0.25, 0.25]]];
  const inWindow = figureNumbers(null, readState({ weights: square, window: [0, 1] })).panels[0];
  assert.deepEqual([...inWindow.shown], [0.5, 0.25, 0, 0, 0.25, 0.25, 0, 0, 0.25]);
  const masked = readState({ weights: square, mask: [[1, 0, 1], [1, 1, 1], [0, 0, 0]], key: 1 });
  assert.deepEqual([...figureNumbers(null, masked).panels[0].shown], [0.5, 0, 0.25, 0.5, 0.25, 0.25, 0, 0, 0]);
  const { steps, masked: reason } = derivation(null, masked, { query: 0, key: 1 });
  assert.deepEqual([steps, reason], [[{ kind: 'mask', reason: 'mask' }], 'mask']);
  assert.deepEqual(derivation(null, masked, { query: 0, key: 2 }).steps, [{ kind: 'supplied', weight: 0.25, rowSum: 0.75 }]);
});

test('a panel that cannot be computed says why: no engine, an undefined row, a score that allows no other normaliser', () => {
  const plain = { queries: [[[1, 0]]], keys: [[[1, 0], [-1, 0]]], score: 'dot' };
  assert.throws(() => figureNumbers(null, readState(plain)), /engine: expected one to compute weights with, got null/);
  assert.throws(() => figureNumbers(attention, readState({ ...plain, normalizer: 'sum' })), { name: 'AttentionError', code: 'undefined-row' });
  const linear = readState({ ...plain, score: 'linear', compare: 'normalizer', compared: ['sum', 'softmax'] });
  assert.throws(() => figureNumbers(attention, linear), { name: 'AttentionError', argument: 'normalizer' });
});

test('softcap and local focus, with every normaliser, in every head; the scores are the capped ones', () => {
  for (const normalizer of kNormalizers) {
    for (const center of ['monotonic', 'predictive', [0.5, 3, -1]]) {
      const plain = { queries: numbers([2, 3, 4], 0.1), keys: numbers([1, 4, 4], 0.1), normalizer, softcap: 0.4, localFocus: { center, sigma: 0.8 }, mask: [[1, 1, 0, 1], [1, 1, 1, 1], [0, 0, 0, 0]] };
      check({ ...plain, head: 1 });
      check({ ...plain, compare: 'head' });
      check({ ...plain, score: 'linear', normalizer: 'sum', scale: 0.2 });
    }
  }
});

test('one call of the engine for a panel, and scores only where few or asked for', () => {
  /** @type {any[]} */
  const asked = [];
  const counting = {
    attend: (/** @type {any} */ inputs, /** @type {any} */ options) => {
      asked.push(options.scores);
      return attention.attend(inputs, options);
    },
    explain: attention.explain.bind(attention),
  };
  const state = readState({ queries: numbers([1, 65, 2]), keys: numbers([1, 65, 2]), compare: 'score', compared: ['dot', 'cosine'] });
  assert.equal(figureNumbers(counting, state).panels[0].scores, null);
  assert.deepEqual(asked.splice(0), [undefined, undefined]);
  assert.equal(figureNumbers(counting, { ...state, shows: 'scores' }).panels[1].scores?.length, 65 * 65);
  assert.deepEqual(asked.splice(0), ['capped', 'capped']);
  const small = readState({ queries: [[[1, 2]]], keys: [[[1, 2], [3, 4]]] });
  assert.equal(figureNumbers(counting, small).panels[0].scores?.length, 2);
});
