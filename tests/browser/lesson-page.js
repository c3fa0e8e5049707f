// Shared by the tests of the lesson.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

/** @import { Page } from 'playwright-core' */

const axeSource = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/**
 * Asserts that axe-core, including its rule on target sizes, finds nothing.
 * @param {Page} page
 * @param {string} part selector; the lesson's sections beside it are hidden meanwhile, since axe-core goes through all that is
 *   shown, whatever it is asked about
 * @param {string} what
 */
export async function assertAccessible(page, part, what) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async (selector) => {
    const axe = /** @type {import('axe-core')} */ (/** @type {any} */ (window).axe);
    const target = /** @type {Element} */ (document.querySelector(selector));
    const others = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('main > section')])
      .filter((section) => !section.contains(target) && !target.contains(section));
    for (const { style } of others) style.setProperty('display', 'none');
    target.scrollIntoView({ block: 'start', behavior: 'instant' }); // By now it has moved.
    const { violations } = await axe.run(selector, { rules: { 'target-size': { enabled: true } } });
    for (const { style } of others) style.removeProperty('display');
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html} ${any.map(({ message }) => message).join('; ')}`));
  }, part);
  assert.deepEqual(found, [], what);
}

/** @param {Page} page @returns {Promise<number>} pixels that the page is wider than the screen */
export function sideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
