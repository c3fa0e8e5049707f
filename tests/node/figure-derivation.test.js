/**
 * The derivation of a cell: its numbers against the float64 oracle at the printed precision, and
 * each line computed once more from its own digits.
 */

import test from 'node:test';
import assert from 'node:assert/strict';
import { derivation } from '../../web/figure/derivation/derivation.js';
import { derivationMarkup } from '../../web/figure/derivation/derivation-markup.js';
import { markupText } from '../../web/base/markup.js';
import { formatNumber } from '../../web/base/number-format.js';
import { defaultParameters, engineParameters } from '../../web/figure/compute/parameters.js';
import { readState } from '../../web/figure/state/figure-state.js';
import derivationTexts from '../../web/locales/derivation.js';
import figureTexts from '../../web/locales/figure.js';
import { names as methodNames } from '../../web/locales/methods.js';
import viewTexts from '../../web/locales/view.js';
import { attention } from './engine.js';
import { chinese, english } from './figure-texts.js';
import { calculate, linesOf, wordsIn } from './mathml-lines.js';
import { trace } from './oracle.js';
import { createRandom, kNeverPositive, kPairs } from './random.js';

/**
 * @import { Derivation } from '../../web/figure/derivation/steps.js'
 * @import { PrintedLine } from './mathml-lines.js'
 */

const random = createRandom(4_410);

/** @param {number[]} shape @param {number} [low] @returns {any} nested numbers of two decimals from low to 1 */
function numbers([length, ...rest], low = -1) {
  return Array.from({ length }, () => (rest.length > 0 ? numbers(rest, low) : Math.round(100 * random.uniform(low, 1)) / 100));
}

/** @param {Record<string, unknown>} plain @param {{ query: number, key: number, panel?: number }} cell */
function derive(plain, cell) {
  const state = readState(plain);
  const derived = derivation(state.weights ? null : attention, state, cell);
  const tree = derivationMarkup(derived, english);
  return { state, derived, tree, lines: linesOf(tree), text: markupText(tree) };
}

/**
 * Asserts that each sign, '=' or '≈', is true for the digits of its line.
 * @param {PrintedLine[]} lines
 * @param {string} label
 */
function assertSigns(lines, label) {
  for (const { step, calculation, sign, result } of lines) {
    const [left, right] = [calculate(calculation), calculate(result)];
    if (left === null || right === null) continue;
    const line = `${label} ${step}: ${wordsIn(calculation)} ${sign} ${wordsIn(result)}, calculated ${left}`;
    const isEqual = Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(right));
    if (sign === '=') assert.ok(isEqual, line);
    else assert.ok(!isEqual && Math.abs(left - right) <= 0.01 * Math.max(1, Math.abs(left)), line);
  }
}

/**
 * @param {string} printed
 * @param {number} want
 * @param {string} label
 */
function assertPrints(printed, want, label) {
  const got = Number(printed.replace('−', '-'));
  if (Number.isNaN(got)) assert.ok(/^[<>]−?0\.001$/.test(printed) && Math.abs(want) < 0.001, `${label}: ${printed} for ${want}`);
  else assert.ok(Math.abs(got - want) <= 0.0005 + 4e-6 * Math.max(1, Math.abs(want)), `${label}: ${printed} for ${want}`);
}

/** The numbers that have lines: a 0 is left out. @param {number[]} results */
const written = (results) => (results.length > 8 ? results.filter((result) => result !== 0) : results);

/**
 * All results of a derivation in order, from the oracle.
 * @param {any} state @param {Derivation} derived
 */
