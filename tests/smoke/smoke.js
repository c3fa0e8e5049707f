// Ten checks of the figure as built, the same for every browser: what runs in the page is written once, and handed
// over as text by whatever drives the browser. Chromium has tests of its own, which go deeper.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../../web/build/command.js';
import { serve } from '../../web/build/serve.js';
import { checks } from './checks.js';

/**
 * A browser with one page.
 * @typedef {object} SmokeBrowser
 * @property {(url: string) => Promise<void>} open
 * @property {<A extends unknown[], R>(run: (...args: A) => R, ...args: A) => Promise<Awaited<R>>} evaluate runs a function
 *   in the page; it sees nothing of what is around it here, and arguments and result are JSON
 * @property {(key: string) => Promise<void>} press a key of the keyboard, by the name that its events have
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Lab
 * @property {SmokeBrowser['open']} open a file of this folder by its name, over http
 * @property {SmokeBrowser['open']} openFile the same from disk
 * @property {SmokeBrowser['evaluate']} evaluate
 * @property {SmokeBrowser['press']} press
 * @property {(what: string, condition: () => Promise<boolean>) => Promise<void>} until
 */

/** What a page must have to show something within, in milliseconds. */
const patience = 10_000;

/**
 * @param {string} name of the browser
 * @param {() => Promise<SmokeBrowser>} start
 * @param {string} [missing] why there is no such browser here
 */
export function smoke(name, start, missing) {
  if (missing) {
    for (const check of Object.keys(checks)) test(`${name}: ${check}`, { skip: missing }, () => {});
    return;
  }
  /** @type {SmokeBrowser} */
  let browser;
  /** @type {import('../../web/build/serve.js').Site} */
  let site;
  before(async () => {
    site = await serve(projectFolder, { port: 0 }); // First: it is closed if the browser does not start.
    browser = await start();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  const folder = 'tests/smoke/';
  /** @type {Lab} */
  const lab = {
    open: (page) => browser.open(`${site.url}${folder}${page}`),
    openFile: (page) => browser.open(`${pathToFileURL(projectFolder + folder)}${page}`),
    evaluate: (run, ...args) => browser.evaluate(run, ...args),
    press: (key) => browser.press(key),
    until: async (what, condition) => {
      const end = Date.now() + patience;
      while (!await condition()) {
        if (Date.now() > end) assert.fail(`${what}: not within ${patience / 1000} seconds`);
        await pause(50);
      }
    },
  };
  for (const [check, run] of Object.entries(checks)) {
    test(`${name}: ${check}`, { timeout: 60_000 }, async () => {
      await run(lab);
      const complaints = await browser.evaluate(() => /** @type {any} */ (window).complaints);
      assert.deepEqual(complaints, [], 'errors and violations in the page');
    });
  }
}
