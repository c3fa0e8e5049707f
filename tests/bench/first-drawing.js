import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { distFolder } from '../../web/build/site.js';
import { serveFolder } from '../../web/build/static-server.js';
import { chromiumOptions } from './browser.js';
import { spread } from './rounds.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { Spread } from './rounds.js'
 */

/** The slow 4G of Lighthouse: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
const slow4G = { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8), uploadThroughput: 750e3 / 8 };

/** The lesson in each language, with a reader's locale to match: another reader would be sent to the other page. */
export const lessonPages = [{ name: 'index.html', locale: 'en-US' }, { name: 'zh.html', locale: 'zh-CN' }];

/** The time from opening the workbench to its first drawing, in milliseconds, each in a new browser context. The mark is 200. */
export function benchFirstDrawing() {
  return openings('workbench.html', 11, async (page) => {
    const start = await page.waitForFunction(() => performance.getEntriesByName('first-drawing')[0]?.startTime);
    return /** @type {number} */ (await start.jsonValue());
  });
}

/**
 * The time from opening the lesson over slow 4G to its first figure on the screen. The first contentful paint shows only the
 * part of the document that has arrived, so this is the time of the first paint after the figure is there. The mark is 1000
 * for the slower of the two languages.
 * @returns {Promise<Record<string, Spread>>} by the page
 */
export async function benchLesson() {
  const folder = await zippedSite();
  try {
    /** @type {Record<string, Spread>} */
    const times = {};
    for (const { name, locale } of lessonPages) {
      times[name] = await openings(name, 6, firstFigure, throttled, { folder, headers: { 'Content-Encoding': 'gzip' } }, locale);
    }
    return times;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The site as static hosts send it. @returns {Promise<string>} a folder with the same names */
async function zippedSite() {
  const folder = await mkdtemp(join(tmpdir(), 'attention-lab-'));
  for (const name of await readdir(distFolder)) {
    if (/\.(html|js|css|wasm|svg)$/.test(name)) await writeFile(join(folder, name), gzipSync(await readFile(join(distFolder, name)), { level: 9 }));
  }
  return folder;
}

/** @param {Page} page */
async function firstFigure(page) {
  const start = await page.waitForFunction(() => /** @type {any} */ (window).figurePainted);
  return /** @type {number} */ (await start.jsonValue());
}

/** @param {Page} page */
async function throttled(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', slow4G);
  await page.addInitScript(() => {
    const look = () => {
      const painted = performance.getEntriesByName('first-contentful-paint')[0];
      const { height = 0 } = document.querySelector('#hero-marks')?.getBoundingClientRect() ?? {};
      if (!painted || height === 0) requestAnimationFrame(look);
      // The pixels are there one frame later.
      else requestAnimationFrame((time) => Object.assign(window, { figurePainted: Math.max(painted.startTime, time) }));
    };
    look();
  });
}

/**
 * @param {string} address
 * @param {number} rounds the first is not counted
 * @param {(page: Page) => Promise<number>} measure
 * @param {(page: Page) => Promise<void>} [prepare]
 * @param {{ folder: string, headers?: Record<string, string> }} [site]
 * @param {string} [locale] the browser's language
 * @returns {Promise<Spread>}
 */
async function openings(address, rounds, measure, prepare, { folder, headers } = { folder: distFolder }, locale = 'en-US') {
  const server = await serveFolder(folder, { port: 0, headers });
  const browser = await chromium.launch(chromiumOptions());
  try {
    const times = [];
    for (let round = 0; round < rounds; ++round) {
      const context = await browser.newContext({ locale, viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      await prepare?.(page);
      await page.goto(`${server.url}${address}`, { waitUntil: 'commit' });
      const time = await measure(page);
      if (round > 0) times.push(time);
      await context.close();
    }
    return spread(times);
  } finally {
    await browser.close();
    await server.close();
  }
}
