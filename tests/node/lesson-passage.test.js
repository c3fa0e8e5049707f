// The vectors of a passage: their norm, which words match, and text of every kind.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostWords, passageDimensions, readPassage, reading, textVector, wordVectors, wordsOf } from '../../web/site/lesson/language/passage.js';

/** @import { Passage } from '../../web/site/lesson/language/passage.js' */

const norm = Math.sqrt(passageDimensions);

/** @param {Passage} passage @param {number} index */
const vectorOf = ({ vectors }, index) => vectors.subarray(index * passageDimensions, (index + 1) * passageDimensions);

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
const dot = (a, b) => Array.from(a).reduce((sum, value, c) => sum + value * b[c], 0);

test('every sentence has a vector of norm √D, whatever it is written in', () => {
  const passage = readPassage('One word. 第二句话！مرحبا بالعالم؟ 👩‍🚀 🎉. Ok, mixed 混合 مختلط text. x');
  assert.ok(passage.sentences.length >= 5, passage.sentences.join('|'));
  passage.sentences.forEach((sentence, index) => {
    const length = Math.hypot(...vectorOf(passage, index));
    assert.ok(Math.abs(length - norm) < 1e-5, `${sentence}: ${length}`);
  });
});

test('an empty text, spaces and punctuation have no sentence; one word is one', () => {
  for (const text of ['', ' \n\t', '... !?', '。！']) assert.equal(readPassage(text).sentences.length, 0, text);
  const one = readPassage('word');
  assert.deepEqual([one.sentences, one.words, one.wordCount], [['word'], [['word']], 1]);
});

test('a text is the sum of its words, and letters that the passage has not add nothing', () => {
  const passage = readPassage('The ferry stood still. The oven was hot. Ice on the water.');
  const words = wordsOf('Why did the ferry stop?');
  const whole = textVector(words, passage.frequencies, 3);
  const parts = wordVectors(words, passage.frequencies, 3);
  whole.forEach((component, c) => assert.ok(Math.abs(component - parts.reduce((sum, part) => sum + part[c], 0)) < 1e-5));
  assert.ok(Math.abs(Math.hypot(...whole) - norm) < 1e-5);
  assert.deepEqual([...textVector(wordsOf('冰'), passage.frequencies, 3)], new Array(passageDimensions).fill(0));
});

test('the same sentence in other words of the same letters is near, one of other letters is not', () => {
  const passage = readPassage('The children painted the tins. My brother delivers bread by bicycle. 图书馆有一辆流动书车。公路修好了。');
  const close = (/** @type {string} */ text, /** @type {number} */ index) =>
    dot(textVector(wordsOf(text), passage.frequencies, 4), vectorOf(passage, index)) / passageDimensions;
  assert.ok(close('painting a tin', 0) > 0.3);
  assert.ok(Math.abs(close('delivers', 0)) < 0.2);
  assert.ok(close('delivery of bread', 1) > 0.3);
  assert.ok(close('书车', 2) > 0.3 && Math.abs(close('书车', 3)) < 0.2);
});

test('a word in every sentence counts for less than a word in one', () => {
  const passage = readPassage('Tea is hot. Tea is cold. Tea is green.');
  const [tea, green] = wordVectors(['tea', 'green'], passage.frequencies, 3).map((vector) => Math.hypot(...vector));
  assert.ok(green > 3 * tea, `${green} ${tea}`);
});

test('ten thousand words are read with progress reports; words beyond the limit are left out', () => {
  const text = Array.from({ length: 1000 }, (_, index) => `Number ${index} has ten words in it and one stop.`).join(' ');
  const shares = [...reading(text)];
  assert.ok(shares.length === 2000 && shares.every((share, index) => share <= 1 && share >= (shares[index - 1] ?? 0)));
  assert.equal(shares[shares.length - 1], 1);
  const whole = readPassage(text);
  assert.deepEqual([whole.sentences.length, whole.wordCount, whole.capped], [1000, 10_000, false]);
  const capped = readPassage(`${text} ${text} ${text}`);
  assert.ok(capped.capped && capped.wordCount <= mostWords && capped.wordCount > mostWords - 20, String(capped.wordCount));
});

test('a text without a full stop is cut, never within a character', () => {
  const passage = readPassage('🎉'.repeat(2000));
  assert.ok(passage.sentences.length > 3);
  assert.ok(passage.sentences.every((sentence) => !/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/.test(sentence)));
  assert.ok(readPassage(`${'word '.repeat(500)}.`).sentences.every((sentence) => sentence.length <= 600));
});

test('sentences and words are the same in every browser, also where its own segmenter has another opinion or is missing', () => {
  const { Segmenter } = Intl;
  try {
    Object.defineProperty(Intl, 'Segmenter', { value: undefined, configurable: true });
    const passage = readPassage('Version 3.14 is out. “Really?” Yes!\n第三句。第四句！last');
    assert.deepEqual(passage.sentences, ['Version 3.14 is out.', '“Really?”', 'Yes!', '第三句。', '第四句！', 'last']);
    assert.deepEqual(wordsOf('图书馆来了 a bus。'), ['图书馆来了', 'a', 'bus']);
    assert.deepEqual(wordsOf('图书馆，在tea！'), ['图书', '书馆', '在', 'tea']);
  } finally {
    Object.defineProperty(Intl, 'Segmenter', { value: Segmenter, configurable: true });
  }
});
