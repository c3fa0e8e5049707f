/** Shows the sound and what its chosen frame attends to: the drawing, the fields, the sentences and the list of moments. */

import { element } from '../../../base/dom.js';
import { CanvasView } from '../../../draw/canvas-view.js';
import { formatNumber } from '../../../base/number-format.js';
import { entropyBits } from '../../../base/statistics.js';
import { filled } from '../../../base/filled.js';
import { part } from '../drawing/controls.js';
import { momentsOf, near, rowOf, strongestLag } from './attending.js';
import { Controls } from './controls.js';
import { secondsText } from './log-mel.js';
import { frameAt, soundList } from './picture.js';

/**
 * @import { live as en } from '../../../locales/lesson/sound-en.js'
 * @import { Attending } from './attending.js'
 * @import { SoundState } from './state.js'
 *
 * The sound that is shown, and what was computed from it.
 * @typedef {Attending & { samples: Float32Array, mel: Float64Array }} Shown
 *
 * @typedef {object} Actions
 * @property {(fields: Partial<SoundState>) => void} change called when the reader changes a field or chooses a frame
 * @property {(frame: number, item: HTMLElement) => void} play plays a moment of the list
 */

/** How many moments are listed. */
const listed = 5;

export class SoundView {
  #texts;
  #actions;
  #controls;
  #canvas;
  #drawing;
  #summary;
  #repeat;
  #list;
  #shown;
  #chosen = 0;
  /** The listed moments, the one with the largest weight first. @type {readonly number[]} */
  moments = [];

  /** @param {HTMLElement} root @param {typeof en} texts @param {Shown} shown @param {Actions} actions */
  constructor(root, texts, shown, actions) {
    this.#texts = texts;
    this.#actions = actions;
    this.#shown = shown;
    this.#controls = new Controls(root, texts, actions.change);
    this.#canvas = part(root, '#sound-canvas', HTMLCanvasElement);
    this.#summary = part(root, '#sound-summary', HTMLElement);
    this.#repeat = part(root, '#sound-repeat', HTMLElement);
    this.#list = part(root, '#sound-list', HTMLElement);
    this.#drawing = new CanvasView(this.#canvas, (width, measure) => (
      soundList({ ...this.#shown, chosen: this.#chosen, texts: texts.picture }, width, measure)));
    this.#canvas.addEventListener('pointerdown', (event) => this.#chooseAt(event));
  }

  /** What stands in the list, a moment each. */
  get items() {
    return [...this.#list.children];
  }

  /** @param {Shown} shown @param {Readonly<SoundState>} state */
  show(shown, state) {
    const { frame } = state;
    const row = rowOf(shown, frame);
    this.#shown = shown;
    this.#chosen = frame;
    this.moments = momentsOf(row, listed);
    this.#controls.show(state, shown.frames);
    this.#summarize(row);
    this.#list.replaceChildren(...this.moments.map((moment) => this.#item(moment, row)));
    this.#list.firstElementChild?.setAttribute('data-most', '');
    this.#drawing.draw();
  }

  /** Says when the sound repeats itself. @param {Shown} shown @param {boolean} isTune whether it is the page's own */
  tellRepeat({ weights, frames }, isTune) {
    const texts = this.#texts;
    const { lag, mean } = strongestLag(weights, frames);
    this.#repeat.textContent = frames > 3 * near
      ? filled(isTune ? texts.repeatTune : texts.repeat, { seconds: secondsText(lag), mean: formatNumber(mean), even: formatNumber(1 / frames), times: formatNumber(mean * frames, 1) })
      : '';
  }

  /** @param {PointerEvent} event */
  #chooseAt(event) {
    const { list } = this.#drawing;
    const frame = list && frameAt(list.width, this.#shown.frames, ...this.#drawing.placeOf(event));
    if (frame !== null) this.#actions.change({ frame });
  }

  /** @param {Float32Array} row the weights of the chosen frame */
  #summarize(row) {
    const [most] = this.moments;
    const summary = filled(this.#texts.summary, {
      seconds: secondsText(this.#chosen), other: secondsText(most), weight: formatNumber(row[most]),
      bits: formatNumber(entropyBits(row)), most: formatNumber(Math.log2(row.length)),
    });
    this.#summary.textContent = summary;
    this.#canvas.setAttribute('aria-label', `${this.#texts.canvas} ${summary}`);
  }

  /** @param {number} moment @param {Float32Array} row the weights of the chosen frame */
  #item(moment, row) {
    const texts = this.#texts;
    const seconds = secondsText(moment);
    const button = element('button', { type: 'button', 'aria-label': filled(texts.playOne, { seconds }) }, '▶');
    const item = element('li', { 'data-frame': moment },
      button,
      element('span', { class: 'sound-time' }, filled(texts.at, { seconds })),
      element('span', { class: 'sound-weight' }, formatNumber(row[moment])),
    );
    button.addEventListener('click', () => this.#actions.play(moment, item));
    item.style.setProperty('--share', String(row[moment] / row[this.moments[0]]));
    return item;
  }
}
