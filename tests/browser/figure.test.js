// The figure's pure parts, without a browser.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NORMALIZERS, SCORES } from '../../web/engine/generated/boundary.js';
import { barsList } from '../../web/draw/bars.js';
import { colorAt, createRamp, oklabOf } from '../../web/draw/color.js';
import { wholeMap } from '../../web/draw/display-list.js';
import { heatmapColumns, heatmapList } from '../../web/draw/heatmap.js';
import { hitTest } from '../../web/draw/hit-test.js';
import { History } from '../../web/base/history.js';
import { columnLabels, fitText, spacedOut } from '../../web/draw/labels.js';
import { normalizers, scores } from '../../web/figure/state/methods.js';
import { fieldText, formatNumber, isNumberStart, parseNumber, relation } from '../../web/base/number-format.js';
import { colorDomain, roundAxis } from '../../web/draw/scale.js';
import { entropyBits, isDistribution, ranking, rowSum } from '../../web/base/statistics.js';
import { embed } from '../../web/figure/state/embedding.js';

/** @param {string} text */
const measure = (text) => 8 * [...text].length;

test('numbers: three decimals, tiny ones by a bound, scientific below 1e-6', () => {
  for (const [value, printed] of /** @type {[number, string][]} */ ([
    [0, '0'], [-0, '0'], [0.32, '0.320'], [-0.32, '−0.320'], [1, '1.000'], [0.001, '0.001'], [0.00099, '<0.001'], [0.0000011, '<0.001'],
    [-0.0004, '>−0.001'], [9.99e-7, '9.99e−7'], [-1.234e-20, '−1.23e−20'], [123456.7891, '123456.789'], [1234567, '1.23e6'],
    [NaN, 'NaN'], [Infinity, '∞'], [-Infinity, '−∞'],
  ])) {
    assert.equal(formatNumber(value), printed);
  }
  assert.equal(formatNumber(0.97979589, 4), '0.9798');
  assert.equal(formatNumber(0.00005, 4), '<0.0001');
});

test('numbers are read as people type them', () => {
  for (const [text, value] of /** @type {[string, number][]} */ ([
    ['0.5', 0.5], ['.5', 0.5], ['5.', 5], ['-5', -5], ['−5', -5], ['＋５．２５', 5.25], ['1e-3', 1e-3], [' 2 ', 2], ['1e999', Infinity],
  ])) {
    assert.equal(parseNumber(text), value, text);
  }
  for (const text of ['', '-', '.', 'abc', '0x10', '1,5', '1 2', 'NaN', 'Infinity', '1e', '--1', '1_000']) {
    assert.ok(Number.isNaN(parseNumber(text)), text);
  }
  for (const text of ['', '-', '.', '-.', '1e', '1e-', '1.']) assert.ok(isNumberStart(text), text);
  for (const text of ['a', '1x', '--', '1..', 'e5']) assert.ok(!isNumberStart(text), text);
  for (const value of [0.1, -2.5, 1e-9, 1e21]) assert.equal(parseNumber(fieldText(value)), value);
});

test('= only where the printed digits make it true', () => {
  assert.equal(relation([['0.040'], ['0.100'], ['0.180']], [['0.320']]), '=');
  assert.equal(relation([['0.040'], ['0.100'], ['0.181']], [['0.320']]), '≈');
  assert.equal(relation([['0.2', '0.5']], [['0.1']]), '=');
  assert.equal(relation([['0.327', '0.400']], [['0.131']]), '≈');
  assert.equal(relation([['−1.5', '2']], [['−3.000']]), '=');
  assert.equal(relation([['<0.001']], [['<0.001']]), '≈');
  assert.equal(relation([['1e3']], [['1000']]), '=');
  // In binary, 0.1 + 0.2 is not 0.3, but as printed decimals it is.
  assert.equal(relation([['0.1'], ['0.2']], [['0.3']]), '=');
});

test('statistics in float64', () => {
  assert.equal(rowSum([1e16, 1, -1e16]), 1);
  assert.equal(rowSum(Array.from({ length: 10 }, () => 0.1)), 1);
  assert.equal(rowSum([]), 0);
  assert.equal(entropyBits([0.25, 0.25, 0.25, 0.25]), 2);
  assert.equal(entropyBits([1, 0, 0]), 0);
  assert.ok(Math.abs(entropyBits([0.9, 0.1]) - 0.4689955935892812) < 1e-15);
  assert.ok(isDistribution([0.5, 0.5]) && isDistribution(new Float32Array(256).fill(1 / 256)));
  assert.ok(!isDistribution([1.5, -0.5]) && !isDistribution([0.3266, 0.5103, 0.1429]) && !isDistribution([0, 0]));
  assert.deepEqual(ranking([0.2, 0.5, 0.2, 0.1]), [1, 0, 2, 3]);
});

