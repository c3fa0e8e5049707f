/**
 * Buttons for fingers: on a screen without a mouse, buttons below the number being edited do what the
 * arrow keys do, and change its sign, since the number keyboards of phones often have no minus key.
 */

import { element } from '../../base/dom.js';
import { bindText } from './language.js';

/** @import { TextKey } from './language.js' */

/** @typedef {{ step: (by: number) => void, negate: () => void }} Steppable */

/** @type {WeakMap<Element, Steppable>} */
const fields = new WeakMap();

/** @type {[label: TextKey, sign: string, act: (field: Steppable) => void][]} */
const actions = [
  ['edit.less', '−0.1', (field) => field.step(-0.1)],
  ['edit.more', '+0.1', (field) => field.step(0.1)],
  ['edit.negate', '±', (field) => field.negate()],
];

/**
 * @param {HTMLInputElement} input
 * @param {Steppable} field
 * @param {() => HTMLElement} place gives the element for the buttons while the input has the focus
 */
export function offerSteps(input, field, place) {
  fields.set(input, field);
  input.addEventListener('focus', () => {
    if (matchMedia('(hover: none)').matches) place().prepend(buttons());
  });
  input.addEventListener('blur', () => shared?.remove());
}

/** The one row of buttons that all fields share. @type {HTMLElement | undefined} */
let shared;

function buttons() {
  shared ??= element('div', { class: 'buttons stepper' }, ...actions.map(([label, sign, act]) => button(label, sign, act)));
  return shared;
}

/**
 * @param {TextKey} label
 * @param {string} sign
 * @param {(field: Steppable) => void} act
 */
function button(label, sign, act) {
  const node = bindText(element('button', { type: 'button', tabindex: -1 }, sign), label, undefined, 'aria-label');
  // The field keeps the focus, and with it the keyboard on the screen.
  node.addEventListener('pointerdown', (event) => event.preventDefault());
  node.addEventListener('click', () => {
    const field = document.activeElement && fields.get(document.activeElement);
    if (field) act(field);
  });
  return node;
}
