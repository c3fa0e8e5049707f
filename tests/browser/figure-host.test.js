// A figure leaves alone the address, the history and the markup of its page, and the names that elements and frameworks use.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './browser.js';
import { chosenFromMenu, drawn, inFigure, part, script, usePosts, vectors } from './figure-post.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const { post } = usePosts(lab);

const used = `<attention-figure ${vectors} link-base="figure.html" caption="Tea &amp; <i>milk</i>." label="<b>Own</b>"
  controls="score normalizer temperature scale causal window mask"></attention-figure>`;

/** Uses everything that a figure offers, except for saving files. @param {Page} page */
async function useFigure(page) {
  const stage = part(page, 'stage');
  await stage.click({ position: { x: 200, y: 120 } });
  await stage.dblclick({ position: { x: 300, y: 120 } });
  await stage.focus();
  for (const key of ['ArrowRight', 'ArrowDown', 'Home', 'Space', 'Enter', 'Escape', 'Control+z', 'Control+Shift+z']) await page.keyboard.press(key);
  await page.getByRole('combobox', { name: 'Score function' }).selectOption('cosine');
  await page.getByRole('checkbox', { name: 'Causal' }).check();
  await page.getByRole('spinbutton', { name: 'Temperature' }).fill('0.5');
  await page.getByRole('spinbutton', { name: 'Window, left' }).fill('1');
  for (const entry of ['Derive this number', 'Undo', 'Redo', 'Copy the link', 'Back to the author’s figure']) await chosenFromMenu(page, entry);
  await page.getByRole('button', { name: 'Menu of the figure' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Show the table' }).click();
  await inFigure(page, async (figure) => {
    figure.setAttribute('view', 'plane');
    await figure.ready;
    figure.setAttribute('compare', 'softmax sparsemax');
    await figure.ready;
    figure.lang = 'zh';
    await figure.ready;
    figure.temperature = -1;
    await figure.ready.catch(() => {});
    figure.temperature = null;
    await figure.ready;
    await figure.link;
  });
}

const kinds = [
  ['Picture (PNG)', 'png'], ['Drawing (SVG)', 'svg'], ['Numbers (CSV)', 'csv'], ['The figure (JSON)', 'json'],
  ['Static page (HTML)', 'html'], ['Program (NumPy)', 'py'],
];

/** @param {Page} page */
async function saveAll(page) {
  for (const [entry, ending] of kinds) {
    const [download] = await Promise.all([page.waitForEvent('download'), chosenFromMenu(page, entry)]);
    assert.equal(download.suggestedFilename(), `attention.${ending}`);
  }
}

test('the page’s address and history are never touched', async () => {
  const page = await post(used, {
    prepare: (context) => context.addInitScript(() => {
      /** @type {string[]} */
      const touched = (/** @type {any} */ (window).touched = []);
      for (const name of /** @type {const} */ (['pushState', 'replaceState', 'go', 'back', 'forward'])) {
        const own = history[name];
        /** @type {any} */ (history)[name] = (/** @type {any[]} */ ...given) => {
          touched.push(`history.${name}`);
          return /** @type {Function} */ (own).apply(history, given);
        };
      }
      // Changes of the fragment, of the address and reloads count too; saving a file is no navigation.
      /** @type {any} */ (window).navigation.addEventListener('navigate', (/** @type {any} */ event) => {
        if (event.downloadRequest === null) touched.push(`navigate: ${event.destination.url}`);
      });
      for (const name of ['hashchange', 'popstate']) addEventListener(name, () => touched.push(name));
    }),
  });
  const before = await page.evaluate(() => [location.href, history.length, history.state, document.title]);
  await saveAll(page);
  await useFigure(page);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).touched), []);
  assert.deepEqual(await page.evaluate(() => [location.href, history.length, history.state, document.title]), before);
  // This shows that the watch itself works.
  await page.evaluate(() => { location.hash = 'x'; history.replaceState(null, '', '#y'); });
  const seen = await page.evaluate(() => /** @type {any} */ (window).touched);
  assert.ok(seen.includes('history.replaceState') && seen.some((/** @type {string} */ name) => name.startsWith('navigate')), seen.join());
});

test('nothing is written as markup: a page that allows only trusted types has nothing to complain of', async () => {
  const head = `<meta http-equiv="Content-Security-Policy" content="require-trusted-types-for 'script'; trusted-types 'none'">${script}`;
  /** @type {string[]} */
  const violations = [];
  const page = await post(used, {
    head,
    prepare: async (context) => {
      await context.exposeFunction('tellViolation', (/** @type {string} */ text) => violations.push(text));
      await context.addInitScript(() => document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) => {
        /** @type {any} */ (window).tellViolation(`${violatedDirective}: ${sample}`);
      }));
    },
  });
  const caption = await page.locator('attention-figure figcaption').innerText();
  assert.equal(caption, 'Tea & <i>milk</i>.');
  await saveAll(page);
  await useFigure(page);
  await drawn(page);
  assert.deepEqual(violations, []);
  // This shows that the policy is in force.
  assert.match(await page.evaluate(() => {
    try {
      document.createElement('p').innerHTML = '<b></b>';
      return 'no error';
    } catch (error) {
      return String(error);
    }
  }), /TrustedHTML/);
});

test('no attribute and no property has a name that elements or frameworks have', async () => {
  const page = await post('<attention-figure tokens="a b"></attention-figure>');
  const { attributes, names, taken } = await page.evaluate(() => {
    const Figure = /** @type {any} */ (customElements.get('attention-figure'));
    const camel = (/** @type {string} */ name) => name.replace(/-./g, ([, letter]) => letter.toUpperCase());
    /** @type {string[]} */
    const names = Object.getOwnPropertyNames(Figure.prototype).filter((name) => name !== 'constructor' && !name.endsWith('Callback'));
    /** @type {string[]} */
    const attributes = Figure.observedAttributes;
    const taken = [...names, ...attributes.flatMap((name) => [name, camel(name)])].filter((name) => name in HTMLElement.prototype);
    return { attributes, names, taken: [...new Set(taken)].sort() };
  });
  assert.ok(attributes.includes('query-tokens') && names.includes('queryTokens') && names.includes('exportSVG'), names.join());
  assert.deepEqual(taken, ['dir', 'lang'], 'those are meant: the figure follows them as every element does');
  // React keeps the first four for itself, Vue those and the next; neither passes them to an element unchanged.
  const reserved = ['key', 'ref', 'children', 'dangerouslysetinnerhtml', 'is', 'slot', 'class', 'style', 'ref_for', 'ref_key', 'classname',
    'htmlfor', 'innerhtml', 'textcontent', 'defaultvalue', 'defaultchecked', 'suppresscontenteditablewarning', 'suppresshydrationwarning'];
  const colliding = [...attributes, ...names].map((name) => name.toLowerCase())
    .filter((name) => reserved.includes(name) || /^(on|v-|data-|aria-|bind|use:|let:)/.test(name));
  assert.deepEqual(colliding, []);
  // Every attribute is in lower case, as HTML reads it.
  assert.deepEqual(attributes.filter((name) => name !== name.toLowerCase()), []);
});
