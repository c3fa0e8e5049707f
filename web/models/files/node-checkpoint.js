/** Node.js opens paths, too: of files, and of a folder, whose files are taken, but not its folders. */

import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelError } from '../model-error.js';
import { openSources } from './checkpoint.js';
import { listOf, sourceOf } from './source.js';

/**
 * @import { Checkpoint } from './checkpoint.js'
 * @import { Source, SourceFile } from './source.js'
 */

/**
 * @param {SourceFile | SourceFile[]} files a string is a path, or an address that begins with http: or https:
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<Checkpoint>}
 * @throws {ModelError}
 */
export async function openCheckpoint(files, options = {}) {
  const sources = [];
  for (const [index, file] of listOf(files).entries()) {
    options.signal?.throwIfAborted();
    const path = pathOf(file);
    if (path === null) sources.push(await sourceOf(file, index, options.signal));
    else sources.push(...await sourcesAt(path));
  }
  return openSources(sources, options);
}

/** @param {unknown} file @returns {string | null} */
function pathOf(file) {
  if (file instanceof URL) return file.protocol === 'file:' ? fileURLToPath(file) : null;
  if (typeof file !== 'string' || /^(https?|data|blob):/.test(file)) return null;
  return file.startsWith('file:') ? fileURLToPath(file) : file;
}

/** @param {string} path @returns {Promise<Source[]>} */
async function sourcesAt(path) {
  const found = await factsOf(path);
  if (!found.isDirectory()) return [fileSource(path, found.size)];
  const sources = [];
  for (const name of (await readdir(path)).sort()) {
    const inner = await factsOf(join(path, name));
    if (inner.isFile()) sources.push(fileSource(join(path, name), inner.size));
  }
  if (sources.length === 0) throw new ModelError(path, 'expected a folder with the files of a model, got one without files');
  return sources;
}

/** @param {string} path */
async function factsOf(path) {
  try {
    return await stat(path);
  } catch (error) {
    throw new ModelError(path, `expected a file or a folder, got ${/** @type {Error} */ (error).message}`);
  }
}

/** So much is read at a time. */
const chunkLength = 1 << 20;

/** @param {string} path @param {number} size @returns {Source} */
const fileSource = (path, size) => ({
  name: basename(path),
  size,
  slice: (start, end) => partOf(path, start, end),
  stream: () => createReadStream(path, { highWaterMark: chunkLength }),
});

/** @param {string} path @param {number} start @param {number} end @returns {Promise<Uint8Array>} fewer bytes where the file ends before */
async function partOf(path, start, end) {
  const file = await open(path);
  try {
    const bytes = new Uint8Array(end - start);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
