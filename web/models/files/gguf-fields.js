/** The metadata of a GGUF file, field by field. */

import { shown } from '../../base/shown-value.js';
import { ModelError } from '../model-error.js';

/**
 * @import { Metadata } from './gguf.js'
 *
 * @typedef {{ number: number, string: string, boolean: boolean, list: any[] }} Kinds
 */

export class GgufFields {
  #metadata;
  #file;

  /** @param {Metadata} metadata @param {string} file */
  constructor(metadata, file) {
    this.#metadata = metadata;
    this.#file = file;
  }

  /** Its own fields begin with this name. @returns {string} */
  get architecture() {
    return this.text('general.architecture');
  }

  /** @param {string} key @param {number} [fallback] @returns {number} */
  number(key, fallback) {
    return this.#value(key, fallback, 'a number', (value) => typeof value === 'number');
  }

  /** @param {string} key of the architecture @param {number} [fallback] @returns {number} */
  own(key, fallback) {
    return this.number(`${this.architecture}.${key}`, fallback);
  }

  /** @param {string} key @param {string} [fallback] @returns {string} */
  text(key, fallback) {
    return this.#value(key, fallback, 'a text', (value) => typeof value === 'string');
  }

  /**
   * @template {keyof Kinds} Kind
   * @param {string} key
   * @param {Kind} kind
   * @returns {Kinds[Kind] | undefined} undefined if it is not there
   */
  optional(key, kind) {
    const isRight = (/** @type {unknown} */ value) => typeof value === kind || (kind === 'list' && Array.isArray(value));
    return this.#metadata.has(key) ? this.#value(key, undefined, `a ${kind}`, isRight) : undefined;
  }

  /** @param {string} key @param {string} fault @returns {ModelError} */
  error(key, fault) {
    return new ModelError(`${this.#file}, ${key}`, fault);
  }

  /**
   * @template Type
   * @param {string} key
   * @param {Type | undefined} fallback
   * @param {string} expected
   * @param {(value: unknown) => boolean} isRight
   * @returns {Type}
   */
  #value(key, fallback, expected, isRight) {
    const value = this.#metadata.get(key) ?? fallback;
    if (!isRight(value)) throw this.error(key, `expected ${expected}, got ${shown(value)}`);
    return /** @type {Type} */ (value);
  }
}
