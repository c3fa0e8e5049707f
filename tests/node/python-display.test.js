// What a notebook gets from the Python module, and what it writes to files.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { readInput } from '../../web/figure/state/figure-input.js';
import { readState } from '../../web/figure/state/figure-state.js';
import { kRoot, temporaryFolder } from './child.js';
import { runPython, skip, withStandIn } from './python-module.js';

const options = { skip };

/** @param {string} text of an attribute in HTML */
const unescaped = (text) => text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** @param {string} program @param {Parameters<typeof runPython>[1]} [given] @returns {any} what it prints as JSON */
function printed(program, given) {
  const { stdout, stderr } = runPython(program, given);
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

test('a notebook gets the page in a frame, and a line of text', options, (t) => {
  const { bundle, html, page, text } = printed(`shown = show(list('ab'), attention(2, 3, 2, 2), caption='Tea & <milk>')
print(json.dumps({'bundle': shown._repr_mimebundle_(), 'html': shown._repr_html_(), 'page': shown.page(), 'text': repr(shown)}))`, { scripts: withStandIn(temporaryFolder(t)) });
  assert.deepEqual(bundle, { 'text/html': html, 'text/plain': text });
  const [, srcdoc, title, style, inside] = /^<iframe srcdoc="([^"]+)" title="([^"]+)" style="([^"]+)">([^<]+)<\/iframe>$/.exec(html) ?? [];
  assert.equal(unescaped(srcdoc), page);
  assert.deepEqual([title, style], ['Tea &amp; &lt;milk&gt;', 'width:100%;height:420px;border:0']);
  assert.equal(inside, 'Trust this notebook, or run this cell, to see the figure.');
  assert.match(text, /^<self attention \[2,3,2,2\], \d kB>$/);
});

test('the page has the script, its own policy, and the language and theme that were asked for', options, (t) => {
  const scripts = withStandIn(temporaryFolder(t));
  const [plain, asked] = printed(`A = attention(2, 3, 2, 2)
print(json.dumps([show(None, A).page(), show(None, A, lang='zh', theme='dark', height=300).page()]))`, { scripts });
  const packed = /<script type="application\/gzip" id="packed">([\w+/=]+)<\/script>/.exec(plain)?.[1] ?? '';
  assert.equal(gunzipSync(Buffer.from(packed, 'base64')).toString(), readFileSync(join(scripts, 'attention-heads.iife.js'), 'utf8'));
  assert.match(plain, /^<!doctype html><html lang="en"><meta charset="utf-8"><title>Attention<\/title>\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; /);
  assert.match(plain, /<meta name="color-scheme" content="light dark">[^]*<p id="needs">This figure needs JavaScript/);
  assert.match(asked, /<html lang="zh-CN">[^]*<meta name="color-scheme" content="dark">[^]*<p id="needs">这张图需要 JavaScript/);
  assert.match(plain, /ResizeObserver/);
  assert.doesNotMatch(asked, /ResizeObserver/, 'a height that was given stays');
});

test('save writes the page of show and gives its path', options, (t) => {
  const folder = withStandIn(temporaryFolder(t));
  const { path, page } = printed(`path = save('茶.html', list('茶b'), attention(2, 3, 2, 2), caption='茶')
print(json.dumps({'path': str(path), 'page': show(list('茶b'), attention(2, 3, 2, 2), caption='茶').page()}))`, { scripts: folder, cwd: folder });
  assert.equal(path, '茶.html');
  assert.equal(readFileSync(join(folder, path), 'utf8'), page);
});

test('a page is an eighth of the same numbers as text, or less', options, (t) => {
  const [page, text] = printed(`scores = np.random.default_rng(5).normal(size=(12, 12, 48, 48)) * 2
weights = np.tril(np.exp(scores))
weights /= weights.sum(-1, keepdims=True)
print(json.dumps([len(show(None, weights).page()), len(json.dumps(weights.astype(np.float32).tolist()))]))`, { scripts: withStandIn(temporaryFolder(t)) });
  assert.ok(page < text / 8, `${page} of ${text}`);
});

test('the scripts are found beside the module, in the package and on the site', options, () => {
  for (const folder of ['lib/python', 'dist']) {
    assert.equal(readFileSync(join(kRoot, folder, 'attention_lab.py'), 'utf8'), readFileSync(join(kRoot, 'python/attention_lab.py'), 'utf8'), folder);
    const page = printed("print(json.dumps(figure('I like tea').page()))", { module: join(kRoot, folder) });
    const packed = /id="packed">([\w+/=]+)</.exec(page)?.[1] ?? '';
    assert.deepEqual(gunzipSync(Buffer.from(packed, 'base64')), readFileSync(join(kRoot, 'dist/attention-figure.iife.js')), folder);
  }
  for (const name of ['README.md', 'README.zh.md']) assert.ok(existsSync(join(kRoot, 'lib/python', name)), name);
});

test('every kind of attribute arrives in the figure', options, () => {
  const tag = printed(`print(json.dumps(figure(["<b>", "'茶'", '"&amp;"'], query_tokens=np.array(["q"]), queries=Tensor(np.full((2, 1, 2), 1 / 3)), keys=np.arange(6.0).reshape(1, 3, 2),
    values=[np.float32(0.1), 2, 3], causal=False, score='cosine', temperature=0.5, softcap=np.float32(30), local_focus={'center': np.array([0.5]), 'sigma': 2},
    window=(2, np.int64(0)), mask=np.array([[True, False, True]]), compare='heads', cell=[0, 2], caption='I like tea', label=None).tag))`, { module: join(kRoot, 'lib/python') });
  assert.match(tag, /^<attention-figure( [a-z-]+="[^"<>]*")+><\/attention-figure>$/);
  const attributes = Object.fromEntries(Array.from(tag.matchAll(/ ([a-z-]+)="([^"]*)"/g), ([, name, text]) => [name, unescaped(text)]));
  assert.ok(!('label' in attributes));
  assert.deepEqual(readInput(attributes), readState({
    tokens: ['<b>', "'茶'", '"&amp;"'], queryTokens: ['q'], queries: [[[0.3333333, 0.3333333]], [[0.3333333, 0.3333333]]], keys: [[[0, 1], [2, 3], [4, 5]]],
    values: [[[0.1], [2], [3]]], score: 'cosine', temperature: 0.5, softcap: 30, localFocus: { center: [0.5], sigma: 2 }, window: [2, 0], mask: [[1, 0, 1]], compare: 'head', key: 2, caption: 'I like tea',
  }));
});

test('the attributes that it knows are all that the figure has', options, () => {
  const { modules } = JSON.parse(readFileSync(join(kRoot, 'lib/custom-elements.json'), 'utf8'));
  const names = modules.flatMap((/** @type {any} */ { declarations }) => declarations).find((/** @type {any} */ { tagName }) => tagName === 'attention-figure')
    .attributes.map((/** @type {any} */ { name }) => name);
  assert.deepEqual(printed('print(json.dumps(sorted(attention_lab._FIGURE_ATTRIBUTES)))'), [...new Set([...names, 'lang'])].sort());
});

test('the module is Python 3.8', options, () => {
  assert.equal(printed(`import ast
print(json.dumps(type(ast.parse(open(attention_lab.__file__, encoding='utf8').read(), feature_version=(3, 8))).__name__))`), 'Module');
});
