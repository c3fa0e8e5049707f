/** Texts of sources. */

import { parseJson } from '../../base/json-text.js';
import { ModelError } from '../model-error.js';
import { bytesOf } from './source.js';

/** @import { Source } from './source.js' */

/** Above this a browser may have no text that long, and no file of a model needs it. */
const mostBytes = 256 * 2 ** 20;

/**
 * @param {Uint8Array} bytes
 * @param {string} place
 * @returns {string} without a byte order mark
 * @throws {ModelError} other bytes than UTF-8
 */
export function decoded(bytes, place) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ModelError(place, 'expected text in UTF-8, got other bytes');
  }
}

/** @param {Source} source @returns {Promise<string>} */
export async function textOf(source) {
  const { name, size } = source;
  if (size > mostBytes) throw new ModelError(name, `expected a text of at most ${mostBytes} bytes, got ${size}`);
  return decoded(await bytesOf(source, 0, size), name);
}

/**
 * @param {string} text
 * @param {string} place
 * @returns {unknown}
 * @throws {ModelError} no JSON
 */
export const jsonOf = (text, place) => parseJson(text, (reason) => new ModelError(place, `expected JSON, got ${reason}`));
