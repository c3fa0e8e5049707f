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

/** Milliseconds of work until the page has its turn. */
const stretch = 12;

/**
 * @param {AbortSignal | undefined} signal
 * @param {(share: number) => void} onProgress called before the page has its turn
 * @returns {(share: number) => Promise<void>} to be awaited between pieces of work, with the share that is done: gives the page
 *   its turn where it is time, and rejects with the signal's reason
 */
export function pacer(signal, onProgress) {
  let end = performance.now() + stretch;
  return async (share) => {
    if (performance.now() < end) return;
    onProgress(share);
    await nextTurn();
    signal?.throwIfAborted();
    end = performance.now() + stretch;
  };
}
