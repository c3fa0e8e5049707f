/** Words along an axis: level where they fit, slanted where not, every so many where it is crowded. */

/** @import { FontRole, Item, Measure } from './display-list.js' */

const longest = 96;
const lineHeight = 18;
const slant = Math.PI / 4;

/**
 * Which of many labels are written: every so many that they keep apart, and in any case the strong
 * one, before which its neighbours give way.
 * @param {number} count
 * @param {number} slot
 * @param {number} apart the least distance
 * @param {number} [strong]
 * @returns {(index: number) => boolean}
 */
export function spacedOut(count, slot, apart, strong) {
  const every = Math.max(1, Math.ceil(apart / slot));
  return (index) => {
    if (index === strong) return true;
    const givesWay = strong !== undefined && strong < count && Math.abs(index - strong) < every;
    return index % every === 0 && !givesWay;
  };
}

/**
 * @param {string} text
 * @param {number} width
 * @param {Measure} measure
 * @param {FontRole} font
 * @returns {string} cut to the width, with an ellipsis where something is missing
 */
export function fitText(text, width, measure, font) {
  if (measure(text, font) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && measure(`${characters.join('')}…`, font) > width) {
    characters.pop();
  }
  return `${characters.join('')}…`;
}

/**
 * @param {string} text
 * @param {number} width
 * @param {Measure} measure
 * @param {FontRole} font
 * @returns {string[]} its lines, broken at spaces and between Chinese characters
 */
export function wrapText(text, width, measure, font) {
  const pieces = text.match(/[\p{scx=Han}，。；：（）]|[^\s\p{scx=Han}，。；：（）]+\s*|\s+/gu) ?? [];
  /** @type {string[]} */
  const lines = [];
  let line = '';
  for (const piece of pieces) {
    const isPunctuation = /^[，。；：）]$/.test(piece);
    if (line && !isPunctuation && measure((line + piece).trimEnd(), font) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

/**
 * @param {string[]} words
 * @param {Measure} measure
 * @returns {number} the width of the longest label
 */
export function labelWidth(words, measure) {
  let width = 0;
  for (const word of words) {
    // A word that is too long is cut to nearly the longest that there is: no need to look further.
    const own = measure(word, 'label');
    if (own > longest) return longest;
    if (own > width) width = own;
  }
  return width;
}

/**
 * How much room words take along an axis with slots of a width.
 * @param {number} width of the longest of them
 * @param {number} slot
 * @returns {{ slanted: boolean, height: number, overhang: number }}
 */
export function labelRoom(width, slot) {
  if (width <= slot - 4) return { slanted: false, height: lineHeight, overhang: 0 };
  const reach = width * Math.sin(slant);
  return { slanted: true, height: reach + lineHeight * 0.8, overhang: reach };
}

/**
 * @param {object} axis
 * @param {string[]} axis.words
 * @param {number} axis.left
 * @param {number} axis.slot
 * @param {number} axis.y the edge of the plot that the labels stand at
 * @param {'above' | 'below'} axis.side
 * @param {number} axis.end where the drawing ends at the right
 * @param {number} [axis.strong] the label to be set in ink
 * @param {{ column: number, columns: number }} [axis.part] the columns that are seen, all of them without
 * @param {Measure} measure
 * @returns {Item[]}
 */
export function columnLabels(axis, measure) {
  const { words, left, slot, y, side, end, strong, part = { column: 0, columns: words.length } } = axis;
  const { slanted } = labelRoom(labelWidth(words, measure), slot);
  // Lines at this slant are as far apart as they are high where they start 1 / sin(slant) further.
  const isWritten = spacedOut(words.length, slot, slanted ? 0.9 * lineHeight / Math.sin(slant) : 0, strong);
  /** @type {Item[]} */
  const items = [];
  for (let index = Math.ceil(part.column - 0.5); index < part.column + part.columns - 0.5; index++) {
    if (!isWritten(index)) continue;
    const middle = left + slot * (index - part.column + 0.5);
    const room = slanted ? (side === 'above' ? end - middle : middle) / Math.cos(slant) - lineHeight / 2 : longest;
    items.push({
      type: 'text',
      x: middle,
      // Below, a slanted word at the left keeps clear of the axis' lowest number.
      y: side === 'above' ? y - 6 : y + (slanted ? 11 : 6),
      text: fitText(words[index], Math.min(longest, room), measure, 'label'),
      font: 'label',
      fill: index === strong ? 'ink' : 'muted',
      ...(slanted
        ? { align: side === 'above' ? 'left' : 'right', baseline: 'middle', angle: -slant }
        : { align: 'center', baseline: side === 'above' ? 'bottom' : 'top' }),
    });
  }
  return items;
}
