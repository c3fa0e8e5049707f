/** What is no checkpoint, or not a whole one; and bytes that mean nothing. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCheckpoint } from '../../web/models/files/checkpoint.js';
import { ModelError } from '../../web/models/model-error.js';
import { counted, fileOf, gguf, joined, json, refused, safetensors, scalar, text } from './models-written.js';
import { createRandom } from './random.js';

const config = json({ model_type: 'llama' });
const weights = fileOf('model.safetensors', safetensors({ a: { dtype: 'U8', shape: [4], data: counted(4) } }));

test('no files, and what is no file', async () => {
  await refused(openCheckpoint([]), 'files', 'expected at least one file, got an empty list');
  for (const [value, shown] of /** @type {[any, string][]} */ ([[3, '3'], [null, 'null'], [undefined, 'undefined'], [{}, '{…}'], ['not an address', '"not an address"']])) {
    await refused(openCheckpoint([weights, value]), 'files[1]', `expected a File, a Blob or an address, got ${shown}`);
  }
  await refused(openCheckpoint(/** @type {any} */ (undefined)), 'files[0]', 'expected a File, a Blob or an address, got undefined');
});

test('only a part of a model', async () => {
  await refused(openCheckpoint(config), 'files', /^expected weights \(\.safetensors, \.gguf, or a \.bin of llama2\.c\), got only config\.json \(\d+ bytes\)$/);
  await refused(openCheckpoint(weights), 'files', 'expected config.json with the weights, got only model.safetensors');
  await refused(openCheckpoint([fileOf('README.md', 'Hello'), fileOf('empty')]), 'files', /, got only README\.md \(5 bytes\), empty \(0 bytes\)$/);
});

test('pickles and graphs, by name or content', async () => {
  const zip = 'PK\x03\x04';
  const bare = Uint8Array.of(0x80, 2, 0x8a, 10, 0x6c);
  for (const name of ['pytorch_model.bin', 'model.pt', 'model.pth', 'anything']) {
    for (const bytes of [zip, bare]) await refused(openCheckpoint([fileOf(name, bytes), config]), name, /^expected \.safetensors, got a pickle of PyTorch .*convert it in Python: safetensors\.torch\.save_file/);
  }
  const graph = Uint8Array.of(8, 8, 0x12, 7, 0x70);
  for (const file of [fileOf('model.onnx', 'x'), fileOf('model', graph)]) await refused(openCheckpoint([file]), file.name, /^expected .*, got an ONNX graph, in which attention is taken apart/);
  await refused(openCheckpoint([fileOf('tf_model.h5', Uint8Array.of(0x89), 'HDF\r\n')]), 'tf_model.h5', /, got an HDF5 file/);
  await refused(openCheckpoint([fileOf('m.tflite', Uint8Array.of(28, 0, 0, 0), 'TFL3', new Uint8Array(40))]), 'm.tflite', /, got a TensorFlow Lite model$/);
});

test('pointers of Git LFS stand for files', async () => {
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 123\n';
  for (const name of ['model.safetensors', 'model.gguf', 'tokenizer.json']) {
    await refused(openCheckpoint([fileOf(name, pointer), config]), name, 'expected the file itself, got a pointer of Git LFS, which stands for it: run "git lfs pull"');
  }
  await refused(openCheckpoint([weights, config, fileOf('tokenizer.json', pointer)]), 'tokenizer.json', /pointer of Git LFS/);
  await refused(openCheckpoint([fileOf('pytorch_model.bin', pointer), config]), 'pytorch_model.bin', /pointer of Git LFS/);
});

test('files of two models', async () => {
  await refused(openCheckpoint([weights, config, fileOf('other.json', '{"model_type":"bert"}')]), 'files', 'expected one file of its kind, got config.json and other.json: files of two models?');
  await refused(openCheckpoint([weights, config, fileOf('b/vocab.txt', 'a'), fileOf('vocab.txt', 'a')]), 'files', /got b\/vocab\.txt and vocab\.txt/);
  await refused(openCheckpoint([weights, config, fileOf('m.gguf', gguf({}, {}))]), 'files', 'expected one model, got model.safetensors and m.gguf: files of two models?');
});

