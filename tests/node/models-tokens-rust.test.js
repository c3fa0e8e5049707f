// Texts become the same ids, with the same places in the text, as by Hugging Face's Rust tokenizer, and the same texts again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTokenizer } from '../../web/models/tokens/tokenizer.js';
import { compatibilityMap, writtenCharsMap } from '../tokenizers/chars-map.js';
import { bertPieces, inUnits, rustTokenizers, tokenizerJson, unigramPieces } from '../tokenizers/rust.js';
import { writtenModel } from '../tokenizers/sentence-piece-model.js';
import { stringsOf } from '../tokenizers/strings.js';
import { createRandom } from './random.js';

const rust = await rustTokenizers();
const skip = typeof rust === 'string' ? rust : false;
if (skip) console.log(`skipped: ${skip}`);

/** @typedef {import('../tokenizers/rust.js').RustTokenizer} RustTokenizer */
/** @typedef {import('../../web/models/tokens/tokenizer.js').Tokenizer} Tokenizer */

const texts = stringsOf(2000, createRandom(2026));

/** @param {Record<string, any>} json @returns {RustTokenizer} */
const truthOf = (json) => /** @type {Exclude<typeof rust, string>} */ (rust)({ version: '1.0', truncation: null, padding: null, added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null, ...json });

/**
 * @param {Tokenizer} ours
 * @param {RustTokenizer} truth
 * @param {string} text
 * @param {{ pair?: string, addSpecialTokens?: boolean }} [options]
 */
async function checkEncoding(ours, truth, text, { pair, addSpecialTokens = true } = {}) {
  const expected = await truth.encode(text, pair ?? null, { addSpecialTokens });
  const { ids, tokens, offsets, typeIds, specialMask } = ours.encode(text, { pair, addSpecialTokens });
  const about = JSON.stringify({ text, pair, tokens });
  assert.deepEqual(ids, expected.getIds(), about);
  assert.deepEqual(typeIds, expected.getTypeIds(), about);
  assert.deepEqual(specialMask, expected.getSpecialTokensMask(), about);
  const places = expected.getOffsets();
  // Only the first text: which tokens belong to the second one, its offsets do not say.
  if (pair === undefined) assert.deepEqual(offsets, inUnits(text, places).map((place, index) => (specialMask[index] === 1 ? null : place)), about);
  return ids;
}

/** @param {Tokenizer} ours @param {RustTokenizer} truth @param {string[]} [some] */
async function checkAll(ours, truth, some = texts) {
  for (const text of some) {
    const ids = await checkEncoding(ours, truth, text);
    for (const skipSpecialTokens of [true, false]) {
      assert.equal(ours.decode(ids, { skipSpecialTokens }), await truth.decode(ids, skipSpecialTokens), JSON.stringify(text));
    }
  }
  for (let index = 1; index < 200; index += 1) {
    const pair = some[index % some.length];
    await checkEncoding(ours, truth, some[index - 1], { pair });
    await checkEncoding(ours, truth, some[index - 1], { pair, addSpecialTokens: false });
    await checkEncoding(ours, truth, some[index - 1], { addSpecialTokens: false });
  }
}

for (const name of ['qwen3', 'llama3', 'gemma3', 'llama2']) {
  test(`tokenizer.json of ${name}`, { skip }, async () => {
    const json = await tokenizerJson(name);
    const ours = openTokenizer({ tokenizerJson: json });
    assert.equal(ours.kind, 'bpe');
    await checkAll(ours, truthOf(json));
  });
}

/** @param {string[]} pieces @param {boolean} isLower @returns {Record<string, any>} */
function bertJson(pieces, isLower) {
  const id = (/** @type {string} */ token) => pieces.indexOf(token);
  return {
    added_tokens: ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'].map((content) => ({ id: id(content), content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true })),
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: isLower },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ SpecialToken: { id: '[CLS]', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }, { SpecialToken: { id: '[SEP]', type_id: 0 } }],
      pair: [{ SpecialToken: { id: '[CLS]', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }, { SpecialToken: { id: '[SEP]', type_id: 0 } }, { Sequence: { id: 'B', type_id: 1 } }, { SpecialToken: { id: '[SEP]', type_id: 1 } }],
      special_tokens: Object.fromEntries(['[CLS]', '[SEP]'].map((token) => [token, { id: token, ids: [id(token)], tokens: [token] }])),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab: Object.fromEntries(pieces.map((piece, index) => [piece, index])) },
  };
}

