// Shared by the tests of the sections on the article's own systems: it opens the lesson at one of them.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { afterEach } from 'node:test';
import { useBrowser } from './browser.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { OpenOptions } from './browser.js'
 *
 * @typedef {OpenOptions & { language?: 'en' | 'zh', hash?: string }} SectionOptions
 */

const axeSource = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/**
 * Gives a test file a function that opens the lesson and waits until the section has started. A complaint of the page fails the test.
 * @param {string} section
 */
export function useSection(section) {
  const lab = useBrowser();
  /** @type {string[][]} */
  const watched = [];
  afterEach(() => {
    for (const complaints of watched.splice(0)) assert.deepEqual(complaints, []);
  });
  /** @param {SectionOptions} [options] */
  return async ({ language = 'en', hash = '', ...options } = {}) => {
    const { page, complaints } = await lab.open({ address: `${lab.url}${language === 'en' ? 'index' : 'zh'}.html${hash}`, ...options });
    watched.push(complaints);
    if (options.context?.javaScriptEnabled !== false) {
      await page.locator(`#${section}`).scrollIntoViewIfNeeded();
      await page.locator(`#${section}[data-started]`).waitFor();
    }
    return page;
  };
}

/**
 * Asserts that axe-core finds nothing in a section, target sizes included, and that nothing is wider than the screen.
 * @param {Page} page
 * @param {string} section
 * @param {string} what
 */
export async function assertSound(page, section, what) {
  await page.evaluate(axeSource);
  // The bar would cover what is under it at the moment.
  await page.evaluate(() => document.querySelector('.bar')?.setAttribute('hidden', ''));
  const found = await page.evaluate(async (selector) => {
    const axe = /** @type {import('axe-core')} */ (/** @type {any} */ (window).axe);
    const { violations } = await axe.run(selector, { rules: { 'target-size': { enabled: true } } });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary}`));
  }, `#${section}`);
  assert.equal(found.join('\n'), '', what);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, `${what}: wider than the screen`);
}

/** Resets everything to the author's state, by the bar. @param {Page} page */
export async function resetAll(page) {
  await page.locator('#bar-reset summary').click();
  await page.locator('#reset-all').click();
  await page.locator('#bar-reset summary').click();
}

/** The state of a section in the address. @param {Page} page @param {string} name @returns {Promise<string>} */
export async function kept(page, name) {
  // A page does not write its address at every change.
  await page.waitForTimeout(450);
  const found = new URL(page.url()).hash.slice(1).split('&').find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : '';
}
