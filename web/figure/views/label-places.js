/** Words beside points: each where it covers nothing that stands there already, or nowhere. */

/**
 * @import { Box, Item, Measure, Point } from '../display-list.js'
 *
 * @typedef {object} PointLabel
 * @property {Point} at
 * @property {string} text
 * @property {Point} away the direction it should stand in, if it can
 * @property {number} clear the radius around the point to keep clear of
 * @property {'ink' | 'muted' | 'printed'} fill
 */

const lineHeight = 18;
const directions = Array.from({ length: 8 }, (_, index) => (index * Math.PI) / 4);

/**
 * @param {PointLabel[]} labels the most important first: it has the first choice
 * @param {Box[]} taken boxes to keep clear of
 * @param {Box} within
 * @param {Measure} measure
 * @returns {Item[]}
 */
export function placedLabels(labels, taken, within, measure) {
  const boxes = [...taken];
  return labels.flatMap(({ at, text, away, clear, fill }) => {
    const width = measure(text, 'label') + 4;
    const wanted = Math.atan2(away[1], away[0]);
    const places = directions.map((turn, index) => {
      // To one side and the other, further and further from what is wanted.
      const angle = wanted + (index % 2 ? 1 : -1) * directions[Math.ceil(index / 2)];
      const [across, down] = [Math.cos(angle), Math.sin(angle)];
      return {
        x: at[0] + across * (clear + width / 2) - width / 2,
        y: at[1] + down * (clear + lineHeight / 2) - lineHeight / 2,
        width,
        height: lineHeight,
      };
    });
    const place = places.find((box) => isWithin(box, within) && !boxes.some((other) => overlaps(box, other)));
    if (!place) return [];
    boxes.push(place);
    return {
      type: 'text',
      x: place.x + width / 2,
      y: place.y + lineHeight / 2,
      text,
      font: 'label',
      fill,
      align: 'center',
      baseline: 'middle',
    };
  });
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
