/**
 * attendAsync: the digits and the errors of attend, for any number of workers; progress, cancelling, bad settings.
 */

import test from 'node:test';
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AttentionError } from 'attention-lab';
import { attention } from './engine.js';
import { assertSameBits } from './closeness.js';
import { createRandom, kNeverPositive, kPairs, randomDocuments, randomMask, randomParams } from './random.js';
import { assertRefusal, assertWell } from './refusal.js';

const kSigned = ['sum', 'article', 'article-code'];

/**
 * A call that is worth sharing among workers: some milliseconds of work.
 * @param {number} seed
 * @param {{ score?: string, normalizer?: string, rank?: number, B?: number, G?: number, H?: number, Tq?: number, T?: number, P?: number, D?: number, Dv?: number }} wish
 */
function problem(seed, { score = 'scaled-dot', normalizer = 'softmax', rank = 4, B = 2, G = 2, H = 4, Tq = 150, T = 90, P = 0, D = 12, Dv = 8 }) {
  const random = createRandom(seed);
  if (rank <= 2) [B, G, H] = [1, 1, 1];
  if (rank === 1) Tq = 1;
  const low = kSigned.includes(normalizer) ? 0.05 : -1;
  /** @param {number} heads @param {number} length @param {number} size */
  const rows = (heads, length, size) => {
    const { data, shape } = random.tensor([[length, size], [length, size], [B, length, heads * size], [B, heads, length, size]][rank - 1], low, 1);
    return { data: Float32Array.from(data), shape };
  };
  const query = rows(H, Tq, D);
  /** @type {Record<string, any>} */
  const inputs = { query: rank === 1 ? query.data : query, key: rows(G, T, D), value: rows(G, T, Dv) };
  if (P > 0) Object.assign(inputs, { pastKey: random.tensor([B, G, P, D]), pastValue: random.tensor([B, G, P, Dv]) });
  const params = randomParams(random, { score, D, Dk: D, Tk: P + T, low, predictive: true });
  /** @type {Record<string, any>} */
  const options = { score, normalizer };
  if (rank === 3) Object.assign(options, { numHeads: H, numKvHeads: G });
  if (kNeverPositive.includes(score) && low > 0) options.scale = -0.5;
  return { random, inputs: /** @type {any} */ ({ ...inputs, params }), options, sizes: { B, H, Tq, Tk: P + T } };
}

/**
 * Compares the same call in one piece and shared among workers.
 * @param {any} inputs @param {any} options @param {string} label @param {any} [settings]
 * @returns {Promise<number>} how many slices there were
 */
async function assertShared(inputs, options, label, settings = { workers: 2 }) {
  /** @type {number[]} */
  const progress = [];
  const got = await attention.attendAsync(inputs, options, { ...settings, onProgress: (/** @type {number} */ done) => progress.push(done) });
  const want = attention.attend(inputs, options);
  assert.deepEqual(Object.keys(got), Object.keys(want), label);
  for (const name of Object.keys(want)) {
    assertSameBits(got[name], want[name], `${label}: ${name}`);
    assert.equal(got[name].data.byteLength, got[name].data.buffer.byteLength, `${label}: ${name} owns its buffer`);
  }
  assert.ok(progress.every((done, i) => done > (progress[i - 1] ?? 0)), `${label}: progress ${progress}`);
  assert.equal(progress.at(-1), 1, label);
  return progress.length;
}

for (const rank of [4, 3]) {
  test(`every score with every normaliser, rank ${rank}, grouped heads`, async () => {
    for (const [number, pair] of kPairs.entries()) {
      const isKernel = ['dot', 'scaled-dot', 'cosine', 'euclidean'].includes(pair.score) && ['softmax', 'sigmoid'].includes(pair.normalizer);
      const size = isKernel || pair.score === 'linear' ? { Tq: 600, T: 500, D: 32, Dv: 32 } : {};
      const { inputs, options } = problem(300_000 + number, { ...pair, rank, ...size });
      const slices = await assertShared(inputs, { ...options, causal: true }, `${rank} ${pair.score} ${pair.normalizer}`);
      assert.ok(slices > 1, `${pair.score} ${pair.normalizer}: ${slices} slices`);
    }
  });
}

