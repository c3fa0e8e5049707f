/** BERT's vocabulary: pieces of words, those behind a beginning with ## in front. */

import { ModelError } from '../model-error.js';

/** @typedef {import('./added-tokens.js').AddedToken} AddedToken */
/** @typedef {import('./vocabularies.js').TokenizerConfig} TokenizerConfig */
/** @typedef {import('./vocabularies.js').TokenizerJson} TokenizerJson */

/**
 * @param {string[]} pieces of all ids
 * @param {string} argument
 * @param {TokenizerConfig} [config]
 * @returns {TokenizerJson}
 */
export function bertJson(pieces, argument, config = {}) {
  const vocab = Object.fromEntries(pieces.map((piece, id) => [piece, id]));
  const missing = ['[UNK]', '[CLS]', '[SEP]'].find((token) => !Object.hasOwn(vocab, token));
  if (missing) throw new ModelError(argument, `expected ${missing} among its pieces, got ${pieces.length} others`);
  return {
    added_tokens: addedTokens(vocab, ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'], config),
    normalizer: {
      type: 'BertNormalizer', clean_text: true, handle_chinese_chars: config.tokenize_chinese_chars ?? true,
      strip_accents: config.strip_accents ?? null, lowercase: config.do_lower_case ?? true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: { type: 'BertProcessing', sep: ['[SEP]', vocab['[SEP]']], cls: ['[CLS]', vocab['[CLS]']] },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab },
  };
}

/**
 * @param {Record<string, number>} vocab
 * @param {string[]} special those of them that it has
 * @param {TokenizerConfig} config it may name more
 * @returns {AddedToken[]}
 */
export function addedTokens(vocab, special, config) {
  const known = special.filter((content) => Object.hasOwn(vocab, content))
    .map((content) => ({ id: vocab[content], content, special: true, normalized: false, lstrip: content === '<mask>' }));
  const named = Object.entries(config.added_tokens_decoder ?? {}).map(([id, token]) => ({ ...token, id: Number(id) }));
  return [...new Map([...known, ...named].map((token) => [token.content, token])).values()];
}
