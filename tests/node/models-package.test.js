// attention-lab/models as its users have it: real checkpoints in, numbers out.

import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ModelError, openModel } from 'attention-lab/models';
import { projectFolder } from '../../web/build/command.js';

const folder = join(projectFolder, '../shared/models/checkpoints');
const isThere = existsSync(folder);
const skip = isThere ? false : `no ${folder}`;
if (!isThere) console.log('models: no ../shared/models/checkpoints here, so nothing is compared with it');

/** @param {string} name @returns {Record<string, any>} */
const expectedOf = (name) => JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8'));

/** What expected.json calls attentions, and the package. */
const kinds = /** @type {const} */ ({ attentions: 'self', encoder_attentions: 'encoder', cross_attentions: 'cross', text_attentions: 'text', vision_attentions: 'vision' });

/** The same for the other results. @type {Record<string, (result: import('attention-lab/models').ModelResult) => any>} */
const outputs = {
  hidden: (result) => result.hidden,
  encoder_hidden: (result) => result.encoderHidden,
  logits: (result) => result.logits,
  pooled: (result) => result.pooled,
  class_logits: (result) => result.classLogits,
  seq_relationship_logits: (result) => result.output('sequenceRelationship'),
  text_embeds: (result) => result.output('textEmbeds'),
  image_embeds: (result) => result.output('imageEmbeds'),
};

/**
 * The largest difference as a part of the largest value; rows of padding are left out.
 * @param {{ data: ArrayLike<number>, shape: number[] }} found
 * @param {{ data: number[], shape: number[] }} expected
 * @param {number[]} [mask] of the rows
 */
function difference(found, expected, mask) {
  assert.deepEqual(found.shape, expected.shape);
  const columns = expected.shape.at(-1) ?? 1;
  let [apart, largest] = [0, 0];
  expected.data.forEach((number, i) => {
    if (mask && !mask[Math.floor(i / columns)]) return;
    largest = Math.max(largest, Math.abs(number));
    apart = Math.max(apart, Math.abs(number - found.data[i]));
  });
  return apart / largest;
}

/** @param {Record<string, any>} given one input of expected.json */
const inputOf = (given) => Object.fromEntries(Object.entries({
  ids: given.ids, tokenTypeIds: given.token_type_ids, attentionMask: given.attention_mask, decoderIds: given.decoder_ids, pixels: given.pixels, features: given.mel,
}).filter(([, value]) => value !== undefined));

/** @param {import('attention-lab/models').ModelResult} result @param {Record<string, any>} expected @param {number} limit */
function compareAttentions(result, expected, limit) {
  for (const [name, kind] of Object.entries(kinds)) {
    for (const [layer, { shape: [heads, queries, keys], data }] of (expected[name] ?? []).entries()) {
      const mask = kind !== 'cross' && expected.attention_mask?.length === queries ? expected.attention_mask : undefined;
      for (let head = 0; head < heads; ++head) {
        const one = { data: data.slice(head * queries * keys, (head + 1) * queries * keys), shape: [queries, keys] };
        const apart = difference(result.attention(layer, head, kind), one, mask);
        assert.ok(apart <= limit, `${name} ${layer} ${head}: ${apart} > ${limit}`);
      }
    }
  }
}

/** @param {import('attention-lab/models').ModelResult} result @param {Record<string, any>} expected @param {number} limit */
function compareOutputs(result, expected, limit) {
  for (const [name, read] of Object.entries(outputs)) {
    if (!expected[name]) continue;
    const { shape } = expected[name];
    const apart = difference(read(result), expected[name], shape.length === 2 && expected.attention_mask?.length === shape[0] ? expected.attention_mask : undefined);
    assert.ok(apart <= limit, `${name}: ${apart} > ${limit}`);
  }
}

