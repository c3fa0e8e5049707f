/**
 * Queries at the left, keys at the right, and lines for the weights of one head, or of several over each other. Only the tokens
 * in sight are drawn, so that a thousand of them scroll.
 */

import { textItem } from '../../draw/items.js';
import { fitText } from '../../draw/labels.js';

/**
 * @import { DisplayList, HexColor, Item, Measure, OnRamp } from '../../draw/display-list.js'
 * @import { Prepared } from '../state/preparing.js'
 * @import { Tone } from './tone.js'
 *
 * @typedef {{ side: 'query' | 'key', index: number }} Followed a token whose links alone are drawn
 * @typedef {{ matrix: Prepared, color: HexColor | null, tone: Tone }} Layered a head; null: the only one, in the colours of weights
 *
 * @typedef {object} LinksLook
 * @property {Followed | null} followed
 * @property {{ top: number, height: number }} seen of the whole drawing, in CSS pixels
 * @property {{ query: string, key: string }} texts
 */

export const line = 26;
const headLine = 30;
/** The side of the square of a weight of 1. */
const square = 11;
const mostLines = 600;
/** Weights below this share of the largest have no line: nobody could see it. */
const leastSeen = 1 / 200;

/** @param {Prepared} matrix @returns {number} of the whole drawing */
export const linksHeight = ({ rows, columns }) => headLine + line * Math.max(rows, columns) + 8;

/** @param {number} index @returns {number} the middle of a token's line */
const middle = (index) => headLine + (index + 0.5) * line;

/**
 * @param {Layered[]} heads the chosen one first; all of the same tokens
 * @param {LinksLook} look
 * @param {number} width
 * @param {Measure} measure
 * @returns {DisplayList} of what is seen: its upper edge is at look.seen.top
 */
export function linksList(heads, { followed, seen, texts }, width, measure) {
  const [{ matrix: { rows, columns, rowWords, columnWords } }] = heads;
  const column = Math.min(170, width * 0.32);
  /** Between a token and the ends of its lines, for the shares of several heads. */
  const room = heads.length > 1 && followed ? square * heads.length + 4 : 0;
  const across = Math.min(width, 640);
  const [from, to] = [column, across - column];
  const inSight = (/** @type {number} */ index) => middle(index) > seen.top - line && middle(index) < seen.top + seen.height + line;
  const strongest = linksOf(heads, followed, inSight);
  /** @param {string[]} words @param {'query' | 'key'} side @returns {Item[]} */
  const side = (words, side) => words.flatMap((word, index) => {
    if (!inSight(index)) return [];
    const isFollowed = followed?.side === side && followed.index === index;
    const isQuery = side === 'query';
    const text = fitText(word, column - 22 - room, measure, 'label');
    return [
      ...isFollowed ? [/** @type {Item} */ ({ type: 'rect', x: isQuery ? 0 : to + 4, y: middle(index) - line / 2, width: column - 4, height: line, fill: 'highlight' })] : [],
      textItem(isQuery ? from - 12 - room : to + 12 + room, middle(index), text, isQuery ? 'right' : 'left', 'middle', isFollowed || !followed ? 'ink' : 'muted', 'label'),
      ...isFollowed || !followed ? [] : sharesAt(heads, followed, side, index, isQuery ? from - 6 - room : to + 8),
    ];
  });
  return {
    y: seen.top,
    width,
    height: seen.height,
    items: [
      ...strongest.map(({ row, column: key, share, stroke }) => /** @type {Item} */ ({
        type: 'curve', x1: from, y1: middle(row), x2: to, y2: middle(key), stroke, thickness: 0.6 + 3.4 * share,
        opacity: 0.15 + 0.85 * share, dashed: false, target: { kind: 'cell', row, column: key },
      })),
      ...side(rowWords.slice(0, rows), 'query'),
      ...side(columnWords.slice(0, columns), 'key'),
      textItem(from - 12, 4, texts.query, 'right'),
      textItem(to + 12, 4, texts.key, 'left'),
    ],
  };
}

/**
 * @param {Layered[]} heads
 * @param {Followed | null} followed
 * @param {(index: number) => boolean} inSight
 * @returns {{ row: number, column: number, share: number, stroke: HexColor | OnRamp }[]} the strongest last: it is drawn over the others
 */
function linksOf(heads, followed, inSight) {
  const links = heads.flatMap(({ matrix: { rows, columns, values, attended }, color, tone }) => {
    /** @type {{ row: number, column: number, share: number, stroke: HexColor | OnRamp }[]} */
    const found = [];
    const [firstRow, endRow] = followed?.side === 'query' ? [followed.index, followed.index + 1] : [0, rows];
    const [firstColumn, endColumn] = followed?.side === 'key' ? [followed.index, followed.index + 1] : [0, columns];
    for (let row = firstRow; row < endRow; row++) {
      for (let column = firstColumn; column < endColumn; column++) {
        const toned = tone.of(values[row * columns + column]);
        const share = Math.abs(toned);
        if (!(share >= leastSeen) || !attended[row * columns + column] || !(inSight(row) || inSight(column))) continue;
        found.push({ row, column, share, stroke: color ?? { ramp: toned, domain: tone.domain } });
      }
    }
    return found;
  });
  return links.sort((a, b) => a.share - b.share).slice(-mostLines);
}

/**
 * Small squares beside a token, one for each head, whose areas are the weights: colours that lines hide are read there.
 * @param {Layered[]} heads
 * @param {Followed} followed
 * @param {'query' | 'key'} side of the token
 * @param {number} index
 * @param {number} x where they begin
 * @returns {Item[]}
 */
function sharesAt(heads, followed, side, index, x) {
  if (side === followed.side || heads.length === 1) return [];
  return heads.flatMap(({ matrix: { columns, values }, color, tone }, order) => {
    const at = side === 'key' ? followed.index * columns + index : index * columns + followed.index;
    const size = Math.round(square * Math.sqrt(Math.abs(tone.of(values[at]))));
    if (size < 1 || !color) return [];
    const place = { x: x + (order + 0.5) * square - size / 2, y: middle(index) - size / 2 };
    return [/** @type {Item} */ ({ type: 'rect', ...place, width: size, height: size, fill: color })];
  });
}

/** @param {number} x @param {number} y in the whole drawing @param {number} width @param {Prepared} matrix @returns {Followed | null} */
export function tokenAt(x, y, width, { rows, columns }) {
  const index = Math.floor((y - headLine) / line);
  const side = x < Math.min(width, 640) / 2 ? 'query' : 'key';
  return index >= 0 && index < (side === 'query' ? rows : columns) ? { side, index } : null;
}
