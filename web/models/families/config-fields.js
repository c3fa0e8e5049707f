/** Reads the fields of a config.json. A field that is null counts as absent: files write one for the other. */

import { ModelError } from '../model-error.js';

/**
 * A field's name, or all names that it has had: where a file has several of them, they must agree.
 * @typedef {string | string[]} FieldName
 */

/** Characters. */
const mostShown = 60;

/** @param {unknown} value */
function shown(value) {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > mostShown ? `${text.slice(0, mostShown)}...` : text;
}

/** @param {string[]} choices */
const oneOf = (choices) => (choices.length > 1 ? `${choices.slice(0, -1).join(', ')} or ${choices[choices.length - 1]}` : choices[0]);

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

export class ConfigFields {
  #values;
  #path;

  /**
   * @param {unknown} values what JSON.parse gave
   * @param {string} [path] where they are, for errors
   * @throws {ModelError}
   */
  constructor(values, path = 'config') {
    if (!isObject(values)) throw new ModelError(path, `expected an object, got ${shown(values)}`);
    this.#values = values;
    this.#path = path;
  }

  /** @param {FieldName} field */
  has(field) {
    return this.#find(field).value !== undefined;
  }

  names() {
    return Object.keys(this.#values);
  }

  /** @param {string} name @param {string} expected @returns {ModelError} for the caller to throw */
  error(name, expected) {
    return new ModelError(`${this.#path}.${name}`, `expected ${expected}, got ${shown(this.#valueOf(name))}`);
  }

  /** @param {FieldName} field @param {number} [least] @param {number} [most] */
  integer(field, least = 1, most = 2 ** 31 - 1) {
    const isRight = /** @type {(value: unknown) => value is number} */ (
      (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most);
    return this.#read(field, isRight, `an integer from ${least} to ${most}`);
  }

  /** @template Fallback @param {FieldName} field @param {Fallback} fallback */
  integerOr(field, fallback) {
    return this.has(field) ? this.integer(field) : fallback;
  }

  /** @param {FieldName} field @returns {number | undefined} a token's id; old files write -1 for none */
  id(field) {
    const id = this.has(field) ? this.integer(field, -1) : -1;
    return id < 0 ? undefined : id;
  }

  /** @param {FieldName} field an id, or a list of them @returns {number[] | undefined} */
  ids(field) {
    if (!this.has(field)) return undefined;
    const isRight = /** @type {(value: unknown) => value is number | number[]} */ (
      (value) => [value].flat().every((id) => Number.isInteger(id) && Number(id) >= 0));
    return [this.#read(field, isRight, 'an id or a list of ids')].flat();
  }

  /** @param {FieldName} field */
  positive(field) {
    const isRight = /** @type {(value: unknown) => value is number} */ (
      (value) => typeof value === 'number' && Number.isFinite(value) && value > 0);
    return this.#read(field, isRight, 'a positive number');
  }

  /** @template Fallback @param {FieldName} field @param {Fallback} fallback */
  positiveOr(field, fallback) {
    return this.has(field) ? this.positive(field) : fallback;
  }

  /** @param {FieldName} field @param {number} count @returns {number[]} */
  numbers(field, count) {
    const isRight = /** @type {(value: unknown) => value is number[]} */ (
      (value) => Array.isArray(value) && value.length === count && value.every((number) => Number.isFinite(number)));
    return this.#read(field, isRight, `a list of ${count} numbers`);
  }

  /** @template Fallback @param {FieldName} field @param {Fallback} fallback */
  booleanOr(field, fallback) {
    const isRight = /** @type {(value: unknown) => value is boolean} */ ((value) => typeof value === 'boolean');
    return this.has(field) ? this.#read(field, isRight, 'true or false') : fallback;
  }

  /** @param {FieldName} field @param {string[]} choices */
  choice(field, choices) {
    const isRight = /** @type {(value: unknown) => value is string} */ (
      (value) => typeof value === 'string' && choices.includes(value));
    return this.#read(field, isRight, oneOf(choices));
  }

  /** @template Fallback @param {FieldName} field @param {string[]} choices @param {Fallback} fallback */
  choiceOr(field, choices, fallback) {
    return this.has(field) ? this.choice(field, choices) : fallback;
  }

  /** @param {FieldName} field @param {string[]} choices what each of the texts may be @returns {string[]} */
  choices(field, choices) {
    const isRight = /** @type {(value: unknown) => value is string[]} */ (
      (value) => Array.isArray(value) && value.every((text) => choices.includes(text)));
    return this.#read(field, isRight, `a list, each ${oneOf(choices)}`);
  }

  /** @param {FieldName} field @returns {ConfigFields} */
  object(field) {
    return new ConfigFields(this.#read(field, isObject, 'an object'), `${this.#path}.${this.#find(field).name}`);
  }

  /**
   * Refuses an option that changes what is computed, in a way that is not known here.
   * @param {string} name
   * @param {unknown} known the one value that is known: absence counts as it
   * @throws {ModelError}
   */
  mustBe(name, known) {
    const value = this.#valueOf(name);
    if (value !== undefined && value !== known) throw this.error(name, known === null ? 'null' : String(known));
  }

  /**
   * @template Value
   * @param {FieldName} field
   * @param {(value: unknown) => value is Value} isRight
   * @param {string} expected
   * @returns {Value}
   * @throws {ModelError}
   */
  #read(field, isRight, expected) {
    const { name, value } = this.#find(field);
    if (!isRight(value)) throw this.error(name, expected);
    return value;
  }

  /** @param {FieldName} field @returns {{ name: string, value: unknown }} the name that the file uses, or the first */
  #find(field) {
    const names = [field].flat();
    const [name = names[0], ...others] = names.filter((each) => this.#valueOf(each) !== undefined);
    const value = this.#valueOf(name);
    for (const other of others) {
      if (JSON.stringify(this.#valueOf(other)) !== JSON.stringify(value)) throw this.error(other, `${shown(value)} as in ${name}`);
    }
    return { name, value };
  }

  /** @param {string} name */
  #valueOf(name) {
    return this.#values[name] ?? undefined;
  }
}
