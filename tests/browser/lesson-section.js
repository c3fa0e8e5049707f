// What the tests of the lesson's sections share: a section that has come alive, and what must hold for each of them.

import assert from 'node:assert/strict';
import { assertAccessible as assertNothingFound, sideways } from './lesson-page.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { OpenedPage, OpenOptions } from './browser.js'
 *
 * @typedef {{ url: string, open: (options?: OpenOptions) => Promise<OpenedPage> }} Lab
 */

/**
 * @param {Lab} lab
 * @param {string} id
 * @param {OpenOptions & { language?: 'en' | 'zh', hash?: string }} [options] hash: from # on
 * @returns {Promise<OpenedPage>}
 */
export async function openSection(lab, id, { language = 'en', hash = '', ...options } = {}) {
  const opened = await lab.open({ ...options, address: `${lab.url}${language === 'en' ? 'index' : 'zh'}.html${hash}` });
  await approachSection(opened.page, id);
  return opened;
}

/** @param {Page} page @param {string} id */
export async function approachSection(page, id) {
  await page.locator(`#${id}`).scrollIntoViewIfNeeded();
  await page.locator(`#${id}[data-started]`).waitFor({ state: 'attached' });
}

/** @param {Page} page @param {string} id */
export async function assertAccessible(page, id) {
  // What the bar at the top half covers would be too small to press.
  await page.locator(`#${id} h2`).evaluate((title) => title.scrollIntoView({ block: 'start', behavior: 'instant' }));
  await assertNothingFound(page, `#${id}`, id);
}

/** @param {Page} page @param {string} id */
export async function assertFits(page, id) {
  const wide = await page.evaluate((section) => [...document.querySelectorAll(`#${section} *`)]
    .filter((node) => node.getBoundingClientRect().right > innerWidth + 1 && !node.closest('.visually-hidden'))
    .map((node) => `${node.tagName} ${node.id} ${node.getBoundingClientRect().right}`), id);
  assert.deepEqual(wide, [], 'nothing is wider than the screen');
  assert.ok((await sideways(page)) <= 0, 'nothing is to be scrolled sideways');
}

/**
 * Moves a slider by the keyboard.
 * @param {Page} page
 * @param {string} id
 * @param {number} steps below 0: to the left
 */
export async function step(page, id, steps) {
  await page.locator(`#${id}`).focus();
  for (let count = 0; count < Math.abs(steps); count++) await page.keyboard.press(steps < 0 ? 'ArrowLeft' : 'ArrowRight');
}

/**
 * The texts of a table's body, row by row, without its headings.
 * @param {Page} page
 * @param {string} table selector
 */
export function cellsOf(page, table) {
  return page.locator(`${table} tbody tr`).evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')));
}

/**
 * Takes back all that the reader has done. Changes of one section that follow each other fast are one step, unless the
 * machine is too busy for them to be fast.
 * @param {Page} page
 */
export async function undoAll(page) {
  const undo = page.locator('#bar-undo');
  do await undo.click();
  while ((await undo.getAttribute('aria-disabled')) !== 'true');
}

/** A number as the page prints it. @param {string} text */
export const numberOf = (text) => Number(text.replaceAll('−', '-'));

/** What a question hides is there. @param {Page} page @param {string} id of the section */
export async function predict(page, id) {
  await page.locator(`#${id}-predict input`).first().check();
  await page.locator(`#${id}-predict .predict-check`).click();
}

/**
 * A prediction: wrong first it is not asked, chosen and checked it is revealed, kept in the link and restored.
 * @param {Page} page
 * @param {string} id of the section
 * @param {number} right from 1
 */
export async function assertPredicts(page, id, right) {
  const box = page.locator(`#${id}-predict`);
  const insight = box.locator('.predict-insight');
  assert.equal(await insight.isVisible(), false, 'the insight waits for the prediction');
  await box.locator(`input[value="${right === 1 ? 2 : 1}"]`).check();
  await box.locator('.predict-check').click();
  await insight.waitFor();
  assert.equal(await box.locator('[data-mark=right] input').getAttribute('value'), String(right));
  assert.equal(await box.locator('[data-mark=wrong] input').getAttribute('value'), String(right === 1 ? 2 : 1));
  assert.ok(((await box.locator('.predict-because:visible').textContent()) ?? '').length > 10);
  await box.locator(`input[value="${right}"]`).check();
  await box.locator('.predict-check').click();
  await box.locator('[data-mark=wrong]').waitFor({ state: 'detached' });
  assert.equal(await box.locator('[data-mark=right] input').isChecked(), true);
}

/**
 * Links within the page with a state that the section cannot show: what the reader had stays, and it is said.
 * @param {Page} page
 * @param {string} id
 * @param {string} good another state than the author's
 * @param {string[]} broken
 * @param {(what: string) => Promise<void>} assertAuthors
 */
export async function assertRefuses(page, id, good, broken, assertAuthors) {
  // The page hears of a new address a moment later.
  const follow = (/** @type {string} */ hash) => page.evaluate((text) => new Promise((resolve) => {
    location.hash = text;
    setTimeout(resolve, 30);
  }), hash);
  const fields = () => page.locator(`#${id}`).locator('input').evaluateAll((inputs) => inputs.map((input) => [/** @type {HTMLInputElement} */ (input).value, /** @type {HTMLInputElement} */ (input).checked]));
  for (const state of broken) {
    await follow(`#${id}=${encodeURIComponent(good)}`);
    const had = await fields();
    await follow(`#${id}=${encodeURIComponent(state)}`);
    assert.match((await page.locator(`#${id} .broken-link`).textContent()) ?? '', /What you had stays/, state);
    assert.deepEqual(await fields(), had, state);
    assert.equal(new URL(page.url()).hash, `#${id}=${good}`, state);
    await follow('#done=privacy');
    await follow(`#${id}=${encodeURIComponent(state)}`);
    await assertAuthors(state);
  }
}
