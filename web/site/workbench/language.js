/** The page's language, its texts, and the places in the page where they stand. */

import { filled } from '../../base/filled.js';
import en from '../../locales/en.js';
import zh from '../../locales/zh.js';

/**
 * @import { LanguageCode } from '../../base/preferred-language.js'
 *
 * @typedef {keyof typeof en} TextKey
 * @typedef {Record<string, string | number>} Values
 * @typedef {() => Values} LateValues values that themselves depend on the language
 */

const languages = {
  en: { texts: en, tag: 'en' },
  zh: { texts: zh, tag: 'zh-CN' },
};

/** @type {LanguageCode} */
let current = 'en';

/** The text of each node, for each attribute ('' is the node's own text). @type {WeakMap<Element, Map<string, () => string>>} */
const bound = new WeakMap();

/** @returns {LanguageCode} */
export function language() {
  return current;
}

/**
 * @param {TextKey} key
 * @param {Values} [values] the values for the places in braces
 * @returns {string}
 */
export function text(key, values = {}) {
  return filled(languages[current].texts[key], values);
}

/**
 * @param {string} key
 * @returns {key is TextKey}
 */
export function isTextKey(key) {
  return Object.hasOwn(en, key);
}

/**
 * Writes a text into a node and keeps it in the page's language from then on.
 * @template {Element} Node
 * @param {Node} node
 * @param {TextKey} key
 * @param {LateValues} [values]
 * @param {string} [attribute] the attribute to write; without it, the node's text
 * @returns {Node}
 */
export function bindText(node, key, values, attribute = '') {
  const write = () => text(key, values?.());
  const places = bound.get(node) ?? new Map();
  bound.set(node, places.set(attribute, write));
  node.toggleAttribute('data-bound', true);
  put(node, attribute, write());
  return node;
}

/**
 * @param {Element} node
 * @param {string} attribute
 * @param {string} written
 */
function put(node, attribute, written) {
  if (attribute) node.setAttribute(attribute, written);
  else node.textContent = written;
}

/** Fills the nodes that workbench.html marks with data-text="key". */
export function bindMarked() {
  for (const node of document.querySelectorAll('[data-text]')) {
    bindText(node, /** @type {TextKey} */ (node.getAttribute('data-text')));
  }
}

/** @param {LanguageCode} code */
export function setLanguage(code) {
  current = code;
  document.documentElement.lang = languages[code].tag;
  document.title = text('page.title');
  for (const node of document.querySelectorAll('[data-bound]')) {
    for (const [attribute, write] of bound.get(node) ?? []) put(node, attribute, write());
  }
}
