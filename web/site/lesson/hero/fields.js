/** Fields for the hero's vectors, for readers who type numbers instead of dragging. */

import { element } from '../../../base/dom.js';
import { fieldText, isNumberStart, parseNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { handleName } from './handles.js';
import { reach, within, words } from './state.js';

/**
 * @import { HeroState, Vector } from './state.js'
 * @import { Move, Texts } from './handles.js'
 */

/**
 * @param {HTMLElement} root
 * @param {Texts} texts
 * @param {Move} move
 */
export function startFields(root, texts, move) {
  const box = /** @type {HTMLElement} */ (root.querySelector('.hero-fields'));
  const directions = [box.dataset.across ?? '', box.dataset.up ?? ''];
  /** @type {HeroState} */
  let state;
  /** @param {number} index @returns {Vector} */
  const vectorOf = (index) => (index < 0 ? state.query : state.words[index]);

  const rows = [-1, ...words.keys()].map((index) => {
    const name = handleName(index, texts);
    const message = element('p', { class: 'field-message', role: 'status' });
    const inputs = directions.map((direction, axis) => {
      const input = element('input', { inputmode: 'decimal', autocomplete: 'off', 'aria-label': `${name}, ${direction}` });
      input.addEventListener('input', () => read(input, index, axis, message));
      input.addEventListener('keydown', (event) => {
        const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
        if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        const next = [...vectorOf(index)];
        next[axis] += way * (event.shiftKey ? 0.5 : 0.1);
        move(index, within(next));
        settle(input, message);
        input.value = fieldText(vectorOf(index)[axis]);
      });
      input.addEventListener('blur', () => {
        settle(input, message);
        input.value = fieldText(vectorOf(index)[axis]);
      });
      return input;
    });
    box.append(element('div', { class: 'hero-field' }, element('span', { class: 'vector-name' }, name), ...inputs.map((input, axis) => (
      element('label', {}, element('span', { class: 'note' }, directions[axis]), input))), message));
    return { index, inputs };
  });

  /**
   * @param {HTMLInputElement} input
   * @param {number} index
   * @param {number} axis
   * @param {HTMLElement} message
   */
  function read(input, index, axis, message) {
    const value = parseNumber(input.value);
    const [low, high] = axis === 0 ? reach.x : reach.y;
    settle(input, message);
    if (Number.isNaN(value)) {
      if (isNumberStart(input.value)) return;
      refuse(input, message, texts.notNumber);
    } else if (value < low || value > high) {
      refuse(input, message, filled(texts.outside, { low: fieldText(low), high: fieldText(high) }));
    } else {
      const next = [...vectorOf(index)];
      next[axis] = value;
      move(index, within(next));
    }
  }

  return {
    /** @param {HeroState} next */
    show(next) {
      state = next;
      for (const { index, inputs } of rows) {
        inputs.forEach((input, axis) => {
          // The field in which the reader is typing keeps its text.
          if (input !== document.activeElement) input.value = fieldText(vectorOf(index)[axis]);
        });
      }
    },
  };
}

/** @param {HTMLInputElement} input @param {HTMLElement} message */
function settle(input, message) {
  input.removeAttribute('aria-invalid');
  message.textContent = '';
}

/** @param {HTMLInputElement} input @param {HTMLElement} message @param {string} words */
function refuse(input, message, words) {
  input.setAttribute('aria-invalid', 'true');
  message.textContent = words;
}
