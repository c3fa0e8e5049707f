// The errata: every entry is complete in both languages, its level follows from its sources, and its numbers are right.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entries, groups, levelOf, levels } from '../../web/site/lesson/errata/entries.js';
import { countOf as numbersOf, eachAsks, learned, learnedSets, pairDimensions, pairs, scaledExample, weightsUnder } from '../../web/site/lesson/errata/live.js';
import { countOf, markup } from '../../web/site/lesson/errata/markup.js';
import { sources } from '../../web/site/lesson/errata/sources.js';
import * as en from '../../web/locales/lesson/errata-en.js';
import * as zh from '../../web/locales/lesson/errata-zh.js';
import { attention } from './engine.js';

const scores = [0.32, 0.5, 0.14];
const keys = [[0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [0.1, 0.2, 0.3]];
const sumOf = (/** @type {number[]} */ row) => row.reduce((sum, each) => sum + each, 0);
const softmax = (/** @type {number[]} */ row) => {
  const powers = row.map(Math.exp);
  return powers.map((power) => power / sumOf(powers));
};

/** @param {number[] | undefined} found @param {number[]} truth @param {string} what */
function assertRow(found, truth, what) {
  assert.equal(found?.length, truth.length, what);
  found?.forEach((each, index) => assert.ok(Math.abs(each - truth[index]) < 2e-6, `${what}: ${found} for ${truth}`));
}

test('every entry has its texts in both languages, and every source is used', () => {
  const names = entries.map(({ name }) => name).sort();
  assert.equal(new Set(names).size, names.length);
  for (const { entryTexts } of [en, zh]) {
    assert.deepEqual(Object.keys(entryTexts).sort(), names);
    for (const [name, { wrong, holds }] of Object.entries(entryTexts)) assert.ok(wrong.length > 5 && holds.length > 8, name);
  }
  for (const { name, quote, group } of entries) {
    assert.ok(en.entryTexts[name].says, `${name}: an English reader needs a translation`);
    assert.ok(quote.length < 80 || quote.includes('http') || quote.startsWith('“'), `${name}: a short quotation`);
    assert.ok(groups.includes(group));
  }
  assert.deepEqual([...new Set(entries.flatMap((entry) => entry.sources))].sort(), Object.keys(sources).sort());
  assert.deepEqual(Object.keys(en.live).sort(), Object.keys(zh.live).sort());
  assert.deepEqual(Object.keys(en.page).sort(), Object.keys(zh.page).sort());
});

test('the most important sources are all cited', () => {
  const cited = new Set(entries.flatMap((entry) => entry.sources));
  for (const name of /** @type {const} */ (['larochelle', 'graves2013', 'bahdanau', 'mnih', 'miller', 'broadbent', 'vaswani', 'wu', 'girshick', 'ren', 'redmon', 'amodei', 'graves2006', 'kim', 'linden', 'zhou', 'gal', 'xu', 'dosovitskiy', 'howard', 'zhang'])) {
    assert.ok(cited.has(name), name);
  }
});

test('every claimed check has the address of what was read, and no path of a machine', () => {
  for (const [name, { level, read, found }] of Object.entries(/** @type {Record<string, import('../../web/site/lesson/errata/sources.js').Source>} */ (sources))) {
    if (level !== 'none') assert.ok(read?.startsWith('http') && found, name);
    assert.doesNotMatch(`${read} ${found}`, /\/(?:tmp|work|root|home)\//);
  }
  for (const entry of entries) assert.equal(entry.sources.length === 0, entry.unsourced !== undefined, entry.name);
});

test('an entry is checked as far as its weakest source, and the sentence counts that', () => {
  for (const entry of entries) {
    const ranks = entry.sources.map((name) => levels.indexOf(sources[name].level));
    if (ranks.length) assert.equal(levels.indexOf(levelOf(entry)), Math.max(...ranks), entry.name);
  }
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const numbers = [...countOf(language).matchAll(/\d+/g)].map(Number);
    assert.equal(numbers[0], entries.length);
    assert.equal(sumOf(numbers.slice(1)), entries.length);
    const page = markup(language).text;
    assert.equal([...page.matchAll(/<details /g)].length, entries.length);
    assert.doesNotMatch(page, /undefined|\{\w+\}/);
    numbers.slice(1).forEach((count, index) => {
      const level = levels.filter((each) => page.includes(`data-level="${each}"`))[index];
      assert.equal([...page.matchAll(new RegExp(`data-level="${level}"`, 'g'))].length, count, level);
    });
  }
});

test('text, formula and listing are three normalisers, and the last cancels', () => {
  assertRow(weightsUnder(attention, 'sum')?.weights, scores.map((score) => score / 0.96), 'sum');
  assertRow(weightsUnder(attention, 'article')?.weights, scores.map((score) => score / Math.sqrt(0.96)), 'root');
  const roots = sumOf(scores.map(Math.sqrt));
  const listed = scores.map((score) => score / roots);
  assertRow(weightsUnder(attention, 'article-code')?.weights, listed.map((each) => each / sumOf(listed)), 'listing');
  assertRow(weightsUnder(attention, 'article-code')?.weights, weightsUnder(attention, 'sum')?.weights ?? [], 'they cancel');
  assertRow(weightsUnder(attention, 'softmax')?.weights, softmax(scores), 'softmax');
  assert.ok(Math.abs((weightsUnder(attention, 'article')?.sum ?? 0) - 0.9797959) < 2e-6);
});

test('the weights under the root sum to the root of the scores’ sum, and there are none for a negative sum', () => {
  for (const factor of [0.25, 1, 4]) {
    const found = scaledExample(attention, factor);
    assert.ok(Math.abs(found.scores - factor * 0.96) < 1e-5);
    assert.ok(Math.abs((found.article?.sum ?? 0) - Math.sqrt(factor * 0.96)) < 1e-5);
    assertRow(found.softmax?.weights, softmax(scores.map((score) => factor * score)), 'softmax');
  }
  const negative = scaledExample(attention, -1);
  assert.equal(negative.article, null);
  assertRow(negative.softmax?.weights, softmax(scores.map((score) => -score)), 'softmax of negatives');
});

test('another question gives other weights', () => {
  const rows = eachAsks(attention);
  keys.forEach((asked, index) => {
    assertRow(rows[index], softmax(keys.map((key) => sumOf(key.map((each, at) => each * asked[at])))), `row ${index}`);
  });
});

test('a dot product has no parameters; Bahdanau’s score has, and they matter', () => {
  const [dot, ...others] = learned(attention);
  assert.equal(dot.count, 0);
  assertRow(dot.weights, softmax(scores), 'dot');
  const apply = (/** @type {number[][]} */ matrix, /** @type {number[]} */ vector) => matrix.map((row) => sumOf(row.map((each, at) => each * vector[at])));
  learnedSets.forEach((set, index) => {
    const asked = apply(set.queryWeight, [0.1, 0.2, 0.3]);
    const truth = keys.map((key) => sumOf(apply(set.keyWeight, key).map((each, at) => set.vector[at] * Math.tanh(each + asked[at]))));
    assertRow(others[index].weights, softmax(truth), `set ${index}`);
    assert.equal(others[index].count, numbersOf(set));
    assert.equal(numbersOf(set), 14);
  });
});

test('every pair is computed', () => {
  for (const length of [4, 16, 64, 256]) {
    assert.deepEqual(pairs(attention, length), { pairs: length ** 2, positive: length ** 2, work: length ** 2 * pairDimensions });
  }
});
