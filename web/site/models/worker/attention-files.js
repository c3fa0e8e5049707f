/** The weights of all heads, as files that <attention-heads> opens. */

import { pacer } from '../../../base/turns.js';
import { kindNames } from '../../../heads/files/kinds.js';
import { npyOf } from '../../../heads/files/write-npy.js';
import { ModelError } from '../../../models/model-error.js';

/**
 * @import { AttentionKind, Model } from '../../../models/api/model.js'
 * @import { ModelResult } from '../../../models/api/model-result.js'
 * @import { OpenFacts } from './messages.js'
 */

/** More would not fit into a page beside the model. */
const mostBytes = 2 ** 29;

/** What the element calls a kind where there are several. @type {Partial<Record<AttentionKind, keyof typeof kindNames>>} */
const namesBeside = { self: 'decoder', encoder: 'encoder', cross: 'cross' };

/**
 * @param {Model} model
 * @param {ModelResult} result
 * @param {OpenFacts['attentions']} attentions those that were computed
 * @param {{ signal: AbortSignal, onProgress: (done: number, total: number) => void }} work
 * @returns {Promise<File[]>}
 */
export async function attentionFiles(model, result, attentions, { signal, onProgress }) {
  const total = attentions.reduce((sum, { layers, heads }) => sum + layers * heads, 0);
  let done = 0;
  const pace = pacer(signal, () => onProgress(done, total));
  const files = [];
  for (const { kind, layers, heads } of attentions) {
    const [rows, columns] = result.attention(0, 0, kind).shape;
    checkSize([layers, heads, rows, columns]);
    const data = new Float32Array(layers * heads * rows * columns);
    for (let index = 0; index < layers * heads; ++index) {
      data.set(result.attention(Math.floor(index / heads), index % heads, kind).data, index * rows * columns);
      done += 1;
      await pace(done / total);
    }
    const name = attentions.length > 1 ? kindNames[namesBeside[kind] ?? 'self'] : kindNames.self;
    files.push(new File([npyOf(data, [layers, heads, rows, columns])], `${name}.npy`));
  }
  return [...files, ...tokenFiles(model, result, attentions)];
}

/** @param {number[]} shape */
function checkSize(shape) {
  const bytes = shape.reduce((product, length) => product * length, 4);
  if (bytes > mostBytes) throw new ModelError('text', `expected fewer tokens, as all heads together may have ${mostBytes / 2 ** 20} MB of weights, got [${shape.join(', ')}], which are ${Math.ceil(bytes / 2 ** 20)} MB`);
}

/** @param {Model} model @param {ModelResult} result @param {OpenFacts['attentions']} attentions */
function tokenFiles(model, result, attentions) {
  if (attentions.length === 1) return [wordsFile('tokens', wordsOf(model, result, attentions[0].kind))];
  return [wordsFile('encoder_tokens', wordsOf(model, result, 'encoder')), wordsFile('decoder_tokens', wordsOf(model, result, 'self'))];
}

/** @param {Model} model @param {ModelResult} result @param {AttentionKind} kind @returns {string[]} */
function wordsOf(model, result, kind) {
  const words = (kind === 'encoder' ? result.encoderTokens : result.tokens) ?? [];
  if (words.length > 0) return words;
  const [rows] = result.attention(0, 0, kind).shape;
  const { embedding } = model.stack(model.placeOf(kind).stack).description;
  return embedding.input === 'pixels' ? patchNames(rows) : Array.from({ length: rows }, (_, step) => String(step));
}

/** The class token, then patches by row and column of a square picture. @param {number} count */
function patchNames(count) {
  const side = Math.sqrt(count - 1);
  return ['[class]', ...Array.from({ length: count - 1 }, (_, patch) => `${Math.floor(patch / side)},${patch % side}`)];
}

/** @param {string} name @param {string[]} words */
const wordsFile = (name, words) => new File([JSON.stringify(words)], `${name}.json`);
