// shows="scores": every number on the screen and its colour, against scores in float64. Pictures are read from the
// figure's SVG, which is drawn from the same list as its canvas.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPrinted, useBrowser } from './browser.js';
import { entropyBits, attendRow } from './float64.js';
import { plain } from './plain.js';
import { createRamp } from '../../web/draw/color.js';
import { cssColor, rampColor } from '../../web/draw/ramp.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js'
 *
 * @typedef {object} Picture
 * @property {string[]} texts from top to foot
 * @property {{ x: number, y: number }[]} places of the texts
 * @property {{ x: number, y: number, fill: string }[]} cells of all maps, one after the other
 * @property {string[][]} ramps the colours of each legend, from its low end
 * @property {{ fill: string, top: number, height: number }[]} bars
 * @property {number} hatches
 */

const lab = useBrowser();
const queries = [[1, 0.5], [-0.3, 0.8]];
const keys = [[0.2, 0.9], [1, -0.4], [-0.6, 0.6]];
const tokens = ['tea', 'milk', 'sun'];

/**
 * @param {number} row
 * @param {Partial<import('./float64.js').Call>} [more]
 */
const truth = (row, more) => attendRow({ query: queries[row], keys, score: 'dot', normalizer: 'softmax', ...more });
/** @param {Partial<import('./float64.js').Call>} [more] */
const scoresOf = (more) => [0, 1].flatMap((row) => truth(row, more).scaled);

/**
 * @param {{ [attribute: string]: string }} [attributes]
 * @param {import('./browser.js').OpenOptions & { lang?: string }} [options]
 */
async function opened(attributes = {}, { lang = 'en', ...options } = {}) {
  const { page, complaints } = await lab.open({ address: `${lab.url}builder.html`, ...options });
  await page.evaluate(async (given) => {
    const figure = document.createElement('attention-figure');
    for (const [name, value] of Object.entries(given)) figure.setAttribute(name, value);
    document.querySelector('main')?.replaceChildren(figure);
    await /** @type {AttentionFigureElement} */ (figure).ready.catch(() => {});
  }, {
    lang, tokens: JSON.stringify(tokens), 'query-tokens': '["I", "you"]', keys: JSON.stringify(keys), queries: JSON.stringify(queries),
    score: 'dot', shows: 'scores', 'link-base': 'figure.html', ...attributes,
  });
  return { page, complaints };
}

/** @param {Page} page @returns {Promise<Picture>} */
function pictureIn(page) {
  return page.evaluate(async () => {
    const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
    const svg = new DOMParser().parseFromString(await (await figure.exportSVG()).text(), 'image/svg+xml');
    const all = (/** @type {string} */ selector) => [...svg.querySelectorAll(selector)];
    const number = (/** @type {Element} */ node, /** @type {string} */ name) => Number(node.getAttribute(name));
    return {
      texts: all('text').map((node) => node.textContent ?? ''),
      places: all('text').map((node) => ({ x: number(node, 'x'), y: number(node, 'y') })),
      cells: all('svg svg rect').map((node) => ({ x: number(node, 'x'), y: number(node, 'y'), fill: node.getAttribute('fill') ?? '' })),
      ramps: all('linearGradient').map((node) => [...node.children].map((stop) => stop.getAttribute('stop-color') ?? '')),
      bars: all('path').flatMap((node) => {
        const [, top, , height] = /^M\S+ (\S+)h(\S+)v([^h]+)h/.exec(node.getAttribute('d') ?? '') ?? [];
        return height ? [{ fill: node.getAttribute('fill') ?? '', top: Number(top), height: Number(height) }] : [];
      }),
      hatches: all('rect[fill^="url(#attention-hatch-"]').length,
    };
  });
}

/** @param {Page} page @param {string} selector */
const textIn = async (page, selector) => plain(await page.locator(`attention-figure ${selector}`).first().innerText());

/** @param {string[]} texts @returns {string[]} numbers of three decimals, as cells and bars have them */
const printed = (texts) => texts.filter((text) => /^([<−-]|>−)?\d+\.\d{3}$/.test(text));

/**
 * @param {string[]} numbers as printed
 * @param {number[]} truths
 * @param {string} what
 */