test('BERT by tokenizer.json, by vocab.txt, and out of a GGUF file', { skip }, async () => {
  const pieces = await bertPieces();
  const json = bertJson(pieces, true);
  const truth = truthOf(json);
  await checkAll(openTokenizer({ tokenizerJson: json }), truth);
  await checkAll(openTokenizer({ vocabTxt: `${pieces.join('\n')}\n` }), truth);
  const tokens = pieces.map((piece) => (/^\[.+\]$/.test(piece) ? piece : piece.startsWith('##') ? piece.slice(2) : `▁${piece}`));
  await checkAll(openTokenizer({ gguf: { model: 'bert', tokens } }), truth, texts.slice(0, 300));
  const cased = openTokenizer({ vocabTxt: pieces.join('\r\n'), tokenizerConfig: { do_lower_case: false } });
  await checkAll(cased, truthOf(bertJson(pieces, false)), texts.slice(0, 300));
});

/** Five scores are lost in the package. @returns {Promise<[string, number][]>} */
const scoredPieces = async () => (await unigramPieces()).map(([text, score]) => [text, score ?? -12]);

/** @param {[string, number][]} vocab @param {any} normalizer @returns {Record<string, any>} */
function unigramJson(vocab, normalizer) {
  const metaspace = { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true };
  return { normalizer, pre_tokenizer: metaspace, decoder: metaspace, model: { type: 'Unigram', unk_id: 0, vocab, byte_fallback: false } };
}

test('Unigram, with NFKC and with a precompiled map of characters', { skip }, async () => {
  const vocab = await scoredPieces();
  const map = Buffer.from(writtenCharsMap(compatibilityMap())).toString('base64');
  for (const normalizer of [{ type: 'NFKC' }, { type: 'Precompiled', precompiled_charsmap: map }]) {
    const json = unigramJson(vocab, normalizer);
    const ours = openTokenizer({ tokenizerJson: json });
    assert.equal(ours.kind, 'unigram');
    await checkAll(ours, truthOf(json));
  }
});

