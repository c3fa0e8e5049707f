// The slip with the article's mistakes: every verdict on it is computed again here.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page as en } from '../../web/locales/lesson/mistakes-en.js';
import { page as zh } from '../../web/locales/lesson/mistakes-zh.js';
import { lines, mistakes, pieces } from '../../web/site/lesson/mistakes/slip.js';
import { articleFacts, articleState } from '../../web/site/workbench/article.js';
import { exampleNumbers } from '../../web/site/exhibits/numbers.js';
import { attention } from './engine.js';

/** Whether the printed digits are the value, rounded to as many decimals. @param {string} printed @param {number} value */
const isRounded = (printed, value) => printed === value.toFixed(printed.split('.')[1].length);

/** What each printed result should be, by what stands before it. @type {Record<string, number>} */
const results = {
  p11: 0.1 * 0.4, p12: 0.2 * 0.5, p13: 0.3 * 0.6, p21: 0.1 * 0.7, p22: 0.2 * 0.8, p23: 0.3 * 0.9, s2: 0.07 + 0.16 + 0.27,
  p31: 0.1 * 0.1, p32: 0.2 * 0.2, p33: 0.3 * 0.3, s3: 0.01 + 0.04 + 0.09, n4: 0.42 + 0.5 + 0.14, n5: 1 / Math.sqrt(1.06),
  w1: 0.9659 * 0.42, w2: 0.9659 * 0.5, w3: 0.9659 * 0.14, v1: 0.402 * 0.4, v2: 0.483 * 0.7, v3: 0.137 * 0.1,
};

test('exactly the pieces that are called mistakes are wrong by themselves', () => {
  for (const { id, text, mistake } of pieces) {
    if (!(id in results)) continue;
    assert.equal(isRounded(text, results[id]), mistake === undefined, `${id}: ${text}, reckoned ${results[id]}`);
  }
  assert.ok(!isRounded('0.42', 0.04 + 0.1 + 0.18) && !isRounded('0.914', 0.161 + 0.338 + 0.014));
  for (const { because } of pieces) {
    const [left, right] = (because ?? 'A = 0').split(' = ');
    if (left.startsWith('A')) continue;
    const value = left.split(' + ').reduce((total, term) => total + term.split(' × ').reduce((product, x) => product * Number(x), 1), 0);
    assert.ok(isRounded(right, value), because);
  }
});

test('every mistake stands somewhere on the slip, once in the list of answers, in both languages', () => {
  assert.deepEqual([...new Set(pieces.flatMap(({ mistake }) => mistake ?? []))].sort(), [...mistakes].sort());
  for (const { reasons } of [en, zh]) assert.deepEqual(Object.keys(reasons).sort(), [...mistakes].sort());
  assert.equal(new Set(pieces.map(({ id }) => id)).size, pieces.length);
  for (const { mistake, carries, because } of pieces) assert.equal([mistake, carries, because].filter((kind) => kind !== undefined).length, 1);
});

test('the slip has the article’s text', () => {
  const text = lines.map(({ parts }) => parts.map((part) => (typeof part === 'string' ? part : part.text)).join('')).join('\n');
  for (const line of [
    '= 0.14 + 0.10 + 0.18 = 0.42', '= 0.07 + 0.16 + 0.27 = 0.50', '= 0.01 + 0.04 + 0.09 = 0.14', '1 / √(0.42 + 0.50 + 0.14) = 1 / √1.06 ≈ 0.9659',
    '0.9659 · 0.42 ≈ 0.402', '0.9659 · 0.50 ≈ 0.483', '0.9659 · 0.14 ≈ 0.137', '0.402 · 0.4 + 0.483 · 0.7 + 0.137 · 0.1', '0.562 + 0.339 + 0.013 = 0.914',
  ]) assert.ok(text.includes(line), line);
});

test('the numbers in the reasons are right', () => {
  const facts = Object.fromEntries(articleFacts(exampleNumbers(attention, articleState)).map((fact) => [fact.name, fact]));
  for (const { reasons } of [en, zh]) {
    assert.ok(reasons.product.includes(facts.product.own) && Number(facts.score.fromVectors) === 0.32);
    assert.ok(reasons.factor.includes(facts.factor.own));
    for (const name of /** @type {const} */ (['weight1', 'weight3', 'value1', 'value2', 'value3'])) assert.ok(reasons[name].includes(facts[name].own), name);
    assert.ok(reasons.output.includes(facts.output.own) && facts.output.own === '0.513');
    assert.ok(reasons.total.includes(facts.total.fromVectors) && facts.total.fromVectors === '0.9798');
  }
});
