/** Tells what is wrong with a file of attention, in words that web/locales/heads-files.js has in both languages. */

import { filled } from '../../base/filled.js';
import texts from '../../locales/heads-files.js';

/**
 * @typedef {'syntax' | 'type' | 'shape' | 'size' | 'value' | 'aborted'} HeadsErrorCode
 * @typedef {keyof typeof texts.fault} FaultKey
 * @typedef {Record<string, string | number>} FaultValues
 */

export class HeadsError extends Error {
  /**
   * @param {HeadsErrorCode} code
   * @param {FaultKey} key of the sentence
   * @param {FaultValues} [values] for its braces: `place` is the file, what is in it, or an argument
   * @param {string} [file] the name of the file; empty where no single file is at fault
   */
  constructor(code, key, values = {}, file = '') {
    super(filled(texts.fault[key][0], values));
    this.name = 'HeadsError';
    this.code = code;
    this.key = key;
    this.values = values;
    this.file = file;
  }
}

/**
 * @param {unknown} isRight
 * @param {HeadsErrorCode} code
 * @param {FaultKey} key
 * @param {FaultValues} values
 * @returns {asserts isRight}
 * @throws {HeadsError}
 */
export function check(isRight, code, key, values) {
  if (!isRight) throw new HeadsError(code, key, values);
}

/**
 * @template Result
 * @param {string} file
 * @param {() => Promise<Result>} read
 * @returns {Promise<Result>} what is read; an error of it names the file
 */
export async function naming(file, read) {
  try {
    return await read();
  } catch (error) {
    if (error instanceof HeadsError) error.file = file;
    throw error;
  }
}
