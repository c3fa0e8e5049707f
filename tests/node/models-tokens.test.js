// Vocabularies that no other tokenizer here reads, places in the text, and what is refused: the argument, what was expected, what came.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '../../web/build/command.js';
import { ModelError } from '../../web/models/model-error.js';
import { openTokenizer } from '../../web/models/tokens/tokenizer.js';
import { compatibilityMap, writtenCharsMap } from '../tokenizers/chars-map.js';
import { writtenModel } from '../tokenizers/sentence-piece-model.js';
import { stringsOf } from '../tokenizers/strings.js';
import { createRandom } from './random.js';

/** @param {() => unknown} action @param {string} argument @param {RegExp} fault */
function refuses(action, argument, fault) {
  assert.throws(action, (error) => {
    assert.ok(error instanceof ModelError, String(error));
    assert.equal(error.argument, argument);
    assert.match(error.message, /^.+: .*expected .+, got .+/);
    assert.match(error.message, fault);
    return true;
  });
}

/** @param {string[]} pieces @returns {Record<string, number>} */
const table = (pieces) => Object.fromEntries(pieces.map((piece, id) => [piece, id]));

const bert = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'ca', '##fe', 'un', '##aff', '##able', '漢', '𠮷', '!', 'strasse', 'ff', '##i'];
const bertTokenizer = () => openTokenizer({ vocabTxt: bert.join('\n') });

/** @param {string} text @param {import('../../web/models/tokens/tokenizer.js').Tokenizer} [tokenizer] */
function partsOf(text, tokenizer = bertTokenizer()) {
  const { tokens, offsets } = tokenizer.encode(text);
  return tokens.map((token, index) => [token, offsets[index] && text.slice(...offsets[index])]);
}

test('a token stands for a part of the text, whatever was done to the text before', () => {
  assert.deepEqual(partsOf('Unaffable CAFÉ!'), [
    ['[CLS]', null], ['un', 'Un'], ['##aff', 'aff'], ['##able', 'able'], ['ca', 'CA'], ['##fe', 'FÉ'], ['!', '!'], ['[SEP]', null],
  ]);
  // An accent of its own is left out, and so is no part of the last letter.
  assert.deepEqual(partsOf('cafe\u0301'), [['[CLS]', null], ['ca', 'ca'], ['##fe', 'fe'], ['[SEP]', null]]);
  assert.deepEqual(partsOf('漢𠮷漢'), [['[CLS]', null], ['漢', '漢'], ['𠮷', '𠮷'], ['漢', '漢'], ['[SEP]', null]]);
  assert.deepEqual(partsOf(' 👍🏽 !'), [['[CLS]', null], ['[UNK]', '👍🏽'], ['!', '!'], ['[SEP]', null]]);
});

test('what an encoding and a tokenizer say', () => {
  const tokenizer = bertTokenizer();
  assert.deepEqual(tokenizer.encode('un!', { pair: '!' }), {
    ids: [2, 7, 12, 3, 12, 3],
    tokens: ['[CLS]', 'un', '!', '[SEP]', '!', '[SEP]'],
    offsets: [null, [0, 2], [2, 3], null, [0, 1], null],
    typeIds: [0, 0, 0, 0, 1, 1],
    specialMask: [1, 0, 0, 1, 0, 1],
  });
  assert.deepEqual(tokenizer.encode('un [MASK]', { addSpecialTokens: false }).offsets, [[0, 2], [3, 9]]);
  assert.equal(tokenizer.kind, 'wordpiece');
  assert.equal(tokenizer.size, bert.length);
  assert.deepEqual(tokenizer.specialIds, [0, 1, 2, 3, 4]);
  assert.equal(tokenizer.tokenText(9), '##able');
  assert.equal(tokenizer.tokenText(99), undefined);
  assert.equal(tokenizer.idOf('[MASK]'), 4);
  assert.equal(tokenizer.idOf('nothing'), undefined);
  assert.equal(tokenizer.decode([2, 7, 8, 9, 12, 3]), 'unaffable!');
  assert.equal(tokenizer.decode([2, 7, 12, 3], { skipSpecialTokens: false }), '[CLS] un! [SEP]');
});

