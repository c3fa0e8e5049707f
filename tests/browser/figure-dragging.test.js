// During a drag or while typing, the numbers follow at once; colours, the ground and the announcement follow at the end.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPrinted, useBrowser } from './browser.js';
import { drawing, drawn, inFigure, inWindow, isNumber, keys, part, queries, usePosts, vectors, widened } from './figure-post.js';
import { attendRow } from './float64.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { Drawing } from './figure-post.js'
 */

const lab = useBrowser();
const { post } = usePosts(lab);

const corners = [[1, 0], [-0.5, 1], [-1, -0.8], [0.3, -0.4]];
const plane = `<attention-figure view="plane" tokens='["a","b","c","d"]' query-tokens='["q"]' queries="[[0.9,0.5]]" keys="${JSON.stringify(corners)}"></attention-figure>`;

/** @param {Drawing} drawn */
function planeOf({ circles, texts }) {
  const ofRadius = (/** @type {number} */ size) => circles.filter(({ radius }) => radius === size);
  return { query: ofRadius(7)[0], keys: ofRadius(4.5), output: ofRadius(6)[0], ticks: texts.filter(({ text }) => isNumber(text)) };
}

/** @param {Page} page */
async function tableOf(page) {
  return { cells: await page.locator('attention-figure table tbody td').allTextContents(), sentence: await part(page, 'sentence').textContent() };
}

/**
 * @param {{ x: number, y: number }} point
 * @param {{ x: number, y: number }[]} places
 * @returns {boolean} whether the point lies in the hull of the places: on one side of each line that has all on one side
 */
function isInHull(point, places) {
  const side = (/** @type {{ x: number, y: number }} */ a, /** @type {{ x: number, y: number }} */ b, /** @type {{ x: number, y: number }} */ c) =>
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  return places.every((a) => places.every((b) =>
    places.some((c) => side(a, b, c) < -1e-9) || side(a, b, point) >= -1));
}

test('during a drag of a vector the plane’s range and the announcement stay; they follow when it is dropped', async () => {
  const page = await post(plane);
  await widened(page);
  const place = await inWindow(page);
  const start = planeOf(await drawing(page));
  const told = await tableOf(page);
  // The key at the right edge goes to the left, so the plane needs another range.
  const from = place(start.keys[0]);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (const across of [60, 150, 240]) {
    await page.mouse.move(from.x - across, from.y + 0.3 * across);
    await drawn(page);
    const { ticks, keys: [moved, ...others], query, output } = planeOf(await drawing(page));
    assert.deepEqual([ticks, others, query], [start.ticks, start.keys.slice(1), start.query], `dragged by ${across}`);
    assert.ok(Math.abs(moved.x - (start.keys[0].x - across)) < 1.5, `${moved.x}, dragged by ${across} from ${start.keys[0].x}`);
    assert.ok(isInHull(output, [moved, ...others]), `the output at ${output.x}, ${output.y}`);
    assert.notDeepEqual(output, start.output);
    assert.deepEqual(await tableOf(page), told, `dragged by ${across}`);
  }
  await page.mouse.up();
  await drawn(page);
  const end = planeOf(await drawing(page));
  assert.ok(Math.hypot(end.keys[2].x - start.keys[2].x, end.keys[2].y - start.keys[2].y) > 3, 'the ground is another when it is dropped');
  const now = /** @type {number[][][]} */ (await inFigure(page, (figure) => figure.keys))[0];
  const { weights } = attendRow({ query: [0.9, 0.5], keys: now, score: 'scaled-dot', normalizer: 'softmax' });
  const { cells, sentence } = await tableOf(page);
  weights.forEach((weight, index) => assertPrinted(cells[2 * index + 1], weight, `key ${index}`));
  assert.notEqual(sentence, told.sentence);
  await inFigure(page, (figure) => { figure.undo(); return figure.ready; });
  assert.deepEqual(await inFigure(page, (figure) => figure.keys), [corners], 'one drag is one step back');
});

