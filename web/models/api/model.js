import { show } from '../../wasm/error.js';
import { Writer, generate } from './generate.js';
import { ModelError } from '../model-error.js';
import { checkTextIds, checkedInput, pixelInput, tensorOf, tokenInput } from './input.js';
import { checkHead, checkOptions, headsOf } from './options.js';
import { ModelResult } from './model-result.js';
import { HeadRunner } from './result.js';
import { RunningStack } from '../runtime/running-stack.js';
import { StackRun } from '../runtime/stack-run.js';

/** @import { Attention, Description, FeatureEmbedding, Head, TokenEmbedding } from '../description.js' */
/** @import { ModelInput } from './input.js' */
/** @import { StackOutcome } from './result.js' */
/** @import { HeldTensors } from '../runtime/held-tensors.js' */
/** @import { RunKind } from '../runtime/stack-run.js' */

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
