/** Files for the reader, as a link with a download attribute saves them. */

import { element } from './dom.js';

/**
 * @param {string} name
 * @param {BlobPart[]} parts of its content
 * @param {string} type
 */
export function saveFile(name, parts, type) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  element('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000); // By then every browser has begun to read it.
}
