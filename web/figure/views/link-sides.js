/** The two columns of words that links run between. */

import { fitText, labelWidth, spacedOut } from '../labels.js';

/**
 * @import { Item, Measure, Target } from '../display-list.js'
 * @import { Look, ViewState } from './figure-view.js'
 * @import { Strongest } from './strongest.js'
 *
 * @typedef {object} Side
 * @property {string[]} words
 * @property {number} x where lines leave or arrive
 * @property {number} line from one word to the next
 * @property {number} top
 * @property {number} strong the chosen one, -1: none
 */

/** The room of the columns' names, above them. */
export const axisLine = 26;
const tallestLine = 28;

/**
 * Both sides are equally high: where one has fewer words, they stand further apart.
 * @param {ViewState} state
 * @param {Look} look
 * @param {number} width
 * @param {Measure} measure
 * @returns {[Side, Side]}
 */
export function sidesOf({ tokens, queryTokens, query, key }, { crosshair }, width, measure) {
  const rows = queryTokens ?? tokens;
  const most = Math.max(rows.length, tokens.length);
  const height = Math.min(tallestLine * most, Math.max(480, Math.min(900, width)));
  const room = width * 0.34;
  /** @param {string[]} words */
  const edge = (words) => Math.min(room, Math.max(40, labelWidth(words, measure) + 14));
  return [
    { words: rows, x: edge(rows), line: height / rows.length, top: axisLine, strong: crosshair?.row ?? query },
    {
      words: tokens,
      x: width - edge(tokens),
      line: height / tokens.length,
      top: axisLine,
      strong: crosshair?.column ?? key ?? -1,
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
 * @param {string} name
 * @param {'left' | 'right'} align
 * @param {number} width
 * @param {Measure} measure
 * @returns {Item[]}
 */
export function sideItems(side, name, align, width, measure) {
  const { words, x, line, strong } = side;
  const isLeft = align === 'right';
  const room = (isLeft ? x : width - x) - 8;
  const isWritten = spacedOut(words.length, line, 18, strong < 0 ? undefined : strong);
  /** @type {Item[]} */
  const items = [
    {
      type: 'text',
      x: isLeft ? 0 : width,
      y: 0,
      text: fitText(name, width / 2 - 6, measure, 'axis'),
      font: 'axis',
      fill: 'muted',
      align: isLeft ? 'left' : 'right',
      baseline: 'top',
    },
  ];
  words.forEach((word, index) => {
    if (!isWritten(index)) return;
    const y = middleOf(side, index);
    items.push({
      type: 'text',
      x: isLeft ? x - 8 : x + 8,
      y,
      text: fitText(word, room, measure, 'label'),
      font: 'label',
      fill: index === strong ? 'ink' : 'muted',
      align,
      baseline: 'middle',
    });
  });
  return items;
}

/**
 * A query's word stands for the cell of its largest weight, a key's for its key.
 * @param {Side} left
 * @param {Side} right
 * @param {Strongest} strongest
 * @param {number} width
 * @returns {Item[]}
 */
export function zoneItems(left, right, { columns }, width) {
  /**
   * @param {number} x
   * @param {number} across
   * @param {Side} side
   * @param {number} index
   * @param {Target} target
   * @returns {Item}
   */
  const zone = (x, across, side, index, target) =>
    ({ type: 'zone', x, y: side.top + side.line * index, width: across, height: side.line, target });
  return [
    ...left.words.map((_, row) => zone(0, left.x, left, row, { kind: 'cell', row, column: columns[row] })),
    ...right.words.map((_, key) => zone(right.x, width - right.x, right, key, { kind: 'key', key })),
  ];
}
