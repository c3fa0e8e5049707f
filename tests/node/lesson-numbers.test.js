/** The second half of the lesson: the numbers in its page before any script runs, and its links. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { attention } from './engine.js';
import { calculationOf, written } from '../../web/site/lesson/rows/calculation.js';
import { articleScores } from '../../web/site/lesson/hero/article.js';
import { markup as heroMarkup } from '../../web/site/lesson/hero/markup.js';
import { markup as recommendMarkup } from '../../web/site/lesson/recommend/markup.js';
import { markup as rowsMarkup } from '../../web/site/lesson/rows/markup.js';
import { markup as headsMarkup } from '../../web/site/lesson/heads/markup.js';
import * as rows from '../../web/site/lesson/rows/example.js';
import * as heads from '../../web/site/lesson/heads/projections.js';
import * as headState from '../../web/site/lesson/heads/state.js';
import * as normalizers from '../../web/site/lesson/normalizers/scores.js';
import * as order from '../../web/site/lesson/order/sentence.js';
import * as exercise from '../../web/site/lesson/exercise/steps.js';
import { formatNumber } from '../../web/base/number-format.js';
import { rowSum } from '../../web/base/statistics.js';

/** @param {{ text: string }} markup */
const plain = ({ text }) => text.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');

test('hero: cosine and distance exactly reverse the article’s order, and the page says the numbers', () => {
  const { dot, cosine, euclidean } = articleScores(attention);
  const order = (/** @type {{ word: string }[]} */ ranked) => ranked.map(({ word }) => word).join();
  assert.equal(order(dot), '喜欢,我,学习');
  assert.equal(order(cosine), '学习,我,喜欢');
  assert.equal(order(euclidean), order(cosine));
  const query = [0.1, 0.2, 0.3];
  const keys = { 我: [0.4, 0.5, 0.6], 喜欢: [0.7, 0.8, 0.9], 学习: query };
  const product = (/** @type {number[]} */ a, /** @type {number[]} */ b) => a.reduce((sum, value, index) => sum + value * b[index], 0);
  const length = (/** @type {number[]} */ a) => Math.sqrt(product(a, a));
  /** @param {(key: number[]) => number} score @param {number} [decimals] */
  const truth = (score, decimals = 3) => Object.entries(keys).map(([word, key]) => ({ word, score: score(key) })).sort((a, b) => b.score - a.score)
    .map((each) => formatNumber(Math.abs(each.score) < 1e-12 ? 0 : each.score, decimals));
  const dots = truth((key) => product(query, key), 2);
  const cosines = truth((key) => product(query, key) / length(query) / length(key));
  const distances = truth((key) => -(length(key.map((value, index) => value - query[index])) ** 2) / 2);
  const en = plain(heroMarkup('en'));
  assert.ok(en.includes(`喜欢, 我, 学习 (${dots.join(', ')})`), en);
  assert.ok(en.includes(`学习, 我, 喜欢 (cosines ${cosines.join(', ')}; distance scores ${distances.join(', ')})`), en);
  const zh = plain(heroMarkup('zh'));
  assert.ok(zh.includes(`喜欢、我、学习（${dots.join('、')}）`) && zh.includes(`学习、我、喜欢（余弦 ${cosines.join('、')}；距离得分 ${distances.join('、')}）`), zh);
});

test('hero: by cosine no weight is more than 7.4 times another', () => {
  const { data } = attention.attend({ query: [1, 0], key: [[2, 0], [-3, 0], [0, 1]], value: [[0], [0], [0]] }, { score: 'cosine', weights: true }).weights;
  const most = Math.max(...data) / Math.min(...data);
  assert.ok(most <= 7.4 && most > 7.35, `${most}`);
});

test('recommendation: the formula and its example are the weight that the table shows', () => {
  for (const [language, says] of /** @type {const} */ ([['en', 'with a score of 3'], ['zh', '得分是 3']])) {
    const text = plain(recommendMarkup(language));
    const [, weight] = new RegExp(`${says}[：:] ?11\\+e4−3≈([\\d.]+)[.。]`).exec(text) ?? [];
    assert.equal(weight, formatNumber(1 / (1 + Math.exp(1))), text.slice(0, 2000));
    assert.match(recommendMarkup(language).text, new RegExp(`<td>3</td><td>[^<]*</td><td>${weight}</td>`), 'as in the first row');
  }
});

