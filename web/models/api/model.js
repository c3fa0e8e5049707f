import { show } from '../../wasm/error.js';
import { Writer, generate } from './generate.js';
import { ModelError } from '../model-error.js';
import { checkTextIds, checkedInput, pixelInput, tensorOf, tokenInput } from './input.js';
import { checkOptions, headsOf } from './options.js';
import { HeadRunner, hiddenOf, weightsOf } from './result.js';
import { RunningStack } from '../runtime/running-stack.js';
import { StackRun, closeWithOwner } from '../runtime/stack-run.js';

/** @import { Attention, Description, FeatureEmbedding, Head, TokenEmbedding } from '../description.js' */
/** @import { ModelInput } from './input.js' */
/** @import { StackOutcome } from './result.js' */
/** @import { HeldTensors } from '../runtime/held-tensors.js' */
/** @import { RunKind } from '../runtime/stack-run.js' */
/** @import { Tensor } from '../runtime/running-stack.js' */

/**
 * Which attention: a model's own (the decoder's, where there are two stacks), the encoder's, or the decoder's to the encoder. CLIP
 * has `text` and `vision`.
 * @typedef {'self' | 'encoder' | 'cross' | 'text' | 'vision'} AttentionKind
 */

/** @typedef {{ without?: [layer: number, head: number, kind?: AttentionKind][] }} RunOptions heads that are switched off */

/** A model whose weights lie in memory. */
export class Model {
  #tensors;
  #heads;
  /** @type {Map<string, RunningStack>} */
  #stacks = new Map();
  /** @type {Head | undefined} */
  #lens;
  /** @type {Description} */
  description;
  tokenizer;

  /**
   * @param {HeldTensors} tensors
   * @param {Description} description
   * @param {any} [tokenizer]
   */
  constructor(tensors, description, tokenizer) {
    this.#tensors = tensors;
    this.#heads = new HeadRunner(tensors);
    this.description = description;
    this.tokenizer = tokenizer;
    for (const [name, stack] of Object.entries(description.stacks)) this.#stacks.set(name, new RunningStack(tensors, stack));
  }

  #checkOpen() {
    if (this.#stacks.size === 0) throw new ModelError('model', 'expected an open one, got one that was closed');
  }

  /** @param {string} name @returns {RunningStack} */
  stack(name) {
    this.#checkOpen();
    const stack = this.#stacks.get(name);
    if (!stack) throw new ModelError(name, `expected one of ${[...this.#stacks.keys()].join(', ')}, got none of these`);
    return stack;
  }

  /** Whether an encoder's states go into a decoder. */
  get hasTwoStacks() {
    return 'encoder' in this.description.stacks;
  }

  /**
   * Computes the model.
   * @param {ModelInput} input
   * @param {RunOptions} [options]
   * @returns {ModelResult} it holds memory until it is closed, or collected as garbage
   * @throws {ModelError} a wrong input or option, more tokens than the model takes, no memory, weights that are no finite numbers
   */
  run(input, options = {}) {
    this.#checkOpen();
    checkOptions(options, ['without']);
    const given = this.withIds(checkedInput(input));
    /** @type {Record<string, StackOutcome>} */
    const outcomes = {};
    try {
      for (const name of this.#stacks.keys()) {
        const stackInput = this.#inputOf(name, given);
        if (stackInput) outcomes[name] = this.#runStack(name, stackInput, options, outcomes.encoder);
      }
    } catch (error) {
      for (const { run } of Object.values(outcomes)) run.close();
      throw error;
    }
    if (Object.keys(outcomes).length === 0) throw new ModelError('input', `expected ${this.#wanted()}, got ${Object.keys(input).join(', ') || 'none'}`);
    return new ModelResult(this, this.#heads, outcomes);
  }

  #wanted() {
    const inputs = Object.values(this.description.stacks).map(({ embedding }) => (embedding.input === 'tokens' ? 'text or ids' : embedding.input));
    return [...new Set(inputs)].join(' or ');
  }

  /** @param {ModelInput} given @returns {ModelInput} with ids in place of text */
  withIds(given) {
    if (given.text === undefined) return given;
    if (given.ids !== undefined) throw new ModelError('ids', 'expected none, as text is given, got both');
    if (typeof given.text !== 'string') throw new ModelError('text', `expected a string, got ${show(given.text)}`);
    if (!this.tokenizer) throw new ModelError('text', 'expected ids in its place, as the files have no vocabulary, got a text');
    const { ids, typeIds } = this.tokenizer.encode(given.text, { pair: given.pair });
    this.#checkTextIds(ids);
    return { ...given, ids, tokenTypeIds: given.tokenTypeIds ?? typeIds };
  }

  /** @param {number[]} ids that the vocabulary gives a text */
  #checkTextIds(ids) {
    const embedding = Object.values(this.description.stacks).map((stack) => stack.embedding).find(({ input }) => input === 'tokens');
    if (!embedding) return;
    const { tokens } = /** @type {TokenEmbedding} */ (embedding);
    checkTextIds(ids, this.description.positions, this.#tensors.matrix(tokens.tensor).rows);
  }

