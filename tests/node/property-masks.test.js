/**
 * Windows, lengths and biases give the same result as an equivalent mask, and a masked key has no
 * influence, whatever finite values it holds.
 */

import test from 'node:test';
import assert from 'node:assert/strict';
import { attention } from './engine.js';
import { trace } from './oracle.js';
import { assertAlike, assertSameBits } from './closeness.js';
import { createRandom, kNeverPositive, kPairs, nest, randomParams } from './random.js';

const kTq = 3;
const kTk = 9;
const kSize = 4;
/** Keys from here on are masked for every query in the poisoning tests. */
const kVisible = 5;

/**
 * Two heads, three queries, nine keys; positive numbers if the normaliser needs them.
 * @param {number} seed
 * @param {{ score: string, normalizer: string }} pair
 */
function smallProblem(seed, { score, normalizer }) {
  const random = createRandom(seed);
  const low = ['sum', 'article', 'article-code'].includes(normalizer) ? 0.05 : -1;
  /** @param {number} length */
  const input = (length) => nest(random.tensor([1, 2, length, kSize], low, 1));
  const params = randomParams(random, { score, D: kSize, Dk: kSize, Tk: kTk, low, predictive: false });
  /** @type {Record<string, any>} */
  const inputs = { query: input(kTq), key: input(kTk), value: input(kTk), params };
  /** @type {Record<string, any>} */
  const options = { score, normalizer, scale: kNeverPositive.includes(score) && low > 0 ? -1 : 1 };
  return { inputs, options, random };
}

/**
 * @param {Record<string, any>} inputs
 * @param {Record<string, any>} options
 */
const attend = (inputs, options) => attention.attend(inputs, { ...options, weights: true });

/** A map whose numbers follow a rule for query and key. @template T @param {(i: number, j: number) => T} rule */
const mapOf = (rule) => Array.from({ length: kTq }, (_, i) => Array.from({ length: kTk }, (__, j) => rule(i, j)));

/** Six ways to hide the keys from kVisible on from every query. @type {Record<string, { mask?: any, options?: any }>} */
const kHidings = {
  'a boolean mask': { mask: mapOf((_, j) => j < kVisible) },
  'a numeric mask': { mask: { data: Float32Array.from({ length: kTk }, (_, j) => (j < kVisible ? 0 : -Infinity)), shape: [kTk] } },
  'key lengths': { options: { keyLengths: [kVisible] } },
  causal: { options: { causal: true } },
  window: { options: { window: { right: 2 } } },
  documents: { options: { documents: [kVisible, kTk - kVisible] } },
};

kPairs.forEach((pair, number) => {
  test(`masked keys of 1e30 change no bit: ${pair.score} with ${pair.normalizer}`, () => {
    for (const [name, { mask, options: hiding }] of Object.entries(kHidings)) {
      const { inputs, options } = smallProblem(70_000 + number, pair);
      const all = { ...options, ...hiding };
      const clean = attend({ ...inputs, mask }, all);
      for (const poison of [1e30, -1e30, 3e38]) {
        /** @param {number[][][][]} tensor */
        const poisoned = (tensor) => tensor.map((heads) => heads.map((rows) => rows.map((row, j) => (j < kVisible ? row : row.map(() => poison)))));
        const dirty = attend({ ...inputs, mask, key: poisoned(inputs.key), value: poisoned(inputs.value) }, all);
        assertSameBits(dirty.weights, clean.weights, `${name} ${poison}: weights`);
        assertSameBits(dirty.output, clean.output, `${name} ${poison}: output`);
      }
    }
  });
});

