// attendAsync in the browser: workers beside the page, and a page that stays awake where there may be none.
// Runs alone: it measures times.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentSecurityPolicy } from '../../web/build/hosting.js';
import { serveFolder } from '../../web/build/static-server.js';
import { distFolder } from '../../web/build/site.js';
import { useBrowser } from './browser.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();

/**
 * Runs in the page, and makes `lab` there, with a long call and a comparison of results bit by bit.
 * @param {Page} page
 */
async function prepare(page) {
  await page.evaluate(async () => {
    const { loadAttention } = await import(new URL('./attention-lab.js', location.href).href);
    const attention = await loadAttention();
    let state = 1;
    const tensor = (/** @type {number[]} */ ...shape) => ({
      shape,
      data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => (state = (state * 48271) % 2147483647) / 2 ** 30 - 1),
    });
    const inputs = { query: tensor(1, 4, 900, 24), key: tensor(1, 2, 700, 24), value: tensor(1, 2, 700, 24) };
    const options = { normalizer: 'entmax15', causal: true, weights: true };
    const same = (/** @type {any} */ a, /** @type {any} */ b) => ['output', 'weights'].every((name) => {
      const [x, y] = [a, b].map((result) => new Uint32Array(result[name].data.buffer));
      return x.length === y.length && x.every((bits, i) => bits === y[i]);
    });
    Object.assign(globalThis, { lab: { attention, inputs, options, same, want: attention.attend(inputs, options) } });
  });
}

/** @param {{ longest: number, whole: number }} times whether the page slept while it was computed */
const slept = ({ longest, whole }) => longest >= Math.max(200, whole / 3);

/**
 * Runs the long call up to five times, until the page was awake all the time, since other processes may delay it.
 * @param {Page} page
 * @param {number} [workers]
 */
async function attend(page, workers) {
  let result = await attendOnce(page, workers);
  for (let tries = 1; tries < 5 && slept(result); tries++) result = await attendOnce(page, workers);
  return result;
}

/**
 * Runs the long call, and measures the longest time without a sign of life from the page.
 * @param {Page} page
 * @param {number} [workers]
 */
const attendOnce = (page, workers) => page.evaluate(async (workers) => {
  const { attention, inputs, options, same, want } = /** @type {any} */ (globalThis).lab;
  /** @type {number[]} */
  const progress = [];
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  const start = last;
  const got = await attention.attendAsync(inputs, options, { workers, onProgress: (/** @type {number} */ done) => progress.push(done) });
  clearInterval(timer);
  return { isSame: same(got, want), progress, longest, whole: performance.now() - start };
}, workers);

/** @param {Awaited<ReturnType<typeof attendOnce>>} result @param {string} label */
function assertShared({ isSame, progress, longest, whole }, label) {
  assert.ok(isSame, `${label}: the digits of attend`);
  assert.ok(progress.length > 3 && progress.every((done, i) => done > (progress[i - 1] ?? 0)) && progress.at(-1) === 1, `${label}: ${progress}`);
  assert.ok(!slept({ longest, whole }), `${label}: the page slept for ${longest} ms of ${whole}`);
}

test('any number of workers computes the digits of attend', async () => {
  const page = await lab.openDrawn();
  await prepare(page);
  for (const workers of [1, 2, 3, 4, undefined]) assertShared(await attend(page, workers), `${workers} workers`);
  const most = Math.max(4, Math.min(8, await page.evaluate(() => navigator.hardwareConcurrency)));
  assert.equal(page.workers().length, most);
  assertShared(await attend(page, 0), 'the page itself');
  assert.equal(page.workers().length, most);
});

test('where the policy allows no worker the page computes, and stays awake', async () => {
  const policy = contentSecurityPolicy.replace("worker-src 'self'", "worker-src 'none'");
  assert.match(policy, /worker-src 'none'/);
  const site = await serveFolder(distFolder, { port: 0, headers: { 'Content-Security-Policy': policy } });
  try {
    const { page } = await lab.open({ address: `${site.url}workbench.html` });
    await prepare(page);
    for (const workers of [2, undefined]) assertShared(await attend(page, workers), `${workers} workers`);
    assert.equal(page.workers().length, 0);
  } finally {
    await site.close();
  }
});