function agree(numbers, truths, what) {
  assert.equal(numbers.length, truths.length, `${what}: ${numbers}`);
  truths.forEach((value, index) => assertPrinted(numbers[index], value, `${what} ${index}`));
}

/** @param {string[]} texts @returns {string[]} ticks: numbers of fewer decimals */
const ticks = (texts) => texts.filter((text) => /^[≤≥ ]*−?\d+(\.\d{1,2})?$/.test(text));

/** The colours of bars, and of maps from far below 0 to far above, in the light theme. */
const [bar, negative] = ['#2a69ac', '#c2571a'];
const diverging = createRamp(['#7d2f00', '#eef0f2', '#0c3f7c']);
/** @param {number} value @param {number} reach */
const colorAround0 = (value, reach) => cssColor(rampColor({ diverging, sequential: diverging }, value, [-reach, reach]));

for (const [lang, title, masked, said, label, all] of /** @type {const} */ ([
  ['en', 'score', 'masked: not looked at', 'The picture shows the scores. I attends most to milk,', 'score: Attention of 2 queries to 3 keys', 'All scores'],
  ['zh', '得分', '已屏蔽：不参与', '图中画的是得分。', '得分：2 个查询对 3 个键的注意力', '全部得分'],
])) {
  test(`a heat map of scores in ${lang}: cells, colours, legend, hatching, names, table`, async () => {
    const { page, complaints } = await opened({ mask: '[[1,1,0],[1,1,1]]' }, { lang });
    const { texts, cells, ramps, hatches } = await pictureIn(page);
    const all6 = scoresOf();
    const attended = all6.filter((_, index) => index !== 2);
    agree(printed(texts), attended, 'cell');
    assert.ok(texts.includes(title) && texts.includes(masked), texts.join(' | '));
    assert.equal(texts.filter((text) => /weight|权重|∞/.test(text)).length, 0, texts.join(' | '));
    assert.deepEqual(ticks(texts), ['−1', '0', '1']);
    assert.equal(ramps.length, 1);
    assert.deepEqual([ramps[0][0], ramps[0][8], ramps[0][16]], [-1, 0, 1].map((value) => colorAround0(value, 1)));
    assert.deepEqual(cells.map(({ x, y }) => [x, y]), [[0, 0], [1, 0], [0, 1], [1, 1], [2, 1]]);
    cells.forEach(({ fill }, index) => assert.equal(fill, colorAround0(Math.fround(attended[index]), 1), `colour ${index}`));
    assert.equal(hatches, 2, 'under the map, and in the legend');
    assert.equal(await page.locator('attention-figure .stage').getAttribute('aria-label'), label);
    assert.ok((await textIn(page, '#sentence')).startsWith(said));
    assert.match(await textIn(page, 'caption'), new RegExp(`^${all}`));
    const table = await page.locator('attention-figure tbody td').allTextContents();
    agree(table.filter((_, index) => index !== 2), attended, 'table');
    assert.match(table[2], /^(masked|已屏蔽)$/);
    const { weights } = truth(0, { attended: [1, 1, 0] });
    const note = plain(await page.locator('attention-figure [part=table] .note').first().innerText());
    const [, sum, entropy] = /^I · (?:weight: Sum|权重：和) (\d\S*?)[.。]\s?(?:Entropy|熵) (\S+)/.exec(note) ?? [];
    assertPrinted(sum, 1, note);
    assertPrinted(entropy, entropyBits(weights), note);
    assert.deepEqual(complaints, []);
  });
}

