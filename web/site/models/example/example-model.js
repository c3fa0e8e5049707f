/**
 * A model that is made in the page: a GPT-2 of two layers by attention alone, whose weights are set by hand. A token's row has four
 * parts of 32 numbers each, all of them a 1 among zeros: which word it is, which word stood before it, which word is expected next,
 * and its position.
 *
 * Layer 0, head 0 looks one position back and copies that word into the part `before`. Layer 1, head 0 looks for a token whose word
 * before is the present word, and copies that token's word into the part `next`: what followed the last time will follow again.
 * Two such heads in a row are an induction circuit (Elhage et al., "A Mathematical Framework for Transformer Circuits", 2021).
 * Layer 0, head 1 looks at the same word, and layer 1, head 1 at the first token: both write nothing.
 */

import { safetensorsOf } from './safetensors.js';

/** @import { Tensor } from './safetensors.js' */

/** Words, positions, and numbers of a part. */
const size = 32;

const width = 4 * size;
const headSize = width / 2;
const parts = { word: 0, before: size, next: 2 * size, position: 3 * size };

const words = '<s> <unk> . , the a quick brown fox cat dog bird small big red old saw met heard liked ran sat on under and then near house tree river hill again'.split(' ');

/** Of a query and of a key: their product, 64, times the scale 1/8 is a score of 8. */
const gain = 8;

/** A key that is half of one: where nothing is found, a head looks there. */
const halfGain = gain / 2;

/** How much the part `next` counts among the logits: a word that is expected for sure has 8 more than any other. */
const expectation = 8;

const epsilon = 1e-5;

export const exampleText = 'the quick fox saw a small cat . then the quick';

/** @param {number} rows @param {number} columns @param {(set: (row: number, column: number, value: number) => void) => void} [fill] @returns {Tensor} */
function matrix(rows, columns, fill) {
  const data = new Float32Array(rows * columns);
  fill?.((row, column, value) => {
    data[row * columns + column] = value;
  });
  return { data, shape: [rows, columns] };
}

/** @param {number} length @param {number} [value] @returns {Tensor} */
const vector = (length, value = 0) => ({ data: new Float32Array(length).fill(value), shape: [length] });

/**
 * Undoes the norm of a row that has so many ones among zeros: its mean and its variance are always the same.
 * @param {number} ones
 * @returns {[weight: Tensor, bias: Tensor]}
 */
function norm(ones) {
  const mean = ones / width;
  const deviation = Math.sqrt(mean - mean * mean + epsilon);
  return [vector(width, deviation), vector(width, mean)];
}

/** The projections of a layer, as [in, out]: queries of both heads, then keys, then values. @typedef {(set: (from: number, to: number, value: number) => void) => void} Projection */

/** Where the columns of a head begin. @param {'query' | 'key' | 'value'} kind @param {0 | 1} head */
const columnsOf = (kind, head) => ['query', 'key', 'value'].indexOf(kind) * width + head * headSize;

/** @type {Projection} */
function firstLayer(set) {
  for (let i = 0; i < size; ++i) {
    // The query of position i + 1 and the key of position i are the same.
    if (i + 1 < size) set(parts.position + i + 1, columnsOf('query', 0) + i, gain);
    set(parts.position + i, columnsOf('key', 0) + i, gain);
    set(parts.word + i, columnsOf('value', 0) + i, 1);
    set(parts.word + i, columnsOf('query', 1) + i, gain);
    set(parts.word + i, columnsOf('key', 1) + i, gain);
  }
}

/** @type {Projection} */
function secondLayer(set) {
  for (let i = 0; i < size; ++i) {
    set(parts.word + i, columnsOf('query', 0) + i, gain);
    set(parts.before + i, columnsOf('key', 0) + i, gain);
    // Nothing may be copied of the first token, which is where the head looks if it finds nothing.
    if (i > 0) set(parts.word + i, columnsOf('value', 0) + i, 1);
    set(parts.position, columnsOf('key', 0) + i, halfGain);
    set(parts.word + i, columnsOf('query', 1), gain);
  }
  set(parts.position, columnsOf('key', 1), gain);
}

/** @param {number} layer @returns {[name: string, tensor: Tensor][]} */
function layerTensors(layer) {
  const to = layer === 0 ? parts.before : parts.next;
  const [weight, bias] = norm(layer === 0 ? 2 : 3);
  /** @type {[string, Tensor][]} */
  const tensors = [
    ['ln_1.weight', weight],
    ['ln_1.bias', bias],
    ['attn.c_attn.weight', matrix(width, 3 * width, layer === 0 ? firstLayer : secondLayer)],
    ['attn.c_attn.bias', vector(3 * width)],
    ['attn.c_proj.weight', matrix(width, width, (set) => words.forEach((_, i) => set(i, to + i, 1)))],
    ['attn.c_proj.bias', vector(width)],
    ['ln_2.weight', vector(width, 1)],
    ['ln_2.bias', vector(width)],
    ['mlp.c_fc.weight', matrix(width, 1)],
    ['mlp.c_fc.bias', vector(1)],
    ['mlp.c_proj.weight', matrix(1, width)],
    ['mlp.c_proj.bias', vector(width)],
  ];
  return tensors.map(([name, tensor]) => [`transformer.h.${layer}.${name}`, tensor]);
}

function tensors() {
  const [weight, bias] = norm(4);
  return new Map([
    ['transformer.wte.weight', matrix(size, width, (set) => words.forEach((_, i) => set(i, parts.word + i, 1)))],
    ['transformer.wpe.weight', matrix(size, width, (set) => words.forEach((_, i) => set(i, parts.position + i, 1)))],
    ...layerTensors(0),
    ...layerTensors(1),
    ['transformer.ln_f.weight', weight],
    ['transformer.ln_f.bias', bias],
    ['lm_head.weight', matrix(size, width, (set) => words.forEach((_, i) => set(i, parts.next + i, expectation)))],
  ]);
}

const config = {
  model_type: 'gpt2', architectures: ['GPT2LMHeadModel'], vocab_size: size, n_positions: size, n_embd: width, n_layer: 2, n_head: 2, n_inner: 1,
  activation_function: 'relu', layer_norm_epsilon: epsilon, tie_word_embeddings: false, bos_token_id: 0, eos_token_id: 1,
};

/** One token for each word, in lower case; what is no word of it is <unk>. */
const tokenizer = {
  version: '1.0',
  added_tokens: [0, 1].map((id) => ({ id, content: words[id], special: true, normalized: false, single_word: false, lstrip: false, rstrip: false })),
  normalizer: { type: 'Lowercase' },
  pre_tokenizer: { type: 'Whitespace' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [{ SpecialToken: { id: words[0], type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
    pair: [{ SpecialToken: { id: words[0], type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 1 } }],
    special_tokens: { [words[0]]: { id: words[0], ids: [0], tokens: [words[0]] } },
  },
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: { type: 'WordPiece', unk_token: words[1], continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab: Object.fromEntries(words.map((word, id) => [word, id])) },
};

/** @returns {File[]} as they would lie in a folder: they are opened as any others */
export function exampleFiles() {
  return [
    new File([JSON.stringify(config)], 'config.json'),
    new File([safetensorsOf(tensors())], 'model.safetensors'),
    new File([JSON.stringify(tokenizer)], 'tokenizer.json'),
  ];
}
