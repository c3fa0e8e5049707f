/** Buttons that do what arrow keys do, for fingers: cells are often smaller than one. */

import { element } from '../dom.js';

/** @import { Text, TextKey } from './texts.js' */

/** @type {[key: string, label: TextKey, sign: string][]} */
const steps = [
  ['ArrowUp', 'step.up', '↑'],
  ['ArrowDown', 'step.down', '↓'],
  ['ArrowLeft', 'step.left', '←'],
  ['ArrowRight', 'step.right', '→'],
];

export class Steppers {
  #place;
  #buttons;
  #derive;

  /**
   * @param {HTMLElement} place
   * @param {(key: string) => void} walk
   * @param {() => void} derive
   */
  constructor(place, walk, derive) {
    this.#place = place;
    this.#buttons = steps.map(([key, , sign]) => {
      const button = element('button', { type: 'button' }, sign);
      button.addEventListener('click', () => walk(key));
      return button;
    });
    this.#derive = element('button', { type: 'button', class: 'derive' });
    this.#derive.addEventListener('click', derive);
    place.append(...this.#buttons, this.#derive);
  }

  /**
   * @param {Text} text
   * @param {boolean} isPlane where vectors have their number fields
   */
  show(text, isPlane) {
    this.#place.setAttribute('aria-label', text('step.group'));
    this.#buttons.forEach((button, index) => {
      button.hidden = isPlane;
      button.setAttribute('aria-label', text(steps[index][1]));
    });
    this.#derive.textContent = text('step.derivation');
  }
}
