// The Universal Sentence Encoder, lite: a small one of random numbers, and the trained one as the build writes it.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe as group, test } from 'node:test';
import { readSentenceEncoder, sentenceEncoderPackage, writeCheckpoint } from '../../web/build/sentence-encoder.js';
import { openModel } from '../../web/models/api/node.js';
import { factsOf } from '../../web/models/api/open.js';
import { describe } from '../../web/models/families/describe.js';
import { openCheckpoint } from '../../web/models/files/node-checkpoint.js';
import { usesOf } from '../../web/models/runtime/uses.js';
import { computeModel } from './models-definition.js';
import { float32, modelInMemory, modelsModule } from './model-in-memory.js';

/** @import { Model } from '../../web/models/api/model.js' */
/** @import { ModelResult } from '../../web/models/api/model-result.js' */
/** @import { MemoryTensor } from './model-in-memory.js' */

const wasm = await modelsModule();

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
const dot = (a, b) => Array.from(a).reduce((sum, x, i) => sum + x * b[i], 0);

/** @param {ArrayLike<number>} actual @param {ArrayLike<number>} expected @returns {number} the largest difference */
const difference = (actual, expected) => Array.from(actual).reduce((most, x, i) => Math.max(most, Math.abs(x - expected[i])), 0);

/**
 * @param {ModelResult} result
 * @param {Record<string, unknown>} config
 * @param {Map<string, { shape: number[], data: Float32Array }>} tensors
 * @param {number} [most] that numbers may differ by
 */
function assertAsDefined(result, config, tensors, most = 2e-6) {
  const heads = new Map([...tensors].map(([name, { shape }]) => [name, { type: 'F32', shape }]));
  const { description } = describe(config, heads);
  const expected = computeModel(description, tensors, { ids: result.ids });
  for (const [layer, ofLayer] of expected.stacks.text.attentions.entries()) {
    for (const [head, rows] of ofLayer.entries()) assert.ok(difference(result.attention(layer, head).data, rows.flat()) < most, `layer ${layer}, head ${head}`);
  }
  const { data, shape } = /** @type {any} */ (result.pooled);
  assert.deepEqual(shape, [config.hidden_size]);
  assert.ok(difference(data, expected.heads.pooled[0]) < most, `the vector of the text: ${difference(data, expected.heads.pooled[0])}`);
}

