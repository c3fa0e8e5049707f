/**
 * Sessions: keys and values appended in parts give the same result as all at once with a cache, and
 * what a session cannot do is refused. Also the precisions of held keys and values, with their errors.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attention } from './engine.js';
import { assertExact, assertNear } from './closeness.js';
import { runModule } from './child.js';
import { trace } from './oracle.js';
import { createRandom } from './random.js';

/** @param {ReturnType<typeof createRandom>} random @param {number[]} shape */
const tensor = (random, shape) => ({
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.uniform(-1, 1)),
  shape,
});

/** Rows from `first` to `last` of [B,G,T,D]. @param {{ data: Float32Array, shape: number[] }} whole @param {number} first @param {number} last */
function rows({ data, shape: [B, G, T, D] }, first, last) {
  const part = [];
  for (let head = 0; head < B * G; head++) part.push(...data.subarray((head * T + first) * D, (head * T + last) * D));
  return { data: Float32Array.from(part), shape: [B, G, last - first, D] };
}

const kSizes = { batch: 2, numHeads: 4, numKvHeads: 2, headSize: 20, valueSize: 12, capacity: 300 };

for (const options of [{}, { causal: true }, { causal: true, window: { left: 40 } }, { alibi: [0.5, 0.25, 0.1, 0.05] },
  { score: 'cosine', normalizer: 'sigmoid' }, { score: 'euclidean', temperature: 0.5 }, { normalizer: 'sparsemax' }, { softcap: 2 },
  { score: 'linear' }, { causal: 'bottom-right' }, { alibi: {} }, { alibi: { distance: 'both' }, causal: true }, { sinks: [1, -1, 0.5, 2] },
  { sinks: [1, -1, 0.5, 2], normalizer: 'entmax', alpha: 1.3 }]) {
  test(`appended step by step, ${JSON.stringify(options)}`, () => {
    const random = createRandom(7);
    const [key, value] = [20, 12].map((size) => tensor(random, [2, 2, 280, size]));
    const session = attention.session(kSizes);
    let length = 0;
    for (const [count, queries] of [[1, 1], [6, 3], [130, 1], [143, 20]]) {
      session.append({ key: rows(key, length, length + count), value: rows(value, length, length + count) });
      length += count;
      assert.equal(session.length, length);
      const query = tensor(random, [2, 4, queries, 20]);
      // This is the same as a call whose past holds all but the newest `queries` keys.
      const past = length - queries;
      const inputs = { query, key: rows(key, past, length), value: rows(value, past, length), pastKey: rows(key, 0, past), pastValue: rows(value, 0, past) };
      assertExact(session.attend({ query }, { ...options, weights: true }), trace(inputs, options), `length ${length}`);
    }
    session.delete();
  });
}

test('documents whose lengths add up to that of the session', () => {
  const random = createRandom(18);
  const session = attention.session(kSizes);
  const [key, value] = [20, 12].map((size) => tensor(random, [2, 2, 280, size]));
  session.append({ key, value });
  const query = tensor(random, [2, 4, 20, 20]);
  const options = { documents: [100, 167, 13], causal: true };
  assertExact(session.attend({ query }, { ...options, weights: true }), trace({ query, key, value }, { ...options, causal: 'bottom-right' }), 'documents');
  assert.throws(() => session.attend({ query }, { documents: [100, 167] }), { code: 'range', argument: 'documents' });
  session.delete();
});

test('a mask as wide as the session, packed heads, and one head alone', () => {
  const random = createRandom(8);
  const session = attention.session({ headSize: 8, capacity: 10 });
  const [key, value] = [tensor(random, [7, 8]), tensor(random, [7, 8])];
  session.append({ key, value });
  const query = tensor(random, [2, 8]);
  const mask = { data: Uint8Array.from({ length: 14 }, (_, i) => (i % 3 ? 1 : 0)), shape: [2, 7] };
  assertExact(session.attend({ query, mask }, { weights: true }), trace({ query, key, value, mask }), 'mask');
  assert.throws(() => session.attend({ query, mask: [[true, false]] }), { code: 'shape', argument: 'mask' });
  session.delete();

  const packed = attention.session({ numHeads: 4, numKvHeads: 2, headSize: 3, capacity: 9 });
  const inputs = { query: tensor(random, [1, 5, 12]), key: tensor(random, [1, 9, 6]), value: tensor(random, [1, 9, 6]) };
  packed.append({ key: inputs.key, value: inputs.value });
  assertExact({ ...packed.attend({ query: inputs.query }, { weights: true }) }, trace(inputs, { numHeads: 4, numKvHeads: 2 }), 'packed');
  packed.delete();
});

