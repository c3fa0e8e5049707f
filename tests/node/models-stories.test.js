// A small model that was trained writes its known text, from the file of llama2.c and from GGUF.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, test } from 'node:test';
import { projectFolder } from '../../web/build/command.js';
import { openModel } from '../../web/models/api/node.js';
import { openCheckpoint } from '../../web/models/files/node-checkpoint.js';
import { ggufOf } from './gguf-writer.js';
import { fileOf } from './heads-written.js';
import { modelsModule } from './model-in-memory.js';

/** @import { Model } from '../../web/models/api/model.js' */

const folder = join(projectFolder, '../shared/models/stories260K');
const wasm = await modelsModule();

/** So many steps llama2.c takes. */
const steps = 256;

/** @param {Model} model @returns {Promise<string>} what it writes from the beginning on, the likeliest token each time */
async function written(model) {
  let text = '';
  for await (const token of model.generate({ text: '' }, { maxTokens: steps })) text = token.text;
  return text;
}

group('stories260K', { skip: existsSync(folder) ? false : 'no ../shared/models/stories260K here' }, () => {
  const read = () => JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8')).text;

  test("from llama2.c's file it writes the golden text", async () => {
    const model = await openModel(folder, { wasm });
    assert.equal(await written(model), read());
    model.close();
  });

  test('from a GGUF file of float32 it writes the golden text', async () => {
    const file = fileOf('stories.gguf', await ggufOf(await openCheckpoint(folder), 'F32'));
    const model = await openModel(file, { wasm });
    assert.equal(await written(model), read());
    assert.deepEqual(model.tokenizer.encode('Lily liked café').ids, (await openModel(folder, { wasm })).tokenizer.encode('Lily liked café').ids);
    model.close();
  });

  test('in blocks of Q8_0 its logits are near', async () => {
    const checkpoint = await openCheckpoint(folder);
    const file = fileOf('stories.gguf', await ggufOf(checkpoint, 'Q8_0'));
    assert.equal((await openCheckpoint(file)).tensors.get('model.layers.4.self_attn.k_proj.weight')?.type, 'Q8_0');
    const [small, exact] = [await openModel(file, { wasm }), await openModel(folder, { wasm })];
    const [logits, expected] = [small, exact].map((model) => /** @type {any} */ (model.run({ text: read().slice(0, 200) }).logits).data);
    const dot = (/** @type {Float32Array} */ a, /** @type {Float32Array} */ b) => a.reduce((sum, x, i) => sum + x * b[i], 0);
    const cosine = dot(logits, expected) / Math.sqrt(dot(logits, logits) * dot(expected, expected));
    assert.ok(cosine > 0.9995 && cosine < 0.9999999, String(cosine));
    small.close();
    exact.close();
  });
});
