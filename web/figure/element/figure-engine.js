/** The engine as a figure drives it: cpp/figure/figure.cpp, for vectors that the figure has checked itself. */

import { AttentionError } from '../../engine/error.js';
import { trapped } from '../../engine/failure.js';
import { NORMALIZERS, SCORES } from '../../engine/names.js';
import { FigureError } from '../state/figure-error.js';

/**
 * @import { NormalizerName, Params, ScoreName, Tensor } from '../../engine/index.js'
 * @import { Matrix } from '../figure-inputs.js'
 * @import { FigureState } from '../state/figure-state.js'
 *
 * @typedef {object} Inputs
 * @property {Matrix} query [Tq, D]
 * @property {Matrix} key [Tk, D]
 * @property {Matrix} value [Tk, Dv]
 * @property {{ data: Uint8Array }} [mask] [Tq, Tk] 0 is masked
 * @property {Params} [params] nested numbers
 *
 * @typedef {object} Options
 * @property {ScoreName} score
 * @property {NormalizerName} normalizer
 * @property {number} [temperature]
 * @property {number} [scale]
 * @property {number} [softcap]
 * @property {NonNullable<FigureState['localFocus']>} [localFocus]
 * @property {'capped'} [scores] asks for them
 */

/** All parameters, in the order in which the module takes them. */
const parameters = /** @type {const} */ (['weight', 'vector', 'queryWeight', 'keyWeight', 'bias', 'focusWeight', 'focusVector']);

/** What a figure asks for, each with its number in the module, in rising order. */
const outputs = {
  output: 0, weights: 1, scores: 2, scaled: 3, capped: 4, rowMax: 7, exponentials: 8, rowSum: 9, products: 10, weightedValues: 11,
};

/** What an undefined row can be about, by its number in the module; else the normaliser. */
const subjects = ['query', 'key', 'value'];

export class FigureEngine {
  #compiled;
  /** What the running instance exports; null after a trap, until the next call. @type {any} */
  #module;

  /** @param {WebAssembly.Module} compiled */
  constructor(compiled) {
    this.#compiled = compiled;
    this.#start();
  }

  /**
   * @param {Inputs} inputs
   * @param {Options} options
   * @throws {AttentionError} undefined-row, memory, unavailable
   * @throws {FigureError} option
   */
  attend(inputs, options) {
    const { results: { capped, ...results } } = this.#call(inputs, options, ['output', 'weights', ...(options.scores ? ['capped'] : [])]);
    return { ...results, scores: capped };
  }

  /**
   * All stages of a single query, and the terms of its row.
   * @param {Inputs} inputs
   * @param {Options} options
   * @throws {AttentionError | FigureError} as attend
   */
  explain(inputs, options) {
    const { results: trace, clamped } = this.#call(inputs, options, Object.keys(outputs));
    return { ...trace, row: trace, clamped };
  }

  #start() {
    this.#module = new WebAssembly.Instance(this.#compiled).exports;
    this.#module._initialize();
    return this.#module;
  }

  /**
   * After a trap the instance is discarded: its stack and its memory are in no known state.
   * @param {Inputs} inputs
   * @param {Options} options
   * @param {string[]} wanted
   * @returns {{ results: Record<string, Tensor>, clamped: string[] }} clamped: those with a number beyond float32
   */
  #call(inputs, options, wanted) {
    // Of the checks of all calls the only one that a figure can fail: it compares normalisers whatever the score is.
    if (options.score === 'linear' && options.normalizer !== 'sum') {
      throw new FigureError('normalizer', 'option', 'sum (score = linear)', options.normalizer);
    }
    try {
      return compute((this.#module ??= this.#start()), inputs, options, /** @type {(keyof typeof outputs)[]} */ (wanted));
    } catch (error) {
      if (error instanceof AttentionError) throw error;
      this.#module = null;
      throw new AttentionError(...trapped(error), { cause: error });
    }
  }
}

/**
 * @param {any} module
 * @param {Inputs} inputs
 * @param {Options} options
 * @param {(keyof typeof outputs)[]} wanted in the order of their numbers
 * @returns {{ results: Record<string, Tensor>, clamped: string[] }}
 */
function compute({ memory, prepare, run, clamped, expected, found, argument, row }, { query, key, value, mask, params = {} }, options, wanted) {
  const [rows, size] = query.shape;
  const [columns, valueSize] = value.shape;
  const { center, sigma = 1 } = options.localFocus ?? {};
  // As in Focus: none, given, monotonic, predictive.
  const focus = !center ? 0 : Array.isArray(center) ? 1 : center === 'monotonic' ? 2 : 3;
  /** @type {Record<string, number[]>} */
  const shapes = { output: [rows, valueSize], rowMax: [rows], rowSum: [rows], products: [columns, size], weightedValues: value.shape };

  let place = prepare(
    SCORES.indexOf(options.score), NORMALIZERS.indexOf(options.normalizer), options.temperature ?? NaN, options.scale ?? NaN,
    options.softcap ?? NaN, focus, sigma, rows, columns, size, valueSize, wanted.reduce((bits, name) => bits | (1 << outputs[name]), 0), mask !== undefined,
  );
  if (!place) throw new AttentionError('memory', 'key', `expected a call that memory can hold, got ${rows} x ${columns} cells`);
  /** @template {Float64Array | Float32Array | Uint8Array} View @param {new (...at: [ArrayBuffer, number, number]) => View} Type @param {number} length */
  const take = (Type, length) => {
    const view = new Type(memory.buffer, place, length);
    place += view.byteLength;
    return view;
  };
  const given = parameters.map((name) => /** @type {number[]} */ ([params[name] ?? []].flat(3)));
  for (const data of [query.data, key.data, value.data, Array.isArray(center) ? center : [], ...given]) take(Float64Array, data.length).set(data);
  const results = wanted.map((name) => {
    const shape = shapes[name] ?? [rows, columns];
    return { name, shape, view: take(Float32Array, shape.reduce((product, length) => product * length)) };
  });
  if (mask) take(Uint8Array, rows * columns).set(mask.data);
  if (!run()) {
    const bytes = new Uint8Array(memory.buffer, expected());
    const text = String.fromCharCode(...bytes.subarray(0, bytes.indexOf(0)));
    const detail = `expected ${text}, got ${+found().toPrecision(6)} in row [batch 0, head 0, query ${row()}]`;
    throw Object.assign(new AttentionError('undefined-row', subjects[argument()] ?? 'normalizer', detail), { row: row() });
  }
  // No view of the module's memory leaves: it is the next call's.
  return {
    results: Object.fromEntries(results.map(({ name, shape, view }) => [name, { data: view.slice(), shape }])),
    clamped: wanted.filter((name) => clamped() >> outputs[name] & 1),
  };
}
