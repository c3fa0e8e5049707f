// The figure's views as display lists: the place of things, what can be hit, and in which order.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { panelOf, sampleOf, samples, viewTexts, wordsOf } from '../browser/figure-samples.js';
import { hitTest } from '../../web/draw/hit-test.js';
import { rampColor } from '../../web/draw/ramp.js';
import { colorAt, createRamp } from '../../web/draw/color.js';
import { svgOf } from '../../web/draw/svg-painter.js';
import { convexHull } from '../../web/draw/hull.js';
import { domainOf, figureView } from '../../web/figure/views/figure-view.js';
import { moveTarget, targetsOf } from '../../web/draw/keyboard.js';
import { noZoom, panned, revealed, zoomed } from '../../web/draw/pan-zoom.js';
import { pointOf, vectorAt } from '../../web/draw/plane-plot.js';
import { planeBounds } from '../../web/figure/views/plane.js';
import { strongestOf } from '../../web/figure/views/strongest.js';
import viewPairs from '../../web/locales/view.js';
import { checkInertSvg } from './inert-svg.js';

/**
 * @import { CellsItem, DisplayList, Item, Point, TextItem } from '../../web/draw/display-list.js'
 * @import { Theme } from '../../web/draw/theme.js'
 * @import { Sample } from '../browser/figure-samples.js'
 */

const sizes = { label: 15, value: 14, axis: 13 };

/** @param {string} text @param {'label' | 'value' | 'axis'} font */
const measure = (text, font) => [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e00 ? 1 : 0.55), 0) * sizes[font];

/** @type {Theme} */
const theme = {
  colors: { ink: '#000', muted: '#555', rule: '#ddd', paper: '#fff', bar: '#00f', negative: '#f80', printed: '#a30', highlight: '#eee', hatch: '#bbb' },
  fonts: { label: '15px "A & B"', value: '600 14px "A & B"', axis: '13px "A & B"' },
  sequential: createRamp(['#eef0f2', '#0c3f7c']),
  diverging: createRamp(['#7d2f00', '#eef0f2', '#0c3f7c']),
};

/** @param {Sample} sample @param {number} [width] */
function drawn({ state, numbers, look }, width = 640) {
  return figureView(state, numbers, { ...look, domain: domainOf(numbers) }, width, measure);
}

/** @param {DisplayList} list @returns {CellsItem[]} */
const cellsOf = ({ items }) => items.filter((item) => item.type === 'cells');

/** @param {TextItem} item @returns {Point[]} corners of its letters */
function cornersOf({ x, y, text, font, align = 'left', baseline = 'middle', angle = 0 }) {
  const width = measure(text, font);
  const high = sizes[font];
  const left = { left: 0, center: -width / 2, right: -width }[align];
  const top = { top: 0, middle: -high / 2, bottom: -high }[baseline];
  return [[left, top], [left + width, top], [left + width, top + high], [left, top + high]].map(([across, down]) => [
    x + across * Math.cos(angle) - down * Math.sin(angle), y + across * Math.sin(angle) + down * Math.cos(angle),
  ]);
}

/** @param {Item} item @returns {Point[]} */
function extentOf(item) {
  switch (item.type) {
    case 'text': return cornersOf(item);
    case 'line': case 'curve': case 'arrow': return [[item.x1, item.y1], [item.x2, item.y2]];
    case 'polygon': return item.points;
    case 'circle': return [[item.x - item.radius, item.y - item.radius], [item.x + item.radius, item.y + item.radius]];
    default: return [[item.x, item.y], [item.x + item.width, item.y + item.height]];
  }
}

/** Whether two convex shapes share more than an edge, by the separating axis theorem. @param {Point[]} a @param {Point[]} b */
function overlap(a, b) {
  return [a, b].every((shape) => shape.slice(0, 2).every((from, side) => {
    const to = shape[side + 1];
    const [nx, ny] = [(to[1] - from[1]), (from[0] - to[0])];
    const length = Math.hypot(nx, ny);
    /** @param {Point[]} points */
    const range = (points) => points.map(([x, y]) => (x * nx + y * ny) / length).sort((p, q) => p - q);
    const [p, q] = [range(a), range(b)];
    return p[0] < q[3] - 0.5 && q[0] < p[3] - 0.5;
  }));
}

