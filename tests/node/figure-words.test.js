/**
 * The sentences of a figure where numbers alone would mislead: masked keys, negative weights, rows without an answer, words
 * that run from right to left, and derivations with many zeros.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { draftOf } from '../../web/site/builder/draft.js';
import { figureTag } from '../../web/site/builder/snippets.js';
import { derivation } from '../../web/figure/derivation/derivation.js';
import { derivationMarkup } from '../../web/figure/derivation/derivation-markup.js';
import { markupText } from '../../web/base/markup.js';
import { derivationsOf } from '../../web/figure/derivation/derive.js';
import { FigureEngine } from '../../web/figure/compute/figure-engine.js';
import { readoutOf } from '../../web/figure/words/readout.js';
import { shownToken } from '../../web/base/shown-token.js';
import { keyName } from '../../web/figure/words/names.js';
import { leadOf, sentenceOf } from '../../web/figure/words/sentence.js';
import { messageOf, problemOf } from '../../web/figure/words/texts.js';
import { csvParts } from '../../web/figure/export/csv.js';
import { staticFigure, staticPage } from '../../web/figure/export/static-html.js';
import { figureNumbers } from '../../web/figure/compute/figure-numbers.js';
import { fieldsOfText, readInput, stateOfFields } from '../../web/figure/state/figure-input.js';
import { readLink, writeLink } from '../../web/figure/state/figure-link.js';
import { readState } from '../../web/figure/state/figure-state.js';
import { figureView } from '../../web/figure/views/figure-view.js';
import { kRoot } from './child.js';
import { attention } from './engine.js';
import { chinese, english } from './figure-texts.js';
import { calculate, linesOf, wordsIn } from './mathml-lines.js';

/** @type {Omit<import('../../web/figure/views/view.js').Look, 'texts'>} */
const look = { crosshair: null, domain: [0, 1], zoom: { scale: 1, x: 0, y: 0 }, dir: 'ltr' };

/** Measures a text whose letters all have the same width. @param {string} text */
const measure = (text) => 7 * text.length;

/** @param {import('../../web/draw/display-list.js').Item[]} items */
const textsOf = (items) => items.flatMap((item) => (item.type === 'text' ? [item.text] : []));

/** @param {Record<string, unknown>} plain */
function shown(plain) {
  const state = readState(plain);
  const engine = state.weights ? null : attention;
  return { state, engine, numbers: figureNumbers(engine, state) };
}

const weights = [[1, 0, 0], [0.125, 0.875, 0], [0.25, 0.5, 0.25]];
const causal = { tokens: ['a', 'b', 'c'], weights: [weights], causal: true };

test('a masked key is named as masked, and is never said to have a weight', () => {
  /** @param {Record<string, unknown>} more */
  const said = (more, text = english) => {
    const { state, numbers } = shown({ ...causal, ...more });
    return sentenceOf(state, numbers, text);
  };
  assert.equal(said({ query: 1 }), '“b” attends most to “b”, with weight 0.875. Then “a” 0.125. Masked: “c”. The weights sum to 1.');
  assert.equal(said({ query: 1 }, chinese), '“b”最关注“b”，权重 0.875。其次是“a” 0.125。已屏蔽：“c”。权重之和为 1。');
  assert.equal(said({}), '“a” attends most to “a”, with weight 1.000. Masked: “b”, “c”. The weights sum to 1.');
  assert.doesNotMatch(said({ query: 2 }), /Masked/);
  // A weight of 0 is still a weight, and differs from that of a masked key.
  const sparse = { weights: [[[0.5, 0, 0.5, 0, 0]]], tokens: ['a', 'b', 'c', 'd', 'e'], causal: false, mask: [[1, 1, 1, 0, 0]] };
  assert.equal(said(sparse), '“query” attends most to “a”, with weight 0.500. Then “c” 0.500, “b” 0. Masked: “d”, “e”. The weights sum to 1.');
  const many = { tokens: [...'abcdefg'], weights: [[[0.5, 0.25, 0.125, 0.125, 0, 0, 0]]], causal: false, mask: [[1, 1, 1, 1, 0, 0, 0]] };
  assert.equal(said(many), '“query” attends most to “a”, with weight 0.500. Then “b” 0.250, “c” 0.125, and 1 more. Masked: “e”, “f”, and 1 more. The weights sum to 1.');
  const nothing = { weights: [[[0, 0]]], tokens: ['a', 'b'], causal: false, mask: [[0, 0]] };
  assert.equal(said(nothing), '“query” attends to nothing: every weight is 0. Masked: “a”, “b”.');
  const below = { weights: [[[0, -0.5, -0.25]]], tokens: ['a', 'b', 'c'], causal: false, mask: [[0, 1, 1]] };
  assert.match(said(below), /^“query” attends most to “c”, with weight −0\.250\. Then “b” −0\.500\. Masked: “a”\./);
});