test('rows and heads: the paper’s notation stands in the page, with the sizes of the example', () => {
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    assert.match(plain(rowsMarkup(language)), /dk.*Attention\(Q,K,V\)/);
    const text = plain(headsMarkup(language));
    assert.ok(text.includes('headi= Attention(QWiQ,KWiK,VWiV)'), text);
    assert.ok(text.includes('MultiHead(Q,K,V)= Concat(head1,…,headh) WO'));
    assert.ok(text.includes(`dmodel=${heads.words[0].length},dk=${heads.heads[0].q[0].length},h=${heads.heads.length}`));
  }
});

test('rows: the page is written with the engine’s numbers', () => {
  const { query, key, value } = rows;
  const trace = attention.explain({ query, key, value });
  for (const stage of rows.stages) {
    const columns = stage === 'output' ? 2 : 3;
    const { data } = trace[stage];
    const texts = query.map((_, row) => Array.from(data.slice(row * columns, (row + 1) * columns), written));
    assert.deepEqual(rows.printed[stage], texts, stage);
  }
});

test('rows: the text about a cell has the numbers it was computed from', () => {
  const { query, key, value } = rows;
  const trace = attention.explain({ query, key, value }, { row: { query: 1 } });
  /** @param {typeof rows.stages[number]} stage @param {number} column */
  const told = (stage, column) => calculationOf(trace, stage, { row: 1, column }, { query, key, value });
  assert.equal(told('scores', 1), '0 × 0 + 2 × 2 + 1 × 0 + 1 × 2 = 6');
  assert.equal(told('scaled', 1), '6 / √4 = 6 / 2 = 3');
  assert.equal(told('weights', 0), 'exp(1 − 3) / (0.135 + 1.000 + 0.368) ≈ 0.135 / 1.503 ≈ 0.090');
  assert.equal(told('output', 0), '0.090 × 4 + 0.665 × 0 + 0.245 × 4 ≈ 1.339');
});

test('heads: projections are matrix products, and each head looks where the page says', () => {
  assert.deepEqual(heads.project([[1, 2], [3, 4]], [[1, 0, 2], [0, 1, -1]]), [[1, 2, 0], [3, 4, 2]]);
  const looks = heads.heads.map((head) => {
    const [query, key, value] = heads.kinds.map((kind) => heads.project(heads.words, head[kind]));
    const { data } = attention.attend({ query: [query[3]], key, value }, { weights: true }).weights;
    return data.indexOf(Math.max(...data));
  });
  assert.deepEqual(looks, [0, 4], '‘it’ finds the cat in one head, thirsty in the other');
});

test('heads: the link keeps every changed number, and refuses what it has not written', () => {
  const author = headState.author;
  assert.equal(headState.write(author), '');
  const changed = headState.change({ ...author, head: 1, word: 0 }, { kind: 'k', row: 4, column: 1 }, -2.5);
  const text = headState.write(changed);
  assert.equal(text, 'h2,w1,2k5.2:-2.5');
  assert.deepEqual(headState.read(text), changed);
  assert.equal(heads.heads[1].k[4][1], 0, 'the author’s state is untouched');
  for (const broken of ['h3,w1', 'h1,w6', 'h1', 'h1,w1,2k5.2:10', 'h1,w1,2x1.1:1', 'h1,w1,1q6.1:1', 'h1,w1,1q1.1:one', 'h1,w1,']) {
    assert.throws(() => headState.read(broken), /heads/, broken);
  }
});

test('order: without positions the weights move along with the words, with positions they do not', () => {
  const first = [0, 1, 2, 3, 4];
  /** @param {number[]} words @param {boolean} positions */
  const weights = (words, positions) => {
    const vectors = order.vectorsOf(words, positions);
    return attention.attend({ query: vectors, key: vectors, value: vectors }, { weights: true }).weights.data;
  };
  const shuffled = [3, 1, 4, 0, 2];
  const same = order.pairs(weights(first, false), weights(shuffled, false), shuffled);
  assert.equal(same.length, 25);
  assert.ok(same.every(({ before, after }) => Math.abs(before - after) < 1e-6));
  const other = order.pairs(weights(first, false), weights(shuffled, true), shuffled);
  assert.ok(other.filter(({ before, after }) => Math.abs(before - after) > 1e-3).length > 15);
  assert.deepEqual(other.slice(0, 6).map(({ query, key }) => [query, key]), [[0, 0], [0, 1], [0, 2], [0, 3], [0, 4], [1, 0]]);
  const inOrder = weights(first, true);
  assert.ok(inOrder[5] > inOrder[8], 'the first dog looks more at big');
  assert.ok(inOrder[20] < inOrder[23], 'the second more at small');
});

