// The Chromium of the tests: one for all files where the runner has started it, otherwise one for each.

import { chromium } from 'playwright-core';
import { findChromium } from '../../web/build/programs.js';

/** @typedef {import('playwright-core').Browser} Browser */

const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser that the files connect to, by the address in the variable ATTN_TEST_BROWSER. */
export const serveBrowser = () => chromium.launchServer({ executablePath: findChromium(), args: browserArguments });

/**
 * A browser of one file's own.
 * @param {string[]} [more] arguments
 * @returns {Promise<Browser>}
 */
export const launch = (more = []) => chromium.launch({ executablePath: findChromium(), args: [...browserArguments, ...more] });

/** The runner's browser, or one of its own for a file that is run by itself. @returns {Promise<Browser>} */
export function connect() {
  const shared = process.env.ATTN_TEST_BROWSER;
  // The shared one may have died by another file's test: that one alone has failed.
  return shared ? chromium.connect(shared).catch(() => launch()) : launch();
}
