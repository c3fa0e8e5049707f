/** A tune that everyone knows, played by the page: Frère Jacques, each phrase twice. */

import { atOnce } from '../../../base/steps.js';
import { hop, rate } from './log-mel.js';

/** Samples of a beat: whole frames, so that a phrase sung again gives the same frames again. */
const beat = 6 * hop;

/** Half tones from the middle C, and beats. @type {readonly (readonly [tone: number, beats: number])[][]} */
const phrases = [
  [[0, 1], [2, 1], [4, 1], [0, 1]],
  [[4, 1], [5, 1], [7, 2]],
  [[7, 0.5], [9, 0.5], [7, 0.5], [5, 0.5], [4, 1], [0, 1]],
  [[0, 1], [-5, 1], [0, 2]],
];

/** Seconds from a phrase to its repeat. */
export const phraseSeconds = (4 * beat) / rate;

const middleC = 440 * 2 ** (-9 / 12);
/** The overtones, by their strength. */
const overtones = [1, 0.45, 0.2, 0.08];
const rise = 0.012;
const fall = 0.35;

const notes = phrases.flatMap((phrase) => [...phrase, ...phrase]);

/** Samples of the whole tune. */
export const tuneLength = notes.reduce((sum, [, beats]) => sum + beats * beat, 0) + hop;

/** @returns {Float32Array} samples from -1 to 1 */
export const tune = () => atOnce(playing());

/** @returns {Generator<number, Float32Array>} gives the samples that are done after each note, at last all of them */
export function* playing() {
  const samples = new Float32Array(tuneLength);
  let start = 0;
  for (const [tone, beats] of notes) {
    const length = beats * beat;
    const hertz = middleC * 2 ** (tone / 12);
    for (let sample = 0; sample < length; sample++) {
      const time = sample / rate;
      const end = (length - sample) / rate;
      const loudness = 0.4 * Math.min(1, time / rise, end / rise) * Math.exp(-time / fall);
      samples[start + sample] = loudness * overtones.reduce((sum, part, index) => sum + part * Math.sin(2 * Math.PI * hertz * (index + 1) * time), 0);
    }
    start += length;
    yield start;
  }
  return samples;
}
