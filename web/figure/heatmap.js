/** Every query row's attention to every key column, as a map. */

import { columnLabels, fitWord, labelRoom, labelWidth, spacedOut } from './labels.js';
import { formatNumber } from './number-format.js';
import { colorAxis } from './scale.js';

/**
 * @import { DisplayList, Domain, Item, Measure } from './display-list.js'
 * @import { Columns } from './bars.js'
 *
 * @typedef {object} HeatmapState
 * @property {string[]} words both the queries and the keys
 * @property {ArrayLike<number>} weights row by row
 * @property {ArrayLike<number>} attended 0 where a cell is masked
 * @property {number} chosen the query row whose distribution is shown elsewhere
 * @property {{ row: number, column: number } | null} crosshair
 * @property {HeatmapTexts} texts
 *
 * @typedef {object} HeatmapTexts
 * @property {string} queryAxis
 * @property {string} keyAxis
 * @property {string} weight
 * @property {string} masked
 */

const axisLine = 22;
const widestCell = 76;
const tallestCell = 40;

/**
 * Where the key columns stand: known before anything is drawn, so that bars can stand over them.
 * @param {string[]} words
 * @param {number} width
 * @param {Measure} measure
 * @returns {Columns}
 */
export function heatmapColumns(words, width, measure) {
  const left = Math.max(44, Math.min(width * 0.3, labelWidth(words, measure) + 14));
  const level = Math.min(widestCell, (width - left) / words.length);
  const { overhang } = labelRoom(words, level, measure);
  const slot = Math.min(widestCell, (width - left - Math.max(0, overhang - level / 2)) / words.length);
  return { left, right: left + slot * words.length, slot };
}

/**
 * @param {HeatmapState} state
 * @param {number} width in CSS pixels
 * @param {Measure} measure
 * @returns {DisplayList}
 */
export function heatmapList(state, width, measure) {
  const { words, weights, attended, texts } = state;
  const { left, right, slot } = heatmapColumns(words, width, measure);
  const line = Math.min(tallestCell, slot);
  const room = labelRoom(words, slot, measure);
  const top = 2 * axisLine + room.height + 8;
  const bottom = top + line * words.length;
  const axis = colorAxis(weights);
  /** @type {Domain} */
  const domain = [axis.low, axis.high];
  const cells = { x: left, y: top, width: right - left, height: bottom - top };
  const legend = legendItems(state, axis, { left, width, y: bottom + 20 }, measure);

  return {
    width,
    height: legend.bottom,
    items: [
      { type: 'text', x: 0, y: 0, text: texts.keyAxis, font: 'axis', fill: 'muted', baseline: 'top' },
      { type: 'text', x: 0, y: axisLine, text: texts.queryAxis, font: 'axis', fill: 'muted', baseline: 'top' },
      ...columnLabels(
        { words, left, slot, y: top, side: 'above', strong: state.crosshair?.column },
        measure,
      ),
      ...rowLabels(state, { left, top, line }, measure),
      { type: 'cells', ...cells, rows: words.length, columns: words.length, values: weights, attended, domain },
      ...cellValues(state, domain, { left, top, slot, line }, measure),
      ...crosshairItems(state, cells),
      ...legend.items,
    ],
  };
}

/**
 * @param {HeatmapState} state
 * @param {{ left: number, top: number, line: number }} place
 * @param {Measure} measure
 * @returns {Item[]}
 */
function rowLabels({ words, chosen, crosshair }, { left, top, line }, measure) {
  const isWritten = spacedOut(words.length, line, 18, crosshair?.row ?? chosen);
  return words.flatMap((word, row) => {
    if (!isWritten(row)) return [];
    return {
      type: 'text',
      x: left - 8,
      y: top + line * (row + 0.5),
      text: fitWord(word, left - 12, measure),
      font: 'label',
      fill: row === chosen || row === crosshair?.row ? 'ink' : 'muted',
      align: 'right',
      baseline: 'middle',
    };
  });
}

/**
 * The numbers in the cells, where all of them have room.
 * @param {HeatmapState} state
 * @param {Domain} domain
 * @param {{ left: number, top: number, slot: number, line: number }} place
 * @param {Measure} measure
 * @returns {Item[]}
 */
function cellValues({ words, weights, attended }, domain, { left, top, slot, line }, measure) {
  if (slot < measure('<0.001', 'axis') + 6 || line < 20) return [];
  return Array.from(weights).flatMap((weight, index) => {
    if (!attended[index]) return [];
    return {
      type: 'text',
      x: left + slot * ((index % words.length) + 0.5),
      y: top + line * (Math.floor(index / words.length) + 0.5),
      text: formatNumber(weight),
      font: 'axis',
      fill: { over: weight, domain },
      align: 'center',
      baseline: 'middle',
    };
  });
}

/**
 * @param {HeatmapState} state
 * @param {{ x: number, y: number, width: number, height: number }} cells
 * @returns {Item[]}
 */
function crosshairItems({ words, chosen, crosshair }, { x, y, width, height }) {
  const slot = width / words.length;
  const line = height / words.length;
  /** @type {Item[]} */
  const items = [
    { type: 'outline', x, y: y + line * chosen, width, height: line, stroke: 'ink', thickness: 1.5 },
  ];
  if (crosshair) {
    const at = { x: x + slot * crosshair.column, y: y + line * crosshair.row };
    items.push(
      { type: 'outline', x, y: at.y, width, height: line, stroke: 'muted', thickness: 1 },
      { type: 'outline', x: at.x, y, width: slot, height, stroke: 'muted', thickness: 1 },
      { type: 'outline', ...at, width: slot, height: line, stroke: 'printed', thickness: 2.5 },
    );
  }
  return items;
}

/**
 * @param {HeatmapState} state
 * @param {import('./scale.js').Axis} axis
 * @param {{ left: number, width: number, y: number }} place
 * @param {Measure} measure
 * @returns {{ items: Item[], bottom: number }}
 */
function legendItems({ attended, texts }, axis, { left, width, y }, measure) {
  const title = measure(texts.weight, 'axis') + 12;
  const barLeft = Math.max(left, title);
  const barWidth = Math.min(200, width - barLeft - 20);
  const ticksAt = y + 16;
  /** @type {Item[]} */
  const items = [
    {
      type: 'text',
      x: barLeft - 12,
      y: y + 6,
      text: texts.weight,
      font: 'axis',
      fill: 'muted',
      align: 'right',
      baseline: 'middle',
    },
    { type: 'ramp', x: barLeft, y, width: barWidth, height: 12, domain: [axis.low, axis.high] },
    ...axis.ticks.map(
      /** @returns {Item} */ (tick) => ({
        type: 'text',
        x: barLeft + ((tick - axis.low) / (axis.high - axis.low)) * barWidth,
        y: ticksAt,
        text: axis.label(tick),
        font: 'axis',
        fill: 'muted',
        align: 'center',
        baseline: 'top',
      }),
    ),
  ];
  const bottom = ticksAt + 18;
  if (Array.from(attended).every(Boolean)) return { items, bottom };

  const beside = barLeft + barWidth + 24;
  const fits = beside + 26 + measure(texts.masked, 'axis') <= width;
  const [x, at] = fits ? [beside, y] : [barLeft, bottom + 6];
  items.push(
    { type: 'hatch', x, y: at, width: 18, height: 12 },
    { type: 'text', x: x + 26, y: at + 6, text: texts.masked, font: 'axis', fill: 'muted', baseline: 'middle' },
  );
  return { items, bottom: fits ? bottom : at + 18 };
}
