// Shared by the browser tests: the built site served on loopback, a Chromium, and pages that are
// watched for errors, for requests to other hosts and for violations of the content security policy.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before } from 'node:test';
import { serveFolder } from '../../web/build/static-server.js';
import { distFolder } from '../../web/build/site.js';
import { connect, launch } from './launch.js';

/**
 * @import { Browser, BrowserContext, BrowserContextOptions, Download, Page } from 'playwright-core'
 * @import { Site } from '../../web/build/static-server.js'
 *
 * @typedef {object} OpenOptions
 * @property {string} [locale] the browser's language
 * @property {number} [width]
 * @property {number} [ratio] device pixels to a CSS pixel
 * @property {boolean} [dark]
 * @property {string} [address] a page other than the workbench
 * @property {(context: BrowserContext) => Promise<unknown>} [prepare] called before the page is opened
 * @property {BrowserContextOptions} [context]
 *
 * @typedef {object} OpenedPage
 * @property {Page} page
 * @property {string[]} complaints errors, foreign requests and violations so far
 */

/**
 * For `context`: things in the page move, as they do for most readers. Otherwise nothing moves: drawing the lesson sixty times a
 * second, for the first seven seconds of each page, is more work than all that the tests do there.
 * @type {BrowserContextOptions}
 */
export const moving = { reducedMotion: 'no-preference' };

/**
 * Gives a test file a browser and the site, from before the first test until after the last.
 * @param {{ usesClipboard?: boolean, traces?: boolean }} [needs] a browser has one clipboard, and a trace is of all its pages:
 *   a file that needs one of these gets a browser of its own
 * @returns {{ url: string, browser: Browser, open: (options?: OpenOptions) => Promise<OpenedPage>,
 *   openDrawn: (options?: OpenOptions) => Promise<Page> }}
 */