test('truncate forgets, and the room is free again', () => {
  const random = createRandom(9);
  const [key, value, query] = [tensor(random, [1, 1, 40, 8]), tensor(random, [1, 1, 40, 8]), tensor(random, [1, 1, 1, 8])];
  const session = attention.session({ headSize: 8, capacity: 40 });
  session.append({ key, value });
  session.truncate(11);
  assert.equal(session.length, 11);
  const short = { query, key: rows(key, 0, 11), value: rows(value, 0, 11) };
  assertExact(session.attend({ query }, { weights: true }), trace(short), 'truncated');
  session.append({ key: rows(key, 11, 40), value: rows(value, 11, 40) });
  assertExact(session.attend({ query }, { weights: true }), trace({ query, key, value }), 'filled again');
  for (const length of [-1, 41, 1.5, '3']) assert.throws(() => session.truncate(length), { code: 'range', argument: 'length' });
  session.delete();
});

test('a session refuses bad input and still works', () => {
  const random = createRandom(10);
  const session = attention.session({ headSize: 4, capacity: 3 });
  const step = { key: [[1, 0, 0, 0]], value: [[1, 2, 3, 4]] };
  assert.throws(() => session.attend({ query: [1, 0, 0, 0] }), { code: 'size', argument: 'key' });
  session.append(step);
  /** @type {[() => void, object][]} */
  const refusals = [
    [() => session.append({ key: [[1, 2, 3]], value: [[1, 2, 3, 4]] }), { code: 'shape', argument: 'key' }],
    [() => session.append({ key: [[1, 2, 3, 4]], value: [[1, 2, 3, 4], [1, 2, 3, 4]] }), { code: 'shape', argument: 'value' }],
    [() => session.append({ key: [[1, 2, 3, 4]] }), { code: 'missing', argument: 'value' }],
    [() => session.append({ key: [[1, 2, NaN, 4]], value: [[1, 2, 3, 4]] }), { code: 'value', argument: 'key' }],
    [() => session.append({ key: [1, 2, 3, 4].map(() => [0, 0, 0, 0]), value: [1, 2, 3, 4].map(() => [0, 0, 0, 0]) }), { code: 'size', argument: 'key' }],
    [() => session.attend({ query: [1, 2] }), { code: 'shape' }],
    [() => session.attend({ query: [1, 0, 0, 0], pastKey: [[1, 0, 0, 0]], pastValue: [[1, 0, 0, 0]] }), { code: 'option', argument: 'pastKey' }],
    [() => session.attend({ query: [1, 0, 0, 0] }, { keyLengths: [1] }), { code: 'option', argument: 'keyLengths' }],
    [() => attention.session({ headSize: 4 }), { code: 'missing', argument: 'capacity' }],
    [() => attention.session({ headSize: 0, capacity: 1 }), { code: 'range', argument: 'headSize' }],
    [() => attention.session({ headSize: 4, capacity: 1, size: 2 }), { code: 'option', argument: 'size' }],
    [() => attention.session({ headSize: 4, capacity: 1, precision: 'f8' }), { code: 'option', argument: 'precision' }],
    [() => attention.session({ headSize: 2 ** 20, capacity: 2 ** 30 }), { code: 'memory', argument: 'capacity' }],
  ];
  for (const [call, expected] of refusals) assert.throws(call, { name: 'AttentionError', ...expected });
  assert.equal(session.length, 1);
  assert.deepEqual([...session.attend({ query: [1, 0, 0, 0] }).output.data], [1, 2, 3, 4]);
  session.delete();
  session.delete();
  assert.throws(() => session.append(step), { code: 'unavailable', argument: 'session' });
  // A thousand rounds of many sessions leave the memory as it was.
  const before = attention.memoryBytes;
  for (let round = 0; round < 1000; round++) {
    const short = attention.session({ headSize: 64, capacity: 4096, precision: random.pick(['f32', 'f16', 'int8']) });
    short.delete();
  }
  assert.ok(attention.memoryBytes - before <= 4 * 1024 * 1024, `memory grew by ${attention.memoryBytes - before}`);
});

test('a session lost with a stopped instance says so', () => {
  const { stdout, stderr } = runModule(`
    const { watchInstances } = await import('./tests/node/instances.js');
    const instances = watchInstances();
    const { loadAttention } = await import('attention-lab');
    const attention = await loadAttention();
    const session = attention.session({ headSize: 1, capacity: 4 });
    session.append({ key: [[1]], value: [[5]] });
    console.log(session.attend({ query: [1] }).output.data[0]);
    instances.trapNext();
    try { attention.attend({ query: [1], key: [[1]], value: [[7]] }); } catch (error) { console.log(error.code); }
    instances.disarm();
    for (const use of [() => session.attend({ query: [1] }), () => session.append({ key: [[1]], value: [[5]] }), () => session.delete()]) {
      try { use(); console.log('no error'); } catch (error) { console.log(error.code, error.argument); }
    }
    console.log(attention.attend({ query: [1], key: [[1]], value: [[7]] }).output.data[0]);`);
  assert.equal(stderr, '');
  assert.deepEqual(stdout.trim().split('\n'), ['5', 'unavailable', 'unavailable session', 'unavailable session', 'no error', '7']);
});