group('a small one', () => {
  const config = {
    model_type: 'universal-sentence-encoder-lite', vocab_size: 11, embedding_size: 8, embedding_scale: 2, hidden_size: 12, intermediate_size: 20,
    num_hidden_layers: 2, num_attention_heads: 2, hidden_act: 'relu', layer_norm_eps: 1e-6, max_position_embeddings: 6, position_frequencies: [1, 0.3, 0.1, 0.01],
  };
  let state = 1;
  const random = () => (state = state * 48271 % 0x7fffffff) / 0x7fffffff - 0.5;

  /** @param {number} index @param {number} width @returns {Record<string, number[]>} */
  const shapesOfLayer = (index, width) => ({
    [`layers.${index}.attention.norm.weight`]: [width], [`layers.${index}.attention.norm.bias`]: [width],
    [`layers.${index}.attention.qkv.weight`]: [3 * width, width], [`layers.${index}.attention.qkv.bias`]: [3 * width],
    [`layers.${index}.attention.output.weight`]: [12, width], [`layers.${index}.attention.output.bias`]: [12],
    [`layers.${index}.feed_forward.norm.weight`]: [12], [`layers.${index}.feed_forward.norm.bias`]: [12],
    [`layers.${index}.feed_forward.up.weight`]: [20, 12], [`layers.${index}.feed_forward.up.bias`]: [20],
    [`layers.${index}.feed_forward.down.weight`]: [12, 20], [`layers.${index}.feed_forward.down.bias`]: [12],
  });
  const shapes = {
    'embeddings.weight': [11, 8], ...shapesOfLayer(0, 8), 'layers.0.attention.shortcut.weight': [12, 8], 'layers.0.attention.shortcut.bias': [12],
    ...shapesOfLayer(1, 12), 'pooler.dense.weight': [12, 12], 'pooler.dense.bias': [12],
  };
  const numbers = new Map(Object.entries(shapes).map(([name, shape]) => [name, { shape, data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, random) }]));
  /** @type {Map<string, MemoryTensor>} */
  const tensors = new Map([...numbers].map(([name, { shape, data }]) => [name, float32(shape, data)]));
  const up = 'layers.1.feed_forward.up.weight';
  const bytes = Int8Array.from({ length: 20 * 12 }, () => Math.round(254 * random()));
  const scales = Float32Array.from({ length: 20 }, () => 0.01 + Math.abs(random()) / 100);
  const byteTensor = { type: 'I8', shape: [20, 12], data: new Uint8Array(bytes.buffer) };
  const withBytes = new Map([...tensors, [up, byteTensor], [`${up}.scales`, float32([20], scales)]]);

  test('its heads and its vector are those of the definition', () => {
    const model = modelInMemory(wasm, config, tensors);
    assertAsDefined(model.run({ ids: [3, 1, 10, 4, 4] }), config, numbers);
    model.close();
  });

  test('bytes with a scale for each row stay bytes at every precision but int8, where the others become bytes too', () => {
    const data = Float32Array.from(bytes, (byte, i) => byte * scales[Math.floor(i / 12)]);
    const expanded = new Map([...numbers, [up, { shape: [20, 12], data }]]);
    for (const precision of /** @type {const} */ (['stored', 'f32'])) {
      const model = modelInMemory(wasm, config, withBytes, precision);
      // Bytes meet rows that are rounded to 16 bits: by half of 1 / 32767 of the largest number, in each row.
      assertAsDefined(model.run({ ids: [3, 1, 10, 4, 4] }), config, expanded, 2e-5);
      model.close();
    }
    const model = modelInMemory(wasm, config, withBytes, 'int8');
    const other = modelInMemory(wasm, config, new Map([...expanded].map(([name, { shape, data: all }]) => [name, float32(shape, all)])), 'f32');
    const [pooled, expected] = [model, other].map((each) => /** @type {any} */ (each.run({ ids: [3, 1] }).pooled).data);
    assert.ok(dot(pooled, expected) > 0.999);
    assert.ok(difference(pooled, expected) > 1e-5);
    model.close();
    other.close();
  });

  test('a scale that is no number is told', () => {
    const model = modelInMemory(wasm, config, new Map([...withBytes, [`${up}.scales`, float32([20], scales.map((x, i) => (i === 7 ? NaN : x)))]]));
    assert.throws(() => model.run({ ids: [1] }), { name: 'ModelError', message: `${up}.scales: expected finite weights, got NaN or an infinity` });
    model.close();
  });

  test('what cannot be used is told', () => {
    /** @param {object} change @param {Map<string, { type: string, shape: number[] }>} [heads] */
    const described = (change, heads = tensors) => describe({ ...config, ...change }, heads);
    assert.throws(() => described({ position_frequencies: [1, 2, 3] }), { message: 'config.position_frequencies: expected a list of 4 numbers, got [1,2,3]' });
    assert.throws(() => described({ position_frequencies: [1, 2, 3, '4'] }), { message: /^config.position_frequencies: expected a list of 4 numbers, got / });
    assert.throws(() => described({ num_attention_heads: 3 }), { message: 'config.num_attention_heads: expected a divisor of the widths, 8, got 3' });
    assert.throws(() => described({}, new Map([...tensors, [up, byteTensor]])),
      { message: `${up}: expected ${up}.scales beside I8, got none` });
    assert.throws(() => described({}, new Map([...withBytes, [`${up}.scales`, float32([12], scales.subarray(12))]])), { message: `${up}.scales: expected [20], got [12]` });
    assert.throws(() => described({}, new Map([...tensors, [`${up}.scales`, float32([20], scales)]])), { message: /^layers.1.feed_forward.up.weight.scales: expected a tensor of .* that it does not use$/ });
    const bias = 'pooler.dense.bias';
    const odd = new Map([...tensors, [bias, { ...byteTensor, shape: [12] }], [`${bias}.scales`, float32([12], scales.subarray(8))]]);
    assert.throws(() => usesOf(described({}, odd).description), { message: `${bias}: expected numbers of another type than I8 here, got I8 with scales of its rows` });
  });
});

