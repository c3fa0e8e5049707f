/**
 * Seeded, structured nonsense: good problems with one to three parts replaced by odd values. The
 * engine answers or refuses with an AttentionError; it never throws anything else, never changes the
 * caller's arrays, and always answers the next call.
 */

import test from 'node:test';
import assert from 'node:assert/strict';
import { AttentionError } from 'attention-lab';
import { attention } from './engine.js';
import { trace, UndefinedRow } from './oracle.js';
import { assertExact } from './closeness.js';
import { assertRefusal, assertWell, kCodes } from './refusal.js';
import { createRandom, kPairs, randomProblem } from './random.js';

const kInputNames = ['query', 'key', 'value', 'mask', 'pastKey', 'pastValue', 'params'];
const kOptionNames = ['score', 'normalizer', 'alpha', 'temperature', 'scale', 'softcap', 'causal', 'window', 'keyLengths', 'documents', 'alibi', 'sinks', 'localFocus', 'numHeads', 'numKvHeads', 'present', 'weights', 'scores', 'logSumExp'];

/** Odd things, each made afresh. @type {((random: import('./random.js').Random) => any)[]} */
const kOddities = [
  () => undefined, () => null, () => true, () => NaN, () => -Infinity, () => 0, () => -1, () => 1e308, () => 2 ** 53, () => 0.5, () => 7n,
  () => '', () => 'softmax', () => '__proto__', () => Symbol('s'), () => () => 1, () => new Date(0), () => new Map(), () => ({}),
  () => [], () => [[]], () => [[[[[[1]]]]]], () => [1, [2]], () => [true], () => [null], () => ['1'], () => new Array(3),
  () => new Float32Array(4), () => new ArrayBuffer(16), () => Object.create(null), () => Object.freeze([1, 2]),
  () => ({ data: new Float32Array(4), shape: [2, 3] }), () => ({ data: new Float32Array(0), shape: [0] }), () => ({ data: [1], shape: [1] }),
  () => ({ data: new Float64Array([NaN]), shape: [1] }), () => ({ data: new Uint8Array(1), shape: [1, 1, 1, 1] }), () => ({ shape: [1] }),
  () => ({ data: new BigInt64Array(2), shape: [2] }), () => ({ data: new Float32Array(2), shape: [-1, -2] }), () => ({ data: new Float32Array(2), shape: ['2'] }),
  () => ({ data: new Float32Array(1), shape: [2 ** 32 + 1] }), () => ({ data: new Float32Array(0), shape: [2 ** 16, 2 ** 16, 1] }),
  () => ({ left: 1e9, right: -1 }), () => ({ left: 2 ** 31, right: 2 ** 32 }), () => ({ center: 'predictive', sigma: 1e-320 }), () => ({ center: [1e300], sigma: 1e300 }),
  (random) => random.vector(random.integer(1, 9)), (random) => random.tensor([random.integer(1, 4), random.integer(1, 4)]),
  (random) => ({ ...random.tensor([6]), shape: random.pick([[6], [2, 3], [3, 2], [1, 6], [1, 1, 6], [1, 2, 1, 3]]) }),
];

/**
 * Replaces a part of the inputs or options, or a part of a tensor in them.
 * @param {import('./random.js').Random} random
 * @param {any} inputs @param {any} options
 */
function spoil(random, inputs, options) {
  const oddity = random.pick(kOddities)(random);
  const where = random.integer(0, 5);
  if (where <= 1) inputs[random.pick(kInputNames)] = oddity;
  else if (where <= 3) options[random.pick(kOptionNames)] = oddity;
  else if (where === 4) random.pick([inputs, options])[random.pick(['junk', 'constructor', 'Query', 'toString', ''])] = oddity;
  else {
    const name = random.pick(['query', 'key', 'value']);
    const tensor = inputs[name];
    if (Array.isArray(tensor)) inputs[name] = [...tensor, oddity];
    else if (tensor && typeof tensor === 'object') inputs[name] = { ...tensor, [random.pick(['data', 'shape', 'dtype'])]: oddity };
  }
}

/** @param {() => any} run @returns {{ result?: any, error?: any }} */
function outcome(run) {
  try {
    return { result: run() };
  } catch (error) {
    return { error };
  }
}

for (const method of ['attend', 'explain', 'iterate']) {
  test(`${method}: nonsense is answered or refused`, () => {
    let refused = 0;
    for (let n = 0; n < 2000; n++) {
      const seed = 130_000 + n;
      const random = createRandom(seed);
      const { inputs, options } = randomProblem(random, random.pick(kPairs));
      if (method !== 'attend') delete options.present;
      if (method === 'iterate') options.steps = 2;
      for (let times = random.integer(1, 3); times > 0; times--) spoil(random, inputs, options);
      const { result, error } = outcome(() => /** @type {any} */ (attention)[method](inputs, options));
      const label = `${method} seed ${seed}`;
      if (error !== undefined) {
        refused++;
        assertRefusal(error, { code: kCodes }, AttentionError, label);
      } else {
        const tensors = method === 'iterate' ? result.states : [result.output];
        for (const { data } of tensors) assert.ok(!data.some(Number.isNaN), `${label}: NaN`);
      }
      if (n % 50 === 0) assertWell(attention, label);
    }
    assert.ok(refused > 1000, `only ${refused} refused`);
    assertWell(attention, method);
  });
}

