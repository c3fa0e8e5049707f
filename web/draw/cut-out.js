/** A drawing as it goes into a file: cut to what is drawn, with a margin around it and the caption below. */

import { textItem } from './items.js';
import { fontOf } from './theme.js';

/**
 * @import { DisplayList, Item, Measure, TextItem } from './display-list.js'
 * @import { Theme } from './theme.js'
 *
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Edges
 */

/** A margin stands around what is drawn: another font than here may be a little wider. */
const margin = 12;

const captionLine = 21;

/** A caption below a narrow drawing is wider than that. */
const leastCaption = 360;

/** A line may end after blanks, and beside Chinese and Japanese signs, but before no stop. */
const ends = /(?<= )|(?<=[\u2e80-\u9fff\uff00-\uffef])(?![、。〉》」』】！）：；？，．”’…])|(?<![‘“（《「『【〈])(?=[\u3040-\u30ff\u4e00-\u9fff])/;

/**
 * @param {DisplayList} list
 * @param {string} caption '': none
 * @param {Theme} theme
 * @param {Measure} measure
 * @returns {DisplayList} with all items where they were; its left and upper edge may be elsewhere than at 0
 */
export function cutOut(list, caption, theme, measure) {
  const points = list.items.flatMap((item) => outline(item, theme, measure));
  const edges = edgesOf(points);
  const width = Math.max(edges.right - edges.left, caption ? leastCaption : 0);
  const lines = linesOf(caption, width, (text) => measure(text, 'label'));
  const top = edges.bottom + margin;
  // Where keys go from right to left, the caption begins at the right too.
  const [x, align] = list.isMirrored ? /** @type {const} */ ([edges.right, 'right']) : /** @type {const} */ ([edges.left, 'left']);
  const written = lines.map((line, index) => textItem(x, top + index * captionLine, line, align, 'top', 'muted', 'label'));
  const whole = edgesOf([...points, ...written.flatMap((item) => textCorners(item, theme, measure))]);
  const [left, upper] = [Math.floor(whole.left) - margin, Math.floor(whole.top) - margin];
  return {
    ...list,
    items: [...list.items, ...written],
    x: left,
    y: upper,
    width: Math.ceil(whole.right) + margin - left,
    height: Math.ceil(whole.bottom) + margin - upper,
  };
}

/** @param {Iterable<number[]>} points at least one @returns {Edges} */
function edgesOf(points) {
  const edges = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x, y] of points) {
    edges.left = Math.min(edges.left, x);
    edges.top = Math.min(edges.top, y);
    edges.right = Math.max(edges.right, x);
    edges.bottom = Math.max(edges.bottom, y);
  }
  return edges;
}

/**
 * @param {Item} item
 * @param {Theme} theme
 * @param {Measure} measure
 * @returns {number[][]} points at its edges; none where it is not seen
 */
function outline(item, theme, measure) {
  if (item.type === 'zone') return [];
  if (item.type === 'text') return textCorners(item, theme, measure);
  if (item.type === 'polygon') return item.points;
  if (item.type === 'circle') return [[item.x - item.radius, item.y - item.radius], [item.x + item.radius, item.y + item.radius]];
  if ('x1' in item) return [[item.x1, item.y1], [item.x2, item.y2]];
  return [[item.x, item.y], [item.x + item.width, item.y + item.height]];
}

/** @param {TextItem} item @param {Theme} theme @param {Measure} measure @returns {number[][]} */
function textCorners({ text, font, x, y, align = 'left', baseline = 'middle', angle = 0 }, theme, measure) {
  const [width, height] = [measure(text, font), 1.2 * fontOf(theme, font).size];
  const left = { left: 0, center: -width / 2, right: -width }[align];
  const top = { top: 0, middle: -height / 2, bottom: -height }[baseline];
  const corners = [[left, top], [left + width, top], [left, top + height], [left + width, top + height]];
  return corners.map(([across, down]) => [
    x + across * Math.cos(angle) - down * Math.sin(angle),
    y + across * Math.sin(angle) + down * Math.cos(angle),
  ]);
}

/**
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure
 * @returns {string[]} lines that are no wider, but for a sign that is
 */
function linesOf(text, width, measure) {
  const lines = [''];
  /** @param {string} part */
  const fits = (part) => measure((lines[0] + part).trimEnd()) <= width;
  for (const piece of text.trim().replace(/\s+/g, ' ').split(ends)) {
    // A word that is too long for any line is broken where the line ends.
    for (const part of fits(piece) || measure(piece) <= width ? [piece] : piece) {
      if (fits(part) || lines[0] === '') lines[0] += part;
      else lines.unshift(part.trimStart());
    }
  }
  return lines.reverse().map((line) => line.trim()).filter(Boolean);
}