test('a query without a name is the query, in the reader’s language, and its name is no part of the figure’s data', async () => {
  const one = { tokens: ['yes', 'no'], queries: [[[1, 0]]], keys: [[[1, 0], [0, 1]]], key: 1 };
  const { state, numbers } = shown(one);
  assert.deepEqual(state.queryTokens, ['']);
  for (const [text, name] of /** @type {const} */ ([[english, 'query'], [chinese, '查询']])) {
    assert.ok(sentenceOf(state, numbers, text).startsWith(`“${name}”`));
    assert.equal(readoutOf(state, numbers, { row: 0, column: 1 }, text).slice(0, name.length + 2), `“${name}”`);
    const html = staticFigure({ state, numbers, engine: attention, svg: '', text, lang: text.tag });
    assert.match(html, new RegExp(`“${name}”`));
    assert.doesNotMatch(html, /“q?”|<p[^>]*>: /);
    for (const view of /** @type {const} */ (['heatmap', 'links', 'plane'])) {
      const { items } = figureView({ ...state, view }, numbers, { ...look, texts: text.view }, 480, measure);
      const words = textsOf(items);
      assert.ok(words.includes(name) && !words.some((word) => /^q$|: $|^$/.test(word)), `${view}: ${words.join('|')}`);
    }
  }
  const said = { ...state, queryTokens: ['you'] };
  assert.ok(sentenceOf(said, numbers, english).startsWith('“you” '));
  assert.doesNotMatch(await writeLink(state), /query-tokens/);
  assert.deepEqual((await readLink(await writeLink(state))).state, state);
  assert.doesNotMatch(figureTag(state, {}, ''), /query-tokens/);
  assert.equal(draftOf(state, {}).queryWords, '');
});

test('a token that would be invisible gets a sign wherever it is drawn or listed, and stays unchanged in the data', () => {
  const signs = { ' ': '␣', '\t': '⇥', '\n': '↵', '\r\n': 'U+000D↵', '  ': '␣␣', '\0': 'U+0000', '\x7f': 'U+007F', '\x85': 'U+0085', '\u00a0': 'U+00A0',
    '\u200b': 'U+200B', '\ufeff': 'U+FEFF', '\u00ad': 'U+00AD', '\u2028': 'U+2028', '\u202a': 'U+202A', '\ufe0f': 'U+FE0F', '\u{e0001}': 'U+E0001', 'a\nb': 'a↵b', 'a\tb': 'a⇥b' };
  for (const [token, sign] of Object.entries(signs)) assert.equal(shownToken(token), sign, JSON.stringify(token));
  for (const token of ['tea', 'New York', ' the', '❤️', '👨‍👩‍👧', 'می‌خواهم', '茶', '']) assert.equal(shownToken(token), token);
  const tokens = [' ', '\n', '\u200b'];
  const { state, numbers } = shown({ tokens, key: 1, query: 2 });
  const wanted = ['␣', '↵', 'U+200B'];
  for (const view of /** @type {const} */ (['heatmap', 'links', 'bars'])) {
    const { items } = figureView({ ...state, view }, numbers, { ...look, texts: english.view }, 480, measure);
    const words = textsOf(items);
    for (const word of wanted) assert.equal(words.filter((text) => text === word).length, view === 'bars' ? 1 : 2, `${view} ${word}`);
  }
  assert.match(sentenceOf(state, numbers, english), /“U\+200B” attends most to “U\+200B”.*“␣”/);
  const html = staticPage({ state, numbers, engine: attention, svg: '', text: english, lang: 'en' });
  assert.match(html, /<title>␣ ↵ U\+200B<\/title>/);
  assert.match(html, /query i is “U\+200B”, the key j is “↵”/);
  for (const word of wanted) assert.equal(html.split(`dir="auto">${word}</th>`).length, 3, word);
  assert.deepEqual(state.tokens, tokens);
  const back = stateOfFields(fieldsOfText(csvParts(state, numbers).join('')));
  assert.deepEqual(back.tokens, tokens);
});

