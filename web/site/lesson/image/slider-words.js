/**
 * Says what a slider's value means, in the output beside it and to a screen reader.
 * @param {Element} root
 * @param {string} id
 * @param {string} words
 */
export function say(root, id, words) {
  /** @type {Element} */ (root.querySelector(`output[for=${id}]`)).textContent = words;
  /** @type {Element} */ (root.querySelector(`#${id}`)).setAttribute('aria-valuetext', words);
}
