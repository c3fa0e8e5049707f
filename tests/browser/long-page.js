// Runs the page's long sequence, and computes what its rows must show.

import assert from 'node:assert/strict';
import { before, longDimensions, makeLongSequence } from '../../web/site/exhibits/long-sequence.js';
import { assertPrinted } from './browser.js';
import { attendRow } from './float64.js';

/**
 * @import { Page } from 'playwright-core'
 *
 * @typedef {'dense' | 'causal' | number} Sight
 */

/**
 * Goes to the section, which is loaded when it comes near.
 * @template {Page} Kind
 * @param {Kind} page
 */
export async function approach(page) {
  await page.locator('#long').scrollIntoViewIfNeeded();
  await page.locator('#long-length option').first().waitFor({ state: 'attached' });
  return page;
}

/**
 * @param {Page} page
 * @param {number} length
 * @param {Sight} [sight]
 * @param {number} [heads]
 */
export async function choose(page, length, sight, heads) {
  await page.locator('#long-length').selectOption(String(length));
  if (sight) await page.locator('#long-sight').selectOption(String(sight));
  if (heads) await page.locator('#long-heads').selectOption(String(heads));
}

/**
 * @param {Page} page
 * @param {number} length
 * @param {Sight} sight
 * @param {number} [heads]
 */
export async function compute(page, length, sight, heads) {
  await choose(page, length, sight, heads);
  await page.locator('#long-start').click();
  await isIdle(page);
}

/** @param {Page} page */
export function isIdle(page) {
  return page.waitForFunction(() => document.querySelector('#long-start')?.getAttribute('aria-disabled') === 'false');
}

/** @param {Page} page */
export function isAttending(page) {
  return page.waitForFunction(() => /** @type {HTMLProgressElement} */ (document.querySelector('#long-progress')).value > 0);
}

/**
 * The row in float64, computed from the page's vectors.
 * @param {number} length
 * @param {Sight} sight
 * @param {number} row
 * @param {number} [head] the first is 1
 */
export async function truthOf(length, sight, row, head = 1) {
  const { tokens } = await makeLongSequence(length, new AbortController().signal, () => {});
  const vector = (/** @type {number} */ at) => Array.from(tokens.subarray((before + at) * longDimensions, (before + at + 1) * longDimensions));
  const first = typeof sight === 'number' ? Math.max(0, row - sight + 1) : 0;
  const end = sight === 'dense' ? length : row + 1;
  const keys = Array.from({ length: end - first }, (_, index) => vector(first + index));
  const { weights } = attendRow({ query: vector(row - head + 1), keys, score: 'scaled-dot', normalizer: 'softmax' });
  return { first, weights };
}

/**
 * Checks what the page shows of a row: the table, in order, and the sentence.
 * @param {Page} page
 * @param {number} length
 * @param {Sight} sight
 * @param {number} row
 * @param {number} [head] of several; the first is 1
 */
export async function assertRow(page, length, sight, row, head) {
  const { first, weights } = await truthOf(length, sight, row, head);
  const title = `Where row ${row.toLocaleString('en')} attends${head ? ` in head ${head}` : ''}`;
  await page.waitForFunction((wanted) => document.querySelector('#long-row-title')?.textContent === wanted, title);
  const lines = await page.locator('#long-table tbody tr').evaluateAll((rows) =>
    rows.map((line) => [line.querySelector('th')?.textContent ?? '', line.querySelector('td')?.textContent ?? '']),
  );
  assert.equal(lines.length, Math.min(10, weights.length));
  const largest = weights.map((_, index) => index).sort((a, b) => weights[b] - weights[a]).slice(0, 10);
  for (const [rank, [name, printed]] of lines.entries()) {
    const key = Number(name.replace(', itself', '').replaceAll(',', ''));
    assert.equal(name.endsWith('itself'), key === row, name);
    assertPrinted(printed, weights[key - first], `row ${row}, key ${key}`);
    // Keys whose weights are equal in float32 may change places.
    assert.ok(Math.abs(weights[key - first] - weights[largest[rank]]) <= 2e-6, `rank ${rank}: ${name}`);
  }
  const share = largest.reduce((sum, key) => sum + weights[key], 0);
  assertPrinted(/: ([\d.]+) of the whole/.exec(await page.locator('#long-table .note').first().innerText())?.[1] ?? '', share, 'share');
  const summary = await page.locator('#long-summary').innerText();
  assert.ok(summary.includes(`sees ${weights.length.toLocaleString('en')} keys`), summary);
  const apart = Number(/differs from the run’s by (\S+)/.exec(await page.locator('#long-table').innerText())?.[1].replace('−', '-'));
  assert.ok(apart <= 2e-6, `the run's own output: ${apart}`);
  return { first, weights };
}

/**
 * @param {Page} page
 * @param {number} row
 */
export function chooseRow(page, row) {
  return page.locator('#long-chooser input[type=text]').fill(String(row));
}
