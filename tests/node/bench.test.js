/**
 * The arithmetic of the benchmark, on which its tables are based.
 * Runs alone: it measures times.
 */

import test from 'node:test';
import assert from 'node:assert/strict';
import { countFlops, exactRow, exactRows, largestError, makeProblem, visibilityMask } from '../bench/problem.js';
import { lessonPages } from '../bench/first-drawing.js';
import { marksOf } from '../bench/marks.js';
import { markdownOf, textOf } from '../bench/report.js';
import { interleave, ratio, spread, turns } from '../bench/rounds.js';
import { wall } from '../bench/clock.js';
import { tileRate } from '../bench/limits.js';
import { firstCallOf } from '../bench/first-call.js';
import { machineOf } from '../bench/machine.js';
import { loadOther } from '../bench/other-build.js';
import { refusalOf } from '../bench/peers/onnxruntime.js';
import { attentionModel } from '../bench/peers/onnx-model.js';
import { attention } from './engine.js';

test('spread: least, middle and most, in any order', () => {
  assert.deepEqual(spread([5, 1, 3]), { min: 1, median: 3, max: 5 });
  assert.deepEqual(spread([10, 9, 2, 1]), { min: 1, median: 9, max: 10 });
  assert.deepEqual(spread([7]), { min: 7, median: 7, max: 7 });
});

test('ratio: taken within each round that has both, not across rounds', () => {
  // The machine is ten times slower in the second round.
  assert.deepEqual(ratio([2, 30, 2.5], [1, 10, 1]), { min: 2, median: 2.5, max: 3 });
  assert.deepEqual(ratio([undefined, 30, undefined], [1, 10, 1]), { min: 3, median: 3, max: 3 });
  assert.equal(ratio([undefined, 3], [1, undefined]), undefined);
});

test('turns: as many as wanted, evenly spread, the last round among them', () => {
  assert.deepEqual(turns(2, 4), [false, true, false, true]);
  assert.deepEqual(turns(4, 4), [true, true, true, true]);
  for (const [runs, rounds] of [[3, 25], [1, 7], [24, 25]]) {
    const plan = turns(runs, rounds);
    assert.equal(plan.length, rounds);
    assert.equal(plan.filter(Boolean).length, runs);
    assert.equal(plan.at(-1), true);
  }
});

test('interleave: each contestant has its samples; a call without a result is an error', async () => {
  const timed = [{ call: () => 1 }, { call: async () => 2, async: true }];
  const samples = await interleave(timed, { seconds: 1, least: 2, most: 3 }, wall);
  assert.deepEqual(samples.map((times) => times.length), [3, 3]);
  assert.ok(samples.flat().every((time) => time !== undefined && time > 0));
  await assert.rejects(interleave([{ call: () => undefined }], { seconds: 1, least: 1, most: 1 }, wall), /expected a result/);
});

test('interleave: a slow one runs in fewer rounds, each of them one of the first', async () => {
  const timed = [{ call: () => 1, took: 300 }, { call: () => 1, took: 1500 }, { call: () => 1, took: 30_000 }];
  const samples = await interleave(timed, { seconds: 1.5, least: 2, most: 5 }, wall);
  assert.deepEqual(samples.map((times) => times.filter((time) => time !== undefined).length), [5, 2, 1]);
  assert.deepEqual(samples.map((times) => times.length), [5, 5, 5]);
});

test('operations are counted for the visible pairs only, as the mask shows them', () => {
  const sizes = { H: 2, G: 1, Tq: 5, Tk: 5, D: 3 };
  assert.equal(countFlops(sizes), 4 * 25 * 3 * 2);
  assert.equal(countFlops({ ...sizes, causal: true }), 4 * 15 * 3 * 2);
  assert.equal(countFlops({ ...sizes, window: 1 }), 4 * 9 * 3 * 2);
  for (const shape of [sizes, { ...sizes, causal: true }, { ...sizes, window: 1 }]) {
    const seen = visibilityMask(shape).reduce((sum, bit) => sum + bit, 0);
    assert.equal(4 * seen * 3 * 2, countFlops(shape));
  }
});

test('the exact row is attention by its definition, with its mask and its group of heads', () => {
  for (const shape of [{ causal: true }, { window: 2 }, {}]) {
    const problem = makeProblem({ H: 4, G: 2, Tq: 6, Tk: 6, D: 3, ...shape });
    const { query, key, value } = problem;
    const mask = { data: visibilityMask(problem), shape: [6, 6] };
    const { output } = attention.attend({
      query: { data: query, shape: [1, 4, 6, 3] },
      key: { data: key, shape: [1, 2, 6, 3] },
      value: { data: value, shape: [1, 2, 6, 3] },
      mask,
    });
    const rows = exactRows(problem);
    assert.equal(rows.length, 24);
    assert.ok(largestError(output.data, rows) < 2e-6);
    assert.deepEqual(exactRow(problem, 3, 5), rows[23].exact);
  }
});

