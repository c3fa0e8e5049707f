/** The examples of the page of heads: two tiny models whose weights are chosen by hand, so that each head does what its name says. */

import { writeDocument } from '../heads/files/document.js';

/**
 * @import { AttentionSet } from '../heads/files/axes.js'
 *
 * @typedef {number[][]} Matrix
 * @typedef {(query: number, key: number) => number} Score before the scale
 * @typedef {{ kind: AttentionSet['kind'], queries: string[], keys: string[], layers: Matrix[][] }} Attention [layers][heads][queries][keys]
 */

/** Scores are 0 or 1 times this: how sure a head is. */
const sharpness = 5;

/** @param {number[]} scores @returns {number[]} */
function softmax(scores) {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/**
 * @param {string[]} queries
 * @param {string[]} keys
 * @param {boolean} isCausal
 * @param {Score} score
 * @returns {Matrix}
 */
function head(queries, keys, isCausal, score) {
  return queries.map((_, query) => softmax(keys.map((_, key) => (isCausal && key > query ? -Infinity : sharpness * score(query, key)))));
}

const is = Number;

/**
 * A decoder of two layers, by attention alone. In layer 0 head 0 each token takes the word before it along. In layer 1 head 0
 * compares a word with what the others have taken along: it looks at what followed the same word earlier, which is what an
 * induction head does (Elhage et al., A Mathematical Framework for Transformer Circuits, 2021).
 * @returns {Attention[]}
 */
function repeating() {
  const tokens = '<s> the small cat sat on the old mat . the small cat sat on the'.split(' ');
  const causal = (/** @type {Score} */ score) => head(tokens, tokens, true, score);
  const previous = causal((query, key) => is(key === query - 1));
  /** How much of each word a token has taken along: its row times the words. @param {number} token @param {string} word */
  const taken = (token, word) => tokens.reduce((sum, other, index) => sum + (other === word ? previous[token][index] : 0), 0);
  return [{
    kind: 'decoder', queries: tokens, keys: tokens, layers: [
      [previous, causal((query, key) => is(key === query)), causal((_, key) => is(key === 0)), causal(() => 0)],
      [
        causal((query, key) => (key === 0 ? 0.5 : taken(key, tokens[query]))),
        causal((query, key) => is(key < query && tokens[key] === tokens[query])),
        causal((_, key) => is(tokens[key] === '.')),
        causal((query, key) => -0.15 * (query - key)),
      ],
    ],
  }];
}

/**
 * A translator: an encoder that looks at neighbours, a decoder that looks back, and cross attention that looks words up.
 * @returns {Attention[]}
 */
function translating() {
  const english = 'the old man slowly reads a long book </s>'.split(' ');
  const chinese = '<s> 老 人 慢慢 地 读 一 本 长 书'.split(' ');
  /** Which English word each Chinese one stands for. */
  const meaning = [0, 1, 2, 3, 3, 4, 5, 5, 6, 7];
  const encoder = (/** @type {Score} */ score) => head(english, english, false, score);
  const decoder = (/** @type {Score} */ score) => head(chinese, chinese, true, score);
  const cross = (/** @type {Score} */ score) => head(chinese, english, false, score);
  const last = english.length - 1;
  return [
    {
      kind: 'encoder', queries: english, keys: english, layers: [
        [encoder((query, key) => is(Math.abs(query - key) === 1)), encoder((query, key) => is(key === query))],
        [encoder((query, key) => -0.25 * Math.abs(query - key)), encoder((_, key) => is(key === last))],
      ],
    },
    {
      kind: 'decoder', queries: chinese, keys: chinese, layers: [
        [decoder((query, key) => is(key === query - 1)), decoder((_, key) => is(key === 0))],
        [decoder((query, key) => -0.3 * (query - key)), decoder(() => 0)],
      ],
    },
    {
      kind: 'cross', queries: chinese, keys: english, layers: [
        [cross((query, key) => is(key === meaning[query])), cross(() => 0)],
        [cross((query, key) => is(key === (meaning[query + 1] ?? last))), cross((_, key) => is(key === last))],
      ],
    },
  ];
}

/** @param {Attention[]} attentions @returns {Promise<Uint8Array>} the document that <attention-heads> reads */
async function documentOf(attentions) {
  /** @type {AttentionSet[]} */
  const sets = attentions.map(({ kind, queries, keys, layers }) => ({
    kind, name: kind, queries, keys, layers: layers.length, heads: layers[0].length, rows: queries.length, columns: keys.length,
    batches: 1, isHalved: false, read: async (layer, index) => Float32Array.from(layers[layer][index].flat()),
  }));
  return new Uint8Array(await (await writeDocument(sets, { dtype: 'float32' })).arrayBuffer());
}

/** @returns {Promise<[name: string, document: Uint8Array][]>} */
export async function headsSamples() {
  return [['repeat', await documentOf(repeating())], ['translate', await documentOf(translating())]];
}
