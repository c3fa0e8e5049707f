/** Decodes a picture in a worker, because a large one takes seconds. */

import { FalsifiedPicture, fitted } from './fitting.js';

/** @import { Incoming } from './fitting.js' */
/** @typedef {{ incoming: Incoming } | { problem: string, isFalsified: boolean }} Answer */

self.addEventListener('message', async ({ data }) => {
  try {
    const bitmap = await createImageBitmap(/** @type {Blob} */ (data));
    const incoming = fitted(bitmap, bitmap, (width, height) => new OffscreenCanvas(width, height));
    bitmap.close(); // A large picture holds more than a gigabyte, which nothing needs any longer.
    post({ incoming });
  } catch (error) {
    post({ problem: String(error), isFalsified: error instanceof FalsifiedPicture });
  }
});

/** @param {Answer} answer */
function post(answer) {
  self.postMessage(answer);
}
