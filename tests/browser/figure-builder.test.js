// dist/builder.html: what is composed is what is drawn, and what is copied draws the same elsewhere.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { serve } from '../../web/build/serve.js';
import { distFolder } from '../../web/build/site.js';
import { starter, starterNames } from '../../web/builder/starters.js';
import { readInput } from '../../web/figure/state/figure-input.js';
import { mostLink, readLink, writeLink } from '../../web/figure/state/figure-link.js';
import { useBrowser } from './browser.js';
import { hosted } from './hosted.js';

/** @import { Page } from 'playwright-core' */
/** @import { OpenOptions } from './browser.js' */

const lab = useBrowser();
const tea = '#v=1&view=heatmap&tokens=I,like,tea';

/** @param {string} [link] @param {OpenOptions} [options] */
async function openBuilder(link = '', options = {}) {
  const { page, complaints } = await lab.open({ address: `${lab.url}builder.html${link}`, ...options });
  await page.locator('attention-figure .readout').waitFor();
  return { page, complaints };
}

/** @param {Page} page @returns {Promise<any>} of the live figure */
function stateIn(page) {
  return page.evaluate(async () => {
    const figure = /** @type {any} */ (document.querySelector('attention-figure'));
    await figure.ready.catch(() => {});
    return figure.state;
  });
}

/** @param {Page} page @param {'tag' | 'iframe' | 'markdown' | 'json'} kind */
async function linesIn(page, kind) {
  await page.locator(`#kinds input[value=${kind}]`).check({ force: true });
  await page.waitForTimeout(60);
  return page.locator('#code').inputValue();
}

