/** Where bytes come from: a file, a Blob, or an address. */

import { shown } from '../../base/shown-value.js';
import { ModelError } from '../model-error.js';

/**
 * @typedef {object} Source
 * @property {string} name
 * @property {number} size in bytes
 * @property {(start: number, end: number) => Promise<Uint8Array>} slice
 * @property {(options?: { signal?: AbortSignal }) => AsyncIterable<Uint8Array>} stream all of it, from its start
 */

/** @typedef {Blob | URL | string} SourceFile a File has a name; a string is an address */

/**
 * @param {unknown} files one or several
 * @returns {unknown[]}
 * @throws {ModelError} an empty list
 */
export function listOf(files) {
  const list = Array.isArray(files) ? files : [files];
  if (list.length === 0) throw new ModelError('files', 'expected at least one file, got an empty list');
  return list;
}

/**
 * @param {unknown} file
 * @param {number} index of it in the list
 * @param {AbortSignal} [signal]
 * @returns {Promise<Source>}
 * @throws {ModelError} no file; an address that gives none
 */
export async function sourceOf(file, index, signal) {
  if (file instanceof Blob) return blobSource(file, nameOf(file) ?? `file ${index + 1}`);
  const address = addressOf(file);
  if (address === null) throw new ModelError(`files[${index}]`, `expected a File, a Blob or an address, got ${shown(file)}`);
  return addressSource(address, signal);
}

/** @param {Blob} blob @returns {string | null} */
function nameOf(blob) {
  return 'name' in blob && typeof blob.name === 'string' && blob.name !== '' ? blob.name : null;
}

/** @param {unknown} file @returns {URL | null} */
function addressOf(file) {
  if (file instanceof URL) return file;
  if (typeof file !== 'string') return null;
  try {
    return new URL(file, globalThis.document?.baseURI);
  } catch {
    return null;
  }
}

/** @param {Blob} blob @param {string} name @returns {Source} */
export function blobSource(blob, name) {
  return {
    name,
    size: blob.size,
    slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
    stream: () => chunksOf(blob.stream()),
  };
}

/** Safari cannot iterate over a stream. @param {ReadableStream<Uint8Array>} stream @returns {AsyncGenerator<Uint8Array, void>} */
async function* chunksOf(stream) {
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel().catch(() => {}); // A stream that has failed says so once more.
  }
}

/**
 * A server that gives ranges is asked for what is needed alone. From any other, the whole file comes once, and the browser keeps
 * it on its disk.
 * @param {URL} address
 * @param {AbortSignal} [signal]
 * @returns {Promise<Source>}
 */
async function addressSource(address, signal) {
  const name = nameInAddress(address);
  const first = await answerOf(address, name, { signal, headers: { Range: 'bytes=0-0' } });
  const size = first.status === 206 ? sizeInRange(first) : null;
  if (size === null) return blobSource(await wholeOf(address, name, first, signal), name);
  await first.body?.cancel();
  return {
    name,
    size,
    slice: async (start, end) => (start === end ? new Uint8Array() : partOf(address, name, start, end, signal)),
    stream: (options) => streamOf(address, name, options?.signal ?? signal),
  };
}

/** @param {URL} address */
function nameInAddress({ pathname, href }) {
  const last = pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(last) || href;
  } catch {
    return last; // A % that begins no byte is part of the name.
  }
}

/** @param {URL} address @param {string} name @param {RequestInit} request */
async function answerOf(address, name, request) {
  const answer = await fetched(address, name, request);
  if (!answer.ok) throw new ModelError(name, `expected a file at ${address.href}, got status ${answer.status}`);
  return answer;
}

/** @param {URL} address @param {string} name @param {RequestInit} request */
async function fetched(address, name, request) {
  try {
    return await fetch(address, request);
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw new ModelError(name, `expected a file at ${address.href}, got ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {Response} answer @returns {number | null} null: the server tells no size, or does not let the page see it */
function sizeInRange(answer) {
  const size = /\/(\d+)$/.exec(answer.headers.get('Content-Range') ?? '')?.[1];
  return size === undefined ? null : Number(size);
}

/** @param {URL} address @param {string} name @param {Response} first @param {AbortSignal} [signal] */
async function wholeOf(address, name, first, signal) {
  if (first.status !== 206) return first.blob();
  await first.body?.cancel();
  return (await answerOf(address, name, { signal })).blob();
}

/** @param {URL} address @param {string} name @param {number} start @param {number} end @param {AbortSignal} [signal] */
async function partOf(address, name, start, end, signal) {
  const answer = await answerOf(address, name, { signal, headers: { Range: `bytes=${start}-${end - 1}` } });
  return new Uint8Array(await answer.arrayBuffer());
}

/** @param {URL} address @param {string} name @param {AbortSignal} [signal] */
async function* streamOf(address, name, signal) {
  const { body } = await answerOf(address, name, { signal });
  if (body) yield* chunksOf(body);
}

/**
 * @param {Source} source
 * @param {number} start
 * @param {number} end
 * @returns {Promise<Uint8Array>}
 * @throws {ModelError} the source ends before, or cannot be read
 */
export async function bytesOf(source, start, end) {
  const { name, size } = source;
  if (end > size) throw new ModelError(name, `expected at least ${end} bytes, got ${size}: is the file cut off?`);
  const bytes = await readable(source.slice(start, end), name);
  if (bytes.length !== end - start) throw new ModelError(name, `expected ${end - start} bytes from ${start} on, got ${bytes.length}`);
  return bytes;
}

/**
 * @template Content
 * @param {Promise<Content>} content
 * @param {string} place
 * @returns {Promise<Content>}
 * @throws {ModelError} the file is gone or has changed; what browsers give for a folder cannot be read either
 */
export async function readable(content, place) {
  try {
    return await content;
  } catch (error) {
    if (error instanceof ModelError) throw error;
    const { name, message } = /** @type {Error} */ (error);
    throw new ModelError(place, `expected a file that can be read, got ${name}: ${message}`);
  }
}
