/**
 * What a slider's value means: beside it, and for who hears it.
 * @param {Element} root
 * @param {string} id
 * @param {string} words
 */
export function say(root, id, words) {
  /** @type {Element} */ (root.querySelector(`output[for=${id}]`)).textContent = words;
  /** @type {Element} */ (root.querySelector(`#${id}`)).setAttribute('aria-valuetext', words);
}
