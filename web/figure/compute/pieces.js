/** Long work of the page's own thread, cut so that the page goes on drawing and listening. */

import { pacer } from '../../base/turns.js';

/** Milliseconds that a piece should take. */
const pieceTime = 8;

/**
 * Cuts work into pieces of about the same time: how long an item takes is known only once some are done.
 * @param {number} total items
 * @param {(first: number, count: number) => unknown} work
 * @returns {Generator<number, void>} the share that is done, after each piece
 */
export function* inPieces(total, work) {
  let count = 1;
  for (let first = 0; first < total; ) {
    const some = Math.min(count, total - first);
    const start = performance.now();
    work(first, some);
    const took = performance.now() - start;
    first += some;
    // Clocks are coarse in some browsers, so no time at all says little.
    count = Math.max(1, Math.min(2 * some, Math.round((some * pieceTime) / Math.max(took, 0.1))));
    yield first / total;
  }
}

/**
 * @template Result
 * @param {Generator<number, Result>} pieces each tells how much is done
 * @param {AbortSignal} signal
 * @param {(done: number) => void} onProgress called before the page has its turn
 * @returns {Promise<Result>}
 * @throws the signal's reason, and what a piece throws
 */
export async function paced(pieces, signal, onProgress) {
  const pace = pacer(signal, onProgress);
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
    await pace(value);
  }
}
