// The relaxed build of the module, in a Node.js that has relaxed SIMD: tests/run.js starts it with one.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AttentionError, loadAttention } from 'attention-lab';
import { loadAttention as loadInline } from 'attention-lab/inline';
import '../node/bounded-scores.test.js'; // Its tests run here, too.

const relaxed = await loadAttention();
const base = await loadAttention({ simd: 'base' });

let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2 ** 30 - 1;

/** @param {number[]} shape */
const tensor = (...shape) => ({ shape, data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, random) });

/** @param {Float32Array} a @param {Float32Array} b */
const sameBits = (a, b) => Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));

/** Calls that go through the fused kernel: every way that it has. @type {import('attention-lab').AttendOptions[]} */
const options = [
  {}, { causal: true }, { window: { left: 9, right: 3 } }, { score: 'cosine', scale: 8 }, { score: 'euclidean' }, { normalizer: 'sigmoid' },
  { alibi: { distance: 'both' }, causal: true }, { temperature: 0.02 }, { weights: true }, { logSumExp: true },
];

test('it is what a page gets without asking, and base is to be had', async () => {
  assert.equal(relaxed.simd, 'relaxed');
  assert.equal(base.simd, 'base');
  assert.equal(await loadAttention({ simd: 'relaxed' }).then(({ simd }) => simd), 'relaxed');
  assert.equal((await loadInline()).simd, 'base', 'only one build is inside');
  await assert.rejects(loadInline({ simd: 'relaxed' }), (error) => error instanceof AttentionError && error.code === 'unavailable');
});

test('both builds are within 2e-6 of each other, and are not the same', () => {
  let differing = 0;
  for (const each of options) {
    const inputs = { query: tensor(1, 4, 97, 40), key: tensor(1, 2, 301, 40), value: tensor(1, 2, 301, 24) };
    const [a, b] = [relaxed, base].map((engine) => engine.attend(inputs, each).output.data);
    const largest = each.normalizer === 'sigmoid' ? 2 : 1; // of the sum of a row's weights
    a.forEach((x, i) => assert.ok(Math.abs(x - b[i]) <= 4e-6 * largest, `${JSON.stringify(each)}: ${x} and ${b[i]} at ${i}`));
    differing += Number(!sameBits(a, b));
  }
  assert.ok(differing > 0, 'expected fused multiply-adds somewhere');
});

test("a row's digits depend neither on its neighbours nor on workers", async () => {
  for (const each of options) {
    const inputs = { query: tensor(1, 4, 201, 33), key: tensor(1, 2, 467, 33), value: tensor(1, 2, 467, 17) };
    const whole = relaxed.attend(inputs, each).output.data;
    for (const workers of [0, 1, 3]) {
      assert.ok(sameBits((await relaxed.attendAsync(inputs, each, { workers })).output.data, whole), `${JSON.stringify(each)}, ${workers} workers`);
    }
    if (each.causal || each.window || each.alibi) continue; // Their rows are seen by their place.
    const row = 151;
    const { shape, data } = inputs.query;
    const from = Array.from({ length: 40 }, (_, i) => row + i).filter((i) => i < shape[2]);
    const part = new Float32Array(4 * from.length * 33);
    for (let h = 0; h < 4; ++h) from.forEach((i, at) => part.set(data.subarray((h * 201 + i) * 33, (h * 201 + i + 1) * 33), (h * from.length + at) * 33));
    const few = relaxed.attend({ ...inputs, query: { shape: [1, 4, from.length, 33], data: part } }, each).output.data;
    for (let h = 0; h < 4; ++h) {
      assert.ok(sameBits(few.subarray(h * from.length * 17, h * from.length * 17 + 17), whole.subarray((h * 201 + row) * 17, (h * 201 + row + 1) * 17)), JSON.stringify(each));
    }
  }
});

test('a cache of halves and one of bytes give what they give in the base build', () => {
  for (const precision of /** @type {const} */ (['f32', 'f16', 'int8'])) {
    const key = tensor(1, 2, 300, 64);
    const value = tensor(1, 2, 300, 64);
    const query = tensor(1, 8, 1, 64);
    const [a, b] = [relaxed, base].map((engine) => {
      const session = engine.session({ numHeads: 8, numKvHeads: 2, headSize: 64, capacity: 300, precision });
      session.append({ key, value });
      const { data } = session.attend({ query }).output;
      session.delete();
      return data;
    });
    a.forEach((x, i) => assert.ok(Math.abs(x - b[i]) <= 4e-6, `${precision}: ${x} and ${b[i]}`));
  }
});

test('bad input is refused with the words of the base build', () => {
  const ill = { query: { data: Float32Array.of(NaN), shape: [1] }, key: [[1]], value: [[1]] };
  const [a, b] = [relaxed, base].map((engine) => {
    try {
      return engine.attend(ill);
    } catch (error) {
      return String(error);
    }
  });
  assert.equal(a, b);
  assert.match(String(a), /query/);
});

test('the cases of the ONNX operator', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [fileURLToPath(new URL('../conformance/run.js', import.meta.url))], { encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
});
