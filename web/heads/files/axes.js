/** From arrays to attention sets: which axis is what, and which arrays are the layers of one set. */

import { shown } from '../../base/shown-value.js';
import { isFloat } from './dtypes.js';
import { check, HeadsError } from './heads-error.js';
import { kindNames } from './kinds.js';
import { tokensOf } from './tokens.js';

/**
 * @import { Kind } from './kinds.js'
 * @import { NamedArray, NamedText } from './named-array.js'
 *
 * @typedef {object} AttentionSet
 * @property {Kind} kind
 * @property {string} name
 * @property {number} layers
 * @property {number} heads
 * @property {number} rows Tq
 * @property {number} columns Tk
 * @property {number} batches
 * @property {string[] | null} queries the words of the rows, where they are known
 * @property {string[] | null} keys the words of the columns
 * @property {boolean} isHalved whether its numbers were rounded to half precision
 * @property {(layer: number, head: number, batch?: number) => Promise<Float32Array>} read one matrix, row by row; the first batch
 *   unless another is given
 *
 * @typedef {AttentionSet & { readRow: (layer: number, head: number, row: number, batch?: number) => Promise<Float32Array> }} OpenSet
 *   a set of an open file, of which one row of a matrix can be read without the others
 *
 * @typedef {'' | 'heads' | 'layers' | 'layers heads' | 'batch heads' | 'layers batch heads'} Reading what the axes before the matrix are
 *
 * @typedef {object} Question an array that can be read in several ways
 * @property {string} name
 * @property {number[]} shape
 * @property {Reading[]} readings the first is taken without an answer
 *
 * @typedef {'layers' | 'batch' | 'heads'} Axis
 * @typedef {{ name: string, members: NamedArray[] }} Group members: one array, or one for each layer
 */

/** Of an array alone, by its number of axes. @type {Partial<Record<number, Reading[]>>} */
const readingsAlone = { 2: [''], 3: ['heads', 'layers'], 4: ['layers heads', 'batch heads'], 5: ['layers batch heads'] };

/** Of one of several layers. @type {Partial<Record<number, Reading[]>>} */
const readingsOfLayer = { 2: [''], 3: ['heads'], 4: ['batch heads'] };

/**
 * @param {NamedArray[]} arrays
 * @param {{ axes?: Record<string, Reading>, texts?: NamedText[] }} [options] axes: answers, by the names of the questions;
 *   texts: words, of which those called tokens, queries, keys, encoder_tokens and decoder_tokens, or the only ones, are taken
 * @returns {{ sets: OpenSet[], questions: Question[] }} questions: those without an answer. Beside arrays of fractions those
 *   of whole numbers are ids or masks, and are left out, as are arrays of one axis
 * @throws {HeadsError} shape: no attention, or words that do not fit; size: nothing; value: answers to no question
 */
export function setsOf(arrays, { axes = {}, texts = [] } = {}) {
  const groups = groupsOf(candidatesOf(arrays));
  const asked = groups.flatMap(questionOf);
  checkAnswers(axes, asked);
  const sets = groups.map((group) => setOf(group, axes[group.name] ?? readingsOf(group)[0], texts));
  return { sets, questions: asked.filter(({ name }) => !Object.hasOwn(axes, name)) };
}

/** @param {NamedArray[]} arrays @returns {NamedArray[]} */
function candidatesOf(arrays) {
  check(arrays.length > 0, 'size', 'noArrays', { place: 'arrays' });
  const wide = arrays.filter(({ shape }) => shape.length >= 2);
  if (wide.length === 0) throw faultOf(arrays[0], 'shape', 'rank', '2 – 5');
  const floats = wide.filter(({ dtype }) => isFloat(dtype));
  return floats.length > 0 ? floats : wide;
}

/** @param {NamedArray} array @param {'shape' | 'size'} code @param {'rank' | 'empty'} key @param {string} [expected] */
function faultOf({ name, file, shape }, code, key, expected = '') {
  return new HeadsError(code, key, { place: name, expected, got: shown(shape) }, file);
}

/** @param {NamedArray[]} arrays @returns {Group[]} in the order of their first members */
function groupsOf(arrays) {
  /** @type {Map<string, NamedArray[]>} */
  const alike = new Map();
  for (const array of arrays) {
    // Two files may both have an arr_0; an array that is a file of its own has a name of its own.
    const isFileAlone = arrays.every((other) => other === array || other.file !== array.file);
    const key = JSON.stringify([isFileAlone ? '' : array.file, array.name.split(/\d+/), array.shape]);
    alike.set(key, [...(alike.get(key) ?? []), array]);
  }
  const alone = (/** @type {NamedArray} */ array) => ({ name: array.name, members: [array] });
  return [...alike.values()].flatMap((members) => layersOf(members) ?? members.map(alone));
}

