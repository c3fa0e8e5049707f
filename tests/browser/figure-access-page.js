// A page with figures of all kinds, each as an author writes it, for the accessibility tests.

import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { serveFolder } from '../../web/build/static-server.js';
import { distFolder } from '../../web/build/site.js';

/**
 * @import { Locator, Page } from 'playwright-core'
 * @import { OpenedPage, OpenOptions } from './browser.js'
 * @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js'
 */

const vectors = 'queries="[[1, 0.5], [-0.3, 0.8]]" keys="[[0.2, 0.9], [1, -0.4], [0.6, 0.6]]" '
  + `tokens='["tea", "milk", "sun"]' query-tokens='["I", "you"]'`;
const heads = 'queries="[[[1, 0], [0, 1]], [[1, 1], [-1, 0]]]" keys="[[[1, 0], [0, 2]], [[0.5, 1], [2, 0]]]" tokens="one two"';
const controls = 'controls="score normalizer temperature scale causal window mask head"';
const long = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');

/** The attributes of each figure, by its id. */
export const figures = {
  map: `${vectors} caption="Two queries and three keys." ${controls}`,
  bars: `view="bars" tokens='["tea", "milk", "sun"]' queries="[1, 0.5]" keys="[[0.2, 0.9], [1, -0.4], [0.6, 0.6]]"`,
  links: 'view="links" tokens="I like green tea" causal',
  plane: `view="plane" ${vectors}`,
  scores: `${vectors} compare="dot cosine"`,
  signed: `${vectors} shows="scores" causal`,
  heads: `${heads} compare="heads"`,
  head: `${heads} controls="head"`,
  supplied: `weights="[0.9, 0.1]" tokens="tea milk" label="How much tea"`,
  spelled: 'tokens="I like tea"',
  long: `tokens="${long}" cell="3 5"`,
  hebrew: `dir="rtl" tokens='["אני", "אוהב", "תה"]' cell="0 1"`,
  wrong: 'tokens="I like tea" queries="[[1, 0]]"',
};

const all = /** @type {(keyof typeof figures)[]} */ (Object.keys(figures));

/** The ids of the figures that can be drawn. */
export const drawn = all.filter((name) => name !== 'wrong');

/**
 * Serves the page under a policy that allows only its own script, from before the first test until after the last.
 * @param {{ open: (options?: OpenOptions) => Promise<OpenedPage> }} lab
 */
export function useFigures(lab) {
  /** @type {string} */
  let folder;
  /** @type {import('../../web/build/static-server.js').Site} */
  let site;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'attention-figure-'));
    await copyFile(join(distFolder, 'attention-figure.iife.js'), join(folder, 'attention-figure.iife.js'));
    site = await serveFolder(folder, { port: 0 });
  });
  after(async () => {
    await site.close();
    await rm(folder, { recursive: true });
  });

  /**
   * @param {OpenOptions & { lang?: string, only?: (keyof typeof figures)[], isStarted?: boolean, above?: string, style?: string }} [options]
   *   only: ids of the figures to show; isStarted: whether all are drawn, wherever they stand; above: HTML before the figures; style: CSS of the page
   * @returns {Promise<Page>}
   */
  return async ({ lang = 'en', only = all, isStarted = true, above = '', style = '', ...options } = {}) => {
    // The background is the reader's own: light, dark or forced.
    await writeFile(join(folder, 'page.css'), `:root { color-scheme: light dark; background: Canvas; color: CanvasText }${style}`);
    const body = only.map((id) => `<h2>${id}</h2><attention-figure id="${id}" ${figures[id]}></attention-figure>`).join('\n');
    await writeFile(join(folder, 'index.html'), [
      `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
      '<title>Figures</title><link rel="icon" href="data:,"><link rel="stylesheet" href="page.css">',
      `<script defer src="attention-figure.iife.js"></script><main><h1>Figures</h1>${above}${body}</main></html>`,
    ].join('\n'));
    const { page } = await lab.open({ ...options, address: site.url });
    if (!isStarted) return page;
    await page.evaluate(async () => {
      const figures = /** @type {NodeListOf<AttentionFigureElement>} */ (document.querySelectorAll('attention-figure'));
      for (const figure of figures) await figure.ready.catch(() => {}); // One of the figures is wrong, and rejects.
    });
    return page;
  };
}

/** @param {Page} page @param {string} id @param {string} part @returns {Locator} */
export const partOf = (page, id, part) => page.locator(`#${id} [part~=${part}]`);
