// Every number that <attention-heads> shows or saves, against the matrices it was given, in float64.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomHeads, seenOf } from '../node/heads-sets.js';
import { assertPrinted, useBrowser } from './browser.js';
import { colorOf, field, headsOf, inHeads, inside, logShare, look, placesOf, rangeEnd, readout, settled, useHeads } from './heads-post.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { Matrix } from '../node/heads-sets.js'
 * @import { ViewState } from '../../web/heads/state/view-state.js'
 */

const lab = useBrowser();
const { post } = useHeads(lab);

const tokens = ['[CLS]', 'un', '##believ', '##able', 'tea', '[SEP]'];
const words = ['[CLS]', 'unbelievable', 'tea', '[SEP]'];
const groups = [[0], [1, 2, 3], [4], [5]];
const [layers, heads, size] = [2, 3, tokens.length];
const matrices = randomHeads({ layers, heads, rows: size, columns: size });
const body = headsOf({ tokens, attentions: matrices });
const largest = Math.max(...matrices.flat(3));

/** @param {number} count */
const times = (count) => Array.from({ length: count }, (_, index) => index);

/** @param {number[]} numbers */
const sumOf = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** @param {(values: number[]) => number} combine the heads' @param {number} layer @returns {Matrix} */
const overHeads = (combine, layer) => times(size).map((row) => times(size).map((column) => combine(matrices[layer].map((matrix) => matrix[row][column]))));

/** @param {number[]} values */
const meanOf = (values) => sumOf(values) / values.length;

/** Abnar and Zuidema, 2020: the product of (mean + identity) / 2. @returns {Matrix} */
function rolledOut() {
  const steps = times(layers).map((layer) => overHeads(meanOf, layer).map((row, index) => {
    const mixed = row.map((weight, column) => weight + Number(column === index));
    return mixed.map((weight) => weight / sumOf(mixed));
  }));
  return steps.reduce((flow, step) => step.map((row) => times(size).map((column) => sumOf(row.map((weight, inner) => weight * flow[inner][column])))));
}

/** @param {string} said that ends with a weight @param {string} begin @param {number} truth */
function assertSaid(said, begin, truth) {
  assert.ok(said.startsWith(begin), `${said} / ${begin}`);
  assertPrinted(said.slice(begin.length), truth, begin);
}

/** @param {Page} page @returns {Promise<{ head: string[], rows: { name: string, cells: string[] }[], caption: string }>} */
const tableOf = (page) => inside(page, 'table').evaluate((table) => ({
  caption: table.querySelector('caption')?.textContent ?? '',
  head: Array.from(table.querySelectorAll('thead th'), ({ textContent }) => textContent ?? ''),
  rows: Array.from(table.querySelectorAll('tbody tr'), (row) => ({
    name: row.querySelector('th')?.textContent ?? '', cells: Array.from(row.querySelectorAll('td'), ({ textContent }) => textContent ?? ''),
  })),
}));

/** @param {Page} page @param {Matrix} matrix @param {string[]} rowWords @param {string[]} columnWords */
async function assertTable(page, matrix, rowWords, columnWords) {
  const { head, rows } = await tableOf(page);
  assert.deepEqual([head, rows.map(({ name }) => name)], [columnWords, rowWords]);
  rows.forEach(({ cells }, row) => cells.forEach((cell, column) => assertPrinted(cell, matrix[row][column], `${row}, ${column}`)));
}

/** @param {Page} page @returns {Promise<string[][]>} the cells of the CSV, without its head; no word here has a comma */
async function csvOf(page) {
  const text = await inHeads(page, async (element) => (await element.export('csv')).text());
  assert.ok(text.startsWith('query,query token,key,key token,attended,weight\r\n') || text.startsWith('\uFEFFquery,query token,key,key token,attended,weight\r\n'));
  return text.trim().split('\r\n').slice(1).map((line) => line.split(','));
}

