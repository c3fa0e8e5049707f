/** What a link tells the page that opens it, beside the state. */

import { FigureError, show } from './figure-error.js';
import { readName, readRecord, readText } from './fields.js';

/**
 * @typedef {object} LinkSettings all of them optional
 * @property {string} [controls] names of controls, with spaces between
 * @property {string} [lang] a language tag
 * @property {'light' | 'dark'} [theme]
 */

const settingNames = ['controls', 'lang', 'theme'];
const controlNames = ['score', 'normalizer', 'temperature', 'scale', 'causal', 'window', 'mask', 'head'];

/**
 * @param {unknown} plain
 * @returns {LinkSettings} those that are given
 * @throws {FigureError}
 */
export function readSettings(plain) {
  const { controls, lang, theme } = readRecord('link', plain, settingNames);
  return {
    ...(controls !== undefined && { controls: readControls(controls) }),
    ...(lang !== undefined && { lang: readLanguage(lang) }),
    ...(theme !== undefined && { theme: readName('theme', theme, /** @type {const} */ (['light', 'dark'])) }),
  };
}

/** @param {unknown} value */
function readControls(value) {
  const names = readText('controls', value).split(' ').filter((name) => name !== '');
  return names.map((name) => readName('controls', name, controlNames)).join(' ');
}

/** @param {unknown} value */
function readLanguage(value) {
  const tag = readText('lang', value);
  if (!/^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8}){0,4}$/.test(tag)) throw new FigureError('lang', 'a language tag', show(tag));
  return tag;
}
