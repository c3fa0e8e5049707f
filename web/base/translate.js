/** Puts words into nodes that ask for them. */

/**
 * data-text names a node's content, data-label its accessible name.
 * @template {string} Key
 * @param {HTMLElement} tree
 * @param {(key: Key) => string} text
 */
export function translate(tree, text) {
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (tree.querySelectorAll('[data-text],[data-label]'))) {
    const { text: content, label } = /** @type {Partial<Record<string, Key>>} */ (node.dataset);
    if (content) node.textContent = text(content);
    if (label) node.setAttribute('aria-label', text(label));
  }
}
