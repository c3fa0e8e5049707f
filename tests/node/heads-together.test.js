/** Several attentions at once: where their grids stand, how keys lead through them, and what is said of one and of many. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { gridsOf, rangeOf, resized, surveyAll } from '../../web/heads/state/grids.js';
import { firstView } from '../../web/heads/state/view-state.js';
import { keyInGrids, planGrids } from '../../web/heads/views/grids.js';
import { toneLegend, toneOf } from '../../web/heads/views/tone.js';
import { noteOf } from '../../web/heads/words/note.js';
import { counted, textsIn } from '../../web/heads/words/texts.js';
import { randomHeads, setOf } from './heads-sets.js';

/** As in T5. */
const encoder = { layers: 6, heads: 8, rows: 20, columns: 20 };
const cross = { ...encoder, rows: 14 };

const size = { across: 8, high: 8 };
const sizesFor = (/** @type {unknown[]} */ parts) => parts.map(() => size);

test('grids stand side by side where there is room for all, one under the other elsewhere', () => {
  const sides = (/** @type {number} */ width) => {
    const { plans, isBeside } = planGrids([encoder, encoder, cross], width, 1);
    return [isBeside, ...plans.map(({ side, down }) => `${side} × ${down}`)];
  };
  assert.deepEqual(sides(1048), [true, '33 × 33', '33 × 33', '33 × 23']);
  assert.deepEqual(sides(647), [false, '73 × 73', '73 × 73', '73 × 51']);
  assert.equal(planGrids([{ ...encoder, heads: 32 }, encoder], 1000, 1).isBeside, false, 'pictures would be too small');
});

test('keys: arrows go on to the next grid in the direction in which grids stand, and stop at the ends', () => {
  const small = { layers: 2, heads: 3, rows: 4, columns: 4 };
  const follow = (/** @type {number} */ width, /** @type {string[]} */ keys) => {
    const plan = planGrids([encoder, small], width, 1);
    /** @type {NonNullable<ReturnType<typeof keyInGrids>>} */
    let at = { order: 0, place: [5, 7] };
    return keys.map((key) => {
      at = keyInGrids(key, at, plan) ?? at;
      return [at.order, ...at.place].join('.');
    });
  };
  assert.deepEqual(follow(1000, ['ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowRight', 'End', 'ArrowRight', 'Home', 'ArrowLeft', 'x']),
    ['0.5.7', '1.1.0', '1.0.0', '1.0.1', '1.0.2', '1.0.2', '1.0.0', '0.0.7', '0.0.7']);
  assert.deepEqual(follow(300, ['ArrowRight', 'ArrowDown', 'PageDown', 'ArrowDown', 'PageUp', 'ArrowUp']), ['0.5.7', '1.0.2', '1.1.2', '1.1.2', '1.0.2', '0.5.2']);
});

test('what is surveyed is kept as long as it is the same; a range is that of all, or of one', async () => {
  const read = { queries: ['a', 'b', 'c'], keys: ['a', 'b', 'c'] };
  const sets = [1, 2].map((seed) => setOf({ matrices: [randomHeads({ layers: 1, heads: 2, rows: 3, columns: 3, sharpness: seed }, seed)], ...read }));
  const grids = gridsOf(firstView, sets, [], sizesFor);
  /** @type {number[]} */
  const shares = [];
  await surveyAll(grids.map(({ survey }) => survey), new AbortController().signal, (share) => shares.push(share));
  assert.ok(grids.every(({ survey }) => survey.isDone));
  assert.ok(shares.every((share, index) => index === 0 || share >= shares[index - 1]) && shares.at(-1) !== 0);
  const largest = grids.map(({ survey }) => survey.largest);
  assert.notEqual(largest[0], largest[1]);
  assert.equal(rangeOf(grids, grids[0], 'all').largest, Math.max(...largest));
  assert.deepEqual(grids.map((grid) => rangeOf(grids, grid, 'set').largest), largest);
  const later = gridsOf({ ...firstView, layer: 0, head: 1, set: 1 }, sets, grids, sizesFor);
  assert.deepEqual(later.map(({ survey }) => survey), grids.map(({ survey }) => survey));
  const other = gridsOf({ ...firstView, withoutFirst: true }, sets, grids, sizesFor);
  assert.ok(other.every(({ survey }) => !survey.isDone));
  assert.equal(resized(grids, [size, size])[0].survey, grids[0].survey);
  assert.notEqual(resized(grids, [size, { across: 2, high: 2 }])[1].survey, grids[1].survey);
});

test('one is singular, in both languages', () => {
  assert.deepEqual([1, 2].map((count) => counted('layer', count, textsIn('en'))), ['1 layer', '2 layers']);
  assert.deepEqual([1, 2].map((count) => counted('query', count, textsIn('zh'))), ['1 个查询', '2 个查询']);
  const [set] = [setOf({ matrices: [[[[[1]]]]] })];
  const [{ preparation, survey }] = gridsOf(firstView, [set], [], sizesFor);
  const noted = (/** @type {number} */ emptyRows) => {
    survey.faults.emptyRows = emptyRows;
    return noteOf(set, preparation, survey, textsIn('en'));
  };
  assert.match(noted(1), /1 query looks at hidden tokens alone\./);
  assert.match(noted(2), /2 queries look at hidden tokens alone\./);
});

test('the numbers of a legend do not run into each other', () => {
  const measure = (/** @type {string} */ text) => 7.2 * text.length;
  const tone = toneOf({ largest: 0.54, hasNegative: false, log: true, isShare: false });
  const { items } = toneLegend(tone, '', [], { left: 30, width: 288, y: 0 }, measure);
  const numbers = items.flatMap((item) => (item.type === 'text' && item.text !== '' ? [item] : []));
  assert.deepEqual(numbers.map(({ text }) => text), ['≤ 0.00054', '0.0054', '0.054', '0.54']);
  const edges = numbers.map(({ x, text, align }) => x - { left: 0, center: 0.5, right: 1 }[align ?? 'left'] * measure(text));
  edges.slice(1).forEach((edge, index) => assert.ok(edge >= edges[index] + measure(numbers[index].text) + 5, numbers[index + 1].text));
});