test('the largest error finds a wrong element, and takes NaN for infinity', () => {
  const rows = [{ row: 1, exact: Float64Array.of(3, 4) }];
  assert.equal(largestError(Float32Array.of(9, 9, 3, 4), rows), 0);
  assert.equal(largestError(Float32Array.of(0, 0, 3, 4.5), rows), 0.5);
  assert.equal(largestError(Float32Array.of(0, 0, NaN, 4), rows), Infinity);
});

test('the tile kernels together run at the harmonic mean of their rates', () => {
  const rate = (/** @type {number} */ x) => ({ name: '', gflops: { min: x, median: x, max: x } });
  assert.equal(tileRate([rate(99), rate(60), rate(30)]), 40);
  assert.equal(tileRate([rate(99), { name: '', reason: 'absent' }, rate(30)]), undefined);
});

/**
 * Takes a protocol buffer apart: the fields of a message in their order, a number for wire type 0, bytes for wire type 2.
 * @param {Uint8Array} bytes
 * @returns {[number, number | Uint8Array][]}
 */
function fieldsOf(bytes) {
  let at = 0;
  const varint = () => {
    let [value, factor] = [0, 1];
    for (; bytes[at] >= 128; factor *= 128) value += (bytes[at++] - 128) * factor;
    return value + bytes[at++] * factor;
  };
  /** @type {[number, number | Uint8Array][]} */
  const fields = [];
  while (at < bytes.length) {
    const tag = varint();
    assert.ok([0, 2].includes(tag % 8), `wire type ${tag % 8}`);
    if (tag % 8 === 0) fields.push([Math.floor(tag / 8), varint()]);
    else {
      const length = varint();
      fields.push([Math.floor(tag / 8), bytes.subarray(at, at += length)]);
    }
  }
  assert.equal(at, bytes.length);
  return fields;
}

/** @param {Uint8Array} message @param {number} field */
const partsOf = (message, field) => fieldsOf(message).filter(([number]) => number === field)
  .map(([, content]) => /** @type {Uint8Array} */ (content));

const text = (/** @type {Uint8Array} */ bytes) => new TextDecoder().decode(bytes);

test('the ONNX model is one Attention of opset 23 with the inputs asked for', () => {
  for (const [options, inputs, attributes] of /** @type {const} */ ([
    [{}, ['Q', 'K', 'V'], 0], [{ causal: true }, ['Q', 'K', 'V'], 1], [{ mask: true }, ['Q', 'K', 'V', 'M'], 0],
  ])) {
    const model = attentionModel(options);
    assert.deepEqual(fieldsOf(partsOf(model, 8)[0]), [[2, 23]]);
    const [graph] = partsOf(model, 7);
    const [node] = partsOf(graph, 1);
    assert.deepEqual(partsOf(node, 1).map(text), inputs);
    assert.deepEqual(partsOf(node, 2).map(text), ['Y']);
    assert.deepEqual(partsOf(node, 4).map(text), ['Attention']);
    assert.equal(partsOf(node, 5).length, attributes);
    assert.deepEqual(partsOf(graph, 11).map((info) => text(partsOf(info, 1)[0])), inputs);
    // Lengths above 127 take two bytes; a shape with names has such lengths.
    assert.ok(graph.length > 127);
    const shape = partsOf(partsOf(partsOf(partsOf(graph, 12)[0], 2)[0], 1)[0], 2)[0];
    assert.equal(partsOf(shape, 1).length, 4);
  }
});

test('the lesson is opened in both languages, and the slower one is judged', () => {
  assert.deepEqual(lessonPages.map(({ name }) => name), ['index.html', 'zh.html']);
  const spreads = { 'index.html': { min: 800, median: 900, max: 1200 }, 'zh.html': { min: 850, median: 1010, max: 1100 } };
  const judged = (/** @type {typeof spreads} */ lesson) => marksOf({ outcomes: [], limits: [], scratch: undefined, versions: {}, simd: 'base' }, undefined, [], lesson).map(({ measured, gateHolds }) => [measured, gateHolds]);
  assert.deepEqual(judged(spreads), [[1010, 'missed']]);
  assert.deepEqual(judged({ ...spreads, 'zh.html': { min: 1, median: 2, max: 3 } }), [[900, 'met']]);
});

