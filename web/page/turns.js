/** How the page's long work takes turns with its reader. */

import { nextTurn } from '../common/turns.js';

/**
 * @template Result
 * @param {Promise<Result>} promise
 * @returns {Promise<Result>} the same, in a turn of its own: what led to it and what follows are not one task
 */
export async function inOwnTurn(promise) {
  const result = await promise;
  await nextTurn();
  return result;
}

/** Milliseconds of work after which the page gets its turn. */
const share = 12;

/**
 * @template Result
 * @param {Iterator<unknown, Result>} steps each of them short; the work is what they return
 * @returns {Promise<Result>}
 */
export async function inTurns(steps) {
  let begun = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - begun < share) continue;
    await nextTurn();
    begun = performance.now();
  }
}