  /**
   * The part of an input that a stack takes.
   * @param {string} name
   * @param {ModelInput} given
   * @returns {{ rows: Float32Array, first: number, count: number, length: number, ids: number[] } | undefined}
   */
  #inputOf(name, given) {
    const stack = this.stack(name);
    const { embedding } = stack.description;
    if (embedding.input === 'tokens') return this.#tokens(name, given);
    const value = given[embedding.input];
    if (value === undefined) return undefined;
    const rows = embedding.input === 'pixels' ? stack.embedPixels(pixelInput(value, embedding)) : stack.embedFeatures(this.#features(value, embedding));
    const count = rows.length / stack.width;
    return { rows, first: 0, count, length: count, ids: [] };
  }

  /** @param {any} value @param {FeatureEmbedding} embedding */
  #features(value, { convolutions, positions }) {
    const features = tensorOf(value, 2, 'features');
    const [bins, frames] = features.shape;
    const wanted = this.#tensors.matrix(convolutions[0].linear.weights.tensor).columns / 3;
    if (bins !== wanted) throw new ModelError('features', `expected ${wanted} bins, got ${bins}`);
    const steps = convolutions.reduce((count, { stride }) => Math.floor((count - 1) / stride) + 1, frames);
    const most = 'tensor' in positions ? this.#tensors.floats(positions.tensor).count / this.stack('encoder').width : positions.shape[0];
    if (steps !== most) throw new ModelError('features', `expected frames for ${most} steps, got ${frames}, which make ${steps}`);
    return features;
  }

  /** @param {string} name @param {ModelInput} given */
  #tokens(name, given) {
    const isDecoder = name === 'decoder';
    const ids = isDecoder ? given.decoderIds ?? this.#decoderStart() : given.ids;
    if (ids === undefined) return undefined;
    return this.tokenRows(name, isDecoder ? { ids } : { ...given, ids }, isDecoder ? 'decoderIds' : 'ids');
  }

  #decoderStart() {
    const { decoderStart } = this.description.ids;
    if (decoderStart === undefined) throw new ModelError('decoderIds', 'expected some, as the config names no token that decoding starts with, got none');
    return [decoderStart];
  }

  /**
   * What a stack takes for tokens.
   * @param {string} name of the stack
   * @param {{ ids?: any, tokenTypeIds?: any, attentionMask?: any }} given
   * @param {string} argument as an error names it
   * @param {number} [from] the position of the first one
   * @returns {{ rows: Float32Array, first: number, count: number, length: number, ids: number[] }} rows: [count, width], as ids
   *   without the padding, of which `length` alone knows
   * @throws {ModelError} tokens, types or a mask that the model cannot take
   */
  tokenRows(name, given, argument, from = 0) {
    const stack = this.stack(name);
    const embedding = /** @type {TokenEmbedding} */ (stack.description.embedding);
    const vocabulary = this.#tensors.matrix(embedding.tokens.tensor).rows;
    const tokens = tokenInput(given, stack.description, { ids: argument, most: this.description.positions - from, vocabulary });
    const { first, count } = tokens;
    const part = (/** @type {number[]} */ list) => list.slice(first, first + count);
    const types = part(tokens.types);
    this.#checkTypes(embedding, types);
    const ids = part(tokens.ids);
    const rows = stack.embedTokens(ids, part(tokens.positions).map((position) => position + from), types);
    return { rows, first, count, length: tokens.ids.length, ids };
  }

  /** @param {TokenEmbedding} embedding @param {number[]} types */
  #checkTypes({ tokenTypes }, types) {
    if (!tokenTypes || !('tensor' in tokenTypes)) return;
    const width = this.stack(this.hasTwoStacks ? 'encoder' : 'text').width;
    const count = this.#tensors.floats(tokenTypes.tensor).count / width;
    const beyond = types.find((type) => type >= count);
    if (beyond !== undefined) throw new ModelError('tokenTypeIds', `expected numbers below ${count}, got ${beyond}`);
  }

  /** Room for a run of a stack. @param {string} name @param {number} capacity in tokens @param {number} [encoderCapacity] in states of the encoder @throws {ModelError} no memory */
  openRun(name, capacity, encoderCapacity) {
    return new StackRun(this.#tensors, this.stack(name), capacity, encoderCapacity);
  }

  /**
   * @param {string} name
   * @param {{ rows: Float32Array, first: number, count: number, length: number, ids: number[] }} input
   * @param {RunOptions} options
   * @param {StackOutcome} [encoder]
   * @returns {StackOutcome}
   */
  #runStack(name, { rows, ...place }, options, encoder) {
    const run = this.openRun(name, place.count, encoder?.count);
    try {
      if (encoder) run.giveEncoder(encoder.hidden, encoder.count);
      const hidden = run.advance(rows, this.flagsOf(name, options.without));
      return { run, hidden, width: this.stack(name).width, ...place };
    } catch (error) {
      run.close();
      throw error;
    }
  }

  /**
   * The encoder's states alone.
   * @param {ModelInput} given with ids in place of text
   * @param {RunOptions} options
   * @returns {{ hidden: Float32Array, count: number }}
   */
  encode(given, options) {
    const input = this.#inputOf('encoder', given);
    if (!input) throw new ModelError('input', `expected ${this.#wanted()}, got none`);
    const { run, hidden, count } = this.#runStack('encoder', input, options);
    run.close();
    return { hidden, count };
  }

  /**
   * @param {string} name of the stack
   * @param {RunOptions['without']} [without]
   * @returns {{ self?: Uint8Array, cross?: Uint8Array }}
   * @throws {ModelError} a head that there is not
   */
  flagsOf(name, without) {
    /** @type {{ self?: Uint8Array, cross?: Uint8Array }} */
    const flags = {};
    const { layers } = this.stack(name).description;
    for (const [layer, head, kind = 'self'] of headsOf(without)) {
      const place = this.placeOf(kind);
      if (place.stack !== name) continue;
      checkHead(layers, layer, head, place.kind);
      const heads = layers[0].attention.heads;
      flags[place.kind] ??= new Uint8Array(layers.length * heads);
      /** @type {Uint8Array} */ (flags[place.kind])[layer * heads + head] = 1;
    }
    return flags;
  }

  /** @param {AttentionKind} kind @returns {{ stack: string, kind: RunKind }} @throws {ModelError} a kind that the model does not have */
  placeOf(kind) {
    const names = Object.keys(this.description.stacks);
    if (kind === 'self') return { stack: names.includes('decoder') ? 'decoder' : names[0], kind };
    if (kind === 'cross' && this.hasTwoStacks) return { stack: 'decoder', kind };
    if (names.includes(kind) && kind !== 'cross') return { stack: kind, kind: 'self' };
    const others = this.hasTwoStacks ? ['cross', ...names] : names;
    throw new ModelError('kind', `expected self or one of ${others.join(', ')}, got ${show(kind)}`);
  }

  /** @param {AttentionKind} kind @param {number} layer @returns {Attention} */
  attentionAt(kind, layer) {
    const place = this.placeOf(kind);
    const { attention, cross } = this.stack(place.stack).description.layers[layer];
    return /** @type {Attention} */ (place.kind === 'cross' ? cross : attention);
  }

  /**
   * The stack's last norm and the output matrix, which the logit lens looks through.
   * @param {AttentionKind} kind
   * @returns {Head | undefined} undefined where the logits of that stack are made in another way
   */
  lensHead(kind) {
    const { logits } = this.description.heads;
    const name = this.placeOf(kind).stack;
    if (!logits?.output || logits.stack !== name || logits.dense || logits.norm || logits.softcap || logits.scale) return undefined;
    this.#lens ??= { ...logits, output: { weights: logits.output.weights }, norm: this.stack(name).description.finalNorm };
    return this.#lens;
  }

  /**
   * Goes on writing, token by token.
   * @param {ModelInput} input
   * @param {import('./generate.js').GenerateOptions} [options]
   * @returns {AsyncGenerator<import('./generate.js').Generated>}
   */
  generate(input, options) {
    return generate(this, input, options);
  }

  /**
   * A text that goes on as its caller says: append, back, and the logits of the next token.
   * @param {ModelInput} input
   * @param {RunOptions & { room?: number }} [options] room: for so many more tokens, 64 without it; never beyond the model's last position
   * @returns {Writer} it holds memory until it is closed, or collected as garbage
   * @throws {ModelError} a model that writes no text; a wrong input or option
   */
  write(input, options = {}) {
    checkOptions(options, ['without', 'room']);
    const { room, ...runOptions } = options;
    return new Writer(this, input, runOptions, room);
  }

  /**
   * What one of the model's heads makes of a row of hidden states.
   * @param {string} name one of the description's heads
   * @param {Float32Array} row [width]
   * @returns {Float32Array} [size], as logits: [vocabulary]
   * @throws {ModelError} closed
   */
  applyHead(name, row) {
    this.#checkOpen();
    return this.#heads.applyToRows(this.description.heads[name], row, 1, row.length);
  }

  /** Gives all memory back. The results of its runs keep their hidden states, and what they were asked for before. */
  close() {
    for (const stack of this.#stacks.values()) stack.close();
    this.#stacks.clear();
    this.#tensors.close();
  }
}

/** @param {import('../description.js').Layer[]} layers @param {unknown} layer @param {unknown} head @param {RunKind} kind */
function checkHead(layers, layer, head, kind) {
  const isPlace = (/** @type {any} */ place, /** @type {number} */ count) => Number.isInteger(place) && place >= 0 && place < count;
  if (!isPlace(layer, layers.length)) throw new ModelError('layer', `expected a whole number from 0 to ${layers.length - 1}, got ${show(layer)}`);
  const { attention, cross } = layers[/** @type {number} */ (layer)];
  const { heads } = kind === 'cross' && cross ? cross : attention;
  if (!isPlace(head, heads)) throw new ModelError('head', `expected a whole number from 0 to ${heads - 1}, got ${show(head)}`);
}

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