/** @type {import('../bench/heads.js').Heads} */
const heads = {
  peer: 'bertviz 1.4.1',
  difference: 2 ** -12,
  pictures: [
    { tokens: 64, kind: 'causal', own: { size: 1e6, time: spread([400]) }, peer: { size: 16e6, time: spread([800]) }, ratio: spread([2]) },
    { tokens: 128, kind: 'causal', own: { size: 3e6, time: spread([1000]) }, peer: { size: 65e6, time: spread([4000, 4100, 5000]) }, ratio: spread([4, 4.1, 5]) },
    { tokens: 256, kind: 'causal', own: { size: 12e6, time: spread([1700]) }, peer: { size: 262e6, reason: 'no picture in 120 s' } },
    { tokens: 512, kind: 'causal', own: { size: 47e6, time: spread([3700]) }, peer: { reason: 'not here' } },
  ],
  own: { opening: spread([90, 99, 300]), frames: spread([2, 3, 17]), large: { megabytes: 901, file: 805 } },
};

test('all heads: the first picture is judged from 128 tokens on where the peer has one, the page where it has a size', () => {
  const marks = marksOf({ outcomes: [], limits: [], scratch: undefined, versions: {}, simd: 'base' }, undefined, [], undefined, heads);
  assert.deepEqual(marks.map(({ name, measured, gateHolds }) => [name.replace('all heads, ', ''), measured && Number(measured.toPrecision(3)), gateHolds]), [
    ["64 tokens, causal: saved page, of bertviz 1.4.1's", 6.25, 'met'],
    ['128 tokens, causal: first picture, against bertviz 1.4.1', 4.1, 'missed'],
    ["128 tokens, causal: saved page, of bertviz 1.4.1's", 4.62, 'met'],
    ["256 tokens, causal: saved page, of bertviz 1.4.1's", 4.58, 'met'],
    ['from a file of 128 tokens to the picture', 99, 'met'],
    ['the slowest frame while the pointer moves', 17, 'missed'],
    ["the renderer's memory for 24 x 16 of 1024 tokens", 901, 'missed'],
  ]);
});

