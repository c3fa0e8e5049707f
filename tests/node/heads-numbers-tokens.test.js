/** Special tokens, and the pieces of tokenisers: their kind, their text and their words, for what real tokenisers give. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { piecesKind, shownPiece } from '../../web/base/pieces.js';
import { isSeparator, isSpecial } from '../../web/heads/numbers/specials.js';
import { shownPieces, wordsOf } from '../../web/heads/numbers/pieces.js';

/** @import { PiecesKind } from '../../web/base/pieces.js' */

const separators = ['[SEP]', '<sep>', '</s>'];
const otherSpecials = [
  '[CLS]', '[PAD]', '[MASK]', '[UNK]', '[BOS]', '[EOS]', '[unused0]', '[unused99]', '<s>', '<pad>', '<unk>', '<mask>', '<cls>', '<bos>', '<eos>', '<eod>', '<eop>',
  '<extra_id_0>', '<extra_id_99>', '<unused5>', '<unk_2>', '<mask_1>', '<start_of_turn>', '<end_of_turn>', '[INST]', '[/INST]', '[TOOL_CALLS]',
  '<fim_prefix>', '<fim_middle>', '<PRE>', '▁<PRE>', '▁<SUF>', '▁<MID>', '▁<EOT>', '<|endoftext|>', '<|im_start|>', '<|im_end|>', '<|begin_of_text|>', '<|eot_id|>',
  '<|startoftext|>', '<|0.00|>', '<|en|>', '<｜begin▁of▁sentence｜>',
];

test('special tokens of public tokenisers, separators among them', () => {
  assert.deepEqual(separators.map(isSeparator), separators.map(() => true));
  assert.deepEqual(otherSpecials.filter(isSeparator), []);
  assert.deepEqual([...separators, ...otherSpecials].filter((token) => !isSpecial(token)), []);
});

test('special tokens are shown as they are spelled, among pieces of every kind', () => {
  for (const kind of /** @type {const} */ (['wordpiece', 'bytes', 'sentencepiece', 'ended', 'ended-bytes', null])) {
    assert.deepEqual([...separators, ...otherSpecials].filter((token) => shownPiece(token, kind) !== token), [], String(kind));
  }
});

test('words and pieces are no special tokens, even in brackets', () => {
  const words = ['', 'CLS', '[', '[1]', '[cat]', '<', '<b>', '▁<b>', '▁<DIV>', '▁PRE', '▁▁<PRE>', '</p>', '<0x0A>', '##s', 'Ġ<', '|', '<||>', '<|>', '[SEP] [SEP]', '<s><s>', 'a<s>', '<|a|><|b|>', '<extra_id_>', 's'];
  assert.deepEqual(words.filter(isSpecial), []);
  assert.deepEqual(words.filter(isSeparator), []);
});

/**
 * Tokens as the tokeniser gives them, their pieces with a stroke between, and their words with the number of pieces.
 * @type {{ what: string, kind: PiecesKind | null, tokens: string[], pieces: string, words: [string, number][] }[]}
 */