function truth(state, { query, key, score, normalizer, head }) {
  const any = /** @type {any} */ (score);
  const group = Math.floor((head * state.keys.length) / state.queries.length);
  const keys = state.keys[group];
  const [left, right] = state.window ?? [-1, -1];
  const plainest = /** @type {any} */ (defaultParameters('concat', keys[0].length, keys.length));
  const { row, ...all } = trace(
    {
      query: state.queries[head], key: keys, value: (state.values ?? state.keys)[group],
      mask: state.mask?.map((/** @type {number[]} */ cells) => cells.map(Boolean)),
      params: { ...engineParameters(any, defaultParameters(any, keys[0].length, keys.length)), focusWeight: plainest.W, focusVector: plainest.v },
    },
    {
      score, normalizer, causal: state.causal, window: { left, right }, row: { query },
      ...(state.scale === null ? {} : { scale: state.scale }),
      ...(state.temperature === null ? {} : { temperature: state.temperature }),
      ...(state.softcap === null ? {} : { softcap: state.softcap }),
      ...(state.localFocus === null ? {} : { localFocus: state.localFocus }),
      ...(state.sinks === null ? {} : { sinks: [state.sinks[head]] }),
    },
  );
  const { products, weightedValues } = /** @type {NonNullable<typeof row>} */ (row);
  const at = query * keys.length + key;
  const terms = products.data.slice(key * products.shape[1], (key + 1) * products.shape[1]);
  const sum = terms.reduce((a, b) => a + b, 0);
  const width = weightedValues.shape[1];
  const isMasked = all.biased.data[at] === -Infinity;
  return [
    ...written([...terms]), sum,
    ...(score === 'cosine' ? [all.scores.data[at]] : []),
    ...(state.scale !== null || score === 'scaled-dot' ? [all.scaled.data[at]] : []),
    ...(state.softcap === null ? [] : [all.capped.data[at]]),
    ...(isMasked ? [] : [all.exponentials.data[at], ...(normalizer === 'sigmoid' ? [] : [all.rowSum.data[query]]), all.weights.data[at]]),
    ...written([...weightedValues.data.slice(key * width, (key + 1) * width)]),
    ...written([...all.output.data.slice(query * width, (query + 1) * width)]),
  ];
}