test('the masked cells of a CSV are read back as a mask', () => {
  const { state, numbers } = shown({ tokens: ['a', 'b', 'c'], causal: true });
  const back = stateOfFields(fieldsOfText(csvParts(state, numbers).join('')));
  assert.deepEqual(back.mask, [[1, 0, 0], [1, 1, 0], [1, 1, 1]]);
  assert.deepEqual(figureNumbers(null, back).panels[0].attended, numbers.panels[0].attended);
  const [{ weights: read }] = figureNumbers(null, back).panels;
  numbers.panels[0].weights.forEach((weight, cell) => assert.equal(Math.fround(read[cell]), weight));
  const open = shown({ tokens: ['a', 'b'] });
  assert.equal(stateOfFields(fieldsOfText(csvParts(open.state, open.numbers).join(''))).mask, null);
  assert.throws(() => stateOfFields(fieldsOfText('query,key,attended,weight\n0,0,perhaps,1')), /line 2, column 3: expected number/);
});

test('the missing part of a row’s sum of 1 is the sink’s, if nothing else takes a part', () => {
  const plain = { tokens: ['a'], queries: [[[0]]], keys: [[[1]]], sinks: [0] };
  /** @param {Record<string, unknown>} more @returns {[string, string]} in a sentence, and below the table */
  const said = (more, text = english) => {
    const { state, engine, numbers } = shown({ ...plain, ...more });
    return [sentenceOf(state, numbers, text), staticFigure({ state, numbers, engine, svg: '', text, lang: 'en' })];
  };
  const [sentence, table] = said({});
  assert.equal(sentence, '“a” attends most to “a”, with weight 0.500. The weights sum to 0.5000; the rest goes to the sink.');
  assert.match(table, /<p[^>]*>[^<]*: The weights sum to 0\.5000; the rest goes to the sink\.<\/p>/);
  assert.match(said({}, chinese)[0], /权重之和为 0\.5000，其余归汇（sink）。$/);
  const others = [{ localFocus: { center: 'monotonic', sigma: 1 } }, { normalizer: 'sigmoid', scale: 0 }, { queries: null, keys: null, weights: [[[0.5]]] }];
  for (const more of others) assert.doesNotMatch(said(more).join(''), /sink/, JSON.stringify(more));
});

test('a sum of 1 is no reason not to be a distribution: a negative weight is', () => {
  const plain = { tokens: ['a', 'b', 'c'], weights: [[[1.5, -0.75, 0.25]]] };
  const { state: all, numbers } = shown(plain);
  assert.match(sentenceOf(all, numbers, english), / The weights sum to 1\.0000 with a negative weight, so they are not a distribution\.$/);
  assert.match(sentenceOf(all, numbers, chinese), /。权重之和为 1\.0000，其中有负权重，所以不是概率分布。$/);
  for (const [text, said] of /** @type {const} */ ([[english, ': The weights sum to 1.0000 with a negative weight, so they are not a distribution.</p>'], [chinese, '：权重之和为 1.0000，其中有负权重，所以不是概率分布。</p>']])) {
    const html = staticFigure({ state: all, numbers, engine: null, svg: '', text, lang: text.tag });
    assert.ok(html.includes(said), html);
  }
  const { state: light, numbers: less } = shown({ ...plain, weights: [[[0.5, 0.25, 0]]] });
  assert.match(sentenceOf(light, less, english), / The weights sum to 0\.7500, so they are not a distribution\.$/);
});

