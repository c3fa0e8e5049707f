// attention-lab/models with what is wrong, or too large, or gone: a plain sentence names the argument, and what was open stays.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
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

/** A vocabulary with the letters from a on. @param {number} count */
const letters = (count) => json({
  added_tokens: [],
  model: { type: 'BPE', vocab: Object.fromEntries(Array.from({ length: count }, (_, i) => [String.fromCodePoint(0x61 + i), i])), merges: [] },
}, 'tokenizer.json');

test('options that are none are refused where they are given', async () => {
  const files = filesOf();
  for (const [options, argument, fault] of /** @type {[any, string, RegExp][]} */ ([
    [null, 'options', /^expected an object, got null$/],
    [{ signal: 5 }, 'signal', /^expected an AbortSignal, got 5$/],
    [{ onProgress: 5 }, 'onProgress', /^expected a function, got 5$/],
    [{ wasm: 5 }, 'wasm', /^expected the module, its bytes or its address, got TypeError/],
    [{ wasm: Uint8Array.of(1, 2, 3) }, 'wasm', /^expected the module, its bytes or its address, got CompileError/],
  ])) await refused(openModel(files, options), argument, fault);
  const model = await openModel(files);
  const first = async (/** @type {any} */ options) => model.generate({ ids: [1] }, options).next();
  for (const [work, argument, fault] of /** @type {[(options: any) => unknown, string, RegExp][]} */ ([
    [() => model.run({ ids: [1] }, /** @type {any} */ (null)), 'options', /^expected an object, got null$/],
    [() => model.run({ ids: [1] }, /** @type {any} */ ({ witout: [] })), 'witout', /^expected one of without, got an unknown name$/],
    [() => model.run({ ids: [1] }, /** @type {any} */ ({ without: 5 })), 'without', /^expected a list of \[layer, head\] or \[layer, head, kind\], got 5$/],
    [() => model.run({ ids: [1] }, /** @type {any} */ ({ without: [[0, 1], 5] })), 'without[1]', /^expected \[layer, head\] or \[layer, head, kind\], got 5$/],
    [() => first(null), 'options', /^expected an object, got null$/],
    [() => first({ maxToken: 3 }), 'maxToken', /^expected one of without, .*, got an unknown name$/],
    [() => first({ stop: 3 }), 'stop', /^expected a list of tokens by their numbers, got 3$/],
    [() => first({ signal: 3 }), 'signal', /^expected an AbortSignal, got 3$/],
    [() => model.write({ ids: [1] }, /** @type {any} */ ({ rom: 3 })), 'rom', /^expected one of without, room, got an unknown name$/],
    ...[-3, 1.5, 'a', NaN].map((room) => [() => model.write({ ids: [1] }, /** @type {any} */ ({ room })), 'room', /^expected a whole number from 0 on, got /]),
  ])) await refused(async () => work(undefined), argument, fault);
  assert.equal(model.run({ ids: [1] }).ids.length, 1);
  model.close();
});

test('ids come in many forms, and are those of one text', async () => {
  const model = await openModel(filesOf());
  for (const ids of [[1, 2], [[1, 2]], { data: [1, 2], shape: [1, 2] }, { data: BigInt64Array.of(1n, 2n), shape: [2] }, Int32Array.of(1, 2), BigInt64Array.of(1n, 2n), [Uint8Array.of(1, 2)]]) {
    assert.deepEqual(model.run({ ids }).ids, [1, 2]);
  }
  for (const [ids, fault] of /** @type {[any, RegExp][]} */ ([
    [[[1, 2], [3, 4]], /^expected the numbers of one text, got 2 lists$/],
    [{ data: [1, 2, 3, 4], shape: [2, 2] }, /^expected the numbers of one text, \[4\] or \[1, 4\], got the shape \[2,2\]$/],
    [{ data: [1, 2], shape: [5] }, /got the shape \[5\]$/],
    [[null], /got null at 0$/], [[1, true], /got true at 1$/], [['1'], /got "1" at 0$/], [[Symbol('x')], /got Symbol\(x\) at 0$/],
    [new DataView(new ArrayBuffer(8)), /^expected a list of whole numbers, got an object$/],
  ])) await refused(() => model.run({ ids }), 'ids', fault);
  model.close();
});

test('a text that the model cannot take is told as a text', async () => {
  const model = await openModel([...filesOf(), letters(30)]);
  await refused(() => model.run({ text: '' }), 'text', /^expected at least one token, got none$/);
  await refused(() => model.run({ text: 'a'.repeat(100_000) }), 'text', /^expected at most 64 tokens, .*, got 100000: give a window of its tokens, as ids$/);
  await refused(() => model.run({ text: 'az' }), 'text', /^expected a vocabulary of 20 tokens, as the weights have, got one with the token 25: files of two models\?$/);
  const ids = model.tokenizer.encode('ab'.repeat(50_000)).ids.slice(0, 64);
  assert.equal(model.run({ ids }).ids.length, 64);
  model.close();
});

