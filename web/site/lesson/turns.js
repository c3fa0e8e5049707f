/** How the page's long work takes turns with its reader. */

import { nextTurn as turnOfPage } from '../../base/turns.js';

let isHurried = false;

/** What goes on without its turn when there is haste. @type {Set<() => void>} */
const waiting = new Set();

/**
 * @param {boolean} hurried nothing takes turns, from now on until it is false again: a page that is printed waits for no
 *   task, only for what goes on at once
 */
export function hurry(hurried) {
  isHurried = hurried;
  if (hurried) for (const goOn of waiting) goOn();
}

export const hasHaste = () => isHurried;

/** @returns {Promise<void>} in a task of its own, unless there is haste */
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
    if (isHurried || performance.now() - begun < share) continue;
    await nextTurn();
    begun = performance.now();
  }
}
