// The Chromium of the tests: one for all files if the runner has started it, otherwise one for each file.

import { chromium } from 'playwright-core';
import { findChromium } from '../../web/build/programs.js';

/** @typedef {import('playwright-core').Browser} Browser */

/**
 * Features of Chromium that are switched off: a process kept ready for the next page, and two for its own pages behind the address
 * bar of each window cost twice as much as showing a page. Chromium takes only one list of names, which replaces
 * Playwright's, so the names of Playwright's list that matter to a page stand here too.
 */
const unwantedFeatures = [
  'SpareRendererForSitePerProcess', 'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'BoundaryEventDispatchTracksNodeRemoval', 'DestroyProfileOnBrowserClose',
  'DialMediaRouteProvider', 'GlobalMediaControls', 'HttpsUpgrades', 'LensOverlay', 'MediaRouter', 'OptimizationHints',
  'PaintHolding', 'RenderDocument', 'ThirdPartyStoragePartitioning', 'Translate',
];

const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${unwantedFeatures}`,
];

/** Starts a browser that the files connect to, by the address in the variable ATTN_TEST_BROWSER. */
export const serveBrowser = () => chromium.launchServer({ executablePath: findChromium(), args: browserArguments });

/**
 * Starts a browser for one file.
 * @param {string[]} [more] arguments
 * @returns {Promise<Browser>}
 */
export const launch = (more = []) => chromium.launch({ executablePath: findChromium(), args: [...browserArguments, ...more] });

/** Connects to the runner's browser, or starts one for a file that is run by itself. @returns {Promise<Browser>} */
export function connect() {
  const shared = process.env.ATTN_TEST_BROWSER;
  // If another file's test has killed the shared browser, only that test must fail.
  return shared ? chromium.connect(shared).catch(() => launch()) : launch();
}
