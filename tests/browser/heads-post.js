// A blog post with <attention-heads>, written for each test and served under a policy that allows only its own script, and
// functions that read such a page.

import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { serveFolder } from '../../web/build/static-server.js';
import { distFolder } from '../../web/build/site.js';
import { createRamp } from '../../web/draw/color.js';
import { palette } from '../../web/draw/palette.js';
import { cssColor, rampColor } from '../../web/draw/ramp.js';

/**
 * @import { Locator, Page } from 'playwright-core'
 * @import { Site } from '../../web/build/static-server.js'
 * @import { AttentionHeadsElement } from '../../web/heads/element/attention-heads.js'
 * @import { OpenedPage, OpenOptions } from './browser.js'
 *
 * @typedef {{ x: number, y: number }} Point in the window
 */

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'";

export const script = '<script defer src="attention-heads.iife.js"></script>';

/**
 * Serves a folder of posts from before the first test until after the last.
 * @param {{ open: (options?: OpenOptions) => Promise<OpenedPage> }} lab
 */
export function useHeads(lab) {
  /** @type {string} */
  let folder;
  /** @type {Site} */
  let site;
  let count = 0;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'attention-heads-'));
    for (const name of ['attention-heads.iife.js', 'favicon.svg']) await copyFile(join(distFolder, name), join(folder, name));
    // The background is the reader's own: light, dark or forced.
    await writeFile(join(folder, 'page.css'), ':root { color-scheme: light dark; background: Canvas; color: CanvasText }');
    site = await serveFolder(folder, { port: 0, headers: { 'Content-Security-Policy': policy } });
  });
  after(async () => {
    await site.close();
    await rm(folder, { recursive: true });
  });

  /** @param {string} name @param {string} text of a file beside the posts */
  const file = (name, text) => writeFile(join(folder, name), text);

  /**
   * @param {string} body
   * @param {OpenOptions & { head?: string, lang?: string, complains?: boolean }} [options] complains: it may, and its elements
   *   need not be drawn
   * @returns {Promise<Page>}
   */
  async function post(body, { head = script, lang = 'en', complains = false, ...options } = {}) {
    count += 1;
    await file(`page-${count}.html`, [
      `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
      `<link rel="icon" href="favicon.svg"><link rel="stylesheet" href="page.css"><title>post</title>${head}<main><h1>Post</h1>${body}</main>`,
    ].join(''));
    const { page, complaints } = await lab.open({ ...options, address: `${site.url}page-${count}.html` });
    if (!complains) {
      await complete(page);
      assert.deepEqual(complaints, []);
    }
    return page;
  }

  return { file, post };
}

/** @param {Page} page */
const complete = (page) => page.evaluate(async () => {
  for (const heads of /** @type {NodeListOf<AttentionHeadsElement>} */ (document.querySelectorAll('attention-heads'))) await heads.complete;
});

/** @param {Page} page all that was asked for is drawn */
export const settled = complete;

/**
 * The element with its numbers inside.
 * @param {Record<string, unknown>} data arrays and tokens by their names
 * @param {string} [attributes]
 */
export function headsOf(data, attributes = '') {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return `<attention-heads ${attributes}><script type="application/json">${json}</script></attention-heads>`;
}

/** @param {Page} page @param {string} selector in the shadow root @returns {Locator} */
export const inside = (page, selector) => page.locator(`attention-heads ${selector}`).first();

/**
 * @template Result, Given
 * @param {Page} page
 * @param {(heads: AttentionHeadsElement, given: Given) => Result} use
 * @param {Given} [given]
 * @returns {Promise<Awaited<Result>>}
 */
export function inHeads(page, use, given) {
  return /** @type {Promise<Awaited<Result>>} */ (page.evaluate(`(${use})(document.querySelector('attention-heads'), ${JSON.stringify(given)})`));
}

/** @param {Page} page @param {Partial<import('../../web/heads/state/view-state.js').ViewState>} state */
export async function look(page, state) {
  await inHeads(page, async (heads, change) => {
    heads.state = change;
    await heads.complete;
  }, state);
}

/** @param {Page} page @returns {Promise<string>} what is said of the place that is pointed at */
export const readout = async (page) => await inside(page, '.readout').textContent() ?? '';

/** @param {Page} page @param {string} name of a field @returns {Locator} */
export const field = (page, name) => inside(page, `[data-name="${name}"]`);

const [light, dark] = [0, 1].map((column) => {
  const sheets = palette.split('@media (prefers-color-scheme:dark)');
  const colors = (/** @type {string} */ name) => /** @type {RegExpExecArray} */ (new RegExp(`--figure-ramp-${name}:(#\\w+)`).exec(sheets[column]))[1];
  const [negative, zero, positive] = ['negative', 'zero', 'positive'].map(colors);
  return { sequential: createRamp([zero, positive]), diverging: createRamp([negative, zero, positive]) };
});

/**
 * @param {number} share of the end of the range, -1 to 1
 * @param {{ isDark?: boolean, isSigned?: boolean }} [options]
 * @returns {string} its colour, as CSS
 */
export function colorOf(share, { isDark = false, isSigned = false } = {}) {
  return cssColor(rampColor(isDark ? dark : light, share, isSigned ? [-1, 1] : [0, 1]));
}

/** The end of a range: to two digits, so that the legend says exactly where it is. @param {number} largest */
export function rangeEnd(largest) {
  const unit = 10 ** (Math.floor(Math.log10(largest)) - 1);
  return Number((Math.ceil(largest / unit - 1e-9) * unit).toPrecision(2));
}

/** @param {number} share @returns {number} the place on a logarithmic range of three decades */
export const logShare = (share) => Math.max(0, 1 + Math.log10(share) / 3);

/**
 * The middles of all squares of one colour on a canvas.
 * @param {Page} page
 * @param {string} canvas selector in the shadow root
 * @param {string} color as CSS
 * @param {number} [side] of the squares, in device pixels
 * @returns {Promise<Point[]>} none where there is no such square; at most one in each of these squares
 */
export function placesOf(page, canvas, color, side = 5) {
  return page.evaluate(([selector, css, size]) => {
    const node = /** @type {HTMLCanvasElement} */ (document.querySelector('attention-heads')?.shadowRoot?.querySelector(selector));
    // A copy is read, because reading the canvas itself often makes Chromium warn and paint it in another way.
    const copy = new OffscreenCanvas(node.width, node.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d', { willReadFrequently: true }));
    context.drawImage(node, 0, 0);
    const { data } = context.getImageData(0, 0, node.width, node.height);
    const wanted = /** @type {RegExpMatchArray} */ (css.match(/\d+/g)).map(Number);
    const isColored = (/** @type {number} */ x, /** @type {number} */ y) => wanted.every((channel, at) => data[4 * (y * node.width + x) + at] === channel);
    const box = node.getBoundingClientRect();
    const found = [];
    for (let y = 0; y + size <= node.height; y += size) {
      for (let x = 0; x + size <= node.width; x += size) {
        let isSquare = true;
        for (let at = 0; isSquare && at < size * size; at++) isSquare = isColored(x + at % size, y + Math.floor(at / size));
        if (isSquare) found.push({ x: box.left + (x + size / 2) * box.width / node.width, y: box.top + (y + size / 2) * box.height / node.height });
      }
    }
    return found;
  }, /** @type {const} */ ([canvas, color, side]));
}