test('a key that one row sees and another does not changes only the row that sees it', () => {
  const total = ['softmax', 'sparsemax', 'entmax15', 'hardmax', 'sigmoid'];
  kPairs.filter(({ score, normalizer }) => total.includes(normalizer) || score === 'linear').forEach((pair, number) => {
    for (const hiding of [{ causal: true }, { window: { left: 1, right: 0 } }]) {
      const { inputs, options } = smallProblem(71_000 + number, pair);
      const clean = attend(inputs, { ...options, ...hiding });
      /** @param {number[][][][]} tensor */
      const poisoned = (tensor) => tensor.map((heads) => heads.map((rows) => rows.map((row, j) => (j === 1 ? row.map(() => 1e30) : row))));
      const dirty = attend({ ...inputs, key: poisoned(inputs.key), value: poisoned(inputs.value) }, { ...options, ...hiding });
      for (const head of [0, 1]) {
        const label = `${pair.score} ${pair.normalizer} ${JSON.stringify(hiding)} head ${head}`;
        /** The part of a tensor for the first query, which sees only key 0. @param {any} tensor @param {number} width */
        const firstRow = ({ data }, width) => ({ data: data.slice(head * kTq * width, (head * kTq + 1) * width), shape: [width] });
        assertSameBits(firstRow(dirty.weights, kTk), firstRow(clean.weights, kTk), `${label}: weights`);
        assertSameBits(firstRow(dirty.output, kSize), firstRow(clean.output, kSize), `${label}: output`);
      }
    }
  });
});

test('huge finite inputs give numbers or an error, never NaN', () => {
  kPairs.forEach((pair, number) => {
    for (const huge of [1e30, 3e38]) {
      const { inputs, options } = smallProblem(72_000 + number, pair);
      inputs.key[0][0][2] = [huge, -huge, huge, huge];
      inputs.value[0][0][1] = [huge, -huge, huge, 0];
      inputs.query[0][1][0] = [huge, huge, -huge, 0];
      let result;
      try {
        result = attend(inputs, options);
      } catch (error) {
        assert.equal(/** @type {any} */ (error).code, 'undefined-row', `${pair.score} ${pair.normalizer}: ${error}`);
        continue;
      }
      for (const name of /** @type {const} */ (['weights', 'output'])) {
        assert.ok(!result[name].data.some(Number.isNaN), `${pair.score} ${pair.normalizer} ${huge}: NaN in ${name}`);
      }
    }
  });
});

/**
 * Asserts that two calls that mean the same agree, for every score and normaliser.
 * @param {string} title
 * @param {number} seed
 * @param {(random: import('./random.js').Random) => { options?: any, inputs?: any }} left
 * @param {(random: import('./random.js').Random) => { options?: any, inputs?: any }} right
 * @param {(pair: { score: string, normalizer: string }) => boolean} [applies]
 */
function sameMeaning(title, seed, left, right, applies = () => true) {
  test(title, () => {
    kPairs.filter(applies).forEach((pair, number) => {
      const { inputs, options } = smallProblem(seed + number, pair);
      const [a, b] = [left, right].map((way) => {
        const { inputs: more, options: chosen } = way(createRandom(seed + number));
        return attend({ ...inputs, ...more }, { ...options, ...chosen });
      });
      assertAlike(a, b, `seed ${seed + number} ${pair.score} ${pair.normalizer}`);
    });
  });
}

sameMeaning('causal equals its mask', 73_000, () => ({ options: { causal: true } }), () => ({ inputs: { mask: mapOf((i, j) => j <= i) } }));

sameMeaning('causal bottom-right equals its mask', 73_500,
  () => ({ options: { causal: 'bottom-right' } }),
  () => ({ inputs: { mask: mapOf((i, j) => j <= i + kTk - kTq) } }));

sameMeaning('a window equals its mask', 74_000,
  () => ({ options: { window: { left: 1, right: 2 } } }),
  () => ({ inputs: { mask: mapOf((i, j) => j >= i - 1 && j <= i + 2) } }));

sameMeaning('causal with a window equals its mask', 74_500,
  () => ({ options: { window: { left: 0, right: 4 }, causal: true } }),
  () => ({ inputs: { mask: mapOf((i, j) => j === i) } }));

sameMeaning('key lengths equal their mask', 75_000, () => ({ options: { keyLengths: [6] } }), () => ({ inputs: { mask: mapOf((_, j) => j < 6) } }));

sameMeaning('key lengths move causal and the window to the end', 76_000,
  () => ({ options: { keyLengths: [6], causal: true, window: { left: 3 } } }),
  () => ({ inputs: { mask: mapOf((i, j) => j <= i + 3 && j >= i && j < 6) } }));

sameMeaning('fewer keys than queries leave rows empty', 76_500,
  () => ({ options: { keyLengths: [2], causal: true } }),
  () => ({ inputs: { mask: mapOf((i, j) => j <= i - 1) } }));

