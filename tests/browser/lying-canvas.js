// Imitates a browser that returns other pixels than were painted, as some do against fingerprinting, in pages and in workers.

/** Must run in a page or a worker before all other scripts. */
export function lie() {
  const noise = (/** @type {number} */ index) => (index * 2654435761) % 251;
  for (const kind of [globalThis.CanvasRenderingContext2D, globalThis.OffscreenCanvasRenderingContext2D]) {
    if (!kind) continue;
    const { getImageData } = kind.prototype;
    kind.prototype.getImageData = /** @this {any} @param {any[]} given */ function (...given) {
      const image = Reflect.apply(getImageData, this, given);
      for (let index = 0; index < image.data.length; index++) image.data[index] = index % 4 === 3 ? 255 : noise(index);
      return image;
    };
  }
  // A file made from a canvas is another picture too, a grey one.
  const grey = (/** @type {any} */ canvas) => {
    const other = new OffscreenCanvas(canvas.width, canvas.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (other.getContext('2d'));
    context.fillStyle = '#777';
    context.fillRect(0, 0, canvas.width, canvas.height);
    return convert.call(other);
  };
  const convert = OffscreenCanvas.prototype.convertToBlob;
  OffscreenCanvas.prototype.convertToBlob = function () {
    return grey(this);
  };
  if (!globalThis.HTMLCanvasElement) return;
  HTMLCanvasElement.prototype.toBlob = /** @this {HTMLCanvasElement} @param {BlobCallback} take */ function (take) {
    grey(this).then(take);
  };
  HTMLCanvasElement.prototype.toDataURL = () => 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mM0/A8AAeUB9LC9fGcAAAAASUVORK5CYII=';
}
