// The files of the workbench: one that the command line reads, tables, and figures with the same numbers.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { embed, embeddingDimensions } from '../../web/figure/state/embedding.js';
import { figureNumbers } from '../../web/figure/compute/figure-numbers.js';
import { normalizers, scores } from '../../web/figure/state/methods.js';
import { exampleNumbers, mapNumbers, mapScores } from '../../web/site/exhibits/numbers.js';
import { readLink, writeLink } from '../../web/figure/state/figure-link.js';
import { exampleCsv, exampleFigure, exampleJson } from '../../web/site/workbench/example-files.js';
import { beginning } from '../../web/site/workbench/page-state.js';
import { sentenceCsv, sentenceFigure } from '../../web/site/workbench/sentence-files.js';
import { kRoot, runNode, temporaryFolder } from './child.js';
import { attention } from './engine.js';

/** @import { ExampleState } from '../../web/site/exhibits/example-state.js' */
/** @import { SentenceState } from '../../web/site/workbench/page-state.js' */

/** @param {Partial<ExampleState>} more @returns {ExampleState} */
const exampleOf = (more) => ({ ...beginning.example, ...more });

const W = [[1, 2, 0], [0, 1, 0], [0.25, 0, -1]];

/** @type {[name: string, state: ExampleState][]} */
const examples = [
  ['as the page begins', beginning.example],
  ['as in the article', exampleOf({ normalizer: 'article' })],
  ['values, a temperature and a scale', exampleOf({ values: [[1, 1e-7], [-2, 0], [3, 3]], normalizer: 'entmax15', temperature: 0.5, scale: -3 })],
  ['parameters of the reader’s own', exampleOf({ score: 'general', parameters: { general: { W } } })],
  ['concat, whose matrix is edited in halves', exampleOf({ score: 'concat', parameters: { concat: { U: W } } })],
  ['additive', exampleOf({ score: 'additive', parameters: { additive: { b: [1, 2, 3] } } })],
  ['linear, whose normaliser is the sum', exampleOf({ score: 'linear', normalizer: 'softmax', temperature: 3 })],
];

for (const [name, state] of examples) {
  test(`the command line reads the saved file, and prints the page’s weights: ${name}`, (t) => {
    const file = join(temporaryFolder(t), 'attention-example.json');
    writeFileSync(file, exampleJson(state));
    const { status, stdout, stderr } = runNode([join(kRoot, 'lib', 'cli.js'), 'run', file]);
    assert.deepEqual([status, stderr], [0, '']);
    const printed = JSON.parse(stdout);
    const { weights, output } = exampleNumbers(attention, state);
    /** @param {number[]} got @param {number[]} wanted */
    const near = (got, wanted) => got.every((number, index) => Math.abs(number - wanted[index]) <= 2e-6 * Math.max(1, Math.abs(wanted[index])));
    assert.ok(printed.weights.length === weights.length && near(printed.weights, weights), `${printed.weights}, not ${weights}`);
    assert.ok(printed.output.length === output.length && near(printed.output, output), `${printed.output}, not ${output}`);
  });
}

