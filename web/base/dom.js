/** Elements of the page: finding them, and what buttons do. */

export { element } from './element.js';

/**
 * An element that the page is known to have.
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function required(id, kind) {
  const node = document.getElementById(id);
  if (!(node instanceof kind)) throw new Error(`#${id}: expected ${kind.name}, got ${node?.tagName ?? 'nothing'}`);
  return node;
}

/**
 * A disabled button keeps the focus, so that the keyboard does not lose its place.
 * @param {HTMLButtonElement} button
 * @param {boolean} disabled
 */
export function disable(button, disabled) {
  button.setAttribute('aria-disabled', String(disabled));
}

/**
 * @param {HTMLButtonElement} button
 * @param {() => void} act unless the button is disabled
 */
export function whenPressed(button, act) {
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-disabled') !== 'true') act();
  });
}

/**
 * @param {Element} node
 * @param {() => void} act once, as soon as the node is less than a screen away
 */
export function whenNear(node, act) {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    act();
  }, { rootMargin: '100%' });
  observer.observe(node);
}

let count = 0;

/**
 * @param {string} stem
 * @returns {string} an id that nothing else has
 */
export function uniqueId(stem) {
  count += 1;
  return `${stem}-${count}`;
}
