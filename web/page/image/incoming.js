/** The reader's own picture: a file, pasted, or dropped. It stays in the page. */

import { fittedSize, mostPixels, shrunk } from './raster.js';

/**
 * @import { Raster } from './raster.js'
 *
 * @typedef {{ raster: Raster, width: number, height: number }} Incoming with the size that it had
 */

/** The browser makes a larger picture as small as this; from here on the page does it itself, and finely. */
const mostDrawn = 8 * mostPixels;

/**
 * @param {Blob} file
 * @returns {Promise<Incoming>}
 * @throws {Error} for what the browser cannot show as a picture
 */
export async function readPicture(file) {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    if (!width || !height) throw new Error('picture: expected a size, got none');
    const drawn = fittedSize(width, height, mostDrawn);
    const canvas = document.createElement('canvas');
    Object.assign(canvas, drawn);
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
    // What is transparent is seen on white.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, drawn.width, drawn.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, drawn.width, drawn.height);
    const raster = shrunk(context.getImageData(0, 0, drawn.width, drawn.height), fittedSize(width, height));
    return { raster, width, height };
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * @param {HTMLElement} root takes what is dropped on it, and what is pasted while it is in sight
 * @param {HTMLInputElement} input for files
 * @param {(file: File | undefined) => void} take undefined where what came holds no file
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