/** Bytes, and what is merged of them. @returns {import('../../web/models/tokens/vocabularies.js').Vocabulary} */
function byteLevel() {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const seen = (/** @type {number} */ byte) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  const hidden = bytes.filter((byte) => !seen(byte));
  const characters = bytes.map((byte) => String.fromCharCode(seen(byte) ? byte : 256 + hidden.indexOf(byte)));
  return { vocabJson: table([...characters, 'Ġt', 'he', 'Ġthe']), mergesTxt: '#version: 0.2\nĠ t\nh e\nĠt he\n' };
}

test('every text comes back from its bytes', () => {
  const tokenizer = openTokenizer(byteLevel());
  assert.deepEqual(tokenizer.encode('to the 𠮷').tokens, ['t', 'o', 'Ġthe', 'Ġ', 'ð', 'ł', '®', '·']);
  assert.deepEqual(tokenizer.encode('to the 𠮷').offsets.slice(2), [[2, 6], [6, 7], [7, 9], [7, 9], [7, 9], [7, 9]]);
  for (const text of stringsOf(2000, createRandom(5))) assert.equal(tokenizer.decode(tokenizer.encode(text).ids), text);
});

/** @param {string[]} more pieces behind the 259 that all have; the earlier is the better */
const llama2c = (...more) => ({
  llama2c: {
    pieces: ['<unk>', '\n<s>\n', '\n</s>\n', ...Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`), ...more]
      .map((text, id) => ({ bytes: new TextEncoder().encode(text), score: Math.min(259 - id, 0) })),
  },
});

test('the pieces of llama2.c: the best pair is merged first, an unknown character is its bytes', () => {
  const tokenizer = openTokenizer(llama2c(' a', 'bc', 'ab', ' ', 'a', 'b', 'c'));
  assert.deepEqual(tokenizer.encode('abc').ids, [1, 259, 260]);
  assert.deepEqual(tokenizer.encode('aab').ids, [1, 259, 261]);
  assert.deepEqual(tokenizer.encode('bcbc').ids, [1, 262, 260, 260]);
  assert.deepEqual(tokenizer.encode('é').ids, [1, 262, 0xc3 + 3, 0xa9 + 3]);
  assert.deepEqual(tokenizer.encode('é').offsets, [null, [0, 1], [0, 1], [0, 1]]);
  assert.deepEqual(tokenizer.encode('').ids, [1]);
  assert.equal(tokenizer.decode(tokenizer.encode(' é abc').ids), ' é abc');
});

test('of equal scores the first pair is merged', () => {
  const { llama2c: { pieces } } = llama2c(' ', 'a', 'ab', 'ba', 'b');
  for (const piece of pieces) piece.score = 0;
  const tokenizer = openTokenizer({ llama2c: { pieces } });
  assert.deepEqual(tokenizer.encode('aba bab').tokens, ['<s>', '▁', 'ab', 'a', '▁', 'ba', 'b']);
});

const stories = join(projectFolder, '../shared/models/stories260K');

test('the vocabulary of stories260K gives back the story that the model tells', { skip: !existsSync(stories) && '../shared/models/stories260K is not here' }, () => {
  const file = readFileSync(join(stories, 'tok512.bin'));
  /** @type {{ bytes: Uint8Array, score: number }[]} */
  const pieces = [];
  for (let at = 4; at < file.length;) {
    const length = file.readInt32LE(at + 4);
    pieces.push({ score: file.readFloatLE(at), bytes: file.subarray(at + 8, at + 8 + length) });
    at += 8 + length;
  }
  const tokenizer = openTokenizer({ llama2c: { pieces } });
  assert.equal(tokenizer.size, 512);
  const { text } = JSON.parse(readFileSync(join(stories, 'golden.json'), 'utf8'));
  const { ids } = tokenizer.encode(text);
  assert.equal(tokenizer.decode(ids), text);
  assert.equal(ids.length, 1 + 256, 'the beginning, and what the model wrote in 256 steps');
  // Special tokens in a text are left out when it comes back, and ▁ is a space.
  const others = stringsOf(500, createRandom(6)).filter((other) => !/<unk>|<\/?s>|▁/.test(other));
  assert.ok(others.length > 200);
  for (const other of others) assert.equal(tokenizer.decode(tokenizer.encode(other).ids), other);
});

const pieces = /** @type {[string, number, number?][]} */ ([['<unk>', 0, 2], ['<s>', 0, 3], ['</s>', 0, 3], ['<extra>', 0, 4], ['▁', -2], ['▁fi', -3], ['x', -4], ['a', -4], ['b', -5], ['ab', -20]]);

test('spiece.model: Unigram takes the likeliest pieces, with the map of characters, spaces and special tokens that it names', () => {
  const charsmap = writtenCharsMap(compatibilityMap());
  const tokenizer = openTokenizer({ spiece: writtenModel({ type: 1, charsmap, pieces }), tokenizerConfig: { tokenizer_class: 'T5Tokenizer' } });
  assert.equal(tokenizer.kind, 'unigram');
  const text = ' ﬁ\u3000 ab<extra> ';
  assert.deepEqual(partsOf(text, tokenizer), [['▁fi', 'ﬁ'], ['▁', ' '], ['a', 'a'], ['b', 'b'], ['<extra>', '<extra>'], ['</s>', null]]);
  assert.deepEqual(openTokenizer({ spiece: writtenModel({ type: 1, pieces, addsPrefix: false }) }).encode('a').tokens, ['a']);
  assert.deepEqual(openTokenizer({ spiece: writtenModel({ type: 1, pieces, removesSpaces: false }) }).encode('  a').tokens, ['▁', '▁', '▁', 'a']);
  assert.deepEqual(openTokenizer({ spiece: writtenModel({ type: 2, pieces }) }).encode('ab').tokens, ['▁', 'ab']);
});

test('a key of several characters is replaced as a whole, with the place of the first', () => {
  const charsmap = writtenCharsMap(compatibilityMap());
  const tokenizer = openTokenizer({ spiece: writtenModel({ type: 1, charsmap, pieces: [['<unk>', 0, 2], ['▁', -1], ['é', -1], ['12', -1]] }) });
  assert.deepEqual(tokenizer.encode('e\u0301⑫').tokens, ['▁', 'é', '12']);
  assert.deepEqual(tokenizer.encode('e\u0301⑫').offsets, [[0, 1], [0, 1], [2, 3]]);
});

test('a vocabulary that is none is refused', () => {
  refuses(() => openTokenizer(/** @type {any} */ (null)), 'vocabulary', /expected an object, got null/);
  refuses(() => openTokenizer({}), 'vocabulary', /got nothing/);
  refuses(() => openTokenizer({ vocabJson: {} }), 'vocabulary', /vocabJson with mergesTxt, .*got vocabJson/);
  refuses(() => openTokenizer({ vocabTxt: 'a\nb' }), 'vocab.txt', /expected \[UNK\] among its pieces, got 2 others/);
  refuses(() => openTokenizer({ vocabTxt: /** @type {any} */ (7) }), 'vocab.txt', /expected a text, got number/);
  refuses(() => openTokenizer({ llama2c: { pieces: [] } }), 'llama2c.pieces', /256 bytes and more, got 0/);
});

test('a tokenizer.json that says what is not known is refused, by where it says it', () => {
  const model = { type: 'WordPiece', vocab: table(bert), unk_token: '[UNK]' };
  /** @param {object} json */
  const open = (json) => () => openTokenizer({ tokenizerJson: { model, ...json } });
  assert.equal(open({})().encode('un').ids[0], 7);
  refuses(open({ model: undefined }), 'tokenizer.json: model', /expected an object, got undefined/);
  refuses(open({ model: { ...model, type: 'Words' } }), 'tokenizer.json: model.type', /expected BPE, WordPiece, Unigram, got Words/);
  refuses(open({ model: { ...model, type: 'MergesByScore' } }), 'tokenizer.json: model.type', /got MergesByScore/);
  refuses(open({ model: { ...model, vocab: ['a'] } }), 'tokenizer.json: model.vocab', /got an array of 1/);
  refuses(open({ model: { ...model, vocab: { '[UNK]': 0, a: -1 } } }), 'tokenizer.json: model.vocab', /got -1 for "a"/);
  refuses(open({ model: { ...model, vocab: { a: 0 } } }), 'tokenizer.json: model.vocab', /expected \[UNK\], which stands for unknown words/);
  refuses(open({ model: { type: 'BPE', vocab: { a: 0 } } }), 'tokenizer.json: model.merges', /expected an array, got undefined/);
  refuses(open({ model: { type: 'Unigram', vocab: [] } }), 'tokenizer.json: model.vocab', /got an array of 0/);
  refuses(open({ model: { type: 'Unigram', vocab: [['a', 0], ['b', null]] } }), 'tokenizer.json: model.vocab[1]', /expected \[text, score\], got an array of 2/);
  refuses(open({ normalizer: { type: 'Upper' } }), 'tokenizer.json: normalizer.type', /expected .*NFC.*, got Upper/);
  refuses(open({ normalizer: { type: 'Sequence', normalizers: [{ type: 'NFC' }, { type: 'Upper' }] } }), 'tokenizer.json: normalizer.normalizers[1].type', /got Upper/);
  refuses(open({ normalizer: { type: 'Precompiled', precompiled_charsmap: btoa('\u0010\0\0\0abcd') } }), 'tokenizer.json: normalizer.precompiled_charsmap', /expected a trie of 4 bytes at most, got 16/);
  refuses(open({ pre_tokenizer: { type: 'Cut' } }), 'tokenizer.json: pre_tokenizer.type', /expected .*Split.*, got Cut/);
  refuses(open({ post_processor: { type: 'Frame' } }), 'tokenizer.json: post_processor.type', /expected .*TemplateProcessing.*, got Frame/);
  refuses(open({ post_processor: { type: 'TemplateProcessing', single: [{ SpecialToken: { id: '[CLS]', type_id: 0 } }], special_tokens: {} } }), 'tokenizer.json: post_processor.special_tokens', /expected the ids of \[CLS\], got none/);
  refuses(open({ decoder: { type: 'Say' } }), 'tokenizer.json: decoder.type', /expected .*ByteLevel.*, got Say/);
  refuses(open({ added_tokens: [{ id: 'x', content: 'a' }] }), 'tokenizer.json: added_tokens[0]', /expected an id and its content, got/);
});

test('merges that are none are refused', () => {
  const { vocabJson } = byteLevel();
  refuses(() => openTokenizer({ vocabJson, mergesTxt: 'a b c' }), 'merges.txt', /expected two pieces a line, got "a b c"/);
  refuses(() => openTokenizer({ vocabJson, mergesTxt: 'a b</w>' }), 'merges.txt', /<\/w>/);
  refuses(() => openTokenizer({ vocabJson, mergesTxt: /** @type {any} */ (null) }), 'merges.txt', /expected a text, got object/);
});

test('a spiece.model that is not whole, or none, is refused', () => {
  const whole = writtenModel({ type: 1, pieces });
  // At the borders of fields what is left is whole for the format: pieces are there, or none.
  for (let length = 0; length < whole.length; length += 1) {
    try {
      openTokenizer({ spiece: whole.subarray(0, length) });
    } catch (error) {
      assert.ok(error instanceof ModelError && error.argument.startsWith('spiece.model'), `${length}: ${error}`);
    }
  }
  refuses(() => openTokenizer({ spiece: whole.subarray(0, whole.length - 1) }), 'spiece.model', /the file is not whole/);
  refuses(() => openTokenizer({ spiece: whole.subarray(0, 9) }), 'spiece.model', /expected \d+ bytes more, got \d+: the file is not whole/);
  refuses(() => openTokenizer({ spiece: new Uint8Array() }), 'spiece.model', /expected pieces, got none in 0 bytes/);
  refuses(() => openTokenizer({ spiece: new TextEncoder().encode('{"a": 1}') }), 'spiece.model', /expected the wire types 0, 1, 2 and 5, got 3/);
  refuses(() => openTokenizer({ spiece: /** @type {any} */ ('x') }), 'spiece.model', /expected a Uint8Array, got string/);
  refuses(() => openTokenizer({ spiece: writtenModel({ type: 3, pieces }) }), 'spiece.model: trainer_spec.model_type', /expected 1 \(unigram\) or 2 \(bpe\), got 3/);
});

test('a vocabulary of GGUF that is of no known kind, or not whole, is refused', () => {
  const tokens = ['a', 'b'];
  refuses(() => openTokenizer({ gguf: { model: 'rwkv', tokens } }), 'gguf.model', /expected gpt2, llama, t5, bert, got rwkv/);
  refuses(() => openTokenizer({ gguf: { model: 'gpt2', tokens: [] } }), 'gguf.tokens', /expected texts, got none/);
  refuses(() => openTokenizer({ gguf: { model: 'gpt2', tokens, merges: [], pre: 'unheard-of' } }), 'gguf.pre', /expected gpt-2, .*, got unheard-of/);
  refuses(() => openTokenizer({ gguf: { model: 'gpt2', tokens } }), 'gguf.merges', /expected an array, got undefined/);
  refuses(() => openTokenizer({ gguf: { model: 'llama', tokens, scores: [1] } }), 'gguf.scores', /expected 2, one for each token, got 1/);
  refuses(() => openTokenizer({ gguf: { model: 'llama', tokens, scores: [1, 2] } }), 'gguf.types', /got none/);
});

test('what is no text, and what is no id, is refused', () => {
  const tokenizer = bertTokenizer();
  refuses(() => tokenizer.encode(/** @type {any} */ (7)), 'text', /expected a text, got 7/);
  refuses(() => tokenizer.encode(/** @type {any} */ (undefined)), 'text', /expected a text, got undefined/);
  refuses(() => tokenizer.encode('a', { pair: /** @type {any} */ (['b']) }), 'pair', /expected a text, got an array/);
  refuses(() => tokenizer.decode([7, 16]), 'ids[1]', /expected an id of the vocabulary, below 16, got 16/);
  refuses(() => tokenizer.decode([1.5]), 'ids[0]', /got 1.5/);
});

const everyKind = {
  wordpiece: { vocabTxt: bert.join('\n') },
  'byte-level': byteLevel(),
  unigram: { spiece: writtenModel({ type: 1, pieces, charsmap: writtenCharsMap(compatibilityMap()) }) },
  'merges by score': llama2c(' a', 'ab', ' ', 'a', 'b', 'aa', 'aaaa'),
};

for (const [kind, vocabulary] of Object.entries(everyKind)) {
  test(`no text, half of a character, and 100,000 characters: ${kind}`, () => {
    const tokenizer = openTokenizer(vocabulary);
    assert.deepEqual(tokenizer.encode('', { addSpecialTokens: false }).ids, []);
    assert.equal(tokenizer.decode([]), '');
    const halves = tokenizer.encode('a\ud83d b\ude00').offsets;
    assert.ok(halves.every((place) => place === null || (place[0] < place[1] && place[1] <= 5)), JSON.stringify(halves));
    for (const text of ['a', 'ab 漢 é '].map((part) => part.repeat(100_000 / part.length))) {
      const start = process.cpuUsage();
      const { offsets } = tokenizer.encode(text, { addSpecialTokens: false });
      const { user } = process.cpuUsage(start);
      assert.equal(offsets.at(-1)?.[1], kind === 'wordpiece' || kind === 'unigram' ? text.trimEnd().length : text.length);
      // What takes a time that grows with the square of the length takes minutes.
      assert.ok(user < 15e6, `${user / 1e6} s`);
    }
  });
}
