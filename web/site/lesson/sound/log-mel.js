/**
 * Sound as tokens: the logarithm of the energy in bands that are as wide as the ear hears them, frame by frame (Davis and
 * Mermelstein, Comparison of parametric representations for monosyllabic word recognition, 1980).
 */

import { fft } from 'fourier-transform';
import { atOnce } from '../../../base/steps.js';

/** Samples per second. */
export const rate = 16000;
/** The number of samples in a frame, and from the beginning of one frame to that of the next. */
export const frameLength = 2048;
export const hop = 1024;
/** The number of mel bands, and where they begin and end, in hertz. */
export const bands = 40;
const lowest = 60;
const highest = 7600;
/** This is added to each energy, so that the logarithm of silence is finite and noise in the last bit makes no difference. */
const floor = 1e-4;

/** Hann's window. */
const window = Float64Array.from({ length: frameLength }, (_, sample) => 0.5 - 0.5 * Math.cos((2 * Math.PI * sample) / frameLength));

/** The mel scale in hertz and back (O'Shaughnessy, Speech Communication, 1987). */
const melOf = (/** @type {number} */ hertz) => 2595 * Math.log10(1 + hertz / 700);
const hertzOf = (/** @type {number} */ mel) => 700 * (10 ** (mel / 2595) - 1);

/** Triangles that overlap by half: each rises from the middle of the one before it. */
const filters = makeFilters();

function makeFilters() {
  const [from, to] = [melOf(lowest), melOf(highest)];
  const edges = Array.from({ length: bands + 2 }, (_, edge) => (hertzOf(from + ((to - from) * edge) / (bands + 1)) * frameLength) / rate);
  return Array.from({ length: bands }, (_, band) => {
    const [left, middle, right] = edges.slice(band, band + 3);
    const first = Math.ceil(left);
    const weights = Float64Array.from({ length: Math.floor(right) - first + 1 }, (_, index) => {
      const bin = first + index;
      return Math.max(0, bin <= middle ? (bin - left) / (middle - left) : (right - bin) / (right - middle));
    });
    return { first, weights };
  });
}

/** @param {number} samples @returns {number} how many frames fit into this number of samples */
export const framesIn = (samples) => Math.max(0, Math.floor((samples - frameLength) / hop) + 1);

/** @param {number} frame @returns {number} where the frame begins, in seconds */
export const secondsAt = (frame) => (frame * hop) / rate;

/** @param {number} frame */
export const secondsText = (frame) => secondsAt(frame).toFixed(2);

/**
 * The part of a sound that the token of a frame covers.
 * @param {number} frame
 * @param {number} around how many neighbours on each side belong to the token
 * @param {number} samples of the sound
 * @returns {{ start: number, seconds: number }}
 */
export function spanOf(frame, around, samples) {
  const start = Math.max(0, secondsAt(frame - around));
  const end = Math.min(samples / rate, secondsAt(frame + around) + frameLength / rate);
  return { start, seconds: end - start };
}

/**
 * @param {Float32Array} samples from -1 to 1
 * @returns {Float64Array} [frames, bands]
 */
export const logMel = (samples) => atOnce(listening(samples));

/**
 * @param {Float32Array} samples from -1 to 1
 * @returns {Generator<number, Float64Array>} yields the number of frames done so far and returns [frames, bands]
 */
export function* listening(samples) {
  const frames = framesIn(samples.length);
  const result = new Float64Array(frames * bands);
  const windowed = new Float64Array(frameLength);
  for (let frame = 0; frame < frames; frame++) {
    for (let sample = 0; sample < frameLength; sample++) windowed[sample] = samples[frame * hop + sample] * window[sample];
    const [real, imaginary] = fft(windowed);
    filters.forEach(({ first, weights }, band) => {
      let energy = floor;
      weights.forEach((weight, index) => {
        const bin = first + index;
        energy += weight * (real[bin] ** 2 + imaginary[bin] ** 2);
      });
      result[frame * bands + band] = Math.log(energy);
    });
    yield frame;
  }
  return result;
}

/**
 * The tokens: each frame together with its neighbours on both sides, less the mean of each band, since what is the same all
 * the time says nothing.
 * @param {Float64Array} mel [frames, bands]
 * @param {number} around how many neighbours on each side; outside of the sound there are zeros
 * @returns {{ data: Float32Array, shape: [frames: number, components: number] }}
 */
export function tokensOf(mel, around) {
  const frames = mel.length / bands;
  const means = new Float64Array(bands);
  for (let index = 0; index < mel.length; index++) means[index % bands] += mel[index] / frames;
  const components = (2 * around + 1) * bands;
  const data = new Float32Array(frames * components);
  for (let frame = 0; frame < frames; frame++) {
    for (let place = -around; place <= around; place++) {
      const other = frame + place;
      if (other < 0 || other >= frames) continue;
      for (let band = 0; band < bands; band++) {
        data[frame * components + (place + around) * bands + band] = mel[other * bands + band] - means[band];
      }
    }
  }
  return { data, shape: [frames, components] };
}
