/** Markup as plain data, which becomes nodes of a page or text of a file. Texts stay texts: nothing in them is read as markup. */

import { escaped, tag as tagText } from './svg-markup.js';

/**
 * @typedef {object} MarkupTree
 * @property {string} tag
 * @property {Record<string, string>} attributes
 * @property {(MarkupTree | string)[]} children
 */

const html = 'http://www.w3.org/1999/xhtml';
/** These tags begin another namespace. @type {Record<string, string>} */
const inner = { math: 'http://www.w3.org/1998/Math/MathML', svg: 'http://www.w3.org/2000/svg' };

/**
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(MarkupTree | string)} children
 * @returns {MarkupTree}
 */
export function markup(tag, attributes = {}, ...children) {
  return { tag, attributes, children };
}

/**
 * @param {MarkupTree} tree
 * @param {Document} document
 * @param {string} [namespace] of what it is put into
 * @returns {Element}
 */
export function markupNode({ tag, attributes, children }, document, namespace = html) {
  const own = inner[tag] ?? namespace;
  const node = document.createElementNS(own, tag);
  for (const name of Object.keys(attributes)) node.setAttribute(name, attributes[name]);
  node.append(...children.map((child) => (typeof child === 'string' ? child : markupNode(child, document, own))));
  return node;
}

/**
 * @param {MarkupTree | string} tree
 * @returns {string} HTML
 */
export function markupText(tree) {
  return typeof tree === 'string' ? escaped(tree) : tagText(tree.tag, tree.attributes, tree.children.map(markupText).join(''));
}
