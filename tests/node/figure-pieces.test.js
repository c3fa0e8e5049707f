/**
 * A figure’s numbers are computed in pieces, so that the page stays usable: the digits and errors are the same for any pieces.
 */

import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FigureEngine } from '../../web/figure/compute/figure-engine.js';
import { inPieces, paced } from '../../web/figure/compute/pieces.js';
import { figureNumbers, figureNumbersInPieces, isLong } from '../../web/figure/compute/figure-numbers.js';
import { defaultParameters, engineParameters } from '../../web/figure/compute/parameters.js';
import { readState } from '../../web/figure/state/figure-state.js';
import { kRoot } from './child.js';
import { createRandom, kNormalizers, kScores, nest } from './random.js';

const compiled = new WebAssembly.Module(readFileSync(join(kRoot, 'build/wasm/attention-figure.wasm')));
const engine = /** @type {any} */ (new FigureEngine(compiled));
const random = createRandom(20_264);

/** @param {number} rows @param {number} columns @param {number} [low] */
const matrix = (rows, columns, low = 0.1) => ({
  data: Float64Array.from({ length: rows * columns }, () => random.uniform(low, 1)), shape: [rows, columns],
});

/** @param {number} rows @param {number} columns @param {string} score @param {boolean} [isMasked] @returns {any} */
function inputs(rows, columns, score, isMasked = false) {
  const mask = { data: Uint8Array.from({ length: rows * columns }, () => Number(random.uniform(0, 1) < 0.7)), shape: [rows, columns] };
  return {
    query: matrix(rows, 5), key: matrix(columns, 5), value: matrix(columns, 3),
    params: engineParameters(/** @type {any} */ (score), defaultParameters(/** @type {any} */ (score), 5, columns)),
    mask: isMasked ? mask : undefined,
  };
}

/**
 * @template Result
 * @param {Generator<number, Result>} pieces
 * @param {(done: number) => void} [between]
 * @returns {Result}
 */
function drained(pieces, between = () => {}) {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
    between(value);
  }
}

/** @param {() => any} call @returns {any} the result, or what the error says */
function outcome(call) {
  try {
    return call();
  } catch (error) {
    const { code, argument, message, row } = /** @type {any} */ (error);
    return { code, argument, message, row };
  }
}

for (const score of kScores) {
  test(`attend with ${score} in pieces: the digits of the whole, for each normaliser, masked or not, with local focus or without`, () => {
    for (const normalizer of score === 'linear' ? ['sum'] : kNormalizers) {
      for (const isMasked of [false, true]) {
        for (const [rows, columns] of [[1, 1], [3, 4], [70, 130]]) {
          const vectors = inputs(rows, columns, score, isMasked);
          const centers = [undefined, 'monotonic', 'predictive', Array.from({ length: rows }, () => random.uniform(-1, columns))];
          for (const center of centers) {
            const options = { score, normalizer, scores: 'capped', localFocus: center && { center, sigma: 1.5 } };
            const predicted = center === 'predictive' && { focusWeight: nest(random.tensor([5, 5])), focusVector: [...random.vector(5)] };
            const given = { ...vectors, params: { ...vectors.params, ...predicted } };
            for (const asked of [options, { ...options, scores: undefined }]) {
              /** @type {number[]} */
              const told = [];
              const [cut, whole] = [
                outcome(() => drained(engine.attendInPieces(given, asked), (done) => told.push(done))), outcome(() => engine.attend(given, asked)),
              ];
              assert.deepEqual(cut, whole, `${normalizer} of ${rows} x ${columns}: ${center}`);
              if (whole.code) continue;
              assert.deepEqual([told.at(-1), told], [1, told.slice().sort((a, b) => a - b)]);
              assert.ok(rows < 70 || told.length > 4, `${told.length} pieces`);
            }
          }
        }
      }
    }
  });
}

test('an undefined row is named by its place in the whole, whichever piece finds it', () => {
  const given = { ...inputs(70, 4, 'dot'), query: matrix(70, 5) };
  given.query.data.fill(0, 5 * 66, 5 * 67);
  const options = { score: 'dot', normalizer: 'sum' };
  const whole = outcome(() => engine.attend(given, options));
  assert.deepEqual([whole.code, whole.row], ['undefined-row', 66]);
  assert.deepEqual(outcome(() => drained(engine.attendInPieces(given, options))), whole);
  assert.throws(() => drained(engine.attendInPieces(given, { score: 'linear', normalizer: 'softmax' })), { name: 'FigureError', argument: 'normalizer' });
});

