// The page of figure-paint.test.js: draws samples, on a canvas and as SVG.

import { samples } from './figure-samples.js';
import { paint } from '../../web/figure/canvas-painter.js';
import { cellsAddress, pngOf } from '../../web/figure/png.js';
import { svgOf } from '../../web/figure/svg-painter.js';
import { readTheme } from '../../web/figure/theme.js';
import { domainOf, figureView } from '../../web/figure/views/figure-view.js';

/** @import { Measure } from '../../web/figure/display-list.js' */

/**
 * @param {string} name
 * @param {number} width
 */
function listOf(name, width) {
  const theme = readTheme(document.body);
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  /** @type {Measure} */
  const measure = (text, font) => {
    context.font = theme.fonts[font];
    return context.measureText(text).width;
  };
  const { state, numbers, look } = samples[name]();
  return { theme, list: figureView(state, numbers, { ...look, domain: domainOf(numbers) }, width, measure) };
}

/** @param {string} name @param {number} width @param {number} ratio */
function canvasOf(name, width, ratio) {
  const { theme, list } = listOf(name, width);
  const canvas = document.createElement('canvas');
  const height = Math.ceil(list.height);
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.style.setProperty('width', `${width}px`);
  paint(canvas, { ...list, height }, theme);
  return { canvas, list, theme };
}

/**
 * Shows samples one below the other, to be looked at.
 * @param {string[]} names
 * @param {number} width
 */
function show(names, width) {
  document.body.replaceChildren(...names.map((name) => canvasOf(name, width, devicePixelRatio).canvas));
}

/**
 * @param {string} name
 * @param {number} width
 * @returns {Promise<{ pixels: number, inked: number, apart: number }>} how many pixels there are, how many are not
 *   paper on one of the pictures, and how many of those are far apart even from all neighbours of the other picture
 */
async function compare(name, width) {
  const ratio = 2;
  const { list, theme } = canvasOf(name, width, ratio);
  const svg = svgOf(list, theme, { cellsImage: (item) => cellsAddress(item, theme), title: name });
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  await image.decode();
  const png = await createImageBitmap(await pngOf(list, theme, ratio));
  const [first, second] = [png, image].map((picture) => {
    const copy = new OffscreenCanvas(png.width, png.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d', { willReadFrequently: true }));
    context.drawImage(picture, 0, 0, png.width, png.height);
    return context.getImageData(0, 0, png.width, png.height).data;
  });
  let [inked, apart] = [0, 0];
  /** @param {number} a @param {number} b */
  const distance = (a, b) => Math.max(...[0, 1, 2].map((channel) => Math.abs(first[a + channel] - second[b + channel])));
  for (let y = 1; y < png.height - 1; y++) {
    for (let x = 1; x < png.width - 1; x++) {
      const at = 4 * (y * png.width + x);
      const own = distance(at, at);
      const isPaper = [0, 1, 2].every((channel) => first[at + channel] === first[channel] && second[at + channel] === first[channel]);
      if (!isPaper) inked += 1;
      if (own <= 32) continue;
      let least = own;
      for (const dy of [-1, 0, 1]) for (const dx of [-1, 0, 1]) least = Math.min(least, distance(at, at + 4 * (dy * png.width + dx)));
      if (least > 32) apart += 1;
    }
  }
  return { pixels: png.width * png.height, inked, apart };
}

Object.assign(globalThis, { compare, show, names: Object.keys(samples) });
