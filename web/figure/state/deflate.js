/** Content packed: texts made short enough for a link, and pictures. zlib (RFC 1950; Node.js 18 knows no bare deflate), written in base64url for links (RFC 4648). */

import { check, FigureError, told } from './figure-error.js';

/**
 * @param {string} text
 * @returns {Promise<string>}
 */
export async function deflateText(text) {
  return base64(await packed(text)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @param {string | Uint8Array<ArrayBuffer>} content @returns {Promise<Uint8Array>} as zlib packs it */
export async function packed(content) {
  const stream = new Blob([content]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {Uint8Array} bytes */
export function base64(bytes) {
  let binary = '';
  for (let at = 0; at < bytes.length; at += mostArguments) binary += String.fromCharCode(...bytes.subarray(at, at + mostArguments));
  return btoa(binary);
}

/** So many a call takes in every browser. */
const mostArguments = 0x2000;

/**
 * Stops as soon as there is too much: eight kilobytes can hold eight megabytes of zeros.
 * @param {string} argument
 * @param {string} packed
 * @param {number} most characters
 * @returns {Promise<string>}
 * @throws {FigureError} syntax, size
 */
export async function inflateText(argument, packed, most) {
  let text = '';
  try {
    const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = new Blob([Uint8Array.from(binary, (character) => character.charCodeAt(0))]).stream();
    const decoder = new TextDecoderStream('utf-8', { fatal: true });
    const reader = bytes.pipeThrough(new DecompressionStream('deflate')).pipeThrough(decoder).getReader();
    for (let part = await reader.read(); !part.done && text.length <= most; part = await reader.read()) text += part.value;
    if (text.length > most) await reader.cancel();
  } catch {
    throw new FigureError(argument, 'syntax', 'zlib, base64url', packed);
  }
  check(text.length <= most, argument, 'size', `at most ${most} characters`, told(`${text.length} characters`));
  return text;
}
