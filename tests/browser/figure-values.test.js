// The numbers that a figure shows, read from the page and compared with float64 at their printed precision.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPrinted, useBrowser } from './browser.js';
import { drawing, drawn, inFigure, isNumber, keys, part, queries, usePosts, vectors } from './figure-post.js';
import { attendRow } from './float64.js';

/** @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js' */

const lab = useBrowser();
const { post } = usePosts(lab);

test('the numbers on the screen agree with float64', async () => {
  for (const [score, normalizer] of [['scaled-dot', 'softmax'], ['cosine', 'sparsemax'], ['euclidean', 'entmax15'], ['additive', 'sigmoid']]) {
    const page = await post(`<attention-figure ${vectors} score="${score}" normalizer="${normalizer}"></attention-figure>`);
    const cells = await page.locator('attention-figure table tbody td').allTextContents();
    assert.equal(cells.length, 6);
    queries.forEach((query, row) => {
      const { weights } = attendRow({ query, keys, score, normalizer });
      weights.forEach((weight, column) => assertPrinted(cells[3 * row + column], weight, `${score} ${normalizer} ${row} ${column}`));
    });
  }
});

test('a comparison names its panels in the readout and derives each of them', async () => {
  const page = await post(`<attention-figure ${vectors} compare="softmax sparsemax" cell="1 0"></attention-figure>`);
  const readout = await part(page, 'readout').innerText();
  const printed = /Softmax (\S+) · Sparsemax (\S+) · difference (\S+)$/.exec(readout) ?? [];
  const [soft, sparse] = ['softmax', 'sparsemax'].map((normalizer) => attendRow({ query: queries[1], keys, score: 'scaled-dot', normalizer }).weights[0]);
  [soft, sparse, sparse - soft].forEach((truth, index) => assertPrinted(printed[index + 1], truth, readout));
  await part(page, 'stage').focus();
  await page.keyboard.press('Enter');
  assert.deepEqual(await page.locator('attention-figure .panel-name').allTextContents(), ['Softmax', 'Sparsemax']);
});

test('heads: each with its entropy, their mean, and which of many are shown', async () => {
  const size = [0, 1, 2];
  const heads = (/** @type {number} */ seed) => [0, 1, 2, 3, 4].map((head) => size.map((token) => size.map((axis) => Math.sin(seed + 7 * head + 3 * token + axis))));
  const [asking, asked] = [heads(1), heads(2)];
  const page = await post(`<attention-figure tokens="a b c" compare="heads" head="4" cell="1 0" queries="${JSON.stringify(asking)}" keys="${JSON.stringify(asked)}"></attention-figure>`);
  const shown = [1, 2, 3, 4];
  const rows = shown.map((head) => asking[head].map((query) => attendRow({ query, keys: asked[head], score: 'scaled-dot', normalizer: 'softmax' }).weights));
  const readout = await part(page, 'readout').innerText();
  const printed = /Head 2 (\S+) · Head 3 (\S+) · Head 4 (\S+) · Head 5 (\S+) · mean (\S+)$/.exec(readout) ?? [];
  const cells = rows.map((row) => row[1][0]);
  [...cells, cells.reduce((sum, weight) => sum + weight / 4, 0)].forEach((truth, index) => assertPrinted(printed[index + 1], truth, readout));
  const captions = await page.locator('attention-figure caption').allTextContents();
  assert.equal(captions.length, 4);
  rows.forEach((head, index) => {
    const entropy = head.flat().reduce((sum, weight) => sum - (weight * Math.log2(weight)) / 3, 0);
    const [, said = ''] = /entropy (\S+) bits/.exec(captions[index]) ?? [];
    assert.ok(Math.abs(Number(said) - entropy) <= 0.00501, `${captions[index]}: ${entropy}`);
  });
  assert.match(await part(page, 'note').first().innerText(), /Heads 2 to 5 of 5\./);
  const svg = await inFigure(page, async (figure) => (await /** @type {AttentionFigureElement} */ (figure).exportSVG()).text());
  assert.match(svg, /Mean of these heads/);
});

test('in a comparison of three, the later ones show their difference from the first', async () => {
  const names = ['softmax', 'entmax15', 'sparsemax'];
  const page = await post(`<attention-figure ${vectors} compare="${names.join(' ')}" cell="1 0"></attention-figure>`);
  const readout = await part(page, 'readout').innerText();
  const printed = /less Softmax: (\S+), (\S+)$/.exec(readout) ?? [];
  const [first, ...others] = names.map((normalizer) => attendRow({ query: queries[1], keys, score: 'scaled-dot', normalizer }).weights[0]);
  others.forEach((weight, index) => assertPrinted(printed[index + 1], weight - first, readout));
});

