// What a model is given, checked and as the runtime takes it.
import { show } from '../../wasm/error.js';
import { ModelError } from '../model-error.js';

/** @import { PatchEmbedding, Stack, TokenEmbedding } from '../description.js' */
/** @import { Tensor } from '../runtime/running-stack.js' */

/** Nested arrays, a flat list, or data with a shape. @typedef {any} TensorLike */

/**
 * Text, or tokens by their numbers, or an image, or a recording's features.
 * @typedef {object} ModelInput
 * @property {string} [text]
 * @property {string} [pair] a second text behind the first one
 * @property {TensorLike} [ids]
 * @property {TensorLike} [tokenTypeIds] 0 without them
 * @property {TensorLike} [attentionMask] 1 for a token, 0 for padding before or behind all tokens
 * @property {TensorLike} [decoderIds] of a model with two stacks; without them the token that decoding starts with
 * @property {TensorLike} [pixels] [channels, height, width], normalised as the model wants them
 * @property {TensorLike} [features] [bins, frames]
 */

const names = new Set(['text', 'pair', 'ids', 'tokenTypeIds', 'attentionMask', 'decoderIds', 'pixels', 'features']);

/** @param {unknown} input @returns {ModelInput} */
export function checkedInput(input) {
  if (typeof input !== 'object' || input === null) throw new ModelError('input', `expected { text }, { ids }, { pixels } or { features }, got ${show(input)}`);
  for (const name of Object.keys(input)) {
    if (!names.has(name)) throw new ModelError(name, `expected one of ${[...names].join(', ')}, got an unknown name`);
  }
  return input;
}

/**
 * @param {TensorLike} value
 * @param {string} name
 * @returns {number[]} a flat list of whole numbers from 0 on
 * @throws {ModelError}
 */
function integersOf(value, name) {
  const list = Array.from(oneTextOf(value, name), (number) => (typeof number === 'bigint' ? Number(number) : number));
  const wrong = list.findIndex((number) => !Number.isInteger(number) || number < 0);
  if (wrong >= 0) throw new ModelError(name, `expected whole numbers from 0 on, got ${show(list[wrong])} at ${wrong}`);
  return list;
}

/** @param {unknown} value */
const isList = (value) => Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** A list, alone or as the one row of a batch. @param {TensorLike} value @param {string} name @returns {ArrayLike<any>} */
function oneTextOf(value, name) {
  const data = typeof value === 'object' && value !== null && 'data' in value ? value.data : value;
  if (!isList(data)) throw new ModelError(name, `expected a list of whole numbers, got ${show(value)}`);
  const { shape = [data.length] } = value;
  const isOne = Array.isArray(shape) && shape.at(-1) === data.length && shape.every((length, axis) => length === 1 || axis === shape.length - 1);
  if (!isOne) throw new ModelError(name, `expected the numbers of one text, [${data.length}] or [1, ${data.length}], got the shape ${Array.isArray(shape) ? `[${shape}]` : show(shape)}`);
  if (!isList(data[0])) return data;
  if (data.length > 1) throw new ModelError(name, `expected the numbers of one text, got ${data.length} lists`);
  return data[0];
}

/**
 * @param {number[]} ids that the vocabulary gives a text
 * @param {number} most tokens that the model takes
 * @param {number} vocabulary how many tokens it has
 * @throws {ModelError}
 */
export function checkTextIds(ids, most, vocabulary) {
  if (ids.length === 0) throw new ModelError('text', 'expected at least one token, got none');
  if (ids.length > most) {
    throw new ModelError('text', `expected at most ${most} tokens, which is as many as this model takes, got ${ids.length}: give a window of its tokens, as ids`);
  }
  const beyond = ids.find((id) => id >= vocabulary);
  if (beyond !== undefined) throw new ModelError('text', `expected a vocabulary of ${vocabulary} tokens, as the weights have, got one with the token ${beyond}: files of two models?`);
}

/** The tokens of a stack, and which of them are no padding. @typedef {{ ids: number[], positions: number[], types: number[], first: number, count: number }} TokenInput */

/**
 * @param {{ ids?: TensorLike, tokenTypeIds?: TensorLike, attentionMask?: TensorLike }} input
 * @param {Stack} stack
 * @param {{ ids: string, most: number, vocabulary: number }} limits the argument's name, the most tokens, and how many there are
 * @returns {TokenInput}
 */
