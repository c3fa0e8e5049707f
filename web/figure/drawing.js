/** What all painters draw in the same way: arrow heads, dashes, hatches, and where a text's line stands. */

/** @import { ArrowItem, Point, TextItem } from './display-list.js' */

/** In CSS pixels, drawn and left out. */
export const dashes = [4, 3];

/** The width of a halo's stroke: half of it lies outside of the letters. */
export const haloWidth = 4;

/** From one line of a hatch to the next, along both axes. */
export const hatchGap = 5;

/**
 * @param {ArrowItem} arrow
 * @returns {{ shaft: Point, head: [tip: Point, left: Point, right: Point] }} shaft: where it ends, within the head
 */
export function arrowHead({ x1, y1, x2, y2, thickness }) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const long = Math.min(length, 6 + 2.5 * thickness);
  const [across, down] = length > 0 ? [(x2 - x1) / length, (y2 - y1) / length] : [0, 0];
  const [x, y] = [x2 - across * long, y2 - down * long];
  const half = 0.42 * long;
  return {
    shaft: [x2 - across * long * 0.7, y2 - down * long * 0.7],
    head: [
      [x2, y2],
      [x - down * half, y + across * half],
      [x + down * half, y - across * half],
    ],
  };
}

/**
 * From the place of a text to its baseline. Browsers disagree on where the top and the middle of a
 * font are, and SVG's readers more so: these shares of its size suit Latin and Chinese alike.
 * @param {TextItem['baseline']} baseline
 * @param {number} size
 */
export function baselineShift(baseline, size) {
  return { top: 0.9, middle: 0.36, bottom: -0.22 }[baseline ?? 'middle'] * size;
}

/** Hebrew, Arabic and all other letters that are written from right to left. */
export const rightToLeftLetter = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Whether a text runs from right to left: its first strong character decides, as in HTML's dir="auto".
 * @param {string} text
 */
export function rightToLeft(text) {
  const strong = /[\p{L}]/u.exec(text)?.[0] ?? '';
  return rightToLeftLetter.test(strong);
}
