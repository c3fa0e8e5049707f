import { chromium } from 'playwright-core';
import { distFolder } from '../../web/build/site.js';
import { serve } from '../../web/build/serve.js';
import { chromiumOptions } from './browser.js';
import { spread } from './rounds.js';

/** From opening the page to its first drawing, in milliseconds, each time in a new browser context. The mark: 200. */
export async function benchFirstDrawing() {
  const server = await serve(distFolder, { port: 0 });
  const browser = await chromium.launch(chromiumOptions());
  try {
    const times = [];
    for (let round = 0; round < 11; ++round) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      await page.goto(`${server.url}workbench.html`);
      const start = await page.waitForFunction(() => performance.getEntriesByName('first-drawing')[0]?.startTime);
      if (round > 0) times.push(/** @type {number} */ (await start.jsonValue()));
      await context.close();
    }
    return spread(times);
  } finally {
    await browser.close();
    await server.close();
  }
}
