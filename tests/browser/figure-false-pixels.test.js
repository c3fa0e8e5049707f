// If a browser returns other pixels than were painted, the figure still does what it can do right, and says what it cannot.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { createRamp } from '../../web/draw/color.js';
import { rampColor } from '../../web/draw/ramp.js';
import { useBrowser } from './browser.js';
import { chosenFromMenu, drawing, inFigure, usePosts, vectors } from './figure-post.js';
import { lie } from './lying-canvas.js';

/** @import { BrowserContext } from 'playwright-core' */

const lab = useBrowser();
const { post } = usePosts(lab);

const lying = { prepare: (/** @type {BrowserContext} */ context) => context.addInitScript(lie) };

/** @param {string} address of a PNG with red, green, blue and opacity, unfiltered @returns {number[][]} its pixels */
function pixelsOf(address) {
  const file = Buffer.from(address.replace('data:image/png;base64,', ''), 'base64');
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  assert.deepEqual([...file.subarray(24, 29)], [8, 6, 0, 0, 0]);
  const start = file.indexOf('IDAT');
  const lines = inflateSync(file.subarray(start + 4, start + 4 + file.readUInt32BE(start - 4)));
  return Array.from({ length: width * height }, (_, index) => {
    const at = Math.floor(index / width) * (1 + 4 * width) + 1 + 4 * (index % width);
    return [...lines.subarray(at, at + 4)];
  });
}

const words = Array.from({ length: 80 }, (_, index) => `w${index}`).join(' ');

/** The colours of the light style sheet. */
const sequential = createRamp(['#eef0f2', '#0c3f7c']);

for (const [what, options] of /** @type {[string, object][]} */ ([['an honest canvas', {}], ['a lying one', lying]])) {
  test(`${what}: the picture of a large map in an SVG has the colours of its weights, clear where masked`, async () => {
    const page = await post(`<attention-figure tokens="${words}" causal domain="0 1"></attention-figure>`, options);
    const { svg, html, weights } = await inFigure(page, async (figure) => ({
      svg: await (await figure.exportSVG()).text(),
      html: await (await figure.exportHTML()).text(),
      weights: JSON.parse(await (await figure.exportJSON()).text()).results.panels[0].weights.flat(),
    }));
    const [, address] = /<image [^>]*href="([^"]*)"/.exec(svg) ?? [];
    assert.ok(html.includes(address), 'the page has the same picture');
    const pixels = pixelsOf(address);
    assert.equal(pixels.length, 6400);
    for (const [index, pixel] of pixels.entries()) {
      const isMasked = index % 80 > Math.floor(index / 80);
      const color = rampColor({ sequential, diverging: sequential }, Math.fround(weights[index]), [0, 1]);
      assert.deepEqual(pixel, isMasked ? [0, 0, 0, 0] : [...color, 255], `cell ${index}`);
    }
  });

  test(`${what}: colours are those that the author wrote, however they are written`, async () => {
    const page = await post(`<attention-figure ${vectors} domain="0 1"></attention-figure>`, options);
    /** @type {[written: string, red: number, green: number, blue: number][]} */
    const cases = [
      ['#102030', 16, 32, 48], ['#abc', 170, 187, 204], ['rebeccapurple', 102, 51, 153], ['rgb(200 100 50 / 40%)', 200, 100, 50], ['hsl(210deg 50% 40%)', 51, 102, 153],
      ['color(srgb 1 0.5 0)', 255, 128, 0], ['oklch(0.6279554 0.2576833 29.2338)', 255, 0, 0], ['lab(54.2905 80.8049 69.891)', 255, 0, 0], ['color(display-p3 0 1 0)', 0, 255, 0],
      ['color-mix(in srgb, white, black)', 128, 128, 128], ['rgb(none 100 50)', 0, 100, 50], ['light-dark(#112233, #445566)', 17, 34, 51], ['currentColor', 9, 8, 7],
    ];
    for (const [written, ...rgb] of cases) {
      await page.evaluate((color) => {
        const figure = /** @type {any} */ (document.querySelector('attention-figure'));
        figure.style.setProperty('--figure-ramp-positive', color);
        figure.style.setProperty('--figure-ink', '#090807');
        figure.theme = figure.theme === 'light' ? '' : 'light'; // This makes the figure read its colours again.
        return figure.ready;
      }, written);
      const { ramps: [{ stops }] } = await drawing(page);
      const seen = (stops.at(-1)?.[1].match(/\d+/g) ?? []).map(Number);
      assert.ok(seen.every((channel, index) => Math.abs(channel - rgb[index]) <= 1), `${written}: ${seen}, is ${rgb}`);
    }
  });
}

test('an extension that changes the canvases of a page alone, and only a few of their pixels, is found out', async () => {
  const page = await post(`<attention-figure ${vectors}></attention-figure>`, {
    prepare: (context) => context.addInitScript(() => {
      const { getImageData } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.getImageData = /** @this {any} @param {any[]} given */ function (...given) {
        const image = Reflect.apply(getImageData, this, given);
        image.data[4 * 333 + 1] ^= 1;
        return image;
      };
    }),
  });
  assert.match(await inFigure(page, (figure) => figure.exportPNG().then(() => 'a picture', (error) => String(error))), /changes pictures/);
});

test('a PNG needs pixels read from a canvas: if they are false, the figure says so, and that the SVG is right', async () => {
  const page = await post(`<attention-figure ${vectors}></attention-figure>`, lying);
  const said = await inFigure(page, (figure) => figure.exportPNG().then(() => 'a picture', (error) => String(error)));
  assert.match(said, /This browser changes pictures that pages make.*The SVG is right\./);
  await chosenFromMenu(page, 'Picture (PNG)');
  await page.getByText('the PNG would be false').first().waitFor();
});
