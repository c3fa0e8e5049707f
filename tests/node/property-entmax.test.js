/** entmax with any alpha above 1: random problems against the oracle, the extreme alphas, and the definition of its weights. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { attention } from './engine.js';
import { assertAgrees, assertNear, assertSameBits } from './closeness.js';
import { createRandom, kScores, randomProblem } from './random.js';

kScores.filter((score) => score !== 'linear').forEach((score, index) => {
  test(`${score} with entmax`, () => {
    for (let n = 0; n < 40; n++) {
      const seed = 170_000 + 100 * index + n;
      const { inputs, options } = randomProblem(createRandom(seed), { score, normalizer: 'entmax', rank: 1 + (n % 4), large: n % 10 === 9 });
      assertAgrees(attention, inputs, options, `seed ${seed}`);
    }
  });
});

/** @param {number} seed */
function rows(seed) {
  const random = createRandom(seed);
  return { query: random.tensor([5, 4]), key: random.tensor([12, 4], -2, 2), value: random.tensor([12, 3]) };
}

test('1.5 and 2 are entmax15 and sparsemax, to the last bit', () => {
  for (const [name, alpha] of /** @type {[string, number][]} */ ([['entmax15', 1.5], ['sparsemax', 2]])) {
    for (let n = 0; n < 20; n++) {
      const [a, b] = [{ normalizer: name }, { normalizer: 'entmax', alpha }].map((options) => attention.attend(rows(171_000 + n), { ...options, weights: true }));
      assertSameBits(a.weights, b.weights, name);
      assertSameBits(a.output, b.output, name);
    }
  }
});

test('alpha near 1 is softmax, and a large alpha is hardmax', () => {
  for (let n = 0; n < 20; n++) {
    const inputs = rows(172_000 + n);
    /** @param {any} options */
    const weights = (options) => attention.attend(inputs, { ...options, weights: true }).weights;
    assertNear(weights({ normalizer: 'entmax', alpha: 1 + 2 ** -52 }), weights({ normalizer: 'softmax' }), () => 2e-6, 'softmax');
    assertNear(weights({ normalizer: 'entmax', alpha: 1e9 }), weights({ normalizer: 'hardmax' }), () => 1e-6, 'hardmax');
  }
});

test('explain: one threshold for every key of a row, for any alpha', () => {
  for (let n = 0; n < 60; n++) {
    const alpha = 1 + 2 ** ((n % 12) - 6);
    const { biased, weights } = attention.explain(rows(173_000 + n), { normalizer: 'entmax', alpha });
    for (let row = 0; row < 5; row++) {
      const [z, w] = [biased, weights].map(({ data }) => Array.from(data.slice(row * 12, row * 12 + 12)));
      assert.ok(Math.abs(w.reduce((a, b) => a + b) - 1) <= 2e-6);
      // The rounding of a stored weight, 6e-8 of it, affects its power; for small weights that is negligible.
      const taus = z.flatMap((s, j) => (w[j] > 1e-3 ? [(alpha - 1) * s - w[j] ** (alpha - 1)] : []));
      const slack = 1e-5 * Math.max(1, alpha - 1);
      assert.ok(Math.max(...taus) - Math.min(...taus) <= slack, `alpha ${alpha}: ${taus}`);
      z.forEach((s, j) => assert.ok(w[j] > 0 || (alpha - 1) * s <= Math.max(...taus) + slack, `alpha ${alpha} at ${j}`));
    }
  }
});

test('a higher alpha has no larger support', () => {
  for (let n = 0; n < 20; n++) {
    let last = Infinity;
    for (const alpha of [1.0001, 1.2, 1.5, 1.9, 2, 2.1, 3, 5, 20]) {
      const { weights } = attention.attend(rows(174_000 + n), { normalizer: 'entmax', alpha, weights: true });
      const support = weights.data.filter((/** @type {number} */ w) => w > 0).length;
      assert.ok(support <= last, `alpha ${alpha}: ${support} after ${last}`);
      last = support;
    }
  }
});
