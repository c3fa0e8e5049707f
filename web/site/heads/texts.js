/** The page's language, and the places where its texts stand. */

import en from '../../locales/heads-page-en.js';
import zh from '../../locales/heads-page-zh.js';
import { messageOf } from '../../heads/words/messages.js';
import { textsIn } from '../../heads/words/texts.js';
import { PageLanguage } from '../page-language.js';

/** @typedef {keyof typeof en} TextKey */

/** @type {PageLanguage<TextKey>} */
const pageLanguage = new PageLanguage('heads', { en, zh });

/** @param {TextKey} key @param {Record<string, string | number>} [values] for the braces */
export const text = (key, values) => pageLanguage.text(key, values);

export const language = () => pageLanguage.current;

/** What <attention-heads> says in the page's language. */
export const headsText = () => textsIn(pageLanguage.current);

/** @param {unknown} error @returns {string} */
export const messageIn = (error) => messageOf(error, headsText());

/** Writes the page in its language, now and whenever the reader asks for the other. @param {() => void} changed */
export const startLanguage = (changed) => pageLanguage.start(changed);
