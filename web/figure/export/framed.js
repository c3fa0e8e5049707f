/** A drawing as it goes into a file: cut to what is drawn, with a margin around it and the caption below. */

import { textItem } from '../items.js';
import { fontOf } from '../theme.js';

/**
 * @import { Box, DisplayList, Item, Measure, TextItem } from '../display-list.js'
 * @import { Theme } from '../theme.js'
 *
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Edges
 */

/** Around what is drawn: another font than here may be a little wider. */
const margin = 12;

const captionLine = 21;

/** A caption below a narrow drawing is wider than that. */
const leastCaption = 360;

/** Words, and signs that may stand at the end of a line each: Chinese and Japanese ones, with the stops after them. */
const pieces = /\s+|[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef][、。〉》」』】！）：；？，．”’…]*|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+/gu;

/**
 * @param {DisplayList} list
 * @param {string} caption '': none
 * @param {Theme} theme
 * @param {Measure} measure
 * @returns {DisplayList} with all items where they were; its left and upper edge may be elsewhere than at 0
 */
export function framed(list, caption, theme, measure) {
  const edges = joined(list.items.flatMap((item) => edgesOf(item, theme, measure) ?? []));
  const width = Math.max(edges.right - edges.left, caption ? leastCaption : 0);
  const lines = linesOf(caption, width, (text) => measure(text, 'label'));
  const top = edges.bottom + margin;
  // Where keys go from right to left, the caption begins at the right too.
  const [x, align] = list.isMirrored ? /** @type {const} */ ([edges.right, 'right']) : /** @type {const} */ ([edges.left, 'left']);
  const written = lines.map((line, index) => textItem(x, top + index * captionLine, line, align, 'top', 'muted', 'label'));
  const whole = joined([edges, ...written.map((item) => textEdges(item, theme, measure))]);
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

/** @param {Edges[]} all at least one @returns {Edges} */
function joined(all) {
  return {
    left: Math.min(...all.map(({ left }) => left)),
    top: Math.min(...all.map(({ top }) => top)),
    right: Math.max(...all.map(({ right }) => right)),
    bottom: Math.max(...all.map(({ bottom }) => bottom)),
  };
}

/**
 * @param {Item} item
 * @param {Theme} theme
 * @param {Measure} measure
 * @returns {Edges | null} null: it is not seen
 */
function edgesOf(item, theme, measure) {
  switch (item.type) {
    case 'zone':
      return null;
    case 'text':
      return textEdges(item, theme, measure);
    case 'line': case 'curve': case 'arrow':
      return around([[item.x1, item.y1], [item.x2, item.y2]]);
    case 'circle':
      return boxEdges({ x: item.x - item.radius, y: item.y - item.radius, width: 2 * item.radius, height: 2 * item.radius });
    case 'polygon':
      return around(item.points);
    default:
      return boxEdges(item);
  }
}

/** @param {Box} box @returns {Edges} */
function boxEdges({ x, y, width, height }) {
  return { left: x, top: y, right: x + width, bottom: y + height };
}

/** @param {number[][]} points @returns {Edges} */
function around(points) {
  return joined(points.map(([x, y]) => boxEdges({ x, y, width: 0, height: 0 })));
}

/** @param {TextItem} item @param {Theme} theme @param {Measure} measure @returns {Edges} */
function textEdges({ text, font, x, y, align = 'left', baseline = 'middle', angle = 0 }, theme, measure) {
  const [width, height] = [measure(text, font), 1.2 * fontOf(theme, font).size];
  const left = { left: 0, center: -width / 2, right: -width }[align];
  const top = { top: 0, middle: -height / 2, bottom: -height }[baseline];
  const corners = [[left, top], [left + width, top], [left, top + height], [left + width, top + height]];
  return around(corners.map(([across, down]) => [
    x + across * Math.cos(angle) - down * Math.sin(angle),
    y + across * Math.sin(angle) + down * Math.cos(angle),
  ]));
}

/**
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure
 * @returns {string[]} lines that are no wider, but for a sign that is
 */
function linesOf(text, width, measure) {
  const lines = [''];
  const last = () => /** @type {string} */ (lines.at(-1));
  for (const piece of text.trim().match(pieces) ?? []) {
    const part = /^\s/.test(piece) ? ' ' : piece;
    const isRoom = measure((last() + part).trimEnd()) <= width;
    // A word that is too long for any line is broken where the line ends.
    const parts = isRoom || measure(part) <= width ? [part] : [...part];
    for (const each of parts) {
      if (measure((last() + each).trimEnd()) <= width || last() === '') lines[lines.length - 1] += each;
      else lines.push(each.trimStart());
    }
  }
  return lines.map((line) => line.trim()).filter(Boolean);
}