const kOptions = /** @type {Record<string, any>} */ ({
  plain: {},
  causal: { causal: true },
  window: { window: { left: 40, right: 3 } },
  'causal window': { causal: true, window: { left: 30 } },
  alibi: { alibi: [0.1, -0.2, 0.3, 0.05] },
  'causal bottom-right': { causal: 'bottom-right' },
  'alibi by head count': { alibi: {}, causal: true },
  'alibi to both sides': { alibi: { slopes: [0.1, -0.2, 0.3, 0.05], distance: 'both' } },
  sinks: { sinks: [1, -2, 0.5, 3], weights: true, causal: true },
  'key lengths': { keyLengths: [37, 90], causal: true },
  softcap: { softcap: 1.5 },
  temperature: { temperature: 0.7, scale: 0.3 },
  'a given focus': { localFocus: { center: Array.from({ length: 150 }, (_, i) => 90 - i / 2), sigma: 4 } },
  'a monotonic focus': { localFocus: { center: 'monotonic', sigma: 5 } },
  'a predictive focus': { localFocus: { center: 'predictive', sigma: 5 } },
  weights: { weights: true },
  'weights and keys and values': { weights: true, present: true },
  ...Object.fromEntries(['scaled', 'capped', 'biased', 'weights'].map((scores) => [`scores ${scores}`, { scores, weights: true, softcap: 2, causal: true }])),
});
for (const [name, more] of Object.entries(kOptions)) {
  test(`digits: ${name}`, async () => {
    for (const [number, rank] of [4, 3].entries()) {
      for (const [normalizer, Tq] of /** @type {[string, number][]} */ ([['softmax', 600], ['entmax15', 150]])) {
        const size = { Tq: more.localFocus?.center.length === 150 ? 150 : Tq, T: normalizer === 'softmax' ? 300 : 90, D: 32, Dv: 32 };
        const { inputs, options } = problem(310_000 + number, { rank, normalizer, ...size });
        assert.ok(await assertShared(inputs, { ...options, ...more }, `${name} rank ${rank} ${normalizer}`) > 1);
      }
    }
  });
}

test('digits: documents of every length', async () => {
  for (const [number, rank] of [4, 3].entries()) {
    for (const normalizer of ['softmax', 'entmax15', 'sigmoid']) {
      const { random, inputs, options, sizes } = problem(312_000 + number, { rank, normalizer, Tq: 600, T: 600, D: 32, Dv: 32 });
      for (const more of [{ causal: true }, { keyLengths: [600, 417], window: { left: 70 } }]) {
        await assertShared(inputs, { ...options, ...more, documents: randomDocuments(random, sizes.Tk) }, `rank ${rank} ${normalizer}`);
      }
    }
  }
});

test('digits: entmax of several alphas', async () => {
  for (const [number, alpha] of [1.001, 1.7, 4].entries()) {
    const { inputs, options } = problem(313_000 + number, { normalizer: 'entmax', rank: 4 - (number & 1) });
    assert.ok(await assertShared(inputs, { ...options, alpha, causal: true, weights: true, sinks: [1, -1, 0.5, 2] }, `alpha ${alpha}`) > 1);
  }
});

test('digits: the logarithm of the sum, in each rank', async () => {
  for (const [number, rank] of [4, 3, 2].entries()) {
    const { inputs, options } = problem(311_000 + number, { rank, Tq: rank === 2 ? 1100 : 600, T: rank === 2 ? 900 : 300, D: 32, Dv: 32 });
    const more = { logSumExp: true, causal: true, weights: true, present: true, window: { left: 20 } };
    assert.ok(await assertShared(inputs, { ...options, ...more }, `rank ${rank}`) > 1);
    assert.ok(await assertShared(inputs, { ...options, ...more, softcap: 2 }, `rank ${rank}, in double`) > 1);
  }
});

test('digits: masks of every rank and kind', async () => {
  for (let number = 0; number < 16; number++) {
    const kind = number % 2 ? 'boolean' : 'numeric';
    const rank = 1 + (number >> 1) % 4;
    const { random, inputs, options, sizes } = problem(320_000 + number, { normalizer: number < 8 ? 'sparsemax' : 'softmax', B: 1, Tq: 140, T: number < 8 ? 60 : 300, Dv: 64, D: 64 });
    const mask = randomMask(random, [sizes.B, sizes.H, sizes.Tq, sizes.Tk], { kind, rank });
    await assertShared({ ...inputs, mask }, options, `a ${kind} mask of rank ${rank}`);
  }
});

