/** Decodes a picture beside the page: of a large one that takes seconds. */

import { fitted } from './fitting.js';

/** @import { Incoming } from './fitting.js' */
/** @typedef {{ incoming: Incoming } | { problem: string }} Answer */

self.addEventListener('message', async ({ data }) => {
  try {
    const bitmap = await createImageBitmap(/** @type {Blob} */ (data));
    const incoming = fitted(bitmap, bitmap, (width, height) => new OffscreenCanvas(width, height));
    bitmap.close(); // Of a large picture more than a gigabyte, which nothing needs any longer.
    post({ incoming });
  } catch (error) {
    post({ problem: String(error) });
  }
});

/** @param {Answer} answer */
function post(answer) {
  self.postMessage(answer);
}
