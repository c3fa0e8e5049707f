/** Plays the sound or frames of it, marks what is heard, and stops when the reader says so. */

import { disable, whenPressed } from '../../../base/dom.js';
import { rate, spanOf } from './log-mel.js';
import { Player } from './player.js';

/** @import { Part } from './player.js' */

/** What is played alone is so loud; 1 is as loud as the sound itself. */
const loud = 0.9;
/** Of several frames the one with the smallest weight can still be heard. */
const quiet = 0.25;

export class Playback {
  #player = new Player();
  #stop;
  #failed;
  /** The number of samples of the sound. */
  #length = 0;

  /** @param {HTMLButtonElement} stop @param {() => void} failed called when the browser plays nothing */
  constructor(stop, failed) {
    this.#stop = stop;
    this.#failed = failed;
    whenPressed(stop, () => this.stop());
  }

  /** @param {Float32Array} samples the sound to play from now on */
  load(samples) {
    this.#length = samples.length;
    this.#player.load(samples);
  }

  stop() {
    this.#player.stop();
  }

  playAll() {
    this.#play([{ start: 0, seconds: this.#length / rate, loudness: loud }]);
  }

  /** @param {number} frame @param {number} around how many neighbours on each side belong to it @param {Element} [item] marked while it sounds */
  playFrame(frame, around, item) {
    this.#play([this.#partOf(frame, around, loud)], item && [item]);
  }

  /**
   * Plays frames, one after the other: the larger the weight, the louder.
   * @param {readonly number[]} frames the one with the largest weight first
   * @param {ArrayLike<number>} weights of all frames
   * @param {number} around how many neighbours on each side belong to a frame
   * @param {readonly Element[]} items marked while their frames sound
   */
  playFrames(frames, weights, around, items) {
    const most = weights[frames[0]];
    this.#play(frames.map((frame) => this.#partOf(frame, around, quiet + ((loud - quiet) * weights[frame]) / most)), items);
  }

  /** @param {number} frame @param {number} around @param {number} loudness @returns {Part} */
  #partOf(frame, around, loudness) {
    return { ...spanOf(frame, around, this.#length), loudness };
  }

  /** @param {readonly Part[]} parts @param {readonly Element[]} [items] marked while their parts sound */
  #play(parts, items = []) {
    disable(this.#stop, false);
    void this.#player.play(parts, (index) => {
      items.forEach((item, own) => item.toggleAttribute('data-playing', own === index));
      if (index === -1) disable(this.#stop, true);
    }).catch((error) => {
      console.info(error);
      this.#failed();
    });
  }
}