/** @param {NamedArray[]} members of names that differ in numbers, if at all @returns {Group[] | null} null where not a single number differs */
function layersOf(members) {
  const numbers = members.map(({ name }) => (name.match(/\d+/g) ?? []).map(Number));
  const differing = numbers[0].map((_, at) => at).filter((at) => new Set(numbers.map((own) => own[at])).size > 1);
  const [at] = differing;
  if (differing.length !== 1 || new Set(numbers.map((own) => own[at])).size < members.length) return null;
  const sorted = members.map((array, i) => ({ array, number: numbers[i][at] })).sort((one, other) => one.number - other.number);
  return [{ name: nameWithout(members[0].name, at), members: sorted.map(({ array }) => array) }];
}

/** @param {string} name @param {number} at which of its numbers to leave out @returns {string} attentions of attentions_0 */
function nameWithout(name, at) {
  let index = 0;
  return name.replace(/[._-]?\d+/g, (found) => (index++ === at ? '' : found)).replace(/^[._-]+/, '') || kindNames.self;
}

/** @param {Group} group @returns {Reading[]} one at least */
function readingsOf({ members }) {
  const isLayer = members.length > 1;
  const [array] = members;
  const readings = (isLayer ? readingsOfLayer : readingsAlone)[array.shape.length];
  if (!readings) throw faultOf(array, 'shape', 'rank', isLayer ? '2 – 4' : '2 – 5');
  return readings;
}

/** @param {Group} group @returns {Question[]} none, or one; an axis of 1 is the same in every reading */
function questionOf(group) {
  const [{ shape, labels }] = group.members;
  const readings = readingsOf(group);
  return readings.length > 1 && shape[0] > 1 && !labels?.axes ? [{ name: group.name, shape, readings }] : [];
}

/** @param {Record<string, Reading>} axes @param {Question[]} asked */
function checkAnswers(axes, asked) {
  for (const [name, reading] of Object.entries(axes)) {
    const question = asked.find((one) => one.name === name);
    check(question, 'value', 'oneOf', { place: 'axes', expected: asked.map((one) => one.name).join(' | ') || '{}', got: shown(name) });
    check(question.readings.includes(reading), 'value', 'oneOf', { place: `axes.${name}`, expected: question.readings.join(' | '), got: shown(reading) });
  }
}

/** @param {Group} group @param {Reading} reading @param {NamedText[]} texts @returns {OpenSet} */
function setOf({ name, members }, reading, texts) {
  const [first] = members;
  const { shape, labels = {} } = first;
  if (shape.includes(0)) throw faultOf(first, 'size', 'empty');
  const { sizes, strides } = layoutOf(shape, reading);
  const isLayered = members.length > 1;
  const layers = isLayered ? members.length : sizes.layers;
  const [rows, columns] = shape.slice(-2);
  /** @param {number} layer @param {number} head @param {number} batch @returns the array that a matrix is in, and where */
  const placeOf = (layer, head, batch) => {
    checkIndices({ layer: [layer, layers], head: [head, sizes.heads], batch: [batch, sizes.batch] });
    return { array: isLayered ? members[layer] : first, start: layer * strides.layers + batch * strides.batch + head * strides.heads };
  };
  /** @type {OpenSet['read']} */
  const read = async (layer, head, batch = 0) => {
    const { array, start } = placeOf(layer, head, batch);
    return array.read(start, rows * columns);
  };
  /** @type {OpenSet['readRow']} */
  const readRow = async (layer, head, row, batch = 0) => {
    const { array, start } = placeOf(layer, head, batch);
    checkIndices({ row: [row, rows] });
    return array.read(start + row * columns, columns);
  };
  const kind = labels.kind ?? kindOf(name);
  const words = tokensOf({ kind, name, shape, rows, columns }, labels, texts);
  const isHalved = members.some((array) => array.isHalved);
  return { kind, name, layers, heads: sizes.heads, rows, columns, batches: sizes.batch, ...words, isHalved, read, readRow };
}

/**
 * @param {number[]} shape
 * @param {Reading} reading
 * @returns {Record<'sizes' | 'strides', Record<Axis, number>>} of the axes before the matrix, strides in numbers; an axis that is
 *   not there has the size 1 and the stride 0
 */
function layoutOf(shape, reading) {
  const sizes = { layers: 1, batch: 1, heads: 1 };
  const strides = { layers: 0, batch: 0, heads: 0 };
  const axes = /** @type {Axis[]} */ (reading.split(' ').filter(Boolean));
  axes.forEach((axis, i) => {
    sizes[axis] = shape[i];
    strides[axis] = shape.slice(i + 1).reduce((product, length) => product * length, 1);
  });
  return { sizes, strides };
}

/** @param {string} name @returns {Kind} */
function kindOf(name) {
  const kinds = /** @type {Kind[]} */ (['encoder', 'decoder', 'cross']);
  return kinds.find((kind) => name.includes(kindNames[kind])) ?? 'self';
}

/** @param {Record<string, [index: number, length: number]>} indices */
function checkIndices(indices) {
  for (const [place, [index, length]] of Object.entries(indices)) {
    check(Number.isInteger(index) && index >= 0 && index < length, 'value', 'index', { place, most: length - 1, got: shown(index) });
  }
}
