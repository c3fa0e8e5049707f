/** The document of this project: attention sets as JSON, the numbers packed in base64. */

import { isRecord } from '../../base/json-text.js';
import { base64 } from '../../base/packed.js';
import { shown } from '../../base/shown-value.js';
import { batchOf } from './batch.js';
import { bytesEach } from './dtypes.js';
import { halvesOf } from './halves.js';
import { check, HeadsError } from './heads-error.js';
import { kindNames } from './kinds.js';
import { countOf, namedArray } from './named-array.js';
import { blocksOf, unpacked } from './unpack.js';
import { checkedWords } from './words.js';

/**
 * @import { AttentionSet } from './axes.js'
 * @import { Kind } from './kinds.js'
 * @import { Contents, NamedArray } from './named-array.js'
 *
 * @typedef {{ format: 'attention-heads', version: unknown, tokens?: unknown, attentions: unknown }} HeadsDocument
 */

const format = 'attention-heads';

const dtypes = /** @type {const} */ (['float16', 'float32']);

const encodings = /** @type {const} */ (['gzip', 'none']);

/** @param {unknown} value @returns {value is HeadsDocument} */
export const isDocument = (value) => isRecord(value) && value.format === format;

/**
 * @param {HeadsDocument} document
 * @param {string} file
 * @returns {Promise<Contents>}
 * @throws {HeadsError}
 */
export async function attentionsOf({ version, tokens, attentions }, file) {
  check(version === 1, 'value', 'oneOf', { place: `${file}, version`, expected: 1, got: shown(version) });
  check(Array.isArray(attentions), 'type', 'attention', { place: `${file}, attentions`, got: shown(attentions) });
  const shared = optionalWords(tokens, `${file}, tokens`);
  const arrays = [];
  for (const [i, attention] of attentions.entries()) arrays.push(await arrayOf(attention, shared, file, `attentions[${i}]`));
  return { arrays, texts: shared ? [{ name: 'tokens', tokens: shared }] : [] };
}

/** @param {unknown} attention @param {string[] | undefined} shared @param {string} file @param {string} at @returns {Promise<NamedArray>} */
async function arrayOf(attention, shared, file, at) {
  const place = `${file}, ${at}`;
  check(isRecord(attention), 'type', 'attention', { place, got: shown(attention) });
  const kinds = /** @type {Kind[]} */ (Object.keys(kindNames));
  const kind = oneOf(kinds, attention.kind, `${place}.kind`);
  const dtype = oneOf(dtypes, attention.dtype, `${place}.dtype`);
  const encoding = oneOf(encodings, attention.encoding, `${place}.encoding`);
  const size = countOf(attention.shape, place) * bytesEach(dtype);
  const shape = /** @type {number[]} */ (attention.shape);
  check(shape.length === 4, 'shape', 'rank', { place, expected: 4, got: shown(shape) });
  const bytes = await dataOf(attention.data, encoding, size, `${place}.data`);
  const queries = optionalWords(attention.queries, `${place}.queries`);
  const keys = optionalWords(attention.keys, `${place}.keys`);
  const labels = { kind, queries, keys, tokens: shared, axes: /** @type {const} */ ('layers heads') };
  return namedArray(kindNames[kind], file, { bytes, dtype, shape }, { labels });
}

/** @template {string} Name @param {readonly Name[]} names @param {unknown} value @param {string} place @returns {Name} */
function oneOf(names, value, place) {
  const found = names.find((name) => name === value);
  if (found === undefined) throw new HeadsError('value', 'oneOf', { place, expected: names.join(' | '), got: shown(value) });
  return found;
}

/** @param {unknown} words @param {string} place @returns {string[] | undefined} */
function optionalWords(words, place) {
  if (words === undefined || words === null) return undefined;
  check(Array.isArray(words), 'type', 'word', { place, got: shown(words) });
  return checkedWords(words, place);
}

/** @param {unknown} data @param {'gzip' | 'none'} encoding @param {number} size @param {string} place @returns {Promise<Blob>} */
async function dataOf(data, encoding, size, place) {
  const blob = new Blob([bytesOfBase64(data, place)]);
  if (encoding === 'none') {
    check(blob.size === size, 'size', 'bytes', { place, expected: size, got: blob.size });
    return blob;
  }
  const blocks = [];
  for await (const block of blocksOf(unpacked(blob, size, place), 0)) blocks.push(block);
  return new Blob(blocks);
}

/** @param {unknown} text @param {string} place */
function bytesOfBase64(text, place) {
  try {
    if (typeof text !== 'string') throw new TypeError();
    const letters = atob(text);
    const bytes = new Uint8Array(letters.length);
    // Uint8Array.from, with a function, takes many times as long.
    for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at);
    return bytes;
  } catch {
    throw new HeadsError('syntax', 'base64', { place, got: shown(text) });
  }
}

/**
 * The inverse of reading.
 * @param {AttentionSet[]} sets
 * @param {{ dtype?: 'float16' | 'float32', batch?: number }} [options] the batch that is written, 0 unless given: the document has
 *   no axis for batches. Of a set that has one batch, that one
 * @returns {Promise<Blob>} JSON
 * @throws {HeadsError} value: float16 cannot hold a number, or a set has several batches, but not this one
 */
export async function writeDocument(sets, { dtype = 'float16', batch = 0 } = {}) {
  oneOf(dtypes, dtype, 'dtype');
  for (const { name, batches } of sets) check(batchOf({ batches }, batch) < batches, 'value', 'index', { place: `${name}, batch`, most: batches - 1, got: batch });
  /** @type {BlobPart[]} */
  const parts = [];
  for (const set of sets) {
    const { kind, queries, keys, layers, heads, rows, columns } = set;
    const shape = [layers, heads, rows, columns];
    // Also safe as the text of a script element in HTML.
    const head = JSON.stringify({ kind, queries: queries ?? undefined, keys: keys ?? undefined, shape, dtype, encoding: 'gzip' }).replaceAll('<', '\\u003c');
    parts.push(parts.length > 0 ? ',' : '', head.slice(0, -1), ',"data":"', base64(await gzipped(set, dtype, batchOf(set, batch))), '"}');
  }
  return new Blob([`{"format":"${format}","version":1,"attentions":[`, ...parts, ']}\n'], { type: 'application/json' });
}

/** @param {AttentionSet} set @param {'float16' | 'float32'} dtype @param {number} batch */
async function gzipped(set, dtype, batch) {
  const matrices = [];
  for (let layer = 0; layer < set.layers; layer++) {
    for (let head = 0; head < set.heads; head++) {
      const numbers = await set.read(layer, head, batch);
      matrices.push(/** @type {BlobPart} */ (dtype === 'float32' ? numbers : halvesOf(numbers, 'half', set.name)));
    }
  }
  const stream = new Blob(matrices).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