/** @param {Page} page @param {Matrix} matrix @param {string[]} rowWords @param {string[]} columnWords @param {number} [slack] of sums and quotients in another order */
async function assertCsv(page, matrix, rowWords, columnWords, slack = 1e-14) {
  const lines = await csvOf(page);
  assert.equal(lines.length, rowWords.length * columnWords.length);
  lines.forEach(([row, query, column, key, attended, weight]) => {
    assert.deepEqual([query, key, attended], [rowWords[Number(row)], columnWords[Number(column)], '1']);
    assert.ok(Math.abs(Number(weight) - matrix[Number(row)][Number(column)]) <= slack, `${row}, ${column}: ${weight}`);
  });
}

test('the map: each cell has the colour of its weight, and where that colour is, its weight is read', async () => {
  const page = await post(body);
  const end = rangeEnd(largest);
  const colors = matrices[0][0].map((row) => row.map((weight) => colorOf(weight / end)));
  const counts = colors.flat().filter((color, index, all) => all.indexOf(color) === index).length;
  assert.ok(counts > 20, `${counts} colours`);
  for (const [row, column] of [[0, 0], [1, 4], [3, 2], [5, 5], [2, 0], [4, 3]]) {
    await page.mouse.move(2, 2);
    const [place] = await placesOf(page, '.stage:not(.grid-stage) canvas', colors[row][column]);
    assert.ok(place, `${row}, ${column}: ${colors[row][column]}`);
    await page.mouse.move(place.x, place.y);
    const said = await readout(page);
    const [, , query, key] = /** @type {RegExpExecArray} */ (/^(layer 0, head 0): “(.*)” attends to “(.*)”: /.exec(said));
    const same = colors.flatMap((line, at) => line.flatMap((color, to) => (color === colors[row][column] ? [`${tokens[at]} ${tokens[to]}`] : [])));
    assert.ok(same.includes(`${query} ${key}`), said);
    assertSaid(said, `layer 0, head 0: “${query}” attends to “${key}”: `, matrices[0][0][tokens.indexOf(query)][tokens.indexOf(key)]);
  }
});

for (const range of /** @type {const} */ (['all', 'each'])) {
  for (const log of [false, true]) {
    test(`colours of grid and map with ${range === 'all' ? 'one range' : 'a range for each head'}${log ? ', logarithmic' : ''}`, async () => {
      const page = await post(body, { dark: log });
      const share = (/** @type {number} */ part) => colorOf(log ? logShare(part) : part, { isDark: log });
      await look(page, { range, log, layer: 1, head: 2 });
      const shown = matrices[1][2];
      const mapEnd = rangeEnd(range === 'all' ? largest : Math.max(...shown.flat()));
      for (const weight of shown.flat()) {
        assert.ok((await placesOf(page, '.stage:not(.grid-stage) canvas', share(weight / mapEnd))).length > 0, `map: ${weight}`);
      }
      await look(page, { view: 'grid' });
      await page.mouse.move(2, 2);
      for (const [layer, head] of [[0, 0], [1, 1], [1, 2]]) {
        const matrix = matrices[layer][head];
        const most = Math.max(...matrix.flat());
        for (const weight of [matrix[0][3], matrix[5][1], most]) {
          const color = share(range === 'all' ? weight / rangeEnd(largest) : weight / most);
          const places = await placesOf(page, '.grid-stage canvas', color);
          const said = [];
          for (const { x, y } of places) {
            await page.mouse.move(x, y);
            said.push(await readout(page));
          }
          assert.ok(said.some((text) => text.startsWith(`layer ${layer}, head ${head}: most weight`)), `grid: ${layer}, ${head}, ${weight}: ${said}`);
        }
      }
    });
  }
}

