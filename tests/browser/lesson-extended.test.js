// The lesson in a page whose scripts have given properties to all objects, as old libraries do: every section starts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './browser.js';

const lab = useBrowser();

test('every section starts, and no figure complains', async () => {
  const { page, complaints } = await lab.open({
    address: `${lab.url}index.html`,
    prepare: (context) => context.addInitScript(() => {
      Object.assign(Object.prototype, { extend() {}, each() {}, scale: 3, mask: [[0]], causal: true });
    }),
  });
  const ids = await page.locator('main > section').evaluateAll((nodes) => nodes.map((node) => node.id));
  assert.equal(ids.length, 21);
  for (const id of ids) {
    await page.locator(`#${id}`).evaluate((node) => node.scrollIntoView({ behavior: 'instant' }));
    await page.locator(`#${id}[data-started]`).waitFor({ state: 'attached' });
    assert.equal(await page.locator(`#${id} [role="alert"]:visible`).count(), 0, id);
    for (const figure of await page.locator(`#${id} attention-figure:visible`).all()) {
      await figure.evaluate((node) => (node.scrollIntoView({ behavior: 'instant', block: 'center' }), /** @type {any} */ (node).ready));
      assert.equal(await figure.locator('[part="problem"]:visible').count(), 0, id);
    }
  }
  assert.deepEqual(complaints, []);
});
