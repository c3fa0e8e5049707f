/**
 * Numbers beyond float32 in a figure: its engine names the stages that stop at the largest float32, and the derivation says
 * so in both languages, at the steps that show such a number and at no other.
 */

import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { derivation } from '../../web/figure/derivation/derivation.js';
import { derivationMarkup } from '../../web/figure/derivation/derivation-markup.js';
import { markupText } from '../../web/base/markup.js';
import { FigureEngine } from '../../web/figure/compute/figure-engine.js';
import { readState } from '../../web/figure/state/figure-state.js';
import { kRoot } from './child.js';
import { attention } from './engine.js';
import { chinese, english } from './figure-texts.js';

const engine = /** @type {any} */ (new FigureEngine(new WebAssembly.Module(readFileSync(join(kRoot, 'build/wasm/attention-figure.wasm')))));

/** Keys whose scores are 2 and 3, and values of 1 and -3e38. */
const kPlain = { queries: [[[1]]], keys: [[[2], [3]]], values: [[[1], [-3e38]]], tokens: ['a', 'b'], queryTokens: ['a'], score: 'dot' };

/**
 * The kinds of steps that say that a number is beyond float32.
 * @param {any} one an engine
 * @param {Record<string, unknown>} plain of a state
 */
function heldSteps(one, plain) {
  const derived = derivation(one, readState({ ...kPlain, ...plain }), { query: 0, key: 0 });
  for (const [text, words] of /** @type {const} */ ([[english, 'beyond 3.40e38'], [chinese, '尽头 3.40e38']])) {
    const said = markupText(derivationMarkup(derived, text)).split('<li ').slice(1).filter((step) => step.includes(words));
    assert.deepEqual(said.map((step) => /data-step="(\w+)"/.exec(step)?.[1]), derived.steps.filter(({ isHeld }) => isHeld).map(({ kind }) => kind));
  }
  return derived.steps.filter(({ isHeld }) => isHeld).map(({ kind }) => kind);
}

for (const [name, one] of /** @type {const} */ ([['the figure', engine], ['the package', attention]])) {
  test(`a derivation by ${name}'s engine says where a number is limited to the largest float32`, () => {
    assert.deepEqual(heldSteps(one, {}), []);
    assert.deepEqual(heldSteps(one, { scale: 3e38 }), ['scale', 'numerator']);
    assert.deepEqual(heldSteps(one, { scale: 3e38, softcap: 2 }), ['scale', 'cap']);
    assert.deepEqual(heldSteps(one, { scale: 1e30, softcap: 2 }), []);
    assert.deepEqual(heldSteps(one, { scale: 3e38, normalizer: 'sum' }), ['scale', 'numerator', 'rowSum', 'weight']);
    const huge = { queries: [[[3e38]]], keys: [[[3e38], [-3e38]]] };
    assert.deepEqual(heldSteps(one, huge), ['products', 'numerator']);
    // Only the terms of a cosine are beyond float32: their sum is computed from the vectors themselves.
    assert.deepEqual(heldSteps(one, { ...huge, score: 'cosine' }), ['products']);
  });
}

test('a threshold is not computed from a largest score that is limited to float32', () => {
  const derived = derivation(attention, readState({ ...kPlain, scale: 3e38, normalizer: 'sparsemax', temperature: 2 }), { query: 0, key: 1 });
  const numerator = /** @type {any} */ (derived.steps.find(({ kind }) => kind === 'numerator'));
  assert.equal(numerator.threshold, 3.4028234663852886e38);
});

test('the dot product of a cosine is not the sum of limited terms', () => {
  const derived = derivation(attention, readState({ ...kPlain, queries: [[[3e38, 1]]], keys: [[[3e38, 1], [1, 1]]], score: 'cosine' }), { query: 0, key: 0 });
  assert.equal(/** @type {any} */ (derived.steps[0]).sum, 3e38 * 3e38 + 1);
  assert.equal(/** @type {any} */ (derived.steps[1]).dot, 3e38 * 3e38 + 1);
});

test('the figure\'s engine names the same stages as the package, of those that a figure asks for', () => {
  const inputs = { query: { data: Float64Array.of(3e38), shape: [1, 1] }, key: { data: Float64Array.of(3e38, 1), shape: [2, 1] }, value: { data: Float64Array.of(1, 2), shape: [2, 1] } };
  for (const options of [{ score: 'dot', normalizer: 'softmax' }, { score: 'dot', normalizer: 'softmax', scale: 1e-60 }, { score: 'cosine', normalizer: 'sum' }]) {
    const [mine, theirs] = [engine, attention].map((one) => one.explain(inputs, one === engine ? options : { ...options, row: { query: 0 } }).clamped);
    assert.deepEqual([...mine].sort(), theirs.filter((/** @type {string} */ stage) => !['withBias', 'biased'].includes(stage)).sort());
  }
  // And the module keeps nothing of the call before.
  assert.deepEqual(engine.explain({ ...inputs, query: { data: Float64Array.of(1), shape: [1, 1] }, key: inputs.value }, { score: 'dot', normalizer: 'softmax' }).clamped, []);
});

test('temperatures at the ends of double: the figure\'s engine answers as the package does', () => {
  const zeros = { data: new Float64Array(40 * 5), shape: [40, 5] };
  const other = { data: Float64Array.from({ length: 60 * 5 }, (_, i) => Math.sin(i)), shape: [60, 5] };
  for (const temperature of [5e-324, 6e-309, 1e-300, 1e31, 1e300]) {
    for (const normalizer of ['softmax', 'sigmoid']) {
      for (const query of [zeros, other]) {
        const [mine, theirs] = [engine, attention].map((one) =>
          one.attend({ query, key: other, value: other }, { score: 'dot', normalizer, temperature, weights: true }));
        assert.ok(mine.weights.data.every(Number.isFinite));
        for (const name of ['weights', 'output']) assert.deepEqual(mine[name], theirs[name], `${normalizer} ${temperature} ${name}`);
      }
    }
  }
});
