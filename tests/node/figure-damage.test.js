// Data that publishing tools have damaged: repaired if that is certain, and refused otherwise.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsOfChild } from '../../web/figure/state/damaged-text.js';

const weights = [[0.5, 0.5], [0.25, 0.75]];
const whole = { tokens: ['a', 'b'], weights };
const text = JSON.stringify(whole);

test('undamaged data are not changed', () => {
  const tokens = ['“q”', '&quot;', '<s>', '</s>', '<b>', '«'];
  assert.deepEqual(fieldsOfChild(JSON.stringify({ tokens })), { tokens });
  assert.deepEqual(fieldsOfChild(String.raw`{"tokens":["\u003cem\u003e"]}`), { tokens: ['<em>'] });
});

test('quotes, references, paragraphs and line breaks of a typographer are undone', () => {
  const damages = [
    text.replaceAll('"', '&quot;'),
    text.replaceAll('"', '&#34;'),
    text.replaceAll('"', '&#x22;'),
    text.replace(/"([^"]*)"/g, '“$1”'),
    text.replace(/"([^"]*)"/g, '&#8220;$1&#8221;'),
    text.replace(/"([^"]*)"/g, '&ldquo;$1&rdquo;'),
    `<p>${text}</p>`,
    text.replaceAll(',', ',<br />\n'),
    `<p>${text.replaceAll('],', '],</p>\n<p>')}</p>`,
    text.replace(/"([^"]*)"/g, '«$1»'),
  ];
  for (const damaged of damages) assert.deepEqual(fieldsOfChild(damaged), whole, damaged);
  // An ampersand in a text became a reference, and so did the quotes.
  assert.deepEqual(fieldsOfChild('{&quot;tokens&quot;:[&quot;a&#038;b&quot;]}'), { tokens: ['a&b'] });
});

test('the paragraph around a table is removed, and does not become the name of a row', () => {
  const table = { weights: [weights], tokens: ['x', 'y'], queryTokens: ['a', 'b'] };
  assert.deepEqual(fieldsOfChild('<p>,x,y<br>\na,0.5,0.5<br>\nb,0.25,0.75</p>'), table);
});

test('damage that cannot be undone is an error that says what was found', () => {
  assert.throws(() => fieldsOfChild('{"tokens":["<em>a</em>","b"]}'), { argument: 'data', code: 'syntax', got: '"<em>"' });
  assert.throws(() => fieldsOfChild(',x,y\n<strong>a</strong>,0.5,0.5'), { argument: 'data', code: 'syntax', got: '"<strong>"' });
  assert.throws(() => fieldsOfChild('{“tokens”:[“a”'), { argument: 'json', code: 'syntax' });
  for (const empty of ['', ' \n']) assert.throws(() => fieldsOfChild(empty), { argument: 'data', code: 'missing' });
});

test('markup inside the strings of valid JSON is refused, and nothing is cut out', () => {
  assert.throws(() => fieldsOfChild('{"tokens":["<p>","Hi","</p>"],"weights":[[0.1,0.8,0.1]]}'), { argument: 'data', got: '"<p>"' });
  assert.throws(() => fieldsOfChild('{"tokens":["a"],"caption":"one<br>two"}'), { argument: 'data', got: '"<br>"' });
});
