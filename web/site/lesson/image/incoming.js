/** The reader's own picture: a chosen file, or one that is pasted or dropped. It never leaves the page. */

import { FalsifiedPicture, fitted } from './fitting.js';

/** @import { Incoming } from './fitting.js' */
/** @import { Answer } from './worker.js' */

/** The worker that decodes. A newer picture ends it, since nobody waits for the older one. @type {Worker | null} */
let decoder = null;

/**
 * @param {Blob} file
 * @returns {Promise<Incoming>} the picture; may stay pending for ever if another picture is asked for meanwhile
 * @throws {FalsifiedPicture} if the browser does not give the true pixels
 * @throws {Error} for a file that the browser cannot show as a picture
 */
export async function readPicture(file) {
  decoder?.terminate();
  decoder = null;
  // Only a page can read drawings (SVG), not a worker; they have no pixels that would take long to decode.
  const isDrawing = file.type === 'image/svg+xml';
  if (isDrawing || typeof Worker !== 'function' || typeof OffscreenCanvas !== 'function') return readHere(file);
  const answer = await readBeside(file);
  if (answer === null) return readHere(file);
  if ('problem' in answer) throw new (answer.isFalsified ? FalsifiedPicture : Error)(answer.problem);
  return answer.incoming;
}

/**
 * @param {Blob} file
 * @returns {Promise<Answer | null>} null if no worker can start here
 */
function readBeside(file) {
  return new Promise((resolve) => {
    const worker = new Worker('./lesson-image-worker.js', { type: 'module' });
    decoder = worker;
    /** @param {Answer | null} answer */
    const end = (answer) => {
      worker.terminate();
      resolve(answer);
    };
    worker.addEventListener('error', () => end(null));
    worker.addEventListener('message', ({ data }) => end(data));
    worker.postMessage(file);
  });
}

/** @param {Blob} file @returns {Promise<Incoming>} */
async function readHere(file) {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const size = { width: image.naturalWidth, height: image.naturalHeight };
    return fitted(image, size, (width, height) => Object.assign(document.createElement('canvas'), { width, height }));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * @param {HTMLElement} root pictures are taken when dropped on it, or pasted while it is in sight
 * @param {HTMLInputElement} input the field to choose a file
 * @param {(file: File | undefined) => void} take gets undefined if nothing that was dropped or pasted is a file
 */
export function listenForPictures(root, input, take) {
  input.addEventListener('change', () => {
    if (input.files?.length) take(input.files[0]);
    input.value = ''; // The same file can be chosen again.
  });
  root.addEventListener('dragover', (event) => {
    event.preventDefault();
    root.toggleAttribute('data-dragged', true);
  });
  root.addEventListener('dragleave', (event) => {
    if (!(event.relatedTarget instanceof Node && root.contains(event.relatedTarget))) root.removeAttribute('data-dragged');
  });
  root.addEventListener('drop', (event) => {
    event.preventDefault();
    root.removeAttribute('data-dragged');
    take(event.dataTransfer?.files[0]);
  });
  document.addEventListener('paste', ({ target, clipboardData }) => {
    const isHere = target instanceof Node && root.contains(target);
    const isEditable = target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;
    const { top, bottom } = root.getBoundingClientRect();
    const file = clipboardData?.files[0];
    // Text that is pasted elsewhere is not meant for this section.
    if (isHere || (file && !isEditable && top < innerHeight && bottom > 0)) take(file);
  });
}