/** @param {Page} page @param {string} html @returns {Promise<any[]>} the states of its figures, in a page of the site */
async function statesOf(page, html) {
  const folder = await mkdtemp(join(tmpdir(), 'attention-post-'));
  await cp(distFolder, folder, { recursive: true });
  await writeFile(join(folder, 'post.html'), `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${html}`);
  try {
    await page.goto(pathToFileURL(join(folder, 'post.html')).href);
    return await page.evaluate(async () => {
      const figures = /** @type {any[]} */ ([...document.querySelectorAll('attention-figure')]);
      await Promise.all(figures.map((figure) => figure.ready));
      return figures.map((figure) => figure.state);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('the form is the figure, and the figure is the form', async () => {
  const { page, complaints } = await openBuilder();
  await page.locator('#words').fill('tea or coffee');
  await page.locator('#words').press('Tab');
  assert.deepEqual((await stateIn(page)).tokens, ['tea', 'or', 'coffee']);
  await page.locator('#score').selectOption('cosine');
  await page.locator('#normalizer').selectOption('sparsemax');
  await page.locator('#temperature').fill('0.5');
  await page.locator('#view').selectOption('links');
  await page.locator('#caption').fill('A caption');
  await page.getByLabel('Causal: no look ahead').check();
  await page.getByRole('checkbox', { name: 'score function', exact: true }).check();
  await page.locator('#theme').selectOption('dark');
  await page.locator('#lang').selectOption('zh');
  const state = await stateIn(page);
  assert.deepEqual(
    [state.score, state.normalizer, state.temperature, state.view, state.caption, state.causal],
    ['cosine', 'sparsemax', 0.5, 'links', 'A caption', true],
  );
  const figure = page.locator('attention-figure');
  assert.equal(await figure.getAttribute('theme'), 'dark');
  assert.match(await figure.locator('.readout').innerText(), /注意/);
  // A reader's edit of the figure is one of the draft's.
  await figure.locator('select').first().selectOption('dot');
  await page.waitForFunction(() => /** @type {HTMLSelectElement} */ (document.querySelector('#score')).value === 'dot');
  assert.match(await linesIn(page, 'tag'), /score="dot"/);
  assert.deepEqual(complaints, []);
});

test('the cap and the local focus have fields with a word on each, in both languages, and what is wrong stands there', async () => {
  const { page, complaints } = await openBuilder(`${tea}&softcap=30&local-focus=0.5,2,3;1`);
  const [softcap, focus] = [page.locator('#softcap'), page.locator('#localFocus')];
  assert.deepEqual([await softcap.inputValue(), await focus.inputValue()], ['30', '[0.5, 2, 3] 1']);
  assert.match(await linesIn(page, 'tag'), / softcap="30" local-focus="\[0\.5, 2, 3\] 1"/);
  await softcap.fill('2.5');
  await focus.fill('predictive 2');
  await focus.press('Tab');
  const { softcap: cap, localFocus } = await stateIn(page);
  assert.deepEqual([cap, localFocus], [2.5, { center: 'predictive', sigma: 2 }]);
  assert.match(await linesIn(page, 'tag'), / softcap="2\.5" local-focus="predictive 2"/);
  assert.match(await linesIn(page, 'iframe'), /softcap=2\.5&(amp;)?local-focus=predictive;2/);
  for (const [field, text, said] of /** @type {const} */ ([
    [focus, 'middle 2', 'localFocus.center: expected monotonic | predictive, got "middle"'], [focus, '[1, 2] 1', 'localFocus.center: expected length 3 … 3, got 2'],
    [softcap, '0', 'softcap: expected > 0, got 0'],
  ])) {
    const before = await field.inputValue();
    await field.fill(text);
    const name = await field.getAttribute('id');
    assert.equal(await page.locator(`#${name}-problem`).innerText(), said);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    await field.fill(before);
    assert.ok(await page.locator(`#${name}-problem`).isHidden());
  }
  const note = page.locator('#localFocus-note');
  assert.match(await note.innerText(), /^A centre and a width in keys: /);
  assert.equal(await focus.getAttribute('aria-describedby'), 'localFocus-note localFocus-problem');
  await page.locator('#language').click();
  assert.match(await note.innerText(), /^一个中心/);
  await focus.fill('');
  await softcap.fill('');
  const empty = await stateIn(page);
  assert.deepEqual([empty.softcap, empty.localFocus], [null, null]);
  assert.deepEqual(complaints, []);
});

test('undo goes back through every edit, and redo forward', async () => {
  const { page } = await openBuilder();
  const before = await stateIn(page);
  await page.locator('#words').fill('a b');
  await page.locator('#words').press('Tab');
  await page.locator('#view').selectOption('bars');
  await page.getByRole('button', { name: 'Vectors in the plane' }).click();
  assert.equal((await stateIn(page)).view, 'plane');
  const undo = page.locator('#undo');
  await undo.click();
  assert.equal((await stateIn(page)).view, 'bars');
  await page.keyboard.press('Control+z');
  assert.equal((await stateIn(page)).view, 'heatmap');
  await undo.click();
  assert.deepEqual(await stateIn(page), before);
  assert.equal(await undo.getAttribute('aria-disabled'), 'true');
  await page.locator('#redo').click();
  assert.deepEqual((await stateIn(page)).tokens, ['a', 'b']);
});

test('numbers as JSON and CSV, a whole figure as a file, and what is wrong said beside its field', async () => {
  const { page } = await openBuilder();
  await page.locator('summary').click();
  const numbers = page.locator('#numbers');
  await numbers.fill(',the,cat\nle,0.9,0.1\nchat,0.2,0.8\n');
  assert.deepEqual((await stateIn(page)).weights, [[[0.9, 0.1], [0.2, 0.8]]]);
  assert.equal(await page.locator('#words').inputValue(), 'the cat');
  assert.equal(await page.locator('#queryWords').inputValue(), 'le chat');
  await numbers.fill('{"queries": [[1, 2]], "keys": [[1, 0], [0, 1], [1, 1]]');
  assert.match(await page.locator('#numbers-problem').innerText(), /expected JSON/);
  await numbers.fill('the,cat\n0.9,0.1\n0.2,x');
  assert.equal(await page.locator('#numbers-problem').innerText(), 'line 3, column 2: expected number, got "x"');
  await page.locator('#language').click();
  assert.equal(await page.locator('#numbers-problem').innerText(), '第 3 行第 2 列：应为数，现为 "x"');
  await page.locator('#language').click();
  assert.deepEqual((await stateIn(page)).tokens, ['the', 'cat'], 'the last good figure stays');
  await numbers.fill('{"queries": [[1, 2]], "keys": [[1, 0], [0, 1], [1, 1]]}');
  assert.match(await page.locator('#words-problem').innerText(), /tokens: expected Tk = 3, got 2/);
  await page.locator('#language').click();
  assert.match(await page.locator('#words-problem').innerText(), /tokens：应为 Tk = 3，现为 2/);
  await page.locator('#language').click();
  assert.equal(await page.locator('#words').getAttribute('aria-invalid'), 'true');
  await page.locator('#words').fill('a b c');
  await page.locator('#queryWords').fill('');
  assert.equal(await page.locator('#words-problem').isVisible(), false);
  assert.deepEqual((await stateIn(page)).tokens, ['a', 'b', 'c']);
  await page.locator('#view').selectOption('plane');
  assert.equal((await stateIn(page)).view, 'plane');
  const json = await linesIn(page, 'json');
  await page.getByRole('button', { name: 'A sentence' }).click();
  await page.locator('#file').setInputFiles({ name: 'figure.json', mimeType: 'application/json', buffer: Buffer.from(json) });
  await page.waitForFunction(() => /** @type {HTMLSelectElement} */ (document.querySelector('#view')).value === 'plane');
  assert.deepEqual((await stateIn(page)).queries, [[[1, 2]]]);
});

test('comparisons: two to four, side by side', async () => {
  const { page } = await openBuilder();
  await page.locator('#compare').selectOption('normalizer');
  assert.deepEqual((await stateIn(page)).compared, ['softmax', 'sparsemax']);
  await page.locator('#compared').getByLabel('Hardmax').check();
  assert.deepEqual((await stateIn(page)).compared, ['softmax', 'sparsemax', 'hardmax']);
  await page.locator('#compared').getByLabel('Softmax', { exact: true }).uncheck();
  await page.locator('#compared').getByLabel('Hardmax').uncheck();
  assert.match(await page.locator('#compared-problem').innerText(), /compared: expected/);
  await page.locator('#compare').selectOption('head');
  assert.match(await page.locator('#compare-problem').innerText(), /compare: expected H > 1, got 1/);
  await page.locator('#compare').selectOption('');
  assert.equal((await stateIn(page)).compare, null);
});

test('weights or scores, where the view and the numbers allow it', async () => {
  const { page } = await openBuilder(tea);
  const shows = page.getByLabel('What it shows');
  assert.deepEqual([await shows.inputValue(), await shows.isDisabled()], ['weights', false]);
  assert.ok(!(await linesIn(page, 'tag')).includes('shows'));
  await shows.selectOption('scores');
  assert.equal((await stateIn(page)).shows, 'scores');
  assert.match(await page.locator('attention-figure .readout').innerText(), /: score \S+ · weight \S+$/);
  const tag = await linesIn(page, 'tag');
  assert.match(tag, /<attention-figure shows="scores" tokens="I like tea"/);
  assert.match(await linesIn(page, 'iframe'), /figure\.html#v=1&amp;view=heatmap&amp;shows=scores&amp;/);
  // Off, and said to be weights, for views and numbers without scores; back with the others.
  await page.locator('#view').selectOption('links');
  assert.deepEqual([await shows.inputValue(), await shows.isDisabled(), (await stateIn(page)).shows], ['weights', true, 'weights']);
  assert.equal(await page.locator('.field-message:visible').count(), 0);
  await page.locator('#view').selectOption('bars');
  assert.deepEqual([await shows.inputValue(), await shows.isDisabled(), (await stateIn(page)).shows], ['scores', false, 'scores']);
  await page.locator('summary').click();
  for (const numbers of [',a,b\nq,0.9,0.1\n', '{"weights": [[0.5, 0.5], [1, 0]]}', '[0.5, 0.5]']) {
    await page.locator('#numbers').fill(numbers);
    await page.locator('#words').fill('a b');
    await page.locator('#queryWords').fill('');
    assert.deepEqual([await shows.isDisabled(), (await stateIn(page)).shows], [true, 'weights'], numbers);
    assert.equal(await page.locator('.field-message:visible').count(), 0, numbers);
  }
  await page.locator('#numbers').fill('');
  assert.equal((await stateIn(page)).shows, 'scores');
  await page.locator('#language').click();
  assert.deepEqual(await page.getByLabel('画哪些数').locator('option').allTextContents(), ['权重', '分数']);
  assert.deepEqual(await page.locator('#lang option').allTextContents(), ['随文章', 'English', '中文']);
});

test('the address is the figure: a reload, and a link of another, open it', async () => {
  const { state, settings } = starter('cross', 'en');
  const link = await writeLink(state, { ...settings, theme: 'dark', dir: 'rtl' });
  const { page } = await openBuilder(link);
  assert.deepEqual(await stateIn(page), state);
  await page.locator('#caption').fill('Mine');
  await page.waitForURL(/caption=Mine/);
  await page.reload();
  await page.locator('attention-figure .readout').waitFor();
  assert.deepEqual(await stateIn(page), { ...state, caption: 'Mine' });
  assert.equal(await page.locator('#theme').inputValue(), 'dark');
  assert.equal(await page.locator('#dir').inputValue(), 'rtl');
  assert.equal(await page.locator('attention-figure').getAttribute('dir'), 'rtl');
  assert.match(await linesIn(page, 'tag'), / dir="rtl"/);
  await page.locator('#dir').selectOption('');
  await page.waitForFunction(() => !document.querySelector('attention-figure')?.hasAttribute('dir'));
  await page.evaluate(() => (location.hash = '#v=1&view=heatmap&tokens=I,like,tea'));
  await page.waitForFunction(() => /** @type {HTMLTextAreaElement} */ (document.querySelector('#words')).value === 'I like tea');
  await page.evaluate(() => (location.hash = '#v=9'));
  await page.locator('#failure').waitFor();
  assert.match(await page.locator('#failure').innerText(), /v: expected 1, got "9"/);
  assert.equal(await page.locator('#words').inputValue(), 'I like tea');
});

test('what is copied draws the same figure in a post opened from disk', async () => {
  /** @type {Record<string, string>[]} */
  const hard = [
    { tokens: '["a\\"b","<i>&amp;","it\'s","空 格"]', caption: 'Quotes " and \' and <b>tags</b> & more', causal: '', window: '2 0', cell: '1 0', label: 'x' },
    { tokens: 'a b', shows: 'scores', mask: '[[1,0],[1,1]]', scale: '0.3', domain: '-1 2', score: 'euclidean' },
    { queries: '[[[1,2]],[[3,4]]]', keys: '[[[1,0],[0,1]]]', head: '1', compare: 'heads' },
    { weights: JSON.stringify([Array.from({ length: 30 }, () => Array.from({ length: 30 }, () => 1 / 3))]), caption: '</script><b>' },
  ];
  const states = [
    ...starterNames.flatMap((name) => [starter(name, 'en').state, starter(name, 'zh').state]),
    ...hard.map((attributes) => readInput(attributes)),
    { ...readInput({ tokens: 'a b c' }), query: 2 },
  ];
  const { page } = await openBuilder();
  await page.locator('#folder').fill('');
  /** @type {string[]} */
  const tags = [];
  for (const state of states) {
    const link = await writeLink(state);
    await page.evaluate((hash) => (location.hash = hash), link);
    await page.waitForFunction((caption) => /** @type {HTMLInputElement} */ (document.querySelector('#caption')).value === caption, state.caption);
    await page.waitForTimeout(120);
    tags.push(await linesIn(page, 'tag'));
  }
  const [script] = tags[0].split('\n');
  assert.equal(script, '<script defer src="attention-figure.iife.js"></script>');
  assert.ok(tags.every((tag) => tag.startsWith(script)));
  const drawn = await statesOf(page, script + tags.map((tag) => tag.slice(script.length)).join(''));
  assert.deepEqual(drawn, states);
});

test('the script tag names a file that stays, and its hash, which the browser checks', async () => {
  const { page } = await openBuilder();
  const lines = await linesIn(page, 'tag');
  const bytes = await readFile(join(distFolder, 'attention-figure.iife.js'));
  const integrity = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
  const file = `attention-figure-${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}.iife.js`;
  assert.ok(lines.includes(`src="${lab.url}${file}" integrity="${integrity}" crossorigin="anonymous"`), lines);
  assert.deepEqual((await readdir(distFolder)).filter((name) => /^attention-figure-/.test(name)), [file]);
  assert.ok(bytes.equals(await readFile(join(distFolder, file))), 'the same bytes as under the plain name');
  const { version } = JSON.parse(await readFile(join(distFolder, '../package.json'), 'utf8'));
  assert.match(await page.locator('#take-note').innerText(), new RegExp(`Version ${version.replaceAll('.', '\\.')}`));
  const saved = page.locator('#script');
  assert.equal(await saved.getAttribute('href'), `./${file}`, 'what is saved is what the line names');
  for (const [html, isDefined] of /** @type {[string, boolean][]} */ ([[lines, true], [lines.replace('sha384-', 'sha384-A'), false]])) {
    const folder = await mkdtemp(join(tmpdir(), 'attention-post-'));
    await writeFile(join(folder, 'index.html'), html);
    const post = await serve(folder, { port: 0, headers: { 'Content-Security-Policy': null } });
    const site = await serve(distFolder, { port: 0, headers: { 'Access-Control-Allow-Origin': '*' } });
    await writeFile(join(folder, 'index.html'), html.replaceAll(lab.url, site.url));
    const { page: reader } = await lab.open({ address: post.url });
    await reader.waitForLoadState();
    assert.equal(await reader.evaluate(() => customElements.get('attention-figure') !== undefined), isDefined);
    await Promise.all([post.close(), site.close(), rm(folder, { recursive: true })]);
  }
  await page.locator('#folder').fill('');
  await page.waitForFunction(() => document.querySelector('#script')?.getAttribute('href') === './attention-figure.iife.js');
  assert.ok(!(await linesIn(page, 'tag')).includes('integrity'));
});

test('iframe and Markdown lines carry the link, safely', async () => {
  const state = readInput({ tokens: '["a\\"b","<i>","(c)"]', caption: 'An [odd] *caption* "here"' });
  const { page } = await openBuilder(await writeLink(state));
  const iframe = await linesIn(page, 'iframe');
  const [src, title] = await page.evaluate((html) => {
    const node = new DOMParser().parseFromString(html, 'text/html').querySelector('iframe');
    return [node?.src ?? '', node?.title];
  }, iframe);
  assert.equal(title, state.caption);
  assert.ok(src.startsWith(`${lab.url}figure.html#v=1`));
  assert.deepEqual((await readLink(new URL(src).hash)).state, state);
  const markdown = await linesIn(page, 'markdown');
  const [, text, address] = /^\[(.*)\]\(([^()<>\s]*)\)\n$/.exec(markdown) ?? [];
  assert.equal(text, 'An \\[odd\\] \\*caption\\* "here"');
  assert.deepEqual((await readLink(new URL(address).hash)).state, state);
});

test('copying works where the lines are pasted: in a frame on another origin, and in a post by its script', async () => {
  const { page } = await openBuilder(tea, { context: { permissions: ['clipboard-read', 'clipboard-write'] } });
  const script = `<script defer src="${lab.url}attention-figure.iife.js"></script>`; // Not pinned: this site allows no other to load it so.
  const lines = [await linesIn(page, 'iframe'), (await linesIn(page, 'tag')).replace(/^.*\n/, script)];
  await hosted(async (post) => {
    for (const [index, html] of lines.entries()) {
      await post.write(html);
      await page.goto(post.url);
      const place = index === 0 ? page.frameLocator('iframe') : page;
      const figure = place.locator('attention-figure');
      await figure.locator('.readout').waitFor();
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await figure.locator('.menu-button').click();
      await figure.getByRole('menuitem', { name: 'Copy the link' }).click();
      await figure.getByText('Copied.', { exact: true }).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.ok(copied.startsWith(`${lab.url}figure.html#v=1`), copied);
      assert.deepEqual((await readLink(new URL(copied).hash)).state, readInput({ tokens: 'I like tea' }));
    }
  });
});

test('a name for screen readers and a range of the colours, with what is wrong beside the field', async () => {
  const { page } = await openBuilder(tea);
  await page.locator('#label').fill('Who looks at whom');
  await page.locator('#domain').fill('0, 0.5');
  await page.locator('#domain').press('Tab');
  const { label, domain } = await stateIn(page);
  assert.deepEqual([label, domain], ['Who looks at whom', [0, 0.5]]);
  assert.equal(await page.locator('attention-figure').getByRole('application').getAttribute('aria-label'), 'Who looks at whom');
  assert.match(await linesIn(page, 'tag'), / domain="0 0\.5" label="Who looks at whom"/);
  await page.locator('#domain').fill('1 0');
  assert.match(await page.locator('#domain-problem').innerText(), /domain: expected domain\[0\] < domain\[1\]/);
  assert.deepEqual((await stateIn(page)).domain, [0, 0.5], 'the last good figure stays');
  await page.locator('#domain').fill('');
  assert.equal(await page.locator('#domain-problem').isVisible(), false);
  assert.equal((await stateIn(page)).domain, null);
  await page.locator('#domain').fill('-1 1');
  await page.waitForURL(/domain=-1,1/);
  await page.reload();
  await page.locator('attention-figure .readout').waitFor();
  assert.deepEqual([await page.locator('#domain').inputValue(), await page.locator('#label').inputValue()], ['-1 1', 'Who looks at whom']);
});

test('a figure that is too much for a link is a JSON file', async () => {
  const { page } = await openBuilder();
  await page.locator('summary').click();
  const weights = Array.from({ length: 60 }, (_, row) => Array.from({ length: 60 }, (_, column) => Number(Math.abs(Math.sin(row * 61 + column)).toFixed(6))));
  await page.locator('#numbers').fill(weights.map((row) => row.join(',')).join('\n'));
  await page.locator('#words').fill('');
  await page.waitForTimeout(500);
  assert.equal(await linesIn(page, 'iframe'), '');
  assert.match(await page.locator('#take-note').innerText(), new RegExp(`too much for a link \\(${mostLink}`));
  assert.equal(await page.locator('#copy').isVisible(), false);
  assert.equal(new URL(page.url()).hash, '');
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()]);
  const file = JSON.parse(await readFile(/** @type {string} */ (await download.path()), 'utf8'));
  assert.deepEqual(file.state.weights, [weights]);
  const tag = await linesIn(page, 'tag');
  assert.match(tag, /<script type="application\/json">\{/);
});

test('copies to the clipboard, and says so', async () => {
  const { page } = await openBuilder('', { context: { permissions: ['clipboard-read', 'clipboard-write'] } });
  await page.locator('#copy').click();
  await page.getByText('Copied.', { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.locator('#code').inputValue());
});

test('works from disk, where lines name files beside the post', async () => {
  const { page, complaints } = await lab.open({ address: pathToFileURL(join(distFolder, 'builder.html')).href });
  await page.locator('attention-figure .readout').waitFor();
  assert.match(await linesIn(page, 'tag'), /^<script defer src="attention-figure\.iife\.js"><\/script>\n/);
  assert.match(await linesIn(page, 'iframe'), /src="figure\.html#v=1/);
  await page.locator('#caption').fill('From disk');
  await page.waitForTimeout(600);
  await page.reload();
  await page.locator('attention-figure .readout').waitFor();
  assert.equal(await page.locator('#caption').inputValue(), 'From disk');
  assert.deepEqual(complaints, []);
});

test('both languages, no width overflows, targets of 44 pixels, everything by keyboard', async () => {
  for (const locale of ['en-US', 'zh-CN']) {
    for (const width of [320, 768, 1280]) {
      const { page } = await openBuilder('', { locale, width });
      await page.locator('summary').click();
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${locale} ${width}`);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('button, select, textarea, input:not([type=checkbox], [type=radio], [type=file]), summary, label.check, label.file, label.token, a.button')]
          .filter((node) => node.checkVisibility())
          .filter((node) => node.getBoundingClientRect().height < 44)
          .map((node) => node.id || node.textContent));
      assert.deepEqual(small, []);
      assert.equal(await page.evaluate(() => [...document.querySelectorAll('[data-text]')].filter((node) => !node.textContent).length), 0);
      await page.context().close();
    }
  }
  const { page } = await openBuilder('', { locale: 'zh-CN' });
  assert.equal(await page.locator('h1').innerText(), '做一张图');
  await page.getByRole('button', { name: 'English' }).click();
  assert.equal(await page.locator('h1').innerText(), 'Build a figure');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  /** @type {string[]} */
  const walked = [];
  for (let presses = 0; presses < 70; presses++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const node = document.activeElement;
      return node instanceof HTMLElement && node !== document.body ? { name: node.id || node.localName } : null;
    });
    if (!stop) break;
    walked.push(stop.name);
  }
  for (const name of ['undo', 'attention-figure', 'words', 'score', 'compare', 'view', 'caption', 'label', 'domain', 'theme', 'code', 'copy', 'folder']) {
    assert.ok(walked.includes(name), `${name} in ${walked.join(' ')}`);
  }
});
