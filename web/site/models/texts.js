/** The page's language, and the places where its texts stand. */

import en from '../../locales/models-page-en.js';
import zh from '../../locales/models-page-zh.js';
import { element, required } from '../../base/dom.js';
import { PageLanguage } from '../page-language.js';
import { Refusal } from './client.js';

/**
 * @import { AttentionKind } from '../../models/api/model.js'
 *
 * @typedef {keyof typeof en} TextKey
 */

/** @type {PageLanguage<TextKey>} */
const language = new PageLanguage('models', { en, zh });

/** @param {TextKey} key @param {Record<string, string | number>} [values] for the braces */
export const text = (key, values) => language.text(key, values);

/** @type {Record<AttentionKind, TextKey>} */
const kindKeys = { self: 'kind.self', encoder: 'kind.encoder', cross: 'kind.cross', text: 'kind.text', vision: 'kind.vision' };

/** @param {AttentionKind} kind */
export const kindName = (kind) => text(kindKeys[kind]);

/** Whole numbers as the language groups them. @param {number} count */
export const counted = (count) => count.toLocaleString(language.tag);

/** @param {number} bytes */
export function sizeText(bytes) {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

/**
 * Says what could not be done, in the page's language, and why: that is in English, as the model's files are.
 * @param {string} id of the place
 * @param {TextKey} key
 * @param {unknown} error
 * @param {string} [more] what follows
 */
export function complain(id, key, error, more = '') {
  const reason = error instanceof Error ? error.message : String(error);
  required(id, HTMLElement).replaceChildren(`${text(key)} `, element('span', { lang: 'en' }, reason), more && ` ${more}`);
}

/** @param {string} id of a place where something was wrong */
export const settle = (id) => required(id, HTMLElement).replaceChildren();

/** @param {unknown} error @returns {boolean} whether it is what the reader wanted: that something stops */
export const isAbort = (error) => error instanceof Refusal && error.isAbort;

/** Writes the page in its language, now and whenever the reader asks for the other. @param {() => void} changed */
export const startLanguage = (changed) => language.start(changed);
