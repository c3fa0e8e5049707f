/** Beside the state, a link tells these settings to the page that opens it. */

import { check } from './figure-error.js';
import { readName, readRecord, readText } from './fields.js';

/**
 * @typedef {object} LinkSettings all of them optional
 * @property {string} [controls] names of controls, with spaces between
 * @property {string} [lang] a language tag
 * @property {'light' | 'dark'} [theme]
 * @property {'ltr' | 'rtl'} [dir]
 */

/** The controls that a figure can have, in the order in which the builder offers them. */
export const controlNames = /** @type {const} */ (['score', 'normalizer', 'temperature', 'scale', 'causal', 'window', 'mask', 'head']);

/** @type {Record<keyof LinkSettings, (name: string, value: unknown) => unknown>} */
const readers = {
  controls(name, value) {
    const names = readText(name, value).split(' ').filter(Boolean);
    return names.map((control) => readName(name, control, controlNames)).join(' ');
  },
  lang(name, value) {
    const tag = readText(name, value);
    check(/^[a-z]{2,8}(-[a-z\d]{1,8}){0,4}$/i.test(tag), name, 'value', 'a language tag such as en or zh-CN', tag);
    return tag;
  },
  theme: (name, value) => readName(name, value, ['light', 'dark']),
  dir: (name, value) => readName(name, value, ['ltr', 'rtl']),
};

export const settingNames = /** @type {(keyof LinkSettings)[]} */ (Object.keys(readers));

/**
 * @param {unknown} plain
 * @returns {LinkSettings} those that are given
 * @throws {import('./figure-error.js').FigureError}
 */
export function readSettings(plain) {
  const settings = readRecord('link', plain, settingNames);
  const given = settingNames.filter((name) => settings[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, readers[name](name, settings[name])]));
}