test('the grid: each head’s largest weight, and where it is', async () => {
  const page = await post(body);
  await inside(page, '.grid-stage').focus();
  for (const [layer, head] of times(layers * heads).map((index) => [Math.floor(index / heads), index % heads])) {
    await page.keyboard.press('PageUp');
    await page.keyboard.press('Home');
    for (let step = 0; step < layer; step++) await page.keyboard.press('ArrowDown');
    for (let step = 0; step < head; step++) await page.keyboard.press('ArrowRight');
    const weights = matrices[layer][head].flat();
    const at = weights.indexOf(Math.max(...weights));
    const [, weight] = /** @type {RegExpExecArray} */ (/most weight (\S+), from/.exec(await readout(page)));
    assertPrinted(weight, weights[at], `${layer}, ${head}`);
    assert.equal(await readout(page), `layer ${layer}, head ${head}: most weight ${weight}, from “${tokens[Math.floor(at / size)]}” to “${tokens[at % size]}”`);
  }
});

for (const [change, matrix, rowWords, columnWords] of /** @type {[Partial<ViewState>, Matrix, string[], string[]][]} */ ([
  [{ layer: 1, head: 1 }, matrices[1][1], tokens, tokens],
  [{ layer: 1, panel: 'mean' }, overHeads(meanOf, 1), tokens, tokens],
  [{ layer: 0, panel: 'largest' }, overHeads((values) => Math.max(...values), 0), tokens, tokens],
  [{ layer: 1, panel: 'rollout' }, rolledOut(), tokens, tokens],
  [{ withoutFirst: true }, seenOf(matrices[0][0], { hiddenColumns: [0] }), tokens, tokens.slice(1)],
  [{ withoutSpecials: true }, seenOf(matrices[0][0], { hiddenRows: [0, 5], hiddenColumns: [0, 5] }), tokens.slice(1, 5), tokens.slice(1, 5)],
  [{ words: true }, seenOf(matrices[0][0], { rowGroups: groups, columnGroups: groups }), words, words],
  [
    { words: true, withoutFirst: true, withoutSpecials: true, head: 2 },
    seenOf(matrices[0][2], { rowGroups: groups, columnGroups: groups, hiddenRows: [0, 3], hiddenColumns: [0, 3] }), words.slice(1, 3), words.slice(1, 3),
  ],
])) {
  test(`table, CSV, NumPy and matrix() of ${JSON.stringify(change)}`, async () => {
    const page = await post(body);
    await look(page, change);
    await assertTable(page, matrix, rowWords, columnWords);
    await assertCsv(page, matrix, rowWords, columnWords);
    const given = await inHeads(page, (element) => element.matrix());
    assert.deepEqual([given.queries, given.keys], [rowWords, columnWords]);
    given.weights.flat().forEach((weight, at) => assert.ok(Math.abs(weight - matrix.flat()[at]) <= 1e-14));
    const bytes = Uint8Array.from(await inHeads(page, async (element) => [...new Uint8Array(await (await element.export('npy')).arrayBuffer())]));
    const header = new TextDecoder('latin1').decode(bytes.subarray(0, 128));
    assert.match(header, new RegExp(`'descr': '<f4', 'fortran_order': False, 'shape': \\(${rowWords.length}, ${columnWords.length}\\)`));
    const numbers = new Float32Array(bytes.slice(-4 * matrix.flat().length).buffer);
    // A float32 holds a weight to half of 2^-23 of itself.
    numbers.forEach((number, at) => assert.ok(Math.abs(number - matrix.flat()[at]) <= 2 ** -24, String(at)));
  });
}

test('the JSON holds every number as it came, and opens again', async () => {
  const page = await post(body);
  const text = await inHeads(page, async (element) => (await element.export('json')).text());
  const read = await inHeads(page, async (element, json) => {
    const questions = await element.open([new File([json], 'again.json')]);
    const [set] = element.sets;
    const matrix = await set.read(1, 2);
    return { questions, set: { ...set, read: null }, numbers: [...matrix] };
  }, text);
  assert.deepEqual(read.questions, []);
  assert.deepEqual([read.set.kind, read.set.layers, read.set.heads, read.set.rows, read.set.columns, read.set.queries, read.set.keys], ['self', layers, heads, size, size, tokens, tokens]);
  assert.deepEqual(read.numbers, matrices[1][2].flat());
});

