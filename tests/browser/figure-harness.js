// The page for figure-paint.test.js and for the benchmark: it draws samples on a canvas and as SVG.

import { panelOf, sampleOf, samples, wordsOf } from './figure-samples.js';
import { paint } from '../../web/draw/canvas-painter.js';
import { cellsPicture } from '../../web/draw/cells-picture.js';
import { cssColor, rampColor } from '../../web/draw/ramp.js';
import { cellsImages, pngOf } from '../../web/draw/png.js';
import { svgOf } from '../../web/draw/svg-painter.js';
import { readTheme } from '../../web/draw/theme.js';
import { domainOf, figureView } from '../../web/figure/views/figure-view.js';

/**
 * @import { CellsItem, Measure } from '../../web/draw/display-list.js'
 * @import { Theme } from '../../web/draw/theme.js'
 */

/**
 * @param {Theme} theme
 * @returns {Measure} that keeps what it has measured, as the figure does
 */
function measureBy(theme) {
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  /** @type {Map<string, number>} */
  const known = new Map();
  return (text, font) => {
    const name = `${font} ${text}`;
    let width = known.get(name);
    if (width === undefined) {
      context.font = theme.fonts[font];
      width = context.measureText(text).width;
      known.set(name, width);
    }
    return width;
  };
}

/**
 * @param {string} name
 * @param {number} width
 */
function listOf(name, width) {
  const theme = readTheme(document.body);
  const measure = measureBy(theme);
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
 * Shows samples one below the other, for somebody to look at.
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
  const svg = svgOf(list, theme, { cellsImage: await cellsImages(list, theme), title: name });
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

/** @param {HTMLCanvasElement} canvas */
function pixelsOf(canvas) {
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d', { willReadFrequently: true }));
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  /** @param {number} x @param {number} y */
  return (x, y) => {
    const at = 4 * (Math.floor(y) * canvas.width + Math.floor(x));
    return data[at + 3] === 0 ? 'clear' : cssColor([data[at], data[at + 1], data[at + 2]]);
  };
}

/**
 * Compares the middle of each cell that is wholly visible and has no number or line over it with the ramp. Zero stands for a
 * masked cell that has the colour of zero, or none.
 * @param {string} name
 * @param {number} width
 * @param {number} ratio
 */
function checkCells(name, width, ratio) {
  const { canvas, list, theme } = canvasOf(name, width, ratio);
  const pixel = pixelsOf(canvas);
  const item = list.items.find(({ type }) => type === 'cells');
  if (item?.type !== 'cells') throw new Error(`${name}: expected cells, got none`);
  const { x, y, part, rows, columns, values, attended, domain } = item;
  const [slot, line] = [item.width / part.columns, item.height / part.rows];
  const found = { right: 0, wrong: 0, zero: 0, hatched: 0 };
  const { look, state } = samples[name]();
  const zero = cssColor(rampColor(theme, 0, domain));
  for (let row = Math.ceil(part.row); row + 1 <= Math.min(rows, part.row + part.rows); row++) {
    if (Math.abs(row - state.query) <= 1 || row === look.crosshair?.row) continue;
    for (let column = Math.ceil(part.column); column + 1 <= Math.min(columns, part.column + part.columns); column++) {
      if (column === look.crosshair?.column) continue;
      const index = row * columns + column;
      // Large cells have a number in the middle, so the pixel near a corner is read.
      const share = slot > 20 ? 0.12 : 0.5;
      const color = pixel(ratio * (x + slot * (column - part.column + share)), ratio * (y + line * (row - part.row + share)));
      if (attended[index]) found[color === cssColor(rampColor(theme, values[index], domain)) ? 'right' : 'wrong'] += 1;
      else found[color === zero || color === 'clear' ? 'zero' : 'hatched'] += 1;
    }
  }
  return found;
}

/** @param {string} name @param {number} width */
async function pngSize(name, width) {
  const { list, theme } = listOf(name, width);
  const picture = await createImageBitmap(await pngOf(list, theme));
  return [picture.width, picture.height];
}

/** Whether the picture stays the same for the same state, for other values, for another domain, and for another theme. */
async function checkPictures() {
  const { list, theme } = listOf('heatmap-256', 700);
  const item = list.items.find(({ type }) => type === 'cells');
  if (item?.type !== 'cells') throw new Error('expected cells, got none');
  /** @param {Partial<CellsItem>} [changes] @param {Theme} [colors] */
  const address = async (changes, colors = theme) => {
    const other = { ...item, ...changes };
    return (await cellsImages({ ...list, items: [other] }, colors))(other);
  };
  const before = await address();
  const kept = {};
  const picture = cellsPicture(item, theme, kept);
  const same = cellsPicture(item, theme, kept) === picture && await address() === before;
  const other = Float32Array.from(item.values, (value) => 1 - value);
  const dark = { ...theme, sequential: theme.diverging };
  return [
    same,
    await address({ values: other }) === before,
    await address({ domain: [0, 0.5] }) === before,
    await address({}, dark) === before,
  ];
}

/** @param {string} name @param {number} width */
const heightOf = (name, width) => Math.ceil(listOf(name, width).list.height);

/**
 * Draws frames as a reader causes them: `drag` computes new values for each frame, `pan` moves the same ones.
 * @param {'heatmap' | 'links'} view
 * @param {number} count of queries and of keys
 * @param {'drag' | 'pan'} kind
 * @param {number} frames
 * @returns {{ script: number[], whole: number[] }} milliseconds of each frame: until the script is done, and until the
 *   pixels are there
 */
function timeFrames(view, count, kind, frames) {
  const theme = readTheme(document.body);
  const measure = measureBy(theme);
  const canvas = document.createElement('canvas');
  document.body.replaceChildren(canvas);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const { state, numbers, look } = sampleOf({ view, tokens: wordsOf(count) }, [panelOf(count, count, { causal: true })]);
  const domain = domainOf(numbers);
  const [script, whole] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  for (let frame = 0; frame < frames; frame++) {
    const [panel] = numbers.panels;
    const next = kind === 'drag' ? { ...numbers, panels: [{ ...panel, weights: Float32Array.from(panel.weights) }] } : numbers;
    const zoom = kind === 'pan' ? { x: frame / 1000, y: frame / 1000, scale: 1.5 } : look.zoom;
    const start = performance.now();
    const list = figureView(state, next, { ...look, domain, zoom, crosshair: { row: frame, column: frame } }, 1000, measure);
    canvas.width = list.width;
    canvas.height = Math.ceil(list.height);
    paint(canvas, { ...list, height: canvas.height }, theme);
    script.push(performance.now() - start);
    context.getImageData(0, 0, 1, 1);
    whole.push(performance.now() - start);
  }
  return { script, whole };
}

Object.assign(globalThis, { timeFrames, checkCells, checkPictures, compare, heightOf, pngSize, show });
