/** What the page asks for, on the model that is open. */

import { nextTurn } from '../../../base/turns.js';
import { ModelError } from '../../../models/model-error.js';
import { attentionFiles } from './attention-files.js';
import { attentionRow } from './attention-row.js';
import { cosine, meanCosine, meanOfRows } from './likeness.js';
import { openModel } from './opened-model.js';
import { predictionsOf, saidBy } from './predictions.js';

/**
 * @import { AttentionKind, Model } from '../../../models/api/model.js'
 * @import { ModelResult } from '../../../models/api/model-result.js'
 * @import { ModelInput } from '../../../models/api/input.js'
 * @import { PageInput, RunOutcome, Tasks, Tensor } from './messages.js'
 * @import { OpenedModel } from './opened-model.js'
 * @import { Said } from './predictions.js'
 *
 * @typedef {{ signal: AbortSignal, tell: (event: unknown) => void }} Work
 * @typedef {{ input: ModelInput, said: Said[], hidden: Tensor }} Baseline what came of an input with all heads on
 */

export class Session {
  /** @type {OpenedModel | null} */
  #opened = null;
  /** @type {Baseline | null} */
  #baseline = null;
  /** Of the last run. @type {ModelResult | null} */
  #result = null;

  /**
   * @param {keyof Tasks} kind
   * @param {any} values those of this kind
   * @param {Work} work
   * @returns {Promise<{ result: unknown, transfer?: Transferable[] }>}
   */
  async answer(kind, values, work) {
    switch (kind) {
      case 'open': return { result: await this.#open(values, work) };
      case 'run': return { result: await this.#run(values, work) };
      case 'row': return this.#row(values);
      case 'compare': return { result: this.#compare(values.texts) };
      case 'write': return { result: await this.#write(values, work) };
      case 'decode': return { result: this.#model.tokenizer?.decode(values.ids) ?? '' };
      default: throw new ModelError('kind', `expected a task of this worker, got ${kind}`);
    }
  }

  get #model() {
    return this.#needed.model;
  }

  get #needed() {
    if (!this.#opened) throw new ModelError('model', 'expected one that is open, got none');
    return this.#opened;
  }

  /** What was open stays, until the other one is there. @param {Tasks['open']['values']} values @param {Work} work */
  async #open({ files, precision }, { signal, tell }) {
    const opened = await openModel(files, { precision, signal, onProgress: tell });
    if (signal.aborted) {
      opened.model.close();
      signal.throwIfAborted();
    }
    this.#result?.close();
    this.#opened?.model.close();
    this.#opened = opened;
    this.#baseline = this.#result = null;
    return opened.facts;
  }

  /** @param {Tasks['run']['values']} values @param {Work} work @returns {Promise<RunOutcome>} */
  async #run({ input, without }, { signal, tell }) {
    const opened = this.#needed;
    const { model, facts } = opened;
    const whole = model.run(modelInput(model, input));
    const baseline = { input: modelInput(model, input), said: saidBy(opened, whole), hidden: whole.hidden };
    const result = without.length === 0 ? whole : model.run(baseline.input, { without });
    if (result !== whole) whole.close();
    const attentions = facts.attentions.filter(({ kind }) => isComputed(model, baseline.input, kind));
    try {
      const files = await attentionFiles(model, result, attentions, { signal, onProgress: (done, total) => tell({ done, total }) });
      this.#result?.close();
      [this.#result, this.#baseline] = [result, baseline];
      return {
        files,
        kinds: attentions.map(({ kind }) => kind),
        ids: result.ids,
        predictions: predictionsOf(opened, saidBy(opened, result), baseline.said),
        moved: without.length === 0 ? null : meanCosine(baseline.hidden, result.hidden),
      };
    } catch (error) {
      result.close(); // What was shown before can be asked of still.
      throw error;
    }
  }

  /** @param {Tasks['row']['values']} values */
  #row({ place, query }) {
    if (!this.#result) throw new ModelError('result', 'expected a run of the model, got none');
    const result = attentionRow(this.#model, this.#result, place, query);
    return { result, transfer: [result.query.buffer, result.keys.buffer, result.weights.buffer] };
  }

  /** @param {[string, string]} texts */
  #compare(texts) {
    const [first, second] = texts.map((text) => {
      const result = this.#model.run({ text });
      const mean = meanOfRows(result.encoderHidden ?? result.hidden);
      result.close();
      return mean;
    });
    return cosine(first, second);
  }

  /** @param {Tasks['write']['values']} values @param {Work} work */
  async #write({ written, without, options }, { signal, tell }) {
    if (!this.#baseline || !this.#result) throw new ModelError('result', 'expected a run of the model, got none');
    const { model } = this.#needed;
    const ids = [...this.#result.ids, ...written];
    const input = model.hasTwoStacks ? { ...this.#baseline.input, decoderIds: ids } : { ids };
    for await (const { id, token, probability } of model.generate(input, { ...options, without, signal })) {
      tell({ id, token, probability });
      await nextTurn(); // The page may want it to stop.
    }
    return null;
  }
}

/** Text that a decoder has written becomes its ids. @param {Model} model @param {PageInput} input @returns {ModelInput} */
function modelInput({ tokenizer, description }, { decoderText, ...input }) {
  if (!decoderText || !tokenizer) return input;
  const start = description.ids.decoderStart;
  const { ids } = tokenizer.encode(decoderText, { addSpecialTokens: false });
  return { ...input, decoderIds: start === undefined ? ids : [start, ...ids] };
}

/** Of two stacks that are no encoder and decoder, one may have no input. @param {Model} model @param {ModelInput} input @param {AttentionKind} kind */
function isComputed(model, input, kind) {
  if (model.hasTwoStacks) return true;
  const { embedding } = model.stack(model.placeOf(kind).stack).description;
  return embedding.input === 'pixels' ? input.pixels !== undefined : input.pixels === undefined;
}
