// One model written in several ways is one description: prefixes of names, old and new fields of the config, the order of rotary
// pairs, weights of norms with the 1 in them or without.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe } from '../../web/models/families/describe.js';
import { computeModel } from './models-definition.js';
import { madeBert, madeGemma, madeLlama } from './models-made.js';

/** @import { MadeModel } from './models-made.js' */

const ids = [3, 17, 0, 9, 9, 12, 4];

/** @param {MadeModel} model */
const resultOf = ({ config, tensors }) => computeModel(describe(config, tensors).description, tensors, { ids });

/** @param {MadeModel} model @param {Record<string, unknown>} changes undefined takes a field away @returns {MadeModel} */
const withConfig = ({ config, tensors }, changes) => ({
  config: Object.fromEntries(Object.entries({ ...config, ...changes }).filter(([, value]) => value !== undefined)),
  tensors,
});

/** @param {MadeModel} model @param {(name: string) => string} rename @returns {MadeModel} */
const renamed = ({ config, tensors }, rename) => (
  { config, tensors: new Map(Array.from(tensors, ([name, tensor]) => [rename(name), tensor])) });

/** @param {MadeModel} model @param {RegExp} names @param {(data: Float64Array) => Float64Array} change @returns {MadeModel} */
const withNumbers = ({ config, tensors }, names, change) => ({
  config,
  tensors: new Map(Array.from(tensors, ([name, tensor]) => [name, names.test(name) ? { ...tensor, data: change(tensor.data) } : tensor])),
});

/** @param {MadeModel} model */
const described = ({ config, tensors }) => describe(config, tensors).description;

test('names have the prefix of the body, or none', () => {
  for (const [model, prefix] of /** @type {[MadeModel, string][]} */ ([[madeBert(), 'bert.'], [madeLlama(), 'model.']])) {
    assert.deepEqual(resultOf(renamed(model, (name) => name.replace(prefix, ''))), resultOf(model));
  }
});

test('gamma and beta are names of a norm, and of nothing else', () => {
  const model = madeBert();
  const old = renamed(model, (name) => name.replace('LayerNorm.weight', 'LayerNorm.gamma').replace('LayerNorm.bias', 'LayerNorm.beta'));
  assert.deepEqual(resultOf(old), resultOf(model));
  const wrong = renamed(model, (name) => name.replace('pooler.dense.weight', 'pooler.dense.gamma'));
  assert.throws(() => described(wrong), { argument: 'bert.pooler.dense.weight' });
});

test('what a rope is, is told by old fields and by new ones', () => {
  const scaling = { factor: 4, low_freq_factor: 1, high_freq_factor: 4, original_max_position_embeddings: 16 };
  const old = withConfig(madeLlama(), { rope_scaling: { rope_type: 'llama3', ...scaling } });
  const oldest = withConfig(madeLlama(), { rope_scaling: { type: 'llama3', ...scaling } });
  const recent = withConfig(madeLlama(), { rope_theta: undefined, rope_parameters: { rope_type: 'llama3', rope_theta: 100, ...scaling } });
  assert.notDeepEqual(described(old), described(madeLlama()));
  assert.deepEqual(described(oldest), described(old));
  assert.deepEqual(described(recent), described(old));
});

test('which layers slide is told by a pattern and by a list, and the scaling of a rope is for the others', () => {
  const scaling = { rope_type: 'linear', factor: 8 };
  const old = withConfig(madeGemma(), { rope_scaling: scaling });
  const recent = withConfig(madeGemma(), {
    sliding_window_pattern: undefined,
    layer_types: ['sliding_attention', 'full_attention'],
    rope_theta: undefined,
    rope_local_base_freq: undefined,
    rope_parameters: {
      full_attention: { ...scaling, rope_theta: 100 },
      sliding_attention: { rope_type: 'default', rope_theta: 10 },
    },
  });
  assert.deepEqual(described(recent), described(old));
  const { layers, rotaries = [] } = described(old).stacks.text;
  assert.deepEqual(layers.map(({ attention }) => attention.window), [{ left: 2, right: 0 }, undefined]);
  assert.deepEqual(layers.map(({ attention }) => rotaries[attention.rotary ?? -1].frequencies[0]), [1, 1 / 8]);
});

/** @param {number} size of a head @returns {(data: Float64Array) => Float64Array} rows of halves become rows of neighbours */
const woven = (size) => (data) => {
  const width = 12;
  return data.map((_, at) => {
    const row = Math.floor(at / width);
    const inHead = row % size;
    const from = row - inHead + Math.floor(inHead / 2) + (inHead % 2) * (size / 2);
    return data[from * width + (at % width)];
  });
};

/** @param {number[][]} got @param {number[][]} expected */
function assertClose(got, expected) {
  got.forEach((row, i) => row.forEach((value, j) => assert.ok(Math.abs(value - expected[i][j]) < 1e-12, `${value}, expected ${expected[i][j]}`)));
}

test('rope_interleaved: pairs of neighbours, with rows woven so, are the pairs of halves', () => {
  const model = madeLlama();
  const interleaved = withNumbers(withConfig(model, { rope_interleaved: true }), /[qk]_proj/, woven(6));
  assertClose(resultOf(interleaved).heads.logits, resultOf(model).heads.logits);
});