export function tokenInput(input, stack, { ids: name, most, vocabulary }) {
  const ids = integersOf(input.ids, name);
  if (ids.length === 0) throw new ModelError(name, 'expected at least one token, got none');
  if (ids.length > most) throw new ModelError(name, `expected at most ${most} tokens, which is as many as this model takes, got ${ids.length}`);
  const beyond = ids.findIndex((id) => id >= vocabulary);
  if (beyond >= 0) throw new ModelError(name, `expected numbers below ${vocabulary}, the size of the vocabulary, got ${ids[beyond]} at ${beyond}`);
  const embedding = /** @type {TokenEmbedding} */ (stack.embedding);
  return { ids, positions: positionsOf(ids, embedding.paddingId), types: typesOf(input.tokenTypeIds, ids.length), ...tokensOf(input.attentionMask, ids.length) };
}

/** @param {number[]} ids @param {number} [paddingId] */
function positionsOf(ids, paddingId) {
  if (paddingId === undefined) return ids.map((_, i) => i);
  let last = paddingId;
  return ids.map((id) => (id === paddingId ? paddingId : ++last));
}

/** @param {TensorLike} given @param {number} count */
function typesOf(given, count) {
  if (given === undefined) return Array(count).fill(0);
  const types = integersOf(given, 'tokenTypeIds');
  if (types.length !== count) throw new ModelError('tokenTypeIds', `expected ${count}, one for each token, got ${types.length}`);
  return types;
}

/**
 * Padding before or behind all tokens changes nothing for them: the model computes without it.
 * @param {TensorLike} given
 * @param {number} length
 * @returns {{ first: number, count: number }}
 */
function tokensOf(given, length) {
  if (given === undefined) return { first: 0, count: length };
  const mask = integersOf(given, 'attentionMask');
  if (mask.length !== length) throw new ModelError('attentionMask', `expected ${length}, one for each token, got ${mask.length}`);
  const other = mask.find((number) => number > 1);
  if (other !== undefined) throw new ModelError('attentionMask', `expected 0 and 1, got ${other}`);
  const first = mask.indexOf(1);
  const count = mask.lastIndexOf(1) - first + 1;
  if (first < 0) throw new ModelError('attentionMask', 'expected a 1 for at least one token, got none');
  if (mask.slice(first, first + count).includes(0)) throw new ModelError('attentionMask', 'expected zeros before and behind all tokens alone, got one between them');
  return { first, count };
}

/**
 * @param {TensorLike} value
 * @param {number} rank
 * @param {string} name
 * @returns {Tensor} float32
 */
export function tensorOf(value, rank, name) {
  const { data, shape } = isTensor(value) ? value : flattened(value, rank, name);
  if (!Array.isArray(shape) || shape.length !== rank) throw new ModelError(name, `expected ${rank} axes, got ${Array.isArray(shape) ? `[${shape}]` : show(shape)}`);
  const count = shape.reduce((/** @type {number} */ product, /** @type {number} */ length) => product * length, 1);
  if (data.length !== count || count === 0) throw new ModelError(name, `expected the ${count} numbers of [${shape}], got ${data.length}`);
  const numbers = Float32Array.from(data, Number);
  const wrong = numbers.findIndex((number) => !Number.isFinite(number));
  if (wrong >= 0) throw new ModelError(name, `expected finite numbers, got ${data[wrong]} at ${wrong}`);
  return { data: numbers, shape };
}

/** @param {any} value */
const isTensor = (value) => typeof value === 'object' && value !== null && 'data' in value && 'shape' in value;

/** @param {any} value @param {number} rank @param {string} name */
function flattened(value, rank, name) {
  /** @type {number[]} */
  const shape = [];
  for (let inner = value; Array.isArray(inner) || ArrayBuffer.isView(inner); inner = /** @type {any} */ (inner)[0]) shape.push(/** @type {any} */ (inner).length);
  if (shape.length !== rank) throw new ModelError(name, `expected nested arrays of ${rank} axes or { data, shape }, got ${show(value)}`);
  /** @type {number[]} */
  const data = [];
  const visit = (/** @type {any} */ inner, /** @type {number} */ axis) => {
    if (inner?.length !== shape[axis]) throw new ModelError(name, `expected rows of one length, ${shape[axis]}, got ${inner?.length ?? show(inner)}`);
    if (axis === rank - 1) for (const number of inner) data.push(number);
    else for (const part of inner) visit(part, axis + 1);
  };
  visit(value, 0);
  return { data, shape };
}

/** @param {TensorLike} value @param {PatchEmbedding} embedding @returns {Tensor} */
export function pixelInput(value, { channels, size, imageSize, isResizable }) {
  const pixels = tensorOf(value, 3, 'pixels');
  const [given, height, width] = pixels.shape;
  if (given !== channels) throw new ModelError('pixels', `expected ${channels} channels, got ${given}`);
  const fits = isResizable ? height % size === 0 && width % size === 0 : height === imageSize && width === imageSize;
  if (!fits) {
    throw new ModelError('pixels', `expected ${isResizable ? `a height and a width that are multiples of ${size}` : `${imageSize} x ${imageSize}`}, got ${height} x ${width}`);
  }
  return pixels;
}