for (const name of isThere ? readdirSync(folder).filter((entry) => existsSync(join(folder, entry, 'config.json'))) : ['(none)']) {
  test(`${name}: every head, hidden state and logit`, { skip }, async () => {
    const expected = expectedOf(name);
    // Twice what a plain float32 run is off, and 2e-6, of the largest value.
    const limit = Math.min(3e-5, 2 * expected.float32_difference + 2e-6);
    const model = await openModel(join(folder, name));
    for (const one of [expected, ...(expected.more ?? [])]) {
      const result = model.run(inputOf(one));
      compareAttentions(result, one, limit);
      compareOutputs(result, one, limit);
      result.close();
    }
    model.close();
  });
}

/** @param {string} name @param {import('attention-lab/models').OpenOptions} [options] */
const open = (name, options) => openModel(join(folder, name), options);

test('int8 takes less memory, and near numbers come', { skip }, async () => {
  const expected = expectedOf('gpt2-buffers');
  const model = await open('gpt2-buffers', { precision: 'int8' });
  const apart = difference(model.run({ ids: expected.ids }).hidden, expected.hidden);
  assert.ok(apart > 1e-5 && apart < 0.1, `${apart}`);
  model.close();
});

test('written token by token, logits are those of the whole text', { skip }, async () => {
  for (const name of ['llama-gqa', 'gemma3-types', 'gpt2-buffers', 't5-gated']) {
    const { ids, decoder_ids: decoderIds, attention_mask: attentionMask, logits } = expectedOf(name);
    const model = await open(name);
    const all = decoderIds ?? ids;
    const writer = model.write(decoderIds ? { ids, attentionMask, decoderIds: all.slice(0, 2) } : { ids: all.slice(0, 2) }, { room: all.length });
    const size = logits.shape[1];
    const largest = logits.data.reduce((/** @type {number} */ most, /** @type {number} */ logit) => Math.max(most, Math.abs(logit)), 0);
    const check = () => {
      const row = logits.data.slice((writer.ids.length - 1) * size, writer.ids.length * size);
      row.forEach((/** @type {number} */ logit, /** @type {number} */ i) => assert.ok(Math.abs(logit - writer.logits[i]) <= 3e-5 * largest, `${name} ${writer.ids.length}`));
    };
    check();
    for (const id of all.slice(2)) {
      writer.append([id]);
      check();
    }
    writer.back(3);
    assert.deepEqual(writer.ids, all.slice(0, -3));
    check();
    writer.append([all.at(-3)]);
    check();
    writer.close();
    model.close();
  }
});

test('logits of one token are those of all, but for their last digits', { skip }, async () => {
  for (const [name, position] of /** @type {const} */ ([['bert-classic', 3], ['gpt2-buffers', 9], ['t5-gated', 7]])) {
    const given = expectedOf(name);
    const model = await open(name);
    const result = model.run(inputOf(given));
    const { data, shape: [, size] } = given.logits;
    const row = { data: data.slice(position * size, (position + 1) * size), shape: [size] };
    assert.ok(difference(/** @type {any} */ (result.logitsAt(position)), row) < 3e-5, name);
    assert.throws(() => result.logitsAt(99), /position: expected a whole number from 0 to/);
    model.close();
  }
  const vision = await open('vit-model');
  assert.equal(vision.run(inputOf(expectedOf('vit-model'))).logitsAt(0), undefined);
  vision.close();
});

test('a head that is switched off gives nothing to what follows', { skip }, async () => {
  const { ids } = expectedOf('llama-gqa');
  const model = await open('llama-gqa');
  const plain = model.run({ ids });
  const without = model.run({ ids }, { without: [[0, 1]] });
  assert.deepEqual(without.attention(0, 1).data, plain.attention(0, 1).data);
  assert.notDeepEqual(without.hidden.data, plain.hidden.data);
  const layers = model.description.stacks.text.layers.length;
  const all = Array.from({ length: layers }, (_, layer) => Array.from({ length: 4 }, (_none, head) => /** @type {[number, number]} */ ([layer, head]))).flat();
  // Without any attention a token knows of no other one.
  const alone = model.run({ ids }, { without: all }).hidden;
  const others = model.run({ ids: [...ids.slice(0, -1).reverse(), ids.at(-1)] }, { without: all }).hidden;
  assert.deepEqual(alone.data.slice(-alone.shape[1]), others.data.slice(-alone.shape[1]));
  model.close();
});

