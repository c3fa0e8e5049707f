/** Bytes and texts of a Blob: what is not asked for stays on the disk. */

import { check, HeadsError } from './heads-error.js';

/**
 * @param {Blob} blob
 * @param {number} start
 * @param {number} end
 * @param {string} place for messages
 * @returns {Promise<Uint8Array<ArrayBuffer>>} in a buffer of their own, so that views of any element may begin where they do
 * @throws {HeadsError} size: the blob ends before; value: the file has changed or is gone
 */
export async function bytesOf(blob, start, end, place) {
  check(end <= blob.size, 'size', 'bytes', { place, expected: end, got: blob.size });
  return new Uint8Array(await readable(blob.slice(start, end).arrayBuffer(), place));
}

/**
 * A browser needs up to a millisecond for each read, however small it is: what is asked for in one turn, each part behind the
 * one before, is read at once.
 * @param {Blob} blob
 * @returns {(start: number, end: number, place: string) => Promise<Uint8Array<ArrayBuffer>>} bytesOf this blob
 */
export function readsTogether(blob) {
  /** What is asked for in this turn. @type {Together | null} */
  let asked = null;
  return async (start, end, place) => {
    check(end <= blob.size, 'size', 'bytes', { place, expected: end, got: blob.size });
    if (asked?.end !== start) asked = new Together(start);
    asked.end = end;
    const together = asked;
    await null; // The others of this turn ask, too.
    asked = null;
    return together.read(blob, start, end, place);
  };
}

/**
 * For a small Blob, of which sooner or later all is asked for: one read.
 * @param {Blob} blob
 * @returns {ReturnType<typeof readsTogether>}
 */
export function readsOnce(blob) {
  /** @type {Promise<Uint8Array<ArrayBuffer>> | null} */
  let whole = null;
  return async (start, end, place) => {
    check(end <= blob.size, 'size', 'bytes', { place, expected: end, got: blob.size });
    whole ??= bytesOf(blob, 0, blob.size, place);
    try {
      return (await whole).slice(start, end);
    } catch (error) {
      whole = null; // The file may be there again.
      throw error;
    }
  };
}

/** Parts of a Blob that are read at once, and given out as copies. */
class Together {
  #start;
  end;
  /** @type {Promise<Uint8Array<ArrayBuffer>> | null} */
  #bytes = null;

  /** @param {number} start */
  constructor(start) {
    this.#start = start;
    this.end = start;
  }

  /** Once all have asked. @param {Blob} blob @param {number} start @param {number} end @param {string} place */
  async read(blob, start, end, place) {
    this.#bytes ??= bytesOf(blob, this.#start, this.end, place);
    return (await this.#bytes).slice(start - this.#start, end - this.#start);
  }
}

/** Above this a browser may have no text that long, and no page needs it. */
const mostMegabytes = 256;

/** Byte order marks of UTF-16, which PowerShell and Excel write. @type {[number, number, string][]} */
const marks = [[0xff, 0xfe, 'utf-16le'], [0xfe, 0xff, 'utf-16be']];

/**
 * @param {Blob} blob
 * @param {string} place
 * @returns {Promise<string>} without a byte order mark
 * @throws {HeadsError} size; value: other bytes than UTF-8, or UTF-16 behind its mark
 */
export async function textOf(blob, place) {
  const megabytes = blob.size / 2 ** 20;
  check(megabytes <= mostMegabytes, 'size', 'textSize', { place, expected: mostMegabytes, got: Math.ceil(megabytes) });
  const bytes = await bytesOf(blob, 0, blob.size, place);
  const [, , encoding] = marks.find(([first, second]) => bytes[0] === first && bytes[1] === second) ?? [0, 0, 'utf-8'];
  return decoded(bytes, encoding, place);
}

/**
 * @param {Uint8Array} bytes
 * @param {string} encoding
 * @param {string} place
 * @returns {string}
 * @throws {HeadsError} value
 */
export function decoded(bytes, encoding, place) {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new HeadsError('value', 'encoding', { place, expected: encoding.toUpperCase() });
  }
}

/**
 * @template Content
 * @param {Promise<Content>} content
 * @param {string} place
 * @returns {Promise<Content>}
 */
async function readable(content, place) {
  try {
    return await content;
  } catch (error) {
    throw new HeadsError('value', 'unreadable', { place, got: /** @type {Error} */ (error).name });
  }
}