/** By plain definitions. @type {Record<string, (matrix: Matrix) => number>} */
const definitions = {
  entropy: (matrix) => meanOf(matrix.map((row) => -sumOf(row.map((weight) => weight * Math.log2(weight))))),
  distance: (matrix) => meanOf(matrix.map((row, query) => sumOf(row.map((weight, key) => weight * Math.abs(query - key))))),
  first: (matrix) => meanOf(matrix.map((row) => row[0])),
  previous: (matrix) => meanOf(matrix.slice(1).map((row, query) => row[query])),
  same: (matrix) => meanOf(matrix.map((row, query) => row[query])),
  next: (matrix) => meanOf(matrix.slice(0, -1).map((row, query) => row[query + 1])),
  separators: (matrix) => meanOf(matrix.map((row) => row[5])),
  specials: (matrix) => meanOf(matrix.map((row) => row[0] + row[5])),
};

for (const [measure, define] of Object.entries(definitions)) {
  test(`heads by ${measure}: their values in order, largest and smallest first, and the value of the head that is pointed at`, async () => {
    const page = await post(body);
    await look(page, { measure });
    const values = matrices.flatMap((line, layer) => line.map((matrix, head) => ({ layer, head, value: define(matrix) })));
    const listed = inside(page, '.found-list');
    await listed.waitFor();
    for (const [label, sign] of /** @type {const} */ ([['largest first', 1], ['smallest first', -1]])) {
      assert.equal(await inside(page, '.found-head button').textContent(), label);
      const expected = values.slice().sort((a, b) => sign * (b.value - a.value));
      const said = await listed.locator('li').allTextContents();
      assert.equal(said.length, expected.length);
      said.forEach((entry, at) => assertSaid(entry, `layer ${expected[at].layer}, head ${expected[at].head}: `, expected[at].value));
      await inside(page, '.found-head button').click();
    }
    const { value } = values[0];
    assertSaid((await readout(page)).replace(/^.*; .* (?=\S+$)/, ''), '', value);
  });
}

test('the links: what a query attends to, and what attends to a key, the strongest first', async () => {
  const page = await post(body);
  await look(page, { view: 'links', layer: 1 });
  await inside(page, '.links-stage').focus();
  for (const [keys, begin, weights] of /** @type {[string[], string, number[]][]} */ ([
    [['ArrowDown'], 'layer 1, head 0: “[CLS]” attends to ', matrices[1][0][0]],
    [['End'], 'layer 1, head 0: “[SEP]” attends to ', matrices[1][0][5]],
    [['ArrowRight', 'ArrowUp'], 'layer 1, head 0: “tea” is attended to by ', matrices[1][0].map((row) => row[4])],
  ])) {
    for (const key of keys) await page.keyboard.press(key);
    const said = await readout(page);
    assert.ok(said.startsWith(begin), said);
    const strongest = times(size).slice().sort((a, b) => weights[b] - weights[a]).slice(0, 3);
    said.slice(begin.length).split(', ').forEach((item, at) => assertSaid(item, `“${tokens[strongest[at]]}” `, weights[strongest[at]]));
  }
});

test('one token in every head: each cell, by keyboard, and the table', async () => {
  const page = await post(body);
  await look(page, { view: 'token', query: 4 });
  const strip = inside(page, '.stage:not(.grid-stage)');
  await strip.focus();
  await page.keyboard.press('Home');
  for (const [down, right] of [[0, 0], [1, 2], [3, 1], [1, 2]]) {
    for (let step = 0; step < down; step++) await page.keyboard.press('ArrowDown');
    for (let step = 0; step < right; step++) await page.keyboard.press('ArrowRight');
  }
  assertSaid(await readout(page), 'layer 1, head 2: “tea” attends to “[SEP]”: ', matrices[1][2][4][5]);
  const { caption, head, rows } = await tableOf(page);
  assert.deepEqual([caption, head], ['Every head: where “tea” attends', tokens]);
  assert.equal(rows.length, layers * heads);
  rows.forEach(({ name, cells }, index) => {
    const [layer, one] = [Math.floor(index / heads), index % heads];
    assert.equal(name, `layer ${layer}, head ${one}`);
    cells.forEach((cell, column) => assertPrinted(cell, matrices[layer][one][4][column], `${name}, ${column}`));
  });
});

