/**
 * The definition of each normaliser, checked on the engine's own numbers.
 */

import test from 'node:test';
import assert from 'node:assert/strict';
import { attention } from './engine.js';
import { createRandom, kNeverPositive, kNormalizers, kPairs, kScores, nest, randomProblem } from './random.js';
import { assertNear } from './closeness.js';

/** The rounding error of a stored float32 weight. */
const kRounding = 1e-6;

/**
 * The rows of a map with a finite score in them: scores as masked, and weights.
 * @param {any} result of attend with weights and the biased scores
 */
function liveRows({ scores, weights }) {
  const columns = weights.shape[weights.shape.length - 1];
  return Array.from({ length: weights.data.length / columns }, (_, row) => ({
    z: /** @type {number[]} */ (Array.from(scores.data.slice(row * columns, (row + 1) * columns))),
    w: /** @type {number[]} */ (Array.from(weights.data.slice(row * columns, (row + 1) * columns))),
  })).filter(({ z }) => z.some((x) => x > -Infinity));
}

/**
 * The rows with a finite score of many random problems, without a focus, which is applied after the normaliser.
 * @param {string} normalizer
 * @param {number} seed
 */
function* rowsOf(normalizer, seed) {
  const scores = kScores.filter((score) => score !== 'linear' || normalizer === 'sum');
  for (let n = 0; n < 60; n++) {
    const { inputs, options } = randomProblem(createRandom(seed + n), { score: scores[n % scores.length], normalizer });
    delete options.localFocus;
    delete options.sinks;
    let result;
    try {
      result = attention.attend(inputs, { ...options, weights: true, scores: 'biased' });
    } catch (error) {
      assert.equal(/** @type {any} */ (error).code, 'undefined-row');
      continue;
    }
    for (const row of liveRows(result)) yield { ...row, t: options.temperature ?? 1, label: `seed ${seed + n}` };
  }
}

for (const normalizer of ['softmax', 'sparsemax', 'entmax15', 'hardmax', 'sum', 'article-code']) {
  test(`${normalizer}: rows sum to one`, () => {
    let rows = 0;
    for (const { w, label } of rowsOf(normalizer, 60_000)) {
      const size = w.reduce((total, x) => total + Math.abs(x), 0);
      assert.ok(Math.abs(w.reduce((a, b) => a + b, 0) - 1) <= 2e-6 * Math.max(1, size), `${label}: [${w}]`);
      rows++;
    }
    assert.ok(rows > 50);
  });
}

test('softmax: ratios of weights are exponentials of differences', () => {
  for (const { z, w, t, label } of rowsOf('softmax', 61_000)) {
    const top = w.indexOf(Math.max(...w));
    w.forEach((x, j) => assert.ok(Math.abs(x - w[top] * Math.exp((z[j] - z[top]) / t)) <= 1e-5, `${label} at ${j}`));
  }
});

test('sparsemax: max(z - tau, 0) with one tau', () => {
  for (const { z, w, t, label } of rowsOf('sparsemax', 62_000)) {
    const slack = kRounding * Math.max(1, ...z.filter((x) => x > -Infinity).map((x) => Math.abs(x / t)));
    const taus = z.flatMap((x, j) => (w[j] > 0 ? [x / t - w[j]] : []));
    assert.ok(taus.length > 0);
    const tau = taus.reduce((a, b) => a + b) / taus.length;
    taus.forEach((x) => assert.ok(Math.abs(x - tau) <= 2 * slack, `${label}: taus ${taus}`));
    z.forEach((x, j) => assert.ok(w[j] > 0 || x / t <= tau + 2 * slack, `${label}: ${j} stands above tau without a weight`));
  }
});

test('entmax15: max(z / 2 - tau, 0) squared with one tau', () => {
  for (const { z, w, t, label } of rowsOf('entmax15', 63_000)) {
    const slack = 2 * kRounding * Math.max(1, ...z.filter((x) => x > -Infinity).map((x) => Math.abs(x / t)));
    // A root magnifies the rounding of small weights, so tau follows from larger ones.
    const taus = z.flatMap((x, j) => (w[j] > 1e-4 ? [x / (2 * t) - Math.sqrt(w[j])] : []));
    assert.ok(taus.length > 0);
    const tau = taus.reduce((a, b) => a + b) / taus.length;
    taus.forEach((x) => assert.ok(Math.abs(x - tau) <= 2 * slack, `${label}: taus ${taus}`));
    z.forEach((x, j) => assert.ok(Math.abs(w[j] - Math.max(x / (2 * t) - tau, 0) ** 2) <= 4 * slack, `${label} at ${j}`));
  }
});

test('hardmax: all the weight to the lowest index among the largest scores', () => {
  for (const { z, w, label } of rowsOf('hardmax', 64_000)) {
    assert.deepEqual(w, z.map((_, j) => (j === z.indexOf(Math.max(...z)) ? 1 : 0)), label);
  }
  const tie = attention.attend({ query: [1], key: [[0.2], [0.7], [0.7], [0.1], [0.7]], value: [[1], [2], [3], [4], [5]] },
    { score: 'dot', normalizer: 'hardmax', weights: true });
  assert.deepEqual([...tie.weights.data], [0, 1, 0, 0, 0]);
});

