/** The nodes that builder.html is known to have, and making more of them. */

export { element } from '../../base/element.js';

/**
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
