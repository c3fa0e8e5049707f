/** One query in every head: a row for each head, layers from above, and where it looks. */

import { textItem } from '../../draw/items.js';
import { columnLabels, labelRoom, labelWidth, spacedOut } from '../../draw/labels.js';
import { maskedSamples } from '../../draw/legend.js';
import { toneLegend } from './tone.js';

/**
 * @import { Box, DisplayList, Item, Measure } from '../../draw/display-list.js'
 * @import { Place } from '../state/view-state.js'
 * @import { Tone } from './tone.js'
 *
 * @typedef {object} Strip
 * @property {number} layers
 * @property {number} heads
 * @property {number} columns
 * @property {Float32Array} values [layers, heads, columns], toned
 * @property {Uint8Array} attended of these
 * @property {string[]} columnWords
 *
 * @typedef {object} StripLook
 * @property {Tone} tone
 * @property {string} legend
 * @property {Place} chosen
 * @property {{ place: Place, column: number } | null} pointed
 * @property {{ title: string, layers: string, masked: string }} texts
 */

const left = 44;
const mostHeight = 900;

/**
 * @param {Strip} strip
 * @param {StripLook} look
 * @param {number} width
 * @param {Measure} measure
 * @returns {DisplayList}
 */
export function stripList(strip, look, width, measure) {
  const { layers, heads, columns, values, attended, columnWords } = strip;
  const { chosen, pointed, texts, tone } = look;
  const slot = Math.min(76, (width - left) / columns);
  const line = Math.max(1, Math.min(12, Math.floor(mostHeight / (layers * heads))));
  const top = 22 + labelRoom(labelWidth(columnWords, measure), slot).height + 8;
  const [across, height] = [slot * columns, line * layers * heads];
  const isWritten = spacedOut(layers, line * heads, 15, pointed?.place[0] ?? chosen[0]);
  /** @param {Place} place @returns {Box} */
  const rowBox = ([layer, head]) => ({ x: left - 1, y: top + (layer * heads + head) * line - 1, width: across + 2, height: line + 2 });
  /** @type {Item[]} */
  const items = [
    textItem(0, 0, texts.title, 'left', 'top'),
    ...columnLabels({ words: columnWords, left, slot, y: top, side: 'above', end: width, strong: pointed?.column }, measure),
    { type: 'cells', x: left, y: top, width: across, height, rows: layers * heads, columns, values, attended, domain: tone.domain, part: { row: 0, column: 0, rows: layers * heads, columns } },
    ...Array.from({ length: layers }, (_, layer) => layer).flatMap((layer) => [
      ...isWritten(layer) ? [textItem(left - 8, top + (layer + 0.5) * heads * line, String(layer), 'right', 'middle', layer === (pointed?.place ?? chosen)[0] ? 'ink' : 'muted')] : [],
      ...layer > 0 && heads * line > 6 ? [/** @type {Item} */ ({ type: 'line', x1: 0, y1: top + layer * heads * line, x2: left + across, y2: top + layer * heads * line, stroke: 'paper' })] : [],
    ]),
    { type: 'outline', ...rowBox(chosen), stroke: 'ink', thickness: 1.5 },
    ...pointed ? [/** @type {Item} */ ({ type: 'outline', ...rowBox(pointed.place), stroke: 'printed', thickness: 1.5 })] : [],
  ];
  const legend = toneLegend(tone, look.legend, maskedSamples([attended], texts.masked), { left: 0, width, y: top + height + 14 }, measure);
  return { width, height: legend.bottom, grid: { rows: layers * heads, columns }, items: [...items, ...legend.items] };
}
