/** In the plane stand arrows, dots, words, and what can be dragged. */

import { placedLabels } from '../../draw/label-places.js';
import { pointOf } from '../../draw/plane-plot.js';
import { fitText } from '../../draw/labels.js';
import { ranking, rowOf } from '../../base/statistics.js';

/**
 * @import { Box, Plot, Item, Measure, Point } from '../../draw/display-list.js'
 * @import { Sample } from '../../draw/legend.js'
 * @import { Look, ViewPanel, ViewState } from './view.js'
 * @import { PointLabel } from '../../draw/label-places.js'
 * @import { ViewTexts } from '../words/view-texts.js'
 *
 * @typedef {object} PlaneVectors all of two components
 * @property {number[]} query the chosen one
 * @property {number[][]} keys
 * @property {number[][]} values
 * @property {boolean} valuesAreKeys
 * @property {number[] | null} output of the chosen query
 */

/** A handle's zone is as wide as a finger. */
const touchSize = 44;
const queryRadius = 7;
const outputRadius = 6;

/** Hundreds of keys have smaller handles. @param {number} count */
function keyRadius(count) {
  return count > 40 ? 2.5 : 4.5;
}

/**
 * @param {ViewState} state
 * @param {PlaneVectors} vectors
 * @param {ViewPanel} panel
 * @param {Look} look
 * @param {Plot} plot
 * @returns {Item[]}
 */
export function vectorItems(state, vectors, panel, look, plot) {
  const { keys, values, valuesAreKeys, query, output } = vectors;
  const zero = pointOf(plot, [0, 0]);
  const most = Math.max(-look.domain[0], look.domain[1]);
  const radius = keyRadius(keys.length);
  const chosen = look.crosshair?.column ?? state.key;
  /** @type {Item[]} */
  const items = valuesAreKeys ? [] : values.map((value) => (
    { type: 'rect', ...boxAround(pointOf(plot, value), 3), fill: 'muted' }));
  keys.forEach((key, index) => {
    const at = state.query * keys.length + index;
    const isAttended = Boolean(panel.attended[at]);
    const share = Math.min(1, Math.abs(panel.weights[at]) / most);
    const thickness = 1.25 + (index === chosen ? 1 : 0) + 3 * share;
    items.push(...arrowItems(zero, pointOf(plot, key), radius, {
      stroke: isAttended ? 'bar' : 'hatch',
      thickness: isAttended ? thickness : 1,
      dashed: !isAttended,
    }));
  });
  items.push(...arrowItems(zero, pointOf(plot, query), queryRadius, { stroke: 'printed', thickness: 3, dashed: false }));
  if (output) {
    const [x, y] = pointOf(plot, output);
    items.push({ type: 'circle', x, y, radius: outputRadius, fill: 'ink', stroke: 'paper', thickness: 2 });
  }
  return items;
}

/**
 * An arrow up to its handle, and the handle's ring around the vector's end.
 * @param {Point} from
 * @param {Point} to
 * @param {number} radius
 * @param {{ stroke: 'bar' | 'hatch' | 'printed', thickness: number, dashed: boolean }} look
 * @returns {Item[]}
 */
function arrowItems([x1, y1], [x, y], radius, look) {
  const length = Math.hypot(x - x1, y - y1);
  const share = length > radius + 4 ? 1 - (radius + 1) / length : 0;
  /** @type {Item[]} */
  const items = share > 0 ? [{ type: 'arrow', x1, y1, x2: x1 + share * (x - x1), y2: y1 + share * (y - y1), ...look }] : [];
  return [...items, { type: 'circle', x, y, radius, fill: 'paper', stroke: look.stroke, thickness: 2 }];
}

/**
 * The query's first, then the chosen key's, the output's, and the keys' from the largest weight down.
 * @param {ViewState} state
 * @param {PlaneVectors} vectors
 * @param {ViewPanel} panel
 * @param {Look} look
 * @param {Plot} plot
 * @param {Measure} measure
 * @returns {Item[]}
 */
