/**
 * What an author writes, in attributes or in JSON, as a state. Attributes and JSON have the same
 * names, kebab-case there and camelCase here, and a value may be a text in both.
 */

import { NORMALIZERS, SCORES } from '../../engine/names.js';
import { splitSentence } from '../tokens.js';
import { FigureError, show } from './figure-error.js';
import { readState, stateNames } from './figure-state.js';
import { limits } from './limits.js';
import { fieldsOfTable } from './table-input.js';
import { fromJson, parseJson, readFlagText, readNumberText, readPair, words } from './text-fields.js';

/**
 * @import { FigureState } from './figure-state.js'
 *
 * @typedef {{ [name: string]: unknown }} Fields by camelCase names, not yet read
 */

/** What may be said of a figure in attributes and JSON, by camelCase names: `cell` is query and key. */
export const inputNames = /** @type {readonly string[]} */ ([...stateNames, 'cell']);

/** What the element keeps to itself: it may stand in the JSON too, but is no part of a state. */
const elementNames = ['controls', 'lang', 'theme', 'linkBase'];

const vectorNames = ['queries', 'keys', 'values'];
/** Characters: an exported map of the most cells has about half of them. */
const mostText = 2 ** 28;

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
export function fieldsOfAttributes(attributes) {
  /** @type {Fields} */
  const fields = {};
  for (const name of inputNames) {
    const text = attributes[kebab(name)];
    if (text != null && Object.hasOwn(attributes, kebab(name))) fields[name] = text;
  }
  return fields;
}

/**
 * Pasted text or the child script: JSON of a figure, of an export, of weights alone, or a table.
 * @param {string} text
 * @returns {Fields}
 */
export function fieldsOfText(text) {
  const trimmed = text.trim();
  if (trimmed === '') return {};
  if (trimmed.length > mostText) throw new FigureError('text', `at most ${mostText} characters`, String(trimmed.length), 'size');
  if (!/^[{[]/.test(trimmed)) return fieldsOfTable(text.replace(/^\uFEFF/, ''));
  const parsed = parseJson('json', trimmed);
  if (Array.isArray(parsed)) return { weights: parsed };
  const fields = /** @type {Fields} */ (parsed);
  return Object.hasOwn(fields, 'attention-figure') ? stateOfExport(fields) : fields;
}

/**
 * @param {...Fields} sources the first that says something has its way
 * @returns {FigureState}
 */
export function stateOfFields(...sources) {
  /** @type {Fields} */
  const plain = Object.create(null);
  for (const source of sources) {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) {
      throw new FigureError('json', 'an object', show(source), 'type');
    }
    const read = readFields(source);
    // Vectors and finished weights exclude each other, so the one replaces the other.
    if (plain.weights !== undefined) for (const name of vectorNames) delete read[name];
    if (vectorNames.some((name) => plain[name] !== undefined)) delete read.weights;
    for (const name in read) plain[name] ??= read[name];
  }
  return readState(plain);
}

/** @param {Fields} source @returns {Fields} by the names of a state */
function readFields(source) {
  /** @type {Fields} */
  const read = Object.create(null);
  for (const [name, value] of Object.entries(source)) {
    if (elementNames.includes(name)) continue;
    if (!inputNames.includes(name)) throw new FigureError('json', `only ${inputNames.join(', ')}`, show(name), 'option');
    const isBlank = typeof value === 'string' && value.trim() === '' && name !== 'causal';
    if (value == null || isBlank) continue;
    if (name === 'compare') Object.assign(read, readCompare(value));
    else if (name === 'cell') [read.query, read.key] = /** @type {unknown[]} */ (readPair(name, value));
    else read[name] = readField(name, value);
  }
  return read;
}

/** @param {string} name @param {unknown} value */
function readField(name, value) {
  switch (name) {
    case 'tokens': case 'queryTokens': return typeof value === 'string' ? readWords(name, value) : value;
    case 'queries': case 'weights': return lift(fromJson(name, value), (row) => [row]);
    case 'keys': case 'values': return lift(fromJson(name, value), (column) => column.map((number) => [number]));
    case 'mask': { const mask = fromJson(name, value); return rankOf(mask) === 1 ? [mask] : mask; }
    case 'temperature': case 'scale': case 'head': case 'query': case 'key':
      return typeof value === 'string' ? readNumberText(name, value) : value;
    case 'causal': return typeof value === 'string' ? readFlagText(name, value) : value;
    case 'window': case 'domain': return readPair(name, value);
    default: return value;
  }
}

/**
 * Ranks 1 and 2 as rank 3, one head: one query or row of weights, or one number for each key.
 * @param {unknown} value
 * @param {(list: unknown[]) => unknown[]} liftList from rank 1 to rank 2
 */
function lift(value, liftList) {
  const rank = rankOf(value);
  return rank === 1 ? [liftList(Array.from(/** @type {unknown[]} */ (value)))] : rank === 2 ? [value] : value;
}

/** @param {unknown} value */
function rankOf(value) {
  let rank = 0;
  for (let part = /** @type {any} */ (value); Array.isArray(part) || ArrayBuffer.isView(part); rank++) part = /** @type {any} */ (part)[0];
  return rank;
}

/** @param {string} name @param {string} text @returns {unknown} */
function readWords(name, text) {
  if (/^\s*\[.*\]\s*$/s.test(text)) return parseJson(name, text);
  const { tokens, capped } = splitSentence(text, limits.tokens);
  if (capped) throw new FigureError(name, `at most ${limits.tokens} words`, 'more', 'size');
  return tokens;
}

/** @param {unknown} value */
function readCompare(value) {
  const names = typeof value === 'string' ? words(value) : value;
  if (!Array.isArray(names)) throw new FigureError('compare', 'names', show(value), 'type');
  if (names.length === 1 && (names[0] === 'heads' || names[0] === 'head')) return { compare: 'head' };
  // As in a state, where the names stand in `compared`.
  if (names.length === 1 && (names[0] === 'score' || names[0] === 'normalizer')) return { compare: names[0] };
  for (const [compare, known] of /** @type {[string, readonly string[]][]} */ ([['score', SCORES], ['normalizer', NORMALIZERS]])) {
    if (names.length > 1 && names.every((name) => known.includes(name))) return { compare, compared: names };
  }
  throw new FigureError('compare', 'score functions alone, normalisers alone, or heads', show(value), 'option');
}

/** @param {Fields} file what json.js wrote */
function stateOfExport(file) {
  if (file['attention-figure'] !== 1) {
    throw new FigureError('attention-figure', 'version 1', show(file['attention-figure']), 'version');
  }
  return /** @type {Fields} */ (file.state);
}

/** @param {string} name */
function kebab(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
