/** Unpacks gzip, and the bare deflate of ZIP as gzip. */

import { check, HeadsError } from './heads-error.js';

/** @import { ZipMember } from './zip.js' */

/** The fixed head of RFC 1952: deflate, no name, no time, any system. */
const gzipHead = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);

/**
 * A member of a ZIP file as gzip, which every platform unpacks; bare deflate is younger (Chrome 103, Node.js 20). Both have
 * the same checksum and size behind the data, so these are checked, too.
 * @param {Blob} file
 * @param {ZipMember} member
 * @returns {Blob}
 */
export function gzipOf(file, { start, end, checksum, size }) {
  const tail = new DataView(new ArrayBuffer(8));
  tail.setUint32(0, checksum, true);
  tail.setUint32(4, size % 2 ** 32, true);
  return new Blob([gzipHead, file.slice(start, end), tail]);
}

/**
 * Unpacks as long as somebody reads, and no more than the size: a few kilobytes can hold gigabytes.
 * @param {Blob} gzip
 * @param {number} size bytes that are expected
 * @param {string} place
 * @returns {AsyncGenerator<Uint8Array<ArrayBuffer>, void>}
 * @throws {HeadsError} syntax: damaged; size: more bytes, or fewer
 */
export async function* unpacked(gzip, size, place) {
  const reader = gzip.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const next = () => reader.read().catch(() => {
    throw new HeadsError('syntax', 'packed', { place });
  });
  let got = 0;
  try {
    for (let part = await next(); !part.done; part = await next()) {
      got += part.value.length;
      check(got <= size, 'size', 'bytes', { place, expected: size, got });
      yield part.value;
    }
    check(got === size, 'size', 'bytes', { place, expected: size, got });
  } finally {
    await reader.cancel().catch(() => {}); // A stream that has failed says so once more.
  }
}

/** Bytes; a multiple of the size of every number. */
const blockLength = 1 << 20;

/**
 * @param {AsyncIterable<Uint8Array<ArrayBuffer>>} pieces of any length
 * @param {number} skip bytes before the first block
 * @returns {AsyncGenerator<Uint8Array<ArrayBuffer>, void>} blocks that hold whole numbers, each in a buffer of its own
 */
export async function* blocksOf(pieces, skip) {
  let block = new Uint8Array(blockLength);
  let used = 0;
  for await (const piece of pieces) {
    let rest = piece.subarray(skip);
    skip -= piece.length - rest.length;
    while (rest.length > 0) {
      const part = rest.subarray(0, blockLength - used);
      block.set(part, used);
      used += part.length;
      rest = rest.subarray(part.length);
      if (used < blockLength) continue;
      yield block;
      block = new Uint8Array(blockLength);
      used = 0;
    }
  }
  if (used > 0) yield block.slice(0, used);
}
