/**
 * Tokens that stand for no text, by how public tokenisers spell them: those of BERT, RoBERTa, BART, XLNet, T5, GPT-2, Llama,
 * Mistral, Gemma, CLIP, Whisper, DeepSeek, StarCoder and the vision transformers.
 */

import { markedSpecial } from '../../base/pieces.js';

/** What parts two texts, or ends one. */
const separator = /^(?:\[SEP\]|<sep>|<\/s>)$/;

const specials = [
  /^\[(?:CLS|SEP|PAD|MASK|UNK|BOS|EOS|unused\d+)\]$/,
  /^(?:<\/?s>|<(?:pad|unk|mask|cls|sep|bos|eos|eod|eop)>)$/,
  // T5's gaps, and Gemma's and Pegasus' numbered ones.
  /^<(?:extra_id_|unused|unk_|mask_)\d+>$/,
  // The turns of a talk: Gemma, Mistral.
  /^(?:<(?:start|end)_of_turn>|\[\/?(?:INST|TOOL_CALLS|TOOL_RESULTS|AVAILABLE_TOOLS)\])$/,
  // Code with a gap: StarCoder, Code Llama.
  /^<(?:fim_(?:prefix|middle|suffix|pad)|PRE|SUF|MID|EOT)>$/,
  // All that GPT-2 and its kin add, such as <|endoftext|> and <|im_start|>; Code Llama's ▁<PRE>. The forms above have no such signs.
  markedSpecial,
];

/** @param {string} token @returns {boolean} whether it stands for no text; so do separators */
export const isSpecial = (token) => specials.some((form) => form.test(token));

/** @param {string} token @returns {boolean} */
export const isSeparator = (token) => separator.test(token);
