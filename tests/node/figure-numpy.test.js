import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { findPython } from '../../web/build/programs.js';
import { numpyProgram } from '../../web/figure/export/numpy.js';
import { hasSinks, normalizerOf, optionsOf } from '../../web/figure/state/methods.js';
import { defaultParameters, engineParameters } from '../../web/figure/compute/parameters.js';
import { readState } from '../../web/figure/state/figure-state.js';
import { sizesOf, vectorsOf } from '../../web/figure/state/figure-vectors.js';
import { attention } from './engine.js';
import { createRandom, kNeverPositive, kPairs, nest } from './random.js';

/** @import { FigureState } from '../../web/figure/state/schema.js' */

const python = findPython();
const options = { skip: python ? false : 'no Python with NumPy here: install python3-numpy, or name one in PYTHON' };

/** A Python program that runs each given program in a namespace of its own and prints its results. */
const driver = `
import contextlib, io, json, sys, warnings
import numpy as np
warnings.simplefilter("error")
results = []
for program in json.load(sys.stdin):
    space = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(program, space)
    panels = [[name] + [None if part is None else part.tolist() for part in parts] for name, *parts in space["panels"]]
    results.append({"panels": panels, "printed": printed.getvalue()})
json.dump(results, sys.stdout)
`;

/**
 * @param {FigureState[]} states
 * @returns {{ panels: [string, any, any, any][], printed: string }[]}
 */
