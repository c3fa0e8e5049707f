/** Texts made short enough for a link: zlib, written in base64url (RFC 4648). */

import { bytesIn } from '../../base/binary.js';
import { base64, packed } from '../../base/packed.js';
import { check, FigureError, told } from './figure-error.js';

/**
 * @param {string} text
 * @returns {Promise<string>}
 */
export async function deflateText(text) {
  return base64(await packed(text)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
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
    const bytes = new Blob([bytesIn(binary)]).stream();
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
