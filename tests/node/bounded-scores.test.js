// Where scores are bounded the kernel takes exponentials without looking for the largest score: at the bound, beyond it, and with
// values so large that weights that are not divided yet would leave float32 with them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadAttention } from 'attention-lab';

const attention = await loadAttention();
const [T, D] = [600, 64];
let state = 7;
const random = () => (state = (state * 48271) % 2147483647) / 2 ** 30 - 1;

/**
 * Attention in double over one head.
 * @param {Float32Array} query @param {Float32Array} key @param {Float32Array} value @param {number} rows @param {number} scale
 */
function truth(query, key, value, rows, scale) {
  return Array.from({ length: rows }, (_, i) => {
    const scores = Array.from({ length: T }, (_, j) => {
      let sum = 0;
      for (let c = 0; c < D; ++c) sum += query[i * D + c] * key[j * D + c];
      return sum * scale;
    });
    const largest = Math.max(...scores);
    const weights = scores.map((x) => Math.exp(x - largest));
    const total = weights.reduce((a, b) => a + b);
    return Array.from({ length: D }, (_, c) => weights.reduce((sum, w, j) => sum + (w / total) * value[j * D + c], 0));
  }).flat();
}

// The bound is 60 powers of two: 41.6 as a score.
for (const bound of [20, 41.5, 41.7, 200]) {
  for (const largest of [1, 1e12, 1.2e12, 1e30, 5e33]) {
    for (const rows of [3, 40]) {
      test(`scores up to ${bound}, values up to ${largest}, ${rows} queries`, () => {
        const query = Float32Array.from({ length: rows * D }, random);
        const key = Float32Array.from({ length: T * D }, random);
        // Some rows and keys reach the bound to both sides.
        query.fill(1, 0, D).fill(-1, D, 2 * D);
        key.fill(1, 5 * D, 6 * D).fill(-1, 300 * D, 301 * D);
        const value = Float32Array.from({ length: T * D }, () => random() * largest);
        const scale = bound / D;
        const got = attention.attend(
          { query: { data: query, shape: [rows, D] }, key: { data: key, shape: [T, D] }, value: { data: value, shape: [T, D] } }, { scale },
        ).output.data;
        const tolerance = 2e-6 * Math.max(1, bound / 16) * largest; // A score's rounding grows with it.
        truth(query, key, value, rows, scale).forEach((x, i) => assert.ok(Math.abs(x - got[i]) <= tolerance, `${got[i]} at ${i}, expected ${x}`));
      });
    }
  }
}
