// Opens the builder for the tests.

/** @import { Page } from 'playwright-core' */
/** @import { OpenOptions, useBrowser } from './browser.js' */

/** @param {ReturnType<typeof useBrowser>} lab @param {string} [link] @param {OpenOptions} [options] */
export async function openBuilder(lab, link = '', options = {}) {
  const { page, complaints } = await lab.open({ address: `${lab.url}builder.html${link}`, ...options });
  await page.locator('attention-figure .readout').waitFor();
  return { page, complaints };
}

/** @param {Page} page @returns {Promise<any>} of the live figure */
export function stateIn(page) {
  return page.evaluate(async () => {
    const figure = /** @type {any} */ (document.querySelector('attention-figure'));
    await figure.ready.catch(() => {});
    return figure.state;
  });
}

/** @param {Page} page @param {'tag' | 'block' | 'iframe' | 'markdown' | 'json'} kind */
export async function linesIn(page, kind) {
  await page.locator(`#kinds input[value=${kind}]`).check({ force: true });
  await page.waitForTimeout(60);
  return page.locator('#code').inputValue();
}
