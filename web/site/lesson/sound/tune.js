/** A tune that everyone knows, played by the page: Frère Jacques, each phrase twice. */

import { atOnce } from '../../../base/steps.js';
import { hop, rate } from './log-mel.js';

/** The length of a beat in samples: a whole number of hops, so that a phrase that is played again gives the same frames again. */
const beat = 6 * hop;

/** The notes: semitones above middle C, and beats. @type {readonly (readonly [tone: number, beats: number])[][]} */
const phrases = [
  [[0, 1], [2, 1], [4, 1], [0, 1]],
  [[4, 1], [5, 1], [7, 2]],
  [[7, 0.5], [9, 0.5], [7, 0.5], [5, 0.5], [4, 1], [0, 1]],
  [[0, 1], [-5, 1], [0, 2]],
];

/** The time from a phrase to its repeat, in seconds. */
export const phraseSeconds = (4 * beat) / rate;

const middleC = 440 * 2 ** (-9 / 12);
/** The strength of each overtone. */
const overtones = [1, 0.45, 0.2, 0.08];
const rise = 0.012;
const fall = 0.35;

const notes = phrases.flatMap((phrase) => [...phrase, ...phrase]);

/** The length of the whole tune in samples. */
export const tuneLength = notes.reduce((sum, [, beats]) => sum + beats * beat, 0) + hop;

/** @returns {Float32Array} samples from -1 to 1 */
export const tune = () => atOnce(playing());

/** @returns {Generator<number, Float32Array>} yields how many samples are done after each note, and returns all of them */
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
