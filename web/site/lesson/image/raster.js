/** Pictures as numbers: making a picture smaller, adding noise to it, and measuring how far two pictures differ. */

/**
 * @typedef {object} Raster a picture as a canvas holds it
 * @property {number} width
 * @property {number} height
 * @property {Uint8ClampedArray} data [height, width, 4]: red, green, blue, opacity, 0 to 255
 *
 * The picture that the section shows.
 * @typedef {object} Shown
 * @property {Raster} raster
 * @property {boolean} isOwn whether the reader brought it
 */

/** No side of a picture is longer than this: 128 x 128 pixels are 16,384 tokens. */
export const mostPixels = 128;

/**
 * The size of a picture that is made to fit: nothing is cut off, and nothing is made larger.
 * @param {number} width
 * @param {number} height
 * @param {number} [most] the length of the longer side, in pixels
 */
export function fittedSize(width, height, most = mostPixels) {
  const scale = Math.min(1, most / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * A smaller picture, each of its pixels the mean of the area that it covers. It is opaque.
 * @param {Raster} raster
 * @param {{ width: number, height: number }} size not larger than the picture
 * @returns {Raster}
 */
export function shrunk(raster, { width, height }) {
  const data = new Uint8ClampedArray(4 * width * height);
  const columns = coverage(raster.width, width);
  const rows = coverage(raster.height, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sum = [0, 0, 0];
      for (const { at: row, share: down } of rows[y]) {
        for (const { at: column, share: across } of columns[x]) {
          const from = 4 * (row * raster.width + column);
          for (let c = 0; c < 3; c++) sum[c] += down * across * raster.data[from + c];
        }
      }
      data.set([...sum, 255], 4 * (y * width + x));
    }
  }
  return { width, height, data };
}

/**
 * @param {number} from length before
 * @param {number} to length after
 * @returns {{ at: number, share: number }[][]} for each new place, the old places that it covers; shares add up to 1
 */
function coverage(from, to) {
  const step = from / to;
  return Array.from({ length: to }, (_, index) => {
    const [start, end] = [index * step, Math.min(from, (index + 1) * step)];
    const covered = [];
    for (let at = Math.floor(start); at < end; at++) {
      const share = (Math.min(end, at + 1) - Math.max(start, at)) / step;
      if (share > 1e-9) covered.push({ at, share });
    }
    return covered;
  });
}

/**
 * A picture with Gaussian noise on each colour of each pixel, cut and rounded to what a picture can hold. The same seed
 * gives the same noise.
 * @param {Raster} raster
 * @param {number} deviation standard deviation, of 255
 * @param {number} [seed]
 * @returns {Raster}
 */
export function noisy({ width, height, data }, deviation, seed = 1) {
  const normal = normalNumbers(seed);
  return { width, height, data: data.map((value, index) => (index % 4 === 3 ? 255 : value + deviation * normal())) };
}

/**
 * Normally distributed numbers with mean 0 and deviation 1: Box and Muller, A Note on the Generation of Random Normal Deviates, 1958.
 * @param {number} seed
 */
function normalNumbers(seed) {
  const uniform = uniformNumbers(seed);
  let spare = NaN;
  return () => {
    if (!Number.isNaN(spare)) {
      const number = spare;
      spare = NaN;
      return number;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Numbers in [0, 1): a Weyl sequence through the 32-bit finaliser of MurmurHash3. @param {number} seed */
function uniformNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let bits = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
  };
}

/**
 * The peak signal-to-noise ratio, 10 log10(255^2 / mean squared difference), over all colours of all pixels.
 * @param {Raster} raster
 * @param {Raster} clean of the same size
 * @returns {number} decibels; Infinity if the pictures are equal
 */
export function peakSignalToNoise(raster, clean) {
  let sum = 0;
  for (let i = 0; i < clean.data.length; i++) if (i % 4 < 3) sum += (raster.data[i] - clean.data[i]) ** 2;
  return 10 * Math.log10((255 ** 2 * clean.width * clean.height * 3) / sum);
}

/**
 * A picture whose pixels are more transparent the smaller their weight is.
 * @param {Raster} raster
 * @param {(pixel: number) => number} weightOf gives the weight of a pixel, from 0 to 1
 * @returns {Raster}
 */
export function veiled({ width, height, data }, weightOf) {
  const veiledData = data.slice();
  for (let pixel = 0; pixel < width * height; pixel++) {
    veiledData[4 * pixel + 3] = 255 * (leastOpacity + (1 - leastOpacity) * weightOf(pixel));
  }
  return { width, height, data: veiledData };
}

/** A pixel of weight 0 keeps this much opacity, so that one can still see what is there. */
const leastOpacity = 0.1;