test('digits: masks broadcast along every axis', async () => {
  for (let number = 0; number < 16; number++) {
    const { random, inputs, options, sizes } = problem(321_000 + number, { rank: 3 + (number & 1), normalizer: 'entmax15', Tq: 140, T: 60 });
    const shape = [sizes.B, sizes.H, sizes.Tq, sizes.Tk].map((length, axis) => ((number >> axis) & 1 ? 1 : length));
    const mask = random.tensor(shape, -2, 2);
    await assertShared({ ...inputs, mask }, options, `numbers [${shape}]`);
    await assertShared({ ...inputs, mask: { shape, data: Uint8Array.from(mask.data, (x) => Number(x > -1)) } }, options, `booleans [${shape}]`);
  }
});

test('digits: a cache before the keys, in each rank', async () => {
  for (const [number, rank] of [4, 3, 2].entries()) {
    const { inputs, options } = problem(330_000 + number, { rank, P: 70, Tq: rank === 2 ? 700 : 150, normalizer: 'sparsemax' });
    await assertShared(inputs, { ...options, causal: true, present: true, weights: true }, `rank ${rank}`);
  }
});

test('digits: one head, and one query', async () => {
  for (const normalizer of ['softmax', 'hardmax']) {
    const one = problem(340_000, { rank: 2, normalizer, Tq: 1100, T: 900, D: 32, Dv: 32 });
    assert.ok(await assertShared(one.inputs, { ...one.options, weights: true, causal: true }, `rank 2 ${normalizer}`) > 1);
    const row = problem(340_001, { rank: 1, normalizer, T: 40_000, D: 24, Dv: 16 });
    await assertShared(row.inputs, { ...row.options, weights: true, present: true }, `rank 1 ${normalizer}`);
  }
});

test('digits: many small heads and batches', async () => {
  const { inputs, options } = problem(341_000, { B: 300, G: 3, H: 6, Tq: 5, T: 9, normalizer: 'sparsemax' });
  assert.ok(await assertShared(inputs, { ...options, alibi: [1, 2, 3, 4, 5, 6], keyLengths: Array.from({ length: 300 }, (_, b) => b % 10) }, 'batches') > 1);
});

test('digits: reduced precision of keys and values', async () => {
  for (const precision of ['f16', 'int8']) {
    for (const [number, wish] of [{}, { rank: 3, P: 40 }, { normalizer: 'entmax15', Tq: 200 }, { score: 'general', Tq: 200 }, { score: 'linear', normalizer: 'sum' }].entries()) {
      const { inputs, options } = problem(342_000 + number, { Tq: 600, T: 300, D: 32, Dv: 32, ...wish });
      inputs.key.data[17] = 3; // The other heads must know of this number: rows whose scores may be large are computed in double.
      await assertShared(inputs, { ...options, precision, causal: true, present: true }, `${precision} ${JSON.stringify(wish)}`);
    }
  }
});

test('digits: one long head with a window', async () => {
  const random = createRandom(342_500);
  const [query, key, value] = [0, 1, 2].map(() => {
    const { data, shape } = random.tensor([65536, 16]);
    return { data: Float32Array.from(data), shape };
  });
  assert.ok(await assertShared({ query, key, value }, { window: { left: 200, right: 20 } }, 'T = 65536') > 4);
});

test('digits: nested arrays, other number types and rows beyond the kernel\'s range', async () => {
  const { inputs, options } = problem(343_000, { rank: 2, Tq: 600, T: 500, D: 16, Dv: 16 });
  const query = Array.from({ length: 600 }, (_, i) => Array.from(inputs.query.data.slice(16 * i, 16 * i + 16), (x) => (i % 100 === 7 ? x * 1e12 : x)));
  const key = { data: Int8Array.from(inputs.key.data, (x) => x * 100), shape: [500, 16] };
  await assertShared({ ...inputs, query, key, value: { ...inputs.value, data: Float64Array.from(inputs.value.data) } }, { ...options, weights: true }, 'mixed');
});

