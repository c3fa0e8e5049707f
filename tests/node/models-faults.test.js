// attention-lab/models with what is wrong, or too large, or gone: a plain sentence names the argument, and what was open stays.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ModelError, openModel } from 'attention-lab/models';
import { madeLlama } from './models-made.js';
import { bytesOfText, fileOf, joined, json, safetensors, uint64 } from './models-written.js';

/**
 * @param {Promise<unknown> | (() => unknown)} work
 * @param {string} argument that is named
 * @param {RegExp} fault of what is said of it
 */
async function refused(work, argument, fault) {
  await assert.rejects(async () => (typeof work === 'function' ? work() : work), (/** @type {any} */ error) => {
    assert.ok(error instanceof ModelError, String(error.stack));
    assert.equal(error.argument, argument, error.message);
    assert.match(error.message.slice(argument.length + 2), fault);
    return true;
  });
}

/** @param {import('./models-made.js').MadeModel} [made] @returns {(Blob & { name: string })[]} config.json and model.safetensors */
function filesOf({ config, tensors } = madeLlama()) {
  const written = Array.from(tensors, ([name, { shape, data }]) => [name, { dtype: 'F32', shape, data: new Uint8Array(Float32Array.from(data).buffer) }]);
  return [json(config), fileOf('model.safetensors', safetensors(Object.fromEntries(written)))];
}

test('the memory grows once for all weights', async () => {
  const { config, tensors } = madeLlama();
  for (const name of ['model.embed_tokens.weight', 'lm_head.weight']) {
    tensors.set(name, { type: 'F32', shape: [600_000, 12], data: new Float64Array(7_200_000).fill(1) });
  }
  const { grow } = WebAssembly.Memory.prototype;
  let grown = 0;
  WebAssembly.Memory.prototype.grow = function counted(/** @type {number} */ pages) {
    grown++;
    return grow.call(this, pages);
  };
  try {
    (await openModel(filesOf({ config: { ...config, vocab_size: 600_000 }, tensors }))).close();
  } finally {
    WebAssembly.Memory.prototype.grow = grow;
  }
  assert.equal(grown, 1);
});

/**
 * A folder with a Llama whose embedding has so many rows: its weights are zeros that the disk does not hold.
 * @param {import('node:test').TestContext} t removes it
 * @param {number} vocabulary
 */
function hollowModel(t, vocabulary) {
  const folder = mkdtempSync(join(tmpdir(), 'models-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const { config, tensors } = madeLlama();
  let end = 0;
  const entries = Array.from(tensors, ([name, { shape }]) => {
    const sizes = shape[0] === config.vocab_size ? [vocabulary, shape[1]] : shape;
    const start = end;
    end += sizes.reduce((all, length) => all * length, 4);
    return [name, { dtype: 'F32', shape: sizes, data_offsets: [start, end] }];
  });
  const header = bytesOfText(JSON.stringify(Object.fromEntries(entries)));
  writeFileSync(join(folder, 'model.safetensors'), joined(uint64(header.length), header));
  truncateSync(join(folder, 'model.safetensors'), 8 + header.length + end);
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...config, vocab_size: vocabulary }));
  return folder;
}

test('a model that is larger than memory is refused before its weights are read', async (t) => {
  const onProgress = () => assert.fail('nothing is to be read');
  await refused(openModel(hollowModel(t, 50_000_000), { onProgress }), 'precision', /^expected weights of at most 4\.2 GB, .*, got 4\.8 GB: 'int8' takes less$/);
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = () => {
    throw new RangeError('no memory');
  };
  try {
    await refused(openModel(hollowModel(t, 20_000_000), { onProgress }), 'weights', /^expected memory for its 537 MB, got none: /);
  } finally {
    WebAssembly.Memory.prototype.grow = grow;
  }
});