test('axes have round ticks around all values and zero', () => {
  /** @param {number[]} values */
  const labels = (values) => {
    const axis = roundAxis(values);
    return axis.ticks.map(axis.label);
  };
  assert.deepEqual(labels([0.327, 0.51, 0.143]), ['0', '0.2', '0.4', '0.6']);
  assert.deepEqual(labels([1]), ['0', '0.5', '1.0']);
  assert.deepEqual(labels([0, 0]), ['0', '0.5', '1.0']);
  assert.deepEqual(labels([-0.3, 1.2]), ['−0.5', '0', '0.5', '1.0', '1.5']);
  assert.deepEqual(labels([0.004]), ['0', '0.001', '0.002', '0.003', '0.004']);
  assert.deepEqual(labels([-3, -1]), ['−3', '−2', '−1', '0']);
  for (const most of [1e-30, 3.7e-7, 12.3, 4e9, 2e30]) {
    const axis = roundAxis([most, -most / 3]);
    assert.ok(axis.low <= -most / 3 && axis.high >= most && axis.ticks.length <= 8, String(most));
    assert.equal(new Set(axis.ticks.map(axis.label)).size, axis.ticks.length);
  }
  const [low, high] = colorDomain([[-0.2, 0.7]]);
  assert.equal(low, -high);
});

