import { ModelError } from '../model-error.js';
import { checkedInput } from './input.js';
import { checkSampling, chooseToken, randomBySeed } from './sampling.js';

/** @import { Model, RunOptions } from './model.js' */
/** @import { ModelInput } from './input.js' */

/** @typedef {RunOptions & import('./sampling.js').Sampling & { maxTokens?: number, stop?: number[], signal?: AbortSignal }} GenerateOptions stop: tokens that end it, the config's without them */

/** @typedef {{ id: number, token: string, text: string, probability: number }} Generated text: all that was written so far */

/** Tokens that are written when nobody says how many. */
const MAX_TOKENS = 64;

/**
 * Writes on, token by token.
 * @param {Model} model
 * @param {ModelInput} input
 * @param {GenerateOptions} [options]
 * @returns {AsyncGenerator<Generated>}
 */
export async function* generate(model, input, options = {}) {
  const { maxTokens = MAX_TOKENS, stop = model.description.ids.eos ?? [], signal } = options;
  if (!(Number.isInteger(maxTokens) && maxTokens > 0)) throw new ModelError('maxTokens', `expected a whole number from 1 on, got ${maxTokens}`);
  checkSampling(options);
  const random = randomBySeed(options.seed ?? 0);
  const writer = new Writer(model, input, options, maxTokens);
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

/** A text that goes on: what the model keeps of it, and the logits behind its last token. It can go back, too. */
export class Writer {
  #model;
  #run;
  #name;
  #flags;
  /** @type {number[]} */
  #ids;
  /** Of the next token. @type {Float32Array} */
  logits = new Float32Array(0);

  /**
   * @param {Model} model
   * @param {ModelInput} input
   * @param {RunOptions} [options]
   * @param {number} [room] for so many more tokens
   * @throws {ModelError} if the model writes no text, or for a wrong input
   */
  constructor(model, input, options = {}, room = MAX_TOKENS) {
    const given = model.withIds(checkedInput(input));
    this.#model = model;
    this.#name = model.placeOf('self').stack;
    if (!model.description.heads.logits || !model.stack(this.#name).description.isCausal) {
      throw new ModelError('model', 'expected one that writes text, got one that does not');
    }
    this.#flags = model.flagsOf(this.#name, options.without);
    const started = model.tokenRows(this.#name, { ids: this.#idsOf(given) }, model.hasTwoStacks ? 'decoderIds' : 'ids');
    const encoder = model.hasTwoStacks ? model.encode(given, options) : undefined;
    this.#ids = started.ids;
    this.#run = model.openRun(this.#name, Math.min(model.description.positions, started.count + room), encoder?.count);
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

  /** All tokens so far. @returns {number[]} */
  get ids() {
    return [...this.#ids];
  }

  get isFull() {
    return this.#run.length >= this.#run.capacity;
  }

  /** @param {number[]} ids */
  append(ids) {
    this.#advance(this.#model.tokenRows(this.#name, { ids }, 'ids', this.#run.length).rows);
    this.#ids = [...this.#ids, ...ids];
  }

  /** Takes the last tokens back; the first one stays. @param {number} [count] */
  back(count = 1) {
    const length = Math.max(1, this.#ids.length - count);
    this.#ids = this.#ids.slice(0, length);
    // The last one that stays goes through the layers again, for its logits.
    this.#run.truncate(length - 1);
    this.#advance(this.#model.tokenRows(this.#name, { ids: this.#ids.slice(-1) }, 'ids', length - 1).rows);
  }

  /** @param {Float32Array} rows [tokens, width] */
  #advance(rows) {
    const { width } = this.#model.stack(this.#name);
    const hidden = this.#run.advance(rows, this.#flags);
    this.logits = this.#model.applyHead('logits', hidden.subarray(hidden.length - width));
  }

  /** Gives the memory back. */
  close() {
    this.#run.close();
  }
}
