/** Tells whether a canvas can be believed: so that nobody is recognised by them, some browsers and extensions give other pixels than were painted. */

/** Enough pixels for noise that spares most. */
const side = 32;

/**
 * @param {(width: number, height: number) => HTMLCanvasElement | OffscreenCanvas} canvasOf makes a canvas
 * @returns {boolean} whether what is painted on one is what is read from it
 */
export function readsTrue(canvasOf) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvasOf(side, side).getContext('2d', { willReadFrequently: true }));
  // No two neighbours alike: noise that keeps to the edges of a picture finds one everywhere.
  const colors = Array.from({ length: side * side }, (_, index) => [37, 91, 203].map((factor) => (factor * (index + 1)) % 256));
  for (const [index, color] of colors.entries()) {
    context.fillStyle = `rgb(${color})`;
    context.fillRect(index % side, Math.floor(index / side), 1, 1);
  }
  const { data } = context.getImageData(0, 0, side, side);
  return colors.every((color, index) => [...color, 255].every((channel, place) => data[4 * index + place] === channel));
}