test('people can read the saved file: each vector is on one line', () => {
  assert.match(exampleJson(beginning.example), /^ {2}"query": \[ 0\.1, 0\.2, 0\.3 \],\n {2}"key": \[\n {4}\[ 0\.4, 0\.5, 0\.6 \],$/m);
});

/** @param {string} text @returns {string[][]} of a table without quotation marks, that says that it is UTF-8 */
function cellsOf(text) {
  assert.equal(text[0], '\ufeff');
  return text.slice(1).trimEnd().split('\r\n').map((line) => line.split(','));
}

test('the steps as a table: every number reads back as the engine’s, and the sums are there', () => {
  const state = exampleOf({ values: [[1, 2], [3, 4], [5, 6]], scale: 1 / 3 });
  const numbers = exampleNumbers(attention, state);
  const [names, ...lines] = cellsOf(exampleCsv(state, numbers));
  assert.deepEqual(names, ['key', 'word', 'product 1', 'product 2', 'product 3', 'score', 'scaled score', 'numerator', 'weight', 'weighted value 1', 'weighted value 2']);
  const { products, scores: raw, scaled, numerators, weights, weightedValues, output, numeratorSum } = numbers;
  state.words.forEach((word, key) => {
    assert.deepEqual(lines[key].slice(0, 2), [String(key), word]);
    assert.deepEqual(lines[key].slice(2).map((cell) => Math.fround(Number(cell))), [
      ...products[key], raw[key], scaled[key], numerators[key], weights[key], ...weightedValues[key],
    ]);
  });
  const [, , , , , , , sum, total, ...out] = lines[3];
  assert.deepEqual(lines[3].slice(0, 7), ['sum', '', '', '', '', '', '']);
  assert.deepEqual([Math.fround(Number(sum)), ...out.map((cell) => Math.fround(Number(cell)))], [numeratorSum, ...output]);
  assert.ok(Math.abs(Number(total) - 1) < 1e-6);
});

test('no word of the table is computed by a spreadsheet, and none breaks it', () => {
  const state = exampleOf({ words: ['=1+1', 'a,b', '"'] });
  const lines = exampleCsv(state, exampleNumbers(attention, state)).split('\r\n');
  assert.match(lines[1], /^0,'=1\+1,/);
  assert.match(lines[2], /^1,"a,b",/);
  assert.match(lines[3], /^2,"""",/);
});

/** @param {ArrayLike<number>} got @param {ArrayLike<number>} wanted @param {string} what */
function assertSame(got, wanted, what) {
  assert.equal(got.length, wanted.length, what);
  for (let i = 0; i < wanted.length; i++) assert.ok(Math.abs(got[i] - wanted[i]) <= 2e-6 * Math.max(1, Math.abs(wanted[i])), `${what}, ${i}: ${got[i]}, not ${wanted[i]}`);
}

test('the example’s figure has its weights, whatever the method', async () => {
  for (const score of scores) {
    for (const normalizer of normalizers) {
      const state = exampleOf({ score, normalizer, scale: 0.5, temperature: 2, keys: [[0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [0.1, 0.2, 0.3]] });
      let numbers;
      try {
        numbers = exampleNumbers(attention, state);
      } catch {
        continue; // Not every pair has an answer for these vectors.
      }
      const figure = exampleFigure(state, 'query');
      assert.ok(figure);
      const opened = (await readLink(await writeLink(figure))).state;
      assert.deepEqual([opened.view, opened.queryTokens], ['bars', ['query']]);
      assertSame(figureNumbers(attention, opened).panels[0].weights, numbers.weights, `${score}, ${normalizer}`);
    }
  }
});

test('a figure takes no parameters of the reader’s own, and needs none of another score function', () => {
  const parameters = { general: { W } };
  assert.equal(exampleFigure(exampleOf({ score: 'general', parameters }), 'query'), null);
  assert.ok(exampleFigure(exampleOf({ score: 'dot', parameters }), 'query'));
  assert.ok(exampleFigure(exampleOf({ score: 'general', parameters: { general: { W: [[1, 0, 0], [0, 1, 0], [0, 0, 1]] } } }), 'query'));
  // If this normaliser takes no temperature, its value does not matter.
  assert.ok(exampleFigure(exampleOf({ normalizer: 'sum', temperature: -1 }), 'query'));
});

const tokens = ['I', 'like', 'learning', ',', 'and', '=learners', 'like', 'to', 'learn'];
const vectors = new Float32Array(tokens.flatMap((token) => Array.from(embed(token))));

/** @param {Partial<SentenceState>} more @returns {SentenceState} */
const sentenceOf = (more) => ({ ...beginning.sentence, ...more });

test('the sentence’s figure makes the same weights from the same words, whatever the method', async () => {
  for (const score of scores) {
    for (const normalizer of normalizers) {
      for (const ignoreItself of [true, false]) {
        const state = sentenceOf({ score, normalizer, ignoreItself, temperature: 2, chosen: 400 });
        let numbers;
        try {
          numbers = mapNumbers(attention, vectors, tokens.length, state, ignoreItself);
        } catch {
          continue;
        }
        const opened = (await readLink(await writeLink(sentenceFigure(tokens, state)))).state;
        assert.deepEqual([opened.view, opened.query, opened.queries], ['heatmap', tokens.length - 1, null]);
        assertSame(figureNumbers(attention, opened).panels[0].weights, numbers.weights, `${score}, ${normalizer}, ${ignoreItself}`);
      }
    }
  }
});

test('the map as a table is the same as the figure’s', () => {
  const state = sentenceOf({});
  const numbers = mapNumbers(attention, vectors, tokens.length, state, true);
  assert.equal(embeddingDimensions * tokens.length, vectors.length);
  const lines = cellsOf(sentenceCsv(tokens.map((token) => token.replace(',', ';')), numbers, mapScores(attention, vectors, tokens.length, state)).join('').replaceAll('"', ''));
  assert.equal(lines.length, 1 + tokens.length ** 2);
  assert.deepEqual(lines[0], ['panel', 'query', 'query token', 'key', 'key token', 'attended', 'score', 'weight']);
  const [figure] = figureNumbers(attention, sentenceFigure(tokens, state)).panels;
  for (const [index, [, query, word, key, , attended, score, weight]] of lines.slice(1).entries()) {
    assert.deepEqual([Number(query), Number(key)], [Math.floor(index / tokens.length), index % tokens.length]);
    if (query === '5') assert.equal(word, "'=learners");
    assert.equal(attended, query === key ? '0' : '1');
    assert.equal(Math.fround(Number(weight)), numbers.weights[index]);
    assertSame([Number(score)], [figure.scores?.[index] ?? NaN], 'score');
  }
});