test('a chosen query has a table of its own, the largest weight first', async () => {
  const page = await post(body);
  await look(page, { query: 3, head: 1 });
  const { caption, rows } = await tableOf(page);
  const weights = matrices[0][1][3];
  const order = times(size).slice().sort((a, b) => weights[b] - weights[a]);
  assert.equal(caption, 'layer 0, head 1: where “##able” attends');
  assert.deepEqual(rows.map(({ name }) => name), order.map((at) => tokens[at]));
  rows.forEach(({ cells: [cell] }, at) => assertPrinted(cell, weights[order[at]], String(at)));
});

/** @param {Page} page @returns {Promise<string[]>} the texts of the drawing that is saved */
const textsIn = async (page) => {
  const svg = await inHeads(page, async (element) => (await element.export('svg')).text());
  return Array.from(svg.matchAll(/<text[^>]*>([^<]*)</g), ([, text]) => text);
};

test('legends: the ends of the ranges, and what lies between', async () => {
  const page = await post(body);
  const end = rangeEnd(largest);
  const own = rangeEnd(Math.max(...matrices[0][0].flat()));
  const digits = (/** @type {number[]} */ ...values) => values.map((value) => String(Number(value.toPrecision(3))));
  for (const [change, expected] of /** @type {[Partial<ViewState>, string[]][]} */ ([
    [{ view: 'head' }, ['0', ...digits(end / 2, end)]],
    [{ view: 'head', log: true }, [`≤ ${Number((end / 1000).toPrecision(2))}`, ...digits(end / 100, end / 10, end)]],
    [{ view: 'head', log: false, range: 'each' }, ['0', ...digits(own / 2, own)]],
    [{ view: 'grid', range: 'all' }, ['0', ...digits(end / 2, end)]],
    [{ view: 'grid', range: 'each' }, ['0', '0.5', '1', 'share of each head’s largest weight']],
    [{ view: 'token', range: 'all' }, ['0', ...digits(end / 2, end)]],
  ])) {
    await look(page, change);
    const texts = await textsIn(page);
    for (const text of expected) assert.ok(texts.some((one) => one.replace('&lt;', '<') === text), `${JSON.stringify(change)}: ${text} in ${texts}`);
  }
});

test('negative and unusual numbers are shown as they are, and said', async () => {
  const odd = [[0.5, -0.875, 0.25], [NaN, 0.5, 0.5], [0.2, 0.3, Infinity]];
  const json = JSON.stringify({ tokens: ['a', 'b', 'c'], attentions: [[odd]] }, (_, value) => (Number.isFinite(value) || typeof value !== 'number' ? value : String(value)));
  const page = await post(headsOf(JSON.parse(json)));
  await settled(page);
  assert.equal(await readout(page), 'layer 0, head 0: most weight −0.875, from “a” to “b”');
  assert.match(await inside(page, '.note').textContent() ?? '', /Some weights are not finite\. Some weights are negative\./);
  const end = rangeEnd(0.875);
  for (const weight of [0.5, -0.875, 0.25, 0.2]) {
    assert.ok((await placesOf(page, '.stage:not(.grid-stage) canvas', colorOf(weight / end, { isSigned: true }))).length > 0, String(weight));
  }
  const { rows } = await tableOf(page);
  assert.deepEqual(rows.map(({ cells }) => cells), [['0.500', '−0.875', '0.250'], ['NaN', '0.500', '0.500'], ['0.200', '0.300', '∞']]);
  assert.equal(await field(page, 'measure').count(), 0);
});