const encoder = await sentenceEncoderPackage().then(readSentenceEncoder, (/** @type {Error} */ error) => error);
const skip = encoder instanceof Error ? `its weights cannot be had here: ${encoder.message.split('\n')[0]}` : false;

group('the trained one', { skip }, () => {
  const { config, tensors } = /** @type {import('../../web/build/sentence-encoder.js').SentenceEncoder} */ (encoder);
  /** @type {string} */
  let folder;
  /** @type {Record<'f32' | 'int8', Model>} */
  let models;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sentence-encoder-'));
    await writeCheckpoint(/** @type {any} */ (encoder), join(folder, 'f32'), 'f32');
    await writeCheckpoint(/** @type {any} */ (encoder), join(folder, 'int8'), 'int8');
    models = { f32: await openModel(join(folder, 'f32'), { wasm }), int8: await openModel(join(folder, 'int8'), { wasm }) };
  });

  after(async () => {
    models.f32.close();
    models.int8.close();
    await rm(folder, { recursive: true, force: true });
  });

  // As TensorFlow.js computes them in @energetic-ai/embeddings 0.2.0: pieces, and the first numbers of the vector.
  const golden = {
    'The cat sat on the mat.': { ids: [34, 1163, 3757, 25, 9, 688, 17, 6], start: [0.0484796, -0.0037944, -0.0608852, -0.0592779, 0.032546, 0.0405544] },
    'Shares of the company fell by ten percent.': { ids: [3731, 112, 14, 9, 422, 3262, 55, 1525, 912, 6], start: [-0.0425701, -0.0349359, 0.0509587, -0.0307739, -0.0393137, -0.0034115] },
    'naïve ﬁnance — 日本': { ids: [1216, 0, 105, 4900, 405, 30, 0], start: [0.0400319, 0.0456522, -0.0264242, 0.0298515, -0.0250294, -0.0539518] },
  };

  test('pieces and vectors are those of TensorFlow.js', () => {
    for (const [text, { ids, start }] of Object.entries(golden)) {
      const result = models.f32.run({ text });
      assert.deepEqual(result.ids, ids, text);
      assert.ok(difference(start, /** @type {any} */ (result.pooled).data) < 1e-6, text);
    }
  });

  test('every head and the vector of a text are those of the definition', () => {
    assertAsDefined(models.f32.run({ text: 'naïve ﬁnance — 日本' }), config, tensors);
  });

  test('in bytes, vectors have nearly the same direction', () => {
    for (const text of [...Object.keys(golden), 'A kitten rested on a rug.', 'one', '<s> : :)', 'To be, or not to be: that is the question.']) {
      const [small, exact] = [models.int8, models.f32].map((model) => /** @type {any} */ (model.run({ text }).pooled).data);
      assert.ok(dot(small, exact) >= 0.9995, `${text}: ${dot(small, exact)}`);
    }
  });

  test('near texts have near vectors', () => {
    const [cat, kitten, shares] = ['The cat sat on the mat.', 'A kitten rested on a rug.', 'Shares of the company fell by ten percent.']
      .map((text) => /** @type {any} */ (models.int8.run({ text }).pooled).data);
    assert.ok(dot(cat, kitten) > 0.5 && dot(cat, shares) < 0.3, `${dot(cat, kitten)}, ${dot(cat, shares)}`);
  });

  test('no text becomes a reserved piece', () => {
    const { ids } = models.f32.run({ text: '<s> </s> extra_token_id_1' });
    assert.ok(ids.every((id) => id === 0 || id > 5), String(ids));
  });

  test('in memory it takes what its file takes', async () => {
    const facts = factsOf(await openCheckpoint(join(folder, 'int8')));
    assert.equal(facts.parameters, [...tensors.values()].reduce((sum, { data }) => sum + data.length, 0));
    assert.ok(facts.memoryBytes >= 7_000_000 && facts.memoryBytes <= facts.fileBytes, `${facts.memoryBytes} of ${facts.fileBytes}`);
  });

  test('more than 128 pieces are refused', () => {
    assert.throws(() => models.f32.run({ text: 'one '.repeat(129) }), { message: /^text: expected at most 128 tokens/ });
  });
});
