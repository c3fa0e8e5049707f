/** Every query row's attention to every key column, as a map. */

import { columnLabels, fitText, labelRoom, labelWidth, spacedOut } from './labels.js';
import { legendItems } from './legend.js';
import { cellValues, crosshairItems } from './map-marks.js';
import { isAnyMasked } from './mask.js';
import { extentOf } from './scale.js';

/**
 * @import { Box, DisplayList, Domain, Item, Measure, Part } from './display-list.js'
 * @import { Columns } from './bars.js'
 *
 * @typedef {object} HeatmapState
 * @property {string[]} rows the queries' words
 * @property {string[]} columns the keys' words
 * @property {ArrayLike<number>} weights row by row
 * @property {ArrayLike<number>} attended 0 where a cell is masked
 * @property {Domain} domain
 * @property {Part} part what is seen of the map
 * @property {number} chosen the query row whose distribution is shown elsewhere
 * @property {{ row: number, column: number } | null} crosshair
 * @property {boolean} hasLegend a panel of several has none of its own
 * @property {HeatmapTexts} texts
 *
 * @typedef {object} HeatmapTexts
 * @property {string} queryAxis
 * @property {string} keyAxis
 * @property {string} weight
 * @property {string} masked
 *
 * @typedef {Box & { slot: number, line: number }} Plot the cells' box, and the size of a cell
 */

const axisLine = 22;
const widestCell = 76;
const tallestCell = 40;
/** Rows of a map that is not square are at least so high, where there is room for them. */
const readableCell = 18;

/**
 * Where the key columns stand: known before anything is drawn, so that bars can stand over them.
 * @param {string[]} rows
 * @param {string[]} columns
 * @param {number} width
 * @param {Measure} measure
 * @returns {Columns}
 */
export function heatmapColumns(rows, columns, width, measure) {
  const left = Math.max(44, Math.min(width * 0.3, labelWidth(rows, measure) + 14));
  const level = Math.min(widestCell, (width - left) / columns.length);
  const { overhang } = labelRoom(labelWidth(columns, measure), level);
  const slot = Math.min(widestCell, (width - left - Math.max(0, overhang - level / 2)) / columns.length);
  return { left, right: left + slot * columns.length, slot };
}

/**
 * @param {HeatmapState} state
 * @param {number} width in CSS pixels
 * @param {Measure} measure
 * @returns {DisplayList}
 */
export function heatmapList(state, width, measure) {
  const { rows, columns, weights, attended, domain, part, texts } = state;
  const plot = plotOf(state, width, measure);
  const { x, y, width: across, height: down } = plot;
  const bottom = y + down;
  const hasMasked = isAnyMasked(attended);
  const legend = state.hasLegend
    ? legendItems(
        { title: texts.weight, domain, extent: extentOf(weights), masked: hasMasked ? texts.masked : null, dashed: null },
        { left: x, width, y: bottom + 20 },
        measure,
      )
    : { items: [], bottom: bottom + 4 };

  return {
    width,
    height: legend.bottom,
    grid: { rows: rows.length, columns: columns.length },
    items: [
      ...axisNames([texts.keyAxis, texts.queryAxis], width, measure),
      ...columnLabels(
        { words: columns, left: x, slot: plot.slot, y, side: 'above', end: width, strong: state.crosshair?.column, part },
        measure,
      ),
      ...rowLabels(state, plot, measure),
      {
        type: 'cells',
        x,
        y,
        width: across,
        height: down,
        rows: rows.length,
        columns: columns.length,
        values: weights,
        attended,
        domain,
        part,
      },
      ...cellValues(state, plot, measure),
      ...crosshairItems(state, plot),
      ...legend.items,
    ],
  };
}

/**
 * Magnified or not, the plot keeps its size.
 * @param {HeatmapState} state
 * @param {number} width
 * @param {Measure} measure
 * @returns {Plot}
 */
function plotOf({ rows, columns, part }, width, measure) {
  const { left, right, slot } = heatmapColumns(rows, columns, width, measure);
  // A square map is drawn square; one of few columns may be taller than wide.
  const tallest = rows.length > columns.length ? Math.max(right - left, 0.8 * width) : right - left;
  const line = Math.min(tallestCell, tallest / rows.length, Math.max(slot, readableCell));
  const height = line * rows.length;
  return {
    x: left,
    y: 2 * axisLine + labelRoom(labelWidth(columns, measure), slot).height + 8,
    width: right - left,
    height,
    slot: (right - left) / part.columns,
    line: height / part.rows,
  };
}

/**
 * @param {string[]} names
 * @param {number} width
 * @param {Measure} measure
 * @returns {Item[]}
 */
function axisNames(names, width, measure) {
  return names.map((name, index) => ({
    type: 'text',
    x: 0,
    y: axisLine * index,
    text: fitText(name, width, measure, 'axis'),
    font: 'axis',
    fill: 'muted',
    baseline: 'top',
  }));
}

/**
 * @param {HeatmapState} state
 * @param {Plot} plot
 * @param {Measure} measure
 * @returns {Item[]}
 */
function rowLabels({ rows, chosen, crosshair, part }, { x, y, line }, measure) {
  const isWritten = spacedOut(rows.length, line, 18, crosshair?.row ?? chosen);
  /** @type {Item[]} */
  const items = [];
  for (let row = Math.ceil(part.row - 0.5); row < part.row + part.rows - 0.5; row++) {
    if (!isWritten(row)) continue;
    items.push({
      type: 'text',
      x: x - 8,
      y: y + line * (row - part.row + 0.5),
      text: fitText(rows[row], x - 12, measure, 'label'),
      font: 'label',
      fill: row === chosen || row === crosshair?.row ? 'ink' : 'muted',
      align: 'right',
      baseline: 'middle',
    });
  }
  return items;
}