test('colour ramps: equal steps of value are equal steps of colour, lightness in one direction', () => {
  for (const [zero, end] of [['#eef0f2', '#0c3f7c'], ['#23272d', '#a8d1ff'], ['#eef0f2', '#7d2f00'], ['#23272d', '#ffb98a']]) {
    const ramp = createRamp([zero, end]);
    const hex = (/** @type {number} */ at) => `#${colorAt(ramp, at).map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
    assert.deepEqual([hex(0), hex(1)], [zero, end]);
    const colors = Array.from({ length: 11 }, (_, step) => oklabOf(hex(step / 10)));
    const steps = colors.slice(1).map((color, index) => Math.hypot(...color.map((value, axis) => value - colors[index][axis])));
    for (const step of steps) assert.ok(Math.abs(step / (steps.reduce((a, b) => a + b) / 10) - 1) < 0.12, `${zero}: ${steps}`);
    const lightness = colors.map(([value]) => value);
    const rising = lightness[10] > lightness[0];
    assert.ok(lightness.slice(1).every((value, index) => value > lightness[index] === rising));
    assert.ok(Math.abs(lightness[10] - lightness[0]) > 0.45, 'enough to be told apart in grey');
  }
});

test('bars: hit-testing reads the list that is painted', () => {
  const state = {
    words: ['a', 'b', 'c'],
    weights: [0.5, -0.25, 0.75],
    attended: [1, 1, 0],
    highlighted: null,
    domain: /** @type {[number, number]} */ ([-0.25, 0.75]),
    texts: { keyAxis: 'key', weightAxis: 'weight' },
  };
  const list = barsList(state, 400, measure);
  const rects = list.items.filter((item) => item.type === 'rect');
  assert.deepEqual(rects.map((item) => item.fill), ['bar', 'negative']);
  assert.ok(Math.abs(rects[0].height / rects[1].height - 2) < 1e-9, 'heights in proportion');
  assert.ok(Math.abs(rects[0].y + rects[0].height - rects[1].y) < 1e-9, 'both stand at zero');
  assert.equal(list.items.filter((item) => item.type === 'hatch').length, 1);
  for (const [index, item] of list.items.filter((entry) => entry.type === 'zone').entries()) {
    assert.deepEqual(hitTest(list, item.x + item.width / 2, item.y + item.height / 2), { kind: 'key', key: index });
  }
  assert.equal(hitTest(list, 1, 1), null);
});

test('map: every cell can be hit, and columns stand where the bars over them do', () => {
  const words = ['one', 'two', 'three', 'four'];
  const weights = Array.from({ length: 16 }, (_, index) => index / 16);
  const attended = weights.map((_, index) => Number(index % 5 !== 0));
  const texts = { queryAxis: 'query', keyAxis: 'key', weight: 'weight', masked: 'masked' };
  const list = heatmapList({
    rows: words,
    columns: words,
    weights,
    attended,
    domain: [0, 1],
    part: wholeMap(4, 4),
    hasLegend: true,
    chosen: 1,
    crosshair: { row: 2, column: 3 },
    texts,
  }, 600, measure);
  const cells = list.items.find((item) => item.type === 'cells');
  assert.ok(cells && cells.type === 'cells');
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 4; column++) {
      const [across, down] = [(column + 0.5) / 4, (row + 0.5) / 4];
      const target = hitTest(list, cells.x + across * cells.width, cells.y + down * cells.height);
      assert.deepEqual(target, { kind: 'cell', row, column });
    }
  }
  const { x: left, y: top, width, height } = cells;
  for (const [x, y] of [[left - 1, top + 1], [left + width, top + 1], [left + 1, top + height]]) {
    assert.equal(hitTest(list, x, y), null);
  }
  const columns = heatmapColumns(words, words, 600, measure);
  assert.deepEqual([columns.left, columns.right], [cells.x, cells.x + cells.width]);
  const printed = list.items.filter((item) => item.type === 'text' && typeof item.fill === 'object');
  assert.equal(printed.length, 12, 'a masked cell shows no number');
});

test('the engine’s score functions and normalisers are all there', () => {
  assert.deepEqual([...scores].sort(), [...SCORES].sort());
  assert.deepEqual([...normalizers, 'entmax'].sort(), [...NORMALIZERS].sort());
});

test('labels keep apart, and the chosen one is always written', () => {
  const written = (/** @type {number} */ count, /** @type {number} */ slot, /** @type {number} */ apart, /** @type {number | undefined} */ strong) =>
    Array.from({ length: count }, (_, index) => index).filter(spacedOut(count, slot, apart, strong));
  assert.deepEqual(written(6, 20, 18, undefined), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(written(10, 5, 18, undefined), [0, 4, 8]);
  assert.deepEqual(written(10, 5, 18, 5), [0, 5]);
  assert.equal(fitText('attention', 100, measure, 'label'), 'attention');
  assert.equal(fitText('attention', 40, measure, 'label'), 'atte…');
  const level = columnLabels({ words: ['a', 'bc'], left: 40, slot: 40, y: 0, side: 'below', end: 200 }, measure);
  assert.ok(level.every((item) => item.type === 'text' && !item.angle && item.align === 'center'));
  const slanted = columnLabels({ words: ['a', 'attention'], left: 40, slot: 40, y: 0, side: 'below', end: 200 }, measure);
  assert.ok(slanted.every((item) => item.type === 'text' && item.angle));
});

test('history: previews are one edit, and no edit is none', () => {
  const history = new History({ value: 0 });
  history.preview({ value: 1 });
  history.preview({ value: 2 });
  assert.deepEqual(history.current, { value: 2 });
  history.cancel();
  assert.deepEqual([history.current, history.canUndo], [{ value: 0 }, false]);
  history.preview({ value: 0 });
  history.commit();
  assert.equal(history.canUndo, false);
  history.preview({ value: 3 });
  history.commit();
  history.apply({ value: 4 });
  history.preview({ value: 5 });
  history.undo();
  assert.deepEqual(history.current, { value: 4 });
  history.undo();
  history.redo();
  assert.deepEqual(history.current, { value: 4 });
  history.undo();
  history.apply({ value: 6 });
  assert.equal(history.canRedo, false);
  history.reset();
  assert.ok(history.isInitial);
  history.undo();
  assert.deepEqual(history.current, { value: 6 });
});

test('the embedding is the same everywhere: norm √D, and the digits of its version', () => {
  for (const word of ['a', '学习', '👍🏽', 'antidisestablishmentarianism', '']) {
    assert.ok(Math.abs(Math.hypot(...embed(word)) - 8) < 1e-5, word);
  }
  assert.deepEqual(embed('Ｌearn'), embed('learn'), 'case and width do not count');
  // These are the digits of ngram-1; other digits would need another version.
  const learn = Array.from(embed('learn')).flatMap((value, index) => (value === 0 ? [] : [`${index}:${value.toFixed(3)}`]));
  assert.deepEqual(learn, [
    '1:-1.789', '7:-1.789', '8:-1.789', '12:-3.578', '29:3.578', '30:-1.789', '39:1.789', '43:-1.789', '44:-1.789', '45:1.789', '47:-1.789',
    '49:1.789', '57:1.789', '62:-1.789',
  ]);
});