test('texts that are none', async () => {
  await refused(openCheckpoint([weights, fileOf('config.json', '{')]), 'config.json', /^expected JSON, got /);
  await refused(openCheckpoint([weights, fileOf('config.json')]), 'config.json', /^expected JSON, got /);
  await refused(openCheckpoint([weights, fileOf('config.json', '[1]')]), 'config.json', 'expected a JSON object, got [1]');
  await refused(openCheckpoint([weights, config, fileOf('vocab.txt', Uint8Array.of(0xff))]), 'vocab.txt', 'expected text in UTF-8, got other bytes');
  const large = fileOf('tokenizer.json', ' '.repeat(4096));
  Object.defineProperty(large, 'size', { value: 2 ** 28 + 1 });
  await refused(openCheckpoint([weights, config, large]), 'tokenizer.json', 'expected a text of at most 268435456 bytes, got 268435457');
});

test('what cannot be read, as a folder that a browser gives', async () => {
  const gone = fileOf('folder', 'x');
  gone.slice = () => /** @type {any} */ ({ arrayBuffer: () => Promise.reject(new DOMException('It is no file.', 'NotReadableError')) });
  await refused(openCheckpoint([gone]), 'folder', 'expected a file that can be read, got NotReadableError: It is no file.');
  const shrunk = fileOf('model.gguf', 'GGUF and more');
  shrunk.slice = () => new Blob(['GG']);
  await refused(openCheckpoint([shrunk]), 'model.gguf', 'expected 13 bytes from 0 on, got 2');
});

test('random bytes are refused, whatever they begin with', async () => {
  const random = createRandom(11);
  const starts = ['', 'GGUF\x03\0\0\0', '\x20\0\0\0\0\0\0\0{', '\x08\0\0\0\x04\0\0\0\x01\0\0\0', '\x05\0\0\0', '{"', '\x80\x02', '\x0a\x05\x0a\x01'];
  for (const start of starts) {
    for (const name of ['model.safetensors', 'model.gguf', 'model.bin', 'model']) {
      for (let i = 0; i < 20; i++) {
        const bytes = Uint8Array.from({ length: random.integer(1, 200) }, () => random.integer(0, 255));
        const prefix = Uint8Array.from(start, (character) => character.charCodeAt(0));
        await assert.rejects(openCheckpoint([fileOf(name, joined(prefix, bytes)), config]), ModelError);
      }
    }
  }
});

test('a byte that is changed gives a checkpoint or an error, and nothing else', async () => {
  const random = createRandom(12);
  const whole = [
    safetensors({ a: { dtype: 'F32', shape: [2], data: counted(8) }, b: { dtype: 'U8', shape: [4], data: counted(4) } }),
    gguf({ 'general.architecture': text('llama'), 'llama.block_count': scalar('uint32', 1) }, { 'token_embd.weight': { type: 0, shape: [2], data: counted(8) } }),
  ];
  let refusals = 0;
  for (const [i, bytes] of whole.entries()) {
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] ^= random.integer(1, 255);
      await openCheckpoint([fileOf(['m.safetensors', 'm.gguf'][i], changed), config]).catch((error) => {
        assert.ok(error instanceof ModelError, error.stack);
        refusals++;
      });
    }
  }
  assert.ok(refusals > 200, String(refusals));
});

test('a stop is the signal\'s reason', async () => {
  const reason = new Error('enough');
  await assert.rejects(openCheckpoint([weights, config], { signal: AbortSignal.abort(reason) }), (error) => error === reason);
  const controller = new AbortController();
  const slow = fileOf('config.json', '{}');
  slow.slice = () => {
    controller.abort(reason);
    return /** @type {any} */ ({ arrayBuffer: () => Promise.reject(new Error('stopped')) });
  };
  await assert.rejects(openCheckpoint([weights, slow], { signal: controller.signal }), (error) => error === reason);
});
