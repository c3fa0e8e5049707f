/** What <attention-heads> does alone: a file is opened, the pointer moves over the grid, and a large file is opened from the disk. */

import { copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { distFolder } from '../../web/build/site.js';
import { serveFolder } from '../../web/build/static-server.js';
import { opened } from './heads-pictures.js';
import { runPython } from './heads-pages.js';
import { spread } from './rounds.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { Spread } from './rounds.js'
 *
 * @typedef {object} Own
 * @property {Spread} opening milliseconds from a file's last byte to 12 x 12 heads of 128 tokens on the screen
 * @property {Spread} frames milliseconds of processor time that the page's main thread needs for a frame while the pointer moves
 * @property {{ megabytes: number, file: number }} [large] the renderer's most memory while a large file is opened, and the file's size
 */

const moves = 120;

/**
 * @param {string} folder for files
 * @param {boolean} isQuick without the large file
 * @returns {Promise<Own>}
 */
export async function measureOwn(folder, isQuick) {
  await copyFile(join(distFolder, 'attention-heads.iife.js'), join(folder, 'attention-heads.iife.js'));
  await writeFile(join(folder, 'own.html'), '<!doctype html><meta charset="utf-8"><title>heads</title><link rel="icon" href="data:,"><input type="file"><attention-heads></attention-heads><script src="attention-heads.iife.js"></script>\n');
  await runPython('heads.py', ['npz', join(folder, 'small.npz'), '12', '12', '128']);
  const server = await serveFolder(folder, { port: 0, headers: { 'Content-Security-Policy': null } });
  const address = `${server.url}own.html`;
  try {
    const openings = [];
    for (let round = 0; round < (isQuick ? 3 : 7); round++) openings.push(await opened(address, {}, (page) => openingTime(page, join(folder, 'small.npz'))));
    const frames = await opened(address, {}, (page) => frameTimes(page, join(folder, 'small.npz')));
    const large = isQuick || process.platform !== 'linux' ? undefined : await measureLarge(folder, address);
    return { opening: spread(openings), frames: spread(frames), large };
  } finally {
    await server.close();
  }
}

/**
 * Opens a file, and waits for the frame with all its heads.
 * @param {Page} page
 * @param {string} file
 * @param {boolean} isRead whether its bytes are in memory before; otherwise they stay on the disk
 * @returns {Promise<number>} milliseconds
 */
async function openIn(page, file, isRead) {
  await page.waitForLoadState('load');
  await page.setInputFiles('input', file);
  return page.evaluate(async (isRead) => {
    const element = /** @type {any} */ (document.querySelector('attention-heads'));
    const [chosen] = /** @type {FileList} */ (/** @type {HTMLInputElement} */ (document.querySelector('input')).files);
    const given = isRead ? new File([await chosen.arrayBuffer()], chosen.name) : chosen;
    const start = performance.now();
    await element.open([given]);
    await element.complete;
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    return performance.now() - start;
  }, isRead);
}

/** @param {Page} page @param {string} file */
const openingTime = (page, file) => openIn(page, file, true);

/** @param {Page} page @param {string} file @returns {Promise<number[]>} */
async function frameTimes(page, file) {
  await openIn(page, file, true);
  const stage = await page.locator('[part=grid] canvas').boundingBox();
  if (!stage) throw new Error('bench: heads: expected a grid, got none');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const times = [];
  let before = await busyTime(session);
  for (let move = 0; move < moves; move++) {
    // Along both diagonals, so that nearly each move is to another head.
    const [along, across] = [(move % 60) / 60, move < 60 ? (move % 60) / 60 : 1 - (move % 60) / 60];
    await page.mouse.move(stage.x + 32 + along * (stage.width - 40), stage.y + 26 + across * (stage.height - 90));
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const after = await busyTime(session);
    times.push(after - before);
    before = after;
  }
  return times.slice(moves / 4);
}

/** @param {import('playwright-core').CDPSession} session @returns {Promise<number>} milliseconds of the main thread so far */
async function busyTime(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
}

/** @param {string} folder @param {string} address @returns {Promise<Own['large']>} */
async function measureLarge(folder, address) {
  const file = join(folder, 'large.npz');
  await runPython('heads.py', ['npz', file, '24', '16', '1024']);
  const megabytes = await opened(address, {}, async (page) => {
    await openIn(page, file, false);
    return mostMemory(page);
  });
  return { megabytes, file: (await stat(file)).size / 1e6 };
}

/** @param {Page} page @returns {Promise<number>} MB that its renderer had at most, code and what it shares included */
async function mostMemory(page) {
  const browser = /** @type {import('playwright-core').Browser} */ (page.context().browser());
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo.filter(({ type }) => type === 'renderer').map(async ({ id }) => {
    const status = await readFile(`/proc/${id}/status`, 'utf8');
    return Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1]) * 1024 / 1e6;
  });
  return Math.max(...await Promise.all(peaks));
}