test('an undefined row is named, with its normaliser and the panel that it is in', () => {
  const engine = /** @type {any} */ (new FigureEngine(new WebAssembly.Module(readFileSync(join(kRoot, 'build/wasm/attention-figure.wasm')))));
  const vectors = { queries: [[[1, 0], [0, 1]]], keys: [[[1, 1], [1, -1]]], tokens: ['x', 'y'], queryTokens: ['I', 'you'] };
  /** @param {Record<string, unknown>} more */
  const problem = (more, text = english) => {
    try {
      figureNumbers(engine, readState({ ...vectors, ...more }));
    } catch (error) {
      return problemOf(error, text);
    }
    return 'none';
  };
  const why = 'they sum to 0, are too large, or need the root of a negative number.';
  assert.equal(problem({ normalizer: 'sum' }), `The normaliser “Plain sum” has no answer for the scores of “you”: ${why}`);
  assert.equal(problem({ normalizer: 'sum' }, chinese), '归一化“直接求和”对“you”的得分没有结果：它们的和是 0、太大，或要对负数开方。');
  assert.equal(problem({ compare: 'normalizer', compared: ['softmax', 'article-code'] }),
    `The normaliser “Divided by the sum of roots” has no answer for the scores of “you”: ${why}`);
  assert.match(problem({ normalizer: 'sum', compare: 'score', compared: ['linear', 'dot'] }), /^Dot product: The normaliser “Plain sum” has no answer for the scores of “you”/);
  const heads = { queries: [[[1, 1]], [[0, 1]]], keys: [[[1, 1], [1, -1]]], queryTokens: ['I'], compare: 'head', normalizer: 'sum' };
  assert.match(problem(heads), /^Head 2: The normaliser “Plain sum” has no answer for the scores of “I”/);
});

test('no word turns the sentence around it, whatever signs of direction are in it', () => {
  /** @param {string} token */
  const name = (token) => keyName(readState({ tokens: [token] }), 0);
  for (const plain of ['tea', 'naïve', '喜欢', 'чай', 'こんにちは', '차', '...', '']) assert.equal(name(plain), plain);
  for (const token of ['אני', '\u202Eevil', 'a\u200F', '\u{10900}', '\u{1E900}', 'x\u061C']) assert.equal(name(token), `\u2068${token}\u2069`);
  // Isolate characters in a word would end the figure's own isolates, or hide their end.
  assert.equal(name('a\u2069\u2066b\u2067\u2068'), '\u2068ab\u2069');
  const hostile = readState({ tokens: ['\u202Eevil', '\u2067b'], key: 1 });
  const numbers = figureNumbers(attention, hostile);
  const whole = [
    sentenceOf(hostile, numbers, english), leadOf(hostile, numbers, chinese),
    staticFigure({ state: hostile, numbers, engine: attention, svg: '', text: english, lang: 'en' }).replace(/<title>.*<\/title>|<th[^>]*>[^<]*<\/th>/g, ''),
    derivationsOf(attention, hostile, [null], english).map(markupText).join(''),
  ];
  for (const text of whole) {
    assert.match(text, /\u2068\u202Eevil\u2069/);
    assert.doesNotMatch(text.replace(/\u2068[^\u2066-\u2069]*\u2069/g, ''), /[\u202A-\u202E\u2066-\u2069]/);
  }
});

test('among many lines those with the result 0 are left out and counted, and the rest adds up', () => {
  const state = readState({ tokens: ['I', 'like', 'tea'] });
  const derived = derivation(attention, state, { query: 0, key: 1 });
  for (const text of [english, chinese]) {
    const tree = derivationMarkup(derived, text);
    const lines = linesOf(tree);
    for (const step of ['products', 'weightedValue', 'output']) {
      const own = lines.filter((line) => line.step === step);
      const sums = step === 'products' ? own.splice(-1) : [];
      const left = 64 - own.length;
      assert.ok(own.length < 64 && left > 8, `${step}: ${own.length}`);
      const note = text('derivation.zeros', { count: left, total: 64 });
      assert.ok(markupText(tree).includes(note), note);
      for (const { result } of own) assert.notEqual(wordsIn(result), '0', step);
      for (const { calculation, result } of sums) {
        const total = own.reduce((sum, line) => sum + Number(calculate(line.result)), 0);
        assert.ok(Math.abs(total - Number(calculate(result))) <= 0.0005 * (own.length + 1), `${wordsIn(calculation)}: ${total}`);
      }
    }
    const html = staticFigure({ state: { ...state, key: 1 }, numbers: figureNumbers(attention, state), engine: attention, svg: '', text, lang: text.tag });
    assert.ok(html.includes(text('derivation.zeros', { count: 64 - lines.filter(({ step }) => step === 'weightedValue').length, total: 64 })));
    assert.doesNotMatch(html, /= 0<\/td>|<td>0<\/td>/);
  }
  assert.equal(english('derivation.zeros', { count: 57, total: 64 }), '57 of the 64 results are 0 and left out.');
});