const real = [
  {
    what: 'BERT',
    kind: 'wordpiece',
    tokens: ['[CLS]', 'tea', '##pot', "'", 's', 'em', '##bed', '##ding', '##s', '.', '[SEP]'],
    pieces: "[CLS]|tea|##pot|'|s|em|##bed|##ding|##s|.|[SEP]",
    words: [['[CLS]', 1], ['teapot', 2], ["'", 1], ['s', 1], ['embeddings', 4], ['.', 1], ['[SEP]', 1]],
  },
  {
    what: 'GPT-2, an emoji over two pieces, and a line feed',
    kind: 'bytes',
    tokens: ['<|endoftext|>', 'Hello', 'ĠðŁĺ', 'Ģ', ',', 'Ġit', "'s", 'ĠnaÃ¯ve', '.', 'Ċ', 'I', 'Ġdon', "'t", 'Ġknow', 'Ġ3', '.', '14', '!'],
    pieces: "<|endoftext|>|Hello|␣\\xF0\\x9F\\x98|\\x80|,|␣it|'s|␣naïve|.|↵|I|␣don|'t|␣know|␣3|.|14|!",
    words: [['<|endoftext|>', 1], ['Hello', 1], ['😀', 2], [',', 1], ["it's", 2], ['naïve', 1], ['.', 1], ['↵', 1], ['I', 1], ["don't", 2], ['know', 1], ['3.14', 3], ['!', 1]],
  },
  {
    what: 'GPT-2, Chinese without blanks, and a word with a hyphen',
    kind: 'bytes',
    tokens: ['æĪ', 'ĳ', 'å', 'ĸ', 'ľ', 'æ', '¬', '¢', 'è', 'Į', '¶', 'Ġwell', '-', 'known'],
    pieces: '\\xE6\\x88|\\x91|\\xE5|\\x96|\\x9C|\\xE6|\\xAC|\\xA2|\\xE8|\\x8C|\\xB6|␣well|-|known',
    words: [['我', 2], ['喜', 3], ['欢', 3], ['茶', 3], ['well-known', 3]],
  },
  {
    what: 'GPT-2, an emoji of three characters, double blanks, quotation marks',
    kind: 'bytes',
    tokens: ['Hi', 'ðŁĳ', '©', 'âĢ', 'į', 'ðŁ', 'Ķ', '¬', 'Ġ', 'Ġtwo', 'ĠâĢ', 'ľ', 'hi', 'âĢ', 'Ŀ', 'ĠâĿ', '¤', 'ï¸ı'],
    pieces: 'Hi|\\xF0\\x9F\\x91|\\xA9|\\xE2\\x80|\\x8D|\\xF0\\x9F|\\x94|\\xAC|␣|␣two|␣\\xE2\\x80|\\x9C|hi|\\xE2\\x80|\\x9D|␣\\xE2\\x9D|\\xA4|U+FE0F',
    words: [['Hi', 1], ['👩‍🔬', 7], ['␣', 1], ['two', 1], ['“', 2], ['hi', 1], ['”', 2], ['❤️', 3]],
  },
  {
    what: 'Llama 2, bytes of an emoji and a line feed',
    kind: 'sentencepiece',
    tokens: ['<s>', '▁I', '▁love', '▁', '<0xF0>', '<0x9F>', '<0xA6>', '<0x99>', '▁and', '▁na', 'ï', 've', '▁tea', '.', '<0x0A>', 'By', 'e', '!'],
    pieces: '<s>|␣I|␣love|␣|\\xF0|\\x9F|\\xA6|\\x99|␣and|␣na|ï|ve|␣tea|.|↵|By|e|!',
    words: [['<s>', 1], ['I', 1], ['love', 1], ['🦙', 5], ['and', 1], ['naïve', 3], ['tea', 1], ['.', 1], ['↵', 1], ['Bye', 2], ['!', 1]],
  },
  {
    what: 'Llama 2, Chinese and digits',
    kind: 'sentencepiece',
    tokens: ['<s>', '▁', '我', '喜', '<0xE6>', '<0xAC>', '<0xA2>', '茶', '▁Don', "'", 't', '▁', '2', '0', '2', '4', '▁', '▁two'],
    pieces: "<s>|␣|我|喜|\\xE6|\\xAC|\\xA2|茶|␣Don|'|t|␣|2|0|2|4|␣|␣two",
    words: [['<s>', 1], ['我', 2], ['喜', 1], ['欢', 3], ['茶', 1], ["Don't", 3], ['2024', 5], ['␣', 1], ['two', 1]],
  },
  {
    what: 'Code Llama, with a gap, and a tag of HTML',
    kind: 'sentencepiece',
    tokens: ['<s>', '▁<PRE>', '▁def', '▁f', '():', '▁<SUF>', '▁<b>', 'y', '▁<MID>', '▁x', '▁<EOT>'],
    pieces: '<s>|▁<PRE>|␣def|␣f|():|▁<SUF>|␣<b>|y|▁<MID>|␣x|▁<EOT>',
    words: [['<s>', 1], ['▁<PRE>', 1], ['def', 1], ['f', 1], ['():', 1], ['▁<SUF>', 1], ['<b>', 1], ['y', 1], ['▁<MID>', 1], ['x', 1], ['▁<EOT>', 1]],
  },
  {
    what: 'Code Llama, where the special tokens alone have marks',
    kind: 'sentencepiece',
    tokens: ['▁<PRE>', 'a', 'b', '▁<SUF>', '▁<MID>'],
    pieces: '▁<PRE>|a|b|▁<SUF>|▁<MID>',
    words: [['▁<PRE>', 1], ['ab', 2], ['▁<SUF>', 1], ['▁<MID>', 1]],
  },
  {
    what: 'T5, with a gap',
    kind: 'sentencepiece',
    tokens: ['▁', 'a', '▁cup', '<extra_id_0>', '▁tea', '.', '</s>'],
    pieces: '␣|a|␣cup|<extra_id_0>|␣tea|.|</s>',
    words: [['a', 2], ['cup', 1], ['<extra_id_0>', 1], ['tea', 1], ['.', 1], ['</s>', 1]],
  },
  {
    what: 'CLIP, whose words end in </w>, with an emoji over two pieces',
    kind: 'ended-bytes',
    tokens: ['<|startoftext|>', 'a</w>', 'photo</w>', 'of</w>', 'cappu', 'ccino</w>', 'naÃ¯ve</w>', 'ðŁĺ', 'Ģ</w>', '!</w>', '<|endoftext|>'],
    pieces: '<|startoftext|>|a|photo|of|cappu|ccino|naïve|\\xF0\\x9F\\x98|\\x80|!|<|endoftext|>',
    words: [['<|startoftext|>', 1], ['a', 1], ['photo', 1], ['of', 1], ['cappuccino', 2], ['naïve', 1], ['😀', 2], ['!', 1], ['<|endoftext|>', 1]],
  },
  {
    what: 'XLM, plain letters before </w>, and a word that is cut off',
    kind: 'ended',
    tokens: ['<s>', 'du</w>', 'th', 'é</w>', '学</w>', '</w>', 'ver', '</s>', 'te</w>'],
    pieces: '<s>|du|th|é|学|</w>|ver|</s>|te',
    words: [['<s>', 1], ['du', 1], ['thé', 2], ['学', 1], ['</w>ver', 2], ['</s>', 1], ['te', 1]],
  },
  {
    what: 'words of people',
    kind: null,
    tokens: ['New York', 'café', '##', '###', '\n', ''],
    pieces: 'New York|café|##|###|↵|',
    words: [['New York', 1], ['café', 1], ['##', 1], ['###', 1], ['↵', 1], ['', 1]],
  },
];

