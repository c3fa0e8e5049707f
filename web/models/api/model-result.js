import { show } from '../../wasm/error.js';
import { ModelError } from '../model-error.js';
import { closeWithOwner } from '../runtime/stack-run.js';
import { checkHead } from './options.js';
import { hiddenOf, weightsOf } from './result.js';

/** @import { AttentionKind, Model } from './model.js' */
/** @import { HeadRunner, StackOutcome } from './result.js' */
/** @import { Tensor } from '../runtime/running-stack.js' */

/** What a model made of an input. Tensors are `{ data, shape }`; layers and heads count from 0. */
export class ModelResult {
  #model;
  #heads;
  #outcomes;
  /** @type {Map<string, Tensor | undefined>} */
  #computed = new Map();
  #isClosed = false;

  /** @param {Model} model @param {HeadRunner} heads @param {Record<string, StackOutcome>} outcomes */
  constructor(model, heads, outcomes) {
    this.#model = model;
    this.#heads = heads;
    this.#outcomes = outcomes;
    closeWithOwner(this, Object.values(outcomes).map(({ run }) => run));
  }

  /** The stack that `self` means. */
  get #main() {
    return this.#outcomes[this.#model.placeOf('self').stack] ?? Object.values(this.#outcomes)[0];
  }

  /** What each token is called, the padding left out; of the decoder where there is one. @returns {string[]} */
  get tokens() {
    return this.#tokensOf(this.#main.ids);
  }

  /** @returns {string[] | undefined} of the encoder, where there is one */
  get encoderTokens() {
    const { encoder } = this.#outcomes;
    return encoder && this.#tokensOf(encoder.ids);
  }

  /** @param {number[]} ids */
  #tokensOf(ids) {
    const { tokenizer } = this.#model;
    return ids.map((id) => tokenizer?.tokenText(id) ?? String(id));
  }

  get ids() {
    return [...this.#main.ids];
  }

  /** The last hidden states. @returns {Tensor} [tokens, width] */
  get hidden() {
    return hiddenOf(this.#main);
  }

  /** @returns {Tensor | undefined} [tokens, width] of the encoder, where there is one */
  get encoderHidden() {
    const { encoder } = this.#outcomes;
    return encoder && hiddenOf(encoder);
  }

  /** What the model says of each token before it is made a probability. @returns {Tensor | undefined} [tokens, vocabulary] @throws {ModelError} as output() */
  get logits() {
    return this.output('logits');
  }

  /**
   * One row of `logits`, without computing the others, which take as many numbers as tokens times the vocabulary.
   * @param {number} position a token of the main stack that is no padding
   * @returns {Tensor | undefined} [vocabulary]; undefined where the model has no logits of each token
   * @throws {ModelError} no such token; the model was closed
   */
  logitsAt(position) {
    const { first, count, hidden, width } = this.#main;
    const row = position - first;
    if (!Number.isInteger(position) || row < 0 || row >= count) throw new ModelError('position', `expected a whole number from ${first} to ${first + count - 1}, got ${show(position)}`);
    const { logits } = this.#model.description.heads;
    if (logits?.rows !== 'all' || this.#outcomes[logits.stack] !== this.#main) return undefined;
    this.#model.stack(logits.stack); // The head's weights are there while the model is open.
    const data = this.#heads.applyToRows(logits, hidden.subarray(row * width, (row + 1) * width), 1, width);
    return { data, shape: [data.length] };
  }

  /** @returns {Tensor | undefined} [width] */
  get pooled() {
    return this.output('pooled');
  }

  /** @returns {Tensor | undefined} [classes] */
  get classLogits() {
    return this.output('classLogits');
  }

  /** What the model's heads are called. @returns {string[]} */
  get outputs() {
    const { heads } = this.#model.description;
    return Object.keys(heads).filter((name) => heads[name].stack in this.#outcomes);
  }

  /**
   * @param {string} name one of `outputs`
   * @returns {Tensor | undefined} undefined for what the model does not have
   * @throws {ModelError} the model was closed before this was asked for
   */
  output(name) {
    if (!this.#computed.has(name)) {
      const head = this.#model.description.heads[name];
      const outcome = head && this.#outcomes[head.stack];
      if (outcome) this.#model.stack(head.stack); // The head's weights are there while the model is open.
      this.#computed.set(name, outcome && this.#heads.apply(head, outcome));
    }
    return this.#computed.get(name);
  }

  /**
   * @param {AttentionKind} kind
   * @param {number} layer
   * @param {number} head
   */
  #place(kind, layer, head) {
    if (this.#isClosed) throw new ModelError('result', 'expected an open one, got one that was closed');
    const place = this.#model.placeOf(kind);
    checkHead(this.#model.stack(place.stack).description.layers, layer, head, place.kind);
    const queries = this.#outcomes[place.stack];
    if (!queries) throw new ModelError('kind', `expected an attention that was computed, got ${kind}, for which there was no input`);
    return { queries, keys: place.kind === 'cross' ? this.#outcomes.encoder : queries, kind: place.kind };
  }

  /**
   * The weights of a head: a row for each query.
   * @param {number} layer
   * @param {number} head
   * @param {AttentionKind} [kind]
   * @returns {Tensor} [queries, keys], from 0 to 1; each row adds up to 1, but those of padding, which are zeros
   * @throws {ModelError} a layer, a head or a kind that there is not; a result or a model that was closed
   */
  attention(layer, head, kind = 'self') {
    const place = this.#place(kind, layer, head);
    return weightsOf(place.queries, place.keys, place.kind, layer, head);
  }

  /**
   * As projected, normed and turned: what the scores are products of. Without padding.
   * @param {number} layer
   * @param {number} head
   * @param {AttentionKind} [kind]
   * @returns {Tensor} [queries, headSize]
   */
  queries(layer, head, kind = 'self') {
    const place = this.#place(kind, layer, head);
    return place.queries.run.queries(layer, head, place.kind);
  }

  /**
   * What is added to the scores by how far key and query are apart, after their scale. Without padding.
   * @param {number} layer
   * @param {number} head
   * @param {AttentionKind} [kind]
   * @returns {Tensor | undefined} [queries, keys]; undefined where nothing is added
   */
  positionBias(layer, head, kind = 'self') {
    const place = this.#place(kind, layer, head);
    if (place.kind === 'cross') return undefined;
    return this.#model.stack(this.#model.placeOf(kind).stack).positionBias(layer, head, place.queries.count);
  }

  /** @param {number} layer @param {number} head of the query @param {AttentionKind} [kind] @returns {Tensor} [keys, headSize] */
  keys(layer, head, kind = 'self') {
    const place = this.#place(kind, layer, head);
    return place.queries.run.keys(layer, head, place.kind);
  }

  /** @param {number} layer @param {number} head of the query @param {AttentionKind} [kind] @returns {Tensor} [keys, headSize] */
  values(layer, head, kind = 'self') {
    const place = this.#place(kind, layer, head);
    return place.queries.run.values(layer, head, place.kind);
  }

  /**
   * What a head adds to a token: its weights times its values, through its part of the output matrix. The norm and the scale that
   * some layers have behind it are left out, and so is the bias, which belongs to no head.
   * @param {number} layer
   * @param {number} head
   * @param {number} query a row of `attention(layer, head, kind)` that is no padding
   * @param {AttentionKind} [kind]
   * @returns {Tensor} [width]
   * @throws {ModelError}
   */
  headOutput(layer, head, query, kind = 'self') {
    const place = this.#place(kind, layer, head);
    const { data: weights, shape: [rows, keys] } = place.queries.run.weights(layer, head, place.kind);
    const row = query - place.queries.first;
    if (!Number.isInteger(query) || row < 0 || row >= rows) throw new ModelError('query', `expected a whole number from ${place.queries.first} to ${place.queries.first + rows - 1}, got ${show(query)}`);
    const { data: values, shape: [, size] } = place.queries.run.values(layer, head, place.kind);
    const mixed = new Float64Array(size);
    for (let key = 0; key < keys; ++key) for (let c = 0; c < size; ++c) mixed[c] += weights[row * keys + key] * values[key * size + c];
    const data = this.#heads.applyOutput(this.#model.attentionAt(kind, layer), head, Float32Array.from(mixed));
    return { data, shape: [data.length] };
  }

  /**
   * Which next tokens a head's output points at: the logit lens (nostalgebraist 2020), the stack's last norm and the output matrix,
   * applied to `headOutput` alone. It is no part of the model's own logits.
   * @param {number} layer
   * @param {number} head
   * @param {number} query
   * @param {AttentionKind} [kind]
   * @returns {Tensor | undefined} [vocabulary]; undefined where the model has no logits, or has more than a matrix before them
   * @throws {ModelError}
   */
  lens(layer, head, query, kind = 'self') {
    const { data } = this.headOutput(layer, head, query, kind);
    const logits = this.#model.lensHead(kind);
    if (!logits) return undefined;
    const raised = this.#heads.applyToRows(logits, data, 1, data.length);
    return { data: raised, shape: [raised.length] };
  }

  /** Gives back what attention is computed from. */
  close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const { run } of Object.values(this.#outcomes)) run.close();
  }
}