test('sigmoid: each weight from its own score and Tk alone', () => {
  for (const { z, w, t, label } of rowsOf('sigmoid', 65_000)) {
    w.forEach((x, j) => assert.ok(Math.abs(x - 1 / (1 + z.length * Math.exp(-z[j] / t))) <= 1e-5, `${label} at ${j}`));
  }
});

test('sum, article and article-code: weights in the proportion of the scores', () => {
  for (const normalizer of ['sum', 'article', 'article-code']) {
    for (const { z, w, label } of rowsOf(normalizer, 66_000)) {
      const visible = z.map((x) => (x === -Infinity ? 0 : x));
      const total = visible.reduce((a, b) => a + b, 0);
      const by = normalizer === 'article' ? Math.sqrt(total) : total;
      const size = visible.reduce((a, b) => a + Math.abs(b), 0) / Math.abs(total);
      w.forEach((x, j) => assert.ok(Math.abs(x - visible[j] / by) <= 1e-5 * Math.max(1, size) ** 2, `${normalizer} ${label} at ${j}`));
    }
  }
});

test('article-code equals sum', () => {
  for (let n = 0; n < 20; n++) {
    const random = createRandom(67_000 + n);
    const inputs = { query: random.tensor([4, 3], 0, 1), key: random.tensor([6, 3], 0, 1), value: random.tensor([6, 2]) };
    /** @param {string} normalizer */
    const weights = (normalizer) => attention.attend(inputs, { score: 'dot', normalizer, weights: true }).weights;
    assertNear(weights('article-code'), weights('sum'), () => kRounding, `seed ${67_000 + n}`);
  }
});

test('temperature towards 0 tends to hardmax', () => {
  for (const normalizer of ['softmax', 'sparsemax', 'entmax15']) {
    for (let n = 0; n < 20; n++) {
      const random = createRandom(68_000 + n);
      const keys = Array.from({ length: 7 }, (_, j) => [(j * 3) % 7 / 7 + random.uniform(0, 0.05)]);
      const inputs = { query: [random.uniform(0.5, 1)], key: keys, value: keys };
      /** @param {any} options */
      const weights = (options) => attention.attend(inputs, { score: 'dot', weights: true, ...options }).weights;
      const hard = weights({ normalizer: 'hardmax' });
      /** @param {number} temperature */
      const distance = (temperature) => Math.max(...Array.from(weights({ normalizer, temperature }).data, (w, j) => Math.abs(w - hard.data[j])));
      const far = [1, 0.1, 0.01].map(distance);
      assert.ok(far[0] > far[1] && far[1] >= far[2], `${normalizer} seed ${68_000 + n}: ${far}`);
      assert.ok(distance(0.001) <= 1e-6, `${normalizer} seed ${68_000 + n}`);
      for (const tiny of [1e-30, 1e-60, Number.MIN_VALUE]) {
        assert.equal(distance(tiny), 0, `${normalizer} seed ${68_000 + n}: at ${tiny}`);
      }
    }
  }
});

test('permuting keys permutes weights and keeps the output', () => {
  kPairs.filter(({ score }) => score !== 'location').forEach(({ score, normalizer }, pair) => {
    const seed = 69_000 + pair;
    const random = createRandom(seed);
    const low = normalizer.startsWith('article') || normalizer === 'sum' ? 0.1 : -1;
    const options = { score, normalizer, weights: true, scale: kNeverPositive.includes(score) && low > 0 ? -1 : 1 };
    const key = nest(random.tensor([8, 4], low, 1));
    const value = nest(random.tensor([8, 3], low, 1));
    const params = {
      weight: random.tensor(score === 'concat' ? [2, 8] : [4, 4], 0, 1), vector: random.tensor([2], 0, 1),
      queryWeight: random.tensor([2, 4], 0, 1), keyWeight: random.tensor([2, 4], 0, 1),
    };
    const names = /** @type {Record<string, ('weight' | 'vector' | 'queryWeight' | 'keyWeight')[]>} */ ({ general: ['weight'], concat: ['weight', 'vector'], additive: ['queryWeight', 'keyWeight', 'vector'] })[score] ?? [];
    const needed = Object.fromEntries(names.map((name) => [name, params[name]]));
    const query = random.tensor([3, 4], low, 1);
    const order = [3, 7, 0, 5, 1, 6, 2, 4];
    const straight = attention.attend({ query, key, value, params: needed }, options);
    const permuted = attention.attend({ query, key: order.map((j) => key[j]), value: order.map((j) => value[j]), params: needed }, options);
    const moved = { data: Array.from(straight.weights.data, (_, at) => straight.weights.data[at - (at % 8) + order[at % 8]]), shape: [3, 8] };
    assertNear(permuted.weights, moved, () => 2e-6, `seed ${seed} ${score} ${normalizer}: weights`);
    assertNear(permuted.output, straight.output, () => 4e-6, `seed ${seed} ${score} ${normalizer}: output`);
  });
});

test('a row without keys has zero weights and zero output, whatever the normaliser', () => {
  for (const normalizer of kNormalizers) {
    const { weights, output } = attention.attend(
      { query: [[0.5], [0.4]], key: [[0.3], [0.2]], value: [[0.1], [0.6]], mask: [[false, false], [true, true]] },
      { score: 'dot', normalizer, weights: true },
    );
    assert.deepEqual([weights.data[0], weights.data[1], output.data[0]], [0, 0, 0], normalizer);
    assert.ok(output.data[1] > 0, normalizer);
  }
});