export function labelItems(state, { query, keys, output }, panel, look, plot, measure) {
  const radius = keyRadius(keys.length);
  const [x1, y1] = pointOf(plot, [0, 0]);
  const chosen = look.crosshair?.column ?? state.key;
  const room = Math.min(160, plot.width / 2);
  /**
   * @param {number[]} vector
   * @param {number} size of its dot
   * @param {PointLabel['fill']} fill
   * @param {...string} texts
   * @returns {PointLabel}
   */
  const label = (vector, size, fill, ...texts) => {
    const [x, y] = pointOf(plot, vector);
    return { at: [x, y], texts: texts.map((text) => fitText(text, room, measure, 'label')), away: [x - x1, y - y1], clear: size + 5, fill };
  };
  const word = (state.queryTokens ?? state.tokens)[state.query];
  const name = look.texts.query;
  const [...weights] = rowOf(panel.weights, keys.length, state.query);
  if (chosen !== null) weights[chosen] = Infinity;
  const own = [
    label(query, queryRadius, 'printed', ...(word === name ? [] : [`${name}: ${word}`]), word),
    ...(output ? [label(output, outputRadius, 'ink', look.texts.output)] : []),
  ];
  const others = keys.map((key, index) => label(key, radius, index === chosen ? 'ink' : 'muted', state.tokens[index]));
  // Among hundreds words keep clear of words; dots and arrows are everywhere.
  const isCrowded = keys.length > 200;
  const taken = [...(isCrowded ? [] : others), ...own].map(({ at, clear }) => boxAround(at, clear - 4));
  const ends = isCrowded ? [] : [own[0], ...others].map(({ at: [x2, y2] }) => ({ x1, y1, x2, y2 }));
  return placedLabels([...own, ...ranking(weights).map((index) => others[index])], taken, ends, plot, measure);
}

/**
 * @param {Point} place
 * @param {number} half
 * @returns {Box}
 */
function boxAround([x, y], half) {
  return { x: x - half, y: y - half, width: 2 * half, height: 2 * half };
}

/**
 * @param {PlaneVectors} vectors
 * @param {Plot} plot
 * @returns {Item[]} the query's in front
 */
export function handleItems({ query, keys }, plot) {
  /**
   * @param {number[]} vector
   * @param {'query' | 'key'} kind
   * @param {number} index
   * @returns {Item}
   */
  const zone = (vector, kind, index) => (
    { type: 'zone', ...boxAround(pointOf(plot, vector), touchSize / 2), target: { kind: 'handle', vector: kind, index } });
  return [...keys.map((key, index) => zone(key, 'key', index)), zone(query, 'query', 0)];
}

/**
 * @param {PlaneVectors} vectors
 * @param {ViewTexts} texts
 * @returns {Sample[]}
 */
export function legendSamples({ values, output }, texts) {
  /** @param {'printed' | 'bar'} stroke @param {number} thickness @returns {Sample['draw']} */
  const arrow = (stroke, thickness) => (x, y) => [{ type: 'arrow', x1: x, y1: y, x2: x + 18, y2: y, stroke, thickness, dashed: false }];
  return [
    { text: texts.query, draw: arrow('printed', 3) },
    { text: texts.key, draw: arrow('bar', 1.5) },
    ...(values.length > 2 ? [{
      text: texts.values,
      /** @type {Sample['draw']} */
      draw: (x, y) => [{ type: 'polygon', points: [[x, y + 5], [x + 9, y - 6], [x + 18, y + 5]], fill: 'highlight', stroke: 'muted' }],
    }] : []),
    ...(output ? [{
      text: texts.output,
      /** @type {Sample['draw']} */
      draw: (x, y) => [{ type: 'circle', x: x + 9, y, radius: outputRadius, fill: 'ink', stroke: 'paper', thickness: 2 }],
    }] : []),
  ];
}
