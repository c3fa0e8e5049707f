// Shared by the tests of the lesson's exhibits.

import assert from 'node:assert/strict';
import { assertAccessible, sideways } from './lesson-page.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { OpenedPage, OpenOptions } from './browser.js'
 *
 * @typedef {{ url: string, open: (options?: OpenOptions) => Promise<OpenedPage> }} Lab
 */

/**
 * @param {Lab} lab
 * @param {string} id of the section
 * @param {OpenOptions & { language?: 'en' | 'zh', hash?: string }} [options]
 * @returns {Promise<OpenedPage>} once the section is alive
 */
export async function openExhibit(lab, id, { language = 'en', hash = '', ...options } = {}) {
  const opened = await lab.open({ ...options, address: `${lab.url}${language === 'en' ? 'index' : 'zh'}.html${hash}` });
  await comesAlive(opened.page, id);
  return opened;
}

/** @param {Page} page @param {string} id */
export async function comesAlive(page, id) {
  await page.locator(`#${id}`).scrollIntoViewIfNeeded();
  await page.locator(`#${id}[data-started]`).waitFor({ state: 'attached' });
}

/**
 * Asserts that a screen reader can use the section, and that nothing is wider than a small screen.
 * @param {Page} page
 * @param {string} id
 */
export async function assertForAll(page, id) {
  // What the bar covers can be reached by scrolling.
  await page.locator('.bar').evaluate((node) => node.style.setProperty('position', 'static'));
  await assertAccessible(page, `#${id}`, id);
  const width = page.viewportSize()?.width ?? 0;
  await page.setViewportSize({ width: 320, height: 900 });
  await page.waitForTimeout(100);
  const wide = await page.evaluate((section) => [...document.querySelectorAll(`#${section} *`)]
    .filter((node) => node.getBoundingClientRect().right > innerWidth + 0.5 && !node.closest('.visually-hidden'))
    .map((node) => `${node.tagName} ${node.id} ${node.getBoundingClientRect().right}`), id);
  assert.deepEqual(wide, [], '320 pixels');
  assert.ok((await sideways(page)) <= 0, 'nothing else of the page is wider either');
  const low = await page.evaluate((section) => [...document.querySelectorAll(`#${section} button, #${section} select, #${section} label:has(input)`)]
    .filter((node) => node.getBoundingClientRect().height > 0 && node.getBoundingClientRect().height < 43.9).map((node) => node.outerHTML), id);
  assert.deepEqual(low, [], 'large enough to press');
  await page.setViewportSize({ width, height: 900 });
}

/** @param {Page} page @param {string} selector @returns {Promise<string>} */
export async function textOf(page, selector) {
  return (await page.locator(selector).innerText()).trim();
}
