/** Words beside points: each where it covers no other word and no dot, and the fewest lines; or nowhere. */

/**
 * @import { Box, Ends, Item, Measure, Point } from '../display-list.js'
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
      return { type: 'text', x, y, text, font: 'label', fill, align: 'center', baseline: 'middle', hasHalo: true };
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
  return box.x >= whole.x && box.y >= whole.y
    && box.x + box.width <= whole.x + whole.width && box.y + box.height <= whole.y + whole.height;
}

/**
 * @param {Box} a
 * @param {Box} b
 */
function overlaps(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/**
 * By the separating axes of a box and a line: the box's own two and the line's normal.
 * @param {Ends} line
 * @param {Box} box
 */
function crosses({ x1, y1, x2, y2 }, { x, y, width, height }) {
  if (Math.max(x1, x2) < x || Math.min(x1, x2) > x + width || Math.max(y1, y2) < y || Math.min(y1, y2) > y + height) return false;
  const [across, down] = [x2 - x1, y2 - y1];
  const away = across * (y + height / 2 - y1) - down * (x + width / 2 - x1);
  return Math.abs(away) <= (Math.abs(across) * height + Math.abs(down) * width) / 2;
}
