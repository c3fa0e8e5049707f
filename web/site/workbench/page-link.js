/**
 * The page's state as the fragment of its address, `#v=1&query=0.1,0.2,0.9&normalizer=softmax`, written as the links of
 * figures are. Values of the initial state are left out. Every link of version 1 must stay readable:
 * tests/node/workbench-links.json has examples.
 */

import { longestWord, mostDimensions, mostWords } from '../exhibits/example-state.js';
import { same } from '../../base/history.js';
import { headCounts, longLengths, sights } from '../exhibits/long-call.js';
import { normalizers, scores } from '../../figure/state/methods.js';
import { defaultParameters, fitParameters } from '../../figure/compute/parameters.js';
import { check, counted, FigureError, told } from '../../figure/state/figure-error.js';
import { readList, readName, readText, readWhole } from '../../figure/state/fields.js';
import { readFields, writeFields } from '../../figure/state/link-grammar.js';
import { matrixFormat, nameFormat, numberFormat, numbersFormat, textFormat, wordsFormat } from '../../figure/state/link-values.js';
import { readMended } from '../../figure/state/mended-link.js';
import { mostLooked, mostTokens } from '../../figure/state/tokens.js';
import { errorWords } from '../../locales/error-words.js';
import { beginning } from './page-state.js';

/**
 * @import { ExampleState } from '../exhibits/example-state.js'
 * @import { Parameter, Parameters } from '../../figure/compute/parameters.js'
 * @import { ScoreName } from '../../engine/index.js'
 * @import { Format } from '../../figure/state/link-values.js'
 * @import { LongState, PageState, Part } from './page-state.js'
 *
 * @typedef {object} Field
 * @property {Part} part
 * @property {string} key its name in that part
 * @property {Format} format
 * @property {(argument: string, value: any) => unknown} read gives back what is allowed
 *
 * @typedef {object} ParameterField
 * @property {string} name in the link
 * @property {ScoreName} score
 * @property {string} letter of the formula
 * @property {Parameter} usual
 */

/** @param {string} argument @param {unknown} value */
function readFinite(argument, value) {
  const number = Number(value);
  check(Number.isFinite(number), argument, 'range', 'number', value);
  return number + 0;
}

/** @param {number} most @returns {Field['read']} */
const vector = (most) => (argument, value) => readList(argument, value, 1, most, readFinite, 'number');

/** @type {Field['read']} */
const matrix = (argument, value) => readList(argument, value, 1, mostWords, vector(mostDimensions), 'vector');

/** @type {Field['read']} */
const words = (argument, value) => readList(argument, value, 1, mostWords, (place, word) => {
  const text = readText(place, word, longestWord);
  check(text.trim() !== '', place, 'value', 'at least 1 character', told('0 characters'));
  return text;
}, 'word');

/** @param {number} most @returns {Field['read']} */
const whole = (most) => (argument, value) => readWhole(argument, value, 0, most);

/** @param {readonly (string | number)[]} choices @returns {Field['read']} */
const oneOf = (choices) => (argument, value) => {
  const name = readName(argument, value, choices.map(String));
  return choices.find((choice) => String(choice) === name);
};

/**
 * @param {Part} part
 * @param {string} prefix of the names in the link
 * @returns {[name: string, field: Field][]}
 */
const methodFields = (part, prefix) => [
  [`${prefix}score`, { part, key: 'score', format: nameFormat, read: oneOf(scores) }],
  [`${prefix}normalizer`, { part, key: 'normalizer', format: nameFormat, read: oneOf(normalizers) }],
  [`${prefix}temperature`, { part, key: 'temperature', format: numberFormat, read: readFinite }],
  [`${prefix}scale`, { part, key: 'scale', format: numberFormat, read: readFinite }],
];

/** The fields in the order in which they are written. @type {Map<string, Field>} */
const fields = new Map([
  ['words', { part: 'example', key: 'words', format: wordsFormat, read: words }],
  ['query', { part: 'example', key: 'query', format: numbersFormat, read: vector(mostDimensions) }],
  ['keys', { part: 'example', key: 'keys', format: matrixFormat, read: matrix }],
  ['values', { part: 'example', key: 'values', format: matrixFormat, read: matrix }],
  ...methodFields('example', ''),
  ['sentence', { part: 'sentence', key: 'text', format: textFormat, read: (argument, value) => readText(argument, value, mostLooked).replace(/\r\n?/g, '\n') }],
  ['ignore-itself', { part: 'sentence', key: 'ignoreItself', format: nameFormat, read: (argument, value) => readName(argument, value, ['0', '1']) === '1' }],
  ...methodFields('sentence', 'sentence-'),
  ['sentence-word', { part: 'sentence', key: 'chosen', format: numberFormat, read: whole(mostTokens - 1) }],
  ['long-length', { part: 'long', key: 'length', format: nameFormat, read: oneOf(longLengths) }],
  ['long-sight', { part: 'long', key: 'sight', format: nameFormat, read: oneOf(sights) }],
  ['long-heads', { part: 'long', key: 'heads', format: nameFormat, read: oneOf(headCounts) }],
  ['long-row', { part: 'long', key: 'row', format: numberFormat, read: whole(longLengths[longLengths.length - 1] - 1) }],
  ['long-head', { part: 'long', key: 'head', format: numberFormat, read: whole(headCounts[headCounts.length - 1] - 1) }],
]);