test('all heads: the report says why there is no number', () => {
  const results = { date: '2026-01-01', machine: 'm', place: 'p', engine: '1', versions: {}, simd: 'base', limits: [{ name: 'limit', reason: 'absent' }], outcomes: [], marks: [], heads };
  const markdown = markdownOf(results);
  assert.match(markdown, /^\| 128 tokens, causal \| 1000 ms \(1000 to 1000\) \| 4100 ms \(4000 to 5000\) \| 4.10x \(4.00 to 5.00\) \| 3.00 MB \| 65.0 MB \| 21.7x \|$/m);
  assert.match(markdown, /^\| 256 tokens, causal \| 1700 ms \(1700 to 1700\) \| - no picture in 120 s \| - \| 12.0 MB \| 262 MB \| 21.8x \|$/m);
  assert.match(markdown, /^\| 512 tokens, causal \| 3700 ms \(3700 to 3700\) \| - not here \| - \| 47.0 MB \| - \| - \|$/m);
  assert.match(textOf(results), /24 x 16 heads of 1024 tokens, a file of 805 MB: 901 MB of the renderer's memory/);
});

test('marks: a dense call is judged by what runs it', () => {
  const outcomes = [{ name: 'dense-1024', title: 'dense', lines: [{ name: 'attention-lab' }, { name: 'onnxruntime-web', ratio: { min: 1, median: 1.6, max: 2 } }] }];
  const gateOf = (/** @type {string} */ simd, /** @type {string} */ place) => marksOf({ outcomes, limits: [], versions: {}, simd }, undefined, [], undefined, undefined, undefined, place)
    .find(({ name }) => name.endsWith('onnxruntime-web'));
  assert.deepEqual([gateOf('relaxed', 'Node.js v26.12.1 (V8 14.6.202.34)')?.gate, gateOf('relaxed', 'Chromium 156')?.gate], [1.8, 1.65]);
  assert.deepEqual([gateOf('base', 'Node.js v26.12.1 (V8 14.6.202.34)')?.gate, gateOf('base', 'Node.js v20.20.2 (V8 11.3.244.8)')?.gate], [1.35, 1.5]);
  assert.deepEqual([gateOf('base', 'Chromium 156.0.8078.108 (V8 15.6.107)')?.gate, gateOf('base', 'Node.js v22.1.0 (V8 12.4.254)')?.gate], [1.35, 1.5]);
  assert.equal(gateOf('relaxed', 'Chromium 156')?.gateHolds, 'missed');
  assert.equal(gateOf('base', 'Node.js v20.20.2 (V8 11.3.244.8)')?.gateHolds, 'met');
});

test('marks: caches of less than floats, and the first call', () => {
  const cache = (/** @type {string} */ precision, /** @type {number} */ median) => ({ name: `attention-lab, ${precision}`, ratio: { min: median, median, max: median } });
  const outcomes = [{ name: 'decode-4096', title: 'decode', lines: [{ name: 'attention-lab' }, cache('f16', 0.8), cache('int8', 1)] }];
  const marks = marksOf({ outcomes, limits: [], versions: {}, simd: 'base' }, undefined, [], undefined, undefined, { first: 250, later: 200 });
  assert.deepEqual(marks.map(({ measured, gateHolds, goalHolds }) => ({ measured, gateHolds, goalHolds })).slice(-3), [
    { measured: 1.25, gateHolds: 'met', goalHolds: 'missed' },
    { measured: 1, gateHolds: 'missed', goalHolds: 'missed' },
    { measured: 1.25, gateHolds: 'met', goalHolds: 'missed' },
  ]);
});

test('the first call is judged beside the later ones of its own process', () => {
  assert.deepEqual(firstCallOf([[9, 3, 4, 5], [1, 70, 80, 60], [20, 4, 2, 1]]), { first: 9, later: 4 });
});

test('the machine: its processor, and what is special about it', () => {
  const cores = [{ model: 'AMD EPYC' }, { model: 'AMD EPYC' }];
  const amd = machineOf('processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel name\t: AMD EPYC\n', cores);
  assert.equal(amd.name, '2 x AMD EPYC, family 25');
  assert.match(amd.note ?? '', /fusing them gains less/);
  assert.deepEqual(machineOf('vendor_id\t: GenuineIntel\ncpu family\t: 6\n', [{ model: 'Xeon' }]), { name: '1 x Xeon, family 6', note: undefined });
  assert.deepEqual(machineOf('', [{ model: 'Apple M2' }]), { name: '1 x Apple M2', note: undefined });
});

test('onnxruntime-web refuses from Tq Tk D = 2^30 on', () => {
  assert.equal(refusalOf({ Tq: 4096, Tk: 4096, D: 64 }), 'refuses');
  assert.equal(refusalOf({ Tq: 4096, Tk: 4096, D: 60 }), undefined);
  assert.equal(refusalOf({ Tq: 1, Tk: 65536, D: 64 }), undefined);
});

test('another build has a column of ratios, and marks by what runs', () => {
  const time = spread([2]);
  const lines = (/** @type {number} */ median) => [
    { name: 'attention-lab', time }, { name: 'attention-lab, other build', time, ratio: spread([median]) }, { name: 'attention-lab, two workers', time },
  ];
  const outcomes = [{ name: 'article', title: 'article', lines: lines(1.3) }, { name: 'dense-1024', title: 'dense', lines: lines(1.45) }];
  const measured = { outcomes, limits: [], versions: {}, simd: 'relaxed' };
  const marksIn = (/** @type {string} */ place) => marksOf(measured, undefined, [], undefined, undefined, undefined, place)
    .filter(({ name }) => name.endsWith('other build')).map(({ gate, gateHolds }) => [gate, gateHolds]);
  assert.deepEqual(marksIn('Chromium 156'), [[1.35, 'missed'], [1.4, 'met']]);
  assert.deepEqual(marksIn('Node.js v26.0.0'), [[1.35, 'missed'], [1.5, 'missed']]);
  const results = { ...measured, date: '2026-01-01', machine: 'm', place: 'p', engine: '1', marks: [] };
  assert.match(markdownOf(results), /^\| {2}\| attention-lab \| GFLOP\/s \| attention-lab, other build \|$/m);
  assert.match(markdownOf(results), /^\| dense \| 2.00 ms \(2.00 to 2.00\) \| - \| 1.45x \(1.45 to 1.45\) \|$/m);
});

test('another build is asked for its base build; one that knows of no builds loads as it is', async () => {
  const old = async (/** @type {object | undefined} */ options) => {
    if (options) throw Object.assign(new Error('simd: expected wasm or worker'), { code: 'option' });
    return 'old';
  };
  const failing = async () => Promise.reject(Object.assign(new Error('no module'), { code: 'unavailable' }));
  assert.equal(await loadOther({ loadAttention: old }, 'base'), 'old');
  assert.deepEqual(await loadOther({ loadAttention: async (options) => options }, 'base'), { simd: 'base' });
  await assert.rejects(loadOther({ loadAttention: failing }, 'base'), /no module/);
});