test('answers are right: random shapes', () => {
  let answered = 0;
  for (let n = 0; n < 4000; n++) {
    const seed = 140_000 + n;
    const random = createRandom(seed);
    const { inputs, options } = randomProblem(random, { score: 'scaled-dot', normalizer: 'softmax' });
    for (const name of ['sinks', 'documents']) delete options[name]; // Most shapes have other numbers of heads and other lengths.
    const name = random.pick(['query', 'key', 'value', 'mask', 'pastKey', 'pastValue']);
    const shape = Array.from({ length: random.integer(1, 4) }, () => random.integer(1, 3));
    inputs[name] = random.tensor(shape);
    const { result, error } = outcome(() => attention.attend(inputs, { ...options, weights: true }));
    if (error !== undefined) {
      assertRefusal(error, { code: ['shape', 'missing', 'option', 'range'] }, AttentionError, `seed ${seed}`);
      continue;
    }
    answered++;
    const { result: want, error: refusal } = outcome(() => trace(inputs, options));
    assert.ok(!(refusal instanceof UndefinedRow));
    if (refusal) throw refusal;
    assertExact(result, want, `seed ${seed}`);
  }
  assert.ok(answered > 100, `only ${answered} answered`);
});

test('inputs that change while they are read', () => {
  const good = () => ({ query: [0.1, 0.2], key: [[1, 2], [3, 4]], value: [[1], [2]] });
  /** An input that gives `first` when it is first read, then `later`. @param {any} first @param {any} later */
  const changing = (first, later) => {
    let asked = 0;
    return () => (asked++ === 0 ? first : later);
  };
  /** @param {any} target @param {string | number} name @param {() => any} get */
  const withGetter = (target, name, get) => Object.defineProperty(target, name, { get, enumerable: true });
  const buffer = new Float32Array([0.1, 0.2]);
  /** @type {Record<string, () => any>} */
  const hostile = {
    'data that grows': () => ({ ...good(), query: withGetter({ shape: [2] }, 'data', changing(new Float32Array(2), new Float32Array(1e6))) }),
    'data that shrinks': () => ({ ...good(), query: withGetter({ shape: [2] }, 'data', changing(new Float32Array(2), new Float32Array(1))) }),
    'data that changes its type': () => ({ ...good(), query: withGetter({ shape: [2] }, 'data', changing(new Float32Array(2), new Float64Array(2))) }),
    'a shape that grows': () => ({ ...good(), query: withGetter({ data: new Float32Array(2) }, 'shape', changing([2], [1_000_000])) }),
    'a length that grows': () => ({ ...good(), query: { data: new Float32Array(2), shape: withGetter([2], 0, changing(2, 1_000_000)) } }),
    'a row that grows': () => ({ ...good(), key: withGetter([[1, 2], [3, 4]], 1, changing([3, 4], Array(100_000).fill(1))) }),
    'a row that shrinks': () => ({ ...good(), key: withGetter([[1, 2], [3, 4]], 1, changing([3, 4], [3])) }),
    'a number that becomes text': () => ({ ...good(), query: withGetter([1, 2], 0, changing(1, 'x')) }),
    'a number that becomes NaN': () => ({ ...good(), query: withGetter([1, 2], 0, changing(1, NaN)) }),
    'an array detached on the way': () => withGetter({ ...good(), query: { data: buffer, shape: [2] } }, 'value', () => {
      if (buffer.length > 0) structuredClone(buffer, { transfer: [buffer.buffer] });
      return [[1], [2]];
    }),
    'a call within the call': () => ({ ...good(), query: withGetter([0.1, 0.2], 1, () => {
      attention.attend({ query: Array(5000).fill(1), key: [Array(5000).fill(1)], value: [[1]] });
      return 0.2;
    }) }),
  };
  for (const [name, make] of Object.entries(hostile)) {
    const { result, error } = outcome(() => attention.attend(make(), { weights: true }));
    if (error !== undefined) assertRefusal(error, { code: kCodes }, AttentionError, name);
    else assert.ok(!result.output.data.some(Number.isNaN), name);
    assertWell(attention, name);
  }
  // An error of the caller's own getter reaches the caller.
  assert.throws(() => attention.attend(withGetter(good(), 'mask', () => { throw new Error('mine'); })), /mine/);
  assertWell(attention, 'after the caller threw');
});