test('every view at every width: nothing is outside of its box, and no two words overlap', () => {
  for (const [name, sample] of Object.entries(samples)) {
    for (const width of [280, 296, 420, 640, 1200]) {
      const list = drawn(sample(), width);
      assert.equal(list.width, width);
      assert.ok(list.height > 0 && list.height < 12 * width + 900, `${name}, ${width}: ${list.height} high`);
      for (const item of list.items) {
        for (const [x, y] of extentOf(item)) {
          const isInside = x >= -1 && x <= width + 1 && y >= -2 && y <= list.height + 2;
          assert.ok(isInside, `${name}, ${width} x ${list.height}: ${x}, ${y} of ${JSON.stringify({ ...item, values: null, attended: null })}`);
        }
      }
      const texts = list.items.filter((item) => item.type === 'text');
      const shapes = texts.map(cornersOf);
      texts.forEach((item, index) => {
        for (let other = 0; other < index; other++) {
          assert.ok(!overlap(shapes[index], shapes[other]), `${name}, ${width}: "${item.text}" on "${texts[other].text}"`);
        }
      });
    }
  }
});

test('both languages have every text', () => {
  assert.deepEqual(Object.keys(viewPairs.view), Object.keys(viewTexts));
  for (const [key, texts] of Object.entries(viewPairs.view)) assert.ok(texts.length === 2 && texts.every(Boolean), key);
});

test('a rectangular map: rows are queries, columns are keys, every cell is hit where it stands', () => {
  const list = drawn(samples['heatmap-cross']());
  const [cells] = cellsOf(list);
  assert.deepEqual([cells.rows, cells.columns, list.grid], [4, 7, { rows: 4, columns: 7 }]);
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 7; column++) {
      const [x, y] = [cells.x + ((column + 0.5) / 7) * cells.width, cells.y + ((row + 0.5) / 4) * cells.height];
      assert.deepEqual(hitTest(list, x, y), { kind: 'cell', row, column });
    }
  }
  for (const text of [viewTexts.keyAxis, viewTexts.queryAxis]) {
    assert.ok(list.items.some((item) => item.type === 'text' && item.text === text), text);
  }
});

test('a magnified map: the same cells are hit, the place under the pointer stays, edges hold', () => {
  const sample = sampleOf({ tokens: wordsOf(96) }, [panelOf(96, 96)]);
  const whole = drawn(sample);
  const [cells] = cellsOf(whole);
  const [x, y] = [cells.x + 0.3 * cells.width, cells.y + 0.7 * cells.height];
  const zoom = zoomed(whole, noZoom, x, y, 8);
  assert.equal(zoom.scale, 8);
  const near = drawn({ ...sample, look: { ...sample.look, zoom } });
  assert.deepEqual(hitTest(near, x, y), hitTest(whole, x, y));
  assert.equal(near.height, whole.height, 'the plot keeps its size');
  const moved = panned(near, zoom, -30, 10);
  const [step] = cellsOf(near);
  assert.ok(Math.abs((moved.x - zoom.x) * 8 * step.width - 30) < 1e-9 && moved.y < zoom.y);
  assert.deepEqual(panned(near, zoom, 1e6, 1e6), { x: 0, y: 0, scale: 8 });
  assert.deepEqual(panned(near, zoom, -1e6, -1e6), { x: 7 / 8, y: 7 / 8, scale: 8 });
  assert.deepEqual(zoomed(near, zoom, x, y, 1e-9), noZoom);
  assert.equal(zoomed(near, zoom, x, y, 1e9).scale, 24, 'four cells are the fewest');
  assert.deepEqual(revealed(zoom, { rows: 96, columns: 96 }, { row: 95, column: 0 }), { x: 0, y: 7 / 8, scale: 8 });
  const seen = { row: Math.round(zoom.y * 96) + 3, column: Math.round(zoom.x * 96) + 3 };
  assert.deepEqual(revealed(zoom, { rows: 96, columns: 96 }, seen), zoom);
});

