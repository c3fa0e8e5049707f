/** The fields of the section on sound: the frame, the temperature, the context, and whether near frames are left out. */

import { filled } from '../../../base/filled.js';
import { part } from '../drawing/controls.js';
import { secondsText } from './log-mel.js';
import { temperatures, wide } from './state.js';

/** @import { SoundState } from './state.js' */

export class Controls {
  #texts;
  #frame;
  #frameShown;
  #temperature;
  #temperatureShown;
  #wide;
  #near;

  /**
   * @param {HTMLElement} root
   * @param {typeof import('../../../locales/lesson/sound-en.js').live} texts
   * @param {(fields: Partial<SoundState>) => void} change called when the reader changes a field
   */
  constructor(root, texts, change) {
    this.#texts = texts;
    this.#frame = part(root, '#sound-frame', HTMLInputElement);
    this.#frameShown = part(root, '#sound-frame-shown', HTMLElement);
    this.#temperature = part(root, '#sound-temperature', HTMLInputElement);
    this.#temperatureShown = part(root, '#sound-temperature-shown', HTMLElement);
    this.#wide = part(root, '#sound-wide', HTMLInputElement);
    this.#near = part(root, '#sound-near', HTMLInputElement);
    this.#frame.addEventListener('input', () => change({ frame: Number(this.#frame.value) }));
    this.#temperature.addEventListener('input', () => change({ temperature: temperatures[Number(this.#temperature.value)] }));
    this.#wide.addEventListener('change', () => change({ around: this.#wide.checked ? wide : 0 }));
    this.#near.addEventListener('change', () => change({ skipsNear: this.#near.checked }));
  }

  /** @param {SoundState} state @param {number} frames of the sound */
  show({ frame, temperature, around, skipsNear }, frames) {
    const words = filled(this.#texts.frameValue, { frame: frame + 1, frames, seconds: secondsText(frame) });
    this.#frame.max = String(frames - 1);
    this.#frame.value = String(frame);
    this.#frame.setAttribute('aria-valuetext', words);
    this.#frameShown.textContent = words;
    this.#temperature.value = String(temperatures.indexOf(temperature));
    this.#temperature.setAttribute('aria-valuetext', String(temperature));
    this.#temperatureShown.textContent = String(temperature);
    this.#wide.checked = around !== 0;
    this.#near.checked = skipsNear;
  }
}