test('the readout has score and weight, by pointer and by keyboard, in the order of a map of weights', async () => {
  const { page } = await opened({ mask: '[[1,1,0],[1,1,1]]' });
  const line = /^(\S+) attends to (\S+): score (\S+) · weight (\S+)$/;
  /** @param {number} row @param {number} column */
  const says = async (row, column) => {
    const [, query, key, score, weight] = line.exec(await textIn(page, '.readout')) ?? [];
    assert.deepEqual([query, key], [['I', 'you'][row], tokens[column]]);
    const { scaled, weights } = truth(row, row === 0 ? { attended: [1, 1, 0] } : {});
    assertPrinted(score, scaled[column], 'score');
    assertPrinted(weight, weights[column], 'weight');
  };
  await says(0, 1); // This is the cell with the row's largest weight.
  const stage = page.locator('attention-figure .stage');
  await stage.focus();
  for (const [key, row, column] of /** @type {const} */ ([['ArrowRight', 0, 0], ['ArrowRight', 0, 1], ['ArrowDown', 1, 1], ['End', 1, 2]])) {
    await page.keyboard.press(key);
    await says(row, column);
  }
  await page.keyboard.press('ArrowUp');
  assert.equal(await textIn(page, '.readout'), 'I does not look at sun: masked');
  // Cells have the same size on the page as in the file.
  const { texts, places } = await pictureIn(page);
  const at = places[texts.indexOf(printed(texts)[3])];
  await stage.hover({ position: { x: at.x, y: at.y - 4 } });
  await says(1, 1);
  await page.mouse.move(0, 0);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  assert.match(await textIn(page, '#title'), /^How you comes to attend to tea$/);
});

test('bars of scores stand on 0, negative ones below it, with their numbers', async () => {
  const { page } = await opened({ view: 'bars', cell: '1' });
  const { texts, bars } = await pictureIn(page);
  const { scaled } = truth(1);
  assert.ok(Math.min(...scaled) < 0 && Math.max(...scaled) > 0);
  agree(printed(texts), scaled, 'bar');
  assert.ok(texts.includes('score') && !texts.includes('weight'));
  const drawn = bars.filter(({ fill }) => [bar, negative].includes(fill));
  assert.deepEqual(drawn.map(({ fill }) => fill), scaled.map((score) => (score < 0 ? negative : bar)));
  const zeros = drawn.map(({ fill, top, height }) => (fill === bar ? top + height : top));
  zeros.forEach((zero) => assert.ok(Math.abs(zero - zeros[0]) <= 1, `bars from ${zeros}`));
  const unit = drawn[0].height / Math.abs(scaled[0]);
  drawn.forEach(({ height }, index) => assert.ok(Math.abs(height - unit * Math.abs(scaled[index])) <= 1.5, `${index}: ${height}`));
  assert.match(await textIn(page, '#sentence'), /^The picture shows the scores\./);
  assert.equal(await page.locator('attention-figure .stage').getAttribute('aria-label'), 'score: Attention of “you” to 3 keys');
  assert.equal(await page.locator('attention-figure caption').first().innerText(), 'All scores: each row is a query, each column a key');
});

test('a row in a table has score and weight, and a masked key has neither', async () => {
  const { page } = await opened({ queries: JSON.stringify(queries[0]), 'query-tokens': '["I"]', mask: '[[1,0,1]]' });
  const head = await page.locator('attention-figure thead th').allTextContents();
  assert.deepEqual(head, ['key', 'score', 'weight']);
  const cells = await page.locator('attention-figure tbody td').allTextContents();
  const { scaled, weights } = truth(0, { attended: [1, 0, 1] });
  agree([cells[0], cells[1], cells[4], cells[5]], [scaled[0], weights[0], scaled[2], weights[2]], 'row');
  assert.deepEqual(cells.slice(2, 4), ['masked', 'masked']);
});

test('a comparison: its scores under one legend around 0, and the differences of scores', async () => {
  for (const view of ['heatmap', 'bars']) {
    const { page } = await opened({ compare: 'dot cosine', cell: '1 2', view });
    const { texts, ramps } = await pictureIn(page);
    const [dot, cosine] = [scoresOf(), scoresOf({ score: 'cosine' })];
    const maps = [dot, cosine, cosine.map((score, index) => score - dot[index])];
    agree(printed(texts), maps.flatMap((map) => (view === 'bars' ? map.slice(3) : map)), view);
    if (view === 'heatmap') {
      assert.deepEqual(ticks(texts), ['−1', '0', '1', '−0.5', '0', '0.5']);
      assert.deepEqual(ramps.map((stops) => stops[8]), [colorAround0(0, 1), colorAround0(0, 1)]);
    }
    assert.deepEqual(texts.filter((text) => /^(score|weight|difference)$/.test(text)).sort(), view === 'bars' ? ['difference', 'score', 'score'] : ['difference', 'score']);
    const [, ...said] = /^you attends to sun: score Dot product (\S+) · Cosine (\S+) · difference (\S+)$/.exec(await textIn(page, '.readout')) ?? [];
    agree(said, maps.map((map) => map[5]), 'readout');
  }
  const { page } = await opened({ compare: 'dot cosine euclidean', cell: '0 1' }, { lang: 'zh' });
  const scores = ['dot', 'cosine', 'euclidean'].map((score) => truth(0, { score }).scaled[1]);
  const readout = await textIn(page, '.readout');
  const [, ...said] = /：得分 点积 (\S+) · 余弦 (\S+) · 欧氏距离 (\S+) · 与 点积 之差 (\S+), (\S+)$/.exec(readout) ?? [];
  agree(said, [...scores, scores[1] - scores[0], scores[2] - scores[0]], readout);
});

