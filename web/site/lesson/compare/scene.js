/** The drawing of two arrows and of what a score sees in them, for the page before any script runs and for the live page. */

import { areaOf, arrowOf, dashedLine, groundOf, wideEnough } from '../drawing/ground.js';
import { placedLabels } from '../../../draw/label-places.js';
import { pointOf } from '../../../draw/plane-plot.js';

/**
 * @import { DisplayList, Plot, Item, Measure } from '../../../draw/display-list.js'
 *
 * @typedef {typeof scores[number]} Score
 * @typedef {[number, number]} Vector
 *
 * @typedef {object} CompareState
 * @property {Vector} query
 * @property {Vector} key before it is stretched
 * @property {number} stretch
 * @property {Score} seen the score whose view of the arrows is drawn
 *
 * @typedef {Record<'angle' | 'distance' | 'shadow', string>} SightTexts
 */

export const scores = /** @type {const} */ (['dot', 'cosine', 'euclidean']);

/** @type {Readonly<CompareState>} */
export const start = { query: [3, 1], key: [1, 1], stretch: 1, seen: 'dot' };

/** The stretch goes from the least to the most in steps of this size. */
export const stretches = { least: 0.25, most: 4, step: 0.25 };

/** No end can be dragged farther from zero than this, along either axis. */
export const farthest = 20;

/** This part of the plane is always in sight. */
const least = /** @type {const} */ ({ x: [-1.5, 4.5], y: [-1, 4] });

/** @param {CompareState} state @returns {Vector} the key as it is drawn, rounded to thousandths: tenths times quarters need no more */
export const keyOf = ({ key, stretch }) => [inThousandths(key[0] * stretch), inThousandths(key[1] * stretch)];

/** @param {number} value */
const inThousandths = (value) => Math.round(value * 1000) / 1000;

/** @param {readonly number[]} a @param {readonly number[]} b */
const dot = (a, b) => a[0] * b[0] + a[1] * b[1];

/**
 * @param {CompareState} state
 * @param {SightTexts} texts
 * @param {number} width
 * @param {Measure} measure
 * @returns {DisplayList & { plots: [Plot] }}
 */
export function compareScene(state, texts, width, measure) {
  const { query, stretch } = state;
  const key = keyOf(state);
  const bounds = wideEnough([query, key], { x: [...least.x], y: [...least.y] });
  const { plot, ground, height } = groundOf(bounds, width);
  const sight = sights[state.seen](state, plot);
  /** @type {[number, number]} */
  const zero = [0, 0];
  /** @param {readonly number[]} vector */
  const line = (vector) => {
    const [[x1, y1], [x2, y2]] = [pointOf(plot, zero), pointOf(plot, vector)];
    return { x1, y1, x2, y2 };
  };
  /** @param {readonly number[]} vector */
  const box = (vector) => {
    const [x, y] = pointOf(plot, vector);
    return { x: x - 8, y: y - 8, width: 16, height: 16 };
  };
  /** @param {readonly number[]} at @param {string} text @param {'ink' | 'muted' | 'printed'} fill @param {readonly number[]} away */
  const label = (at, text, fill, away) => ({ at: pointOf(plot, at), texts: [text], away: /** @type {Vector} */ ([away[0], -away[1]]), clear: 11, fill });
  const words = placedLabels(
    [
      label(query, 'q', 'printed', query),
      label(key, stretch === 1 ? 'k' : `${stretch} k`, 'ink', key),
      ...(sight.at ? [label(sight.at, texts[sight.name], 'muted', sight.away)] : []),
    ],
    [box(query), box(key)],
    [line(query), line(key)],
    plot,
    measure,
  );
  return {
    width,
    height,
    plots: [plot],
    items: [
      ...ground,
      ...sight.below,
      // The way that the key can be stretched.
      ...(dot(key, key) > 0 ? dashedLine(plot, key, rayEnd(key, bounds), 'muted') : []),
      ...arrowOf(plot, zero, query, { stroke: 'printed', thickness: 3, hasRing: true }),
      ...arrowOf(plot, zero, key, { stroke: 'bar', thickness: 3, hasRing: true }),
      ...sight.above,
      ...words,
    ],
  };
}

/** @param {Vector} key @param {{ x: [number, number], y: [number, number] }} bounds @returns {Vector} where its ray leaves the visible part */
function rayEnd(key, bounds) {
  const shares = [bounds.x, bounds.y].map(([low, high], axis) => (
    key[axis] === 0 ? Infinity : (key[axis] > 0 ? high : low) / key[axis]));
  const share = Math.max(1, Math.min(...shares));
  return [key[0] * share, key[1] * share];
}

/**
 * What each score looks at.
 * @type {Record<Score, (state: CompareState, plot: Plot) => { name: keyof SightTexts, at: Vector | null, away: Vector, below: Item[], above: Item[] }>}
 */
const sights = {
  dot(state, plot) {
    const [{ query }, key] = [state, keyOf(state)];
    const length = dot(query, query);
    if (length === 0) return { name: 'shadow', at: null, away: [0, -1], below: [], above: [] };
    // The foot of the perpendicular from the key's end to the query's line.
    const share = dot(query, key) / length;
    /** @type {Vector} */
    const foot = [query[0] * share, query[1] * share];
    return {
      name: 'shadow',
      at: [foot[0] / 2, foot[1] / 2],
      away: [query[1], -query[0]],
      below: [],
      above: [...band(plot, foot), ...dashedLine(plot, key, foot, 'ink')],
    };
  },
  cosine({ query, key }, plot) {
    if (dot(query, query) === 0 || dot(key, key) === 0) return { name: 'angle', at: null, away: [1, 0], below: [], above: [] };
    const [from, to] = [query, key].map(([x, y]) => Math.atan2(y, x));
    // The arc goes the short way around.
    const turn = ((to - from + 3 * Math.PI) % (2 * Math.PI)) - Math.PI;
    const radius = 40 / plot.unit;
    const arc = Array.from({ length: 25 }, (_, step) => {
      const angle = from + (turn * step) / 24;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
    const middle = from + turn / 2;
    /** @type {Vector} */
    const away = [Math.cos(middle), Math.sin(middle)];
    return { name: 'angle', at: [away[0] * radius, away[1] * radius], away, below: [areaOf(plot, [[0, 0], ...arc], 'ink')], above: [] };
  },
  euclidean(state, plot) {
    const [{ query }, key] = [state, keyOf(state)];
    /** @type {Vector} */
    const between = [query[0] - key[0], query[1] - key[1]];
    return {
      name: 'distance',
      at: [(query[0] + key[0]) / 2, (query[1] + key[1]) / 2],
      away: [-between[1], between[0]],
      below: [],
      above: dashedLine(plot, query, key, 'ink'),
    };
  },
};

/** A broad line from zero to a vector's end. @param {Plot} plot @param {Vector} to @returns {Item[]} */
function band(plot, to) {
  const [[x1, y1], [x2, y2]] = [pointOf(plot, [0, 0]), pointOf(plot, to)];
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length < 1) return [];
  const [across, down] = [((y2 - y1) / length) * 5, (-(x2 - x1) / length) * 5];
  /** @type {[number, number][]} */
  const points = [[x1 + across, y1 + down], [x2 + across, y2 + down], [x2 - across, y2 - down], [x1 - across, y1 - down]];
  return [{ type: 'polygon', points, fill: 'highlight', stroke: 'ink' }];
}
