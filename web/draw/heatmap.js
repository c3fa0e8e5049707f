/** Every query row's attention to every key column, as a map. */

import { textItem } from './items.js';
import { columnLabels, fitText, labelRoom, labelWidth, rowLabels } from './labels.js';
import { legendItems, maskedSamples } from './legend.js';
import { cellValues, crosshairItems } from './map-marks.js';
import { extentOf } from './scale.js';

/**
 * @import { DisplayList, Measure } from './display-list.js'
 * @import { Columns } from './bars.js'
 * @import { MapCells, Plot } from './map-marks.js'
 *
 * @typedef {object} MapFrame what stands around the cells
 * @property {string[]} rows the queries' words
 * @property {boolean} hasLegend a panel of several has none of its own
 * @property {number} [left] where its columns begin, if the rows' words are not to tell; at 0 they stand elsewhere
 * @property {number} [tallest] the most that its cells may take
 * @property {HeatmapTexts} texts
 *
 * @typedef {MapCells & MapFrame} HeatmapState
 *
 * @typedef {object} HeatmapTexts
 * @property {string} queryAxis '' where it is written elsewhere
 * @property {string} keyAxis as queryAxis
 * @property {string} weight
 * @property {string} masked
 */

const axisLine = 22;
const widestCell = 76;
const tallestCell = 40;
/** Rows of a map that is not square are at least so high, where there is room for them. */
const readableCell = 18;

/**
 * Gives the places of the key columns: known before anything is drawn, so that bars can stand over them.
 * @param {string[]} rows
 * @param {string[]} columns
 * @param {number} width
 * @param {Measure} measure
 * @param {number} [left]
 * @returns {Columns}
 */
export function heatmapColumns(rows, columns, width, measure, left = labelsLeft(rows, width * 0.3, measure)) {
  const level = Math.min(widestCell, (width - left) / columns.length);
  const { overhang } = labelRoom(labelWidth(columns, measure), level);
  const slot = Math.min(widestCell, (width - left - Math.max(0, overhang - level / 2)) / columns.length);
  return { left, right: left + slot * columns.length, slot };
}

/**
 * @param {string[]} rows
 * @param {number} most
 * @param {Measure} measure
 * @returns {number} where columns begin beside the words of the rows
 */
export function labelsLeft(rows, most, measure) {
  return Math.max(44, Math.min(most, labelWidth(rows, measure) + 14));
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
  const { x, y, width: across, height } = plot;
  const bottom = y + height;
  const legend = state.hasLegend
    ? legendItems(
        { title: texts.weight, domain, extent: extentOf(weights), samples: maskedSamples([attended], texts.masked) },
        { left: x, width, y: bottom + 20 },
        measure,
      )
    : { items: [], bottom: bottom + 4 };

  return {
    width,
    height: legend.bottom,
    grid: { rows: rows.length, columns: columns.length },
    items: [
      ...namesOf(texts).map((name, line) => textItem(0, axisLine * line, fitText(name, width, measure, 'axis'))),
      ...columnLabels(
        { words: columns, left: x, slot: plot.slot, y, side: 'above', end: width, strong: state.crosshair?.column, part },
        measure,
      ),
      ...state.left === 0 ? [] : rowLabels(
        { words: rows, x: x - 8, top: y, line: plot.line, align: 'right', room: x - 12, strong: [state.crosshair?.row ?? state.chosen, state.chosen], part },
        measure,
      ),
      {
        type: 'cells',
        x,
        y,
        width: across,
        height,
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
function plotOf({ rows, columns, part, texts, left: given, tallest = Infinity }, width, measure) {
  const { left, right, slot } = heatmapColumns(rows, columns, width, measure, given);
  // A square map is drawn square; one of few columns may be taller than wide.
  const square = rows.length > columns.length ? Math.max(right - left, 0.8 * width) : right - left;
  const line = Math.min(tallestCell, tallest / rows.length, square / rows.length, Math.max(slot, readableCell));
  const height = line * rows.length;
  return {
    x: left,
    y: namesOf(texts).length * axisLine + labelRoom(labelWidth(columns, measure), slot).height + 8,
    width: right - left,
    height,
    slot: (right - left) / part.columns,
    line: height / part.rows,
  };
}

/** @param {HeatmapTexts} texts */
function namesOf({ keyAxis, queryAxis }) {
  return [keyAxis, queryAxis].filter((name) => name !== '');
}