test('digits: the same for any number of workers, and for calls at the same time', async () => {
  const { inputs, options } = problem(344_000, { H: 4, G: 2, Tq: 700, T: 700, D: 32, Dv: 32 });
  for (const workers of [0, 1, 2, 3, 4, undefined]) {
    assert.ok(await assertShared(inputs, { ...options, causal: true }, `${workers} workers`, { workers }) > 1);
  }
  await Promise.all([3, 0, 1, 2, 0, 4].map((workers, number) => {
    const other = problem(345_000 + number, { normalizer: number % 2 ? 'softmax' : 'entmax15', Tq: 300 });
    return assertShared(other.inputs, other.options, `call ${number} of ${workers}`, { workers });
  }));
});

test('digits: calls of the same lengths, whose copies are used again', async () => {
  const shape = { H: 4, G: 4, Tq: 2000, T: 1500, D: 32, Dv: 32 };
  for (const [round, workers] of [2, 3, 0, 2].entries()) {
    const controller = new AbortController();
    const calls = [0, 1, 2, 3].map((call) => problem(347_000 + 10 * round + call, call === 3 ? { Tq: 300 } : shape));
    const ended = { workers, signal: controller.signal, onProgress: () => controller.abort() };
    const results = await Promise.all(calls.map(({ inputs, options }, call) => (
      attention.attendAsync(inputs, options, call === 2 ? ended : { workers }).catch((/** @type {any} */ error) => error))));
    for (const [call, { inputs, options }] of calls.entries()) {
      if (call === 2) assert.equal(results[call].code, 'aborted');
      else assertSameBits(results[call].output, attention.attend(inputs, options).output, `round ${round}, call ${call}`);
    }
  }
});

test('the inputs are those of the moment of the call, and stay the caller\'s', async () => {
  const { inputs, options } = problem(346_000, { normalizer: 'sparsemax' });
  const want = attention.attend(inputs, options);
  const kept = inputs.query.data.slice();
  const coming = attention.attendAsync(inputs, options, { workers: 2 });
  assert.deepEqual(inputs.query.data, kept);
  for (const tensor of [inputs.query, inputs.key, inputs.value]) {
    tensor.data.fill(NaN);
    tensor.shape.length = 0;
  }
  options.normalizer = 'hardmax';
  assertSameBits((await coming).output, want.output, 'changed inputs');
  assert.equal(inputs.query.data.length, kept.length, 'not detached');
});

test('a small call is computed at once, and reports its progress', async () => {
  /** @type {number[]} */
  const progress = [];
  const inputs = { query: [0.1, 0.2], key: [[0.3, 0.4]], value: [[5]] };
  const { output } = await attention.attendAsync(inputs, undefined, { onProgress: (/** @type {number} */ done) => progress.push(done) });
  assert.deepEqual([[...output.data], progress], [[5], [1]]);
  assert.deepEqual([...(await attention.attendAsync(inputs)).output.data], [5]);
});

/**
 * @param {() => Promise<any>} run
 * @param {{ code: string, argument?: string, message?: RegExp }} refusal
 */
async function assertRejected(run, refusal) {
  const error = await run().then(() => assert.fail('nothing was refused'), (/** @type {any} */ reason) => reason);
  assertRefusal(error, refusal, AttentionError, JSON.stringify(refusal));
  assertWell(attention, refusal.code);
}

/** The error of attend. @param {any} inputs @param {any} options */
function errorOf(inputs, options) {
  try {
    attention.attend(inputs, options);
  } catch (error) {
    return /** @type {AttentionError} */ (error);
  }
  return assert.fail('attend refused nothing');
}

test('errors are those of attend, with the place in the whole', async () => {
  /** @type {[string, (inputs: any, options: any) => void][]} */
  const spoil = [
    ['a number in the last key', ({ key }) => { key.data[key.data.length - 3] = Infinity; }],
    ['a late query and an early value', ({ query, value }) => { query.data[query.data.length - 1] = NaN; value.data[0] = NaN; }],
    ['a mask', (inputs) => { inputs.mask = { data: new Float32Array(150 * 90), shape: [150, 90] }; inputs.mask.data[149 * 90 + 5] = NaN; }],
    ['key lengths', (_, options) => { options.keyLengths = [90, 91]; }],
    ['a shape', ({ value }) => { value.shape[2]--; value.data = value.data.slice(0, -1); }],
    ['ragged rows', (inputs) => { inputs.query = [[[[1], [2, 3]]]]; }],
    ['a name', (_, options) => { options.scre = 'dot'; }],
    ['a temperature', (_, options) => { options.temperature = 0; }],
    ['a missing parameter', (inputs, options) => { options.score = 'general'; inputs.params = {}; }],
  ];
  for (const [name, change] of spoil) {
    for (const workers of [0, 3]) {
      const { inputs, options } = problem(350_000, { normalizer: 'sparsemax' });
      change(inputs, options);
      const { code, argument, message } = errorOf(inputs, options);
      const error = await attention.attendAsync(inputs, options, { workers }).catch((/** @type {any} */ reason) => reason);
      assert.deepEqual([error.code, error.argument, error.message], [code, argument, message], `${name}, ${workers} workers`);
    }
  }
});