test('heads: their scores and the mean of these, with the entropy of their weights', async () => {
  const heads = [queries, [[0.4, -1.2], [0.9, 0.1]]];
  const { page } = await opened({ queries: JSON.stringify(heads), keys: JSON.stringify([keys, keys]), compare: 'heads', cell: '0 2' });
  const maps = heads.map((head) => head.flatMap((query) => attendRow({ query, keys, score: 'dot', normalizer: 'softmax' }).scaled));
  const mean = maps[0].map((score, index) => (score + maps[1][index]) / 2);
  const difference = maps[0].map((score, index) => maps[1][index] - score);
  const { texts } = await pictureIn(page);
  agree(printed(texts), [...maps, mean, difference].flat(), 'cell');
  const notes = texts.filter((text) => text.includes('entropy'));
  heads.forEach((head, index) => {
    const entropies = head.map((query) => entropyBits(attendRow({ query, keys, score: 'dot', normalizer: 'softmax' }).weights));
    const [, entropy] = /^weight: entropy (\S+) bits on average$/.exec(notes[index]) ?? [];
    assertPrinted(entropy, (entropies[0] + entropies[1]) / 2, notes[index]);
  });
  const readout = await textIn(page, '.readout');
  const [, ...said] = /: score Head 1 (\S+) · Head 2 (\S+) · mean (\S+) · difference (\S+)$/.exec(readout) ?? [];
  agree(said, [maps[0][2], maps[1][2], mean[2], difference[2]], readout);
});

test('scores that are all positive keep 0 in the middle of the colours, and masked cells do not count', async () => {
  const positive = { queries: '[[1, 1], [2, 1]]', keys: '[[1, 2], [0.5, 0.5], [90, 90]]', mask: '[[1,1,0],[1,1,0]]' };
  const { page } = await opened(positive);
  const { texts, ramps, cells } = await pictureIn(page);
  agree(printed(texts), [3, 1, 4, 1.5], 'cell');
  assert.deepEqual(ticks(texts), ['−5', '0', '5'], 'not up to 270, which nobody looks at');
  assert.equal(ramps[0][0], colorAround0(-5, 5));
  assert.deepEqual(cells.map(({ fill }) => fill), [3, 1, 4, 1.5].map((score) => colorAround0(score, 5)));
  const bars = await opened({ ...positive, view: 'bars' });
  assert.deepEqual(ticks((await pictureIn(bars.page)).texts), ['−5', '0', '5']);
});

test('the colours stay while a number is typed, and follow when it is complete; domain fixes them', async () => {
  const { page } = await opened({ controls: 'scale' });
  const field = page.locator('attention-figure #scale-field');
  await field.focus();
  await page.keyboard.type('30');
  const typed = await pictureIn(page);
  agree(printed(typed.texts), scoresOf({ scale: 30 }), 'typed');
  assert.deepEqual(ticks(typed.texts), ['≤ −1', '0', '≥ 1']);
  assert.equal(typed.cells[0].fill, colorAround0(1, 1), 'beyond the end of the colours');
  await page.keyboard.press('Enter');
  const kept = await pictureIn(page);
  assert.deepEqual(ticks(kept.texts), ['−50', '0', '50']);
  assert.equal(kept.cells[0].fill, colorAround0(Math.fround(scoresOf({ scale: 30 })[0]), 50));
  const pinned = await pictureIn((await opened({ domain: '-5 5' })).page);
  assert.deepEqual(ticks(pinned.texts), ['−5', '0', '5']);
  assert.equal(pinned.cells[0].fill, colorAround0(Math.fround(scoresOf()[0]), 5));
});

