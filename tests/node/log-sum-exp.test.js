/** logSumExp, the logarithm of a softmax's sum, against the oracle and in its main use. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { attention } from './engine.js';
import { assertNear, assertSameBits, assertStage } from './closeness.js';
import { trace } from './oracle.js';
import { createRandom, kScores, randomProblem } from './random.js';

kScores.filter((score) => score !== 'linear').forEach((score, index) => {
  test(`${score}: the logarithm of the sum, random problems`, () => {
    for (let n = 0; n < 40; n++) {
      const seed = 160_000 + 100 * index + n;
      const { inputs, options } = randomProblem(createRandom(seed), { score, normalizer: 'softmax', large: n % 4 === 3 });
      const label = `seed ${seed} ${JSON.stringify(options)}`;
      const { logSumExp, output } = attention.attend(inputs, { ...options, logSumExp: true });
      assertStage(logSumExp, trace(inputs, options).logSumExp, label);
      assertSameBits(output, attention.attend(inputs, options).output, label);
    }
  });
});

test('explain: the logarithm is rowMax and that of rowSum', () => {
  const random = createRandom(161_000);
  const inputs = { query: random.tensor([2, 2, 3, 4]), key: random.tensor([2, 2, 6, 4]), value: random.tensor([2, 2, 6, 2]) };
  const options = { temperature: 0.7, sinks: [0.5, -1], alibi: {}, causal: true };
  const { rowMax, rowSum } = attention.explain(inputs, options);
  const { logSumExp } = attention.attend(inputs, { ...options, logSumExp: true });
  assertNear(logSumExp, { data: Array.from(rowMax.data, (most, row) => most / 0.7 + Math.log(rowSum.data[row])), shape: [2, 2, 3] }, () => 2e-6, 'rows');
});

test('a session: the logarithm over all that it holds', () => {
  const random = createRandom(162_000);
  const [key, value, query] = [[1, 2, 300, 16], [1, 2, 300, 8], [1, 2, 1, 16]].map((shape) => random.tensor(shape));
  const session = attention.session({ numHeads: 2, headSize: 16, valueSize: 8, capacity: 400 });
  session.append({ key, value });
  const options = { sinks: [3, -1], alibi: { distance: 'both' } };
  const { logSumExp } = session.attend({ query }, { ...options, logSumExp: true });
  assertStage(logSumExp, trace({ query, key, value }, { ...options, causal: 'bottom-right' }).logSumExp, 'session');
  session.delete();
});

test('a row without keys', () => {
  const inputs = { query: [[0.5], [0.4]], key: [[0.3], [0.2]], value: [[0.1], [0.6]], mask: [[false, false], [true, true]] };
  assert.equal(attention.attend(inputs, { logSumExp: true }).logSumExp.data[0], -Infinity);
  assert.equal(attention.attend(inputs, { logSumExp: true, sinks: [3], temperature: 2 }).logSumExp.data[0], 1.5);
});