export function useBrowser({ usesClipboard = false, traces = false } = {}) {
  /** @type {Browser} */
  let browser;
  /** @type {Site} */
  let site;
  /** What the test that runs has opened. @type {BrowserContext[]} */
  const contexts = [];
  /** Of pages that must have nothing to complain of. @type {string[][]} */
  const expectedEmpty = [];
  before(async () => {
    [browser, site] = await Promise.all([usesClipboard || traces ? launch() : connect(), serveFolder(distFolder, { port: 0 })]);
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    for (const complaints of expectedEmpty.splice(0)) assert.deepEqual(complaints, []);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  /** @param {OpenOptions} options */
  async function open({ locale = 'en-US', width = 1280, ratio = 1, dark = false, address = `${site.url}workbench.html`, prepare, context: more } = {}) {
    const context = await browser.newContext({
      locale,
      viewport: { width, height: 900 },
      deviceScaleFactor: ratio,
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      ...more,
    });
    context.setDefaultTimeout(60_000); // Everything comes at once, unless the machine is busy with other things.
    contexts.push(context);
    await prepare?.(context);
    const page = await context.newPage();
    const complaints = watch(page, new URL(address).origin);
    await page.goto(address);
    return { page, complaints };
  }

  return {
    get url() {
      return site.url;
    },
    get browser() {
      return browser;
    },
    open,
    async openDrawn(options) {
      const { page, complaints } = await open(options);
      expectedEmpty.push(complaints);
      await page.locator('#sentence-figures').waitFor();
      return page;
    },
  };
}

/**
 * @param {Page} page
 * @param {string} origin
 * @returns {string[]} filled as things happen
 */
function watch(page, origin) {
  /** @type {string[]} */
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin) {
      complaints.push(`foreign request: ${request.url()}`);
    }
  });
  page.on('requestfailed', (request) => {
    // A page is not to blame for files that it was still loading when the test went on to another page.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  return complaints;
}

/**
 * A number as printed on the page against its float64 truth: within half a unit of its last digit,
 * and what the engine's float32 may add.
 * @param {string | null} printed
 * @param {number} truth
 * @param {string} what
 */
export function assertPrinted(printed, truth, what) {
  const text = (printed ?? '').replaceAll('−', '-').trim();
  const slack = 2e-6 * Math.max(1, Math.abs(truth));
  if (text.startsWith('<') || text.startsWith('>')) {
    const bound = Number(text.slice(1));
    assert.ok(Math.abs(truth) < Math.abs(bound) + slack && truth !== 0, `${what}: printed ${text}, is ${truth}`);
    assert.ok(truth > 0 === text.startsWith('<'), `${what}: printed ${text}, is ${truth}`);
    return;
  }
  const value = Number(text);
  assert.ok(text !== '' && Number.isFinite(value), `${what}: expected a number, got "${text}"`);
  const [digits, exponent = '0'] = text.split('e');
  const places = (digits.split('.')[1] ?? '').length - Number(exponent);
  const half = text === '0' ? 0 : 0.5 * 10 ** -places;
  assert.ok(Math.abs(value - truth) <= half + slack, `${what}: printed ${text}, is ${truth}`);
}

/**
 * @param {string | null} printed '[0.1, 0.2]'
 * @param {number[]} truth
 * @param {string} what
 */
export function assertPrintedVector(printed, truth, what) {
  const components = (printed ?? '').replace(/[[\]]/g, '').split(', ');
  assert.equal(components.length, truth.length, `${what}: ${printed}`);
  components.forEach((component, index) => assertPrinted(component, truth[index], `${what}, component ${index}`));
}

/**
 * The runs of neighbouring pixel columns of a canvas that hold a colour, with their extent.
 * @param {Page} page
 * @param {string} canvas selector
 * @param {string} color '#rrggbb'
 * @returns {Promise<{ left: number, right: number, top: number, bottom: number, pixels: number }[]>} edges in
 *   device pixels, right and bottom exclusive
 */
export function coloredRuns(page, canvas, color) {
  return page.evaluate(
    ([selector, hex]) => {
      const node = /** @type {HTMLCanvasElement} */ (document.querySelector(selector));
      // A copy is read, because reading the canvas itself often makes Chromium warn and paint it in another way.
      const copy = new OffscreenCanvas(node.width, node.height);
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d', { willReadFrequently: true }));
      context.drawImage(node, 0, 0);
      const { data } = context.getImageData(0, 0, node.width, node.height);
      const wanted = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
      /** @type {{ left: number, right: number, top: number, bottom: number, pixels: number }[]} */
      const runs = [];
      for (let x = 0; x < node.width; x++) {
        let [top, bottom, pixels] = [Infinity, -Infinity, 0];
        for (let y = 0; y < node.height; y++) {
          const at = 4 * (y * node.width + x);
          if (data[at + 3] !== 255 || wanted.some((channel, index) => data[at + index] !== channel)) continue;
          top = Math.min(top, y);
          bottom = y + 1;
          pixels += 1;
        }
        if (pixels === 0) continue;
        const last = runs[runs.length - 1];
        if (last && last.right === x) {
          last.right = x + 1;
          last.top = Math.min(last.top, top);
          last.bottom = Math.max(last.bottom, bottom);
          last.pixels += pixels;
        } else {
          runs.push({ left: x, right: x + 1, top, bottom, pixels });
        }
      }
      return runs;
    },
    [canvas, color],
  );
}

/**
 * @param {Page} page
 * @param {string} canvas selector
 * @returns {Promise<string>} the picture, to see whether it changed
 */
export function pictureOf(page, canvas) {
  return page.evaluate((selector) => /** @type {HTMLCanvasElement} */ (document.querySelector(selector)).toDataURL(), canvas);
}

/**
 * Saves what a page has given to be downloaded.
 * @param {Download} download
 * @returns {Promise<string>} the path of the file, which is there until the process ends
 */
export async function pathOf(download) {
  const folder = await mkdtemp(join(tmpdir(), 'attention-lab-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path); // A browser that is shared does not say where it keeps the file.
  return path;
}

/**
 * Asserts that the least of five measurements is within a limit, since other processes may slow down any of them.
 * @param {number} limit in milliseconds
 * @param {() => Promise<number>} measure
 * @param {string} what
 */
export async function assertWithin(limit, measure, what) {
  let best = Infinity;
  for (let tries = 0; tries < 5 && best >= limit; tries++) best = Math.min(best, await measure());
  assert.ok(best < limit, `${what}: ${best} ms`);
}

/**
 * @param {() => Promise<boolean>} condition
 * @param {string} what
 * @param {number} [seconds] how long to wait for it: long, since a machine may have other things to do
 */
export async function until(condition, what, seconds = 60) {
  for (let tries = 0; tries < 20 * seconds; tries++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`${what}: not within ${seconds} seconds`);
}
