/**
 * Random problems at the ends of float64 against the oracle: extreme-problem.js makes them, promise.js says what must hold.
 *
 * The ordinary run takes fixed seeds. For a long run of fresh ones:
 *   ATTN_FUZZ_SECONDS=600 ATTN_FUZZ_SEED=12345 node --test tests/node/property-extremes.test.js
 * runs for so many seconds from that seed on (by default from the current time) and prints the number of problems. A failure
 * names its seed; ATTN_FUZZ_SEED with ATTN_FUZZ_SECONDS=0 runs only that one.
 */

import test from 'node:test';
import assert from 'node:assert/strict';
import { attention } from './engine.js';
import { assertPromise } from './promise.js';
import { assertExact, assertSameBits } from './closeness.js';
import { extremeProblem, extremeRows } from './extreme-problem.js';
import { trace } from './oracle.js';
import { createRandom, kPairs, nest } from './random.js';

const { ATTN_FUZZ_SECONDS, ATTN_FUZZ_SEED } = process.env;
const isLong = ATTN_FUZZ_SECONDS !== undefined;
const seconds = Number(ATTN_FUZZ_SECONDS ?? 0);
const firstSeed = isLong ? Number(ATTN_FUZZ_SEED ?? Date.now() % 2 ** 31) : 0;

/**
 * Runs each seed of a range; a long run takes fresh seeds until its share of the time is over.
 * @param {import('node:test').TestContext} t
 * @param {{ seed: number, count: number, share: number }} plan
 * @param {(seed: number) => string} run what became of it
 */
function eachSeed(t, { seed, count, share }, run) {
  /** @type {Record<string, number>} */
  const met = {};
  const [start, end] = [isLong ? firstSeed : seed, Date.now() + 1000 * seconds * share];
  for (let n = 0; isLong ? n === 0 || Date.now() < end : n < count; n++) {
    const outcome = run(start + n);
    met[outcome] = (met[outcome] ?? 0) + 1;
  }
  t.diagnostic(`from seed ${start}: ${JSON.stringify(met)}`);
  return met;
}

test('every score and normaliser at the ends of float64', (t) => {
  const met = eachSeed(t, { seed: 300_000, count: 6000, share: 0.7 }, (seed) => {
    const random = createRandom(seed);
    const { inputs, options } = extremeProblem(random, random.pick(kPairs));
    return assertPromise(() => attention.attend(inputs, { ...options, weights: true }), inputs, options, `seed ${seed}`);
  });
  if (!isLong) assert.ok(met.answered > 3000 && met.refused > 30, JSON.stringify(met));
});

test('equal keys weigh the same, whatever the temperature and the scale', (t) => {
  eachSeed(t, { seed: 310_000, count: 400, share: 0.05 }, (seed) => {
    const random = createRandom(seed);
    const { inputs, options } = extremeProblem(random, { score: random.pick(['dot', 'cosine', 'euclidean', 'general']), normalizer: random.pick(['softmax', 'sparsemax', 'entmax15', 'sigmoid']) });
    for (const name of ['alibi', 'causal', 'window', 'keyLengths']) delete options[name];
    delete inputs.mask;
    const [row] = extremeRows(random, 1, inputs.value[0][0].length);
    const size = Array.isArray(inputs.key) ? inputs.key[0][0][0].length : inputs.key.shape[3];
    const heads = inputs.value[0].length;
    inputs.key = [Array.from({ length: heads }, () => row.map(() => row.slice(0, size).concat(Array(size).fill(0)).slice(0, size)))];
    let weights;
    try {
      ({ weights } = attention.attend(inputs, { ...options, weights: true }));
    } catch (error) {
      assert.equal(/** @type {any} */ (error).code, 'undefined-row');
      return 'refused';
    }
    const keys = weights.shape[3];
    weights.data.forEach((/** @type {number} */ weight, /** @type {number} */ place) => {
      assert.equal(weight, weights.data[place - place % keys], `seed ${seed} ${JSON.stringify(options)}`);
    });
    return 'answered';
  });
});

