/** Opens files that Python writes: the arrays and words in them. */

import { textOf } from './bytes.js';
import { check, naming } from './heads-error.js';
import { jsonContents } from './json.js';
import { jsonOf } from './json-text.js';
import { npyContents, npyHead } from './npy.js';
import { readNpz } from './npz.js';
import { Opening } from './opening.js';
import { readSafetensors } from './safetensors.js';
import { isTable, tableContents } from './table.js';
import { wordsOfText } from './words.js';

/**
 * @import { Contents } from './named-array.js'
 *
 * @typedef {Blob & { name?: string }} NamedFile
 * @typedef {(file: Blob, names: { file: string, stem: string }, opening: Opening) => Promise<Contents>} Reader
 */

/** By the endings of their names. @type {Record<string, Reader>} */
const readers = {
  npy: async (blob, { file, stem }) => {
    const head = await npyHead(blob, file);
    return npyContents(head, blob.slice(head.start), stem, file);
  },
  npz: (blob, { file }, opening) => readNpz(blob, file, opening),
  safetensors: (blob, { file }) => readSafetensors(blob, file),
  json: async (blob, { file, stem }) => jsonContents(jsonOf(await textOf(blob, file), file), stem, file),
  csv: async (blob, { file, stem }) => tableContents(await textOf(blob, file), stem, file),
  tsv: async (blob, { file, stem }) => tableContents(await textOf(blob, file), stem, file),
  txt: async (blob, { file, stem }) => ({ arrays: [], texts: [{ name: stem, tokens: wordsOfText(await textOf(blob, file), file) }] }),
};

/** Formats that are programs for Python's pickle, or hold one. */
const pickles = /^(pt|pth|bin|pkl|pickle|ckpt|joblib)$/;

/** Bytes of numbers that are held in memory: the grid soon needs all of them, and each read of a file takes its time. */
const mostHeld = 1 << 25;

/**
 * Opens files; nothing is read from them that is not needed now. Where the numbers are few they stay in memory from then on.
 * @param {NamedFile[]} files
 * @param {{ signal?: AbortSignal, onProgress?: (share: number) => void }} [options] the share, from 0 to 1, never falls
 * @returns {Promise<Contents>} of all files, in their order
 * @throws {HeadsError} the first fault: see web/locales/heads-files.js
 */
export async function readArrays(files, { signal, onProgress } = {}) {
  const opening = new Opening(files, signal, onProgress);
  /** @type {Contents} */
  const all = { arrays: [], texts: [] };
  for (const file of files) {
    const { arrays, texts } = await naming(nameOf(file), () => readFile(file, opening));
    all.arrays.push(...arrays);
    all.texts.push(...texts);
    opening.finished(file);
  }
  if (all.arrays.reduce((sum, { size }) => sum + size, 0) <= mostHeld) for (const array of all.arrays) array.hold();
  return all;
}

/** @param {NamedFile} file */
const nameOf = ({ name }) => name ?? '';

/** @param {NamedFile} blob @param {Opening} opening */
async function readFile(blob, opening) {
  opening.reached(0);
  const file = nameOf(blob);
  const [, stem, ending] = /^(.*?)(?:\.([^.]*))?$/s.exec(file) ?? [];
  const kind = (ending ?? '').toLowerCase();
  check(!pickles.test(kind), 'type', 'pickle', { place: file });
  check(Object.hasOwn(readers, kind), 'type', 'format', { place: file, got: ending ? `.${ending}` : '""' });
  return readers[kind](blob, { file, stem }, opening);
}

/** Words may begin with a bracket, too: [CLS]. */
const jsonStart = /^\s*(?:\{|\[\s*(?:[[\]{"\d-]|NaN|Infinity|true|false|null))/;

/**
 * @param {string} text JSON, a table, or words
 * @param {string} [name] of what has none in the text, and in messages
 * @returns {Promise<Contents>}
 * @throws {HeadsError}
 */
export function readText(text, name = 'text') {
  return naming(name, async () => {
    if (jsonStart.test(text)) return jsonContents(jsonOf(text, name), name, name);
    if (isTable(text)) return tableContents(text, name, name);
    return { arrays: [], texts: [{ name, tokens: wordsOfText(text, name) }] };
  });
}
