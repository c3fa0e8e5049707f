/**
 * Files of llama2.c (Andrej Karpathy, 2023): seven integers, then float32 numbers in a fixed order; and its vocabulary. Only its
 * version 0, which has no mark: that its integers fit each other tells it.
 */

import { ModelError } from '../model-error.js';
import { bytesOf } from './source.js';

/**
 * @import { Source } from './source.js'
 * @import { StoredTensor } from './stored-tensor.js'
 *
 * @typedef {{ width: number, hidden: number, layers: number, heads: number, kvHeads: number, vocabulary: number, positions: number }} Sizes
 *   vocabulary: negative if the output has a matrix of its own
 */

const headerLength = 28;

/** @param {Uint8Array} bytes */
const viewOf = ({ buffer, byteOffset, byteLength }) => new DataView(buffer, byteOffset, byteLength);

/** @param {Uint8Array} head @returns {Sizes} */
function sizesIn(head) {
  const view = viewOf(head);
  const [width, hidden, layers, heads, kvHeads, vocabulary, positions] = Array.from({ length: 7 }, (_, i) => view.getInt32(4 * i, true));
  return { width, hidden, layers, heads, kvHeads, vocabulary, positions };
}

/**
 * @param {Uint8Array} head of a file
 * @returns {boolean} whether its integers can be those of a model
 */
export function isLlama2c(head) {
  if (head.length < headerLength) return false;
  const { width, hidden, layers, heads, kvHeads, vocabulary, positions } = sizesIn(head);
  const areLengths = [[width, 1 << 17], [hidden, 1 << 20], [layers, 1 << 10], [heads, 1 << 10], [kvHeads, heads], [positions, 1 << 24]]
    .every(([length, most]) => length >= 1 && length <= most);
  const isVocabulary = vocabulary !== 0 && Math.abs(vocabulary) <= 1 << 24;
  return areLengths && isVocabulary && width % (2 * heads) === 0 && heads % kvHeads === 0;
}

/**
 * @param {Source} source
 * @returns {Promise<{ config: Record<string, unknown>, tensors: StoredTensor[] }>}
 * @throws {ModelError} another size than its integers say
 */
export async function readLlama2c(source) {
  const sizes = sizesIn(await bytesOf(source, 0, headerLength));
  const { tensors, end } = laidOut(sizes, source);
  if (end !== source.size) throw new ModelError(source.name, `expected ${end} bytes, as its first integers say, got ${source.size}: is it cut off?`);
  return { config: configOf(sizes), tensors };
}

/** @param {Sizes} sizes */
function configOf({ width, hidden, layers, heads, kvHeads, vocabulary, positions }) {
  return {
    model_type: 'llama',
    architectures: ['LlamaForCausalLM'],
    hidden_size: width,
    intermediate_size: hidden,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    num_key_value_heads: kvHeads,
    head_dim: width / heads,
    vocab_size: Math.abs(vocabulary),
    max_position_embeddings: positions,
    hidden_act: 'silu',
    rms_norm_eps: 1e-5,
    rope_theta: 10000,
    rope_interleaved: true,
    attention_bias: false,
    mlp_bias: false,
    tie_word_embeddings: vocabulary > 0,
    bos_token_id: 1,
    eos_token_id: 2,
  };
}

/** The tensors of each layer, in the order of the file: norms and matrices are stacked over the layers. @param {Sizes} sizes @returns {[string, number[]][]} */
function stacksOf({ width, hidden, heads, kvHeads }) {
  const kvWidth = (width / heads) * kvHeads;
  return [
    ['input_layernorm', [width]],
    ['self_attn.q_proj', [width, width]],
    ['self_attn.k_proj', [kvWidth, width]],
    ['self_attn.v_proj', [kvWidth, width]],
    ['self_attn.o_proj', [width, width]],
    ['post_attention_layernorm', [width]],
    ['mlp.gate_proj', [hidden, width]],
    ['mlp.down_proj', [width, hidden]],
    ['mlp.up_proj', [hidden, width]],
  ];
}

/** @param {Sizes} sizes @param {Source} source @returns {{ tensors: StoredTensor[], end: number }} */
function laidOut(sizes, source) {
  const { width, layers, heads, vocabulary, positions } = sizes;
  const tableShape = [Math.abs(vocabulary), width];
  /** @type {StoredTensor[]} */
  const tensors = [];
  let end = headerLength;
  /** @param {string} name @param {number[]} shape */
  const add = (name, shape) => {
    const bytes = 4 * shape.reduce((product, length) => product * length, 1);
    tensors.push({ name, type: 'F32', shape, bytes, source, start: end });
    end += bytes;
  };
  add('model.embed_tokens.weight', tableShape);
  for (const [name, shape] of stacksOf(sizes)) {
    for (let layer = 0; layer < layers; layer++) add(`model.layers.${layer}.${name}.weight`, shape);
  }
  add('model.norm.weight', [width]);
  end += 4 * positions * (width / heads); // Cosines and sines of the rotations, which nobody reads any more.
  if (vocabulary < 0) add('lm_head.weight', tableShape);
  return { tensors, end };
}

/** No piece of a vocabulary is longer, in bytes. */
const mostPiece = 1024;

/**
 * @param {Uint8Array} head of a file
 * @returns {boolean} whether the length of the longest piece and two pieces stand there
 */
export function isLlama2cVocabulary(head) {
  const view = viewOf(head);
  const longest = head.length >= 4 ? view.getInt32(0, true) : 0;
  if (longest < 1 || longest > mostPiece) return false;
  let at = 4;
  for (let piece = 0; piece < 2; piece++) {
    const length = at + 8 <= head.length ? view.getInt32(at + 4, true) : -1;
    if (length < 1 || length > longest || !Number.isFinite(view.getFloat32(at, true))) return false;
    at += 8 + length;
  }
  return at <= head.length;
}

/**
 * @param {Source} source
 * @returns {Promise<{ pieces: { bytes: Uint8Array, score: number }[] }>}
 * @throws {ModelError} it ends within a piece
 */
export async function readLlama2cVocabulary(source) {
  const bytes = await bytesOf(source, 0, source.size);
  const view = viewOf(bytes);
  const longest = view.getInt32(0, true);
  const pieces = [];
  for (let at = 4; at < bytes.length;) {
    const place = `${source.name}, piece ${pieces.length}`;
    const length = at + 8 <= bytes.length ? view.getInt32(at + 4, true) : 0;
    if (at + 8 + length > bytes.length) throw new ModelError(place, `expected at least ${at + 8 + length} bytes, got ${bytes.length}: is the file cut off?`);
    if (length < 0 || length > longest) throw new ModelError(place, `expected a length from 0 to ${longest}, got ${length}`);
    pieces.push({ bytes: bytes.slice(at + 8, at + 8 + length), score: view.getFloat32(at, true) });
    at += 8 + length;
  }
  return { pieces };
}
