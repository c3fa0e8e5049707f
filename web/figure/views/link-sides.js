/** The two columns of words that links run between. */

import { clamp } from '../../draw/geometry.js';
import { textItem } from '../../draw/items.js';
import { fitText, labelWidth, rowLabels } from '../../draw/labels.js';

/**
 * @import { Item, Measure } from '../../draw/display-list.js'
 * @import { Look, ViewState } from './view.js'
 * @import { Strongest } from './strongest.js'
 *
 * @typedef {object} Side
 * @property {string[]} words
 * @property {number} x where lines leave or arrive
 * @property {number} line from one word to the next
 * @property {number} top
 * @property {number | undefined} strong the chosen one
 */

/** The room of the columns' names, above them. */
const axisLine = 26;
const tallestLine = 28;

/**
 * Both sides are equally high: where one has fewer words, they stand further apart.
 * @param {ViewState} state
 * @param {Look} look
 * @param {number} width
 * @param {Measure} measure
 * @returns {[Side, Side]}
 */
export function sidesOf({ tokens, queryTokens, query, key }, { crosshair, row, tallest = 900 }, width, measure) {
  const rows = queryTokens ?? tokens;
  const most = Math.max(rows.length, tokens.length);
  const height = Math.min(tallest, tallestLine * most, Math.max(width, 480));
  /** @param {string[]} words */
  const edge = (words) => clamp(labelWidth(words, measure) + 14, 40, width * 0.34);
  const top = row ? 0 : axisLine;
  return [
    { words: rows, x: edge(rows), line: height / rows.length, top, strong: crosshair?.row ?? query },
    {
      words: tokens,
      x: width - edge(tokens),
      line: height / tokens.length,
      top,
      strong: crosshair?.column ?? key ?? undefined,
    },
  ];
}

/**
 * @param {Side} side
 * @param {number} index
 */
export function middleOf({ top, line }, index) {
  return top + line * (index + 0.5);
}

/**
 * @param {Side} side
 * @param {string} name '' where it is written elsewhere
 * @param {'left' | 'right'} align
 * @param {number} width
 * @param {Measure} measure
 * @returns {Item[]}
 */
export function sideItems(side, name, align, width, measure) {
  const { words, x, line, top, strong } = side;
  const isLeft = align === 'right';
  const [edge, room] = isLeft ? [x - 8, x - 8] : [x + 8, width - x - 8];
  return [
    textItem(isLeft ? 0 : width, 0, fitText(name, width / 2 - 6, measure, 'axis'), isLeft ? 'left' : 'right'),
    ...rowLabels({ words, x: edge, top, line, align, room, strong: [strong] }, measure),
  ];
}

/**
 * A query's word stands for the cell of its largest weight, a key's for its key.
 * @param {Side} side
 * @param {Strongest | null} strongest null: the keys' side
 * @param {number} width
 * @returns {Item[]}
 */
export function zoneItems({ words, x, line, top }, strongest, width) {
  return words.map((_, index) => ({
    type: 'zone',
    x: strongest ? 0 : x,
    y: top + line * index,
    width: strongest ? x : width - x,
    height: line,
    target: strongest ? { kind: 'cell', row: index, column: strongest.columns[index] } : { kind: 'key', key: index },
  }));
}