test('a session fed in odd pieces answers as a call with a past', (t) => {
  eachSeed(t, { seed: 320_000, count: 500, share: 0.15 }, (seed) => {
    const random = createRandom(seed);
    const pair = random.pick(kPairs.filter(({ score }) => score !== 'location'));
    const { inputs, options, heads } = extremeProblem(random, pair);
    for (const name of ['keyLengths']) delete options[name];
    const [key, value] = [inputs.key, inputs.value].map((tensor) => (Array.isArray(tensor) ? tensor : nest(tensor)));
    const query = Array.isArray(inputs.query) ? inputs.query : nest(inputs.query);
    const Tk = key[0][0].length;
    const precision = random.pick(['f32', 'f32', 'f16', 'int8']);
    /** @param {any[][][][]} tensor @param {number} first @param {number} [last] */
    const rows = (tensor, first, last) => [tensor[0].map((head) => head.slice(first, last))];
    // There may be more queries than keys: then the call cannot have this past.
    const queries = [query[0].map((/** @type {any} */ head) => head.slice(0, Tk))];
    const past = Tk - queries[0][0].length;
    delete inputs.mask;
    const session = attention.session({ numHeads: heads, headSize: key[0][0][0].length, valueSize: value[0][0][0].length, capacity: Tk + 2, precision });
    try {
      for (let at = 0; at < Tk;) {
        const next = Math.min(Tk, at + random.integer(1, 4));
        session.append({ key: rows(key, at, next), value: rows(value, at, next) });
        at = next;
        if (random.chance(0.2) && at > 1) session.truncate(--at);
      }
      const params = inputs.params === undefined ? {} : { params: inputs.params };
      const whole = { query: queries, key: rows(key, past), value: rows(value, past), ...params, ...(past > 0 && { pastKey: rows(key, 0, past), pastValue: rows(value, 0, past) }) };
      const ask = () => session.attend({ query: queries, ...params }, { ...options, weights: true });
      if (precision === 'f32') {
        // A session holds float32.
        /** @param {any} tensor */
        const held = (tensor) => nest({ data: Float32Array.from(tensor.flat(3)), shape: [1, heads, tensor[0][0].length, tensor[0][0][0].length] });
        const all = { ...whole, key: held(whole.key), value: held(whole.value), ...(past > 0 && { pastKey: held(whole.pastKey), pastValue: held(whole.pastValue) }) };
        return assertPromise(ask, all, options, `seed ${seed}`);
      }
      const [mine, theirs] = [ask, () => attention.attend(whole, { ...options, precision, weights: true })].map((call) => {
        try {
          return call();
        } catch (error) {
          return { message: /** @type {any} */ (error).message };
        }
      });
      assert.equal(mine.message, theirs.message, `seed ${seed}`);
      if (mine.message) return 'refused';
      for (const name of ['weights', 'output']) {
        assert.ok(mine[name].data.every(Number.isFinite), `seed ${seed} ${precision} ${name}`);
        assertSameBits(mine[name], theirs[name], `seed ${seed} ${precision} ${JSON.stringify(options)} ${name}`);
      }
      return 'answered';
    } finally {
      session.delete();
    }
  });
});

test('masks with ALiBi over long rows keep 2e-6', (t) => {
  eachSeed(t, { seed: 330_000, count: 24, share: 0.1 }, (seed) => {
    const random = createRandom(seed);
    const [T, Tq, D] = [random.pick([2048, 2500, 3001]), random.integer(1, 2), 4];
    const inputs = { query: random.tensor([1, 2, Tq, D]), key: random.tensor([1, 2, T, D]), value: random.tensor([1, 2, T, 2]), mask: /** @type {any} */ (undefined) };
    /** @type {Record<string, any>} */
    const options = { normalizer: random.pick(['softmax', 'softmax', 'softmax', 'sparsemax', 'entmax15']), alibi: [random.pick([0.5, 1, 0.004, 1e30]), random.pick([-0.5, -1, -0.004, -1e30, 0])] };
    const [first, last] = [random.integer(0, T - 1), random.integer(0, T - 1)].sort((a, b) => a - b);
    const isSeen = random.pick([(/** @type {number} */ j) => j >= first && j <= last, (/** @type {number} */ j) => j % 97 === first % 97, (/** @type {number} */ j) => j <= 5]);
    const kind = random.pick(['boolean', 'infinite', 'added']);
    const marks = Array.from({ length: T }, (_, j) => isSeen(j));
    if (kind === 'boolean') inputs.mask = { data: Uint8Array.from(marks, Number), shape: [T] };
    else inputs.mask = { data: Float64Array.from(marks, (seen) => (seen ? (kind === 'added' ? random.uniform(-500, 500) : 0) : -Infinity)), shape: [T] };
    if (random.chance(0.3)) options.keyLengths = [random.integer(1, T)];
    if (random.chance(0.3)) options.window = { left: random.integer(10, T) };
    assertExact(attention.attend(inputs, { ...options, weights: true }), trace(inputs, options), `seed ${seed} ${kind} ${JSON.stringify(options)}`);
    return kind;
  });
});
