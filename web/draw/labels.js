/** Words along an axis: level where they fit, slanted where not, every so many where it is crowded. */

import { textItem } from './items.js';

/** @import { FontRole, Item, Measure } from './display-list.js' */

const longest = 96;
const lineHeight = 18;
const slant = Math.PI / 4;

/**
 * Chooses which of many labels are written: every so many that they keep apart, and in any case the strong
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
  // A word that is too long is cut to nearly the longest that there is.
  return words.reduce((width, word) => Math.min(longest, Math.max(width, measure(word, 'label'))), 0);
}

/**
 * Measures how much room words take along an axis with slots of a width.
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
  const isAbove = side === 'above';
  // Lines at this slant are as far apart as they are high where they start 1 / sin(slant) further.
  const isWritten = spacedOut(words.length, slot, slanted ? 0.9 * lineHeight / Math.sin(slant) : 0, strong);
  return words.flatMap((word, index) => {
    const at = index + 0.5 - part.column;
    if (at < 0 || at >= part.columns || !isWritten(index)) return [];
    const x = left + slot * at;
    const room = slanted ? Math.min(longest, (isAbove ? end - x : x) / Math.cos(slant) - lineHeight / 2) : longest;
    const text = fitText(word, room, measure, 'label');
    const fill = index === strong ? 'ink' : 'muted';
    if (!slanted) return textItem(x, isAbove ? y - 6 : y + 6, text, 'center', isAbove ? 'bottom' : 'top', fill, 'label');
    // Below, a slanted word at the left keeps clear of the axis' lowest number.
    const item = textItem(x, isAbove ? y - 6 : y + 11, text, isAbove ? 'left' : 'right', 'middle', fill, 'label');
    return { ...item, angle: -slant };
  });
}

/**
 * Words down one side of a plot.
 * @param {object} side
 * @param {string[]} side.words
 * @param {number} side.x where they begin or end
 * @param {number} side.top
 * @param {number} side.line
 * @param {'left' | 'right'} side.align
 * @param {number} side.room
 * @param {(number | undefined)[]} side.strong the labels to be set in ink; the first is written in any case
 * @param {{ row: number, rows: number }} [side.part] the rows that are seen, all of them without
 * @param {Measure} measure
 * @returns {Item[]}
 */
export function rowLabels(side, measure) {
  const { words, x, top, line, align, room, strong, part = { row: 0, rows: words.length } } = side;
  // Lines this high have room for all words; where some are left out, the rest stands apart.
  const isWritten = spacedOut(words.length, line, line < 14 ? lineHeight : 0, strong[0]);
  return words.flatMap((word, index) => {
    const at = index + 0.5 - part.row;
    if (at < 0 || at >= part.rows || !isWritten(index)) return [];
    const text = fitText(word, room, measure, 'label');
    return textItem(x, top + line * at, text, align, 'middle', strong.includes(index) ? 'ink' : 'muted', 'label');
  });
}
