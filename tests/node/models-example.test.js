// The model that the models' page makes: it opens as any checkpoint does, and each head does what its name says.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { web } from '../../web/engine/web.js';
import { moduleLoader } from '../../web/models/api/module.js';
import { openerOf } from '../../web/models/api/open.js';
import { probabilitiesOf } from '../../web/models/api/sampling.js';
import { projectFolder } from '../../web/build/command.js';
import { exampleFiles, exampleText } from '../../web/site/models/example/example-model.js';
import { rowSteps } from '../../web/site/models/row-steps.js';
import { attentionRow } from '../../web/site/models/worker/attention-row.js';

/** @import { ModelResult } from '../../web/models/api/model-result.js' */

const noPlace = () => new URL('file:///none');
const openModel = openerOf(moduleLoader({ read: web.read, builds: { base: noPlace, relaxed: noPlace } }));
const wasm = await readFile(join(projectFolder, 'build/wasm/attention-models.wasm'));
const model = await openModel(exampleFiles(), { wasm });
const tokens = ['<s>', ...exampleText.split(' ')];

/** @param {ModelResult} result @param {number} layer @param {number} head @param {number} query @param {number} key */
function weight(result, layer, head, query, key) {
  const { data, shape: [, keys] } = result.attention(layer, head);
  return data[query * keys + key];
}

/** @param {ModelResult} result @param {string} word @returns {number} the probability that it comes next */
function next(result, word) {
  const { data, shape: [rows, size] } = /** @type {{ data: Float32Array, shape: number[] }} */ (result.logits);
  return probabilitiesOf(data.subarray((rows - 1) * size))[model.tokenizer.idOf(word)];
}

test('each word is a token, and unknown ones have their own', () => {
  assert.deepEqual(model.run({ text: exampleText }).tokens, tokens);
  assert.deepEqual(model.run({ text: 'The zebra ran.' }).tokens, ['<s>', 'the', '<unk>', 'ran', '.']);
});

test('layer 0: the word before, the same word; layer 1: what stood behind the same word, the first token', () => {
  const result = model.run({ text: exampleText });
  const [first, last] = [tokens.indexOf('quick'), tokens.lastIndexOf('quick')];
  for (let query = 1; query < tokens.length; ++query) {
    assert.ok(weight(result, 0, 0, query, query - 1) > 0.99, `previous of ${query}`);
    assert.ok(weight(result, 1, 1, query, 0) > 0.99, `first of ${query}`);
  }
  assert.ok(Math.abs(weight(result, 0, 1, last, first) - weight(result, 0, 1, last, last)) < 1e-6);
  assert.ok(weight(result, 0, 1, last, first) > 0.49);
  assert.ok(weight(result, 1, 0, last, first + 1) > 0.96);
  assert.ok(next(result, 'fox') > 0.96);
});

test('without either head of the circuit nothing is expected; without the others nothing changes', () => {
  for (const [layer, head] of [[0, 0], [1, 0]]) assert.ok(next(model.run({ text: exampleText }, { without: [[layer, head]] }), 'fox') < 0.1, `${layer}.${head}`);
  const whole = next(model.run({ text: exampleText }), 'fox');
  for (const [layer, head] of [[0, 1], [1, 1]]) assert.equal(next(model.run({ text: exampleText }, { without: [[layer, head]] }), 'fox'), whole);
});

test('it goes on as the text began', async () => {
  const words = [];
  for await (const { token } of model.generate({ text: exampleText }, { maxTokens: 6 })) words.push(token);
  assert.equal(words.join(' '), 'fox saw a small cat .');
});

test('the steps of a row give the weights of the model', () => {
  const result = model.run({ text: exampleText });
  for (const [layer, head, query] of [[0, 0, 3], [1, 0, 11], [1, 1, 7]]) {
    const row = attentionRow(model, result, [layer, head, 'self'], query);
    const { weights, scores } = rowSteps(row);
    assert.equal(row.scale, 1 / 8);
    weights.forEach((own, key) => {
      // Float32 queries and keys, and float32 exponentials of scores up to 8.
      assert.ok(Math.abs(own - row.weights[key]) < 2e-6, `${layer}.${head}, ${query}, ${key}: ${own}, ${row.weights[key]}`);
      assert.equal(scores[key] === -Infinity, key > query);
    });
  }
});

test('a cap and a bias come between scale and softmax', () => {
  const row = {
    query: Float32Array.of(1, 2), keys: Float32Array.of(3, 1, -1, 4, 2, 2), weights: new Float32Array(3), scale: 0.5, softcap: 2,
    bias: Float64Array.of(0.25, -0.5, 9), isVisible: Uint8Array.of(1, 1, 0), isCausal: true, window: null, isTurned: false, lens: null,
  };
  const { dots, scores, weights } = rowSteps(row);
  assert.deepEqual([...dots], [5, 7, 6]);
  const expected = [2 * Math.tanh(1.25) + 0.25, 2 * Math.tanh(1.75) - 0.5];
  assert.deepEqual([...scores], [...expected, -Infinity]);
  const share = 1 / (1 + Math.exp(expected[1] - expected[0]));
  assert.ok(Math.abs(weights[0] - share) < 1e-15 && Math.abs(weights[1] - (1 - share)) < 1e-15 && weights[2] === 0);
});
