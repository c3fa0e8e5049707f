/** The builder's language, and the places of the page where its texts stand. */

import en from '../locales/builder-en.js';
import zh from '../locales/builder-zh.js';

/**
 * @typedef {'en' | 'zh'} LanguageCode
 * @typedef {keyof typeof en} TextKey
 */

const languages = { en: { texts: en, tag: 'en' }, zh: { texts: zh, tag: 'zh-CN' } };

/** The lab's page remembers its language under the same name. */
const storageKey = 'attention-lab.language';

/** @type {LanguageCode} */
let current = 'en';

export function language() {
  return current;
}

/**
 * @param {TextKey} key
 * @param {Record<string, string | number>} [values] for the braces
 */
export function text(key, values = {}) {
  return languages[current].texts[key].replace(/\{(\w+)\}/g, (brace, name) => String(values[name] ?? brace));
}

/**
 * @template {Element} Node
 * @param {Node} node whose text it is from now on, in the page's language
 * @param {TextKey} key
 */
export function bindText(node, key) {
  node.setAttribute('data-text', key);
  node.textContent = text(key);
  return node;
}

/** @param {LanguageCode} code */
export function setLanguage(code) {
  current = code;
  document.documentElement.lang = languages[code].tag;
  document.title = text('builder.pageTitle');
  for (const node of document.querySelectorAll('[data-text]')) {
    node.textContent = text(/** @type {TextKey} */ (node.getAttribute('data-text')));
  }
}

/** @returns {LanguageCode} the reader's own choice, else the first of the browser's languages that is known */
export function preferredLanguage() {
  for (const tag of [remembered(), ...navigator.languages]) {
    const code = tag?.toLowerCase().split('-')[0];
    if (code === 'en' || code === 'zh') return code;
  }
  return 'en';
}

function remembered() {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null; // Storage is forbidden here: the choice lasts as long as the page.
  }
}

/** @param {LanguageCode} code */
export function rememberLanguage(code) {
  try {
    localStorage.setItem(storageKey, code);
  } catch {
    // As above.
  }
}