test('the work of other figures between the pieces changes nothing, and an abandoned call harms no other', () => {
  for (const score of ['additive', 'scaled-dot', 'general']) {
    const given = inputs(70, 130, score);
    const options = { score, normalizer: 'softmax' };
    const whole = engine.attend(given, options);
    const left = engine.attendInPieces(given, options);
    left.next();
    left.return();
    const other = inputs(40, 300, 'concat', true);
    assert.deepEqual(drained(engine.attendInPieces(given, options), () => engine.attend(other, { score: 'concat', normalizer: 'sparsemax' })), whole);
  }
});

test('panels computed in pieces have the figure’s numbers, and report their progress', () => {
  const state = readState({
    queries: nest(random.tensor([1, 60, 4])), keys: nest(random.tensor([1, 80, 4])), causal: true, compare: 'score', compared: ['dot', 'additive', 'location'],
  });
  /** @type {number[]} */
  const told = [];
  assert.deepEqual(drained(figureNumbersInPieces(engine, state), (done) => told.push(done)), figureNumbers(engine, state));
  assert.deepEqual([told.at(-1), told], [1, told.slice().sort((a, b) => a - b)]);
  for (const third of [0, 1, 2]) assert.ok(told.some((done) => done > third / 3 && done < (third + 1) / 3), `${third}: ${told}`);
  const bad = readState({ queries: [[[1, 0], [0, 0]]], keys: [[[1, 1]]], compare: 'normalizer', compared: ['softmax', 'sum'], score: 'dot' });
  assert.throws(() => drained(figureNumbersInPieces(engine, bad)), (/** @type {any} */ error) => error.code === 'undefined-row' && error.plan.name === 'sum' && error.row === 1);
});

test('only long computations are cut into pieces', () => {
  const vectors = (/** @type {number} */ length, /** @type {number} */ size) => [Array.from({ length }, () => Array(size).fill(1))];
  const isCut = (/** @type {number} */ length, /** @type {number} */ size, more = {}) => isLong(readState({ queries: vectors(length, size), keys: vectors(length, size), ...more }));
  assert.deepEqual([isCut(64, 64), isCut(256, 64), isCut(2048, 1), isCut(180, 64), isCut(180, 64, { compare: 'score', compared: ['dot', 'cosine'] })], [false, true, true, false, true]);
});

test('pieces follow each other without gap or overlap, and grow until one takes its time', () => {
  for (const total of [1, 2, 7, 100, 2048]) {
    /** @type {[number, number][]} */
    const done = [];
    const shares = [...inPieces(total, (first, count) => done.push([first, count]))];
    assert.deepEqual(done.flatMap(([first, count]) => Array.from({ length: count }, (_, index) => first + index)), Array.from({ length: total }, (_, index) => index));
    assert.deepEqual(shares, done.map(([first, count]) => (first + count) / total));
  }
  /** @type {number[]} */
  const times = [];
  const busy = (/** @type {number} */ milliseconds) => {
    for (const end = performance.now() + milliseconds; performance.now() < end;);
  };
  const pieces = [...inPieces(60, (_, count) => {
    times.push(count);
    busy(count);
  })];
  assert.ok(pieces.length > 5 && Math.max(...times) <= 16, String(times));
});

test('between stretches of pieces the page has its turn, and a signal ends them', async () => {
  const busy = function* () {
    for (let piece = 1; piece <= 20; piece++) {
      for (const end = performance.now() + 5; performance.now() < end;);
      yield piece / 20;
    }
    return 'done';
  };
  let turns = 0;
  const count = () => {
    turns += 1;
    timer = setImmediate(count);
  };
  let timer = setImmediate(count);
  /** @type {number[]} */
  const told = [];
  assert.equal(await paced(busy(), new AbortController().signal, (done) => told.push(done)), 'done');
  clearImmediate(timer);
  assert.ok(turns >= 3 && told.length >= 3, `${turns} turns, told ${told}`);

  const controller = new AbortController();
  const ended = paced(busy(), controller.signal, () => controller.abort(new Error('enough')));
  await assert.rejects(ended, /enough/);
});