test('order: the positions are the sinusoids of the Transformer', () => {
  assert.deepEqual(order.positionVector(0), [0, 1, 0, 1, 0, 1, 0, 1]);
  const vector = order.positionVector(3);
  assert.equal(vector[0], Math.sin(3));
  assert.ok(Math.abs(vector[3] - Math.cos(0.3)) < 1e-12);
});

test('normalizers: the page is written with the engine’s numbers', () => {
  const key = normalizers.author.map((score) => [score]);
  for (const name of normalizers.names) {
    const { data } = attention.attend({ query: [1], key, value: key }, { score: 'dot', normalizer: name, weights: true }).weights;
    const { weights, sum } = normalizers.printed[name];
    assert.deepEqual([...data].map((weight) => formatNumber(weight)), weights, name);
    const total = rowSum(data);
    assert.ok(Math.abs(total - Number(sum)) < 5e-5, `${name}: ${total}`);
  }
});

test('normalizers: the link keeps scores and choice, and refuses what it has not written', () => {
  assert.equal(normalizers.write(normalizers.first), '');
  const state = { scores: [-1.5, 0, 10], chosen: /** @type {const} */ ('sigmoid') };
  assert.equal(normalizers.write(state), '-1.5;0;10:sigmoid');
  assert.deepEqual(normalizers.read('-1.5;0;10:sigmoid'), state);
  for (const broken of ['1;2:sum', '1;2;11:sum', '1;2;x:sum', '1;2;3:none', '1;2;3']) assert.throws(() => normalizers.read(broken), /normalizers/, broken);
});

test('exercise: fractions, decimals, percent, full width and the comma of other countries', () => {
  const right = ['5/8', ' 5 / 8 ', '10/16', '0.625', '.625', '0,625', '62.5%', '62.5 %', '0.63', '⅝', '５／８', '5÷8', '0。625'];
  for (const text of right) assert.equal(exercise.mistakeIn(2, 2, text), null, text);
  for (const text of ['0.6', '0.61', '6/8', '63', '0.624']) assert.equal(exercise.mistakeIn(2, 2, text), 'wrong', text);
  assert.equal(exercise.mistakeIn(3, 0, '5 1/2'), null);
  assert.equal(exercise.mistakeIn(3, 0, '11/2'), null);
});

test('exercise: a wrong answer gets the right message', () => {
  assert.equal(exercise.mistakeIn(0, 1, '0.69'), 'score');
  assert.equal(exercise.mistakeIn(0, 0, '0'), 'score');
  assert.equal(exercise.mistakeIn(2, 2, '5'), 'numerator');
  assert.equal(exercise.mistakeIn(1, 0, '-8'), 'negative');
  assert.equal(exercise.mistakeIn(1, 0, '9'), 'wrong');
  for (const text of ['', 'eight', '1/0/2', '1e3', 'NaN']) assert.equal(exercise.mistakeIn(1, 0, text), 'unread', text);
  assert.notEqual(exercise.mistakeIn(2, 0, '1/0'), null);
});

test('exercise: the right answers are the engine’s, and the link holds only right answers', () => {
  const { data } = attention.attend({ query: [1], key: exercise.scores.map((score) => [score]), value: exercise.values }, { score: 'dot', weights: true }).weights;
  exercise.steps[2].answers.forEach((answer, index) => assert.ok(Math.abs(exercise.readAnswer(answer).value - data[index]) < 1e-6));
  const { output } = attention.attend({ query: [1], key: exercise.scores.map((score) => [score]), value: exercise.values }, { score: 'dot' });
  exercise.steps[3].answers.forEach((answer, index) => assert.ok(Math.abs(exercise.readAnswer(answer).value - output.data[index]) < 1e-5));
  const answers = [['1', '2', '5'], ['8'], ['1/8', '25%', '0.625']];
  assert.equal(exercise.write(answers), '1;2;5|8|1/8;25%;0.625');
  assert.deepEqual(exercise.read('1;2;5|8|1/8;25%;0.625'), answers);
  assert.deepEqual(exercise.read(''), []);
  for (const broken of ['1;2;6', '1;2', '1;2;5|8|1/8;2/8;5/8|5.5;2|1', '8', '1;2;5.000000000000000']) assert.throws(() => exercise.read(broken), /exercise/, broken);
});
