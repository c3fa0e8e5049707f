/** Long work is cut into short tasks, so that the page can answer its reader between them. */

import { nextTurn as turnOfPage } from '../../base/turns.js';

let isHurried = false;

/** The work that is waiting for its turn; when there is haste it goes on at once. @type {Set<() => void>} */
const waiting = new Set();

/**
 * @param {boolean} hurried while it is true nothing takes turns, because a page that is about to be printed waits for no
 *   task: only work that goes on at once is done in time
 */
export function hurry(hurried) {
  isHurried = hurried;
  if (hurried) for (const goOn of waiting) goOn();
}

export const hasHaste = () => isHurried;

/** @returns {Promise<void>} resolved in a new task, or at once if there is haste */
export async function nextTurn() {
  if (isHurried) return;
  await new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
    const goOn = () => {
      waiting.delete(goOn);
      resolve();
    };
    waiting.add(goOn);
    void turnOfPage().then(goOn);
  });
}

/**
 * @template Result
 * @param {Promise<Result>} promise
 * @returns {Promise<Result>} the same result in a new turn, so that the work before it and the work after it are two tasks
 */
export async function inOwnTurn(promise) {
  const result = await promise;
  await nextTurn();
  return result;
}

/** After so many milliseconds of work the page gets its turn. */
const share = 12;

/**
 * @template Result
 * @param {Iterator<unknown, Result>} steps the work in short steps; what it returns is the result
 * @returns {Promise<Result>}
 */
export async function inTurns(steps) {
  let begun = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (isHurried || performance.now() - begun < share) continue;
    await nextTurn();
    begun = performance.now();
  }
}
