// Non-local means in float64, written independently of the page: sums over all pairs, distances pixel by pixel.

/** @typedef {{ width: number, height: number, data: ArrayLike<number> }} Picture data is [height, width, 4], 0 to 255 */

/** @param {number} at @param {number} length */
function reflect(at, length) {
  if (length === 1) return 0;
  while (at < 0 || at >= length) at = at < 0 ? -at : 2 * (length - 1) - at;
  return at;
}

/** @param {Picture} picture @param {number} x @param {number} y */
function brightness({ width, height, data }, x, y) {
  const at = 4 * (reflect(y, height) * width + reflect(x, width));
  return 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
}

/** @param {Picture} picture @returns {number[][]} of each pixel the 7 x 7 around it */
function windows(picture) {
  const { width, height } = picture;
  const result = [];
  for (let pixel = 0; pixel < width * height; pixel++) {
    const around = [];
    for (let dx = -3; dx <= 3; dx++) {
      for (let dy = -3; dy <= 3; dy++) around.push(brightness(picture, (pixel % width) + dx, Math.floor(pixel / width) + dy));
    }
    result.push(around);
  }
  return result;
}

/**
 * @param {number[][]} all
 * @param {number} height h
 * @param {number} pixel
 * @returns {number[]}
 */
function weigh(all, height, pixel) {
  const own = all[pixel];
  const exponentials = all.map((other) => {
    let distance = 0;
    for (let i = 0; i < 49; i++) distance += (own[i] - other[i]) ** 2;
    return Math.exp(-distance / (2 * height ** 2)); // The largest weight is exp(0), that of the pixel itself.
  });
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((value) => value / sum);
}

/** @param {Picture} noisy @param {number} height h @param {number} pixel */
export const weightsOfPixel = (noisy, height, pixel) => weigh(windows(noisy), height, pixel);

/**
 * @param {Picture} noisy
 * @param {number} height h
 * @param {number[]} [pixels] those that are wanted; the others stay as they are
 * @returns {{ width: number, height: number, data: Uint8ClampedArray }}
 */
export function meansOf(noisy, height, pixels = Array.from({ length: noisy.width * noisy.height }, (_, i) => i)) {
  const all = windows(noisy);
  const data = Uint8ClampedArray.from(noisy.data);
  for (const pixel of pixels) {
    const weights = weigh(all, height, pixel);
    for (let c = 0; c < 3; c++) data[4 * pixel + c] = weights.reduce((sum, weight, i) => sum + weight * noisy.data[4 * i + c], 0);
  }
  return { ...noisy, data };
}
