// A blog post with figures, written for each test and served under a policy that allows only its own script, and functions
// that read such a page.

import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { serveFolder } from '../../web/build/static-server.js';
import { distFolder } from '../../web/build/site.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { Site } from '../../web/build/static-server.js'
 * @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js'
 * @import { OpenedPage, OpenOptions } from './browser.js'
 */

/** A page with figures needs only its own script and permission to compile WebAssembly. The image is the tests' icon. */
export const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self'";

export const script = '<script defer src="attention-figure.iife.js"></script>';

/** The vectors of most figures here: two queries, three keys. */
export const queries = [[1, 0.5], [-0.3, 0.8]];
export const keys = [[0.2, 0.9], [1, -0.4], [0.6, 0.6]];
export const vectors = `queries="${JSON.stringify(queries)}" keys="${JSON.stringify(keys)}" tokens='["tea","milk","sun"]' query-tokens='["I","you"]'`;

/**
 * Serves a folder of posts from before the first test until after the last.
 * @param {{ open: (options?: OpenOptions) => Promise<OpenedPage> }} lab
 * @param {string} [posted] the policy of all posts
 */
export function usePosts(lab, posted = policy) {
  /** @type {string} */
  let folder;
  /** @type {Site} */
  let site;
  let count = 0;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'attention-figure-'));
    for (const name of ['attention-figure.js', 'attention-figure.iife.js', 'favicon.svg']) await copyFile(join(distFolder, name), join(folder, name));
    site = await serveFolder(folder, { port: 0, headers: { 'Content-Security-Policy': posted } });
  });
  after(async () => {
    await site.close();
    await rm(folder, { recursive: true });
  });

  /**
   * @param {string} name
   * @param {string} text
   * @returns {Promise<string>} the path of a file beside the posts
   */
  async function file(name, text) {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  }

  /**
   * @param {string} body
   * @param {string} [head]
   * @param {string} [lang]
   * @returns {Promise<string>} the page's path
   */
  function written(body, head = script, lang = 'en') {
    count += 1;
    return file(`page-${count}.html`, `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="favicon.svg"><title>post</title>${head}${body}`);
  }

  /**
   * Opens a page.
   * @param {string} body
   * @param {OpenOptions & { head?: string, lang?: string }} [options]
   * @returns {Promise<OpenedPage>}
   */
  async function opened(body, { head, lang, ...options } = {}) {
    await written(body, head, lang);
    return lab.open({ ...options, address: `${site.url}page-${count}.html` });
  }

  /**
   * Opens a page, and checks that it has nothing to complain of once its figures are drawn.
   * @param {string} body
   * @param {OpenOptions & { head?: string, lang?: string, complains?: boolean }} [options] complains: it may, and its
   *   figures need not be drawn
   * @returns {Promise<Page>}
   */
  async function post(body, { complains = false, ...options } = {}) {
    const { page, complaints } = await opened(body, options);
    if (!complains) {
      await drawn(page);
      assert.deepEqual(complaints, []);
    }
    return page;
  }

  return { file, written, opened, post };
}

/** @param {Page} page */
export function drawn(page) {
  return page.evaluate(async () => {
    for (const figure of /** @type {NodeListOf<AttentionFigureElement>} */ (document.querySelectorAll('attention-figure'))) await figure.ready;
  });
}

/** @param {Page} page @param {string} part a class in the shadow root */
export const part = (page, part) => page.locator(`attention-figure .${part}`).first();

/** @param {Page} page @returns {Promise<number>} pixels of the picture that are painted */
export function painted(page) {
  return page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('attention-figure')?.shadowRoot?.querySelector('canvas'));
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d'));
    context.drawImage(canvas, 0, 0);
    return context.getImageData(0, 0, canvas.width, canvas.height).data.filter((value, index) => index % 4 === 3 && value > 0).length;
  });
}

/**
 * @template Result
 * @param {Page} page
 * @param {(figure: AttentionFigureElement) => Result} use
 * @returns {Promise<Awaited<Result>>}
 */
export async function inFigure(page, use) {
  return /** @type {Promise<Awaited<Result>>} */ (page.evaluate(`(${use})(document.querySelector('attention-figure'))`));
}

/**
 * Makes the picture 800 pixels wide, like its SVG, so that a place in one is the same place in the other.
 * @param {Page} page
 */
export async function widened(page) {
  await inFigure(page, (figure) => figure.style.setProperty('width', '834px'));
  await page.waitForFunction(() => {
    const canvas = document.querySelector('attention-figure')?.shadowRoot?.querySelector('canvas');
    return canvas?.clientWidth === 800 && canvas.width === 800 * devicePixelRatio;
  });
}

/**
 * Reads what the figure draws now from its SVG.
 * @param {Page} page
 * @returns {Promise<Drawing>}
 *
 * @typedef {object} Drawing
 * @property {{ text: string, x: number, y: number }[]} texts
 * @property {{ x: number, y: number, radius: number }[]} circles
 * @property {string[][]} cells the colours of each map's attended cells
 * @property {{ x: number, y: number, width: number, stops: [offset: number, color: string][] }[]} ramps of legends
 */
export function drawing(page) {
  return page.evaluate(async () => {
    const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
    const svg = new DOMParser().parseFromString(await (await figure.exportSVG()).text(), 'image/svg+xml');
    const all = (/** @type {string} */ selector) => [...svg.querySelectorAll(selector)];
    /** @param {Element} node @param {string} name */
    const numeric = (node, name) => Number(node.getAttribute(name));
    /** @param {Element} node */
    const place = (node) => ({ x: numeric(node, 'x'), y: numeric(node, 'y') });
    return {
      texts: all('text').map((node) => ({ text: node.textContent ?? '', ...place(node) })),
      circles: all('path').flatMap((node) => {
        const [, left, y, radius] = /^M(\S+) (\S+?)a(\S+) /.exec(node.getAttribute('d') ?? '') ?? [];
        return radius ? [{ x: Number(left) + Number(radius), y: Number(y), radius: Number(radius) }] : [];
      }),
      cells: all('svg svg').map((map) => [...map.querySelectorAll('rect')].map((cell) => cell.getAttribute('fill') ?? '')),
      ramps: all('rect[fill^="url(#attention-ramp"]').map((node) => {
        const gradient = svg.getElementById((node.getAttribute('fill') ?? '').slice(5, -1));
        const stops = [...gradient?.children ?? []].map((stop) => [numeric(stop, 'offset'), stop.getAttribute('stop-color') ?? '']);
        return { ...place(node), width: numeric(node, 'width'), stops: /** @type {[number, string][]} */ (stops) };
      }),
    };
  });
}

/**
 * @param {Page} page with its picture widened
 * @returns {Promise<(place: { x: number, y: number }) => { x: number, y: number }>} from the picture to the window
 */
export async function inWindow(page) {
  const stage = /** @type {{ x: number, y: number }} */ (await part(page, 'stage').boundingBox());
  return ({ x, y }) => ({ x: stage.x + x, y: stage.y + y });
}

/** @param {string} text of a cell, a bar or a tick */
export const isNumber = (text) => /^[<>]?−?\d*\.?\d+$/.test(text);

/**
 * Chooses an entry of the menu.
 * @param {Page} page
 * @param {string} label
 */
export async function chosenFromMenu(page, label) {
  await page.getByRole('button', { name: 'Menu of the figure' }).click();
  await page.getByRole('menuitem', { name: label }).click();
}
