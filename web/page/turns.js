/** Turns of the event loop: long work is cut into parts, between which the page answers its reader. */

/**
 * @returns {Promise<void>} in a task of its own, after what the browser has to do meanwhile. A timer would be made to wait
 *   longer each time, and far longer in a page that nobody looks at
 */
export function nextTurn() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
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
    if (performance.now() - begun < share) continue;
    await nextTurn();
    begun = performance.now();
  }
}
