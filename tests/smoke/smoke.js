// Checks of the built figure, and some of the lesson, the same for every browser: the part that runs in the page is written
// once, and passed as text by the driver of each browser. Chromium has tests of its own, which go deeper.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../../web/build/command.js';
import { serveFolder } from '../../web/build/static-server.js';
import { distFolder } from '../../web/build/site.js';
import { checks } from './checks.js';
import { lessonChecks } from './lesson-checks.js';

/**
 * A browser with one page.
 * @typedef {object} SmokeBrowser
 * @property {(url: string) => Promise<void>} open
 * @property {<A extends unknown[], R>(run: (...args: A) => R, ...args: A) => Promise<Awaited<R>>} evaluate runs a function
 *   in the page; it sees nothing of this file, and arguments and result are JSON
 * @property {(key: string) => Promise<void>} press a key of the keyboard, by the name that its events have
 * @property {(from: number[], to: number[]) => Promise<void>} drag with the mouse, from one place of the window to another
 * @property {() => string[]} said the browser's own complaints since the last call, if it reports any
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Lab
 * @property {SmokeBrowser['open']} open a file of this folder by its name, over http
 * @property {SmokeBrowser['open']} openFile the same file from disk
 * @property {SmokeBrowser['open']} openLesson a page of the lesson, or the frame for it
 * @property {SmokeBrowser['evaluate']} evaluate
 * @property {SmokeBrowser['press']} press
 * @property {SmokeBrowser['drag']} drag
 * @property {(what: string, condition: () => Promise<boolean>) => Promise<void>} until
 */

/** The time in which a page must show something, in milliseconds. */
const patience = 60_000;

/**
 * @param {string} name of the browser
 * @param {() => Promise<SmokeBrowser>} start
 * @param {string} [missing] why there is no such browser here
 */
export function smoke(name, start, missing) {
  const all = { ...checks, ...lessonChecks };
  if (missing) {
    for (const check of Object.keys(all)) test(`${name}: ${check}`, { skip: missing }, () => {});
    return;
  }
  /** @type {SmokeBrowser} */
  let browser;
  /** @type {import('../../web/build/static-server.js').Site} */
  let site;
  /** @type {Awaited<ReturnType<typeof serveLesson>>} */
  let lesson;
  before(async () => {
    // First: they are closed if the browser does not start.
    site = await serveFolder(projectFolder, { port: 0 });
    lesson = await serveLesson();
    browser = await start();
  });
  after(async () => {
    await browser?.close();
    await lesson?.close();
    await site?.close();
  });
  const folder = 'tests/smoke/';
  /** @type {Lab} */
  const lab = {
    open: (page) => browser.open(`${site.url}${folder}${page}`),
    openFile: (page) => browser.open(`${pathToFileURL(projectFolder + folder)}${page}`),
    openLesson: (page) => browser.open(lesson.url + page),
    evaluate: (run, ...args) => browser.evaluate(run, ...args),
    press: (key) => browser.press(key),
    drag: (from, to) => browser.drag(from, to),
    until: async (what, condition) => {
      const end = Date.now() + patience;
      while (!await condition()) {
        if (Date.now() > end) assert.fail(`${what}: not within ${patience / 1000} seconds`);
        await pause(50);
      }
    },
  };
  for (const [check, run] of Object.entries(all)) {
    test(`${name}: ${check}`, { timeout: 120_000 }, async () => {
      browser.said();
      await run(lab);
      const complaints = await browser.evaluate(() => [window, ...Array.from({ length: frames.length }, (_, index) => frames[index])]
        .flatMap((view) => /** @type {any} */ (view).complaints));
      assert.deepEqual([...complaints, ...browser.said()], [], 'errors and violations in the page');
    });
  }
}

/**
 * Serves a copy of the lesson whose pages report their complaints, and which can stand in a frame: only the policy in the
 * pages themselves holds.
 */
async function serveLesson() {
  const folder = await mkdtemp(join(tmpdir(), 'attention-lab-lesson-'));
  await cp(distFolder, folder, { recursive: true });
  for (const name of ['watch.js', 'narrow.js', 'narrow.html']) await cp(join(projectFolder, 'tests/smoke', name), join(folder, name));
  for (const name of ['index.html', 'zh.html']) {
    const page = join(folder, name);
    const early = '<script src="./lesson-early.js">';
    const text = await readFile(page, 'utf8');
    assert.ok(text.includes(early), `${name} begins with ${early}`);
    await writeFile(page, text.replace(early, `<script src="./watch.js"></script>\n${early}`));
  }
  const { url, close } = await serveFolder(folder, { port: 0, headers: { 'Content-Security-Policy': null } });
  return {
    url,
    async close() {
      await close();
      await rm(folder, { recursive: true });
    },
  };
}
