// A message can hand its buffers over to the other thread, which saves a copy; not every platform lets it.

/** @type {boolean | undefined} */
let handsOver;

/** Whether ports hand buffers over: those of workerd refuse every message that asks for it. */
function canHandOver() {
  const { port1 } = new MessageChannel();
  try {
    port1.postMessage(0, [new ArrayBuffer(0)]);
    return true;
  } catch {
    return false;
  } finally {
    port1.close();
  }
}

/**
 * Posts a message and hands its buffers over, or posts copies of them where none can be.
 * @param {{ postMessage(message: any, transfer?: any): void }} port
 * @param {unknown} message
 * @param {ArrayBufferLike[]} buffers
 * @throws what the port throws where memory cannot hold the message
 */
export function post(port, message, buffers) {
  handsOver ??= canHandOver();
  if (handsOver) port.postMessage(message, buffers);
  else port.postMessage(message);
}