for (const { what, kind, tokens, pieces, words } of real) {
  test(`${what}: kind, pieces and words`, () => {
    assert.equal(piecesKind(tokens), kind);
    assert.equal(shownPieces(tokens, kind).join('|'), pieces);
    const got = wordsOf(tokens, kind);
    assert.deepEqual(got.map(({ word, indices }) => [word, indices.length]), words);
    assert.deepEqual(got.flatMap(({ indices }) => indices), tokens.map((_, index) => index));
  });
}

test('words of two scripts, a joiner within a word, and pieces beside special tokens', () => {
  const words = (/** @type {string[]} */ tokens, /** @type {PiecesKind} */ kind) => wordsOf(tokens, kind).map(({ word, indices }) => `${word}:${indices}`);
  assert.deepEqual(words(['▁GPT', '模', '型', '▁v', '2'], 'sentencepiece'), ['GPT:0', '模:1', '型:2', 'v2:3,4']);
  assert.deepEqual(words(['▁می', '\u200C', 'خواهم', '.'], 'sentencepiece'), ['می\u200Cخواهم:0,1,2', '.:3']);
  assert.deepEqual(words(['[SEP]', '##x', '##y', '[SEP]'], 'wordpiece'), ['[SEP]:0', 'xy:1,2', '[SEP]:3']);
  assert.deepEqual(words(['##x'], 'wordpiece'), ['x:0']);
  assert.deepEqual(words(['▁hi', '!', '[SEP]', '!'], 'sentencepiece'), ['hi:0', '!:1', '[SEP]:2', '!:3']);
  assert.deepEqual(words(['a', '<s>', 'b', '</s>', ''], 'sentencepiece'), ['a:0', '<s>:1', 'b:2', '</s>:3', ':4']);
  assert.deepEqual(words(['', ''], 'bytes'), [':0,1']);
});

