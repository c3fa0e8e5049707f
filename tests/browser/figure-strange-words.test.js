// A stranger's words in everything that a figure and the builder hand out stay words, pasted where the documentation says.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readState } from '../../web/figure/state/figure-state.js';
import { writeLink } from '../../web/figure/state/figure-link.js';
import { useBrowser } from './browser.js';
import { linesIn, openBuilder } from './builder-page.js';
import { inFigure, script, usePosts } from './figure-post.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const { post } = usePosts(lab);

/** A page has an element of this name only if a word became markup. */
const stranger = '<x-stranger>here</x-stranger>';
const tokens = [`</script>${stranger}`, `<!--<script>`, `-->${stranger}`, `]]>${stranger}`, `</title></style>${stranger}`, '\u2028&lt;', '">\'>'];
const state = readState({
  tokens, weights: [[tokens.map(() => 0.1)]], queryTokens: [`</script>${stranger}`], caption: `</script>${stranger}`, label: `"></title></script>${stranger}`, key: 0,
});

const child = (/** @type {string} */ json) => `<attention-figure><script type="application/json">${json}</script></attention-figure>`;

/** @param {Page} page @returns {Promise<number>} elements that words have become, shadow roots included */
const strangers = (page) => page.evaluate(() => [document, ...[...document.querySelectorAll('attention-figure')].map(({ shadowRoot }) => shadowRoot)]
  .reduce((count, root) => count + (root?.querySelectorAll('x-stranger').length ?? 0), 0));

/** @returns {Promise<Page>} with a figure of these words */
async function strangePage() {
  const page = await post('<attention-figure tokens="a"></attention-figure>');
  await page.evaluate(async (given) => {
    const figure = /** @type {any} */ (document.querySelector('attention-figure'));
    figure.state = given;
    await figure.ready;
  }, state);
  return page;
}

test('an exported JSON pasted into a post as its child script shows the words, and none of them becomes markup', async () => {
  const json = await inFigure(await strangePage(), async (figure) => (await figure.exportJSON()).text());
  const pasted = await post(child(json));
  assert.equal(await strangers(pasted), 0);
  assert.deepEqual(await inFigure(pasted, (figure) => figure.state), state);
});

test('a static page, and a drawing in a page or a file of its own, hold the words as texts', async () => {
  const page = await strangePage();
  const [html, svg] = await inFigure(page, async (figure) => [await (await figure.exportHTML()).text(), await (await figure.exportSVG()).text()]);
  const found = await page.evaluate((files) => files.map(([text, type]) => {
    const read = new DOMParser().parseFromString(text, /** @type {DOMParserSupportedType} */ (type));
    return {
      strangers: read.querySelectorAll('x-stranger, script, parsererror').length,
      titles: [...read.querySelectorAll('title')].map((title) => title.textContent ?? ''),
      text: read.documentElement.textContent ?? '',
    };
  }), [[html, 'text/html'], [svg, 'text/html'], [svg, 'image/svg+xml'], [`<p>${svg}</p>`, 'text/html']]);
  for (const { strangers: count, titles, text } of found) {
    assert.equal(count, 0);
    assert.ok(titles.includes(state.label), titles.join(' | '));
    assert.ok(text.includes(']]>'), text);
  }
});

test('the JSON and the lines of the builder, pasted, and a copy of its page, as a browser saves it, stay free of markup', async () => {
  const { page } = await openBuilder(lab, await writeLink(state));
  const saved = await page.content();
  const lines = [child(await linesIn(page, 'json')), (await linesIn(page, 'tag')).replace(/^.*\n/, '')];
  for (const body of lines) {
    const pasted = await post(body, { head: script });
    assert.equal(await strangers(pasted), 0, body);
    assert.deepEqual((await inFigure(pasted, (figure) => figure.state)).tokens, tokens);
  }
  assert.match(saved, /x-stranger/, 'the words are in the copy');
  const { page: reader } = await lab.open();
  const count = await reader.evaluate((html) => new DOMParser().parseFromString(html, 'text/html').querySelectorAll('x-stranger').length, saved);
  assert.equal(count, 0);
});
