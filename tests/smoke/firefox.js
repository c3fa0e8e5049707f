import { findFirefox } from '../../web/build/programs.js';

/** @import { SmokeBrowser } from './smoke.js' */

/** @returns {Promise<SmokeBrowser>} */
export async function startFirefox() {
  const { launch } = await import('puppeteer-core');
  const browser = await launch({
    browser: 'firefox',
    protocol: 'webDriverBiDi',
    executablePath: findFirefox(),
    headless: true,
  });
  const page = await browser.newPage();
  /** @type {string[]} */
  const said = [];
  page.on('pageerror', (error) => said.push(`Firefox: ${error instanceof Error ? error.message : error}`));
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) said.push(`Firefox: ${message.text()}`);
  });
  return {
    open: async (url) => void await page.goto(url),
    evaluate: (run, ...args) => /** @type {Promise<any>} */ (page.evaluate(/** @type {any} */ (run), ...args)),
    press: (key) => page.keyboard.press(/** @type {import('puppeteer-core').KeyInput} */ (key)),
    async drag([x, y], [toX, toY]) {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(toX, toY, { steps: 5 });
      await page.mouse.up();
    },
    said: () => said.splice(0),
    close: () => browser.close(),
  };
}
