// A stranger's words that a parser could take for something else in a figure's files.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { findPython } from '../../web/build/programs.js';
import { blockLines, figureTag } from '../../web/site/builder/snippets.js';
import { figureJson } from '../../web/figure/export/json.js';
import { numpyProgram } from '../../web/figure/export/numpy.js';
import { scriptJson } from '../../web/figure/export/script-json.js';
import { fieldsOfText, readInput, stateOfFields } from '../../web/figure/state/figure-input.js';
import { readState } from '../../web/figure/state/figure-state.js';

/** Each of these ends or begins something: a script, a comment, a CDATA section, an entity, a line, a string. */
const strange = [
  '</script><b>x</b>', '</SCRIPT\t>', '<!--', '<!--<script>', '-->', ']]>', '<![CDATA[', '&lt;b&gt;', '\u2028', '\u2029', '</title><b>', '"\'`${}\\',
  '\u202ereversed\u2066', '"""', 'a\r\nb\0c',
];

const state = readState({
  tokens: strange, weights: [[strange.map(() => 0.5)]], queryTokens: ['</script><b>q</b>'], caption: strange.join(' '), label: strange.join(' '),
});

/** Everything that a parser of HTML or XML, or one of old JavaScript, looks for within a script. */
const readElsewhere = /[<>&\u2028\u2029]/;

test('JSON from a figure has no sign with a meaning in HTML, XML or JavaScript, and reads back exactly', () => {
  for (const text of [figureJson(state, null), scriptJson(strange), scriptJson({ [strange[0]]: strange })]) assert.doesNotMatch(text, readElsewhere);
  assert.match(figureJson(state, null), /\\u003c\/script\\u003e\\u003cb\\u003ex\\u003c\/b\\u003e/);
  assert.deepEqual(stateOfFields(fieldsOfText(figureJson(state, null))), state);
  for (const value of [strange, { [strange[0]]: [strange] }]) assert.deepEqual(JSON.parse(scriptJson(value, 1)), value);
});

test('the builder writes every other sign of a word as a number, in attributes and in blocks of code', () => {
  const tokens = Array.from({ length: 200 }, (_, index) => `${index} ${strange[index % strange.length]}`);
  const long = { ...readInput({ tokens: JSON.stringify(tokens) }), caption: '"<b>" {{x}} *y*', label: '_z_' };
  const tag = figureTag(long, {}, '');
  const [, json] = /tokens='([^']*)'/.exec(tag) ?? [];
  assert.doesNotMatch(json.replace(/\\u[\da-f]{4}/g, '').replace(/[[\]",]/g, ''), /[^\p{L}\p{M}\p{N} ]/u);
  assert.deepEqual(JSON.parse(json), tokens);
  assert.match(tag, / caption="&#34;&#60;b&#62;&#34; &#123;&#123;x&#125;&#125; &#42;y&#42;" label="&#95;z&#95;">&#34;/);
  assert.doesNotMatch(tag, /\n/, 'an empty line would end it');
  const [first, block, last] = blockLines(long).split('\n');
  assert.deepEqual([first, last], ['```json', '```']);
  assert.ok(block.startsWith('{"attention-figure":1,'), block.slice(0, 40));
  assert.deepEqual(stateOfFields(fieldsOfText(block)), long);
});

const python = findPython();

test('words in a NumPy program are the same words in Python, and none turns the order of its source', { skip: python ? false : 'no Python with NumPy here' }, () => {
  const program = numpyProgram(state);
  assert.doesNotMatch(program, /[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
  const printing = `${program}\nimport json, sys\nprint("\\n" + json.dumps([tokens, query_tokens]))\n`;
  const { stdout, stderr } = spawnSync(/** @type {string} */ (python), ['-'], { input: printing, encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.deepEqual(JSON.parse(/** @type {string} */ (stdout.trim().split('\n').at(-1))), [strange, state.queryTokens]);
});
