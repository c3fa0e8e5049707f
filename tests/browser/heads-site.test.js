// The page heads.html: examples at once, files by every way, links, lines for posts, and nothing sent anywhere.

import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serveFolder } from '../../web/build/static-server.js';
import { distFolder } from '../../web/build/site.js';
import { randomHeads } from '../node/heads-sets.js';
import { npy, zip } from '../node/heads-written.js';
import { pathOf, until, useBrowser } from './browser.js';
import { inHeads, inside, readout, settled } from './heads-post.js';
import { hosted } from './hosted.js';
import { assertAccessible, sideways } from './lesson-page.js';

/**
 * @import { BrowserContext, Page } from 'playwright-core'
 */

const lab = useBrowser({ usesClipboard: true });

/** A host without headers of its own: the page has only its own policy. @type {import('../../web/build/static-server.js').Site} */
let host;
before(async () => {
  host = await serveFolder(distFolder, { port: 0, headers: { 'Content-Security-Policy': null } });
});
after(() => host.close());

/** @param {BrowserContext} context */
const tellViolations = (context) => context.addInitScript(() => {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => console.error(`violation: ${effectiveDirective} ${blockedURI}`));
});

/** Of pages that are open: nothing is to be complained of at the end. @param {import('./browser.js').OpenOptions & { hash?: string }} [options] */
async function open({ hash = '', ...options } = {}) {
  const { page, complaints } = await lab.open({ ...options, address: `${host.url}heads.html${hash}`, prepare: tellViolations, context: { permissions: ['clipboard-read', 'clipboard-write'], ...options.context } });
  await until(async () => await opened(page) !== '', 'said what is open');
  await settled(page);
  return { page, complaints };
}

/** @param {Page} page @returns {Promise<string>} what is said to be open */
const opened = async (page) => await page.locator('#opened').textContent() ?? '';

const repeat = 'Example: a model that copies what was repeated: decoder, 2 layers × 4 heads, 16 queries × 16 keys.';

/** Two layers of three heads, whose rows sum to 1. */
const matrices = randomHeads({ layers: 2, heads: 3, rows: 4, columns: 4 });
const array = npy('<f4', [2, 3, 4, 4], Float32Array.from(matrices.flat(3)));
const words = ['one', 'two', 'three', 'four'];

/** @param {string} name @param {Uint8Array | string} content */
const fileOf = (name, content) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });

/** @param {Page} page @param {...{ name: string, mimeType: string, buffer: Buffer }} files */
const choose = (page, ...files) => page.locator('#file').setInputFiles(files);

/**
 * Drops or pastes, as a reader does: the browser gives the page a list of files or a text.
 * @param {Page} page
 * @param {'drop' | 'paste'} kind
 * @param {{ name?: string, bytes?: number[], text?: string }} given
 * @param {string} [target] selector
 */
const give = (page, kind, given, target = 'body') => page.evaluate(([name, { name: file, bytes, text }, selector]) => {
  const transfer = new DataTransfer();
  if (file) transfer.items.add(new File([Uint8Array.from(bytes ?? [])], file));
  if (text !== undefined) transfer.setData('text/plain', text);
  const [host, part] = selector.split(' >>> ');
  const node = document.querySelector(host);
  const place = part ? node?.shadowRoot?.querySelector(part) : node;
  const how = { bubbles: true, cancelable: true, composed: true };
  if (name === 'drop') place?.dispatchEvent(new DragEvent('dragover', { ...how, dataTransfer: transfer }));
  place?.dispatchEvent(name === 'drop' ? new DragEvent('drop', { ...how, dataTransfer: transfer }) : new ClipboardEvent('paste', { ...how, clipboardData: transfer }));
}, /** @type {const} */ ([kind, given, target]));

