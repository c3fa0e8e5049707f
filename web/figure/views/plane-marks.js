/** What stands in the plane: arrows, dots, words, and what can be dragged. */

import { placedLabels } from './label-places.js';
import { pointOf } from './plane-frame.js';
import { fitText } from '../labels.js';

/**
 * @import { Box, Frame, Item, Measure, Point } from '../display-list.js'
 * @import { Sample } from '../legend.js'
 * @import { Look, ViewPanel, ViewState } from './figure-view.js'
 * @import { PointLabel } from './label-places.js'
 * @import { PlaneVectors } from './plane.js'
 * @import { ViewTexts } from './texts.js'
 */

/** Of a handle's zone: a finger's width. */
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
 * @param {Frame} frame
 * @returns {Item[]}
 */
export function vectorItems(state, vectors, panel, look, frame) {
  const { keys, values, valuesAreKeys, query, output } = vectors;
  const zero = pointOf(frame, [0, 0]);
  const most = Math.max(-look.domain[0], look.domain[1]);
  const radius = keyRadius(keys.length);
  const chosen = look.crosshair?.column ?? state.key;
  /** @type {Item[]} */
  const items = valuesAreKeys ? [] : values.map((value) => {
    const [x, y] = pointOf(frame, value);
    return { type: 'rect', x: x - 3, y: y - 3, width: 6, height: 6, fill: 'muted' };
  });
  keys.forEach((key, index) => {
    const at = state.query * keys.length + index;
    const isAttended = Boolean(panel.attended[at]);
    const share = Math.min(1, Math.abs(panel.weights[at]) / most);
    const thickness = 1.25 + (index === chosen ? 1 : 0) + 3 * share;
    items.push(...arrowItems(zero, pointOf(frame, key), radius, {
      stroke: isAttended ? 'bar' : 'hatch',
      thickness: isAttended ? thickness : 1,
      dashed: !isAttended,
    }));
  });
  items.push(...arrowItems(zero, pointOf(frame, query), queryRadius, { stroke: 'printed', thickness: 3, dashed: false }));
  if (output) {
    const [x, y] = pointOf(frame, output);
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
 * @param {Frame} frame
 * @param {Measure} measure
 * @returns {Item[]}
 */
export function labelItems(state, { query, keys, output }, panel, look, frame, measure) {
  const radius = keyRadius(keys.length);
  const zero = pointOf(frame, [0, 0]);
  const chosen = look.crosshair?.column ?? state.key;
  const room = Math.min(160, frame.width / 2);
  /**
   * @param {number[]} vector
   * @param {string[]} texts
   * @param {number} clear
   * @param {PointLabel['fill']} fill
   * @returns {PointLabel}
   */
  const label = (vector, texts, clear, fill) => {
    const at = pointOf(frame, vector);
    const fitting = texts.map((text) => fitText(text, room, measure, 'label'));
    return { at, texts: fitting, away: [at[0] - zero[0], at[1] - zero[1]], clear, fill };
  };
  const word = (state.queryTokens ?? state.tokens)[state.query];
  const first = state.query * keys.length;
  const order = keys.map((_, index) => index).sort((a, b) => {
    if (a === chosen || b === chosen) return a === chosen ? -1 : 1;
    return panel.weights[first + b] - panel.weights[first + a];
  });
  const labels = [
    label(query, [`${look.texts.query}: ${word}`, word], queryRadius + 5, 'printed'),
    ...(output ? [label(output, [look.texts.output], outputRadius + 5, 'ink')] : []),
    ...order.map((index) => label(keys[index], [state.tokens[index]], radius + 5, index === chosen ? 'ink' : 'muted')),
  ];
  /** @param {number[]} vector @param {number} size @returns {Box} */
  const dot = (vector, size) => {
    const [x, y] = pointOf(frame, vector);
    return { x: x - size, y: y - size, width: 2 * size, height: 2 * size };
  };
  // Among hundreds words keep clear of words; dots are everywhere.
  const dots = keys.length > 200 ? [] : keys.map((key) => dot(key, radius + 1));
  const taken = [...dots, dot(query, queryRadius + 1), ...(output ? [dot(output, outputRadius + 1)] : [])];
  const ends = keys.length > 200 ? [] : [query, ...keys];
  const lines = ends.map((vector) => {
    const [x2, y2] = pointOf(frame, vector);
    return { x1: zero[0], y1: zero[1], x2, y2 };
  });
  return placedLabels(labels, taken, lines, frame, measure);
}

/**
 * @param {ViewState} state
 * @param {PlaneVectors} vectors
 * @param {Frame} frame
 * @returns {Item[]} the query's in front
 */
export function handleItems({ query: chosen }, { query, keys }, frame) {
  /**
   * @param {number[]} vector
   * @param {'query' | 'key'} kind
   * @param {number} index
   * @returns {Item}
   */
  const zone = (vector, kind, index) => {
    const [x, y] = pointOf(frame, vector);
    const half = touchSize / 2;
    return { type: 'zone', x: x - half, y: y - half, width: touchSize, height: touchSize, target: { kind: 'handle', vector: kind, index } };
  };
  return [...keys.map((key, index) => zone(key, 'key', index)), zone(query, 'query', chosen)];
}

/**
 * @param {PlaneVectors} vectors
 * @param {ViewTexts} texts
 * @returns {Sample[]}
 */
export function legendSamples({ values, output }, texts) {
  /** @param {'printed' | 'bar'} stroke @param {number} thickness @returns {Sample['draw']} */
  const arrow = (stroke, thickness) => (x, y) => [{ type: 'arrow', x1: x, y1: y, x2: x + 18, y2: y, stroke, thickness, dashed: false }];
  /** @type {Sample[]} */
  const samples = [
    { text: texts.query, draw: arrow('printed', 3) },
    { text: texts.key, draw: arrow('bar', 1.5) },
  ];
  if (values.length > 2) {
    samples.push({
      text: texts.values,
      draw: (x, y) => [{ type: 'polygon', points: [[x, y + 5], [x + 9, y - 6], [x + 18, y + 5]], fill: 'highlight', stroke: 'muted' }],
    });
  }
  if (output) {
    samples.push({
      text: texts.output,
      draw: (x, y) => [{ type: 'circle', x: x + 9, y, radius: outputRadius, fill: 'ink', stroke: 'paper', thickness: 2 }],
    });
  }
  return samples;
}