test('the first undefined row is reported with its place in the whole call', async () => {
  for (const workers of [0, 1, 4]) {
    const { inputs, options } = problem(351_000, { normalizer: 'article-code', score: 'dot', G: 4, Tq: 260, T: 500 });
    // The second row is found earlier, because it is the first of its slice, and the other one the last.
    for (const row of [127, 260]) inputs.query.data.fill(-1, row * 12, row * 12 + 12);
    const { message } = errorOf(inputs, options);
    assert.match(message, /row \[batch 0, head 0, query 127\]/);
    const error = await attention.attendAsync(inputs, options, { workers }).catch((/** @type {any} */ reason) => reason);
    assertRefusal(error, { code: 'undefined-row' }, AttentionError, `${workers} workers`);
    assert.equal(error.message, message);
  }
});

test('an undefined row of a head that shares its keys is reported with its own head', async () => {
  for (const rank of [4, 3]) {
    for (const [b, h, i] of [[0, 3, 149], [1, 0, 0], [1, 2, 70]]) {
      const { inputs, options, sizes: { H, Tq } } = problem(351_500, { rank, normalizer: 'article-code', score: 'dot', G: 2, H: 4, T: 300 });
      const row = rank === 4 ? (b * H + h) * Tq + i : (b * Tq + i) * H + h;
      inputs.query.data.fill(-1, row * 12, row * 12 + 12);
      const { message } = errorOf(inputs, options);
      assert.match(message, new RegExp(`row \\[batch ${b}, head ${h}, query ${i}\\]`));
      const error = await attention.attendAsync(inputs, options, { workers: 2 }).catch((/** @type {any} */ reason) => reason);
      assert.equal(error.message, message);
    }
  }
});

test('a call that memory cannot hold says so', async () => {
  const rows = { data: new Float32Array(2 ** 21), shape: [2 ** 21, 1] };
  for (const workers of [0, 2]) {
    await assertRejected(() => attention.attendAsync({ query: rows, key: rows, value: rows }, { weights: true }, { workers }), { code: 'memory', message: /expected a call that memory can hold, got one of \d+ bytes/ });
  }
});

test('bad settings are refused', async () => {
  const inputs = { query: [1], key: [[1]], value: [[1]] };
  /** @type {[any, string, string][]} */
  const bad = [
    [{ workers: -1 }, 'range', 'workers'], [{ workers: 1.5 }, 'range', 'workers'], [{ workers: 65 }, 'range', 'workers'], [{ workers: NaN }, 'range', 'workers'],
    [{ workers: '2' }, 'type', 'workers'], [{ workers: null }, 'type', 'workers'], [{ signal: {} }, 'type', 'signal'], [{ signal: null }, 'type', 'signal'],
    [{ onProgress: 1 }, 'type', 'onProgress'], [{ wrokers: 1 }, 'option', 'wrokers'], [null, 'type', 'settings'], [7, 'type', 'settings'],
  ];
  for (const [settings, code, argument] of bad) await assertRejected(() => attention.attendAsync(inputs, {}, settings), { code, argument });
  await attention.attendAsync(inputs, {}, { workers: undefined, signal: undefined, onProgress: undefined });
});

/** A call that takes some hundred milliseconds in double. */
const long = () => problem(352_000, { normalizer: 'entmax15', Tq: 900, T: 600, D: 24, Dv: 24 });

