/** The picture that the page draws: a house at dusk, with many things that look alike. */

import { atOnce } from '../../../base/steps.js';

/**
 * @import { Raster } from './raster.js'
 *
 * @typedef {readonly [number, number, number]} Color red, green and blue, 0 to 255
 */

const side = 128;

/** Each pixel is the mean of this many points across and down, so that slanted edges look smooth. */
const samples = 3;

/** @returns {Raster} 128 x 128 pixels, the same everywhere */
export const drawnScene = () => atOnce(drawingScene());

/** @returns {Generator<number, Raster>} yields the number of each row that is done, and returns the same picture */
export function* drawingScene() {
  const data = new Uint8ClampedArray(4 * side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const sum = [0, 0, 0];
      for (let point = 0; point < samples ** 2; point++) {
        const dx = ((point % samples) + 0.5) / samples;
        const dy = (Math.floor(point / samples) + 0.5) / samples;
        colorAt(x + dx, y + dy).forEach((value, c) => (sum[c] += value / samples ** 2));
      }
      data.set([...sum, 255], 4 * (y * side + x));
    }
    yield y;
  }
  return { width: side, height: side, data };
}

/** The things in front are asked first. @param {number} x @param {number} y @returns {Color} */
function colorAt(x, y) {
  return fence(x, y) ?? tree(x, y) ?? house(x, y) ?? roof(x, y) ?? (y > 104 ? grass(x, y) : sky(x, y));
}

/** The pickets, one every 8 pixels. @param {number} x @param {number} y @returns {Color | undefined} */
function fence(x, y) {
  const across = x % 8;
  const top = 96 + Math.abs(across - 3);
  if (across > 1 && across < 5 && y > top && y < 120) return [236, 232, 220];
  if ((y > 101 && y < 103) || (y > 113 && y < 115)) return [198, 192, 178];
  return undefined;
}

/** @param {number} x @param {number} y @returns {Color | undefined} */
function tree(x, y) {
  if (Math.hypot(x - 112, y - 66) < 15) {
    const isLeaf = Math.hypot((x % 8) - 4, ((y + 4 * (Math.floor(x / 8) % 2)) % 8) - 4) < 2.7;
    return isLeaf ? [152, 188, 84] : [28, 66, 40];
  }
  return x > 109 && x < 115 && y > 66 && y < 106 ? [92, 66, 48] : undefined;
}

/** @type {readonly Color[]} */
const panes = [[250, 214, 120], [52, 66, 92], [250, 214, 120], [52, 66, 92], [250, 214, 120], [250, 214, 120]];

/** A brick wall with two rows of three windows. @param {number} x @param {number} y @returns {Color | undefined} */
function house(x, y) {
  if (x < 16 || x > 96 || y < 40 || y > 106) return undefined;
  const [across, down] = [(x - 16) % 24, (y - 40) % 24];
  const isWindow = across > 8 && down > 8 && x < 88 && y < 88;
  if (!isWindow) {
    const isMortar = y % 4 < 1 || (x + 4 * (Math.floor(y / 4) % 2)) % 8 < 1;
    return isMortar ? [222, 194, 172] : [164, 80, 60];
  }
  const [left, top] = [across - 8, down - 8];
  const isFrame = left < 2 || left > 14 || top < 2 || top > 14 || Math.abs(left - 8) < 1 || Math.abs(top - 8) < 1;
  return isFrame ? [240, 236, 226] : panes[3 * Number(y > 64) + Math.floor((x - 16) / 24)];
}

/** @param {number} x @param {number} y @returns {Color | undefined} */
function roof(x, y) {
  if (y > 40 || y < 12 || Math.abs(x - 56) > (y - 12) * (48 / 28)) return undefined;
  const isGap = y % 4 < 1 || (x + 4 * (Math.floor(y / 4) % 2)) % 8 < 1;
  return isGap ? [58, 30, 40] : [176, 100, 92];
}

/** @param {number} x @param {number} y @returns {Color} */
function grass(x, y) {
  return (x + 2 * y) % 8 < 3 ? [126, 164, 76] : [48, 92, 46];
}

/** @param {number} x @param {number} y @returns {Color} */
function sky(x, y) {
  if (Math.hypot(x - 106, y - 22) < 11) return [255, 246, 220];
  const share = Math.min(1, y / 104);
  return [40 + 206 * share, 62 + 122 * share, 118 + 30 * share];
}
