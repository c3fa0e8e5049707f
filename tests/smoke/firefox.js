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
  return {
    open: async (url) => void await page.goto(url),
    evaluate: (run, ...args) => /** @type {Promise<any>} */ (page.evaluate(/** @type {any} */ (run), ...args)),
    press: (key) => page.keyboard.press(/** @type {import('puppeteer-core').KeyInput} */ (key)),
    close: () => browser.close(),
  };
}
