/** Radio buttons with the words of the sentence, to choose the one that attends. */

import { element, uniqueId } from '../../base/dom.js';

export class TokenPicker {
  #place;
  #choose;
  #name = uniqueId('token');
  #built = '';

  /**
   * @param {HTMLElement} place a fieldset
   * @param {(index: number) => void} choose
   */
  constructor(place, choose) {
    this.#place = element('div', { class: 'tokens' });
    this.#choose = choose;
    place.append(this.#place);
  }

  /**
   * @param {string[]} tokens
   * @param {number} chosen
   */
  show(tokens, chosen) {
    const built = JSON.stringify(tokens);
    if (built !== this.#built) {
      this.#built = built;
      this.#place.replaceChildren(...tokens.map((token, index) => this.#token(token, index)));
    }
    const input = this.#place.querySelectorAll('input')[chosen];
    if (input) input.checked = true;
  }

  /**
   * @param {string} token
   * @param {number} index
   */
  #token(token, index) {
    const input = element('input', { type: 'radio', name: this.#name, value: index });
    input.addEventListener('change', () => this.#choose(index));
    return element('label', { class: 'token' }, input, element('span', {}, token));
  }
}
