/** A worker that reads a long passage and reports its progress. */

import { reading } from './passage.js';

/** @import { Passage } from './passage.js' */
/** @typedef {{ share: number } | { passage: Passage } | { problem: string }} Message */

/** The least time between two reports, in milliseconds. */
const reportEvery = 50;

self.addEventListener('message', ({ data }) => {
  try {
    const steps = reading(/** @type {string} */ (data));
    let reported = performance.now();
    for (;;) {
      const { done, value } = steps.next();
      if (done) {
        post({ passage: value });
        return;
      }
      if (performance.now() - reported < reportEvery) continue;
      reported = performance.now();
      post({ share: value });
    }
  } catch (error) {
    post({ problem: String(error) });
  }
});

/** @param {Message} message */
function post(message) {
  self.postMessage(message);
}
