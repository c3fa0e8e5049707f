/**
 * The hero's picture. It is written into the page when that is built, and the live page changes the same elements in place.
 * All lengths are in units of the drawing; style sheet and viewBox make it as large as the screen allows.
 */

import { shapesOf } from '../../../draw/drawing.js';
import { round } from '../../../base/svg-markup.js';
import { convexHull } from '../../../draw/hull.js';
import { placedLabels } from '../../../draw/label-places.js';
import { pointOf } from '../../../draw/plane-plot.js';
import { asker, words } from './state.js';

/**
 * @import { Plot, Point } from '../../../draw/display-list.js'
 * @import { Theme } from '../../../draw/theme.js'
 * @import { HeroState } from './state.js'
 *
 * @typedef {{ weights: ArrayLike<number>, output: ArrayLike<number> }} HeroNumbers
 *
 * A part of the picture that moves.
 * @typedef {object} Mark
 * @property {string} name
 * @property {'line' | 'circle' | 'polygon' | 'text'} tag
 * @property {Record<string, string | number>} attributes
 * @property {string} [text]
 */

/** @type {Plot} */
export const plot = { x: 0, y: 0, width: 440, height: 366, originX: 62, originY: 312, unit: 100 };

/** A bubble's area stands for a weight; this is the radius for a weight of 1. */
const wholeBubble = 46;
const widestBeam = 15;
const ringRadius = 13;

/** These colours are variables of the style sheet, which sets them for light, dark, print and forced colours. */
const colors = /** @type {Theme['colors']} */ (Object.fromEntries(
  ['ink', 'muted', 'rule', 'bar', 'printed', 'paper', 'highlight'].map((name) => [name, `var(--figure-${name})`]),
));
const { ink, muted, rule, bar, printed: asking, paper, highlight } = colors;
const theme = /** @type {Theme} */ ({ colors });
const unsnapped = { x: (/** @type {number} */ x) => x, y: (/** @type {number} */ y) => y };

/** The distance from the middle of a line of text to its baseline, as a share of the font size. */
const middleToBaseline = 0.36;

/**
 * @param {HeroState} state
 * @param {HeroNumbers} numbers
 * @param {{ asks: string, output: string, glosses: readonly string[] }} texts glosses: what each word means, '' for nothing
 * @returns {Mark[]} from back to front; always the same marks in the same order
 */
export function planeMarks(state, { weights, output }, texts) {
  const zero = pointOf(plot, [0, 0]);
  const points = state.words.map((vector) => pointOf(plot, vector));
  const query = pointOf(plot, state.query);
  const mix = pointOf(plot, output);
  return [
    { name: 'triangle', tag: 'polygon', attributes: { points: pointsOf(convexHull(points)), fill: highlight, stroke: muted, 'stroke-dasharray': '4 3', 'stroke-linejoin': 'round' } },
    ...points.flatMap((point, index) => arrow(`word-${index}`, zero, point, 7, 'bar', 1.75)),
    ...arrow('query', zero, query, ringRadius + 2, 'printed', 3),
    ...points.map((point, index) => beam(index, query, point, weights[index])),
    ...points.map((point, index) => circle(`bubble-${index}`, point, wholeBubble * Math.sqrt(weights[index]), { fill: bar, 'fill-opacity': 0.22, stroke: bar, 'stroke-opacity': 0.55 })),
    ...points.map((point, index) => circle(`core-${index}`, point, 5, { fill: bar, stroke: paper, 'stroke-width': 1.5 })),
    circle('ring', query, ringRadius, { fill: 'none', stroke: asking, 'stroke-width': 4 }),
    circle('output', mix, 8, { fill: ink, stroke: paper, 'stroke-width': 2.5 }),
    ...labelMarks(points, query, mix, texts),
  ];
}

/** The part that never moves: a grid of whole numbers and the two axes. @returns {Mark[]} */
export function groundMarks() {
  const { width, height, originX, originY, unit } = plot;
  /** @param {number} at @param {boolean} isAcross @returns {Mark} */
  const line = (at, isAcross) => ({
    name: `${isAcross ? 'across' : 'up'}-${at}`,
    tag: 'line',
    attributes: {
      ...(isAcross ? { x1: 0, y1: originY - at * unit, x2: width, y2: originY - at * unit } : { x1: originX + at * unit, y1: 0, x2: originX + at * unit, y2: height }),
      stroke: at === 0 ? muted : rule,
    },
  });
  /** @param {number} at @param {Point} place @returns {Mark} */
  const number = (at, [x, y]) => ({ name: 'tick', tag: 'text', attributes: { x, y, class: 'hero-tick', fill: muted }, text: String(at) });
  return [
    ...[0, 1, 2].map((at) => line(at, true)), line(3, true), ...[0, 1, 2, 3].map((at) => line(at, false)),
    ...[1, 2, 3].map((at) => number(at, [originX + at * unit - 4, originY + 18])),
    ...[1, 2].map((at) => number(at, [originX - 16, originY - at * unit + 5])),
  ];
}