test('right to left: the first key at the right, hit there, and walked to the left', () => {
  const list = drawn(samples['heatmap-rtl']());
  const [cells] = cellsOf(list);
  const right = cells.x + cells.width - 3;
  assert.deepEqual(hitTest(list, right, cells.y + 3), { kind: 'cell', row: 0, column: 0 });
  assert.deepEqual(moveTarget(list, { kind: 'cell', row: 0, column: 0 }, 'ArrowLeft'), { kind: 'cell', row: 0, column: 1 });
  assert.deepEqual(moveTarget(list, { kind: 'cell', row: 0, column: 0 }, 'ArrowRight'), { kind: 'cell', row: 0, column: 0 });
});

test('the keyboard walks cells, keys and handles, and stops at the edges', () => {
  const map = drawn(samples['heatmap-cross']());
  /** @param {number} row @param {number} column @param {string} key */
  const from = (row, column, key) => moveTarget(map, { kind: 'cell', row, column }, key);
  assert.deepEqual(moveTarget(map, null, 'ArrowDown'), { kind: 'cell', row: 0, column: 0 });
  assert.deepEqual(from(1, 2, 'ArrowDown'), { kind: 'cell', row: 2, column: 2 });
  assert.deepEqual(from(3, 6, 'ArrowRight'), { kind: 'cell', row: 3, column: 6 });
  assert.deepEqual(from(1, 2, 'End'), { kind: 'cell', row: 1, column: 6 });
  assert.deepEqual(from(1, 2, 'Home'), { kind: 'cell', row: 1, column: 0 });
  assert.deepEqual(from(1, 2, 'PageDown'), { kind: 'cell', row: 3, column: 2 });
  assert.deepEqual(from(1, 2, 'PageUp'), { kind: 'cell', row: 0, column: 2 });
  assert.equal(from(1, 2, 'Tab'), null);

  const bars = drawn(samples.bars());
  assert.deepEqual(targetsOf(bars).map((target) => target.kind === 'key' && target.key), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual(moveTarget(bars, null, 'ArrowRight'), { kind: 'key', key: 0 });
  assert.deepEqual(moveTarget(bars, { kind: 'key', key: 0 }, 'ArrowRight'), { kind: 'key', key: 1 });
  assert.deepEqual(moveTarget(bars, { kind: 'key', key: 8 }, 'ArrowRight'), { kind: 'key', key: 8 });
  assert.equal(targetsOf(drawn(samples['panels-bars']())).length, 5, 'panels show the same keys');

  const plane = drawn(samples.plane());
  assert.deepEqual(targetsOf(plane)[0], { kind: 'handle', vector: 'query', index: 0 });
  assert.deepEqual(moveTarget(plane, targetsOf(plane)[0], 'PageDown'), { kind: 'handle', vector: 'key', index: 0 });
  assert.equal(moveTarget(plane, targetsOf(plane)[0], 'ArrowLeft'), null, 'arrows move the vector itself');
});

test('bars: 512 of them, none thinner than a pixel, heights in proportion, frozen by the domain', () => {
  const sample = samples['bars-512']();
  const list = drawn(sample, 300);
  const bars = list.items.filter((item) => item.type === 'rect' && item.fill === 'bar');
  assert.equal(bars.length, 512);
  const [first] = bars;
  const { weights } = sample.numbers.panels[0];
  for (const [index, bar] of bars.entries()) {
    assert.ok(bar.type === 'rect' && first.type === 'rect' && bar.width >= 1);
    assert.ok(Math.abs(bar.height * weights[0] - first.height * weights[index]) < 1e-6);
  }
  const [low, high] = domainOf(sample.numbers);
  const wide = figureView(sample.state, sample.numbers, { ...sample.look, domain: [low, 2 * high] }, 300, measure);
  const [half] = wide.items.filter((item) => item.type === 'rect' && item.fill === 'bar');
  assert.ok(half.type === 'rect' && first.type === 'rect' && Math.abs(half.height * 2 - first.height) < 1e-9);
});

test('the numbers of a map are all in their cells or none is', () => {
  const sample = samples['heatmap-signed']();
  const [panel] = sample.numbers.panels;
  /** @param {number} factor @param {number} width */
  const texts = (factor, width) => drawn({
    ...sample, numbers: { ...sample.numbers, panels: [{ ...panel, weights: panel.weights.map((weight) => factor * weight) }] },
  }, width).items.filter((item) => item.type === 'text' && typeof item.fill === 'object').length;
  const all = Array.from(panel.attended).filter(Boolean).length;
  for (const factor of [1, 1000]) {
    for (const width of [320, 400, 480, 560, 640, 720]) assert.ok([0, all].includes(texts(factor, width)), `${factor} at ${width}: ${texts(factor, width)} of ${all}`);
  }
  assert.deepEqual([texts(1, 720), texts(1000, 320)], [all, 0]);
});

test('one domain: from zero, around zero if a number is negative, or fixed by the author; the legend shows it', () => {
  const positive = samples['panels-two']();
  assert.equal(domainOf(positive.numbers)[0], 0);
  const [low, high] = domainOf(samples['heatmap-signed']().numbers);
  assert.equal(low, -high);
  assert.deepEqual(domainOf(positive.numbers, null, 'signed'), [-1, 1], 'scores');
  assert.deepEqual(domainOf(positive.numbers, [0.1, 0.5], 'signed'), [0.1, 0.5]);
  assert.deepEqual(domainOf(positive.numbers, [0.1, 0.5]), [0.1, 0.5]);
  assert.deepEqual([...new Set(cellsOf(drawn(positive)).map(({ domain }) => domain.join(' ')))], ['0 1', '-1 1']);
  const ramps = drawn(positive).items.filter((item) => item.type === 'ramp');
  assert.deepEqual(ramps.map(({ domain }) => domain), [[0, 1], [-1, 1]], 'one for all panels, one for the difference');
  const pinned = figureView(positive.state, positive.numbers, { ...positive.look, domain: [0.1, 0.5] }, 640, measure);
  const texts = pinned.items.flatMap((item) => (item.type === 'text' ? [item.text] : []));
  assert.ok(texts.includes('≤ 0.100') && texts.includes('≥ 0.500'), 'weights beyond a pinned domain are not hidden');
  // Zero has the middle colour even if the domain is not symmetric.
  assert.deepEqual(rampColor(theme, 0, [-1, 3]), colorAt(theme.diverging, 0.5));
  assert.deepEqual(rampColor(theme, 3, [-1, 3]), colorAt(theme.diverging, 1));
});

test('links: the strongest thousand in order, their share in words, the chosen query in front', () => {
  const sample = samples['links-many']();
  const [{ attended }] = sample.numbers.panels;
  const weights = Float32Array.from(sample.numbers.panels[0].weights);
  const { indices, count, total, columns } = strongestOf(weights, attended, 120, 1000);
  const order = Array.from(weights, (_, index) => index).sort((a, b) => weights[b] - weights[a] || a - b);
  assert.deepEqual(indices, order.slice(0, 1000));
  assert.equal(count, 14400);
  assert.ok(Math.abs(total / weights.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-6);
  const share = order.slice(0, 1000).reduce((sum, index) => sum + weights[index], 0) / total;
  assert.equal(columns[7], weights.slice(840, 960).reduce((best, weight, key) => (weight > weights[840 + best] ? key : best), 0));

  const list = drawn(sample);
  assert.deepEqual(hitTest(list, 20, 26 + (640 / 120) * 7.5), { kind: 'cell', row: 7, column: columns[7] }, 'a word is hit beside its lines');
  const curves = list.items.filter((item) => item.type === 'curve');
  assert.equal(curves.length, 1000);
  const chosen = curves.map(({ target }) => target.kind === 'cell' && target.row === sample.state.query);
  assert.ok(chosen.indexOf(true) > 0 && !chosen.slice(chosen.indexOf(true)).includes(false), 'chosen ones last, in front');
  assert.ok(curves.every(({ opacity }, index) => (opacity === 1) === chosen[index]));
  const said = list.items.flatMap((item) => (item.type === 'text' ? [item.text] : [])).join(' ');
  assert.match(said, new RegExp(`The 1,000 strongest of 14,400 weights have lines. They hold ${(100 * share).toFixed(1)} %`));
});

test('links: equals keep their order, zeros and masked cells have no line, negative ones are dashed and said to be', () => {
  const tied = strongestOf(Float32Array.of(1, 1, 1, 1, 0, 1), [1, 1, 1, 0, 1, 1], 3, 2);
  assert.deepEqual([tied.indices, tied.count, tied.total], [[0, 1], 4, 4]);
  assert.deepEqual(strongestOf(Float32Array.of(1, 1, 1, 2), [1, 1, 1, 1], 4, 2).indices, [3, 0], 'of equals the later gives way');
  const list = drawn(samples['links-cross']());
  const curves = list.items.filter((item) => item.type === 'curve');
  assert.ok(curves.some(({ dashed }) => dashed) && curves.every(({ dashed, stroke }) => typeof stroke === 'object' && dashed === stroke.ramp < 0));
  assert.ok(list.items.some((item) => item.type === 'text' && item.text === viewTexts.negative));
  const faint = samples['links-many']();
  const [panel] = faint.numbers.panels;
  faint.numbers.panels = [{ ...panel, weights: panel.weights.map((_, index) => (index % 120 < 4 ? 0.25 : 1e-6)) }];
  const { items } = drawn(faint);
  assert.equal(items.filter((item) => item.type === 'curve').length, 480, 'a line with the colour of zero is none');
  assert.ok(items.some((item) => item.type === 'text' && item.text.startsWith('The 480 strongest of 14,400 weights')));
  const [curve] = curves;
  const wanted = [[0, 0], [1 / 4, 5 / 32], [1 / 2, 1 / 2], [1, 1]];
  for (const [t, level] of wanted) {
    // A point of the cubic curve: x at its parameter, y by the smooth step.
    const share = t * (1.5 * (1 - t) + t * t);
    const x = curve.x1 + share * (curve.x2 - curve.x1);
    const y = curve.y1 + level * (curve.y2 - curve.y1);
    assert.equal(hitTest({ width: 999, height: 999, items: [curve] }, x, y), curve.target);
  }
  assert.equal(hitTest({ width: 999, height: 999, items: [curve] }, (curve.x1 + curve.x2) / 2, (curve.y1 + curve.y2) / 2 + 9), null);
});

test('plane: equal scales, arrows end at their vectors, the output inside the hull, handles lead back to vectors', () => {
  const sample = samples.plane();
  const list = drawn(sample);
  const [plot] = list.plots ?? [];
  const [x, y] = pointOf(plot, [1, 1]);
  assert.ok(Math.abs(x - plot.originX - (plot.originY - y)) < 1e-9, 'one is as far across as it is high');
  const handles = list.items.filter((item) => item.type === 'zone');
  assert.deepEqual(handles.map(({ width, height }) => [width, height]), handles.map(() => [44, 44]));
  const keys = /** @type {number[][][]} */ (sample.state.keys)[0];
  keys.forEach((key, index) => {
    const at = pointOf(plot, key);
    assert.deepEqual(hitTest(list, ...at), { kind: 'handle', vector: 'key', index });
    const back = /** @type {number[]} */ (vectorAt(list, ...at));
    assert.ok(Math.hypot(back[0] - key[0], back[1] - key[1]) * plot.unit < 1, `${back} for ${key}`);
  });
  const output = list.items.find((item) => item.type === 'circle' && item.fill === 'ink');
  const hull = list.items.find((item) => item.type === 'polygon');
  assert.ok(output?.type === 'circle' && hull?.type === 'polygon');
  const sides = hull.points.map(([x1, y1], index) => {
    const [x2, y2] = hull.points[(index + 1) % hull.points.length];
    return (x2 - x1) * (output.y - y1) - (y2 - y1) * (output.x - x1);
  });
  assert.ok(sides.every((side) => side > 0) || sides.every((side) => side < 0));
  const far = /** @type {number[]} */ (vectorAt(list, 1e6, -1e6));
  assert.ok(pointOf(plot, far)[0] <= plot.x + plot.width && pointOf(plot, far)[1] >= plot.y, 'never dragged out of sight');
});

test('plane: its ground stays while a vector is dragged, and its hull is convex', () => {
  const sample = samples.plane();
  const bounds = planeBounds(sample.state, sample.numbers);
  const longer = { ...sample, state: { ...sample.state, queries: [[[3, 3]]] }, look: { ...sample.look, bounds } };
  assert.deepEqual(drawn(longer).plots, drawn(sample).plots);
  assert.notDeepEqual(drawn({ ...longer, look: sample.look }).plots, drawn(sample).plots);
  assert.deepEqual(convexHull([[0, 0], [2, 0], [1, 1], [2, 2], [0, 2], [1, 0]]), [[0, 0], [2, 0], [2, 2], [0, 2]]);
});

test('panels: names, notes and the difference; each one’s cells can be hit', () => {
  const list = drawn(samples['panels-two'](), 1200);
  const cells = cellsOf(list);
  assert.equal(cells.length, 3);
  assert.ok(cells[2].values[0] === cells[1].values[0] - cells[0].values[0]);
  for (const { x, y, width, height } of cells) {
    assert.deepEqual(hitTest(list, x + 0.55 * width, y + 0.1 * height), { kind: 'cell', row: 0, column: 3 });
  }
  const texts = drawn(samples['panels-heads'](), 1200).items.flatMap((item) => (item.type === 'text' ? [item.text] : []));
  for (const text of ['head 1', 'head 4', 'mean 0.167, entropy 0.9 bits']) assert.ok(texts.includes(text), text);
  assert.equal(texts.filter((text) => text === viewTexts.masked).length, 1);
});

test('more than two panels: their differences from the first, each under its panel, with one legend', () => {
  const list = drawn(samples['panels-three'](), 1200);
  const cells = cellsOf(list);
  assert.equal(cells.length, 5);
  const [first, second, third, ...under] = cells;
  assert.deepEqual(under.map(({ x }) => x), [second.x, third.x]);
  for (const { y } of under) assert.ok(y > first.y + first.height);
  [second, third].forEach(({ values }, index) => assert.equal(under[index].values[1], values[1] - first.values[1]));
  const texts = list.items.flatMap((item) => (item.type === 'text' ? [item.text] : []));
  for (const text of ['1.5-entmax − softmax', 'sparsemax − softmax']) assert.ok(texts.includes(text), text);
  assert.equal(texts.filter((text) => text === viewTexts.differenceAxis).length, 1);
  assert.deepEqual(under[0].domain, under[1].domain);
  const narrow = cellsOf(drawn(samples['panels-three'](), 400));
  assert.equal(new Set(narrow.map(({ x }) => x)).size, 1, 'one under the other');
  for (const { x, y, width, height } of cells) {
    assert.deepEqual(hitTest(list, x + 0.55 * width, y + 0.1 * height), { kind: 'cell', row: 0, column: 3 });
  }
});

test('panels in a row: side by side, however narrow, with the names of rows and axes only once', () => {
  const row = { isInRow: true };
  for (const name of ['panels-two', 'panels-three', 'panels-heads', 'panels-bars', 'panels-links']) {
    const sample = samples[name]();
    sample.look = { ...sample.look, ...row };
    const list = drawn(sample, 560);
    const stacked = drawn(samples[name](), 560);
    assert.ok(list.height < 0.6 * stacked.height, `${name}: ${list.height} of ${stacked.height}`);
    const texts = list.items.flatMap((item) => (item.type === 'text' ? [item.text] : []));
    const names = { 'panels-bars': viewTexts.keyAxis, 'panels-links': viewTexts.queries }[name] ?? viewTexts.queryAxis;
    assert.equal(texts.filter((text) => text.includes(names)).length, 1, name);
    assert.ok(list.items.every((item) => extentOf(item).every(([x]) => x > -1 && x < 561)), `${name}: within its width`);
  }
  const sample = samples['panels-two']();
  sample.look = { ...sample.look, ...row };
  const list = drawn(sample, 560);
  const cells = cellsOf(list);
  assert.equal(new Set(cells.map(({ y }) => y)).size, 1);
  assert.equal(new Set(cells.map(({ width }) => width.toFixed(6))).size, 1);
  for (const { x, y, width, height } of cells) {
    assert.deepEqual(hitTest(list, x + 0.55 * width, y + 0.1 * height), { kind: 'cell', row: 0, column: 3 });
  }
  const [first] = cells;
  const word = sample.state.tokens[0];
  const atRows = list.items.filter((item) => item.type === 'text' && item.text === word && !item.angle && item.y > first.y);
  assert.equal(atRows.length, 1, 'the rows’ words stand at the left only');
});

test('one panel alone has its title, its legend and its place in the row of all', () => {
  const whole = samples['panels-three']();
  const all = cellsOf(drawn(whole, 1200));
  assert.equal(all.length, 5);
  all.forEach(({ values, domain }, index) => {
    const sample = samples['panels-three']();
    sample.look = { ...sample.look, only: index + 1 };
    const list = drawn(sample, 300);
    const [cells, ...others] = cellsOf(list);
    assert.equal(others.length, 0);
    assert.deepEqual(Array.from(cells.values), Array.from(values));
    assert.deepEqual(cells.domain, domain);
    assert.equal(list.items.filter(({ type }) => type === 'ramp').length, 1, `a legend under panel ${index + 1}`);
    const texts = list.items.flatMap((item) => (item.type === 'text' ? [item.text] : []));
    assert.ok(texts.includes(['softmax', '1.5-entmax', 'sparsemax', '1.5-entmax − softmax', 'sparsemax − softmax'][index]), texts.join());
  });
});

test('plots are no higher than there is room for them, in every view', () => {
  for (const name of ['heatmap', 'bars', 'links', 'plane', 'panels-two', 'panels-bars']) {
    const height = (/** @type {number | undefined} */ tallest) => {
      const sample = samples[name]();
      sample.look = { ...sample.look, isInRow: true, tallest };
      return drawn(sample, 700).height;
    };
    const [high, low, lower] = [height(undefined), height(90), height(60)];
    assert.ok(high > low, `${name}: ${high}, ${low}`);
    assert.ok(Math.abs(low - lower - 30) < 0.01, `${name}: ${low}, ${lower}`);
  }
});

test('panels of planes: each has its own ground, and its handles lead back to the same vectors', () => {
  const list = drawn(samples['plane-panels'](), 900);
  assert.equal(list.plots?.length, 2);
  assert.equal(list.items.filter((item) => item.type === 'text' && item.text === viewTexts.values).length, 1, 'one legend');
  for (const plot of list.plots) {
    const at = pointOf(plot, [-0.8, 0.9]);
    assert.ok(at[0] > plot.x && at[0] < plot.x + plot.width && at[1] > plot.y && at[1] < plot.y + plot.height);
    assert.deepEqual(hitTest(list, ...at), { kind: 'handle', vector: 'key', index: 2 });
    const back = /** @type {number[]} */ (vectorAt(list, ...at));
    assert.ok(Math.hypot(back[0] + 0.8, back[1] - 0.9) * plot.unit < 1, String(back));
  }
});

test('SVG: escaped, fonts named, hatches as a pattern, a picture above 4096 cells', () => {
  const sample = samples.heatmap();
  sample.state.tokens = ['</a><b>', '"&\'', 'a\u0000b\ud800', 'أحب', ...wordsOf(5)];
  sample.state.tokens[1] += '<script>alert(1)</script>" onload="alert(1)';
  const svg = svgOf(drawn(sample), theme, { title: 'a <b> & "c"' });
  checkInertSvg(svg);
  assert.ok(svg.includes('&lt;/a&gt;&lt;b&gt;') && !/<\/a>|<b>|\0|\ud800/.test(svg));
  assert.ok(svg.includes('<title>a &lt;b&gt; &amp; &quot;c&quot;</title>') && svg.includes('font-family="&quot;A &amp; B&quot;"'));
  assert.ok(svg.includes('direction="rtl"') && /fill="url\(#attention-hatch-[a-z0-9]+\)"/.test(svg) && svg.includes('<pattern'));
  assert.ok(!/NaN|undefined|Infinity|style=/.test(svg));
  const large = drawn(samples['heatmap-256']());
  assert.throws(() => svgOf(large, theme), /cellsImage: expected a function for 65536 cells, got none/);
  const picture = svgOf(large, theme, { cellsImage: () => 'data:image/png;base64,AAAA' });
  checkInertSvg(picture);
  assert.ok(picture.includes('href="data:image/png;base64,AAAA"') && picture.length < 60_000);
});

test('links: what the chosen query may not see is hatched at its key, and the legend says so', () => {
  const panel = panelOf(6, 6, { causal: true });
  const hatches = (/** @type {Partial<Sample['state']>} */ state) => drawn(sampleOf({ view: 'links', ...state }, [panel])).items.filter(({ type }) => type === 'hatch').length;
  assert.equal(hatches({ query: 1 }), 4 + 1);
  assert.equal(hatches({ query: 5 }), 0 + 1);
  assert.ok(drawn(sampleOf({ view: 'links' }, [panel])).items.some((item) => item.type === 'text' && item.text === viewTexts.masked));
});