test('a call can be cancelled: before, at once, under way, and others go on', async () => {
  const gone = new AbortController();
  gone.abort('enough');
  const { inputs, options } = long();
  for (const workers of [0, 2]) {
    await assertRejected(() => attention.attendAsync({ query: [1], key: [[1]], value: [[1]] }, {}, { signal: gone.signal, workers }), { code: 'aborted', argument: 'signal' });
    const soon = new AbortController();
    const first = attention.attendAsync(inputs, options, { workers, signal: soon.signal });
    soon.abort();
    await assertRejected(() => first, { code: 'aborted', argument: 'signal' });

    const other = problem(353_000, { normalizer: 'sparsemax' });
    const meanwhile = assertShared(other.inputs, other.options, 'meanwhile', { workers });
    const later = new AbortController();
    let told = 0;
    let stopped = 0;
    const reason = new Error('the reader went on');
    const error = await attention.attendAsync(inputs, options, {
      workers, signal: later.signal,
      onProgress: (/** @type {number} */ done) => {
        told = done;
        if (done > 0.1 && stopped === 0) {
          later.abort(reason);
          stopped = done;
        }
      },
    }).catch((/** @type {any} */ caught) => caught);
    assert.deepEqual([error.code, error.argument, error.cause], ['aborted', 'signal', reason]);
    await meanwhile;
    await assertShared(other.inputs, other.options, 'after', { workers });
    assert.ok(told === stopped && told < 0.6, `stopped at ${stopped}, told ${told}`);
  }
});

test('a short call does not wait for the end of a long one', async () => {
  const { inputs, options } = long();
  const short = problem(353_500, { normalizer: 'sparsemax', Tq: 80 });
  let isOver = false;
  const first = attention.attendAsync(inputs, options, { workers: 2 }).then(() => { isOver = true; });
  await attention.attendAsync(short.inputs, short.options, { workers: 2 });
  assert.ok(!isOver);
  await first;
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

/** The memory of the process after it has collected its garbage. */
function residentMegabytes() {
  collect();
  return process.memoryUsage().rss / 2 ** 20;
}

test('a cancelled call frees its memory', async () => {
  const rows = { data: new Float32Array(2 ** 22), shape: [2 ** 16, 64] };
  const round = async () => {
    for (const workers of [0, 2]) {
      const controller = new AbortController();
      const onProgress = () => controller.abort();
      await attention.attendAsync({ query: rows, key: rows, value: rows }, {}, { workers, signal: controller.signal, onProgress }).catch(() => {});
    }
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    return residentMegabytes();
  };
  for (let n = 0; n < 3; n++) await round();
  const before = await round();
  for (let n = 0; n < 9; n++) await round();
  const grown = await round() - before;
  // Each round takes 240 MB. Workers collect their garbage whenever they like.
  assert.ok(grown < 400, `${grown} MB more`);
});

test('the calling thread gets its turn between slices', async () => {
  const { inputs, options } = long();
  /** How often the thread had its turn, the longest wait for a turn, and the whole time. */
  const turnsOf = async () => {
    let longest = 0;
    let turns = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
      turns++;
    }, 1);
    const start = performance.now();
    await attention.attendAsync(inputs, options, { workers: 0 });
    clearInterval(timer);
    const whole = performance.now() - start;
    return { isGood: turns > 3 && longest < Math.max(150, whole / 3), turns, longest, whole };
  };
  let { isGood, turns, longest, whole } = await turnsOf();
  // Other processes may delay the thread's turns, so the best of five counts.
  for (let tries = 1; tries < 5 && !isGood; tries++) ({ isGood, turns, longest, whole } = await turnsOf());
  assert.ok(isGood, `${turns} turns, the longest wait ${longest} ms of ${whole}`);
});

test('an error of the caller\'s own function ends the call', async () => {
  const { inputs, options } = long();
  const own = new Error('mine');
  for (const workers of [0, 2]) {
    await assert.rejects(attention.attendAsync(inputs, options, { workers, onProgress: () => { throw own; } }), own);
  }
  assertWell(attention, 'after');
});

test('many calls leave the memory flat', async () => {
  const { inputs, options } = problem(354_000, { Tq: 600, T: 300, D: 32, Dv: 32 });
  const round = () => Promise.all([0, 2, 2].map((workers) => attention.attendAsync(inputs, options, { workers })));
  for (let n = 0; n < 20; n++) await round();
  const before = [attention.memoryBytes, residentMegabytes()];
  for (let n = 0; n < 60; n++) await round();
  assert.equal(attention.memoryBytes, before[0]);
  const grown = residentMegabytes() - before[1];
  assert.ok(grown < 64, `${grown} MB more`);
});
