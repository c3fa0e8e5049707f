// Reads and edits the example on the page, for its tests.

import assert from 'node:assert/strict';
import { assertPrinted, assertPrintedVector } from './browser.js';
import { attendRow } from './float64.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { useBrowser } from './browser.js'
 * @import { Call } from './float64.js'
 */

/** The article's vectors. */
export const article = {
  query: [0.1, 0.2, 0.3],
  keys: [
    [0.4, 0.5, 0.6],
    [0.7, 0.8, 0.9],
    [0.1, 0.2, 0.3],
  ],
};

/** The vectors and the method with which the page opens. */
export const opening = { ...article, score: 'dot', normalizer: 'softmax' };

/**
 * Opens the page and chooses the article's own method by its button.
 * @param {ReturnType<typeof useBrowser>} lab
 */
export async function openAsInArticle(lab) {
  const page = await lab.openDrawn();
  await page.getByRole('button', { name: 'As in the article' }).click();
  return page;
}

/**
 * Finds a field by its accessible name.
 * @param {Page} page
 * @param {string} name
 */
export function field(page, name) {
  return page.locator('#example').getByRole('spinbutton', { name, exact: true });
}

/**
 * @typedef {{ name: string, calculation: string, sign: string, result: string, printed: string }} Line
 *
 * @param {Page} page
 * @param {'scores' | 'normalized' | 'weights' | 'output'} step
 * @returns {Promise<Line[]>}
 */
export function stepLines(page, step) {
  return page.locator(`[data-step=${step}] tbody tr`).evaluateAll((rows) =>
    rows.map((row) => {
      /** @param {string} selector */
      const text = (selector) => row.querySelector(selector)?.textContent ?? '';
      return {
        name: text('th'),
        calculation: text('.calculation'),
        sign: text('.sign'),
        result: text('.result .number'),
        printed: text('.result .printed > :last-child'),
      };
    }),
  );
}

/**
 * Compares every number of the four steps with float64.
 * @param {Page} page
 * @param {Call} call
 */
export async function assertSteps(page, call) {
  const truth = attendRow(call);
  const count = call.keys.length;
  const isScaled = truth.scaled.some((value, j) => Math.abs(value - truth.scores[j]) > 1e-12);

  const scores = await stepLines(page, 'scores');
  assert.equal(scores.length, isScaled ? 2 * count : count);
  for (let j = 0; j < count; j++) {
    const line = scores[isScaled ? 2 * j : j];
    assertPrinted(line.result, truth.scores[j], `score ${j}`);
    assertTerms(line.calculation, truth.products[j], `products ${j}`);
    if (isScaled) assertPrinted(scores[2 * j + 1].result, truth.scaled[j], `scaled ${j}`);
  }

  const numerators = await stepLines(page, 'normalized');
  assert.equal(numerators.length, count + 1);
  truth.numerators.forEach((value, j) => assertPrinted(numerators[j].result, value, `numerator ${j}`));
  assertTerms(numerators[count].calculation, truth.numerators, 'numerators');
  assertPrinted(numerators[count].result, truth.numeratorSum, 'sum of numerators');

  const weights = await stepLines(page, 'weights');
  assert.equal(weights.length, count);
  truth.weights.forEach((value, j) => assertPrinted(weights[j].result, value, `weight ${j}`));

  const output = await stepLines(page, 'output');
  assert.equal(output.length, count + 1);
  truth.weightedValues.forEach((value, j) => assertPrintedVector(output[j].result, value, `weighted value ${j}`));
  assertPrintedVector(output[count].result, truth.output, 'output');
}

/**
 * @param {string} calculation '0.040 + (−0.100)', possibly within '(...) / (...)'
 * @param {number[]} truth
 * @param {string} what
 */
function assertTerms(calculation, truth, what) {
  const whole = calculation.replace(/ \/ \(‖q‖ ‖k‖\)$/, '');
  const terms = whole.split(' + ').map((term) => term.replace(/[()]/g, ''));
  assert.equal(terms.length, truth.length, `${what}: ${calculation}`);
  terms.forEach((term, index) => assertPrinted(term, truth[index], `${what}, term ${index}`));
}

/**
 * @param {Page} page
 * @param {{ score?: string, normalizer?: string }} method
 */
export async function chooseMethod(page, { score, normalizer }) {
  const selects = page.locator('#method select');
  if (score) await selects.nth(0).selectOption(score);
  if (normalizer) await selects.nth(1).selectOption(normalizer);
}
