/** From a picture file to the pixels that a model takes. */

/** @import { PictureFacts, Tensor } from './worker/messages.js' */

/**
 * @param {File} file
 * @param {HTMLCanvasElement} canvas shows what the model gets
 * @param {PictureFacts} facts
 * @returns {Promise<Tensor>} [channels, height, width]
 * @throws {Error} where the browser cannot read it
 */
export async function pixelsOf(file, canvas, facts) {
  const picture = await createImageBitmap(file);
  try {
    drawPicture(picture, canvas, facts);
  } finally {
    picture.close();
  }
  return normalised(canvas, facts);
}

/** @param {ImageBitmap} picture @param {HTMLCanvasElement} canvas @param {PictureFacts} facts */
function drawPicture(picture, canvas, { imageSize, isCropped }) {
  canvas.width = canvas.height = imageSize;
  const side = Math.min(picture.width, picture.height);
  const [width, height] = isCropped ? [side, side] : [picture.width, picture.height];
  const context = contextOf(canvas);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, (picture.width - width) / 2, (picture.height - height) / 2, width, height, 0, 0, imageSize, imageSize);
}

/** @param {HTMLCanvasElement} canvas */
const contextOf = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));

/** @param {HTMLCanvasElement} canvas @param {PictureFacts} facts @returns {Tensor} */
function normalised(canvas, { channels, imageSize, mean, deviation }) {
  const { data } = contextOf(canvas).getImageData(0, 0, imageSize, imageSize);
  const size = imageSize * imageSize;
  const pixels = Float32Array.from({ length: channels * size }, (_, i) => {
    const channel = Math.floor(i / size);
    return (data[4 * (i % size) + channel] / 255 - mean[channel]) / deviation[channel];
  });
  return { data: pixels, shape: [channels, imageSize, imageSize] };
}