test('a product that is left out is exactly 0: small ones stay, and so do few', () => {
  /** @param {number} size */
  const linesIn = (size) => {
    const query = Array.from({ length: size }, (_, c) => (c % 2 ? 0 : 1e-4));
    const state = readState({ queries: [[query]], keys: [[Array(size).fill(1e-4)]], score: 'dot' });
    return linesOf(derivationMarkup(derivation(attention, state, { query: 0, key: 0 }), english)).filter(({ step }) => step === 'products');
  };
  assert.equal(linesIn(8).length, 8 + 1, 'eight are all written');
  assert.equal(linesIn(10).length, 5 + 1);
  const none = readState({ queries: [[Array(9).fill(0)]], keys: [[Array(9).fill(1)]], score: 'dot' });
  const [only, ...others] = linesOf(derivationMarkup(derivation(attention, none, { query: 0, key: 0 }), english)).filter(({ step }) => step === 'products');
  assert.deepEqual([wordsIn(only.calculation), only.sign, wordsIn(only.result), others.length], ['∑cqi,ckj,c', '=', '0', 0]);
});

test('decimal commas are read if semicolons or tabs separate the numbers', () => {
  const want = readState({ tokens: ['I', 'tea'], queryTokens: ['we', 'they'], weights: [[[0.9, 0.1], [1, 0]]] });
  /** @param {string} text */
  const pasted = (text) => stateOfFields(fieldsOfText(text));
  assert.deepEqual(pasted(';I;tea\r\nwe;0,9;0,1\r\nthey;1,000;0,000\r\n'), want);
  assert.deepEqual(pasted('\tI\ttea\nwe\t0,9\t,1\nthey\t1\t0,00E+00'), want);
  assert.deepEqual(pasted('0,9;0,1\n1;0').weights, want.weights);
  assert.deepEqual(pasted('query;key;attended;weight\n0;0;1;0,9\n0;1;0;0,1').weights, [[[0.9, 0.1]]]);
  assert.deepEqual(pasted(',;,tea\nwe,0.9,0.1').tokens, [';', 'tea'], 'a token that is a semicolon parts nothing');
  assert.deepEqual(pasted(';"1,5";tea\nwe;0,9;0,1').tokens, ['1,5', 'tea']);
  assert.deepEqual(pasted('"0,9";"0,1"').weights, [[[0.9, 0.1]]], 'quoted too');
  assert.deepEqual(pasted('\t3,14\tb\nwe\t0,9\t0,1').tokens, ['3,14', 'b'], 'a word stays what it is');
  assert.throws(() => fieldsOfText(';I\nwe;0,9,1'), /line 2, column 2: expected number, got "0,9,1"/);
  assert.throws(() => fieldsOfText('x,I\nwe,"0,9"'), /line 2, column 2: expected number, got "0,9"/, 'elsewhere a comma may part thousands');
});

test('a forgotten bracket is reported, and a plane says what it draws', () => {
  assert.throws(() => readInput({ tokens: '["a"' }), { argument: 'tokens', code: 'syntax' });
  assert.throws(() => readInput({ tokens: ' [ "a", "b"' }), { argument: 'tokens', code: 'syntax' });
  assert.deepEqual(readInput({ tokens: '[laughs' }).tokens, ['[', 'laughs']);
  assert.throws(() => readInput({ tokens: 'a b', view: 'plane' }), (error) => {
    assert.equal(messageOf(error, english), 'view: expected vectors of 2 numbers for a plane, got 64 numbers');
    assert.equal(messageOf(error, chinese), 'view：应为 2 个分量的向量，才能画在平面上，现为 64 个数');
    return true;
  });
  assert.throws(() => readInput({ tokens: 'a', view: 'plane', queries: '[[1, 2]]', keys: '[[1, 2]]', values: '[[1, 2, 3]]' }), /got 3 numbers$/);
});
