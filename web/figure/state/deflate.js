/** Text made short enough for a link: zlib (RFC 1950; Node.js 18 knows no bare deflate), written in base64url (RFC 4648). */

import { check, FigureError, told } from './figure-error.js';

/**
 * @param {string} text
 * @returns {Promise<string>}
 */
export async function deflateText(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

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
