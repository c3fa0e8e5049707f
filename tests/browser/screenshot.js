// Takes pictures of the built page.
//   node tests/browser/screenshot.js [file]   the README's picture (web/screenshot.png)
//   node tests/browser/screenshot.js --all    the whole workbench, narrow and wide, light and dark, in both
//                                             languages, into build/screenshots, for people to look at

import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder, runMain } from '../../web/build/command.js';
import { serveFolder } from '../../web/build/static-server.js';
import { distFolder } from '../../web/build/site.js';
import { launch } from './launch.js';
import { approach } from './long-page.js';

/** @import { Browser } from 'playwright-core' */

/** The most bytes that a picture in the README should have. */
const mostBytes = 200_000;

runMain(async () => {
  const [wanted = join(projectFolder, 'web/screenshot.png')] = process.argv.slice(2);
  const site = await serveFolder(distFolder, { port: 0 });
  const browser = await launch();
  try {
    if (wanted === '--all') await takeAll(browser, site.url);
    else await takeForReadme(browser, site.url, wanted);
  } finally {
    await browser.close();
    await site.close();
  }
});

/**
 * @param {Browser} browser
 * @param {string} url
 * @param {string} path
 */
async function takeForReadme(browser, url, path) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  await page.goto(`${url}index.html`);
  await page.locator('#hero[data-started]').waitFor();
  await page.screenshot({ path });
  await page.close();
  const { size } = await stat(path);
  if (size > mostBytes) throw new Error(`${path}: expected at most ${mostBytes} bytes, got ${size}`);
}

/**
 * @param {Browser} browser
 * @param {string} url
 */
async function takeAll(browser, url) {
  const folder = join(projectFolder, 'build/screenshots');
  await mkdir(folder, { recursive: true });
  for (const width of [360, 1280]) {
    for (const dark of [false, true]) {
      for (const locale of ['zh-CN', 'en-US']) {
        const name = `${width}-${dark ? 'dark' : 'light'}-${locale.slice(0, 2)}.png`;
        await take(browser, url, join(folder, name), { width, dark, locale });
      }
    }
  }
}

/**
 * @param {Browser} browser
 * @param {string} url
 * @param {string} path
 * @param {{ width: number, dark: boolean, locale: string }} look
 */
async function take(browser, url, path, { width, dark, locale }) {
  const context = await browser.newContext({
    viewport: { width, height: 1000 },
    colorScheme: dark ? 'dark' : 'light',
    locale,
  });
  const page = await context.newPage();
  await page.goto(`${url}workbench.html`);
  await page.locator('#sentence-figures').waitFor();
  await approach(page);
  await page.locator('#long-start').click();
  await page.locator('#long-result').waitFor();
  await page.screenshot({ path, fullPage: true });
  await context.close();
  console.log(path);
}
