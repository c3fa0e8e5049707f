/** One matrix large, as a heat map. */

import { heatmapList } from '../../draw/heatmap.js';
import { maskedSamples } from '../../draw/legend.js';
import { partOf } from '../../draw/pan-zoom.js';
import { toneLegend } from './tone.js';

/**
 * @import { DisplayList, Item, Measure } from '../../draw/display-list.js'
 * @import { Zoom } from '../../draw/pan-zoom.js'
 * @import { Prepared } from '../state/preparing.js'
 * @import { Tone } from './tone.js'
 *
 * @typedef {object} MapLook
 * @property {Tone} tone
 * @property {Zoom} zoom
 * @property {number | null} query the chosen row
 * @property {{ row: number, column: number } | null} pointed
 * @property {string} legend what the colours are
 * @property {{ queryAxis: string, keyAxis: string, masked: string }} texts
 */

/** Above this a map scrolls no further: it is magnified instead. */
const tallest = 720;

/**
 * @param {Prepared} matrix
 * @param {MapLook} look
 * @param {number} width
 * @param {Measure} measure
 * @returns {DisplayList}
 */
export function mapList(matrix, look, width, measure) {
  const { rows, columns, values, attended, rowWords, columnWords } = matrix;
  const { tone, texts } = look;
  const list = heatmapList({
    rows: rowWords, columns: columnWords, weights: values, attended, domain: [0, 1],
    part: partOf(look.zoom, rows, columns), chosen: look.query ?? -1, crosshair: look.pointed, hasLegend: false, tallest,
    texts: { queryAxis: texts.queryAxis, keyAxis: texts.keyAxis, weight: '', masked: '' },
  }, width, measure);
  const items = list.items.map((item) => tonedItem(item, tone));
  const legend = toneLegend(tone, look.legend, maskedSamples([attended], texts.masked), { left: 0, width, y: list.height + 6 }, measure);
  return { ...list, height: legend.bottom, items: [...items, ...legend.items] };
}

/** @type {WeakMap<object, { tone: Tone, values: Float32Array }>} the last tones of weights: a map is drawn often, and seldom another */
const toned = new WeakMap();

/**
 * Numbers stay weights: only their colours follow the tone.
 * @param {Item} item
 * @param {Tone} tone
 * @returns {Item}
 */
function tonedItem(item, tone) {
  if (item.type === 'text' && typeof item.fill === 'object') return { ...item, fill: { over: tone.of(item.fill.over), domain: tone.domain } };
  if (item.type !== 'cells') return item;
  const weights = /** @type {object} */ (item.values);
  let known = toned.get(weights);
  if (known?.tone !== tone) {
    known = { tone, values: Float32Array.from(item.values, tone.of) };
    toned.set(weights, known);
  }
  return { ...item, values: known.values, domain: tone.domain };
}
