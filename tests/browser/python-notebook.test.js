// Attention that Python shows: in a notebook that nbconvert (python3-nbconvert) made a page of, where outputs are set in other
// ways, and in files. Nothing may be requested.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { onPath } from '../../web/build/programs.js';
import { distFolder } from '../../web/build/site.js';
import { runPython, skip, withStandIn } from '../node/python-module.js';
import { useBrowser } from './browser.js';

/** @import { Frame, Page } from 'playwright-core' */

const lab = useBrowser();
const nbconvert = 'jupyter-nbconvert';

/** @type {string} */
let folder;
before(async () => {
  folder = withStandIn(await mkdtemp(join(tmpdir(), 'attention-python-')));
  await copyFile(join(distFolder, 'attention-figure.iife.js'), join(folder, 'attention-figure.iife.js'));
});
after(() => rm(folder, { recursive: true }));

/** @param {string} expressions of pictures, in brackets @returns {{ 'text/html': string, 'text/plain': string }[]} what a notebook gets of each */
function outputsOf(expressions) {
  const { stdout, stderr } = runPython(`A = attention(2, 3, 4, 4)
print(json.dumps([shown._repr_mimebundle_() for shown in ${expressions}]))`, { scripts: folder, cwd: folder });
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

/**
 * Opens a file in a page that can load no other, and gathers what it asks for and complains of.
 * @param {string} name
 * @param {string} text
 * @param {{ dark?: boolean, prepare?: () => void }} [options] prepare runs in each frame before all else
 */
async function opened(name, text, { dark = false, prepare } = {}) {
  const path = join(folder, name);
  await writeFile(path, text);
  /** @type {string[]} */
  const asked = [];
  /** @type {string[]} */
  const complaints = [];
  const { page } = await lab.open({
    dark,
    address: 'about:blank',
    prepare: (context) => context.route(/^(?!file:|data:|blob:)/, (route) => route.abort()),
  });
  if (prepare) await page.addInitScript(prepare);
  page.on('request', (request) => {
    // The page around the frames is nbconvert's own, and names scripts of other hosts.
    if (request.frame() !== page.mainFrame()) asked.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // Nor is it ours what those scripts, which are not there, would have done.
    if (['error', 'warning'].includes(message.type()) && !/^Failed to load resource|\brequire|MathJax/.test(message.text())) complaints.push(message.text());
  });
  await page.goto(String(pathToFileURL(path)));
  return { page, asked, complaints };
}

/** @param {Page} page @returns {Promise<Frame[]>} of the outputs, in order, once each is shown */
async function framesOf(page) {
  const handles = await page.locator('iframe').elementHandles();
  const frames = await Promise.all(handles.map((handle) => handle.contentFrame()));
  return Promise.all(frames.map(async (frame) => {
    assert.ok(frame);
    await frame.waitForFunction(() => {
      const element = document.querySelector('attention-heads, attention-figure');
      return element?.shadowRoot?.textContent;
    });
    return frame;
  }));
}

/** @param {Frame} frame @returns {Promise<string>} what the element in place of the heads has read */
const said = (frame) => frame.evaluate(() => document.querySelector('attention-heads')?.shadowRoot?.textContent ?? '');

/** @param {Page} page @returns {Promise<{ frame: number, content: number }[]>} heights */
const heights = (page) => page.evaluate(() => [...document.querySelectorAll('iframe')].map((frame) => ({
  frame: frame.clientHeight,
  content: frame.contentDocument?.documentElement.getBoundingClientRect().height ?? 0,
})));

/** @param {Page} page waits until the frames are as high as what they show */
const fitted = (page) => page.waitForFunction(() => [...document.querySelectorAll('iframe')].every(
  (frame) => frame.clientHeight === Math.ceil(frame.contentDocument?.documentElement.getBoundingClientRect().height ?? -1)));

/** @param {string[]} outputs @param {string} [template] @returns {Promise<string>} the notebook as nbconvert makes a page of it */
async function converted(outputs, template = 'lab') {
  const cells = outputs.map((html, index) => ({
    cell_type: 'code', id: `cell-${index}`, metadata: {}, execution_count: index + 1, source: 'show(tokens, outputs)',
    outputs: [{ output_type: 'execute_result', execution_count: index + 1, metadata: {}, data: { 'text/html': html, 'text/plain': 'attention' } }],
  }));
  await writeFile(join(folder, 'notebook.ipynb'), JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  const { status, stderr } = spawnSync(nbconvert, ['--to', 'html', '--template', template, join(folder, 'notebook.ipynb')], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return readFile(join(folder, 'notebook.html'), 'utf8');
}

const tokens = "list('abcd')";
const read = 'self, 2x3x4x4, 192 bytes, a b c d';

for (const template of ['lab', 'classic', 'basic']) {
  test(`nbconvert’s ${template} page shows each output by itself, as high as it is`, { skip: skip || (onPath(nbconvert) ? false : `no ${nbconvert} here`) }, async () => {
    const outputs = outputsOf(`[show(${tokens}, A), show(None, A, dtype='float32', height=250), show(${tokens}, A), figure('I like tea', np.full((3, 3), 1 / 3))]`);
    const { page, asked, complaints } = await opened('converted.html', await converted(outputs.map((each) => each['text/html']), template));
    const frames = await framesOf(page);
    assert.deepEqual(await Promise.all(frames.slice(0, 3).map(said)), [read, 'self, 2x3x4x4, 384 bytes, ', read]);
    assert.deepEqual(await frames[3].evaluate(async () => {
      const figure = /** @type {any} */ (document.querySelector('attention-figure'));
      await figure.ready;
      return figure.state.tokens;
    }), ['I', 'like', 'tea']);
    await page.waitForFunction(() => [0, 2, 3].every((index) => document.querySelectorAll('iframe')[index].style.height !== '420px'));
    const measured = await heights(page);
    assert.deepEqual(measured.slice(0, 3).map(({ frame }) => frame), [333, 250, 333]);
    assert.ok(measured[3].frame > 200 && measured[3].frame - measured[3].content < 1, JSON.stringify(measured[3]));
    assert.deepEqual([asked, complaints], [[], []]);
  });
}

test('an output that is set as innerHTML, as JupyterLab does, is shown, and grows and shrinks with its content', { skip }, async () => {
  const [{ 'text/html': html }] = outputsOf(`[show(${tokens}, A)]`);
  const { page, complaints } = await opened('lab.html', '<!doctype html><meta charset="utf-8"><div id="output"></div>');
  await page.evaluate((text) => Object.assign(document.getElementById('output') ?? {}, { innerHTML: text }), html);
  const [frame] = await framesOf(page);
  assert.equal(await said(frame), read);
  for (const height of [700, 90]) {
    await frame.evaluate((pixels) => document.querySelector('attention-heads')?.shadowRoot?.querySelector('div')?.style.setProperty('height', `${pixels}px`), height);
    await fitted(page);
    assert.equal((await heights(page))[0].frame, height);
  }
  assert.deepEqual(complaints, []);
});

test('an output is shown under the policy of VS Code’s notebooks', { skip }, async () => {
  const outputs = outputsOf(`[show(${tokens}, A), figure('I like tea')]`);
  const policy = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src https: http: data:; font-src https:; connect-src https:; child-src https: data:;";
  const { page, asked, complaints } = await opened('code.html', `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">${outputs.map((each) => each['text/html']).join('')}`);
  const frames = await framesOf(page);
  assert.equal(await said(frames[0]), read);
  assert.ok(await frames[1].evaluate(async () => {
    const figure = /** @type {any} */ (document.querySelector('attention-figure'));
    await figure.ready;
    return figure.shadowRoot.querySelector('canvas').width > 0;
  }));
  assert.deepEqual([asked, complaints], [[], []]);
});

test('the theme is the one that was asked for, or that of the text around, whatever the system’s is', { skip }, async () => {
  const outputs = outputsOf(`[show(None, A), show(None, A, theme='light')]`);
  const body = outputs.map((each) => each['text/html']).join('');
  for (const [style, theme] of [['color: #eee; background: #111; color-scheme: dark', 'dark'], ['color: #222', 'light']]) {
    const { page } = await opened('theme.html', `<!doctype html><meta charset="utf-8"><body style="${style}">${body}`, { dark: theme === 'light' });
    const frames = await framesOf(page);
    const themes = await Promise.all(frames.map((frame) => frame.evaluate(() => document.querySelector('attention-heads')?.getAttribute('theme'))));
    assert.deepEqual(themes, [theme, 'light']);
    // A frame of another scheme than its page would have a colour of its own behind it.
    assert.equal(await frames[0].evaluate(() => getComputedStyle(document.documentElement).colorScheme), theme === 'dark' ? 'dark' : 'normal');
  }
});

test('where the browser cannot unpack the script, or runs none, words say so', { skip }, async () => {
  const [english, chinese] = outputsOf("[show(None, A), show(None, A, lang='zh')]").map((each) => each['text/html']);
  const { page } = await opened('old.html', `<!doctype html><meta charset="utf-8">${english}${chinese}`, {
    prepare: () => Reflect.deleteProperty(window, 'DecompressionStream'),
  });
  for (const [index, words] of [/^This figure needs JavaScript and a browser of 2023 or later\.$/, /^这张图需要 JavaScript 和 2023 年以后的浏览器。$/].entries()) {
    const line = page.frameLocator('iframe').nth(index).locator('#needs');
    assert.match(await line.innerText(), words);
    assert.ok(await line.isVisible());
  }
  const { page: able } = await opened('new.html', `<!doctype html><meta charset="utf-8">${english}`);
  await framesOf(able);
  assert.ok(await able.frameLocator('iframe').first().locator('#needs').isHidden());
});

test('a saved page shows all from a file, and its policy lets it ask for nothing', { skip }, async () => {
  runPython("save('saved.html', ['</script>', '<b>', '\"', '茶'], attention(2, 3, 4, 4), caption='<i>')", { scripts: folder, cwd: folder });
  const { page, complaints } = await opened('copy.html', await readFile(join(folder, 'saved.html'), 'utf8'));
  await page.waitForFunction(() => document.querySelector('attention-heads')?.shadowRoot?.textContent);
  assert.equal(await said(page.mainFrame()), 'self, 2x3x4x4, 192 bytes, </script> <b> " 茶');
  assert.deepEqual(complaints, []);
  assert.equal(await page.title(), '<i>');
  assert.ok(await page.locator('#needs').isHidden());
  await page.evaluate((address) => new Promise((resolve) => {
    addEventListener('securitypolicyviolation', resolve, { once: true });
    new Image().src = address;
    setTimeout(resolve, 20_000);
  }), `${lab.url}favicon.svg`);
  assert.match(complaints.join('\n'), /violates the following Content Security Policy directive: "img-src data: blob:"/);
});

const realScript = join(distFolder, 'attention-heads.iife.js');

test('the element itself shows what Python wrote', { skip: skip || (existsSync(realScript) ? false : 'no attention-heads.iife.js in dist yet') }, async () => {
  const real = outputsOf(`[show(${tokens}, A, script=${JSON.stringify(realScript)})]`);
  const { page, asked, complaints } = await opened('real.html', `<!doctype html><meta charset="utf-8">${real[0]['text/html']}`);
  const [frame] = await framesOf(page);
  await fitted(page);
  assert.ok((await heights(page))[0].frame > 100);
  assert.match(await frame.evaluate(() => document.querySelector('attention-heads')?.shadowRoot?.textContent ?? ''), /\bd\b/);
  assert.deepEqual([asked, complaints], [[], []]);
});