function run(states) {
  const input = JSON.stringify(states.map(numpyProgram));
  const { status, stdout, stderr } = spawnSync(/** @type {string} */ (python), ['-c', driver], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** The numbers that the figure shows, from the engine. @param {FigureState} state */
function attend(state) {
  const { H, D, Tk } = sizesOf(state);
  const { W, v } = /** @type {any} */ (defaultParameters('concat', D, Tk));
  const { queries, keys, values } = /** @type {NonNullable<ReturnType<typeof vectorsOf>>} */ (vectorsOf(state));
  const { output, weights, scores } = attention.attend({
    query: [queries], key: [keys], value: [values],
    mask: state.mask ? state.mask.map((row) => row.map(Boolean)) : undefined,
    params: { ...engineParameters(state.score, defaultParameters(state.score, D, Tk)), focusWeight: W, focusVector: v },
  }, {
    ...optionsOf(state), softcap: state.softcap ?? undefined, localFocus: state.localFocus ?? undefined,
    sinks: state.sinks && hasSinks(state, normalizerOf(state)) ? state.sinks : undefined,
    causal: state.causal, weights: true, scores: 'capped',
    window: state.window ? { left: state.window[0], right: state.window[1] } : undefined,
  });
  assert.equal(weights.shape[1], H);
  return { scores: nest(scores)[0], weights: nest(weights)[0], output: nest(output)[0] };
}

/**
 * @param {any} got nested
 * @param {any} expected nested
 * @param {string} what
 * @param {number} [size] of the row
 */
function close(got, expected, what, size = 1) {
  assert.equal(got.length, expected.length, what);
  expected.forEach((/** @type {any} */ part, /** @type {number} */ index) => {
    if (Array.isArray(part)) return close(got[index], part, `${what}[${index}]`, size);
    assert.ok(Math.abs(got[index] - part) <= 2e-6 * size, `${what}[${index}]: ${got[index]} is not ${part}`);
  });
}

/** @param {FigureState} state @param {[string, any, any, any]} panel */
function agrees(state, [name, scores, weights, output]) {
  const expected = attend(state);
  const largest = expected.weights.flat().map((/** @type {number[]} */ row) => row.reduce((sum, weight) => sum + Math.abs(weight), 0));
  const size = Math.max(1, ...largest);
  const scoreSize = Math.max(1, ...expected.scores.flat(2).map(Math.abs));
  const what = `${state.score} ${state.normalizer} (${name})`;
  close(scores, expected.scores, `${what} scores`, scoreSize);
  close(weights, expected.weights, `${what} weights`, size);
  close(output, expected.output, `${what} output`, size);
}

/** A state with every option of the figure at random. @param {ReturnType<typeof createRandom>} random @param {Record<string, string>} method */
function randomState(random, { score, normalizer }) {
  const isSigned = ['sum', 'article', 'article-code'].includes(normalizer);
  const [G, Tq, Tk, D, Dv] = [random.integer(1, 2), ...[6, 6, 5, 5].map((most) => random.integer(1, most))];
  const H = G * random.integer(1, 2);
  /** @param {number[]} shape */
  const tensor = (...shape) => nest(random.tensor(shape, isSigned ? 0.05 : -1, 1));
  const scale = random.pick([null, random.uniform(0.2, 2)]);
  return readState({
    queries: tensor(H, Tq, D), keys: tensor(G, Tk, D), values: random.pick([null, tensor(G, Tk, Dv)]), score, normalizer,
    // Euclidean scores are never positive, and some normalisers refuse that.
    scale: isSigned && kNeverPositive.includes(score) ? -1.5 : isSigned ? scale : scale && -scale,
    softcap: random.pick([null, random.uniform(0.3, 4)]),
    localFocus: random.pick([null, ...['monotonic', 'predictive', [...random.vector(Tq).map((x) => x * Tk)]].map((center) => ({ center, sigma: random.uniform(0.3, 3) }))]),
    temperature: random.pick([null, random.uniform(0.2, 3)]),
    sinks: random.pick([null, Array.from(random.vector(H))]), causal: random.pick([false, false, true, 'bottom-right']),
    window: random.pick([null, [1, 0], [-1, 2], [2, -1]]), head: H - 1,
    mask: isSigned && score === 'location' ? null : random.pick([null, nest({ ...random.tensor([Tq, Tk]), data: random.tensor([Tq, Tk]).data.map((x) => Number(x > -0.4)) })]),
  });
}

test('the program gives the engine\'s numbers for every score, normaliser, mask, window, temperature, scale, softcap and local focus', options, () => {
  const random = createRandom(909);
  /** @type {FigureState[]} */
  const states = [];
  for (let round = 0; round < 6; round++) {
    for (const pair of kPairs) {
      const state = randomState(random, pair);
      // A row without a sum is an error of the engine, so there is no number to compare.
      try {
        attend(state);
        states.push(state);
      } catch (error) {
        assert.equal(/** @type {any} */ (error).code, 'undefined-row');
      }
    }
  }
  const seen = new Set(states.map(({ score, normalizer }) => `${score} ${normalizer}`));
  assert.deepEqual(kPairs.filter(({ score, normalizer }) => !seen.has(`${score} ${normalizer}`)), []);
  run(states).forEach(({ panels }, index) => {
    assert.equal(panels.length, 1);
    agrees(states[index], panels[0]);
  });
});

test('a zero vector has cosine 0, and hardmax gives all to the first of equal scores', options, () => {
  const state = readState({ queries: [[[1, 2], [0, 0]]], keys: [[[0, 0], [0.5, 1], [0.5, 1]]], score: 'cosine', normalizer: 'hardmax' });
  const [{ panels }] = run([state]);
  agrees(state, panels[0]);
  assert.deepEqual(panels[0][2], [[[0, 1, 0], [1, 0, 0]]]);
});

test('vectors from spelling are made again in Python, in any script', options, () => {
  const tokens = ['I', 'like', 'tea', '我', '喜欢', 'Straße', 'ﬁne', 'ÉCOLE', '👩‍🔬', '"quoted\\', '', 'İ', 'ΟΔΟΣ', "it's", '厅', '巛', '忹', '燁', '嬸'];
  const states = [readState({ tokens, causal: true }), readState({ tokens, queryTokens: ['x', '茶'], score: 'cosine', normalizer: 'entmax15' })];
  run(states).forEach(({ panels }, index) => agrees(states[index], panels[0]));
});

test('every panel of a comparison is computed, with the normaliser that each score takes', options, () => {
  const tokens = ['one', 'two', 'three'];
  const compared = readState({ tokens, compare: 'score', compared: ['dot', 'cosine', 'linear', 'additive'], temperature: 2, query: 1 });
  const sharpened = readState({ tokens, compare: 'normalizer', compared: ['softmax', 'hardmax', 'sigmoid'], temperature: 0.5 });
  const [scores, normalizers] = run([compared, sharpened]);
  assert.deepEqual(scores.panels.map(([name]) => name), ['dot, softmax', 'cosine, softmax', 'linear, sum', 'additive, softmax']);
  scores.panels.forEach((panel, index) => agrees({ ...compared, score: /** @type {any} */ (compared.compared[index]) }, panel));
  normalizers.panels.forEach((panel, index) => agrees({ ...sharpened, normalizer: /** @type {any} */ (sharpened.compared[index]) }, panel));
});

test('supplied weights are printed with their sums, and tokens cannot become code', options, () => {
  const token = '"]; import os; print("owned") #\n\u2028\\';
  const [{ panels, printed }] = run([readState({ tokens: [token, 'b'], weights: [[[0.9, 0.1]]] })]);
  assert.deepEqual(panels, [['supplied', null, [[[0.9, 0.1]]], null]]);
  assert.match(printed, /\[\[0\.9 0\.1\]\]/);
  const [hidden] = run([readState({ weights: [[[0.9, 0.1, 0], [0.25, 0.5, 0.25], [0, 0.5, 0.5]]], causal: true, mask: [[1, 1, 1], [0, 1, 1], [1, 1, 1]] })]);
  assert.deepEqual(hidden.panels, [['supplied', null, [[[0.9, 0, 0], [0, 0.5, 0], [0, 0.5, 0.5]]], null]]);
  assert.doesNotMatch(printed, /owned/);
});

test('the program runs as a file and prints three decimals', options, () => {
  const program = numpyProgram(readState({ tokens: ['a', 'b'], queries: [[[1, 0]]], keys: [[[1, 0], [0, 1]]], score: 'dot' }));
  const { stdout, stderr } = spawnSync(/** @type {string} */ (python), ['-'], { input: program, encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.equal(stdout, 'dot, softmax\n[[0.731 0.269]]\n[[0.731 0.269]]\n');
  const [{ printed }] = run([readState({ queries: [[[1, 0]]], keys: [[[1, 0], [0, 1], [1 / 3, 2]]], score: 'dot', mask: [[1, 0, 1]], shows: 'scores' })]);
  assert.match(printed, /^dot, softmax\n\[\[1\.\s+nan 0\.333\]\]\n\[\[0\.661 0\.\s+0\.339\]\]\n/);
});