test('an example is alive at once, in both languages; the other one follows, and the first one comes back', async () => {
  for (const [locale, first, second] of [
    ['en-US', repeat, /^Example: a translator: encoder, 2 layers × 2 heads, 9 queries × 9 keys; decoder, 2 layers × 2 heads, 10 queries × 10 keys; cross-attention, 2 layers × 2 heads, 10 queries × 9 keys\.$/],
    ['zh-CN', '示例：照抄重复内容的模型：解码器，2 层 × 4 个头，16 个查询 × 16 个键。', /^示例：一个翻译模型：编码器，.*；解码器，.*；交叉注意力，.*。$/],
  ]) {
    const { page, complaints } = await open({ locale: String(locale) });
    assert.equal(await opened(page), first);
    assert.notEqual(await readout(page), '');
    await page.locator('[data-sample=translate]').click();
    await until(async () => /** @type {RegExp} */ (second).test(await opened(page)), 'the translator');
    assert.match(page.url(), /#sample=translate/);
    await choose(page, fileOf('attention.npy', array));
    await until(async () => /attention\.npy/.test(await opened(page)), 'a file');
    assert.doesNotMatch(page.url(), /sample/);
    await page.locator('[data-sample=repeat]').click();
    await until(async () => await opened(page) === first, 'the first one again');
    assert.equal(await inHeads(page, (heads) => heads.sets[0].rows), 16);
    assert.deepEqual(complaints, []);
  }
});

test('files are chosen, dropped and pasted; what is shown is what they hold', async () => {
  const { page, complaints } = await open();
  const shownNow = () => inHeads(page, async (heads) => {
    await heads.complete;
    heads.state = { layer: heads.sets[0].layers - 1, head: heads.sets[0].heads - 1 };
    const { weights, queries } = await heads.matrix();
    return { weights, queries };
  });
  await choose(page, fileOf('attention.npy', array), fileOf('tokens.txt', words.join('\n')));
  await until(async () => await opened(page) === 'attention.npy, tokens.txt: self-attention, 2 layers × 3 heads, 4 queries × 4 keys.', 'chosen');
  assert.deepEqual(await shownNow(), { weights: matrices[1][2], queries: words });
  const packed = zip({ 'encoder_attentions_0.npy': npy('<f4', [3, 4, 4], Float32Array.from(matrices[0].flat(2))), 'encoder_attentions_1.npy': npy('<f4', [3, 4, 4], Float32Array.from(matrices[1].flat(2))) }, { isPacked: true });
  await give(page, 'drop', { name: 'model.npz', bytes: [...packed] });
  await until(async () => await opened(page) === 'model.npz: encoder, 2 layers × 3 heads, 4 queries × 4 keys.', 'dropped');
  assert.deepEqual((await shownNow()).weights, matrices[1][2]);
  assert.equal(await page.locator('html.dropping').count(), 0);
  await give(page, 'paste', { name: 'single.npy', bytes: [...npy('<f4', [4, 4], Float32Array.from(matrices[0][1].flat()))] });
  await until(async () => await opened(page) === 'single.npy: self-attention, 1 layer × 1 head, 4 queries × 4 keys.', 'a pasted file');
  await give(page, 'paste', { text: '0.25\t0.75\n0.5\t0.5' });
  await until(async () => await opened(page) === 'pasted.tsv: self-attention, 1 layer × 1 head, 2 queries × 2 keys.', 'a pasted table');
  assert.deepEqual((await shownNow()).weights, [[0.25, 0.75], [0.5, 0.5]]);
  await give(page, 'paste', { text: '{"attentions": [[1]]}' });
  await until(async () => await opened(page) === 'pasted.json: self-attention, 1 layer × 1 head, 1 query × 1 key.', 'pasted JSON');
  assert.deepEqual(complaints, []);
});

test('what is pasted into a field stays there', async () => {
  const { page } = await open();
  await give(page, 'paste', { text: '0.25,0.75' }, '#tokens');
  await give(page, 'paste', { text: '0.25,0.75' }, 'attention-heads >>> input[type=search]');
  await settled(page);
  assert.equal(await opened(page), repeat);
  await give(page, 'paste', { text: '0.25,0.75' });
  await until(async () => (await opened(page)).startsWith('pasted.csv'), 'elsewhere it is opened');
});

test('a file that is none keeps what was open, and says so', async () => {
  const { page, complaints } = await open();
  await choose(page, fileOf('model.pt', 'PK'));
  await until(async () => /^This is what was open before\. model\.pt: expected numbers alone/.test(await inside(page, '.problem').textContent() ?? ''), 'said');
  assert.equal(await opened(page), repeat);
  assert.equal(await inHeads(page, (heads) => heads.sets[0].rows), 16);
  assert.deepEqual(complaints, []);
});

test('what can be read in two ways is asked, and the answer counts; the keyboard keeps its place', async () => {
  const { page, complaints } = await open();
  await choose(page, fileOf('attention.npy', array));
  const question = page.locator('.question');
  await question.waitFor();
  assert.match(await question.textContent() ?? '', /^attention \[2, 3, 4, 4\] is read as /);
  await question.locator('select').focus();
  await question.locator('select').selectOption('batch heads');
  await until(async () => await opened(page) === 'attention.npy: self-attention, 1 layer × 3 heads, 4 queries × 4 keys.', 'read in another way');
  assert.equal(await question.locator('select').inputValue(), 'batch heads');
  assert.ok(await question.locator('select').evaluate((node) => node === document.activeElement));
  assert.equal(await inHeads(page, (heads) => heads.sets[0].batches), 2);
  await page.locator('#language').click();
  assert.match(await question.textContent() ?? '', /^attention \[2, 3, 4, 4\] 读作 /);
  assert.equal(await question.locator('select').inputValue(), 'batch heads');
  await question.locator('select').selectOption('layers heads');
  await until(async () => /2 层 × 3 个头/.test(await opened(page)), 'and back');
  await page.locator('[data-sample=repeat]').click();
  await until(async () => await question.count() === 0, 'an example asks nothing');
  assert.deepEqual(complaints, []);
});

test('tokens are typed: for files, and for the example; those of the file itself come first, and that is said', async () => {
  const { page } = await open();
  await page.locator('details').evaluate((node) => node.setAttribute('open', ''));
  const typed = Array.from({ length: 16 }, (_, index) => `t${index}`);
  await page.locator('#tokens').fill(typed.join(' '));
  await page.locator('#use-tokens').click();
  await until(async () => (await opened(page)).startsWith('attention.json, tokens.txt'), 'the example');
  assert.deepEqual(await inHeads(page, (heads) => [heads.sets[0].queries, heads.sets[0].keys]), [typed, typed]);
  await choose(page, fileOf('attention.npy', array));
  await until(async () => (await opened(page)).startsWith('attention.npy:'), 'a file');
  await page.locator('#tokens').fill(JSON.stringify(words));
  await page.locator('#use-tokens').click();
  await until(async () => (await opened(page)).startsWith('attention.npy, tokens.json'), 'with tokens');
  assert.deepEqual(await inHeads(page, (heads) => heads.sets[0].keys), words);
  await page.locator('#tokens').fill('too few');
  await page.locator('#use-tokens').click();
  await until(async () => /got 2/.test(await inside(page, '.problem').textContent() ?? ''), 'refused');
  assert.deepEqual(await inHeads(page, (heads) => heads.sets[0].keys), words);
  const document = { format: 'attention-heads', version: 1, attentions: [{ kind: 'self', keys: ['x'], queries: ['x'], shape: [1, 1, 1, 1], dtype: 'float32', encoding: 'none', data: 'AACAPw==' }] };
  await choose(page, fileOf('own.json', JSON.stringify(document)));
  await until(async () => (await opened(page)).startsWith('own.json'), 'its own tokens');
  await page.locator('#tokens').fill('y');
  await page.locator('#use-tokens').click();
  await until(async () => await opened(page) === 'The file has tokens of its own: these are shown.', 'said');
});

test('the address is the view: after a reload it is the same; the skip link is none', async () => {
  const { page, complaints } = await open();
  await page.locator('[data-sample=translate]').click();
  await until(async () => /translator/.test(await opened(page)), 'opened');
  await inHeads(page, async (heads) => {
    heads.state = { set: 2, layer: 1, head: 1, view: 'links', others: [[0, 0]], query: 3, log: true };
    await heads.complete;
  });
  const before = await inHeads(page, (heads) => heads.state);
  assert.match(page.url(), /#sample=translate&set=2&view=links&layer=1&head=1&others=0\.0&query=3&log=true$/);
  await page.reload();
  await until(async () => /translator/.test(await opened(page)), 'opened again');
  await until(async () => (await inHeads(page, (heads) => heads.state)).set === 2, 'looked at');
  assert.deepEqual(await inHeads(page, (heads) => heads.state), before);
  await page.locator('.skip').focus();
  await page.keyboard.press('Enter');
  await settled(page);
  assert.deepEqual(await inHeads(page, (heads) => heads.state), before);
  assert.deepEqual(complaints, []);
});

for (const [hash, english, chinese] of [
  ['#layer=9', 'This link does not fit what is open. layer: expected a whole number from 0 to 1, got 9', '这个链接与打开的内容不符。layer：应为 0 到 1 的整数，现为 9'],
  ['#view=map', 'This link does not fit what is open. view: expected grid | head | links | token, got map', '这个链接与打开的内容不符。view：应为 grid | head | links | token，现为 map'],
  ['#sample=poem', 'This link does not fit what is open. sample: expected repeat | translate, got poem', '这个链接与打开的内容不符。sample：应为 repeat | translate，现为 poem'],
  ['#layer=%', 'This link does not fit what is open. layer: expected a whole number from 0, got %', '这个链接与打开的内容不符。layer：应为从 0 起的整数，现为 %'],
]) {
  test(`a broken link is said in both languages, and the example is shown: ${hash}`, async () => {
    const { page } = await open({ hash });
    await until(async () => await opened(page) === english, 'said');
    assert.match(await readout(page), /^layer 1, head 0/);
    await page.locator('#language').click();
    await until(async () => await opened(page) === chinese, 'in Chinese');
    await inside(page, '.grid-stage').focus();
    for (const key of ['ArrowRight', 'Enter']) await page.keyboard.press(key);
    await page.locator('#language').click();
    await until(async () => await opened(page) === repeat, 'who goes on reads what is open');
  });
}

test('the link is copied; of the reader’s own file it says what it does not hold', async () => {
  const { page } = await open();
  await page.locator('#copy-link').click();
  await until(async () => await page.locator('#take-note').textContent() === 'Copied.', 'copied');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
  await choose(page, fileOf('attention.npy', array));
  await until(async () => (await opened(page)).startsWith('attention.npy'), 'a file');
  await page.locator('#copy-link').click();
  await until(async () => /^Copied\. The link says what is looked at, not the numbers/.test(await page.locator('#take-note').textContent() ?? ''), 'said');
});

for (const kind of /** @type {const} */ (['inside', 'beside'])) {
  test(`the lines for a post, data ${kind}, show the same in a post on another origin, also of a later batch`, async () => {
    const { page, complaints } = await open();
    const batches = npy('<f4', [2, 3, 4, 4], Float32Array.from(matrices.flat(3)));
    await choose(page, fileOf('attention.npy', batches), fileOf('tokens.txt', ['<a>', '"b"', '</script>', '&amp;'].join('\n')));
    const question = page.locator('.question select');
    await question.selectOption('batch heads');
    await until(async () => /1 layer × 3 heads/.test(await opened(page)), 'batches');
    await inHeads(page, async (heads) => {
      heads.state = { batch: 1, head: 2, query: 1, withoutFirst: true };
      await heads.complete;
    });
    const expected = await inHeads(page, (heads) => heads.matrix());
    await page.locator(`#${kind}`).click();
    await page.locator('#code').waitFor();
    const lines = await page.locator('#code').inputValue();
    await page.locator('#copy').click();
    await until(async () => await page.locator('#take-note').textContent() === 'Copied.', 'copied');
    assert.equal((await page.evaluate(() => navigator.clipboard.readText())).trim(), lines.trim());
    const saved = page.waitForEvent('download');
    await page.locator('#save').click();
    const data = await pathOf(await saved);
    await hosted(async ({ url, write, folder }) => {
      await write(lines);
      await copyFile(join(distFolder, 'attention-heads.iife.js'), join(folder, 'attention-heads.iife.js'));
      if (kind === 'beside') await copyFile(data, join(folder, 'attention-heads.json'));
      const post = await lab.open({ address: url });
      await post.page.waitForFunction(() => customElements.get('attention-heads'));
      await settled(post.page);
      const shownThere = await inHeads(post.page, async (heads) => ({ matrix: await heads.matrix(), state: heads.state }));
      assert.deepEqual([shownThere.matrix.queries, shownThere.matrix.keys], [expected.queries, expected.keys]);
      // A half holds a weight to 2^-11 of itself; the keys that are left are divided by their sum.
      shownThere.matrix.weights.flat().forEach((weight, at) => assert.ok(Math.abs(weight - expected.weights.flat()[at]) < 2 ** -9, String(at)));
      assert.deepEqual([shownThere.state.head, shownThere.state.query, shownThere.state.withoutFirst], [2, 1, true]);
      assert.deepEqual(post.complaints, []);
    });
    assert.deepEqual(complaints, []);
  });
}

test('a figure of its own has the head’s numbers, and a caption in the page’s language', async () => {
  for (const [locale, caption] of [['en-US', 'layer 1, head 2'], ['zh-CN', '第 1 层，第 2 个头']]) {
    const { page, complaints } = await open({ locale });
    await inHeads(page, async (heads) => {
      heads.state = { layer: 1, head: 2 };
      await heads.complete;
    });
    const { weights, keys } = await inHeads(page, (heads) => heads.matrix());
    await page.locator('#figure').click();
    await page.locator('attention-figure .readout').waitFor();
    const figure = await page.evaluate(async () => {
      const node = /** @type {import('../../web/figure/element/attention-figure.js').AttentionFigureElement} */ (document.querySelector('attention-figure'));
      await node.ready;
      const json = JSON.parse(await (await node.exportJSON()).text());
      return { weights: json.state.weights[0], tokens: json.state.tokens, caption: node.caption };
    });
    assert.deepEqual(figure, { weights, tokens: keys, caption });
    assert.deepEqual(complaints, []);
  }
});

test('what does not work is said in the page’s language', async () => {
  for (const [locale, expected] of /** @type {[string, RegExp][]} */ ([['en-US', /^That did not work\. .*: expected magnitudes of at most /], ['zh-CN', /^没有成功。.*：半精度的绝对值应不超过 /]])) {
    const { page } = await open({ locale });
    await choose(page, fileOf('large.csv', '70000.5,1\n0.5,0.5\n'));
    await until(async () => (await opened(page)).startsWith('large.csv'), 'opened');
    await page.locator('#beside').click();
    await until(async () => expected.test(await page.locator('#take-note').textContent() ?? ''), 'said');
  }
});

test('the language changes all words of the page, and stays', async () => {
  const { page } = await open();
  await page.locator('#language').click();
  assert.equal(await page.title(), '注意力头 · Attention Lab');
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  assert.match(await opened(page), /^示例：/);
  await until(async () => /^第 1 层/.test(await readout(page)), 'the element follows');
  const english = await page.locator('main [data-text], header [data-text]').evaluateAll((nodes) => nodes.map(({ textContent }) => textContent ?? '').filter((text) => !/[\u4e00-\u9fff]/.test(text)));
  assert.deepEqual(english, []);
  await page.reload();
  await until(async () => /^示例：/.test(await opened(page)), 'remembered');
});

for (const dark of [false, true]) {
  for (const width of [360, 1280]) {
    test(`axe-core finds nothing on the page, ${dark ? 'dark' : 'light'}, ${width} wide, and it does not scroll sideways`, async () => {
      for (const locale of ['en-US', 'zh-CN']) {
        const { page } = await open({ dark, width, locale });
        await choose(page, fileOf('attention.npy', array));
        await page.locator('.question').waitFor();
        await page.locator('details').evaluate((node) => node.setAttribute('open', ''));
        await page.locator('#inside').click();
        await page.locator('#code').waitFor();
        await assertAccessible(page, 'body', `${locale}, ${dark}, ${width}`);
        assert.ok(await sideways(page) <= 0, `${locale}, ${width}`);
      }
    });
  }
}