/** @param {import('./models-checkpoints.js').Checkpoint} checkpoint @param {string} name @returns {number[]} */
const numbersOf = ({ tensors }, name) => [.../** @type {import('./models-checkpoints.js').Tensor} */ (tensors.get(name)).data];

test('what a head adds, and which tokens that points at, are plain sums', { skip }, async () => {
  const { readCheckpoint } = await import('./models-checkpoints.js');
  const [layer, head, query] = [1, 2, 5];
  for (const [name, matrix, isTurned, normName, bias, embedding] of /** @type {const} */ ([
    ['gpt2-buffers', 'h.1.attn.c_proj.weight', true, 'ln_f.weight', 'ln_f.bias', 'wte.weight'],
    ['llama-gqa', 'model.layers.1.self_attn.o_proj.weight', false, 'model.norm.weight', '', 'lm_head.weight'],
  ])) {
    const checkpoint = readCheckpoint(name);
    const model = await open(name);
    const result = model.run({ ids: expectedOf(name).ids });
    const { data: weights, shape: [, keys] } = result.attention(layer, head);
    const { data: values, shape: [, size] } = result.values(layer, head);
    const mixed = Array.from({ length: size }, (_, c) => Array.from({ length: keys }, (_none, key) => weights[query * keys + key] * values[key * size + c]).reduce((sum, x) => sum + x, 0));
    const output = numbersOf(checkpoint, matrix);
    const width = result.hidden.shape[1];
    const all = output.length / width;
    const added = Array.from({ length: width }, (_, d) => mixed.reduce((sum, x, c) => sum + x * (isTurned ? output[(head * size + c) * width + d] : output[d * all + head * size + c]), 0));
    assert.ok(difference(result.headOutput(layer, head, query), { data: added, shape: [width] }) < 1e-6, name);
    // The last norm, and then the output matrix.
    const mean = bias ? added.reduce((sum, x) => sum + x, 0) / width : 0;
    const deviation = Math.sqrt(added.reduce((sum, x) => sum + (x - mean) ** 2, 0) / width + 1e-5);
    const [factors, offsets] = [numbersOf(checkpoint, normName), bias ? numbersOf(checkpoint, bias) : Array(width).fill(0)];
    const normed = added.map((x, d) => (x - mean) / deviation * factors[d] + offsets[d]);
    const table = numbersOf(checkpoint, embedding);
    const logits = Array.from({ length: table.length / width }, (_, id) => normed.reduce((sum, x, d) => sum + x * table[id * width + d], 0));
    assert.ok(difference(/** @type {any} */ (result.lens(layer, head, query)), { data: logits, shape: [logits.length] }) < 5e-6, name);
    assert.throws(() => result.headOutput(layer, head, 99), /query: expected a whole number from 0 to/);
    model.close();
  }
  const bert = await open('bert-classic');
  assert.equal(bert.run({ ids: [1, 2, 3] }).lens(0, 0, 0), undefined);
  bert.close();
});

test('writing ends at its limits, and the seed alone decides', { skip }, async () => {
  const model = await open('llama-gqa');
  const write = async (/** @type {object} */ options) => {
    const written = [];
    for await (const { id, probability } of model.generate({ ids: [1, 2, 3] }, { stop: [], ...options })) {
      assert.ok(probability > 0 && probability <= 1);
      written.push(id);
    }
    return written;
  };
  assert.equal((await write({ maxTokens: 5 })).length, 5);
  const one = await write({ maxTokens: 8, temperature: 2, seed: 1 });
  assert.deepEqual(await write({ maxTokens: 8, temperature: 2, seed: 1 }), one);
  assert.notDeepEqual(await write({ maxTokens: 8, temperature: 2, seed: 2 }), one);
  assert.deepEqual(await write({ maxTokens: 8, temperature: 2, topK: 1 }), await write({ maxTokens: 8 }));
  assert.deepEqual(await write({ maxTokens: 8, stop: [(await write({ maxTokens: 1 }))[0]] }), []);
  const controller = new AbortController();
  await assert.rejects(async () => {
    for await (const token of model.generate({ ids: [1] }, { signal: controller.signal, stop: [] })) controller.abort(token);
  });
  model.close();
});

