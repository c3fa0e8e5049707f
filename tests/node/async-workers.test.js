/**
 * The workers of attendAsync: where they come from, how they end, and what happens if there are none.
 */

import test from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { AttentionError, loadAttention } from 'attention-lab';
import { runModule } from './child.js';
import { assertSameBits } from './closeness.js';
import { createRandom } from './random.js';
import { assertRefusal, assertWell } from './refusal.js';

const kWorker = new URL('../../lib/node-worker.js', import.meta.url);
const kWasm = new URL('../../lib/attention-lab.wasm', import.meta.url);

/** A call that takes many milliseconds in double. @param {number} seed */
function longCall(seed) {
  const random = createRandom(seed);
  const [query, key, value] = [300, 200, 200].map((rows) => random.tensor([1, 4, rows, 24]));
  return { query, key, value };
}
const options = /** @type {const} */ ({ normalizer: 'entmax15' });

/** @param {any} attention @param {any} inputs @param {any} settings @param {string} label */
async function assertRight(attention, inputs, settings, label) {
  const { output } = await attention.attendAsync(inputs, options, settings);
  assertSameBits(output, attention.attend(inputs, options).output, label);
}

/**
 * An engine whose workers the test can watch.
 * @param {(start: () => Worker) => any} [start] in another way
 */
async function watched(start = (usual) => usual()) {
  /** @type {Worker[]} */
  const workers = [];
  const attention = /** @type {any} */ (await loadAttention({
    worker: /** @type {any} */ (() => start(() => {
      const worker = new Worker(kWorker);
      workers.push(worker);
      return worker;
    })),
  }));
  return { attention, workers };
}

test('workers are started as they are needed, and used again', async () => {
  const { attention, workers } = await watched();
  const inputs = longCall(400_000);
  await attention.attendAsync({ query: [1], key: [[1]], value: [[1]] });
  await assertRight(attention, inputs, { workers: 0 }, 'none');
  assert.equal(workers.length, 0);
  for (const count of [1, 3, 2, 3]) await assertRight(attention, inputs, { workers: count }, `${count} workers`);
  await Promise.all([2, 3].map((count) => assertRight(attention, inputs, { workers: count }, `${count} at the same time`)));
  assert.equal(workers.length, 3);
});

test('a worker that dies ends its call with the code worker, and is replaced', async () => {
  const { attention, workers } = await watched();
  const inputs = longCall(401_000);
  for (const round of [1, 2]) {
    let told = 0;
    const first = attention.attendAsync(inputs, options, {
      workers: 1,
      onProgress: () => {
        if (told++ === 0) workers.at(-1)?.terminate();
      },
    });
    // This call waits for the same worker, and gets the next one.
    const second = assertRight(attention, inputs, { workers: 1 }, 'the waiting call');
    const error = await first.catch((/** @type {any} */ reason) => reason);
    assertRefusal(error, { code: 'worker', argument: 'workers' }, AttentionError, 'terminated');
    await second;
    assert.equal(workers.length, round + 1);
    assertWell(attention, 'after a worker\'s end');
  }
  // A worker that dies without work does no harm.
  await workers.at(-1)?.terminate();
  await new Promise((resolve) => { setTimeout(resolve, 50); });
  await assertRight(attention, inputs, { workers: 2 }, 'after an idle worker\'s end');
});

test('if no worker starts, the calling thread computes', async () => {
  const inputs = longCall(402_000);
  /** @type {[string, () => any][]} */
  const ways = [
    ['refused', () => { throw new Error('no workers here'); }],
    ['broken', () => new Worker('throw new Error("broken")', { eval: true })],
    ['missing', () => new Worker(new URL('no-such-file.js', kWorker))],
    ['ended', () => new Worker('process.exit(1)', { eval: true })],
  ];
  for (const [name, start] of ways) {
    const { attention } = await watched(start);
    await Promise.all([2, 1, 0].map((count) => assertRight(attention, inputs, { workers: count }, `${name}, ${count} workers`)));
    await assertRight(attention, inputs, undefined, `${name}, again`);
  }
});

test('if a compiled module cannot be passed to a worker, its bytes are', async () => {
  const inputs = longCall(403_000);
  let bytes = 0;
  /** @param {() => Worker} usual */
  const refuseModules = (usual) => {
    const worker = usual();
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (/** @type {any} */ message, /** @type {any} */ transfer) => {
      if (message[1] instanceof WebAssembly.Module) throw new Error('a module cannot be cloned');
      bytes = message[1].byteLength;
      post(message, transfer);
    };
    return worker;
  };
  const { attention } = await watched(refuseModules);
  await assertRight(attention, inputs, { workers: 1 }, 'by bytes');
  assert.equal(bytes, (await readFile(kWasm)).length);
});

test('another engine, from bytes or a module, has workers of its own', async () => {
  const bytes = /** @type {Uint8Array<ArrayBuffer>} */ (await readFile(kWasm));
  for (const wasm of [bytes, await WebAssembly.compile(bytes)]) {
    await assertRight(await loadAttention({ wasm }), longCall(404_000), { workers: 2 }, 'another engine');
  }
});

test('idle workers do not keep Node.js alive, busy ones do', () => {
  const { status, stdout, stderr } = runModule(`
    import { loadAttention } from 'attention-lab';
    const attention = await loadAttention();
    const tensor = { data: new Float32Array(4 * 400 * 24).fill(0.5), shape: [1, 4, 400, 24] };
    const inputs = { query: tensor, key: tensor, value: tensor };
    await attention.attendAsync(inputs, { normalizer: 'entmax15' }, { workers: 2 });
    await attention.attendAsync(inputs, { normalizer: 'entmax15' }, { workers: 0 });
    attention.attendAsync(inputs, { normalizer: 'entmax15' }, { workers: 2 }).then(({ output }) => console.log(output.data.length));
  `);
  assert.deepEqual([status, stdout, stderr], [0, '38400\n', '']);
});
