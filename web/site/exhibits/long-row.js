/**
 * The weights of one row over very many keys: more keys than the screen has pixels, so that each
 * column stands for a run of neighbouring keys and shows the largest weight among them. No peak is lost.
 */

import { levelItems, lineItem, textItem } from '../../draw/items.js';
import { roundAxis } from '../../draw/scale.js';

/**
 * @import { DisplayList, Item, Measure } from '../../draw/display-list.js'
 * @import { LongRow } from './long-call.js'
 *
 * @typedef {object} LongRowState
 * @property {LongRow} row
 * @property {number} length T
 * @property {number | null} pointed key
 * @property {LongRowTexts} texts
 *
 * @typedef {object} LongRowTexts
 * @property {string} keyAxis
 * @property {string} weightAxis
 * @property {string} whole names the strip over the plot
 * @property {(position: number) => string} position
 */

const textLine = 22;
const stripHeight = 10;
const narrowest = 2;
const widest = 24;

/**
 * @param {LongRowState} state
 * @param {number} width in CSS pixels
 * @param {Measure} measure
 * @returns {DisplayList}
 */
export function longRowList(state, width, measure) {
  const { row, texts } = state;
  const axis = roundAxis(row.weights);
  const left = Math.max(...axis.ticks.map((tick) => measure(axis.label(tick), 'axis'))) + 12;
  const plotWidth = width - left;
  const stripAt = textLine;
  const top = stripAt + stripHeight + 2 * textLine + 4;
  const bottom = top + Math.min(240, Math.max(150, width * 0.3));
  const height = bottom + 2 * textLine + 8;
  /** @param {number} weight */
  const place = (weight) => bottom - (weight / axis.high) * (bottom - top);

  return {
    width,
    height,
    items: [
      textItem(0, 0, texts.whole),
      ...stripItems(state, { left, width: plotWidth, y: stripAt }),
      textItem(0, top - textLine - 4, texts.weightAxis),
      ...levelItems(axis, left, width, place),
      ...columnItems(state, { left, width: plotWidth, top, bottom, place }),
      lineItem(left, bottom, width, bottom, 'ink'),
      ...positionItems(state, { left, width: plotWidth, y: bottom + 5 }, measure),
      textItem(left + plotWidth / 2, height - 3, texts.keyAxis, 'center', 'bottom'),
    ],
  };
}

/**
 * The strip for the whole sequence: the part that the row sees is filled, the rest is hatched, and a mark shows the row itself.
 * @param {LongRowState} state
 * @param {{ left: number, width: number, y: number }} strip
 * @returns {Item[]}
 */
function stripItems({ row, length }, { left, width, y }) {
  /** @param {number} position */
  const at = (position) => left + (width * position) / length;
  const end = row.first + row.weights.length;
  const from = at(row.first);
  // A window of a long sequence could be narrower than a pixel; it is drawn wide enough to be visible.
  const seen = Math.max(3, at(end) - from);
  return [
    { type: 'hatch', x: left, y, width, height: stripHeight },
    { type: 'rect', x: Math.min(from, left + width - seen), y, width: seen, height: stripHeight, fill: 'bar' },
    { type: 'rect', x: at(row.row + 0.5) - 1, y: y - 3, width: 2, height: stripHeight + 6, fill: 'ink' },
  ];
}

/**
 * @param {LongRowState} state
 * @param {{ left: number, width: number, top: number, bottom: number, place: (weight: number) => number }} plot
 * @returns {Item[]}
 */
function columnItems({ row: { first, weights }, pointed }, { left, width, top, bottom, place }) {
  const count = Math.min(weights.length, Math.floor(width / narrowest));
  const slot = width / count;
  const barWidth = slot < 6 ? slot : Math.min(widest, slot * 0.6);
  /** @type {Item[]} */
  const items = [];
  for (let column = 0; column < count; column++) {
    const key = largest(weights, Math.round((column * weights.length) / count), Math.round(((column + 1) * weights.length) / count));
    const whole = { x: left + slot * column, y: top, width: slot, height: bottom - top };
    if (first + key === pointed) items.push({ type: 'rect', ...whole, fill: 'highlight' });
    const y = place(weights[key]);
    items.push(
      { type: 'rect', x: whole.x + (slot - barWidth) / 2, y, width: barWidth, height: bottom - y, fill: first + key === pointed ? 'negative' : 'bar' },
      { type: 'zone', ...whole, target: { kind: 'key', key: first + key } },
    );
  }
  return items;
}

/**
 * @param {Float32Array} weights
 * @param {number} from
 * @param {number} to
 */
function largest(weights, from, to) {
  let found = from;
  for (let key = from + 1; key < to; key++) if (weights[key] > weights[found]) found = key;
  return found;
}

/**
 * Labels for the first and the last key that the row sees, and for the quarters between them if there is room.
 * @param {LongRowState} state
 * @param {{ left: number, width: number, y: number }} axis
 * @param {Measure} measure
 * @returns {Item[]}
 */
function positionItems({ row: { first, weights }, texts }, { left, width, y }, measure) {
  const last = first + weights.length - 1;
  const label = texts.position(last);
  const steps = Math.min(weights.length - 1, width > 9 * measure(label, 'axis') ? 4 : 1);
  if (steps === 0) {
    return [textItem(left + width / 2, y, label, 'center')];
  }
  const slot = width / weights.length;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const key = step === steps ? weights.length - 1 : Math.floor((weights.length * step) / steps);
    const x = step === 0 ? left : step === steps ? left + width : left + slot * (key + 0.5);
    return textItem(x, y, texts.position(first + key), step === 0 ? 'left' : step === steps ? 'right' : 'center');
  });
}