/** What is wrong, whose fault it is, and a part of what is said of it. @type {[string, (model: any, ids: number[]) => unknown, string, RegExp][]} */
const faults = [
  ['no input', (model) => model.run({}), 'input', /text or ids/],
  ['an unknown input', (model) => model.run({ image: [] }), 'image', /unknown/],
  ['no list', (model) => model.run({ ids: 'abc' }), 'ids', /whole numbers/],
  ['no token', (model) => model.run({ ids: [] }), 'ids', /at least one/],
  ['an id beyond the vocabulary', (model) => model.run({ ids: [1, 1e6] }), 'ids', /below \d+, .*1000000 at 1/],
  ['a fraction', (model) => model.run({ ids: [1, 1.5] }), 'ids', /1.5 at 1/],
  ['more tokens than positions', (model) => model.run({ ids: Array(5000).fill(1) }), 'ids', /at most \d+ tokens/],
  ['a mask of another length', (model, ids) => model.run({ ids, attentionMask: [1] }), 'attentionMask', /one for each token/],
  ['a mask with a hole', (model, ids) => model.run({ ids, attentionMask: ids.map((_, i) => Number(i !== 2)) }), 'attentionMask', /between/],
  ['text without a vocabulary', (model) => model.run({ text: 'abc' }), 'text', /no vocabulary/],
  ['no such layer', (model, ids) => model.run({ ids }).attention(99, 0), 'layer', /from 0 to/],
  ['no such head', (model, ids) => model.run({ ids }).attention(0, -1), 'head', /from 0 to/],
  ['no such kind', (model, ids) => model.run({ ids }).attention(0, 0, 'cross'), 'kind', /self/],
  ['no such head to switch off', (model, ids) => model.run({ ids }, { without: [[0, 99]] }), 'head', /from 0 to/],
  ['an attention after its result was closed', (model, ids) => {
    const result = model.run({ ids });
    result.close();
    result.attention(0, 0);
  }, 'result', /closed/],
];

test('what is wrong is said, and the model goes on', { skip }, async () => {
  const { ids, hidden } = expectedOf('llama-gqa');
  const model = await open('llama-gqa');
  for (const [what, run, argument, message] of faults) {
    assert.throws(() => run(model, ids), (error) => error instanceof ModelError && error.argument === argument && message.test(error.message), what);
    assert.ok(difference(model.run({ ids }).hidden, hidden) < 1e-5, `${what}: the model is as it was`);
  }
  model.close();
  assert.throws(() => model.run({ ids }), /closed/);
  await assert.rejects(open('llama-gqa', /** @type {any} */ ({ precision: 'half' })), /precision: expected stored, f32 or int8/);
  await assert.rejects(open('llama-gqa', /** @type {any} */ ({ depth: 1 })), /depth: expected one of/);
  const aborted = AbortSignal.abort();
  await assert.rejects(open('llama-gqa', { signal: aborted }), { name: 'AbortError' });
});

test('a weight that is no number is named', { skip }, async () => {
  const name = 'llama-gqa';
  const bytes = new Uint8Array(readFileSync(join(folder, name, 'model.safetensors')));
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  const config = new File([readFileSync(join(folder, name, 'config.json'))], 'config.json');
  for (const tensor of ['model.layers.1.mlp.up_proj.weight', 'model.norm.weight']) {
    const broken = bytes.slice();
    new DataView(broken.buffer).setFloat32(8 + length + header[tensor].data_offsets[0], NaN, true);
    const model = await openModel([config, new File([broken], 'model.safetensors')]);
    assert.throws(() => model.run({ ids: [1, 2, 3] }), new RegExp(`${tensor}: expected finite weights`));
    model.close();
  }
});
