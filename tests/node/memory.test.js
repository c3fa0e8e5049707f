/**
 * Memory stays flat over ten thousand calls, grows without harm, is refused if there is not enough, and is renewed after a trap.
 */

import test from 'node:test';
import assert from 'node:assert/strict';
import { assertExact, assertSameBits } from './closeness.js';
import { trace } from './oracle.js';
import { assertRefused, assertWell } from './refusal.js';
import { createRandom, kPairs, randomProblem } from './random.js';
import { watchInstances } from './instances.js';

const instances = watchInstances();
const { AttentionError, loadAttention } = await import('attention-lab');
const attention = /** @type {any} */ (await loadAttention());

/** A tensor with one row of size 1 for each position. @param {number} length */
const column = (length) => ({ data: new Float32Array(length).fill(0.5), shape: [length, 1] });

test('ten thousand calls leave the memory as it was', () => {
  const problems = kPairs.map((pair, n) => randomProblem(createRandom(150_000 + n), pair));
  const { inputs, options } = randomProblem(createRandom(151_000), { score: 'scaled-dot', normalizer: 'softmax', large: true });
  /** @param {any} problem */
  const run = (problem) => {
    try {
      attention.attend(problem.inputs, { ...problem.options, weights: true, scores: 'biased' });
      const { present, ...rest } = problem.options;
      attention.explain(problem.inputs, rest);
    } catch (error) {
      assert.equal(/** @type {any} */ (error).code, 'undefined-row');
    }
  };
  const refused = { inputs: { query: [[1, 2]], key: [[1, 2, 3]], value: [[1]] }, options: {} };
  const round = () => {
    problems.forEach(run);
    run({ inputs, options });
    assert.throws(() => attention.attend(refused.inputs, refused.options));
  };
  round();
  round();
  const before = instances.bytes();
  let calls = 0;
  while (calls < 10_000) {
    round();
    calls += 2 * problems.length;
  }
  const article = { query: [0.1, 0.2, 0.3], key: [[0.4, 0.5, 0.6], [0.7, 0.8, 0.9]], value: [[1], [2]] };
  for (let n = 0; n < 10_000; n++) attention.attend(article);
  assert.equal(instances.bytes(), before);
  assert.equal(instances.count(), 1, 'no instance was discarded');
});

test('the memory grows in mid-session: earlier results keep their digits, later ones are right', () => {
  const small = randomProblem(createRandom(152_000), { score: 'scaled-dot', normalizer: 'softmax', rank: 4 });
  const first = attention.attend(small.inputs, { ...small.options, weights: true });
  const kept = { data: first.output.data.slice(), shape: first.output.shape };
  const trail = attention.explain({ query: [1], key: [[1], [2]], value: [[3], [4]] });
  const keptTrail = { data: trail.weights.data.slice(), shape: trail.weights.shape };

  const before = instances.bytes();
  const random = createRandom(152_001);
  const large = { query: random.tensor([1500, 8]), key: random.tensor([3000, 8]), value: random.tensor([3000, 8]) };
  const result = attention.attend(large, { weights: true, scores: 'biased' });
  assert.ok(instances.bytes() > before, 'the call was large enough to grow the memory');
  assert.equal(instances.count(), 1);

  assertSameBits(first.output, kept, 'the earlier result');
  assertSameBits(trail.weights, keptTrail, 'the earlier trace');
  assertSameBits(attention.attend(small.inputs, { ...small.options, weights: true }).output, kept, 'the same call again');
  // Three rows of the large call are compared with the oracle.
  for (const i of [0, 777, 1499]) {
    const row = trace({ ...large, query: { data: large.query.data.slice(i * 8, i * 8 + 8), shape: [8] } });
    const got = { weights: { data: result.weights.data.subarray(i * 3000, (i + 1) * 3000), shape: [3000] }, output: { data: result.output.data.subarray(i * 8, i * 8 + 8), shape: [8] } };
    assertExact(got, row, `row ${i}`);
  }
});

