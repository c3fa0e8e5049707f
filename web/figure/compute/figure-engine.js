/** The engine as a figure drives it: cpp/figure/figure.cpp, for vectors that the figure has checked itself. */

import { AttentionError } from '../../wasm/error.js';
import { textAt } from '../../wasm/heap.js';
import { startAlone } from '../../wasm/instance.js';
import { Restarting } from '../../wasm/restarting.js';
import { FIGURE_INPUTS, FIGURE_OUTPUTS, FOCUSES, NORMALIZERS, SCORES } from '../../engine/generated/boundary.js';
import { FigureError } from '../state/figure-error.js';
import { onlyNormalizer } from '../state/methods.js';
import { inPieces } from './pieces.js';

/**
 * @import { Params, ScoreName, Tensor } from '../../engine/index.js'
 * @import { NormalizerName } from '../state/methods.js'
 * @import { Matrix } from './panel-calls.js'
 * @import { FigureState } from '../state/schema.js'
 *
 * @typedef {keyof typeof FIGURE_OUTPUTS} OutputName
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

/** @param {OutputName} name */
const bitOf = (name) => 1 << FIGURE_OUTPUTS[name];

export class FigureEngine {
  #start;
  /** The instance that all calls share but those in pieces. @type {Restarting<any>} */
  #shared;

  /** @param {WebAssembly.Module} compiled */
  constructor(compiled) {
    this.#start = () => startAlone(compiled);
    this.#shared = new Restarting(this.#start);
    this.#shared.start();
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
    const own = new Restarting(this.#start);
    try {
      const module = own.start();
      const { rows, columns, collect } = prepared(module, inputs, options, attendedOutputs(options));
      for (const _ of inPieces(columns, (first, count) => module.prepare_keys(first, count))) yield 0;
      for (const done of inPieces(rows, (first, count) => runRows(module, first, count))) yield done;
      return attended(collect());
    } catch (error) {
      throw own.told(error);
    }
  }

  /**
   * All stages of a single query, and the terms of its row.
   * @param {Inputs} inputs
   * @param {Options} options
   * @throws {AttentionError | FigureError} as attend
   */
  explain(inputs, options) {
    const { results: trace, clamped } = this.#call(inputs, options, /** @type {OutputName[]} */ (Object.keys(FIGURE_OUTPUTS)));
    return { ...trace, row: trace, clamped };
  }

  /**
   * @param {Inputs} inputs
   * @param {Options} options
   * @param {OutputName[]} wanted
   * @returns {{ results: Record<string, Tensor>, clamped: string[] }} clamped: those with a number beyond float32
   */
  #call(inputs, options, wanted) {
    checkNormalizer(options);
    try {
      const module = this.#shared.start();
      const { rows, collect } = prepared(module, inputs, options, wanted);
      runRows(module, 0, rows);
      return collect();
    } catch (error) {
      throw this.#shared.told(error);
    }
  }
}

/** Of the checks of all calls the only one that a figure can fail: it compares normalisers whatever the score is. @param {Options} options */
function checkNormalizer({ score, normalizer }) {
  const only = onlyNormalizer(score);
  if (only && normalizer !== only) throw new FigureError('normalizer', 'option', `${only} (score = ${score})`, normalizer);
}

/** @param {Options} options @returns {OutputName[]} */
function attendedOutputs({ scores }) {
  return scores ? ['output', 'weights', 'capped'] : ['output', 'weights'];
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
 * @param {OutputName[]} wanted in the order of FIGURE_OUTPUTS
 * @returns {{ rows: number, columns: number, collect: () => { results: Record<string, Tensor>, clamped: string[] } }} queries,
 *   keys, and what gives the outputs once all rows have run
 */
function prepared({ memory, prepare, clamped }, { query, key, value, mask, params = {} }, options, wanted) {
  const [rows, size] = query.shape;
  const [columns, valueSize] = value.shape;
  const { center, sigma = 1 } = options.localFocus ?? {};
  const centers = typeof center === 'object' ? center : undefined;
  const focus = centers ? 'given' : /** @type {'monotonic' | 'predictive' | undefined} */ (center) ?? 'none';
  /** @type {Record<string, number[]>} */
  const shapes = { output: [rows, valueSize], rowMax: [rows], rowSum: [rows], products: [columns, size], weightedValues: value.shape };

  let place = prepare(
    SCORES.indexOf(options.score), NORMALIZERS.indexOf(options.normalizer), options.temperature ?? NaN, options.scale ?? NaN,
    options.softcap ?? NaN, FOCUSES.indexOf(focus), sigma, rows, columns, size, valueSize, wanted.reduce((bits, name) => bits | bitOf(name), 0), mask !== undefined,
    options.sinks !== undefined,
  );
  if (!place) throw new AttentionError('memory', 'key', `expected a call that memory can hold, got ${rows} x ${columns} cells`);
  /** @template {Float64Array | Float32Array | Uint8Array} View @param {new (...at: [ArrayBuffer, number, number]) => View} Type @param {number} length */
  const take = (Type, length) => {
    const view = new Type(memory.buffer, place, length);
    place += view.byteLength;
    return view;
  };
  /** @type {Record<string, any>} numbers, nested or in a typed array */
  const given = { query: query.data, key: key.data, value: value.data, sinks: options.sinks, center: centers, ...params };
  for (const name of FIGURE_INPUTS) {
    const data = given[name] ?? [];
    const numbers = Array.isArray(data) ? data.flat(2) : data;
    take(Float64Array, numbers.length).set(numbers);
  }
  const results = wanted.map((name) => {
    const shape = shapes[name] ?? [rows, columns];
    return { name, shape, view: take(Float32Array, shape.reduce((product, length) => product * length)) };
  });
  if (mask) take(Uint8Array, rows * columns).set(mask.data);
  // No view of the module's memory leaves: it is the next call's.
  const collect = () => ({
    results: Object.fromEntries(results.map(({ name, shape, view }) => [name, { data: view.slice(), shape }])),
    clamped: wanted.filter((name) => clamped() & bitOf(name)),
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
  const detail = `expected ${textAt(new Uint8Array(memory.buffer), expected())}, got ${+found().toPrecision(6)} in row [batch 0, head 0, query ${row()}]`;
  throw Object.assign(new AttentionError('undefined-row', FIGURE_INPUTS[argument()] ?? 'normalizer', detail), { row: row() });
}
