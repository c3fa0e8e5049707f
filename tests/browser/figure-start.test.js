// <attention-figure> comes alive: from one line of HTML, over http and from disk, under a strict policy, by a script that
// comes early, late or twice, in sight or not, and on a page without WebAssembly.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { until, useBrowser } from './browser.js';
import { drawn, inFigure, painted, part, script, usePosts } from './figure-post.js';

/** @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js' */

const lab = useBrowser();
const { file, post, written } = usePosts(lab);

test('one line of HTML draws, over http under a strict policy, and asks for nothing more', async () => {
  /** @type {string[]} */
  const requests = [];
  const page = await post('<attention-figure tokens="I like tea"></attention-figure>', {
    prepare: async (context) => context.on('request', (request) => requests.push(new URL(request.url()).pathname)),
  });
  assert.ok(await painted(page) > 1000);
  assert.deepEqual(requests.map((path) => path.replace(/\d+/, '')).filter((path) => path !== '/favicon.svg'), ['/page-.html', '/attention-figure.iife.js']);
  assert.match(await part(page, 'readout').innerText(), /^“I” attends most to “I”, with weight 0\.\d{3}\.$/);
});

test('draws from a file opened from disk', async () => {
  const context = await lab.browser.newContext({ viewport: { width: 800, height: 900 } });
  const page = await context.newPage();
  await page.goto(String(pathToFileURL(await written('<attention-figure tokens="I like tea"></attention-figure>'))));
  await drawn(page);
  assert.ok(await painted(page) > 1000);
  await context.close();
});

test('the ES module draws too, and both scripts together do no harm', async () => {
  const head = `${script}${script}<script type="module" src="attention-figure.js"></script>`;
  const page = await post('<attention-figure tokens="I like tea"></attention-figure>', { head });
  assert.ok(await painted(page) > 1000);
});

test('without WebAssembly the author’s own picture stays, with one sentence', async () => {
  const head = `<script src="none.js"></script>${script}`;
  await file('none.js', 'delete globalThis.WebAssembly;');
  const page = await post('<attention-figure tokens="I like tea"><p>A picture.</p></attention-figure>', { head, complains: true });
  await part(page, 'problem').waitFor();
  assert.match(await part(page, 'problem').innerText(), /WebAssembly/);
  assert.ok(await page.getByText('A picture.').isVisible());
  assert.ok(await part(page, 'figure').isHidden());
});

test('several figures on a page live on when they are moved, removed and put back', async () => {
  const page = await post('<div><attention-figure tokens="I like tea"></attention-figure></div><main></main><attention-figure tokens="you too"></attention-figure>');
  const weight = await page.evaluate(async () => {
    const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
    figure.score = 'cosine';
    document.querySelector('main')?.append(figure);
    await figure.ready;
    figure.remove();
    await Promise.resolve();
    document.body.append(figure);
    await figure.ready;
    const late = document.createElement('attention-figure');
    late.setAttribute('tokens', 'late but here');
    document.body.append(late);
    await late.ready;
    const host = document.createElement('section');
    document.body.append(host);
    const inner = document.createElement('attention-figure');
    host.attachShadow({ mode: 'open' }).append(inner);
    inner.tokens = ['in', 'a', 'root'];
    await inner.ready;
    return [figure.score, late.tokens.join(), inner.tokens.join(), figure.shadowRoot?.querySelectorAll('canvas').length];
  });
  assert.deepEqual(weight, ['cosine', 'late,but,here', 'in,a,root', 1]);
});

test('properties set before the script has come are kept, as frameworks set them', async () => {
  const head = '<script src="early.js"></script>';
  await file('early.js', `addEventListener('DOMContentLoaded', () => {
    const figure = document.querySelector('attention-figure');
    figure.tokens = ['a', 'b'];
    figure.queries = [[1, 0], [0, 1]];
    figure.keys = [[1, 0], [0, 1]];
    figure.causal = true;
    const script = document.createElement('script');
    script.src = 'attention-figure.iife.js';
    document.head.append(script);
  });`);
  const page = await post('<attention-figure></attention-figure>', { head, complains: true });
  await page.waitForFunction(() => customElements.get('attention-figure'));
  await drawn(page);
  const state = await inFigure(page, (figure) => figure.state);
  assert.deepEqual([state.tokens, state.causal, state.queries], [['a', 'b'], true, [[[1, 0], [0, 1]]]]);
});

