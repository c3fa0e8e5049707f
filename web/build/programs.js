/** Where the programs are that the project runs. */

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/**
 * The Chromium for tests and screenshots.
 * @returns {string | undefined} path of its program: the variable CHROMIUM, or the first of the usual names on the PATH. The
 *   headless shell is Chromium without its windows, and shows a page for two thirds of the processor time.
 */
export function findChromium() {
  return process.env.CHROMIUM
    || firstOf(['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
}

/**
 * The Firefox for tests.
 * @returns {string | undefined} path of its program: the variable FIREFOX, or the first of the usual names on the PATH
 */
export function findFirefox() {
  return process.env.FIREFOX || firstOf(['firefox-esr', 'firefox']);
}

/**
 * The WebKit for tests: WebKitGTK's driver, the small browser that comes with it, and a screen for both.
 * @returns {{ driver: string, browser: string, screen: string } | undefined} paths of the programs: the driver that the
 *   variable WEBKIT_DRIVER names, or the one on the PATH, the MiniBrowser beside or below it, and xvfb-run
 */
export function findWebKit() {
  const driver = pathOf(process.env.WEBKIT_DRIVER || 'WebKitWebDriver');
  const screen = pathOf('xvfb-run');
  const browser = driver && miniBrowserOf(driver);
  return browser && screen && onPath('xauth') ? { driver, browser, screen } : undefined;
}

/**
 * The Python for tests of what is exported for it.
 * @returns {string | undefined} a program that can import NumPy: the variable PYTHON, or the first on the PATH, or Debian's
 */
export function findPython() {
  const named = process.env.PYTHON;
  const candidates = named ? [named] : ['python3', '/usr/bin/python3'];
  return candidates.find((program) => spawnSync(program, ['-c', 'import numpy'], { stdio: 'ignore' }).status === 0);
}

/** @param {string} name */
export function onPath(name) {
  return pathOf(name) !== undefined;
}

/** @param {string} name @returns {string | undefined} where on the PATH a program is */
function pathOf(name) {
  const folders = name.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @param {string[]} names */
function firstOf(names) {
  return names.map(pathOf).find((path) => path !== undefined);
}

/**
 * @param {string} driver WebKitWebDriver
 * @returns {string | undefined} the browser that it was built with: beside it, or among the libraries of its prefix
 */
function miniBrowserOf(driver) {
  const folder = dirname(driver);
  const libraries = [join(folder, '../libexec'), join(folder, '../lib')];
  const deeper = libraries.flatMap((path) => entriesOf(path).filter((name) => name.endsWith('-linux-gnu')).map((name) => join(path, name)));
  const homes = [...libraries, ...deeper].flatMap((path) =>
    entriesOf(path).filter((name) => /^webkit(2)?gtk-/.test(name)).map((name) => join(path, name)));
  return [folder, ...homes].map((home) => join(home, 'MiniBrowser')).find((path) => existsSync(path));
}

/** @param {string} folder */
function entriesOf(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}