/**
 * @param {string} name
 * @param {Point} from
 * @param {Point} to
 * @param {number} clear the distance from its tip to the end point
 * @param {'bar' | 'printed'} stroke
 * @param {number} thickness
 * @returns {Mark[]}
 */
function arrow(name, [x1, y1], [x, y], clear, stroke, thickness) {
  const length = Math.hypot(x - x1, y - y1);
  const share = length > clear ? 1 - clear / length : 0;
  // At zero the arrow has no length, but it needs a direction.
  const ends = { x1, y1, x2: share > 0 ? x1 + share * (x - x1) : x1 + 0.01, y2: y1 + share * (y - y1) };
  const [shaft, head] = shapesOf({ type: 'arrow', ...ends, stroke, thickness, dashed: false }, theme, unsnapped);
  const [start, end] = shaft.path;
  return [
    { name: `${name}-shaft`, tag: 'line', attributes: { x1: round(start[1]), y1: round(start[2]), x2: round(end[1]), y2: round(end[2]), stroke: colors[stroke], 'stroke-width': thickness } },
    { name: `${name}-head`, tag: 'polygon', attributes: { points: pointsOf(head.path.map(([, left, top]) => [left, top])), fill: colors[stroke] } },
  ];
}

/** @param {Point[]} points */
const pointsOf = (points) => points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ');

/** @param {number} index @param {Point} from @param {Point} to @param {number} weight @returns {Mark} */
function beam(index, [x1, y1], [x2, y2], weight) {
  return {
    name: `beam-${index}`,
    tag: 'line',
    attributes: { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2), stroke: asking, 'stroke-width': round(widestBeam * weight), 'stroke-opacity': 0.4, 'stroke-linecap': 'round' },
  };
}

/** @param {string} name @param {Point} at @param {number} radius @param {Mark['attributes']} look @returns {Mark} */
function circle(name, [x, y], radius, look) {
  return { name, tag: 'circle', attributes: { cx: round(x), cy: round(y), r: round(radius), ...look } };
}

/** The approximate font size of the words; on a phone it is a little larger. */
const fontSize = 21;

/** @param {string} text @returns {number} an estimate, since nothing can measure text when the page is built */
const measured = (text) => [...text].reduce((width, letter) => width + fontSize * (letter > '\u2e7f' ? 1 : 0.54), 0);

/**
 * The words, each placed beside its point where it covers nothing else.
 * @param {Point[]} points
 * @param {Point} query
 * @param {Point} mix
 * @param {{ asks: string, output: string, glosses: readonly string[] }} texts
 * @returns {Mark[]}
 */
function labelMarks(points, query, mix, texts) {
  const named = [
    { name: 'query-label', at: query, text: texts.asks, away: [-1, -0.7], clear: ringRadius + 6, color: asking },
    ...points.map((at, index) => ({
      name: `word-label-${index}`,
      at,
      text: [words[index], texts.glosses[index]].filter(Boolean).join(' '),
      away: index === asker ? [1, 0.9] : at[1] > mix[1] ? [1, 0.7] : [0, -1],
      clear: index === asker ? ringRadius + 6 : 11,
      color: index === asker ? asking : ink,
    })),
    { name: 'output-label', at: mix, text: texts.output, away: [0.3, 1], clear: 13, color: ink },
  ];
  /** @param {Point} point @param {number} radius */
  const dot = ([x, y], radius) => ({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius });
  const [x1, y1] = pointOf(plot, [0, 0]);
  const placed = placedLabels(
    named.map(({ at, text, away, clear }) => ({ at, texts: [text], away: /** @type {Point} */ (away), clear, fill: 'ink' })),
    [...points.map((point) => dot(point, 8)), dot(query, ringRadius), dot(mix, 9)],
    [...points, query].flatMap(([x2, y2]) => [{ x1, y1, x2, y2 }, { x1: query[0], y1: query[1], x2, y2 }]),
    { x: 2, y: 2, width: plot.width - 4, height: plot.height - 4 },
    measured,
  );
  return named.map(({ name, text, color }) => {
    const place = placed.find((item) => item.type === 'text' && item.text === text);
    const { x, y } = place?.type === 'text' ? place : { x: 0, y: 0 };
    return {
      name,
      tag: 'text',
      text,
      attributes: {
        x: round(x),
        y: round(y + middleToBaseline * fontSize),
        class: 'hero-word',
        fill: color,
        stroke: paper,
        'stroke-width': 4,
        'stroke-linejoin': 'round',
        'paint-order': 'stroke',
        'text-anchor': 'middle',
        visibility: place ? 'visible' : 'hidden',
      },
    };
  });
}
