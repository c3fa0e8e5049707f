// The section on privacy: what the policy forbids is refused, and the lesson opens without a network.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { serveFolder } from '../../web/build/static-server.js';
import { distFolder } from '../../web/build/site.js';
import { until, useBrowser } from './browser.js';
import { assertAccessible, sideways } from './lesson-page.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();

/** @param {Page} page */
async function bringUp(page) {
  await page.locator('#privacy').scrollIntoViewIfNeeded();
  await page.locator('#privacy[data-started]').waitFor();
}

for (const [rest, refused] of [['index.html', 'refused, by '], ['zh.html', '被拒绝，依据是 ']]) {
  test(`${rest}: the policy is the document’s, in words, and the browser enforces it`, async () => {
    let reached = 0;
    const { page, complaints } = await lab.open({
      address: lab.url + rest,
      prepare: (context) => context.route('https://example.com/**', (route) => {
        reached += 1;
        return route.abort();
      }),
    });
    await bringUp(page);
    assert.deepEqual(complaints, []);
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    const rows = await page.locator('.policy tbody tr:visible').evaluateAll((nodes) => nodes.map((node) => ({
      code: node.querySelector('code')?.textContent, meaning: node.querySelector('td')?.textContent,
    })));
    assert.equal(rows.map(({ code }) => code).join('; '), policy);
    for (const said of ["connect-src 'self'", "img-src 'self' blob: data:", "form-action 'none'"]) assert.ok(policy?.split('; ').includes(said), said);
    for (const { code, meaning } of rows) assert.ok(meaning && meaning.length > 4, code ?? '');

    await page.locator('#privacy-try').click();
    for (const [name, directive] of [['fetch', 'connect-src'], ['image', 'img-src']]) {
      await page.locator(`[data-attempt=${name}] strong`).filter({ hasText: refused + directive }).waitFor();
    }
    assert.equal(reached, 0);
    // The console has the browser's messages about its refusals, and nothing else.
    assert.ok(complaints.length > 0);
    for (const complaint of complaints) assert.match(complaint, /Content Security Policy|^failed: https:\/\/example\.com|^foreign request: https:\/\/example\.com/);
    assert.ok(new URL(page.url()).hash === '#done=privacy');
  });

  test(`${rest}: axe-core finds nothing, and it fits 320 pixels`, async () => {
    for (const dark of [false, true]) {
      const { page } = await lab.open({ address: lab.url + rest, dark, width: dark ? 320 : 1280 });
      await bringUp(page);
      await assertAccessible(page, '#privacy', `${rest}, ${dark ? 'dark' : 'light'}`);
      assert.equal(await sideways(page), 0);
    }
  });
}

test('without its policy the page says so instead of claiming it', async () => {
  const site = await serveFolder(distFolder, { port: 0, headers: { 'Content-Security-Policy': null } });
  try {
    const { page } = await lab.open({
      address: `${site.url}index.html`,
      prepare: async (context) => {
        await context.route('https://example.com/**', (route) => route.fulfill({ body: '' }));
        await context.route('**/index.html', async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, body: (await response.text()).replace(/<meta http-equiv[^>]*>/, '') });
        });
      },
    });
    await bringUp(page);
    assert.equal(await page.locator('.policy tbody tr:visible').count(), 0);
    await page.locator('#privacy-try').click();
    await page.locator('[data-attempt=fetch]').filter({ hasText: 'not refused' }).waitFor();
  } finally {
    await site.close();
  }
});

test('on a developer’s machine nothing is kept', async () => {
  const { page, complaints } = await lab.open({ address: `${lab.url}index.html` });
  await bringUp(page);
  assert.match(await page.locator('#privacy-kept').innerText(), /no copy is kept/);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length), 0);
  assert.deepEqual(complaints, []);
});

/** @param {Page} page until its worker has taken over */
async function kept(page) {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker in charge');
}

/** @param {Page} page */
const cacheNames = (page) => page.evaluate(() => caches.keys());

test('with the network cut the lesson opens, in both languages, and every section comes alive', async () => {
  const site = await serveFolder(distFolder, { port: 0 });
  const { page, complaints } = await lab.open({ address: `${site.url}index.html?offline` });
  await kept(page);
  assert.deepEqual(complaints, []);
  await site.close();
  for (const rest of ['index.html?offline', 'zh.html?offline#hero=euclidean', '?offline']) {
    await page.goto(`${site.url}${rest}`);
    await page.locator('#hero[data-started]').waitFor();
    for (const id of await page.locator('main > section').evaluateAll((nodes) => nodes.map(({ id: name }) => name))) {
      await page.locator(`#${id}`).scrollIntoViewIfNeeded();
      await page.locator(`#${id}[data-started]`).waitFor();
    }
  }
  await page.locator('#hero input[value=cosine]').click();
  assert.deepEqual(await page.locator('.hero-weight').allTextContents(), ['0.310', '0.319', '0.371']);
  assert.match(await page.locator('#privacy-kept').innerText(), /^Kept on this device: \d+ files\.$/);
  await page.goto(`${site.url}zh.html?only=compare&offline#compare=x:2`);
  await page.locator('#compare[data-started]').waitFor();
  assert.equal(await page.locator('.alone-foot').isVisible(), true, 'a section by itself');
  const [name] = await cacheNames(page);
  const build = await page.locator('html').getAttribute('data-build');
  assert.equal(name, `attention-lab ${site.url} ${build}`);
});

test('the copy can be removed, and made again', async () => {
  const { page } = await lab.open({ address: `${lab.url}index.html?offline` });
  await kept(page);
  await bringUp(page);
  await page.getByRole('button', { name: 'Remove the copy' }).click();
  await page.locator('#privacy-kept').filter({ hasText: 'No copy is kept on this device' }).waitFor();
  assert.deepEqual(await cacheNames(page), []);
  await page.reload();
  await bringUp(page);
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0, 'it is not made again unasked');
  await page.getByRole('button', { name: 'Keep a copy' }).click();
  await page.locator('#privacy-kept').filter({ hasText: /Kept on this device: \d+/ }).waitFor();
});

test('a new build is shown at once, never mixed with the old one, whose copy goes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lesson-'));
  await cp(distFolder, folder, { recursive: true, filter: (path) => !path.includes('types') });
  const site = await serveFolder(folder, { port: 0 });
  try {
    const { page } = await lab.open({ address: `${site.url}index.html?offline` });
    await kept(page);
    const build = /** @type {string} */ (await page.locator('html').getAttribute('data-build'));
    assert.deepEqual(await cacheNames(page), [`attention-lab ${site.url} ${build}`]);
    // The file comes from the copy as long as the build is the same: the server is not even asked.
    await writeFile(join(folder, 'lesson.css'), `${await readFile(join(folder, 'lesson.css'), 'utf8')}\nhtml { --build: new; }`);
    const mark = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--build').trim());
    await page.reload();
    assert.equal(await mark(), '');
    for (const name of ['index.html', 'zh.html', 'service-worker.js']) {
      await writeFile(join(folder, name), (await readFile(join(folder, name), 'utf8')).replaceAll(build, 'feedfacecafe'));
    }
    await page.reload();
    await page.locator('#hero[data-started]').waitFor();
    assert.equal(await mark(), 'new');
    await until(async () => String(await cacheNames(page)) === `attention-lab ${site.url} feedfacecafe`, 'the new copy instead of the old');
  } finally {
    await site.close();
    await rm(folder, { recursive: true });
  }
});
