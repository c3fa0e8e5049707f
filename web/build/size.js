import { gzipSync } from 'node:zlib';

/** From this share of its limit on, a file's size is a warning. */
const WARNING = 0.95;

/** @param {Uint8Array} bytes @returns {number} how many a reader loads */
export const gzippedSize = (bytes) => gzipSync(bytes, { level: 9 }).length;

/**
 * Prints a size and holds it against its limit.
 * @param {string} what
 * @param {number} size after gzip -9
 * @param {number} limit
 * @throws {Error} above the limit
 */
export function checkSize(what, size, limit) {
  console.log(`${what}: ${size} of ${limit} bytes, gzipped`);
  if (size > limit) throw new Error(`${what}: expected at most ${limit} bytes after gzip -9, got ${size}`);
  if (size > limit * WARNING) console.warn(`${what}: warning, only ${limit - size} bytes are left`);
}