test('without scores to show there is an error: argument, expected, got', async () => {
  const cases = [
    [{ view: 'links' }, 'shows: expected weights (view = links), got "scores"', 'shows：应为 weights (view = links)，现为 "scores"'],
    [{ view: 'plane' }, 'shows: expected weights (view = plane), got "scores"', 'shows：应为 weights (view = plane)，现为 "scores"'],
    [{ shows: 'score' }, 'shows: expected weights | scores, got "score"', 'shows：应为 weights | scores，现为 "score"'],
  ];
  for (const [attributes, english, chinese] of /** @type {[Record<string, string>, string, string][]} */ (cases)) {
    for (const [lang, message] of [['en', english], ['zh', chinese]]) {
      const { page } = await opened(attributes, { lang });
      assert.ok((await textIn(page, '.problem')).endsWith(message), message);
      await page.evaluate(() => document.querySelector('attention-figure')?.removeAttribute('shows'));
      await page.locator('attention-figure .drawn').waitFor();
    }
  }
  const { page } = await opened();
  await page.evaluate(async () => {
    const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
    for (const name of ['queries', 'keys', 'query-tokens']) figure.removeAttribute(name);
    figure.weights = [0.2, 0.3, 0.5];
    await figure.ready.catch(() => {});
  });
  assert.match(await textIn(page, '.stale'), /shows: expected weights \(weights = \[…\]\), got "scores"$/);
});

test('the link, the property and the files say that scores are shown; a large map has its scores too', async () => {
  const { page } = await opened();
  const got = await page.evaluate(async () => {
    const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
    await figure.ready;
    const text = async (/** @type {Promise<Blob>} */ blob) => (await blob).text();
    const [link, json, csv, numpy, html] = [await figure.link, await text(figure.exportJSON()), await text(figure.exportCSV()), await text(figure.exportNumPy()), await text(figure.exportHTML())];
    const { shows } = figure;
    figure.shows = null;
    await figure.ready;
    const plain = [figure.shows, await figure.link];
    const many = Array.from({ length: 66 }, (_, index) => [Math.sin(index), Math.cos(3 * index)]);
    Object.assign(figure, { shows: 'scores', tokens: null, queryTokens: null, queries: many, keys: many, cell: [65, 64] });
    await figure.ready;
    return { link, json, csv, numpy, html, shows, plain, large: figure.shadowRoot?.querySelector('.readout')?.textContent ?? '', largeCsv: await text(figure.exportCSV()) };
  });
  assert.equal(got.shows, 'scores');
  assert.match(got.link, /#v=1&view=heatmap&shows=scores&tokens=/);
  assert.deepEqual([got.plain[0], got.plain[1].includes('shows')], ['weights', false]);
  const { state, results } = JSON.parse(got.json);
  assert.equal(state.shows, 'scores');
  results.panels[0].scores.flat().forEach((/** @type {number} */ score, /** @type {number} */ index) => (
    assert.ok(Math.abs(score - scoresOf()[index]) < 1e-6)));
  const csv = got.csv.trim().split('\r\n').slice(1).map((line) => line.split(','));
  csv.forEach((line, index) => assert.ok(Math.abs(Number(line[6]) - scoresOf()[index]) < 1e-6, line.join()));
  assert.match(got.numpy, /print\(name, np\.where\(attended, scores\[0\], np\.nan\)\.round\(3\), /);
  assert.match(got.html, /<caption[^>]*>All scores/);
  assert.match(got.html, />score<\/text>/);
  const [[a, b], [c, d]] = [65, 64].map((index) => [Math.sin(index), Math.cos(3 * index)]);
  const [, score] = /score (\S+) · weight \S+$/.exec(got.large) ?? [];
  assertPrinted(score, a * c + b * d, got.large);
  assert.ok(got.largeCsv.trim().split('\r\n').slice(1).every((line) => line.split(',')[6] !== ''));
  const shown = await lab.open({ address: got.link });
  await shown.page.locator('attention-figure .drawn').waitFor();
  assert.match(await textIn(shown.page, '.readout'), /: score \S+ · weight \S+$/);
});
