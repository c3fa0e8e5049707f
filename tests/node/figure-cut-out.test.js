// A drawing in a file: how much of it is there, and the caption below.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutOut } from '../../web/draw/cut-out.js';
import { lineItem, textItem } from '../../web/draw/items.js';
import { svgOf } from '../../web/draw/svg-painter.js';
import { portable } from '../../web/draw/theme.js';
import { checkInertSvg } from './inert-svg.js';

/** @import { DisplayList, Item, TextItem } from '../../web/draw/display-list.js' */
/** @import { Theme } from '../../web/draw/theme.js' */

const ramp = new Uint8ClampedArray(4 * 1025).fill(255);
const names = ['ink', 'muted', 'rule', 'paper', 'bar', 'negative', 'printed', 'highlight', 'hatch'];

/** @param {string} family @param {string} [paper] @returns {Theme} */
const themeOf = (family, paper = '#fff') => ({
  colors: /** @type {Theme['colors']} */ (Object.fromEntries(names.map((name) => [name, name === 'paper' ? paper : '#111']))),
  fonts: { label: `15px ${family}`, value: `600 14px ${family}`, axis: `13px ${family}` }, sequential: ramp, diverging: ramp,
});
const theme = themeOf('sans-serif');

/** Measures a text whose characters are all ten pixels wide. @param {string} text */
const measure = (text) => 10 * [...text].length;

/** @param {Item[]} items @param {string} [caption] @param {Partial<DisplayList>} [more] */
const cut = (items, caption = '', more = {}) => cutOut({ width: 800, height: 300, items, ...more }, caption, theme, measure);

/** @param {DisplayList} list @returns {string[]} */
const texts = ({ items }) => items.filter((item) => item.type === 'text').map(({ text }) => text);

test('a drawing is cut to its visible part with a margin, and nothing is moved', () => {
  const rect = /** @type {Item} */ ({ type: 'rect', x: 100, y: 40, width: 50, height: 30, fill: 'bar' });
  const zone = /** @type {Item} */ ({ type: 'zone', x: 0, y: 0, width: 800, height: 300, target: { kind: 'key', key: 0 } });
  /** @type {[items: Item[], frame: [x: number, y: number, width: number, height: number]][]} */
  const cases = [
    [[rect, zone], [88, 28, 74, 54]],
    [[rect, lineItem(20, 90, 300, 90, 'ink')], [8, 28, 304, 74]],
    [[textItem(50, 10, 'four', 'left', 'top')], [38, -2, 64, 40]],
    [[textItem(50, 10, 'four', 'right', 'bottom')], [-2, -18, 64, 40]],
    [[{ ...textItem(50, 50, 'four', 'left', 'middle'), angle: Math.PI / 2 }], [30, 38, 40, 64]],
    [[{ type: 'circle', x: 50, y: 50, radius: 5, fill: 'bar', stroke: 'ink', thickness: 1 }], [33, 33, 34, 34]],
    [[{ type: 'polygon', points: [[10, 10], [30, 12], [20, 50]], fill: 'bar', stroke: 'ink' }], [-2, -2, 44, 64]],
  ];
  for (const [items, [x, y, width, height]] of cases) {
    const list = cut(items);
    assert.deepEqual({ x: list.x, y: list.y, width: list.width, height: list.height }, { x, y, width, height });
    assert.deepEqual(list.items, items);
    checkInertSvg(svgOf(list, theme));
    assert.match(svgOf(list, theme), new RegExp(`^<svg [^>]*width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}"`));
  }
});

test('a caption stands below in lines: words stay whole, Chinese breaks anywhere but before a stop, and what is too long is broken', () => {
  const line = lineItem(0, 50, 400, 50, 'ink');
  const lines = (/** @type {string} */ caption) => texts(cut([line], caption));
  assert.deepEqual(lines(''), []);
  assert.deepEqual(lines(' One\n line '), ['One line']);
  assert.deepEqual(lines('The words of a line are forty signs at most, not one more.'), ['The words of a line are forty signs at', 'most, not one more.']);
  assert.deepEqual(lines(`${'注'.repeat(40)}。意力`), [`${'注'.repeat(39)}`, '注。意力']);
  assert.deepEqual(lines(`See ${'x'.repeat(90)} there`), [`See ${'x'.repeat(36)}`, 'x'.repeat(40), `${'x'.repeat(14)} there`]);
  assert.equal(lines('a '.repeat(500)).join(' '), 'a '.repeat(500).trim(), 'no word is lost');
  const { height, items } = cut([line], 'a '.repeat(50));
  const written = /** @type {TextItem[]} */ (items.slice(1));
  assert.deepEqual(written.map(({ y }) => y), [62, 83, 104]);
  assert.equal(height, Math.ceil(104 + 18) + 12 - 38);
  assert.deepEqual(written.map(({ x, align }) => [x, align]), Array(3).fill([0, 'left']));
  const mirrored = /** @type {TextItem} */ (cut([line], 'a', { isMirrored: true }).items[1]);
  assert.deepEqual([mirrored.x, mirrored.align], [400, 'right']);
});

test('a caption below a narrow drawing has room', () => {
  const list = cut([lineItem(0, 50, 30, 50, 'ink')], 'a caption of more than thirty pixels');
  assert.deepEqual(texts(list), ['a caption of more than thirty pixels']);
  assert.equal(list.width, 360 + 24);
});

test('a reader who has none of the fonts gets one without serifs', () => {
  const familyOf = (/** @type {string} */ family) => portable(themeOf(family)).fonts.value.replace('600 14px ', '');
  assert.equal(familyOf('"JetBrains Mono"'), '"JetBrains Mono", sans-serif');
  assert.equal(familyOf('Georgia, serif'), 'Georgia, serif, sans-serif');
});

test('drawings in one page have different ids, and the same drawing always has the same ones', () => {
  const drawn = (/** @type {string} */ title, /** @type {string} */ paper, text = 'a') => svgOf({
    width: 100, height: 50,
    items: [{ type: 'ramp', x: 0, y: 0, width: 9, height: 9, domain: [0, 1] }, { type: 'hatch', x: 0, y: 20, width: 9, height: 9 }, textItem(0, 0, text)],
  }, themeOf('serif', paper), { title });
  const ids = (/** @type {string} */ svg) => [...svg.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  const all = [drawn('one', '#fff'), drawn('two', '#fff'), drawn('one', '#000'), drawn('one', '#fff', 'b')];
  assert.equal(new Set(all.flatMap(ids)).size, 8);
  assert.equal(drawn('one', '#fff'), all[0]);
  for (const svg of all) {
    const used = [...svg.matchAll(/url\(#([^)]*)\)/g)].map(([, id]) => id);
    assert.deepEqual(used.sort(), ids(svg).sort());
    assert.ok(ids(svg).every((id) => /^[a-z][\w.-]*$/.test(id)), ids(svg).join());
  }
});

test('the text about a drawing is its description', () => {
  const svg = svgOf({ width: 10, height: 10, items: [] }, theme, { title: 'a map', description: 'tea < "milk"' });
  assert.ok(svg.includes('<title>a map</title>\n<desc>tea &lt; &quot;milk&quot;</desc>'), svg);
});
