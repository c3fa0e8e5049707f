// The reference's lines of Python that print the tag of a figure from arrays.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findPython } from '../../web/build/programs.js';
import { readInput } from '../../web/figure/state/figure-input.js';
import { readState } from '../../web/figure/state/figure-state.js';
import { isDistribution } from '../../web/base/statistics.js';
import { readReference, sectionOf } from './reference-page.js';

const python = findPython();
const options = { skip: python ? false : 'no Python with NumPy here: install python3-numpy, or name one in PYTHON' };
const program = readFileSync(new URL('../../web/site/reference/figure-tag.py', import.meta.url), 'utf8');

/** @param {string} more lines after the program's own @returns {{ tag: string, state: ReturnType<typeof readInput> }} of the last tag printed */
function printed(more) {
  const { stdout, stderr } = spawnSync(/** @type {string} */ (python), ['-'], { input: `${program}\n${more}`, encoding: 'utf8', env: { ...process.env, PYTHONIOENCODING: 'utf8' } });
  assert.equal(stderr, '');
  const tag = stdout.trim().split('\n').at(-1) ?? '';
  assert.match(tag, /^<attention-figure( [a-z-]+="[^"<>]*")+><\/attention-figure>$/);
  const attributes = Object.fromEntries(Array.from(tag.matchAll(/ ([a-z-]+)="([^"]*)"/g), ([, name, text]) => [name, unescaped(text)]));
  return { tag, state: readInput(attributes) };
}

/** @param {string} text of an attribute in HTML */
function unescaped(text) {
  return text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

test('the program prints a figure of supplied weights, with float32 numbers in short form', options, () => {
  const { tag, state } = printed('');
  assert.equal(tag, '<attention-figure tokens="[&quot;I&quot;, &quot;like&quot;, &quot;tea&quot;]" weights="[[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]]"></attention-figure>');
  assert.deepEqual(state, readState({ tokens: ['I', 'like', 'tea'], weights: [[[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]]] }));
});

test('every kind of field goes through it', options, () => {
  const { state } = printed(`print(figure_tag(tokens=["<b>", "'茶'", '"&amp;"'], query_tokens=["q"], queries=np.full((2, 1, 2), 1 / 3), keys=np.arange(6.0).reshape(1, 3, 2),
    values=[np.float32(0.1), 2, 3], causal=False, score="cosine", temperature=0.5, softcap=np.float32(30), local_focus={"center": np.array([0.5]), "sigma": 2}, window=(2, 0), mask=np.array([[True, False, True]]), compare="heads", cell=[0, 2], caption="I like tea"))`);
  assert.deepEqual(state, readState({
    tokens: ['<b>', "'茶'", '"&amp;"'], queryTokens: ['q'], queries: [[[0.3333333, 0.3333333]], [[0.3333333, 0.3333333]]], keys: [[[0, 1], [2, 3], [4, 5]]],
    values: [[[0.1], [2], [3]]], score: 'cosine', temperature: 0.5, softcap: 30, localFocus: { center: [0.5], sigma: 2 }, window: [2, 0], mask: [[1, 0, 1]], compare: 'head', key: 2, caption: 'I like tea',
  }));
});

test('rows of a softmax stay distributions, and no small weight becomes 0', options, () => {
  const { state } = printed(`scores = np.random.default_rng(7).normal(size=(40, 50)) * 6
softmax = np.exp(scores) / np.exp(scores).sum(-1, keepdims=True)
print(figure_tag(weights=softmax.astype(np.float32)))`);
  const rows = state.weights?.[0] ?? [];
  assert.equal(rows.length, 40);
  assert.deepEqual(rows.filter((row) => !isDistribution(row)), []);
  assert.ok(rows.flat().every((weight) => weight > 0));
  assert.deepEqual(printed('print(figure_tag(weights=np.array([0.99997, 3e-5])))').state.weights, [[[0.99997, 3e-5]]]);
});

test('fields that are not given are left out, and words may be in a NumPy array', options, () => {
  const { tag, state } = printed(`print(figure_tag(tokens=np.array(["I", "喜欢"]), query_tokens=np.array(["茶"], dtype=object),
    weights=np.array([[1, 0]]), caption=None, causal=np.True_))`);
  assert.doesNotMatch(tag, /caption|null/);
  assert.deepEqual(state, readState({ tokens: ['I', '喜欢'], queryTokens: ['茶'], weights: [[[1, 0]]], causal: true }));
});

test('the program is the one in both pages of the reference, but for the words', () => {
  /** @param {string} text */
  const wordless = (text) => text.trim().replace(/tokens=\[.*?\]/, '');
  const shown = ['en', 'zh'].map((language) => sectionOf(readReference(/** @type {'en' | 'zh'} */ (language)), 'python'));
  for (const section of shown) assert.equal(wordless(/import html(.*)/s.exec(section)?.[0] ?? ''), wordless(program));
  assert.match(shown[0], /tokens=\["I", "like", "tea"\]/);
  assert.match(shown[1], /tokens=\["我", "喜欢", "茶"\]/);
});
