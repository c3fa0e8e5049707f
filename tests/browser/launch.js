// The Chromium of the tests: one for all files where the runner has started it, otherwise one for each.

import { chromium } from 'playwright-core';
import { findChromium } from '../../web/build/programs.js';

/** @typedef {import('playwright-core').Browser} Browser */

/**
 * What Chromium does beside showing a page, at twice the cost of showing it: a process kept ready for the next one, and two
 * for pages of its own behind the address bar of each window. Chromium takes one list of names only, which takes the place
 * of Playwright's, so those of Playwright's that matter to a page stand here too.
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