/** @param {number} count @param {number} seed @returns {number[][]} vectors of three components */
const waves = (count, seed) => Array.from({ length: count }, (_, index) => [1, 2, 3].map((axis) => Math.round(1e3 * Math.sin(seed * axis + 1.7 * index)) / 1e3));
/** @param {number} count */
const words = (count) => JSON.stringify(Array.from({ length: count }, (_, index) => `w${index}`));

test('the whole table is in the page up to 16 by 16, and beyond it the chosen row', async () => {
  for (const [rows, columns] of [[16, 16], [17, 16], [3, 17]]) {
    const [asking, asked] = [waves(rows, 1), waves(columns, 2)];
    const page = await post(`<attention-figure tokens='${words(columns)}' query-tokens='${words(rows)}' queries="${JSON.stringify(asking)}" keys="${JSON.stringify(asked)}" cell="2 1"></attention-figure>`);
    const cells = await page.locator('attention-figure table tbody td').allTextContents();
    const truth = asking.map((query) => attendRow({ query, keys: asked, score: 'scaled-dot', normalizer: 'softmax' }));
    const isWhole = rows <= 16 && columns <= 16;
    const expected = isWhole ? truth.flatMap(({ weights }) => weights) : truth[2].weights.flatMap((weight, key) => [truth[2].scaled[key], weight]);
    assert.equal(cells.length, expected.length, `${rows} by ${columns}`);
    expected.forEach((number, index) => assertPrinted(cells[index], number, `${rows} by ${columns}, cell ${index}`));
    assert.match(await page.locator('attention-figure caption').innerText(), isWhole ? /^All weights/ : /^Where “w2” attends/);
  }
});

test('the fields of scale, window and head change the numbers to those of float64', async () => {
  const heads = [waves(4, 1), waves(4, 3)];
  const asked = waves(4, 2);
  const page = await post(`<attention-figure tokens='${words(4)}' queries="${JSON.stringify(heads)}" keys="${JSON.stringify([asked])}" controls="scale window head"></attention-figure>`);
  /** @param {number} head @param {number | undefined} scale @param {[number, number]} window @param {string} what */
  const assertShown = async (head, scale, [left, right], what) => {
    await drawn(page);
    const cells = await page.locator('attention-figure table tbody td').allTextContents();
    assert.equal(cells.length, 16);
    heads[head].forEach((query, row) => {
      const attended = asked.map((_, key) => key >= row - left && key <= row + right);
      const { weights } = attendRow({ query, keys: asked, score: 'scaled-dot', normalizer: 'softmax', scale, attended });
      weights.forEach((weight, key) => {
        const place = `${what}, row ${row}, key ${key}`;
        if (attended[key]) assertPrinted(cells[4 * row + key], weight, place);
        else assert.equal(cells[4 * row + key], 'masked', place);
      });
    });
  };
  await assertShown(0, undefined, [4, 4], 'as it was');
  /** @param {string} name @param {string} text */
  const type = async (name, text) => {
    await page.getByRole('spinbutton', { name }).fill(text);
    await page.keyboard.press('Tab');
  };
  await type('Scale', '2.5');
  await assertShown(0, 2.5, [4, 4], 'scale');
  await type('Window, left', '1');
  await assertShown(0, 2.5, [1, 4], 'window to the left');
  await type('Window, right', '0');
  await assertShown(0, 2.5, [1, 0], 'window to both sides');
  await page.getByRole('combobox', { name: 'Head' }).selectOption({ label: 'Head 2' });
  await assertShown(1, 2.5, [1, 0], 'head');
  await type('Window, left', '');
  await type('Scale', '');
  await assertShown(1, undefined, [4, 0], 'without a scale and a left limit');
  assert.deepEqual(await inFigure(page, ({ scale, window, head }) => [scale, window, head]), [null, [-1, 0], 1]);
});

