// The lesson on paper: what nobody has come near is there, printed by the browser itself and by the page's own button.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './browser.js';

/** @import { BrowserContext } from 'playwright-core' */

const lab = useBrowser();

/**
 * What is there when the browser has laid out its pages of paper.
 * @typedef {object} Printed
 * @property {string[]} asleep sections that have not started
 * @property {string[]} empty figures, by section, that are not drawn
 * @property {number} figures
 * @property {string[]} unwritten figures that are not drawn and show nothing in its place
 * @property {number} rows of the table in the section about order
 */

/** @param {BrowserContext} context */
const noting = (context) => context.addInitScript(() => {
  /** @type {any} */ (window).printed = [];
  addEventListener('afterprint', () => {
    /** @param {Element} node */
    const nameOf = (node) => `${node.closest('section')?.id} ${node.id}`;
    const figures = [...document.querySelectorAll('main attention-figure')].filter((figure) => !figure.closest('[hidden]'));
    const waiting = [...document.querySelectorAll('main .figure-to-come'), ...figures.filter((figure) => !figure.shadowRoot)];
    const isDrawn = (/** @type {Element} */ figure) => (figure.shadowRoot?.querySelector('canvas')?.width ?? 300) !== 300;
    /** @type {any} */ (window).printed.push({
      asleep: [...document.querySelectorAll('main > section:not([data-started])')].map(({ id }) => id),
      empty: [...waiting, ...figures.filter((figure) => figure.shadowRoot && !isDrawn(figure))].map(nameOf),
      figures: figures.length,
      unwritten: waiting.filter((place) => !place.querySelector('table, svg, p')).map(nameOf),
      rows: document.querySelectorAll('.order-table tbody tr').length,
    });
  });
});

/** @param {string} rest of the address */
async function open(rest) {
  const { page, complaints } = await lab.open({ address: lab.url + rest, prepare: noting });
  return { page, complaints, printed: () => page.evaluate(() => /** @type {Printed[]} */ (/** @type {any} */ (window).printed)) };
}

test('printed from the browser’s menu, unscrolled: every section is alive and every figure drawn', async () => {
  for (const language of ['index', 'zh']) {
    const { page, complaints, printed } = await open(`${language}.html`);
    await page.locator('html[data-printable]').waitFor({ state: 'attached' });
    assert.ok(await page.locator('main > section[data-started]').count() < 10, 'most of them nobody has come near');
    await page.pdf();
    const [{ figures, ...rest }] = await printed();
    assert.ok(figures >= 10, `${figures} figures`);
    assert.deepEqual(rest, { asleep: [], empty: [], unwritten: [], rows: 5 });
    assert.deepEqual(complaints, []);
  }
});

test('a section by itself, printed at once after it has come', async () => {
  for (const only of ['order', 'softmax', 'heads', 'normalizers', 'masks', 'rows']) {
    const { page, complaints, printed } = await open(`index.html?only=${only}`);
    await page.locator(`#${only}[data-started]`).waitFor();
    await page.locator(`#${only} attention-figure:defined`).first().waitFor({ state: 'attached' });
    await page.pdf();
    const [{ figures, empty, unwritten }] = await printed();
    assert.ok(figures > 0);
    assert.deepEqual([empty, unwritten], [[], []], only);
    assert.deepEqual(complaints, []);
  }
});

test('printed before its files have come, the lesson is as it is without scripts', async () => {
  const { page } = await lab.open({
    address: `${lab.url}index.html`,
    prepare: async (context) => {
      await noting(context);
      await context.route('**/attention-figure.js', () => {});
    },
  });
  await page.locator('#hero[data-started]').waitFor();
  await page.pdf();
  const [{ unwritten }] = await page.evaluate(() => /** @type {Printed[]} */ (/** @type {any} */ (window).printed));
  assert.deepEqual(unwritten, []);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('#order .written-weights').first().isVisible(), true);
  assert.equal(await page.locator('.order-table').isVisible(), false, 'what only scripts fill is not there');
  await page.emulateMedia({ media: 'screen' });
  assert.equal(await page.locator('#order .written-weights').first().isVisible(), false);
});

test('the page’s own button waits until everything is there', async () => {
  const { page, printed } = await open('index.html');
  await page.evaluate(() => {
    window.print = () => dispatchEvent(new Event('afterprint'));
  });
  await page.locator('#bar-share summary').click();
  await page.locator('#bar-print').click();
  await page.waitForFunction(() => /** @type {any} */ (window).printed.length > 0);
  const [{ figures, ...rest }] = await printed();
  assert.ok(figures >= 10, `${figures} figures`);
  // What a question hides on the screen is drawn when it is laid out on paper: here nothing is.
  assert.deepEqual(rest, { asleep: [], empty: ['rows rows-figure', 'heads heads-figure', 'normalizers normalizers-figure'], unwritten: [], rows: 5 });
});