/** @param {Record<string, unknown>} plain @param {{ query: number, key: number, panel?: number }} cell */
function check(plain, cell) {
  const found = derive(plain, cell);
  const label = `${found.derived.score} ${found.derived.normalizer} ${JSON.stringify(cell)}`;
  const want = truth(found.state, found.derived);
  assert.equal(found.lines.length, want.length, `${label}: ${found.lines.map(({ step }) => step)}`);
  found.lines.forEach(({ step, result }, index) => assertPrints(wordsIn(result), want[index], `${label} line ${index} ${step}`));
  assertSigns(found.lines, label);
  assert.doesNotMatch(found.text, /NaN|undefined|\{/);
  return found;
}

test('every score function with every normaliser, every line of every cell', () => {
  for (const { score, normalizer } of kPairs) {
    const isSigned = ['sum', 'article', 'article-code'].includes(normalizer);
    // These need positive scores.
    if (isSigned && kNeverPositive.includes(score)) continue;
    const plain = { queries: numbers([1, 2, 3], isSigned ? 0.1 : -1), keys: numbers([1, 3, 3], isSigned ? 0.1 : -1), values: numbers([1, 3, 2]), score, normalizer };
    for (const query of [0, 1]) for (const key of [0, 1, 2]) check(plain, { query, key });
  }
});

test('temperature and scale are in the lines', () => {
  for (const normalizer of ['softmax', 'sparsemax', 'entmax15', 'sigmoid', 'hardmax']) {
    for (const key of [0, 1, 2]) {
      check({ queries: numbers([1, 2, 3]), keys: numbers([1, 3, 3]), normalizer, temperature: 0.5, scale: 2 }, { query: 1, key });
      check({ queries: numbers([1, 2, 3]), keys: numbers([1, 3, 3]), normalizer, temperature: 1, score: 'dot', scale: -0.5 }, { query: 1, key });
    }
  }
});

test('the cap stands between scale and numerator, with symbols that tell the scores apart', () => {
  for (const { score, normalizer } of kPairs) {
    const isSigned = ['sum', 'article', 'article-code'].includes(normalizer);
    if (isSigned && kNeverPositive.includes(score)) continue;
    for (const scale of [null, 0.5]) {
      const plain = { queries: numbers([1, 2, 3], isSigned ? 0.1 : -1), keys: numbers([1, 3, 3], isSigned ? 0.1 : -1), score, normalizer, scale, softcap: 0.75, mask: [[1, 1, 1], [1, 0, 1]] };
      const { derived, lines } = check(plain, { query: 1, key: 2 });
      const kinds = derived.steps.map(({ kind }) => kind);
      assert.equal(kinds[kinds.indexOf('cap') + 1], 'numerator');
      assert.equal(kinds[kinds.indexOf('cap') - 1] === 'scale', scale !== null || score === 'scaled-dot');
      assert.ok(lines.some(({ step }) => step === 'cap'));
      // A masked key also has a score.
      assert.ok(check(plain, { query: 1, key: 1 }).derived.steps.some(({ kind }) => kind === 'cap'));
    }
  }
  const alike = { queries: [[[1, 2]]], keys: [[[0.5, 0.25], [-2, 1]]], softcap: 2 };
  const symbols = (/** @type {Record<string, unknown>} */ more) => derive({ ...alike, ...more }, { query: 0, key: 0 }).text;
  assert.ok(symbols({}).includes('<mo>″</mo>') && symbols({}).includes('<mi>softcap</mi>'));
  assert.ok(!symbols({ score: 'dot' }).includes('″') && symbols({ score: 'dot' }).includes('<mo>′</mo>'));
  const line = (/** @type {number} */ key) => derive({ ...alike, score: 'dot' }, { query: 0, key }).lines.filter(({ step }) => step === 'cap')
    .map(({ calculation, sign, result }) => `${wordsIn(calculation)} ${sign} ${wordsIn(result)}`);
  assert.deepEqual(line(0), ['2.000×tanh((1.000)/(2.000)) ≈ 0.924']);
  assert.deepEqual(line(1), ['2.000×tanh((0)/(2.000)) = 0'], 'tanh 0');
});

test('a local focus shows the Gaussian of its weight, wherever the centre comes from', () => {
  for (const normalizer of ['softmax', 'sparsemax', 'entmax15', 'sigmoid', 'hardmax', 'sum', 'article', 'article-code']) {
    for (const center of ['monotonic', 'predictive', [0.25, 2.5, -1]]) {
      const plain = { queries: numbers([2, 3, 2], 0.1), keys: numbers([1, 4, 2], 0.1), normalizer, localFocus: { center, sigma: 1.25 }, head: 1 };
      for (const key of [0, 1, 3]) {
        const { state, derived, lines } = check(plain, { query: 2, key });
        const step = /** @type {any} */ (derived.steps.find(({ kind }) => kind === 'focus'));
        const place = center === 'monotonic' ? 2 : center === 'predictive'
          ? 4 / (1 + Math.exp(-(state.queries?.[1][2] ?? []).reduce((sum, x) => sum + Math.tanh(x), 0))) : -1;
        assert.ok(Math.abs(step.center - place) < 1e-6 && step.sigma === 1.25 && step.key === key);
        assert.ok(!derived.steps.some(({ kind }) => kind === 'weight'));
        const [line] = lines.filter(({ step: kind }) => kind === 'focus');
        assert.ok(wordsIn(line.calculation).includes(`×exp(−((${key}−`) && wordsIn(line.calculation).endsWith(')^(2))/(2×1.250^(2)))'), wordsIn(line.calculation));
      }
    }
  }
  check({ queries: numbers([1, 3, 2]), keys: numbers([1, 3, 2]), localFocus: { center: 'monotonic', sigma: 1 }, causal: true }, { query: 0, key: 1 });
  const there = derive({ queries: [[[0, 1]]], keys: [[[1, 0], [-1, 0]]], score: 'dot', localFocus: { center: [1], sigma: 1 } }, { query: 0, key: 1 });
  assert.deepEqual(there.lines.filter(({ step }) => step === 'focus').map(({ sign, result }) => sign + wordsIn(result)), ['=0.500'], 'e to the power of 0');
  const compared = { queries: numbers([1, 3, 2]), keys: numbers([1, 3, 2]), compare: 'normalizer', compared: ['softmax', 'sparsemax'], softcap: 1, localFocus: { center: 'predictive', sigma: 0.5 } };
  for (const panel of [0, 1]) check(compared, { query: 1, key: 2, panel });
});

test('the article: a line has = if its printed digits make it true, otherwise ≈', () => {
  const keys = [[0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [0.1, 0.2, 0.3]];
  const { lines } = check({ queries: [[[0.1, 0.2, 0.3]]], keys: [keys], score: 'dot', normalizer: 'article' }, { query: 0, key: 0 });
  const said = lines.map(({ calculation, sign, result }) => `${wordsIn(calculation)} ${sign} ${wordsIn(result)}`);
  assert.deepEqual(said, [
    '0.100×0.400 = 0.040', '0.200×0.500 = 0.100', '0.300×0.600 = 0.180', '0.040+0.100+0.180 = 0.320', '0.320 = 0.320',
    '0.320+0.500+0.140 = 0.960', '(0.320)/(√(0.960)) ≈ 0.327', '0.327×0.400 ≈ 0.131', '0.327×0.500 ≈ 0.163', '0.327×0.600 ≈ 0.196',
    '0.131+0.357+0.014 = 0.502', '0.163+0.408+0.029 = 0.600', '0.196+0.459+0.043 = 0.698',
  ]);
});

test('exact lines in the steps with exp, tanh or roots have =', () => {
  /** @param {Record<string, unknown>} plain @param {string} step */
  const signs = (plain, step) => derive({ values: [[[1], [1]]], ...plain }, { query: 0, key: 0 }).lines.filter((line) => line.step === step).map(({ sign }) => sign);
  const alike = { queries: [[[1, 0]]], keys: [[[0.5, 0], [0.25, 0]]], score: 'dot' };
  assert.deepEqual(signs(alike, 'numerator'), ['='], 'e to the power of 0');
  assert.deepEqual(signs({ ...alike, normalizer: 'sparsemax' }, 'numerator'), ['=']);
  assert.deepEqual(signs({ ...alike, normalizer: 'sparsemax', temperature: 0.5 }, 'numerator'), ['=']);
  assert.deepEqual(signs({ ...alike, normalizer: 'entmax15', keys: [[[2, 0], [-1, 0]]] }, 'numerator'), ['=']);
  assert.deepEqual(signs({ ...alike, normalizer: 'entmax15', temperature: 0.5, keys: [[[1, 0], [-1, 0]]] }, 'numerator'), ['=']);
  assert.deepEqual(signs({ ...alike, normalizer: 'article', keys: [[[0.1, 0], [0.15, 0]]] }, 'weight'), ['='], '0.1 / √0.25');
  assert.deepEqual(signs({ ...alike, normalizer: 'hardmax' }, 'numerator'), ['=']);
  assert.deepEqual(signs({ ...alike, score: 'scaled-dot', queries: [[[1, 0, 0, 0]]], keys: [[[0.5, 0, 0, 0], [0, 0, 0, 0]]] }, 'scale'), ['='], '√4');
  assert.deepEqual(signs({ ...alike, score: 'cosine', queries: [[[3, 4]]], keys: [[[3, 4], [4, 3]]] }, 'cosine'), ['='], '25 / (5 × 5)');
  assert.deepEqual(signs({ ...alike, score: 'concat', queries: [[[0.5, 1]]], keys: [[[-0.5, 1], [1, 1]]] }, 'products').slice(0, 2), ['=', '≈'], 'tanh 0');
  assert.deepEqual(signs({ ...alike, score: 'linear', normalizer: 'sum', queries: [[[0.5, -1]]], keys: [[[0, 1], [1, 1]]] }, 'products').slice(0, 2), ['=', '≈'], 'φ');
  assert.deepEqual(signs({ ...alike, score: 'linear', normalizer: 'sum', queries: [[[0]]], keys: [[[-0.01], [1]]] }, 'products').slice(0, 1), ['≈'], 'e^-0.01 is not 0.99');
  assert.deepEqual(signs({ ...alike, score: 'euclidean' }, 'products').slice(0, 1), ['=']);
  assert.deepEqual(signs({ values: [[[1]]], queries: [[[0, 1]]], keys: [[[1, 0]]], normalizer: 'sigmoid' }, 'numerator'), ['='], '1 / 2');
});

test('negative numbers stand in brackets, except at the start of a line', () => {
  const { lines } = derive({ queries: [[[-1, 1, 1]]], keys: [[[0.5, -0.25, -0.5]]], score: 'dot' }, { query: 0, key: 0 });
  assert.deepEqual(lines.slice(0, 4).map(({ calculation }) => wordsIn(calculation)), ['−1.000×0.500', '1.000×(−0.250)', '1.000×(−0.500)', '−0.500+(−0.250)+(−0.500)']);
});

test('a vector of length 0 has the cosine 0 and no division', () => {
  const { lines, text } = check({ queries: [[[0, 0]]], keys: [[[1, 2], [0.5, 1]]], score: 'cosine' }, { query: 0, key: 0 });
  const line = lines.find(({ step }) => step === 'cosine');
  assert.equal(line && wordsIn(line.calculation), '0');
  assert.ok(text.includes(english('derivation.zeroLength')));
});

test('a masked cell: its score, the reason, a weight of exactly 0, and what the row becomes without it', () => {
  const plain = { queries: numbers([1, 3, 2]), keys: numbers([1, 4, 2]) };
  /** @type {[Record<string, unknown>, 'mask' | 'causal' | 'window', string][]} */
  const cases = [
    [{ mask: [[1, 1, 0, 1], [1, 1, 0, 1], [1, 1, 1, 1]] }, 'mask', english('masked.mask')],
    [{ causal: true }, 'causal', english('masked.causal')],
    [{ window: [0, 0] }, 'window', english('masked.window')],
  ];
  for (const [masks, reason, said] of cases) {
    const { derived, text, lines } = check({ ...plain, ...masks }, { query: 1, key: 2 });
    assert.equal(derived.masked, reason);
    assert.ok(text.includes(said), reason);
    assert.ok(!lines.some(({ step }) => step === 'numerator' || step === 'weight'));
    assert.deepEqual(derived.steps.flatMap((step) => (step.kind === 'weightedValue' ? [step.weight, ...step.weighted] : [])), [0, 0, 0]);
    check({ ...plain, ...masks }, { query: 1, key: 1 });
  }
  const { derived, text, lines } = derive({ ...plain, mask: [[0, 0, 0, 0], [1, 1, 1, 1], [1, 1, 1, 1]] }, { query: 0, key: 1 });
  assert.ok(derived.isEmpty && text.includes(english('derivation.empty')));
  assert.deepEqual(lines.filter(({ step }) => step === 'output').map(({ calculation, sign, result }) => wordsIn(calculation) + sign + wordsIn(result)), ['0=0', '0=0']);
});

test('a sink is the last term of the row, and may be the largest', () => {
  const plain = { queries: numbers([2, 3, 2]), keys: numbers([1, 4, 2]), head: 1 };
  for (const normalizer of ['softmax', 'sparsemax', 'entmax15', 'hardmax']) {
    for (const sink of [-0.3, 0.9, 4]) {
      const { derived, text } = check({ ...plain, normalizer, sinks: [0, sink], temperature: 0.8 }, { query: 1, key: 2 });
      const [row] = derived.steps.flatMap((step) => (step.kind === 'rowSum' ? [step] : []));
      const [scores] = derived.steps.flatMap((step) => (step.kind === 'numerator' ? [step.scores] : []));
      const total = row.numerators.reduce((sum, { value }) => sum + value, row.sink?.numerator ?? NaN);
      assert.ok(Math.abs(total - row.sum) <= 1e-6, `${normalizer}, ${sink}: the terms sum to ${total}, not to ${row.sum}`);
      assert.equal(row.sink?.logit, sink);
      assert.ok(text.includes(english('derivation.sink', { logit: formatNumber(sink) })));
      assert.equal(text.includes(english('derivation.sinkWins')), normalizer === 'hardmax' && sink > Math.max(...scores));
    }
  }
});

test('if the last query stands at the last key, causal masks and windows are counted from there', () => {
  const state = { queries: numbers([1, 3, 2]), keys: numbers([1, 4, 2]), causal: 'bottom-right' };
  for (const [masks, key, masked] of /** @type {[object, number, string | null][]} */ ([
    [{}, 2, null], [{}, 3, 'causal'], [{ window: [0, -1] }, 1, 'window'], [{ window: [1, -1] }, 1, null],
  ])) assert.equal(check({ ...state, ...masks }, { query: 1, key }).derived.masked, masked);
});

test('heads, shared keys and the panels of a comparison', () => {
  const plain = { queries: numbers([4, 2, 3]), keys: numbers([2, 3, 3]), values: numbers([2, 3, 2]) };
  const { derived, text } = check({ ...plain, head: 3 }, { query: 1, key: 2 });
  assert.equal(derived.head, 3);
  assert.ok(text.includes('Head 4 of 4.'));
  assert.equal(check({ ...plain, compare: 'head' }, { query: 1, key: 2, panel: 2 }).derived.head, 2);
  assert.equal(check({ ...plain, compare: 'score', compared: ['dot', 'cosine'] }, { query: 0, key: 0, panel: 1 }).derived.score, 'cosine');
  assert.equal(check({ ...plain, compare: 'normalizer', compared: ['softmax', 'sparsemax'] }, { query: 0, key: 0, panel: 1 }).derived.normalizer, 'sparsemax');
});

test('long sums are named, not written out, and a sum that is not shown is never said to be exact', () => {
  const { lines, text } = check({ queries: numbers([1, 2, 16]), keys: numbers([1, 20, 16]), values: numbers([1, 20, 1]) }, { query: 1, key: 4 });
  const long = lines.filter(({ calculation }) => wordsIn(calculation).includes('∑'));
  assert.deepEqual(long.map(({ step }) => step), ['products', 'rowSum', 'output']);
  assert.deepEqual(long.slice(1).map(({ sign }) => sign), ['≈', '≈']);
  assert.ok(!text.includes('class="own"') && !text.includes(english('derivation.marked')));
  const alike = derive({ queries: [[[0]]], keys: [Array(20).fill([1])] }, { query: 0, key: 0 });
  assert.deepEqual(alike.lines.filter(({ step }) => step === 'rowSum').map(({ sign, result }) => sign + wordsIn(result)), ['≈20.000']);
  // The products stand above their sum, digit by digit.
  const products = lines.filter(({ step }) => step === 'products').map(({ result }) => Math.round(1000 * Number(calculate(result))));
  assert.equal(long[0].sign, products.slice(0, -1).reduce((a, b) => a + b, 0) === products.at(-1) ? '=' : '≈');
});

test('forward: the key\'s own term is marked in the row sum and in each output that its weight feeds', () => {
  const { text } = derive({ queries: numbers([1, 2, 2]), keys: numbers([1, 3, 2]), mask: [[0, 1, 1], [1, 1, 1]] }, { query: 0, key: 2 });
  const framed = [...text.matchAll(/<mrow class="own">/g)];
  assert.equal(framed.length, 1 + 2);
  assert.equal(text.split(english('derivation.marked')).length - 1, 2);
});

test('supplied weights say so and derive nothing', () => {
  const { derived, text, lines } = derive({ tokens: ['a', 'b'], weights: [[[0.9, 0.2]]] }, { query: 0, key: 1 });
  assert.equal(derived.isSupplied, true);
  assert.deepEqual(derived.steps, [{ kind: 'supplied', weight: 0.2, rowSum: 1.1 }]);
  assert.ok(text.includes(english('derivation.supplied')) && text.includes('<mn>0.200</mn>') && text.includes('sum to 1.1000'));
  assert.deepEqual(lines, []);
});

test('tokens alone: the derivation says where the vectors come from; only the row is handed to the engine', () => {
  const { derived, text } = derive({ tokens: ['I', 'like', '<tea>'] }, { query: 0, key: 2 });
  assert.deepEqual([derived.isSpelled, derived.queryToken, derived.keyToken], [true, 'I', '<tea>']);
  assert.ok(text.includes(english('figure.spelled')) && text.includes('&lt;tea&gt;') && !text.includes('<tea>'));
  // 1100 x 1100 cells are more than explain gives as a whole.
  const many = { queries: [Array.from({ length: 1100 }, () => [1, 0])], keys: [Array.from({ length: 1100 }, (_, j) => [j / 1100, 0])] };
  assert.equal(derive(many, { query: 1099, key: 3 }).derived.key, 3);
});

test('a derivation is plain data', () => {
  const { derived } = derive({ queries: numbers([1, 2, 2]), keys: numbers([1, 3, 2]), normalizer: 'entmax15' }, { query: 0, key: 2 });
  assert.deepEqual(JSON.parse(JSON.stringify(derived)), derived);
});

test('both languages have the same texts with the same braces', () => {
  const braces = (/** @type {string} */ text) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const group of Object.values({ ...derivationTexts, ...methodNames, ...figureTexts, ...viewTexts })) {
    for (const [key, texts] of Object.entries(group)) {
      assert.equal(texts.length, 2, key);
      assert.deepEqual(braces(texts[1]), braces(texts[0]), key);
    }
  }
  const state = readState({ tokens: ['我', '茶'], normalizer: 'sparsemax' });
  const text = markupText(derivationMarkup(derivation(attention, state, { query: 0, key: 1 }), chinese));
  assert.ok(text.includes('查询 i 是“我”，键 j 是“茶”') && text.includes('权重乘以值'));
});