test('norm_adds_one: false: norms that have the 1 in them', () => {
  const model = madeGemma();
  const finished = withNumbers(withConfig(model, { norm_adds_one: false }), /norm/, (data) => data.map((value) => 1 + value));
  assertClose(resultOf(finished).heads.logits, resultOf(model).heads.logits);
});

test('a Mistral is a Llama whose layers all have a window, if it has one', () => {
  const model = madeLlama();
  const mistral = withConfig(model, { model_type: 'mistral', architectures: ['MistralForCausalLM'], sliding_window: null });
  assert.deepEqual(resultOf(mistral), resultOf(model));
  const sliding = resultOf(withConfig(mistral, { sliding_window: 3 })).stacks.text;
  for (const [row] of sliding.attentions.map((heads) => heads[0].slice(-1))) {
    assert.deepEqual(row.map((weight) => weight > 0), [false, false, false, false, true, true, true]);
  }
});

test('logits take the token embedding where the config ties them, or where the file has nothing else', () => {
  const model = madeLlama();
  const weights = (/** @type {MadeModel} */ each) => described(each).heads.logits.output?.weights.tensor;
  const headless = renamed(model, (name) => name);
  headless.tensors.delete('lm_head.weight');
  assert.equal(weights(model), 'lm_head.weight');
  assert.equal(weights(withConfig(headless, { tie_word_embeddings: undefined })), 'model.embed_tokens.weight');
  assert.throws(() => described(headless), { argument: 'lm_head.weight' });
  const copied = withConfig(model, { tie_word_embeddings: true });
  assert.equal(weights(copied), 'model.embed_tokens.weight');
  assert.deepEqual(describe(copied.config, copied.tensors).ignored, ['lm_head.weight']);
});

test('the pre-training of BERT may have left its heads in a file of another architecture', () => {
  const { config, tensors } = madeBert();
  tensors.set('cls.seq_relationship.weight', { type: 'F32', shape: [2, 8], data: new Float64Array(16) });
  tensors.set('cls.seq_relationship.bias', { type: 'F32', shape: [2], data: new Float64Array(2) });
  assert.deepEqual(Object.keys(described({ config, tensors }).heads), ['pooled', 'sequenceRelationship', 'classLogits']);
});

test('a file may hold the body alone of the architecture that its config names: its names have no prefix then', () => {
  const model = withConfig(madeBert(), { architectures: ['BertForMaskedLM'] });
  for (const name of ['classifier.weight', 'classifier.bias']) model.tensors.delete(name);
  assert.throws(() => described(model), { argument: 'cls.predictions.transform.dense.weight' });
  const body = renamed(model, (name) => name.replace('bert.', ''));
  assert.deepEqual(Object.keys(described(body).heads), ['pooled']);
});

/**
 * @param {object} rope
 * @param {object} [config]
 * @returns {{ frequencies: Float64Array, factor?: number }} of heads of 128, as Qwen2.5 has them
 */
function turningOf(rope, config = {}) {
  const { tensors } = madeLlama();
  for (const [name, tensor] of tensors) {
    const shape = /[qkv]_proj/.test(name) ? [tensor.shape[0] / 6 * 128, 12] : /o_proj/.test(name) ? [12, 512] : tensor.shape;
    tensors.set(name, { ...tensor, shape });
  }
  const model = withConfig({ ...madeLlama(), tensors }, { head_dim: 128, rope_theta: 1e6, max_position_embeddings: 131072, rope_scaling: rope, ...config });
  const [rotary] = described(model).stacks.text.rotaries ?? [];
  return rotary;
}

test('a linear scaling divides all frequencies', () => {
  const plain = turningOf({ rope_type: 'default' }).frequencies;
  assert.equal(plain[16], 1e6 ** -0.25);
  assert.deepEqual(turningOf({ type: 'linear', factor: 2 }).frequencies, plain.map((frequency) => frequency / 2));
});

test('yarn: quick pairs stay, slow ones are divided, with a ramp between them', () => {
  const plain = turningOf({ rope_type: 'default' }).frequencies;
  // 32768 tokens turn pair 23.6 for 32 times, and pair 39.7 once.
  const yarn = { rope_type: 'yarn', factor: 4, original_max_position_embeddings: 32768 };
  const { frequencies, factor } = turningOf(yarn);
  const ratios = frequencies.map((frequency, t) => frequency / plain[t]);
  const expected = plain.map((_, t) => 1 - 0.75 * Math.min(Math.max((t - 23) / 17, 0), 1));
  ratios.forEach((ratio, t) => assert.ok(Math.abs(ratio - expected[t]) < 1e-14, `pair ${t}: ${ratio}, expected ${expected[t]}`));
  assert.ok(Math.abs(Number(factor) - 1.138629436111989) < 1e-15, `${factor}`);
  assert.equal(turningOf({ ...yarn, attention_factor: 0.5 }).factor, 0.5);
  assert.deepEqual(turningOf({ rope_type: 'yarn', factor: 4 }, { max_position_embeddings: 32768 }).frequencies, frequencies);
  const slow = turningOf({ ...yarn, beta_fast: 16, beta_slow: 2 }).frequencies;
  assert.equal(slow[26], plain[26]);
  assert.equal(slow[37], plain[37] / 4);
  assert.ok(slow[27] < plain[27] && slow[36] > plain[36] / 4);
});