test('the numbers of a derivation, from the products to the output', async () => {
  const page = await post(`<attention-figure ${vectors} temperature="0.5" cell="1 0"></attention-figure>`);
  await part(page, 'stage').focus();
  await page.keyboard.press('Enter');
  const steps = await page.locator('attention-figure .panel li').evaluateAll((items) => items.map((item) => ({
    step: /** @type {HTMLElement} */ (item).dataset.step,
    lines: [...item.querySelectorAll('mtr')].map((line) => {
      const [, calculation, sign, result] = line.children;
      return { used: [...calculation.querySelectorAll('mn')].map((number) => number.textContent), sign: sign.textContent, result: result.textContent };
    }),
  })));
  const query = queries[1];
  const truth = attendRow({ query, keys, score: 'scaled-dot', normalizer: 'softmax', temperature: 0.5 });
  const { products: [products], scores: [score], scaled: [scaled], numerators, numeratorSum, weights: [weight], weightedValues, output } = truth;
  /** Each line: the numbers that it calculates with, and its result. @type {Record<string, [used: number[], result: number][]>} */
  const expected = {
    products: [...products.map((product, c) => /** @type {[number[], number]} */ ([[query[c], keys[0][c]], product])), [products, score]],
    scale: [[[score, 2], scaled]],
    numerator: [[[scaled, Math.max(...truth.scaled), 0.5], numerators[0]]],
    rowSum: [[numerators, numeratorSum]],
    weight: [[[numerators[0], numeratorSum], weight]],
    weightedValue: keys[0].map((value, c) => [[weight, value], weightedValues[0][c]]),
    output: output.map((component, c) => [weightedValues.map((value) => value[c]), component]),
  };
  assert.deepEqual(steps.map(({ step }) => step), Object.keys(expected));
  for (const { step = '', lines } of steps) {
    assert.equal(lines.length, expected[step].length, step);
    lines.forEach(({ used, sign, result }, index) => {
      const [numbers, truth] = expected[step][index];
      const what = `${step}, line ${index}`;
      assert.equal(used.length, numbers.length, `${what}: ${used}`);
      numbers.forEach((number, place) => assertPrinted(used[place], number, `${what}, number ${place}`));
      assert.match(sign ?? '', /^[=≈]$/, what);
      assertPrinted(result, truth, what);
    });
  }
});

test('with too many weights for lines, the text says how much the strongest hold', async () => {
  const [asking, asked] = [waves(40, 5), waves(40, 0.4)];
  const page = await post(`<attention-figure view="links" score="dot" tokens='${words(40)}' queries="${JSON.stringify(asking)}" keys="${JSON.stringify(asked)}"></attention-figure>`);
  const said = (await drawing(page)).texts.map(({ text }) => text).join(' ');
  const [, count = '', all = '', share = ''] = /The (\S+) strongest of (\S+) weights have lines. They hold (\S+) % of the weight./.exec(said) ?? [];
  assert.deepEqual([count, all], ['1,000', '1,600'], said);
  const weights = asking.flatMap((query) => attendRow({ query, keys: asked, score: 'dot', normalizer: 'softmax' }).weights).sort((a, b) => b - a);
  const sum = (/** @type {number[]} */ numbers) => numbers.reduce((total, number) => total + number, 0);
  const truth = (100 * sum(weights.slice(0, 1000))) / sum(weights);
  assert.ok(truth < 99.9, String(truth));
  assertPrinted(share, truth, said);
});

test('the legend of a difference names the colours that its cells have', async () => {
  const page = await post(`<attention-figure ${vectors} compare="softmax sparsemax"></attention-figure>`, { width: 1000 });
  const { texts, cells, ramps } = await drawing(page);
  const [soft, sparse] = ['softmax', 'sparsemax'].map((normalizer) =>
    queries.flatMap((query) => attendRow({ query, keys, score: 'scaled-dot', normalizer }).weights));
  const differences = soft.map((weight, index) => sparse[index] - weight);
  const colors = /** @type {string[]} */ (cells.at(-1));
  assert.equal(colors.length, differences.length);
  const titled = texts.find(({ text }) => text === 'difference');
  const ramp = ramps.find(({ y }) => Math.abs(y - (titled?.y ?? 0)) < 40);
  assert.ok(ramp, JSON.stringify([titled, ramps]));
  const ticks = texts.filter(({ text, x, y }) => isNumber(text) && y > ramp.y && y < ramp.y + 40 && x >= ramp.x - 1 && x <= ramp.x + ramp.width + 1)
    .map(({ text, x }) => ({ value: Number(text.replace('−', '-')), share: (x - ramp.x) / ramp.width }));
  const low = ticks[0].value;
  const high = /** @type {typeof ticks[0]} */ (ticks.at(-1)).value;
  assert.equal(low, -high, 'both sides are equally long');
  assert.ok(differences.every((difference) => Math.abs(difference) <= high), `${high}: ${differences}`);
  for (const { value, share } of ticks) assert.ok(Math.abs(share - (value - low) / (high - low)) < 0.01, `${value} stands at ${share}`);
  const channels = (/** @type {string} */ color) => color.startsWith('#')
    ? [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)) : (color.match(/\d+/g) ?? []).map(Number);
  differences.forEach((difference, index) => {
    const share = (difference - low) / (high - low);
    const after = Math.max(1, ramp.stops.findIndex(([offset]) => offset >= share - 1e-9));
    const [[from, first], [to, second]] = [ramp.stops[after - 1], ramp.stops[after]];
    const [a, b, own] = [first, second, colors[index]].map(channels);
    const between = a.map((channel, at) => channel + ((b[at] - channel) * (share - from)) / (to - from));
    assert.ok(between.every((channel, at) => Math.abs(channel - own[at]) <= 4), `${difference}: ${own}, and the legend has ${between} there`);
  });
});