/**
 * @param {PageState} state
 * @returns {Promise<string>} from `#` on; '' for the initial state. Every number reads back exactly
 * @throws {import('../../figure/state/figure-error.js').FigureError} size, if it is too long for a link
 */
export async function writePageLink(state) {
  const values = [...givenFields(state), ...givenParameters(state.example)];
  return values.length === 0 ? '' : writeFields(formats, values);
}

/** @param {PageState} state @returns {[name: string, value: unknown][]} */
function givenFields(state) {
  /** @type {[name: string, value: unknown][]} */
  const values = [];
  for (const [name, { part, key }] of fields) {
    const value = /** @type {any} */ (state[part])[key];
    if (!same(value, /** @type {any} */ (beginning[part])[key])) values.push([name, value]);
  }
  return values;
}

/**
 * The reader's own parameters, also of score functions that are not chosen now, if their sizes fit the vectors.
 * @param {ExampleState} example
 * @returns {[name: string, value: unknown][]}
 */
function givenParameters(example) {
  return parameterFields(example).flatMap(({ name, score, letter, usual }) => {
    const own = fitParameters(example.parameters[score] ?? {}, { [letter]: usual })[letter];
    return same(own, usual) ? [] : [[name, own]];
  });
}

/**
 * @param {ExampleState} example
 * @returns {ParameterField[]} every parameter that there can be
 */
function parameterFields({ query, keys }) {
  return scores.flatMap((score) => Object.entries(defaultParameters(score, query.length, keys.length)).map(([letter, usual]) => (
    { name: `${score}-${letter.toLowerCase()}`, score, letter, usual })));
}

/** @type {[name: string, format: Format][]} */
const fieldFormats = Array.from(fields, ([name, { format }]) => [name, format]);

/** @type {[name: string, format: Format][]} */
const parameterFormats = parameterFields(beginning.example).map(({ name, usual }) => [name, Array.isArray(usual[0]) ? matrixFormat : numbersFormat]);

const formats = new Map([...fieldFormats, ...parameterFormats]);

/**
 * @param {string} link with or without its `#`; as it was written, or as a chat or a mail has damaged it, if that can be repaired
 * @returns {Promise<PageState>}
 * @throws {import('../../figure/state/figure-error.js').FigureError} for whatever is wrong with it
 */
export async function readPageLink(link) {
  return readMended(link, formats, readTexts);
}

/** @param {Map<string, string>} texts @returns {Promise<PageState>} */
async function readTexts(texts) {
  /** @type {any} */
  const state = { example: { ...beginning.example }, sentence: { ...beginning.sentence }, long: { ...beginning.long } };
  for await (const [name, value] of readFields(texts, fieldFormats)) {
    const { part, key, read } = /** @type {Field} */ (fields.get(name));
    state[part][key] = read(name, value);
  }
  checkVectors(state.example);
  checkRow(state.long);
  state.example.parameters = await readParameters(state.example, texts);
  for (const name of texts.keys()) check(false, 'link', 'option', [...fields.keys()].join(' | '), name);
  return state;
}

/** @param {ExampleState} example */
function checkVectors({ words: { length }, query, keys, values }) {
  for (const [name, vectors] of Object.entries({ keys, values: values ?? keys })) {
    check(vectors.length === length, name, 'shape', `${counted(length, 'vector')}, as in words`, told(counted(vectors.length, 'vector')));
    for (const [index, { length: components }] of vectors.entries()) {
      check(components === query.length, `${name}[${index}]`, 'shape', `${counted(query.length, 'number')}, as in query`, told(counted(components, 'number')));
    }
  }
}

/** @param {LongState} long */
function checkRow({ length, heads, row, head }) {
  check(row === null || row < length, 'long-row', 'range', `a whole number from 0 to ${length - 1}`, row);
  check(head < heads, 'long-head', 'range', `a whole number from 0 to ${heads - 1}`, head);
}

/**
 * @param {ExampleState} example
 * @param {Map<string, string>} texts the fields of the link; those of parameters are removed
 * @returns {Promise<ExampleState['parameters']>}
 */
async function readParameters(example, texts) {
  const known = new Map(parameterFields(example).map((field) => [field.name, field]));
  /** @type {Record<string, Parameters>} */
  const parameters = {};
  for await (const [name, value] of readFields(texts, parameterFormats)) {
    const { score, letter, usual } = /** @type {ParameterField} */ (known.get(name));
    parameters[score] ??= defaultParameters(score, example.query.length, example.keys.length);
    parameters[score][letter] = readLike(name, value, usual);
  }
  return parameters;
}

/**
 * @param {string} argument
 * @param {unknown} value
 * @param {Parameter} usual a parameter of the size that the value must have
 * @returns {Parameter}
 */
function readLike(argument, value, usual) {
  const { length } = usual;
  /** @type {(place: string, part: unknown) => any} */
  const readPart = (place, part) => Array.isArray(usual[0]) ? readLike(place, part, usual[0]) : readFinite(place, part);
  return readList(argument, value, length, length, readPart, Array.isArray(usual[0]) ? 'vector' : 'number');
}

/**
 * @param {unknown} error
 * @param {boolean} isChinese
 * @returns {{ argument: string, expected: string, got: string } | null} the words for an error in a link; null for an error of another kind
 */
export function linkWords(error, isChinese) {
  return error instanceof FigureError ? errorWords(error, isChinese) : null;
}