test('a token that the vocabulary has no name for ends no writing', async () => {
  const model = await openModel([...filesOf(), letters(1)]);
  const written = [];
  for await (const token of model.generate({ ids: [0] }, { maxTokens: 6, stop: [], temperature: 3 })) written.push(token);
  assert.equal(written.length, 6);
  assert.ok(written.some(({ id, token }) => id > 0 && token === String(id)));
  assert.match(written[5].text, /^a*$/);
  model.close();
});

test('a writer has the room that it was given, and none after its end', async () => {
  const model = await openModel(filesOf());
  const writer = model.write({ ids: [1, 2] }, { room: 2 });
  await refused(() => writer.append([1, 2, 3]), 'ids', /^expected at most 2, for which there is room, got 3$/);
  await refused(() => writer.append([20]), 'ids', /^expected numbers below 20, /);
  writer.append(/** @type {any} */ (BigInt64Array.of(3n)));
  assert.deepEqual(writer.ids, [1, 2, 3]);
  for (const count of [-1, 1.5, 'a']) await refused(() => writer.back(/** @type {any} */ (count)), 'count', /^expected a whole number from 0 on, got /);
  writer.back(2);
  assert.deepEqual(writer.ids, [1]);
  writer.close();
  writer.close();
  await refused(() => writer.append([1]), 'run', /^expected an open one, got one that was closed$/);
  await refused(() => writer.back(), 'run', /closed$/);
  const rest = [];
  for await (const { id } of model.generate({ ids: [1, 2, 3] }, { maxTokens: 1000, stop: [] })) rest.push(id);
  assert.equal(rest.length, 64 - 3 + 1, 'as far as the last position, and the token behind it');
  model.close();
});

test('what is left of a model that was closed, beside one that is open', async () => {
  const [model, other] = [await openModel(filesOf()), await openModel(filesOf())];
  const writing = model.generate({ ids: [1] }, { stop: [], maxTokens: 10 });
  await writing.next();
  const [asked, result, writer] = [model.run({ ids: [1, 2] }), model.run({ ids: [1, 2] }), model.write({ ids: [1] })];
  const { logits } = asked;
  model.close();
  model.close();
  assert.equal(asked.logits, logits);
  assert.deepEqual(result.hidden.shape, [2, 12]);
  const closed = /^expected an open one, got one that was closed$/;
  await refused(() => result.logits, 'model', closed);
  await refused(() => result.attention(0, 0), 'model', closed);
  await refused(() => writer.append([1]), 'model', closed);
  await refused(() => writing.next(), 'model', closed);
  assert.deepEqual(await writing.next(), { done: true, value: undefined });
  for (const each of [asked, result, writer]) each.close();
  assert.deepEqual(other.run({ ids: [1, 2] }).logits?.data, logits?.data);
  other.close();
});

test('files that vanish, break off or are stopped while they are read', async (t) => {
  const open = await openModel(filesOf());
  const folder = hollowModel(t, 20);
  const vanishing = {
    /** It is asked for when the header has been read, and before the weights are. @returns {undefined} */
    get wasm() {
      rmSync(join(folder, 'model.safetensors'));
      return undefined;
    },
  };
  await refused(openModel(folder, vanishing), 'model.safetensors, model.embed_tokens.weight', /^expected a file that can be read to its end, got Error: ENOENT/);

  /** @param {(part: number) => Uint8Array} partOf @param {import('attention-lab/models').OpenOptions} [options] */
  const read = (partOf, options) => {
    const [config, weights] = filesOf();
    let part = 0;
    weights.stream = () => /** @type {any} */ (new ReadableStream({ pull: (controller) => controller.enqueue(partOf(part++)) }, { highWaterMark: 0 }));
    return openModel([config, weights], options);
  };
  await refused(read((part) => {
    if (part > 0) throw new DOMException('It has changed.', 'NotReadableError');
    return new Uint8Array(100);
  }), 'model.safetensors, model.embed_tokens.weight', /^expected a file that can be read to its end, got NotReadableError: It has changed\.$/);
  const controller = new AbortController();
  const reason = new Error('enough');
  await assert.rejects(read((part) => {
    if (part > 0) controller.abort(reason);
    return new Uint8Array(100);
  }, { signal: controller.signal }), (error) => error === reason);
  assert.equal(open.run({ ids: [1, 2] }).ids.length, 2);
  open.close();
});

test('what nobody has closed gives its memory back when nobody has it', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const model = await openModel(filesOf());
  const { grow } = WebAssembly.Memory.prototype;
  let grown = 0;
  WebAssembly.Memory.prototype.grow = function counted(/** @type {number} */ pages) {
    grown++;
    return grow.call(this, pages);
  };
  try {
    // Each keeps 49 KB: all of them together would need 98 MB, and those of one round less than 3.
    for (let round = 0; round < 40; round++) {
      for (let i = 0; i < 50; i++) model.run({ ids: Array(64).fill(1) });
      for (let i = 0; i < 50; i++) model.write({ ids: [1] }, { room: 63 });
      collect();
      await new Promise((resolve) => setTimeout(resolve));
    }
  } finally {
    WebAssembly.Memory.prototype.grow = grow;
  }
  assert.equal(grown, 0);
  model.close();
});
