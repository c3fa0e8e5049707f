import { ModelError } from '../model-error.js';
import { checkedInput } from './input.js';
import { checkSampling, chooseToken, randomBySeed } from './sampling.js';

/** @import { HeadRunner } from './result.js' */
/** @import { Model, RunOptions } from './model.js' */
/** @import { ModelInput } from './input.js' */

/** @typedef {RunOptions & import('./sampling.js').Sampling & { maxTokens?: number, stop?: number[], signal?: AbortSignal }} GenerateOptions stop: tokens that end it, the config's without them */

/** @typedef {{ id: number, token: string, text: string, probability: number }} Generated text: all that was written so far */

/** Tokens that are written when nobody says how many. */
const MAX_TOKENS = 64;

/**
 * A text that goes on, with what the model keeps of it. It can go back, too.
 * @param {Model} model
 * @param {HeadRunner} heads
 * @param {ModelInput} input
 * @param {GenerateOptions} [options]
 * @returns {AsyncGenerator<Generated>}
 */
export async function* generate(model, heads, input, options = {}) {
  const { maxTokens = MAX_TOKENS, stop = model.description.ids.eos ?? [], signal } = options;
  if (!(Number.isInteger(maxTokens) && maxTokens > 0)) throw new ModelError('maxTokens', `expected a whole number from 1 on, got ${maxTokens}`);
  checkSampling(options);
  const random = randomBySeed(options.seed ?? 0);
  const writer = new Writer(model, heads, model.withIds(checkedInput(input)), options, maxTokens);
  try {
    /** @type {number[]} */
    const written = [];
    while (written.length < maxTokens) {
      signal?.throwIfAborted();
      const { id, probability } = chooseToken(writer.logits, options, random);
      if (stop.includes(id)) return;
      written.push(id);
      yield { id, token: model.tokenizer?.tokenText(id) ?? String(id), text: model.tokenizer?.decode(written) ?? '', probability };
      if (writer.isFull) return;
      if (written.length < maxTokens) writer.append([id]);
      await undefined; // A caller who gives the page its turns is not kept waiting by others.
    }
  } finally {
    writer.close();
  }
}

/** A stack that takes token after token, and the logits behind the last one. */
export class Writer {
  #model;
  #heads;
  #run;
  #name;
  #flags;
  #head;
  /** @type {Float32Array} */
  logits = new Float32Array(0);

  /** @param {Model} model @param {HeadRunner} heads @param {ModelInput} input with ids in place of text @param {RunOptions} options @param {number} room for so many more tokens */
  constructor(model, heads, input, options, room) {
    const { description } = model;
    this.#model = model;
    this.#heads = heads;
    this.#head = description.heads.logits;
    this.#name = model.placeOf('self').stack;
    if (!this.#head || !model.stack(this.#name).description.isCausal) throw new ModelError('model', 'expected one that writes text, got one that does not look ahead');
    this.#flags = model.flagsOf(this.#name, options.without);
    const started = model.tokenRows(this.#name, { ids: this.#idsOf(input) }, model.hasTwoStacks ? 'decoderIds' : 'ids');
    const encoder = model.hasTwoStacks ? model.encode(input, options) : undefined;
    this.#run = model.openRun(this.#name, Math.min(description.positions, started.count + room), encoder?.count);
    if (encoder) this.#run.giveEncoder(encoder.hidden, encoder.count);
    this.#advance(started.rows);
  }

  /** @param {ModelInput} input @returns {any} */
  #idsOf(input) {
    const { hasTwoStacks, description } = this.#model;
    const ids = hasTwoStacks ? input.decoderIds ?? (description.ids.decoderStart === undefined ? undefined : [description.ids.decoderStart]) : input.ids;
    if (ids === undefined) throw new ModelError(hasTwoStacks ? 'decoderIds' : 'ids', 'expected some to go on from, got none');
    return ids;
  }

  get isFull() {
    return this.#run.length >= this.#run.capacity;
  }

  get length() {
    return this.#run.length;
  }

  /** @param {number[]} ids */
  append(ids) {
    this.#advance(this.#model.tokenRows(this.#name, { ids }, 'ids', this.#run.length).rows);
  }

  /** @param {Float32Array} rows [tokens, width] */
  #advance(rows) {
    const { width } = this.#model.stack(this.#name);
    const hidden = this.#run.advance(rows, this.#flags);
    this.logits = this.#heads.applyToRows(this.#head, hidden.subarray(hidden.length - width), 1, width);
  }

  close() {
    this.#run.close();
  }
}
