/** Checkpoints of every family, and a small model that was trained: all of their bytes are found. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '../../web/build/command.js';
import { openCheckpoint } from '../../web/models/files/node-checkpoint.js';
import { bytesByName } from './models-written.js';

const shared = join(projectFolder, '..', 'shared', 'models');
const checkpoints = join(shared, 'checkpoints');
const stories = join(shared, 'stories260K');

test('checkpoints of every family', { skip: existsSync(checkpoints) ? false : 'no ../shared/models/checkpoints here' }, async () => {
  const folders = readdirSync(checkpoints, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  assert.ok(folders.length >= 33);
  for (const name of folders) {
    const folder = join(checkpoints, name);
    const checkpoint = await openCheckpoint(folder);
    const weights = readdirSync(folder).filter((file) => file.endsWith('.safetensors'));
    assert.deepEqual(checkpoint.config, JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')), name);
    assert.deepEqual(checkpoint.ignored, ['expected.json'], name);
    const bytes = await bytesByName(checkpoint);
    assert.equal(Object.values(bytes).reduce((sum, { length }) => sum + length, 0), checkpoint.bytes, name);
    const headers = weights.map((file) => 8 + Number(readFileSync(join(folder, file)).readBigUInt64LE()));
    const sizes = weights.map((file) => readFileSync(join(folder, file)).length);
    assert.equal(checkpoint.bytes, sum(sizes) - sum(headers), name);
    for (const { name: tensor, source, start } of checkpoint.tensors.values()) {
      const part = readFileSync(join(folder, source.name)).subarray(start, start + bytes[tensor].length);
      assert.deepEqual(bytes[tensor], Array.from(part), `${name}, ${tensor}`);
    }
  }
});

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

test('stories260K', { skip: existsSync(stories) ? false : 'no ../shared/models/stories260K here' }, async () => {
  const { format, config, tensors, vocabulary } = await openCheckpoint(stories);
  assert.equal(format, 'llama2.c');
  assert.deepEqual([config.hidden_size, config.num_hidden_layers, config.num_key_value_heads, config.vocab_size, config.tie_word_embeddings], [64, 5, 4, 512, true]);
  assert.equal(tensors.size, 2 + 9 * 5);
  assert.deepEqual(tensors.get('model.layers.4.self_attn.k_proj.weight')?.shape, [32, 64]);
  const pieces = vocabulary.llama2c?.pieces ?? [];
  assert.equal(pieces.length, 512);
  assert.deepEqual([0, 1, 2, 3, 258].map((id) => Buffer.from(pieces[id].bytes).toString()), ['<unk>', '\n<s>\n', '\n</s>\n', '<0x00>', '<0xFF>']);
  const norm = /** @type {import('../../web/models/files/stored-tensor.js').StoredTensor} */ (tensors.get('model.norm.weight'));
  const numbers = new Float32Array(Uint8Array.from(await norm.source.slice(norm.start, norm.start + norm.bytes)).buffer);
  assert.ok(numbers.every((number) => number > 0.1 && number < 20), String(numbers.slice(0, 4)));
});