test('Unigram by spiece.model', { skip }, async () => {
  const vocab = await scoredPieces();
  const charsmap = writtenCharsMap(compatibilityMap());
  const spiece = writtenModel({ type: 1, charsmap, pieces: vocab.map(([text, score], id) => [text, score, id === 0 ? 2 : 1]) });
  const json = unigramJson(vocab, { type: 'Sequence', normalizers: [
    { type: 'Precompiled', precompiled_charsmap: Buffer.from(charsmap).toString('base64') },
    { type: 'Strip', strip_left: true, strip_right: true },
    { type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' },
    { type: 'Prepend', prepend: '▁' },
  ] });
  json.pre_tokenizer = { ...json.pre_tokenizer, prepend_scheme: 'never' };
  json.added_tokens = [{ id: 0, content: vocab[0][0], single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }];
  const truth = truthOf(json);
  const ours = openTokenizer({ spiece });
  for (const text of texts) await checkEncoding(ours, truth, text);
});

test('Llama 2 by spiece.model and out of a GGUF file: merges by scores are merges by ranks', { skip }, async () => {
  const json = await tokenizerJson('llama2');
  const tokens = Object.entries(json.model.vocab).sort(([, one], [, other]) => Number(one) - Number(other)).map(([text]) => text);
  const types = tokens.map((_, id) => (id === 0 ? 2 : id < 3 ? 3 : id < 259 ? 6 : 1));
  // The earliest merge that makes a piece says its score; a piece that no merge makes is a character.
  const ranks = new Map([...json.model.merges].reverse().map((pair, index, { length }) => [pair.replace(' ', ''), length - 1 - index]));
  const scores = tokens.map((token) => -(ranks.get(token) ?? 0));
  const truth = truthOf(json);
  const spiece = writtenModel({ type: 2, removesSpaces: false, pieces: tokens.map((text, id) => [text, scores[id], types[id]]) });
  await checkAll(openTokenizer({ spiece, tokenizerConfig: { tokenizer_class: 'LlamaTokenizer' } }), truth);
  const gguf = { model: 'llama', tokens, scores, types, bosId: 1, eosId: 2 };
  await checkAll(openTokenizer({ gguf }), truth, texts.slice(0, 300));
});

test('Qwen 3 and Llama 3 out of GGUF files', { skip }, async () => {
  for (const [name, pre] of [['qwen3', 'qwen2'], ['llama3', 'llama-bpe']]) {
    const json = await tokenizerJson(name);
    const tokens = Object.entries(json.model.vocab).sort(([, one], [, other]) => Number(one) - Number(other)).map(([text]) => text);
    const types = tokens.map(() => 1);
    for (const { id, content, special } of json.added_tokens) [tokens[id], types[id]] = [content, special ? 3 : 4];
    const merges = json.model.merges.map((/** @type {string | string[]} */ pair) => (Array.isArray(pair) ? pair.join(' ') : pair));
    await checkAll(openTokenizer({ gguf: { model: 'gpt2', pre, tokens, types, merges } }), truthOf(json), texts.slice(0, 300));
  }
});

test('vocab.json and merges.txt, as GPT-2 and RoBERTa have them', { skip }, async () => {
  const { model } = await tokenizerJson('qwen3');
  const mergesTxt = `#version: 0.2\n${model.merges.map((/** @type {string[]} */ pair) => pair.join(' ')).join('\n')}\n`;
  const level = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  const gpt2 = { pre_tokenizer: level, post_processor: { ...level, trim_offsets: false }, decoder: level, model };
  await checkAll(openTokenizer({ vocabJson: model.vocab, mergesTxt }), truthOf(gpt2), texts.slice(0, 500));

  const special = ['<s>', '<pad>', '</s>', '<unk>', '<mask>'];
  const pieces = Object.entries(model.vocab).filter(([piece]) => !special.includes(piece)).sort(([, one], [, other]) => one - other);
  const vocab = Object.fromEntries([...special, ...pieces.map(([piece]) => piece)].map((piece, id) => [piece, id]));
  const roberta = {
    ...gpt2,
    model: { ...model, vocab },
    added_tokens: special.map((content, index) => ({ id: index, content, single_word: false, lstrip: content === '<mask>', rstrip: false, normalized: false, special: true })),
    post_processor: { type: 'RobertaProcessing', sep: ['</s>', 2], cls: ['<s>', 0], trim_offsets: true, add_prefix_space: false },
  };
  await checkAll(openTokenizer({ vocabJson: vocab, mergesTxt }), truthOf(roberta), [...texts.slice(0, 500), 'a \t<mask> b', '<mask>', '  <mask>x']);
});

const steps = {
  normalizer: [
    { type: 'NFC' }, { type: 'NFD' }, { type: 'NFKD' }, { type: 'Lowercase' }, { type: 'StripAccents' },
    { type: 'Strip', strip_left: true, strip_right: false }, { type: 'Strip', strip_left: false, strip_right: true },
    { type: 'Prepend', prepend: '▁▁' }, { type: 'Replace', pattern: { Regex: '[aeiou]\\w' }, content: 'xyz' },
    { type: 'Sequence', normalizers: [{ type: 'NFD' }, { type: 'StripAccents' }, { type: 'Lowercase' }] },
    { type: 'BertNormalizer', clean_text: false, handle_chinese_chars: false, strip_accents: true, lowercase: false },
  ],
  pre_tokenizer: [
    ...['always', 'first', 'never'].flatMap((scheme) => [true, false].map((split) => ({ type: 'Metaspace', replacement: '▁', prepend_scheme: scheme, split }))),
    { type: 'Whitespace' }, { type: 'WhitespaceSplit' }, { type: 'Digits', individual_digits: true }, { type: 'Digits', individual_digits: false },
    ...['Removed', 'Isolated', 'MergedWithPrevious', 'MergedWithNext', 'Contiguous'].flatMap((behavior) => [
      { type: 'Punctuation', behavior },
      ...[true, false].map((invert) => ({ type: 'Split', pattern: { Regex: '[a-e]| ' }, behavior, invert })),
    ]),
    { type: 'Sequence', pretokenizers: [{ type: 'WhitespaceSplit' }, { type: 'Metaspace', replacement: '▁', prepend_scheme: 'first', split: true }] },
  ],
};

test('each normalizer and each pre-tokenizer', { skip }, async () => {
  const base = unigramJson(await scoredPieces(), null);
  base.added_tokens = [
    { id: 8000, content: 'Fox', single_word: true, lstrip: false, rstrip: true, normalized: true, special: false },
    { id: 8001, content: '<mark>', single_word: false, lstrip: true, rstrip: false, normalized: false, special: true },
    { id: 8002, content: 'brown', single_word: false, lstrip: false, rstrip: false, normalized: true, special: false },
  ];
  const some = [...texts.slice(0, 150), 'a fox, Fox  ate foxes<mark>brownfox  <mark> Fox', 'aFox Foxé'];
  for (const [field, configs] of Object.entries(steps)) {
    for (const config of configs) {
      const json = { ...base, [field]: config };
      const ours = openTokenizer({ tokenizerJson: json });
      const truth = truthOf(json);
      for (const text of some) await checkEncoding(ours, truth, text).catch((error) => assert.fail(`${JSON.stringify(config)}: ${error.message}`));
    }
  }
});