test('a page that is all in one file starts its workers from a Blob', async () => {
  const policy = contentSecurityPolicy.replace("script-src 'self'", "script-src 'self' blob:").replace("worker-src 'self'", 'worker-src blob:');
  const site = await serveFolder(distFolder, { port: 0, headers: { 'Content-Security-Policy': policy } });
  try {
    const { page } = await lab.open({
      address: `${site.url}workbench.html`,
      // This stands for a page of somebody else, whose policy comes only from the host.
      prepare: (context) => context.route('**/workbench.html', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: (await response.text()).replace(/<meta http-equiv[^>]*>/, '') });
      }),
    });
    await prepare(page);
    await page.evaluate(async () => {
      const blob = (/** @type {string} */ text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
      const engine = blob(await (await fetch('attention-lab.js')).text());
      const { loadAttention } = await import(engine);
      const worker = () => new Worker(blob(`import { serve } from '${engine}'; onmessage = ({ data }) => serve(...data);`), { type: 'module' });
      const wasm = await (await fetch('attention-lab.wasm')).arrayBuffer();
      /** @type {any} */ (globalThis).lab.attention = await loadAttention({ wasm, worker });
    });
    assertShared(await attend(page, 2), 'from a Blob');
    assert.equal(page.workers().length, 2);
  } finally {
    await site.close();
  }
});

test('where there are no workers at all, or their file is missing, the page computes', async () => {
  for (const how of ['none', 'missing']) {
    const { page } = await lab.open({
      prepare: (context) => how === 'none'
        ? context.addInitScript(() => Reflect.deleteProperty(globalThis, 'Worker'))
        : context.route('**/worker.js', (route) => route.fulfill({ status: 404, body: 'not found' })),
    });
    await prepare(page);
    assertShared(await attend(page, 2), how);
    assert.equal(page.workers().length, 0);
  }
});

test('a worker that is ended gives the error code worker, and the next call starts another worker', async () => {
  const page = await lab.openDrawn({
    prepare: (context) => context.addInitScript(() => {
      /** @type {Worker[]} */
      const workers = [];
      const Usual = Worker;
      Object.assign(globalThis, {
        workers,
        Worker: class extends Usual {
          /** @param {string | URL} url @param {WorkerOptions} options */
          constructor(url, options) {
            super(url, options);
            workers.push(this);
          }
        },
      });
    }),
  });
  await prepare(page);
  // Both must run before one is ended: if one ends while it starts, nobody notices, because the other takes its parts.
  assertShared(await attend(page, 2), 'before');
  const error = await page.evaluate(async () => {
    const { lab: { attention, inputs, options }, workers } = /** @type {any} */ (globalThis);
    const onProgress = () => workers[0].terminate();
    return attention.attendAsync(inputs, options, { workers: 2, onProgress }).catch((/** @type {any} */ { name, code, argument, message }) => ({ name, code, argument, message }));
  });
  assert.deepEqual([error.name, error.code, error.argument], ['AttentionError', 'worker', 'workers']);
  assert.match(error.message, /^workers: expected .*, got /);
  assertShared(await attend(page, 2), 'afterwards');
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).workers.length), 3);
});

test('a call is cancelled at once, and leaves nothing behind', async () => {
  const page = await lab.openDrawn();
  await prepare(page);
  for (const workers of [0, 2]) {
    const { error, waited, told } = await page.evaluate(async (workers) => {
      const { attention, inputs, options } = /** @type {any} */ (globalThis).lab;
      const controller = new AbortController();
      let [stopped, told] = [0, 0];
      const onProgress = (/** @type {number} */ done) => {
        told = done;
        if (done < 0.1 || stopped > 0) return;
        stopped = performance.now();
        setTimeout(() => controller.abort('enough'));
      };
      const error = await attention.attendAsync(inputs, options, { workers, signal: controller.signal, onProgress })
        .catch((/** @type {any} */ { code, argument, cause }) => ({ code, argument, cause }));
      return { error, waited: performance.now() - stopped, told };
    }, workers);
    assert.deepEqual(error, { code: 'aborted', argument: 'signal', cause: 'enough' });
    assert.ok(waited < 300 && told < 0.8, `${workers} workers: ${waited} ms, told ${told}`);
    assertShared(await attend(page, workers), 'afterwards');
  }
});

test('many calls leave the memory flat', async () => {
  const page = await lab.openDrawn();
  await prepare(page);
  const memory = () => page.evaluate(() => /** @type {any} */ (globalThis).lab.attention.memoryBytes);
  const round = () => page.evaluate(async () => {
    const { attention, inputs, options } = /** @type {any} */ (globalThis).lab;
    const short = { ...options, normalizer: 'softmax' };
    for (let n = 0; n < 20; n++) await attention.attendAsync(inputs, short, { workers: n % 3 });
  });
  await round();
  const before = await memory();
  await round();
  await round();
  assert.equal(await memory(), before);
});
