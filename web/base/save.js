/** Files for the reader, as a link with a download attribute saves them. */

import { element } from './element.js';

/**
 * @param {string} name
 * @param {Blob} content
 */
export function saveFile(name, content) {
  const address = URL.createObjectURL(content);
  element('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000); // By then every browser has begun to read it.
}
