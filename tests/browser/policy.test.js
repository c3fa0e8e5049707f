// Each page under its own policy only, from a host that sends none and from disk: everything works, and nothing more is allowed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { serveFolder } from '../../web/build/static-server.js';
import { distFolder } from '../../web/build/site.js';
import { pathOf, until, useBrowser } from './browser.js';
import { approach, compute } from './long-page.js';

/** @import { BrowserContext, Page } from 'playwright-core' */

const lab = useBrowser({ usesClipboard: true });
const tea = '#v=1&view=heatmap&tokens=I,like,tea&controls=causal';

/** A host without headers of its own. @type {import('../../web/build/static-server.js').Site} */
let host;
before(async () => {
  host = await serveFolder(distFolder, { port: 0, headers: { 'Content-Security-Policy': null } });
});
after(() => host.close());

/** @param {BrowserContext} context */
const tellViolations = (context) => context.addInitScript(() => {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => console.error(`violation: ${effectiveDirective} ${blockedURI}`));
});

/** @param {string} address */
const open = (address) => lab.open({ address, prepare: tellViolations, context: { permissions: ['clipboard-read', 'clipboard-write'] } });

/** @type {[string, (rest: string) => string][]} */
const places = [
  ['from a host without headers', (rest) => host.url + rest],
  ['from disk', (rest) => String(pathToFileURL(distFolder)) + `/${rest}`],
];

/** @param {Page} page each entry of the figure's menu, and the file that it saves */
async function saveAll(page) {
  const figure = page.locator('attention-figure');
  await figure.locator('.menu-button').click();
  const names = (await figure.locator('[role=menuitem]').allTextContents()).filter((name) => /\(\w+\)$/.test(name));
  assert.ok(names.length >= 6, String(names));
  await page.keyboard.press('Escape');
  for (const name of names) {
    await figure.locator('.menu-button').click();
    const saved = page.waitForEvent('download');
    await figure.getByRole('menuitem', { name }).click();
    assert.ok(await pathOf(await saved), name);
  }
}

for (const [where, address] of places) {
  test(`figure.html ${where} draws, derives, and saves in every format`, async () => {
    const { page, complaints } = await open(address(`figure.html${tea}`));
    const figure = page.locator('attention-figure');
    await figure.locator('.readout').filter({ hasText: /weight 0\.\d{3}/ }).waitFor();
    await figure.locator('.stage').focus();
    await page.keyboard.press('Enter');
    await figure.locator('math').first().waitFor();
    await page.keyboard.press('Escape');
    await saveAll(page);
    assert.deepEqual(complaints, []);
  });

  test(`builder.html ${where} draws, takes a file, and saves`, async () => {
    const { page, complaints } = await open(address('builder.html'));
    await page.locator('attention-figure .readout').waitFor();
    await page.locator('#more-data').evaluate((node) => node.setAttribute('open', ''));
    await page.locator('#file').setInputFiles({ name: 'weights.csv', mimeType: 'text/csv', buffer: Buffer.from(',a,b\nc,0.25,0.75\n') });
    await page.locator('attention-figure .readout').filter({ hasText: '0.750' }).waitFor();
    for (const kind of ['tag', 'iframe', 'markdown', 'json']) {
      await page.locator(`#kinds input[value=${kind}]`).check({ force: true });
      await page.locator('#copy').click();
      await page.locator('#said').filter({ hasText: /./ }).waitFor();
    }
    const saved = page.waitForEvent('download');
    await page.locator('#save').click();
    assert.ok(await pathOf(await saved));
    assert.deepEqual(complaints, []);
  });
}

test('workbench.html from a host without headers computes, in workers too', async () => {
  const { page, complaints } = await open(`${host.url}workbench.html`);
  await page.locator('#sentence-figures').waitFor();
  let workers = 0;
  page.on('worker', () => (workers += 1));
  await compute(await approach(page), 4096, 'dense');
  assert.ok(workers > 0);
  assert.deepEqual(complaints, []);
});

/** For each directive, something that it forbids; a browser refuses each of these before anything leaves this machine. */
const forbidden = {
  'script-src-elem': () => document.head.append(Object.assign(document.createElement('script'), { textContent: 'globalThis.wasRun = true' })),
  'style-src-elem': () => document.head.append(Object.assign(document.createElement('style'), { textContent: 'html { --styled: 1 }' })),
  'img-src': () => void Object.assign(new Image(), { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' }),
  'connect-src': () => void fetch('http://127.0.0.1:9/').catch(() => {}),
  'worker-src': () => void new Worker(URL.createObjectURL(new Blob(['']))),
  'frame-src': () => document.body.append(Object.assign(document.createElement('iframe'), { src: 'http://127.0.0.1:9/' })),
  'base-uri': () => document.head.append(Object.assign(document.createElement('base'), { href: 'http://127.0.0.1:9/' })),
  'form-action': () => {
    const form = Object.assign(document.createElement('form'), { action: 'http://127.0.0.1:9/' });
    document.body.append(form);
    form.submit();
  },
};

for (const name of ['figure.html', 'builder.html', 'workbench.html']) {
  test(`${name}: its policy forbids all else`, async () => {
    /** @type {string[]} */
    const refused = [];
    const { page } = await lab.open({
      address: host.url + name,
      prepare: async (context) => {
        await context.exposeFunction('tell', (/** @type {string} */ directive) => refused.push(directive));
        await context.addInitScript(() => {
          document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => /** @type {any} */ (globalThis).tell(effectiveDirective));
        });
      },
    });
    for (const [directive, act] of Object.entries(forbidden)) {
      await page.evaluate(act);
      await until(async () => refused.includes(directive), `${directive} is refused`);
    }
    assert.equal(await page.evaluate(() => 'wasRun' in globalThis), false);
  });
}