test('starts only when it comes near, and its space is kept for it', async () => {
  const all = 'controls="score normalizer temperature scale causal window mask" caption="Three words and what they attend to."';
  const plane = `view="plane" queries="[[1,0],[0,1]]" keys="[[1,0.5],[0,1],[1,1]]" query-tokens="a b" ${all}`;
  const kinds = ['', all, 'compare="dot cosine euclidean"', 'compare="dot cosine"', 'view="bars"', `view="links" ${all} causal`, plane,
    `weights="[[0.9,0.1,0],[0.2,0.3,0.5],[1,0,0]]" ${all}`].map((kind) => `<attention-figure tokens="I like tea" ${kind}></attention-figure>`);
  kinds.push('<attention-figure tokens="I like tea"><svg width="9" height="240"></svg></attention-figure>');
  for (const width of [1280, 768, 320]) {
    const page = await post(`<svg width="9" height="5000"></svg>${kinds.join('')}`, { complains: true, width });
    const heights = () => page.evaluate(() => [...document.querySelectorAll('attention-figure')].map((figure) => figure.getBoundingClientRect().height));
    const before = await heights();
    assert.equal(await page.locator('attention-figure .shell.drawn').count(), 0);
    await drawn(page);
    (await heights()).forEach((height, index) => {
      const slack = width === 320 ? 70 : 40; // The readout of three panels wraps.
      assert.ok(Math.abs(height - before[index]) <= slack, `${kinds[index]} at ${width}: ${before[index]} reserved, ${height} drawn`);
    });
    await page.context().close();
  }
});

test('several figures compile one engine, wherever and whenever they come', async () => {
  const page = await post(`<attention-figure tokens="I like tea"></attention-figure>${'<attention-figure tokens="you too"></attention-figure>'.repeat(4)}`, {
    prepare: (context) => context.addInitScript(() => {
      /** @type {Record<string, number>} */
      const counts = (/** @type {any} */ (window).counts = {});
      const all = /** @type {any} */ (WebAssembly);
      const count = (/** @type {string} */ name) => (counts[name] = (counts[name] ?? 0) + 1);
      for (const name of ['compile', 'compileStreaming', 'instantiate', 'instantiateStreaming']) {
        const own = all[name];
        all[name] = (/** @type {any[]} */ ...given) => {
          count(name);
          return own(...given);
        };
      }
      for (const name of ['Module', 'Instance']) {
        all[name] = new Proxy(all[name], {
          construct(type, given) {
            count(name);
            return new type(...given);
          },
        });
      }
    }),
  });
  await page.evaluate(async () => {
    const host = document.createElement('section');
    document.body.append(host);
    const late = /** @type {AttentionFigureElement} */ (document.createElement('attention-figure'));
    late.tokens = ['late', 'in', 'a', 'root'];
    host.attachShadow({ mode: 'open' }).append(late);
    await late.ready;
  });
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).counts), { compile: 1, Instance: 1 });
});

test('a figure that gets the focus starts, wherever it stands', async () => {
  const page = await post('<svg width="9" height="5000"></svg><attention-figure tokens="I like tea"></attention-figure>', { complains: true });
  const isDrawn = () => page.evaluate(() => document.querySelector('attention-figure')?.shadowRoot?.querySelector('.shell.drawn') !== null);
  await page.waitForTimeout(300);
  assert.equal(await isDrawn(), false);
  await page.evaluate(() => {
    const stage = /** @type {HTMLElement} */ (document.querySelector('attention-figure')?.shadowRoot?.querySelector('.stage'));
    stage.focus({ preventScroll: true }); // Scrolling to it would bring it into sight.
  });
  await until(isDrawn, 'it is drawn');
  assert.equal(await page.evaluate(() => scrollY), 0);
});
