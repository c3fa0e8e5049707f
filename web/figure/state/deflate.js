/** Text made short enough for a link: zlib (RFC 1950; Node.js 18 knows no bare deflate), written in base64url (RFC 4648). */

import { FigureError } from './figure-error.js';

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
 * @param {number} most bytes of text
 * @returns {Promise<string>}
 * @throws {FigureError} syntax, size
 */
export async function inflateText(argument, packed, most) {
  const broken = () => new FigureError(argument, 'compressed text', 'something else', 'syntax');
  if (!/^[A-Za-z0-9_-]*$/.test(packed) || packed.length % 4 === 1) throw broken();
  const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let length = 0;
  try {
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      length += value?.length ?? 0;
      if (length > most) break;
      text += decoder.decode(value, { stream: true });
    }
    if (length <= most) return text + decoder.decode();
  } catch {
    throw broken();
  }
  await reader.cancel().catch(() => {});
  throw new FigureError(argument, `at most ${most} bytes of text`, 'more', 'size');
}