test('while a temperature is typed the colours stay, and follow when its field is left', async () => {
  const page = await post(`<attention-figure ${vectors} score="dot" temperature="3" controls="temperature"></attention-figure>`);
  /** @returns {Promise<{ ends: string[], cells: string[] }>} */
  const colours = async () => {
    const { texts, cells, ramps: [ramp] } = await drawing(page);
    const ends = texts.filter(({ text, x, y }) => y > ramp.y && x >= ramp.x - 1 && x <= ramp.x + ramp.width + 1 && /\d$/.test(text));
    return { ends: ends.map(({ text }) => text), cells: cells[0] };
  };
  const before = await colours();
  await page.getByRole('spinbutton', { name: 'Temperature' }).fill('0.1');
  await drawn(page);
  const during = await colours();
  assert.notDeepEqual(during.cells, before.cells, 'the numbers follow');
  assert.deepEqual(during.ends.map((text) => text.replace('≥ ', '')), before.ends, 'the colours mean what they meant');
  assert.match(during.ends.at(-1) ?? '', /^≥ /, 'more than the legend spans');
  await page.keyboard.press('Tab');
  await drawn(page);
  const { ends, cells } = await colours();
  assert.notDeepEqual(ends, before.ends);
  assert.notDeepEqual(cells, during.cells);
  const most = Math.max(...queries.flatMap((query) => attendRow({ query, keys, score: 'dot', normalizer: 'softmax', temperature: 0.1 }).weights));
  assert.ok(Number(ends.at(-1)) >= most, `${ends}, and the largest weight is ${most}`);
});

test('the ticks of a plane say where its vectors are, and so do the fields', async () => {
  const page = await post(plane);
  await widened(page);
  const shown = await drawing(page);
  const { ticks, keys: ends, query } = planeOf(shown);
  const lowest = Math.max(...ticks.map(({ y }) => y));
  /** @param {'x' | 'y'} axis @returns {(place: number) => number} what the first and the last tick make of a place */
  const scaleOf = (axis) => {
    const own = ticks.filter(({ y }) => (axis === 'x') === (y === lowest));
    assert.ok(own.length > 2, own.map(({ text }) => text).join());
    const [first, last] = [own[0], /** @type {typeof own[0]} */ (own.at(-1))].map((tick) => ({ value: Number(tick.text.replace('−', '-')), place: tick[axis] }));
    return (place) => first.value + ((place - first.place) / (last.place - first.place)) * (last.value - first.value);
  };
  const [across, down] = [scaleOf('x'), scaleOf('y')];
  // All words stand a little above the level that they name, by the same distance.
  const shift = down(query.y) - 0.5;
  [query, ...ends].forEach(({ x, y }, index) => {
    const truth = [[0.9, 0.5], ...corners][index];
    assert.ok(Math.abs(across(x) - truth[0]) < 0.01, `vector ${index}: x is ${across(x)}, not ${truth[0]}`);
    assert.ok(Math.abs(down(y) - shift - truth[1]) < 0.01, `vector ${index}: y is ${down(y) - shift}, not ${truth[1]}`);
  });
  assert.ok(Math.abs(shift) < 0.05, `the ticks at the left are off by ${shift}`);

  await part(page, 'stage').focus();
  for (const [index, vector] of [[0.9, 0.5], ...corners].entries()) {
    const name = index === 0 ? 'query “q”' : `key “${'abcd'[index - 1]}”`;
    for (const [component, axis] of ['x', 'y'].entries()) {
      const field = page.getByRole('spinbutton', { name: `${axis} of ${name}`, exact: true });
      assert.equal(Number(await field.inputValue()), vector[component], `${axis} of ${name}`);
    }
    await page.keyboard.press('PageDown');
  }
});

test('vectors of the plane are dragged, nudged by arrows and typed', async () => {
  const page = await post(`<attention-figure view="plane" tokens='["a","b"]' queries="[[1,0.5]]" keys="[[1,0],[0,1]]"></attention-figure>`);
  const x = page.getByRole('spinbutton', { name: 'x of' });
  assert.equal(await x.inputValue(), '1');
  await part(page, 'stage').focus();
  await page.keyboard.press('ArrowLeft');
  await drawn(page);
  assert.deepEqual(await inFigure(page, (figure) => figure.queries), [[[0.9, 0.5]]]);
  await x.fill('-0.25');
  await page.keyboard.press('Enter');
  await drawn(page);
  assert.deepEqual(await inFigure(page, (figure) => figure.queries), [[[-0.25, 0.5]]]);
  await widened(page);
  const place = await inWindow(page);
  const { query, keys: [right, left] } = planeOf(await drawing(page));
  const from = place(query);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 80, from.y);
  await page.mouse.up();
  await drawn(page);
  const [[moved]] = /** @type {number[][][]} */ (await inFigure(page, (figure) => figure.queries));
  const [across, down] = [moved[0] + 0.25 - 80 / (right.x - left.x), moved[1] - 0.5];
  assert.ok(Math.hypot(across, down) < 0.01, `a handle follows the pointer: ${moved}`);
  assert.equal(Number(await x.inputValue()), moved[0], 'and the field follows it');
  await inFigure(page, (figure) => { figure.undo(); return figure.ready; });
  assert.deepEqual(await inFigure(page, (figure) => figure.queries), [[[-0.25, 0.5]]]);
});
