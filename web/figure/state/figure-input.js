/**
 * Reads what an author writes, in attributes or in JSON, as a state. Attributes and JSON have the same
 * names, kebab-case there and camelCase here, and a value may be a text in both.
 */

import { SCORES } from '../../engine/generated/boundary.js';
import { figureNormalizers } from './methods.js';
import { kebab } from './attribute-name.js';
import { check } from './figure-error.js';
import { readField, readList, readRecord, readText } from './fields.js';
import { readState } from './figure-state.js';
import { schema } from './schema.js';
import { fieldsOfTable } from './table-input.js';
import { isTensor } from './tensor-input.js';
import { parseNumberTexts, parseNumbers, words } from './text-fields.js';

/**
 * @import { Kind } from './field-kinds.js'
 * @import { FigureState } from './schema.js'
 *
 * @typedef {{ [name: string]: unknown }} Fields by camelCase names, not yet read
 */

/**
 * Attributes and JSON say the fields of a figure, here by camelCase names. `compare` and `cell` say at once what two fields
 * do.
 * @type {{ [name: string]: Partial<Pick<Kind<unknown>, 'parse' | 'widen'>> & { fieldsOf?: (value: unknown, said: unknown) => Fields } }}
 */
const inputs = {
  ...schema,
  compare: { parse: (_, text) => words(text), fieldsOf: readCompare },
  cell: { parse: parseNumberTexts, fieldsOf: readCell },
};

export const inputNames = /** @type {readonly string[]} */ (Object.keys(inputs));

/** Vectors and finished weights exclude each other. */
export const vectorNames = ['queries', 'keys', 'values'];

/**
 * @param {{ [name: string]: string | null | undefined }} attributes by kebab-case names; others than a state's are left alone
 * @param {unknown} [child] the text of the child script, or what it holds
 * @returns {FigureState}
 * @throws {FigureError}
 */
export function readInput(attributes, child) {
  const fields = typeof child === 'string' ? fieldsOfText(child) : /** @type {Fields} */ (child ?? {});
  return stateOfFields(fieldsOfAttributes(attributes), fields);
}

/**
 * @param {{ [name: string]: string | null | undefined }} attributes
 * @returns {Fields}
 */
function fieldsOfAttributes(attributes) {
  /** @type {Fields} */
  const fields = {};
  for (const name of inputNames) {
    const text = attributes[kebab(name)];
    if (text != null && Object.hasOwn(attributes, kebab(name))) fields[name] = text;
  }
  return fields;
}

/** A table may begin with a word in brackets, such as [CLS]. */
const jsonStart = /^(?:\{|\[\s*(?:[[{"\]\d.+\-]|$))/;

/**
 * Pasted text or the child script: JSON of a figure, of an export, of weights alone, or a table.
 * @param {string} text
 * @returns {Fields}
 */
export function fieldsOfText(text) {
  const trimmed = text.trim();
  if (trimmed === '') return {};
  if (!jsonStart.test(trimmed)) return fieldsOfTable(text.replace(/^\uFEFF/, ''));
  const fields = /** @type {Fields} */ (parseNumbers('json', trimmed));
  if (Array.isArray(fields) || isTensor(fields)) return { weights: fields };
  const { 'attention-figure': version, state } = fields;
  if (version === undefined) return fields;
  check(version === 1, 'attention-figure', 'version', 'version 1', version);
  return /** @type {Fields} */ (state);
}

/**
 * @param {...Fields} sources the first that says something has its way
 * @returns {FigureState}
 */
export function stateOfFields(...sources) {
  /** @type {Fields} */
  const plain = {};
  for (const source of sources) {
    const read = readFields(source);
    // So the one replaces the other.
    if (plain.weights !== undefined) for (const name of vectorNames) delete read[name];
    if (vectorNames.some((name) => plain[name] !== undefined)) delete read.weights;
    for (const name of Object.keys(read)) plain[name] ??= read[name];
  }
  return readState(plain);
}

/** @param {Fields} source @returns {Fields} by the names of a state */
function readFields(source) {
  /** @type {Fields} */
  const read = {};
  const given = readRecord('json', source, inputNames);
  for (const name of inputNames) {
    const field = given[name];
    const isText = typeof field === 'string';
    if (field == null || (isText && name !== 'causal' && field.trim() === '')) continue;
    const { parse, widen, fieldsOf } = inputs[name];
    const value = isText && parse ? parse(name, field) : field;
    Object.assign(read, readField(name, () => fieldsOf?.(value, field) ?? { [name]: widen ? widen(name, value, field) : value }));
  }
  return read;
}

/**
 * A row alone, or with a column.
 * @param {unknown} value
 * @param {unknown} said by the author
 * @returns {Fields}
 */
function readCell(value, said) {
  const places = Array.isArray(value) ? value : [value];
  check(places.length === 1 || places.length === 2, 'cell', 'syntax', 'a query, or a query and a key', said);
  return { query: places[0], key: places[1] };
}

/**
 * Names alone say what is compared; `head`, `score` and `normalizer` are as in a state, with names in `compared`.
 * @param {unknown} value
 * @returns {Fields}
 */
function readCompare(value) {
  const names = readList('compare', value, 1, SCORES.length + figureNormalizers.length, (place, name) => readText(place, name), 'name');
  const [first] = names;
  if (names.length === 1 && ['heads', 'head', 'score', 'normalizer'].includes(first)) return { compare: first === 'heads' ? 'head' : first };
  const compare = /** @type {readonly string[]} */ (SCORES).includes(first) ? 'score' : 'normalizer';
  const known = /** @type {readonly string[]} */ (compare === 'score' ? SCORES : figureNormalizers);
  check(names.length > 1 && names.every((name) => known.includes(name)), 'compare', 'option', `heads, or two to four of ${known.join(' ')}`, names.join(' '));
  return { compare, compared: names };
}
