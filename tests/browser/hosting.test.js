// The site as hosts serve it, and what still works if something is missing or forbidden.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { contentSecurityPolicy } from '../../web/build/hosting.js';
import { serveFolder } from '../../web/build/static-server.js';
import { distFolder } from '../../web/build/site.js';
import { useBrowser } from './browser.js';
import { article, assertSteps, field } from './example-page.js';
import { attendRow } from './float64.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();

/**
 * Starts a host with the site at a path.
 * @param {string} path '' or 'deep/down/'
 * @param {Record<string, string | null>} headers
 * @param {(url: string) => Promise<void>} use
 */
async function hosted(path, headers, use) {
  const folder = await mkdtemp(join(tmpdir(), 'attention-lab-'));
  await cp(distFolder, join(folder, path), { recursive: true });
  const site = await serveFolder(folder, { port: 0, headers });
  try {
    await use(`${site.url}${path}workbench.html`);
  } finally {
    await site.close();
    await rm(folder, { recursive: true });
  }
}

test('works under the strict content security policy, without a violation', async () => {
  assert.match(contentSecurityPolicy, /script-src 'self' 'wasm-unsafe-eval'(;|$)/);
  assert.match(contentSecurityPolicy, /style-src 'self'(;|$)/);
  const { page, complaints } = await lab.open({
    prepare: (context) =>
      context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => console.error(`violation: ${event.violatedDirective}`));
      }),
  });
  await page.locator('#sentence-figures').waitFor();
  const response = await page.request.get(page.url());
  assert.equal(response.headers()['content-security-policy'], contentSecurityPolicy);
  await page.getByRole('button', { name: 'Add a word' }).click();
  await page.locator('#map').hover();
  await assertSteps(page, { query: article.query, keys: [...article.keys, [0, 0, 0]], score: 'dot', normalizer: 'softmax' });
  assert.deepEqual(complaints, []);
});

test('works under any path of a host that sends no headers of its own', async () => {
  await hosted('some/where/', { 'Content-Security-Policy': null, 'X-Content-Type-Options': null }, async (address) => {
    const page = await lab.openDrawn({ address });
    await page.waitForLoadState('networkidle'); // Some files come later, when the host would be gone.
  });
});

test('nothing in the site names another host or an address from the root', async () => {
  for (const name of await readdir(distFolder)) {
    if (!/\.(html|css|js|svg)$/.test(name)) continue;
    const text = await readFile(join(distFolder, name), 'utf8');
    // Addresses in code are only text: nobody follows them.
    for (const [address] of text.replaceAll(/<code>[^<]*<\/code>/g, '').matchAll(/https?:\/\/[^\s"'`)]+/g)) {
      // The lesson shows that this host is out of reach.
      if (name.startsWith('lesson') && address === 'https://example.com/') continue;
      // The first line of a pointer of Git LFS, by which one is told.
      if (name === 'models-worker.js' && address === 'https://git-lfs.github.com/spec/') continue;
      assert.match(address, /^http:\/\/www\.w3\.org\//, `${name}: only the name of a namespace`);
    }
    assert.doesNotMatch(text, /(src|href)="\//, name);
  }
});

/** @param {Page} page */
async function assertEditableWithoutEngine(page) {
  await page.locator('#failure').waitFor();
  assert.match(await page.locator('#failure').innerText(), /engine did not start.*Nothing can be computed.*can still be edited/);
  const number = field(page, 'key 我, component 1');
  await number.fill('0.75');
  await page.keyboard.press('Enter');
  await number.fill('bad');
  await page.keyboard.press('Tab');
  assert.match(await page.locator('#vectors .field-message:visible').innerText(), /not a number/);
  await number.focus();
  await page.keyboard.press('Escape');
  assert.equal(await number.inputValue(), '0.75');
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.equal(await number.inputValue(), '0.4');
  await page.locator('#sentence').fill('still here');
  assert.equal(await page.evaluate(() => performance.getEntriesByName('first-drawing').length), 0);
  assert.equal(await page.locator('#sentence-figures').isVisible(), false);
  await page.getByRole('button', { name: '中文' }).click();
  assert.match(await page.locator('#failure').innerText(), /引擎没有启动/);
}

for (const [name, how] of /** @type {[string, 'abort' | 404 | 'garbage'][]} */ ([
  ['is blocked', 'abort'],
  ['is missing', 404],
  ['is something else', 'garbage'],
])) {
  test(`where the WebAssembly file ${name} the page says so, and everything can be edited`, async () => {
    const { page } = await lab.open({
      prepare: (context) =>
        context.route('**/*.wasm', (route) =>
          how === 'abort'
            ? route.abort()
            : route.fulfill(how === 404 ? { status: 404, body: 'not found' } : { status: 200, contentType: 'text/html', body: '<p>hello' }),
        ),
    });
    await assertEditableWithoutEngine(page);
  });
}

test('without WebAssembly the page says so, and everything can be edited', async () => {
  const { page } = await lab.open({
    prepare: (context) => context.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly')),
  });
  await assertEditableWithoutEngine(page);
});

test('a policy that forbids WebAssembly is reported like a missing engine', async () => {
  await hosted('', { 'Content-Security-Policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'" }, async (address) => {
    const { page } = await lab.open({ address });
    await assertEditableWithoutEngine(page);
  });
});

test('without JavaScript two plain sentences say what is needed', async () => {
  const { page } = await lab.open({ context: { javaScriptEnabled: false } });
  const sentence = page.locator('.not-started');
  await sentence.waitFor({ state: 'visible' });
  assert.match(await sentence.innerText(), /needs JavaScript[^]*需要 JavaScript/);
});

test('the engine works in a worker', async () => {
  const page = await lab.openDrawn({
    prepare: (context) =>
      context.route('**/worker.js', async (route) =>
        route.fulfill({ contentType: 'text/javascript', body: await readFile(new URL('worker.js', import.meta.url), 'utf8') }),
      ),
  });
  const options = { score: 'scaled-dot', normalizer: 'softmax' };
  const answer = await page.evaluate(
    ({ inputs, options }) =>
      /** @type {Promise<{ output: number[], weights: number[] }>} */ (
        new Promise((resolve, reject) => {
          const worker = new Worker('./worker.js', { type: 'module' });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = (event) => reject(new Error(event.message));
          worker.postMessage({ engine: new URL('./attention-lab.js', location.href).href, inputs, options });
        })
      ),
    { inputs: { query: article.query, key: article.keys, value: article.keys }, options },
  );
  const truth = attendRow({ ...article, ...options });
  for (const [index, weight] of truth.weights.entries()) assert.ok(Math.abs(answer.weights[index] - weight) <= 2e-6);
  for (const [index, value] of truth.output.entries()) assert.ok(Math.abs(answer.output[index] - value) <= 2e-6);
});
