/** The engine as a figure drives it: cpp/figure/figure.cpp, for vectors that the figure has checked itself. */

import { AttentionError } from '../../wasm/error.js';
import { trapped } from '../../wasm/failure.js';
import { NORMALIZERS, SCORES } from '../../engine/names.js';
import { FigureError } from '../state/figure-error.js';
import { inPieces } from './pieces.js';

/**
 * @import { Params, ScoreName, Tensor } from '../../engine/index.js'
 * @import { NormalizerName } from '../state/methods.js'
 * @import { Matrix } from './panel-calls.js'
 * @import { FigureState } from '../state/schema.js'
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
 * @property {readonly number[]} [sinks] of the one head
 * @property {'capped'} [scores] asks for them
 */

/** All parameters, in the order in which the module takes them. */
const parameters = /** @type {const} */ (['weight', 'vector', 'queryWeight', 'keyWeight', 'bias', 'focusWeight', 'focusVector']);

/** A figure asks for these outputs. Each has its number in the module, and the numbers rise. */
const outputs = {
  output: 0, weights: 1, scores: 2, scaled: 3, capped: 4, rowMax: 7, exponentials: 8, rowSum: 9, products: 10, weightedValues: 11,
};

/** An undefined row is about one of these, by its number in the module, or else about the normaliser. */
const subjects = ['query', 'key', 'value'];

export class FigureEngine {
  #compiled;
  /** The exports of the running instance. They are null after a trap, until the next call. @type {any} */
  #module;

  /** @param {WebAssembly.Module} compiled */
  constructor(compiled) {
    this.#compiled = compiled;
    this.#module = started(compiled);
  }

  /**
   * @param {Inputs} inputs
   * @param {Options} options
   * @throws {AttentionError} undefined-row, memory, unavailable
   * @throws {FigureError} option
   */
  attend(inputs, options) {
    return attended(this.#call(inputs, options, attendedOutputs(options)));
  }

  /**
   * The same in pieces of a few milliseconds, for a call that takes long. It has an instance of its own, which the calls of
   * other figures between its pieces leave alone.
   * @param {Inputs} inputs
   * @param {Options} options
   * @returns {Generator<number, ReturnType<FigureEngine['attend']>>} how much is done, up to 1, after each piece
   * @throws {AttentionError | FigureError} as attend
   */
  * attendInPieces(inputs, options) {
    checkNormalizer(options);
    try {
      const module = started(this.#compiled);
      const { rows, columns, collect } = prepared(module, inputs, options, attendedOutputs(options));
      for (const _ of inPieces(columns, (first, count) => module.prepare_keys(first, count))) yield 0;
      for (const done of inPieces(rows, (first, count) => runRows(module, first, count))) yield done;
      return attended(collect());
    } catch (error) {
      throw asAttentionError(error);
    }
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

  /**
   * After a trap the instance is discarded: its stack and its memory are in no known state.
   * @param {Inputs} inputs
   * @param {Options} options
   * @param {string[]} wanted
   * @returns {{ results: Record<string, Tensor>, clamped: string[] }} clamped: those with a number beyond float32
   */
  #call(inputs, options, wanted) {
    checkNormalizer(options);
    try {
      this.#module ??= started(this.#compiled);
      const { rows, collect } = prepared(this.#module, inputs, options, wanted);
      runRows(this.#module, 0, rows);
      return collect();
    } catch (error) {
      const told = asAttentionError(error);
      if (told !== error) this.#module = null;
      throw told;
    }
  }
}

/** @param {WebAssembly.Module} compiled @returns {any} what a new instance exports */
function started(compiled) {
  const { exports } = new WebAssembly.Instance(compiled);
  /** @type {any} */ (exports)._initialize();
  return exports;
}

/** A figure can fail only this one of the checks of a call: it compares normalisers whatever the score is. @param {Options} options */
function checkNormalizer({ score, normalizer }) {
  if (score === 'linear' && normalizer !== 'sum') throw new FigureError('normalizer', 'option', 'sum (score = linear)', normalizer);
}

/** @param {unknown} error @returns {AttentionError} the same, unless it is a trap */
function asAttentionError(error) {
  return error instanceof AttentionError ? error : new AttentionError(...trapped(error), { cause: error });
}

/** @param {Options} options */
function attendedOutputs({ scores }) {
  return ['output', 'weights', ...(scores ? ['capped'] : [])];
}

/** @param {{ results: Record<string, Tensor> }} call */
function attended({ results: { capped, ...results } }) {
  return { ...results, scores: capped };
}

/**
 * Lays out a call in the module's memory.
 * @param {any} module
 * @param {Inputs} inputs
 * @param {Options} options
 * @param {string[]} names of outputs, in the order of their numbers
 * @returns {{ rows: number, columns: number, collect: () => { results: Record<string, Tensor>, clamped: string[] } }} queries,
 *   keys, and what gives the outputs once all rows have run
 */
function prepared({ memory, prepare, clamped }, { query, key, value, mask, params = {} }, options, names) {
  const wanted = /** @type {(keyof typeof outputs)[]} */ (names);
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
    options.sinks !== undefined,
  );
  if (!place) throw new AttentionError('memory', 'key', `expected a call that memory can hold, got ${rows} x ${columns} cells`);
  /** @template {Float64Array | Float32Array | Uint8Array} View @param {new (...at: [ArrayBuffer, number, number]) => View} Type @param {number} length */
  const take = (Type, length) => {
    const view = new Type(memory.buffer, place, length);
    place += view.byteLength;
    return view;
  };
  const given = parameters.map((name) => /** @type {number[]} */ ([params[name] ?? []].flat(3)));
  for (const data of [query.data, key.data, value.data, options.sinks ?? [], Array.isArray(center) ? center : [], ...given]) take(Float64Array, data.length).set(data);
  const results = wanted.map((name) => {
    const shape = shapes[name] ?? [rows, columns];
    return { name, shape, view: take(Float32Array, shape.reduce((product, length) => product * length)) };
  });
  if (mask) take(Uint8Array, rows * columns).set(mask.data);
  // No view of the module's memory leaves: it is the next call's.
  const collect = () => ({
    results: Object.fromEntries(results.map(({ name, shape, view }) => [name, { data: view.slice(), shape }])),
    clamped: wanted.filter((name) => clamped() >> outputs[name] & 1),
  });
  return { rows, columns, collect };
}

/**
 * @param {any} module with a call laid out
 * @param {number} first
 * @param {number} count
 * @throws {AttentionError} undefined-row
 */
function runRows({ memory, run, expected, found, argument, row }, first, count) {
  if (run(first, count)) return;
  const bytes = new Uint8Array(memory.buffer, expected());
  const text = String.fromCharCode(...bytes.subarray(0, bytes.indexOf(0)));
  const detail = `expected ${text}, got ${+found().toPrecision(6)} in row [batch 0, head 0, query ${row()}]`;
  throw Object.assign(new AttentionError('undefined-row', subjects[argument()] ?? 'normalizer', detail), { row: row() });
}
