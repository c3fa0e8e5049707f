// npm run watch: what changes is built and shown, what cannot be built is not, and open pages are told.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '../../web/build/command.js';
import { listening, startWatching } from '../../web/build/watching.js';
import { temporaryFolder } from './child.js';

/** Where nothing comes, a test that waits for it fails. */
const limited = { timeout: 120_000 };

const page = (/** @type {string} */ text) => `<head>\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'">\n</head>\n${text}\n`;

/**
 * A site of one page, which a build copies from its source; "broken" cannot be built.
 * @param {import('node:test').TestContext} t
 * @param {(site: { text: string }) => void} [meanwhile] called once the first build has read the source
 */
async function project(t, meanwhile = () => {}) {
  const folder = temporaryFolder(t);
  const [source, built, served] = ['source', 'built', 'served'].map((name) => join(folder, name));
  mkdirSync(join(source, 'inner'), { recursive: true });
  mkdirSync(built);
  const text = join(source, 'inner/text');
  writeFileSync(text, 'one');
  /** @type {string[]} */
  const said = [];
  const state = { builds: 0, atOnce: 0, mostAtOnce: 0, delay: 0 };
  const build = async () => {
    state.builds += 1;
    state.mostAtOnce = Math.max(state.mostAtOnce, ++state.atOnce);
    const now = existsSync(text) ? readFileSync(text, 'utf8') : 'broken';
    if (state.builds === 1) meanwhile({ text });
    await new Promise((resolve) => setTimeout(resolve, state.delay));
    state.atOnce -= 1;
    writeFileSync(join(built, 'index.html'), now === 'broken' ? 'half' : page(now));
    writeFileSync(join(built, 'service-worker.js'), 'old');
    return { ok: now !== 'broken', output: now === 'broken' ? 'index.html: expected a page, got broken\n' : '' };
  };
  const { site, close } = await startWatching({ sources: [source], built, served, port: 0, build, say: (line) => said.push(line) });
  t.after(close);
  const shown = async () => (await (await fetch(site.url)).text());
  return { source, text, said, state, site, close, shown };
}

/** @param {() => unknown} check until it is true */
async function until(check) {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 20));
}

test('a change is built and shown, and open pages are told', limited, async (t) => {
  const { text, said, site, shown } = await project(t);
  assert.match(await shown(), /one/);
  const reader = /** @type {ReadableStream<Uint8Array>} */ ((await fetch(`${site.url}reload-events`)).body).getReader();
  const told = async () => new TextDecoder().decode((await reader.read()).value).trim();
  const first = await told();
  assert.match(first, /^data: \d+$/);
  writeFileSync(text, 'two');
  const second = await told();
  assert.match(second, /^data: \d+$/);
  assert.notEqual(second, first);
  assert.match(await shown(), /two/);
  assert.equal((await fetch(`${site.url}service-worker.js`)).status, 404);
  assert.match(await (await fetch(`${site.url}reload.js`)).text(), /location\.reload/);
  await until(() => said.at(-1) === 'build: done');
  await reader.cancel();
});

test('what cannot be built is said, the last good build stays, and the next change mends it', limited, async (t) => {
  const { text, said, shown } = await project(t);
  writeFileSync(text, 'broken');
  await until(() => said.some((line) => line.startsWith('index.html: expected a page, got broken\n')));
  assert.match(await shown(), /one/);
  writeFileSync(text, 'three');
  await until(async () => {
    const now = await shown();
    assert.doesNotMatch(now, /half/);
    return /three/.test(now);
  });
});

test('a file in a new folder is seen, and what changes during a build is built after it, one build at a time', limited, async (t) => {
  const { source, text, state, shown } = await project(t);
  mkdirSync(join(source, 'new'));
  await until(() => state.builds === 2 && state.atOnce === 0);
  state.delay = 300;
  writeFileSync(join(source, 'new/file'), 'x');
  await until(() => state.builds === 3);
  writeFileSync(text, 'four');
  await until(async () => /four/.test(await shown()));
  assert.equal(state.mostAtOnce, 1);
});

test('a file that is saved by renaming another, or is deleted and made again, is seen each time', limited, async (t) => {
  const { source, text, shown } = await project(t);
  for (const now of ['six', 'seven']) {
    writeFileSync(join(source, 'draft'), now);
    renameSync(join(source, 'draft'), text);
    await until(async () => (await shown()).includes(now));
  }
  rmSync(join(source, 'inner'), { recursive: true });
  mkdirSync(join(source, 'inner'));
  for (const now of ['eight', 'nine']) {
    writeFileSync(text, now);
    await until(async () => (await shown()).includes(now));
  }
});

test('what changes during the first build is built after it', limited, async (t) => {
  const { shown } = await project(t, ({ text }) => writeFileSync(text, 'twelve'));
  await until(async () => /twelve/.test(await shown()));
});

test('once it is closed nothing is built', limited, async (t) => {
  const { text, state, close, site } = await project(t);
  await close();
  await assert.rejects(fetch(site.url));
  const { builds } = state;
  writeFileSync(text, 'five');
  await new Promise((resolve) => setTimeout(resolve, 400));
  assert.equal(state.builds, builds);
});

test('a first build that fails is an error', limited, async (t) => {
  const folder = temporaryFolder(t);
  const build = async () => ({ ok: false, output: 'no compiler' });
  await assert.rejects(startWatching({ sources: [folder], built: folder, served: join(folder, 'served'), port: 0, build, say() {} }), { message: 'no compiler' });
});

test('a page’s policy lets it listen, and else is as it was', () => {
  const [, own] = /content="([^"]*)"/.exec(listening(page(''))) ?? [];
  assert.equal(own, "default-src 'none'; img-src 'self'; script-src 'self'; connect-src 'self'");
  const able = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'; connect-src \'self\'"></head>';
  assert.equal(listening(able), able.replace('</head>', '<script defer src="./reload.js"></script>\n</head>'));
});

test('npm run watch serves the site, and Ctrl+C ends it', limited, async () => {
  const child = spawn(process.execPath, ['web/build/watch.js'], { cwd: projectFolder, env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { printed += chunk; });
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const url = await Promise.race([ended.then(() => ''), until(() => /http:\S+/.test(printed)).then(() => /http:\S+/.exec(printed)?.[0] ?? '')]);
  assert.ok(url, printed);
  assert.match(await (await fetch(url)).text(), /<script defer src="\.\/reload\.js"><\/script>\n<\/head>/);
  child.kill('SIGINT');
  assert.equal(await ended, 0, printed);
});