test('more than memory holds is refused at once, and the engine goes on', () => {
  // 60000 x 60000 weights are 14 GB; 32768 x 32768 are 2^32 bytes, which wrap to nothing in 32 bits.
  for (const length of [60_000, 65_536, 32_768]) {
    const inputs = { query: column(length), key: column(length), value: column(length) };
    for (const options of [{ weights: true }, { scores: 'biased' }, { weights: true, causal: true, normalizer: 'sparsemax' }]) {
      assertRefused(attention, AttentionError, { inputs, options, code: ['memory', 'size'] }, `${length} ${JSON.stringify(options)}`);
    }
  }
});

test('a trace above a million numbers is refused, one of a million is not', () => {
  const inputs = { query: column(1001), key: column(1000), value: column(1000) };
  assertRefused(attention, AttentionError, { inputs, method: 'explain', code: 'size' }, '1001 x 1000');
  assert.equal(attention.explain({ ...inputs, query: column(1000) }).weights.data.length, 1e6);
  // The chosen row has tensors of its own, for 2000 keys of size 600.
  const wide = { data: new Float32Array(2000 * 600), shape: [2000, 600] };
  assertRefused(attention, AttentionError, {
    inputs: { query: { data: new Float32Array(600), shape: [600] }, key: wide, value: column(2000) }, options: { row: {} }, method: 'explain', code: 'size',
  }, 'products of a wide row');
});

test('after a trap the next call is answered by another instance', () => {
  const inputs = { query: [[0.1, 0.2]], key: [[0.4, 0.5], [0.7, 0.8]], value: [[1], [2]] };
  const want = attention.attend(inputs, { weights: true });
  for (const method of /** @type {const} */ (['attend', 'explain'])) {
    const callsBefore = instances.calls();
    attention[method](inputs);
    const callsInside = instances.calls() - callsBefore;
    assert.ok(callsInside > 0, 'the watch sees the calls');
    for (let at = 0; at < callsInside; at++) {
      const count = instances.count();
      instances.trapNext(at);
      let error;
      try {
        attention[method](inputs);
      } catch (thrown) {
        error = thrown;
      }
      instances.disarm();
      // The loader may answer from a fresh instance, or say what happened.
      if (error !== undefined) assert.ok(error instanceof AttentionError, `${method} ${at}: ${error}`);
      assertSameBits(attention.attend(inputs, { weights: true }).weights, want.weights, `${method}, trap at call ${at}`);
      assertWell(attention, `${method}, trap at call ${at}`);
      assert.equal(instances.count(), count + 1, `${method}, trap at call ${at}: another instance`);
    }
  }
});

test('a large call that traps anywhere, while memory is given back too, leaves an engine that answers', async () => {
  const large = { query: column(300), key: column(9000), value: column(9000) };
  const want = attention.attend(large);
  const kept = { data: want.output.data.slice(), shape: want.output.shape };
  const acts = {
    attend: () => attention.attend(large),
    explain: () => attention.explain({ ...large, query: column(100) }),
    session: () => {
      const session = attention.session({ headSize: 1, capacity: 40_000 });
      session.append({ key: column(30_000), value: column(30_000) });
      session.attend({ query: column(2) });
      session.truncate(7);
      session.delete();
    },
  };
  for (const [name, act] of Object.entries(acts)) {
    act();
    const callsBefore = instances.calls();
    act();
    const callsInside = instances.calls() - callsBefore;
    assert.ok(callsInside > 4, name);
    for (let at = 0; at < callsInside; at++) {
      instances.trapNext(at);
      try {
        act();
      } catch (error) {
        assert.ok(error instanceof AttentionError, `${name} ${at}: ${error}`);
      }
      instances.disarm();
      assertSameBits(attention.attend(large).output, kept, `${name}, trap at call ${at}`);
    }
  }
});

test('results from before an instance is discarded stay as they are', () => {
  const inputs = { query: [[0.1, 0.2]], key: [[0.4, 0.5], [0.7, 0.8]], value: [[1], [2]] };
  const before = attention.attend(inputs);
  const kept = { data: before.output.data.slice(), shape: before.output.shape };
  instances.trapNext();
  try { attention.attend(inputs); } catch { /* said above */ }
  instances.disarm();
  assertSameBits(attention.attend(inputs).output, kept, 'the next call');
  assertSameBits(before.output, kept, 'the result from before');
});
