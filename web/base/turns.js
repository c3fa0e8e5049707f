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
