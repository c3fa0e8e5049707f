/** Words beside points: each where it covers no other word and no dot, and the fewest lines; or nowhere. */

import { isInside } from './geometry.js';
import { textItem } from './items.js';

/**
 * @import { Box, Ends, Item, Measure, Point } from './display-list.js'
 *
 * @typedef {object} PointLabel
 * @property {Point} at
 * @property {string[]} texts the first that finds a place is written
 * @property {Point} away the direction it should stand in, if it can
 * @property {number} clear the radius around the point to keep clear of
 * @property {'ink' | 'muted' | 'printed'} fill
 */

const lineHeight = 18;
const directions = Array.from({ length: 8 }, (_, index) => (index * Math.PI) / 4);

/**
 * @param {PointLabel[]} labels the most important first: it has the first choice
 * @param {Box[]} taken boxes to keep clear of
 * @param {Ends[]} lines better not covered
 * @param {Box} within
 * @param {Measure} measure
 * @returns {Item[]}
 */
export function placedLabels(labels, taken, lines, within, measure) {
  const boxes = [...taken];
  return labels.flatMap(({ at, texts, away, clear, fill }) => {
    for (const text of texts) {
      const free = placesAround(at, away, clear, measure(text, 'label') + 4)
        .filter((box) => isWithin(box, within) && !boxes.some((other) => overlaps(box, other)));
      if (free.length === 0) continue;
      const covered = free.map((box) => lines.filter((line) => crosses(line, box)).length);
      const place = free[covered.indexOf(Math.min(...covered))];
      boxes.push(place);
      const [x, y] = [place.x + place.width / 2, place.y + lineHeight / 2];
      return { ...textItem(x, y, text, 'center', 'middle', fill, 'label'), hasHalo: true };
    }
    return [];
  });
}

/**
 * @param {Point} at
 * @param {Point} away
 * @param {number} clear
 * @param {number} width
 * @returns {Box[]} near ones first, and of those the ones in the direction that is wanted
 */
function placesAround(at, away, clear, width) {
  const wanted = Math.atan2(away[1], away[0]);
  return [clear, clear + lineHeight].flatMap((distance) => directions.map((_, index) => {
    // To one side and the other, further and further from what is wanted.
    const angle = wanted + (index % 2 ? 1 : -1) * directions[Math.ceil(index / 2)];
    return {
      x: at[0] + Math.cos(angle) * (distance + width / 2) - width / 2,
      y: at[1] + Math.sin(angle) * (distance + lineHeight / 2) - lineHeight / 2,
      width,
      height: lineHeight,
    };
  }));
}

/**
 * @param {Box} box
 * @param {Box} whole
 */
function isWithin(box, whole) {
  return [0, 1].every((end) => isInside(whole, box.x + end * box.width, box.y + end * box.height));
}

/**
 * @param {Box} a
 * @param {Box} b
 */
function overlaps(a, b) {
  const sum = { x: a.x - b.width, y: a.y - b.height, width: a.width + b.width, height: a.height + b.height };
  return isInside(sum, b.x, b.y);
}

/**
 * Tests the separating axes of a box and a line: the box's own two and the line's normal.
 * @param {Ends} line
 * @param {Box} box
 */
function crosses({ x1, y1, x2, y2 }, { x, y, width, height }) {
  const [across, down] = [x2 - x1, y2 - y1];
  const around = { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(across), height: Math.abs(down) };
  if (!overlaps(around, { x, y, width, height })) return false;
  const away = across * (y + height / 2 - y1) - down * (x + width / 2 - x1);
  return Math.abs(away) <= (Math.abs(across) * height + Math.abs(down) * width) / 2;
}
