// Three places besides the server say what the site needs of its host: all say the same.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serveFolder } from '../../web/build/static-server.js';
import { distFolder } from '../../web/build/site.js';
import { sectionOf } from './reference-page.js';

/** @type {import('../../web/build/static-server.js').Site} */
let site;
before(async () => {
  site = await serveFolder(distFolder, { port: 0 });
});
after(() => site.close());

/** @param {string} name */
const headersOf = async (name) => (await fetch(site.url + name, { method: 'HEAD' })).headers;
const names = async () => (await readdir(distFolder)).filter((name) => /\.\w+$/.test(name));

/** The server's headers that matter to the site. */
const said = ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'cache-control', 'access-control-allow-origin'];

/** @param {string} policy @returns {Map<string, string[]>} */
const directives = (policy) => new Map(policy.split('; ').map((each) => {
  const [name, ...sources] = each.split(' ');
  return [name, sources];
}));

test('files named after their content are kept for a year; all others are requested each time', async () => {
  const kept = [];
  for (const name of await names()) {
    const control = (await headersOf(name)).get('cache-control');
    if (control === 'no-cache') continue;
    assert.equal(control, 'public, max-age=31536000, immutable', name);
    kept.push(name);
  }
  const hashed = (await names()).filter((name) => /-[0-9A-Z]{8}\.js$|-[0-9a-f]{8}\.iife\.js$/.test(name));
  assert.ok(hashed.length > 20);
  assert.deepEqual(kept, hashed);
});

test('the elements’ scripts can be checked by other sites, and nothing else can be read by them', async () => {
  for (const name of await names()) {
    const isElement = /^(attention-figure(-[0-9a-f]{8})?|attention-heads)(\.iife)?\.js$/.test(name);
    assert.equal((await headersOf(name)).get('access-control-allow-origin'), isElement ? '*' : null, name);
  }
});

test('every page’s own policy needs no more than the host’s header allows', async () => {
  const given = directives(String((await headersOf('index.html')).get('content-security-policy')));
  const pages = (await names()).filter((name) => name.endsWith('.html'));
  assert.deepEqual(pages, ['builder.html', 'figure.html', 'heads.html', 'index.html', 'models.html', 'reference.html', 'reference.zh.html', 'workbench.html', 'zh.html']);
  for (const name of pages) {
    const html = await readFile(join(distFolder, name), 'utf8');
    const [, before, policy] = /^([^]*?)<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(html) ?? ['', '<script', ''];
    assert.doesNotMatch(before, /<(script|link|style)/, `${name}: a policy before all that it holds for`);
    const own = directives(policy);
    assert.deepEqual([own.get('default-src'), own.get('form-action'), own.get('base-uri')], [["'none'"], ["'none'"], ["'none'"]], name);
    assert.ok(!own.has('frame-ancestors') && !own.has('frame-src'), name);
    for (const [directive, sources] of own) {
      for (const source of sources) assert.ok(given.get(directive)?.includes(source), `${name}: ${directive} ${source}`);
    }
  }
});

for (const page of ['reference.html', 'reference.zh.html']) {
  test(`${page} lists what the server sends`, async () => {
    const text = sectionOf(await readFile(join(distFolder, page), 'utf8'), 'hosting');
    /** What a line of the section's code block says, and of which files. */
    const lines = Array.from(text.matchAll(/^(\S+) +([\w-]+): (.+)$/gm), ([, files, name, value]) => ({ files, name: name.toLowerCase(), value }));
    assert.ok(lines.length >= 6);
    for (const name of await names()) {
      /** @type {Record<string, string>} */
      const expected = {};
      for (const line of lines) if (pattern(line.files).test(name)) expected[line.name] = line.value;
      const sent = await headersOf(name);
      assert.deepEqual(expected, Object.fromEntries(said.flatMap((each) => (sent.has(each) ? [[each, sent.get(each)]] : []))), name);
    }
  });
}

/** @param {string} files with * for any letters, and # for a hash */
const pattern = (files) => new RegExp(`^${files.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('#', '([0-9A-Z]{8}|[0-9a-f]{8})')}$`);

test('dist/_headers has the same headers for hosts, each once for a file', async () => {
  const text = await readFile(join(distFolder, '_headers'), 'utf8');
  /** @type {{ path: string, name: string, value: string }[]} */
  const lines = [];
  let path = '';
  for (const line of text.split('\n')) {
    const [, name, value] = /^ {2}([\w-]+): (.+)$/.exec(line) ?? [];
    if (name) lines.push({ path, name: name.toLowerCase(), value });
    else if (line) path = line;
  }
  for (const name of await names()) {
    const mine = lines.filter((line) => line.path === '/*' || line.path === `/${name}`);
    const sent = await headersOf(name);
    assert.equal(new Set(mine.map((line) => line.name)).size, mine.length, name);
    for (const each of said) {
      // Without a rule such hosts send the equivalent of no-cache.
      const value = mine.find((line) => line.name === each)?.value ?? (each === 'cache-control' ? 'no-cache' : null);
      assert.equal(value, sent.get(each), `${name}: ${each}`);
    }
  }
});
