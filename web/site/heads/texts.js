/** The page's language, and the places where its texts stand. */

import { filled } from '../../base/filled.js';
import { preferredLanguage, rememberLanguage } from '../../base/preferred-language.js';
import en from '../../locales/heads-page-en.js';
import zh from '../../locales/heads-page-zh.js';
import { required } from '../../base/dom.js';
import { messageOf } from '../../heads/words/messages.js';
import { textsIn } from '../../heads/words/texts.js';
import { showPages } from '../site-nav.js';

/**
 * @import { LanguageCode } from '../../base/preferred-language.js'
 *
 * @typedef {keyof typeof en} TextKey
 */

const languages = { en: { texts: en, tag: 'en' }, zh: { texts: zh, tag: 'zh-CN' } };

/** @type {LanguageCode} */
let current = preferredLanguage();

/** @param {TextKey} key @param {Record<string, string | number>} [values] for the braces */
export const text = (key, values = {}) => filled(languages[current].texts[key], values);

export const language = () => current;

/** What <attention-heads> says in the page's language. */
export const headsText = () => textsIn(current);

/** @param {unknown} error @returns {string} */
export const messageIn = (error) => messageOf(error, headsText());

/** Writes the page in its language, now and whenever the reader asks for the other. @param {() => void} changed */
export function startLanguage(changed) {
  const button = required('language', HTMLButtonElement);
  const show = () => {
    document.documentElement.lang = languages[current].tag;
    document.title = text('page.pageTitle');
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-text]'))) {
      node.textContent = text(/** @type {TextKey} */ (node.dataset.text));
    }
    button.textContent = text('page.otherLanguage');
    button.lang = current === 'en' ? 'zh-CN' : 'en';
    showPages('heads', current);
    changed();
  };
  button.addEventListener('click', () => {
    current = current === 'en' ? 'zh' : 'en';
    rememberLanguage(current);
    show();
  });
  show();
}
