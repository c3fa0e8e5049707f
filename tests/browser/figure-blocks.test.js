// Figures made from code blocks, data inside a figure, and what publishing tools do to both.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './browser.js';
import { drawn, script, usePosts } from './figure-post.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const posts = usePosts(lab);

const blockScript = '<script defer src="attention-figure.iife.js" data-blocks></script>';
const block = '<pre><code class="language-json">{"attention-figure":1,"state":{"tokens":["a","b"],"weights":[[[0.5,0.5],[0.25,0.75]]]}}</code></pre>';

/** @param {Page} page @returns {Promise<any[]>} the words of its figures, or what is wrong with them */
function wordsIn(page) {
  return page.evaluate(() => Promise.all(Array.from(document.querySelectorAll('attention-figure'), async (node) => {
    const figure = /** @type {any} */ (node);
    try {
      await figure.ready;
      return figure.state.tokens;
    } catch (error) {
      return String(error);
    }
  })));
}

test('blocks become figures only where the author asks for it', async () => {
  const plain = await posts.post(block);
  assert.equal(await plain.locator('attention-figure').count(), 0);
  assert.ok(await plain.locator('pre').isVisible());
  const page = await posts.post(`${block}<pre>{"other": 1}</pre><pre>text {"attention-figure":1}</pre>`, { head: blockScript });
  assert.deepEqual(await wordsIn(page), [['a', 'b']]);
  assert.equal(await page.locator('pre').first().isVisible(), false, 'the figure stands in its place');
  assert.equal(await page.locator('pre:visible').count(), 2, 'other blocks stay');
});

test('without a script the block stays, and so does an unreadable one, with its error', async () => {
  const still = await posts.post(block, { head: blockScript, context: { javaScriptEnabled: false }, complains: true });
  assert.ok(await still.locator('pre').isVisible());
  const page = await posts.post('<pre>{"attention-figure":1,"state":{"tokens":["a"</pre>', { head: blockScript, complains: true });
  assert.match((await wordsIn(page))[0], /json: expected JSON/);
  assert.match(await page.locator('attention-figure .problem').innerText(), /JSON/);
});

test('blocks that come later, that have a copy button, or that a highlighter has split', async () => {
  const page = await posts.post('<main></main>', { head: blockScript });
  await page.evaluate((html) => {
    const part = document.createElement('div');
    part.innerHTML = html.replace('</code>', '</code><button>Copy</button>').replace('"tokens"', '<span class="s">"tokens"</span>');
    document.querySelector('main')?.append(part);
  }, block);
  await page.locator('attention-figure').waitFor();
  assert.deepEqual(await wordsIn(page), [['a', 'b']]);
});

test('a table and a block as the figure’s child, and JSON that a typographer went over', async () => {
  const page = await posts.post([
    '<attention-figure><script type="text/csv">,x,y\na,0.5,0.5\nb,0.25,0.75</script></attention-figure>',
    `<attention-figure>${block}</attention-figure>`,
    '<attention-figure><script type="application/json"><p>{“tokens”:[“c”,“d”],“weights”:[[1,0],[0,1]]}</p></script></attention-figure>',
  ].join('\n'));
  assert.deepEqual(await wordsIn(page), [['x', 'y'], ['a', 'b'], ['c', 'd']]);
});

test('data that a tool has wrapped are still the figure’s', async () => {
  const data = '<script type="application/json">{"tokens":["c","d"],"weights" : [[1,0],[0,1]]}</script>';
  const page = await posts.post([
    `<attention-figure tokens="x y"><p>${data}</p></attention-figure>`,
    `<attention-figure><div class="highlight">${block}</div></attention-figure>`,
  ].join('\n'));
  assert.deepEqual(await wordsIn(page), [['x', 'y'], ['a', 'b']]);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (document.querySelector('attention-figure')).weights), [[[1, 0], [0, 1]]]);
  const moved = await posts.post([
    '<attention-figure tokens="a b"></attention-figure><script type="text/csv">a,b\n0.1,0.9</script>',
    '<attention-figure tokens="a b"></attention-figure><script type="application/json">{"weights" : [[1,0],[0,1]]}</script>',
  ].join('<hr>'), { complains: true });
  for (const said of await wordsIn(moved)) assert.match(said, /a script behind the figure/);
});

test('data that were moved out of the figure, or are empty, are not taken for words', async () => {
  const data = '<script type="application/json">{"weights":[[1,0],[0,1]]}</script>';
  const page = await posts.post([
    `<attention-figure tokens="a b"></attention-figure>${data}`,
    `<p><attention-figure tokens="a b"></attention-figure></p>${data}`,
    '<attention-figure tokens="a b"><script type="application/json"></script></attention-figure>',
    '<attention-figure tokens="a b"></attention-figure><script type="application/json">{"props":{"page":1}}</script>',
    `<attention-figure tokens="c d" weights="[[1,0],[0,1]]"></attention-figure>${data}`,
  ].join('<hr>'), { complains: true });
  const [moved, parted, empty, others, given] = await wordsIn(page);
  for (const said of [moved, parted]) assert.match(said, /data: expected JSON or a table, got a script behind the figure/);
  assert.match(empty, /data: expected JSON or a table, got ""/);
  assert.deepEqual([others, given], [['a', 'b'], ['c', 'd']], 'a script of the page’s own is none of its data');
});

test('curly quotes around a value are an error that says so, and within one they are words', async () => {
  const page = await posts.post('<attention-figure tokens=“I like tea”></attention-figure><attention-figure tokens="“I like tea”"></attention-figure>', { complains: true });
  const [curly, straight] = await wordsIn(page);
  assert.match(curly, /tokens: expected straight quotes, got "“I"/);
  assert.ok(straight.join('').includes('like'), String(straight));
});

test('pages that are swapped without a load: a body, a part, and a node of another document', async () => {
  const figure = '<attention-figure tokens="a b" causal></attention-figure>';
  const page = await posts.post(`<main>${figure}</main>`, { head: script });
  /** @type {[what: string, swap: (html: string) => void][]} */
  const swaps = [
    ['the body, as Turbo does', (html) => document.body.replaceWith(document.adoptNode(new DOMParser().parseFromString(html, 'text/html').body))],
    ['what is within, as htmx does', (html) => { /** @type {Element} */ (document.querySelector('main')).innerHTML = html; }],
    ['a container, as swup and Astro do', (html) => {
      const next = /** @type {Element} */ (new DOMParser().parseFromString(html, 'text/html').querySelector('main, attention-figure'));
      document.querySelector('main')?.replaceChildren(document.importNode(next, true));
    }],
  ];
  for (const [what, swap] of swaps) {
    await page.evaluate(swap, `<main>${figure}</main>`);
    await drawn(page);
    assert.deepEqual(await wordsIn(page), [['a', 'b']], what);
    assert.ok(await page.evaluate(() => /** @type {any} */ (document.querySelector('attention-figure')).shadowRoot.querySelector('canvas').width > 0), what);
  }
});