test('a half beyond 65504 is refused, and a number that rounds to 65504 is held', () => {
  /** @param {any} numbers @param {string} argument @param {string} got */
  const refused = (numbers, argument, got) => assert.throws(
    () => attention.attend({ query: [1], key: [[1], [2]], value: [[1], [2]], ...numbers }, { precision: 'f16' }),
    { name: 'AttentionError', code: 'value', argument, message: `${argument}: expected magnitudes of at most 65504 in halves, got ${got}` },
  );
  refused({ value: [[1], [1e6]] }, 'value', '1000000 at index 1');
  refused({ key: { data: new Float32Array([-65520, 1]), shape: [2, 1] } }, 'key', '-65520 at index 0');
  refused({ pastKey: [[1]], pastValue: [[-1e30]] }, 'pastValue', '-1e30 at index 0');
  for (const value of [65504, -65519.9]) {
    assert.deepEqual([...attention.attend({ query: [1], key: [[1]], value: [[value]] }, { precision: 'f16' }).output.data], [Math.sign(value) * 65504]);
  }
});

test('a refused append leaves a session of halves unchanged', () => {
  const session = attention.session({ headSize: 2, capacity: 4, precision: 'f16' });
  session.append({ key: [[1, 2]], value: [[3, 4]] });
  const before = session.attend({ query: [[1, 1]] }).output.data;
  for (const [argument, rows] of /** @type {[string, any][]} */ ([
    ['key', { key: [[1, 2], [70_000, 1]], value: [[1, 2], [3, 4]] }],
    ['value', { key: [[1, 2], [3, 4]], value: [[1, 2], [3, -70_000]] }],
  ])) {
    const index = argument === 'key' ? '70000 at index 2' : '-70000 at index 3';
    assert.throws(() => session.append(rows), { code: 'value', message: `${argument}: expected magnitudes of at most 65504 in halves, got ${index}` });
    assert.equal(session.length, 1);
    assert.deepEqual(session.attend({ query: [[1, 1]] }).output.data, before);
  }
  // It also forgets the refused number as its largest: its digits stay those of a session that never got that number.
  const query = tensor(createRandom(1), [64, 2]);
  const rows = tensor(createRandom(2), [3, 2]);
  session.append({ key: rows, value: rows });
  const fresh = attention.session({ headSize: 2, capacity: 4, precision: 'f16' });
  fresh.append({ key: [[1, 2]], value: [[3, 4]] });
  fresh.append({ key: rows, value: rows });
  assert.deepEqual(session.attend({ query }).output.data, fresh.attend({ query }).output.data);
  for (const each of [session, fresh]) each.delete();
});

test('rows of int8 keep their signs down to the smallest float', () => {
  for (const size of [4e-43, 1.8e-43, 1e-44, 1e-45, 3.4028234e38]) {
    const value = [[size, -size, size / 2]];
    const { output } = attention.attend({ query: [0], key: [[1]], value }, { precision: 'int8' });
    const step = Math.fround(size) / 127 + 1.5e-45;
    assertNear(output, { data: value[0], shape: [3] }, () => step, `${size}`);
    assert.ok(output.data[0] > 0 && output.data[1] < 0 && output.data[2] >= 0, `${size}: ${output.data}`);
  }
});

// The errors of halves and int8 in the weighted values: a half has 11 bits, an int8 row has 7 bits for its largest number.
for (const [precision, bound] of /** @type {[string, number][]} */ ([['f32', 2e-6], ['f16', 1e-3], ['int8', 2e-2]])) {
  test(`precision ${precision}`, (t) => {
    const random = createRandom(11);
    const inputs = { query: tensor(random, [1, 2, 40, 64]), key: tensor(random, [1, 2, 300, 64]), value: tensor(random, [1, 2, 300, 64]) };
    const want = trace(inputs).output;
    const { output } = attention.attend(inputs, { precision });
    const error = output.data.reduce((/** @type {number} */ most, /** @type {number} */ x, /** @type {number} */ i) => Math.max(most, Math.abs(x - want.data[i])), 0);
    t.diagnostic(`largest error ${error.toExponential(2)}`);
    assertNear(output, want, () => bound, precision);
    if (precision !== 'f32') assert.ok(error > 1e-6, 'the precision was ignored');
    // Another session in the same precision holds the same numbers.
    const session = attention.session({ numHeads: 2, headSize: 64, capacity: 300, precision });
    session.append(inputs);
    assertNear(session.attend({ query: inputs.query }).output, output, () => 2e-6, 'session');
    session.delete();
  });
}
