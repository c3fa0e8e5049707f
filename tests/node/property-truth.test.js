/**
 * Random problems against the float64 oracle: every score with every normaliser, ranks 1 to 4,
 * heads and groups, masks, cache, windows, biases, focus, within the bound of the design.
 */

import test from 'node:test';
import assert from 'node:assert/strict';
import { attention } from './engine.js';
import { trace } from './oracle.js';
import { assertAgrees, assertStage } from './closeness.js';
import { createRandom, kPairs, kScores, randomMask, randomParams, randomProblem } from './random.js';

kPairs.forEach(({ score, normalizer }, pair) => {
  test(`${score} with ${normalizer}`, () => {
    let defined = 0;
    for (let n = 0; n < 24; n++) {
      const seed = 10_000 + 100 * pair + n;
      const { inputs, options } = randomProblem(createRandom(seed), { score, normalizer, rank: 1 + (n % 4) });
      if (assertAgrees(attention, inputs, options, `seed ${seed}`)) defined++;
    }
    assert.ok(defined > 0, 'no problem had a result');
  });
});

kScores.forEach((score, index) => {
  test(`${score} across the tiles of an engine`, () => {
    const normalizers = score === 'linear' ? ['sum', 'sum'] : ['softmax', 'softmax', 'sigmoid', 'sparsemax', 'entmax15', 'sum'];
    normalizers.forEach((normalizer, n) => {
      const seed = 20_000 + 100 * index + n;
      const { inputs, options } = randomProblem(createRandom(seed), { score, normalizer, large: true });
      assertAgrees(attention, inputs, options, `seed ${seed}`);
    });
  });
});

test('every rank of query with every kind and rank of mask', () => {
  for (const rank of [1, 2, 3, 4]) {
    for (const kind of /** @type {const} */ (['boolean', 'numeric'])) {
      for (const maskRank of [1, 2, 3, 4]) {
        for (let n = 0; n < 4; n++) {
          const seed = 30_000 + 1000 * rank + 100 * maskRank + 10 * (kind === 'boolean' ? 1 : 0) + n;
          const random = createRandom(seed);
          const { inputs, options, sizes } = randomProblem(random, { score: 'scaled-dot', normalizer: 'softmax', rank, plain: true });
          inputs.mask = randomMask(random, [sizes.B, sizes.H, sizes.Tq, sizes.Tk], { kind, rank: maskRank });
          assertAgrees(attention, inputs, options, `seed ${seed}`);
        }
      }
    }
  }
});

test('numbers 0 and 1 are added if they are floats, or a dtype says so', () => {
  const inputs = { query: [[0.5], [-0.5]], key: [[0.1], [0.9], [0.3]], value: [[1], [2], [3]] };
  for (const array of [Float32Array, Float64Array]) assertAgrees(attention, { ...inputs, mask: { data: array.from([1, 0, 1]), shape: [3] } }, {}, array.name);
  for (const array of [Int8Array, Uint8ClampedArray, Int16Array, Int32Array, Uint32Array]) {
    for (const dtype of ['float32', 'float64']) assertAgrees(attention, { ...inputs, mask: { data: array.from([1, 0, 1]), shape: [3], dtype } }, {}, `${array.name}, ${dtype}`);
  }
});

test('query, key and value in any typed array', () => {
  for (const array of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array]) {
    /** @param {number[]} data @param {number[]} shape */
    const tensor = (data, shape) => ({ data: array.from(data), shape, ...(array === Uint16Array && { dtype: 'uint16' }) });
    const inputs = { query: tensor([1, 0], [2]), key: tensor([1, 1, 0, 1, 0, 0], [3, 2]), value: tensor([1, 0, 1], [3, 1]) };
    assertAgrees(attention, inputs, {}, array.name);
  }
});

test('zero vectors, equal keys, whole numbers', () => {
  kPairs.forEach(({ score, normalizer }, pair) => {
    for (let n = 0; n < 6; n++) {
      const seed = 35_000 + 10 * pair + n;
      const random = createRandom(seed);
      /** Rows of which many are equal, and some are zero. @param {number} length @param {number} size */
      const rows = (length, size) => Array.from({ length }, () => (random.chance(0.3) ? Array(size).fill(0) : Array.from({ length: size }, () => random.integer(-1, 1))));
      const inputs = { query: rows(4, 2), key: rows(6, 2), value: rows(6, 3), params: randomParams(random, { score, D: 2, Dk: 2, Tk: 6, low: -1, predictive: false }) };
      assertAgrees(attention, inputs, { score, normalizer, scale: random.pick([1, -1, 0.5]) }, `seed ${seed}`);
    }
  });
});

test('the chosen scores of attend are the oracle\'s stages', () => {
  kPairs.forEach(({ score, normalizer }, pair) => {
    const seed = 40_000 + pair;
    const { inputs, options } = randomProblem(createRandom(seed), { score, normalizer });
    if (normalizer.startsWith('article')) options.normalizer = score === 'linear' ? 'sum' : 'sigmoid';
    for (const stage of /** @type {const} */ (['scaled', 'capped', 'biased', 'weights'])) {
      const got = attention.attend(inputs, { ...options, scores: stage });
      assertStage(got.scores, trace(inputs, options)[stage], `seed ${seed} ${stage} ${JSON.stringify(options)}`);
    }
  });
});

test('small temperatures, large scales, long rows keep the exactness', () => {
  kScores.filter((score) => score !== 'linear').forEach((score, index) => {
    for (const normalizer of ['softmax', 'sparsemax', 'entmax15', 'sigmoid']) {
      for (const options of [{ temperature: 0.02 }, { scale: 20 }, { scale: -8, softcap: 30 }, { alibi: [1.5], causal: true }, { alibi: [-0.7] }]) {
        const seed = 50_000 + index;
        const random = createRandom(seed);
        const { inputs } = randomProblem(random, { score, normalizer, rank: 2, plain: true });
        assertAgrees(attention, inputs, { ...options, score, normalizer }, `seed ${seed}`);
      }
    }
  });
});

test('linear attention over 40000 positions: its sums, not its pairs', () => {
  const T = 40_000;
  const random = createRandom(55_000);
  const [query, key, value] = [3, 3, 2].map((size) => random.tensor([T, size]));
  for (const options of [{}, { causal: true }, { keyLengths: [24_000] }, { causal: true, keyLengths: [36_000] }]) {
    const { output } = attention.attend({ query, key, value }, { ...options, score: 'linear' });
    for (const i of [0, 21_000, T - 1]) {
      // The same row is computed alone, with the keys that it sees.
      const last = (options.causal ? i + (options.keyLengths ? options.keyLengths[0] - T : 0) : T - 1) + 1;
      const seen = Math.max(0, Math.min(last, options.keyLengths?.[0] ?? T));
      const want = seen === 0 ? { data: [0, 0], shape: [2] } : trace({
        query: { data: query.data.slice(3 * i, 3 * i + 3), shape: [3] },
        key: { data: key.data.slice(0, 3 * seen), shape: [seen, 3] },
        value: { data: value.data.slice(0, 2 * seen), shape: [seen, 2] },
      }, { score: 'linear' }).output;
      assertStage({ data: output.data.slice(2 * i, 2 * i + 2), shape: [2] }, want, `row ${i} ${JSON.stringify(options)}`);
    }
  }
});
