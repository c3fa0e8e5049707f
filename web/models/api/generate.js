import { show } from '../../wasm/error.js';
import { ModelError } from '../model-error.js';
import { closeWithOwner } from '../runtime/stack-run.js';
import { checkedInput } from './input.js';
import { checkOptions, checkSignal } from './options.js';
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
 * @throws {ModelError} for a wrong input or option, when the first token is asked for
 */
export async function* generate(model, input, options = {}) {
  checkOptions(options, ['without', 'temperature', 'topK', 'topP', 'seed', 'maxTokens', 'stop', 'signal']);
  const { maxTokens = MAX_TOKENS, stop = model.description.ids.eos ?? [], signal } = options;
  if (!(Number.isInteger(maxTokens) && maxTokens > 0)) throw new ModelError('maxTokens', `expected a whole number from 1 on, got ${show(maxTokens)}`);
  if (!Array.isArray(stop)) throw new ModelError('stop', `expected a list of tokens by their numbers, got ${show(stop)}`);
  checkSignal(signal);
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
      yield { id, token: model.tokenizer?.tokenText(id) ?? String(id), text: textOf(model, written), probability };
      if (writer.isFull) return;
      if (written.length < maxTokens) writer.append([id]);
      await undefined; // A caller who gives the page its turns is not kept waiting by others.
    }
  } finally {
    writer.close();
  }
}

/** A model may have more tokens than its vocabulary has names for. @param {Model} model @param {number[]} ids */
function textOf({ tokenizer }, ids) {
  return tokenizer?.decode(ids.filter((id) => tokenizer.tokenText(id) !== undefined)) ?? '';
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
   * @param {number} [room] for so many more tokens, from 0 on
   * @throws {ModelError} if the model writes no text, or for a wrong input
   */
  constructor(model, input, options = {}, room = MAX_TOKENS) {
    if (!(Number.isInteger(room) && room >= 0)) throw new ModelError('room', `expected a whole number from 0 on, got ${show(room)}`);
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
    closeWithOwner(this, [this.#run]);
    try {
      if (encoder) this.#run.giveEncoder(encoder.hidden, encoder.count);
      this.#advance(started.rows);
    } catch (error) {
      this.close();
      throw error;
    }
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

  /**
   * Writes tokens behind the last one.
   * @param {number[]} ids at least one
   * @throws {ModelError} tokens that the model does not have, or more than there is room for
   */
  append(ids) {
    const left = this.#run.capacity - this.#run.length;
    const more = this.#model.tokenRows(this.#name, { ids }, 'ids', this.#run.length);
    if (more.count > left) throw new ModelError('ids', `expected at most ${left}, for which there is room, got ${more.count}`);
    this.#advance(more.rows);
    this.#ids = [...this.#ids, ...more.ids];
  }

  /**
   * Takes the last tokens back; the first one stays.
   * @param {number} [count] from 0 on
   * @throws {ModelError}
   */
  back(count = 1) {
    if (!(Number.isInteger(count) && count >= 0)) throw new ModelError('count', `expected a whole number from 0 on, got ${show(count)}`);
    const length = Math.max(1, this.#ids.length - count);
    // The last one that stays goes through the layers again, for its logits.
    const last = this.#model.tokenRows(this.#name, { ids: [this.#ids[length - 1]] }, 'ids', length - 1);
    this.#run.truncate(length - 1);
    this.#ids = this.#ids.slice(0, length);
    this.#advance(last.rows);
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