sameMeaning('documents equal their mask', 76_700,
  () => ({ options: { documents: [2, 0, 6, 1] } }),
  () => ({ inputs: { mask: mapOf((i, j) => (i < 2) === (j < 2) && j < 8) } }));

sameMeaning('documents with causal, key lengths and a window equal their mask', 76_800,
  () => ({ options: { documents: [4, 2, 3], causal: true, keyLengths: [7], window: { left: 1 } } }),
  () => ({ inputs: { mask: mapOf((i, j) => j <= i + 4 && j >= i + 3 && j >= (i < 2 ? 4 : 6) && j < 7) } }));

sameMeaning('a boolean mask equals zeros and -Infinity', 77_000,
  (random) => ({ inputs: { mask: mapOf(() => random.chance(0.6)) } }),
  (random) => ({ inputs: { mask: mapOf(() => (random.chance(0.6) ? 0 : -Infinity)) } }));

// The bias makes scores negative, and then the article's normalisers have no value.
sameMeaning('alibi equals its numeric mask', 78_000,
  () => ({ options: { alibi: [0.5, -0.25] } }),
  () => ({ inputs: { mask: [0.5, -0.25].map((slope) => mapOf((i, j) => slope * (j - i))) } }),
  ({ normalizer }) => !normalizer.startsWith('article'));

sameMeaning('alibi to both sides equals its numeric mask', 78_500,
  () => ({ options: { alibi: { slopes: [0.5, -0.25], distance: 'both' } } }),
  () => ({ inputs: { mask: [0.5, -0.25].map((slope) => mapOf((i, j) => -slope * Math.abs(j - i))) } }),
  ({ normalizer }) => !normalizer.startsWith('article'));

// The slopes of two heads are 2^-4 and 2^-8.
sameMeaning('alibi by head count equals its slopes', 78_700,
  () => ({ options: { alibi: {} } }),
  () => ({ options: { alibi: [1 / 16, 1 / 256] } }),
  ({ normalizer }) => !normalizer.startsWith('article'));

sameMeaning('alibi under a cache counts from the past', 79_000,
  () => ({ options: { alibi: [0.5, -0.25], keyLengths: [7] } }),
  () => ({ inputs: { mask: [0.5, -0.25].map((slope) => mapOf((i, j) => (j < 7 ? slope * (j - (i + 4)) : -Infinity))) } }),
  ({ normalizer }) => !normalizer.startsWith('article'));

test('a window of -1 or an absent side means no limit', () => {
  const { inputs, options } = smallProblem(79_500, { score: 'dot', normalizer: 'softmax' });
  const free = attend(inputs, options);
  for (const window of [{}, { left: -1 }, { right: -1 }, { left: -1, right: -1 }]) {
    assertSameBits(attend(inputs, { ...options, window }).weights, free.weights, JSON.stringify(window));
  }
});

test('every key masked by numbers, flags, length or window: zeros', () => {
  const { inputs, options } = smallProblem(79_600, { score: 'scaled-dot', normalizer: 'softmax' });
  const empty = [
    [{ mask: mapOf(() => -Infinity) }, {}], [{ mask: [false] }, {}], [{}, { keyLengths: [0] }],
    [{ mask: mapOf((_, j) => j > 4) }, { causal: true }], [{ mask: mapOf((_, j) => j > 7) }, { window: { right: 2 } }],
  ];
  for (const [more, chosen] of empty) {
    const result = attend({ ...inputs, ...more }, { ...options, ...chosen });
    assert.ok([...result.weights.data, ...result.output.data].every((x) => x === 0), JSON.stringify(chosen));
    assert.ok(trace({ ...inputs, ...more }, { ...options, ...chosen }).weights.data.every((w) => w === 0));
  }
});

test('a finite mask hides nothing by itself, however low', () => {
  const inputs = { query: [0.5], key: [[0.2], [0.2], [0.4]], value: [[1], [2], [3]] };
  for (const low of [-1e9, -3.4028234663852886e38, -1e300]) {
    const one = attend({ ...inputs, mask: [0, 0, low] }, {});
    assert.deepEqual([...one.weights.data], [0.5, 0.5, 0], `${low}`);
    assert.deepEqual([...attend({ ...inputs, mask: [-Infinity, low, -Infinity] }, {}).weights.data], [0, 1, 0], `${low} alone`);
  }
});