test('letters of words are not taken for bytes, nor signs for marks', () => {
  for (const words of [['čaj', 'dobrý'], ['čaj'], ['ĉu', 'vi'], ['café', 'Ärger'], ['żółw', 'łoś'], ['##', '#'], ['[CLS]', '[SEP]'], ['▂', 'a▁b'], ['<0xg0>'], []]) {
    assert.equal(piecesKind(words), null, words.join(' '));
  }
  assert.equal(piecesKind(['##', 'ĠTitle', '##s']), 'bytes');
  assert.equal(piecesKind(['Ċ', 'Ċ']), 'bytes');
  assert.equal(piecesKind(['Ġa', '  ', 'b']), 'bytes', 'blanks that a tokeniser added');
  assert.equal(piecesKind(['<s>', 'no', '<0x0A>']), 'sentencepiece');
});

test('all 256 bytes have a character of their own', () => {
  const text = Array.from({ length: 0x250 }, (_, code) => String.fromCodePoint(code)).join('');
  // GPT-2 writes each byte of a text by one of 256 characters: U+0021 to U+0143, without the soft hyphen and some others.
  const written = Array.from({ length: 0x144 }, (_, code) => String.fromCharCode(code)).filter((character) => piecesKind(['Ġ', character]) === 'bytes' && character !== ' ');
  assert.equal(written.length, 256);
  const shown = shownPieces(written, 'bytes');
  assert.equal(new Set(shown).size, 256);
  assert.deepEqual(['!', '~', 'Ġ', 'Ċ', 'ĉ', 'Ā', 'ġ', '¡', '¬', '®', 'ÿ', 'Ģ', 'ł', 'Ń'].map((character) => shown[written.indexOf(character)]),
    ['!', '~', '␣', '↵', '⇥', 'U+0000', 'U+007F', '\\xA1', '\\xAC', '\\xAE', '\\xFF', '\\x80', '\\xA0', '\\xAD']);
  const bytes = new TextEncoder().encode(text.slice(0xA1));
  const pieces = Array.from(bytes, (byte) => written[shown.indexOf(byte < 0x80 ? shownPieces([String.fromCharCode(byte)], null)[0] : `\\x${byte.toString(16).toUpperCase()}`)]);
  assert.equal(shownPieces([pieces.join('')], 'bytes')[0], shownPieces([text.slice(0xA1)], null)[0]);
});

test('bytes that make no character stay bytes: overlong ones, surrogates, those beyond Unicode, and cut ones', () => {
  /** @param {number[]} bytes */
  const tokens = (...bytes) => bytes.map((byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`);
  const wordOf = (/** @type {number[]} */ ...bytes) => wordsOf(tokens(...bytes), 'sentencepiece').map(({ word }) => word).join(' ');
  assert.equal(wordOf(0xC0, 0xAF), '\\xC0\\xAF');
  assert.equal(wordOf(0xED, 0xA0, 0x80), '\\xED\\xA0\\x80');
  assert.equal(wordOf(0xF4, 0x90, 0x80, 0x80), '\\xF4\\x90\\x80\\x80');
  assert.equal(wordOf(0xE0, 0x9F, 0xBF), '\\xE0\\x9F\\xBF');
  assert.equal(wordOf(0xE2, 0x82), '\\xE2\\x82');
  assert.equal(wordOf(0xE2, 0x82, 0xAC), '€');
  assert.equal(wordOf(0xF4, 0x8F, 0xBF, 0xBD), '\u{10FFFD}');
  assert.equal(wordOf(0xEF, 0xBB, 0xBF), 'U+FEFF');
});

test('another kind is an error', () => {
  for (const call of [() => shownPieces(['a'], /** @type {any} */ ('bpe')), () => wordsOf(['a'], /** @type {any} */ ('bpe'))]) {
    assert.throws(call, { name: 'RangeError', message: 'kind: expected wordpiece, bytes, sentencepiece, ended, ended-bytes or null, got bpe' });
  }
  assert.throws(() => /** @type {any} */ (wordsOf)(['a']), { message: 'kind: expected wordpiece, bytes, sentencepiece, ended, ended-bytes or null, got nothing' });
});
