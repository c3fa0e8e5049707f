// A section's state in a link that a chat or a mail has damaged.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './browser.js';
import { openSection } from './lesson-section.js';

const lab = useBrowser();

test('a sign after a state is removed if the section cannot show it; a state that is still wrong gets a note', async () => {
  for (const [end, isShown] of /** @type {[string, boolean][]} */ ([[')', true], ['>', true], [').', true], ['&utm_source=mail', true], ['#top', true], ['%2C7', false], ['…', false]])) {
    const { page } = await openSection(lab, 'softmax', { hash: `#softmax=t:0.2${end}` });
    const broken = page.locator('#softmax .broken-link');
    if (isShown) {
      assert.equal(await broken.count(), 0, end);
      assert.equal(await page.locator('output[for="softmax-temperature"]').innerText(), 't = 0.2');
    } else {
      await broken.waitFor();
    }
  }
});
