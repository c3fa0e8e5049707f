// The section on cost without a clock: the plan, the findings from measured numbers, and their places in the chart.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { chartSvg } from '../../web/site/lesson/cost/chart.js';
import { doubling, exponent, growthSteadiness, overtakes, Results, steadiness } from '../../web/site/lesson/cost/findings.js';
import { markup } from '../../web/site/lesson/cost/markup.js';
import { measure } from '../../web/site/lesson/cost/measuring.js';
import { halfLength, lengthsUpTo, longest, operationsOf, planOf, sharesOf } from '../../web/site/lesson/cost/plan.js';
import { bytesText, durationText, durationTick } from '../../web/site/lesson/cost/quantities.js';

/** @import { Method } from '../../web/site/lesson/cost/plan.js' */

/** @param {(length: number) => number} seconds */
const points = (seconds) => lengthsUpTo(4096).map((length) => ({ length, seconds: seconds(length), bytes: 16 * length }));

test('each method is measured at each length, short ones first', () => {
  const plan = planOf(4096, 4);
  assert.deepEqual(lengthsUpTo(4096), [256, 512, 1024, 2048, 4096]);
  assert.equal(plan.length, 5 * 8 + 4 + 1);
  assert.equal(new Set(plan.map((call) => JSON.stringify(call))).size, plan.length);
  assert.deepEqual(plan.map(({ length }) => length), plan.map(({ length }) => length).sort((a, b) => a - b));
  assert.deepEqual(plan.filter(({ method }) => method === 'half').map(({ length }) => length), [2048]);
  assert.equal(halfLength(1024), 1024);
  assert.equal(planOf(2048, 1).length, 4 * 5 + 1, 'with one core there is one series of each');
  const shares = sharesOf(plan);
  assert.deepEqual(shares, [...shares].sort((a, b) => a - b));
  assert.ok(Math.abs(shares[shares.length - 1] - 1) < 1e-12);
  for (const last of longest) assert.equal(lengthsUpTo(last).at(-1), last);
});

test('operations are counted for the visible pairs', () => {
  for (const length of [256, 1024]) {
    let [causal, window] = [0, 0];
    for (let i = 0; i < length; i++) {
      causal += i + 1;
      window += Math.min(i + 1, 256);
    }
    for (const [method, pairs] of /** @type {[Method, number][]} */ ([['dense', length ** 2], ['causal', causal], ['window', window], ['kept', length ** 2]])) {
      assert.equal(operationsOf({ method, length }), 4 * 4 * 64 * pairs, method);
    }
    assert.equal(operationsOf({ method: 'linear', length }), 4 * 4 * length * 64 ** 2);
  }
});

test('the exponent of T squared is 2, that of T is 1, also after a constant start', () => {
  for (const power of [1, 1.5, 2]) {
    const series = points((length) => 1e-9 * length ** power);
    assert.ok(Math.abs(/** @type {number} */ (exponent(series, 'seconds')) - power) < 1e-9);
    assert.ok(Math.abs(/** @type {number} */ (doubling(series, 'seconds')) - 2 ** power) < 1e-9);
  }
  assert.equal(exponent(points(() => 1), 'bytes'), 1);
  assert.equal(exponent(points(() => 1).slice(0, 1), 'seconds'), undefined);
  assert.equal(doubling([], 'seconds'), undefined);
  // Computed by hand: the best line through (10, 0), (11, 1), (12, 4) has slope (4 - 0) / 2.
  const bent = [1, 2, 16].map((seconds, index) => ({ length: 2 ** (10 + index), seconds, bytes: 1 }));
  assert.ok(Math.abs(/** @type {number} */ (exponent(bent, 'seconds')) - 2) < 1e-12);
});

/** @param {(length: number, round: number) => number} seconds @param {number} [rounds] */
function measured(seconds, rounds = 3) {
  const results = new Results();
  for (let round = 0; round < rounds; round++) {
    for (const length of lengthsUpTo(4096)) results.add('dense', 1, { length, seconds: seconds(length, round), bytes: 16 * length });
  }
  return results.of('dense');
}

test('a point is its fastest round; rounds that disagree, or a longer sequence that took less, mean a busy machine', () => {
  const wavering = measured((length, round) => 1e-9 * length ** 2 * [1.2, 1, 7][round]);
  assert.deepEqual(wavering.map(({ length }) => length), lengthsUpTo(4096));
  assert.deepEqual(wavering[0].rounds, [1, 1.2, 7].map((times) => 1e-9 * 256 ** 2 * times));
  assert.equal(wavering[0].seconds, wavering[0].rounds[0]);
  assert.equal(growthSteadiness(wavering), 'steady', 'one slow round of three does no harm');
  assert.equal(growthSteadiness(measured((length) => length ** 2, 1)), 'once');
  assert.equal(growthSteadiness(measured((length, round) => length ** 2 * [1.3, 1, 7][round])), 'busy');
  assert.equal(growthSteadiness(measured((length) => (length === 4096 ? 0.9 : 1) * Math.min(length, 2048))), 'busy', 'more that takes less');
  assert.equal(growthSteadiness(measured((length) => (length === 1024 ? 1000 : length))), 'steady');
  assert.equal(growthSteadiness(measured((length) => (length === 1024 ? 1000 * length : length))), 'busy');
  // For short sequences, starting the call takes most of the time, so they alone allow no finding.
  assert.equal(growthSteadiness(measured((length) => Math.max(1024, length))), 'steady');
  assert.equal(steadiness(measured((length) => Math.max(1024, length))), 'steady');
  assert.equal(steadiness([...measured(() => 1), ...measured(() => 1, 1)]), 'once');
});

test('one method overtakes another at the length from which it stays faster', () => {
  const dense = points((length) => length ** 2);
  assert.equal(overtakes(dense, points((length) => 1000 * length)), 1024);
  assert.equal(overtakes(dense, points((length) => 1e6 * length)), undefined);
  assert.equal(overtakes(dense, points(() => 0)), 256);
  const wavering = points((length) => (length === 2048 ? 1e9 : 0));
  assert.equal(overtakes(dense, wavering), 4096);
});

test('in the chart equal factors are equal distances, and names keep apart', () => {
  const results = new Results();
  for (const method of /** @type {const} */ (['dense', 'causal', 'window', 'linear'])) {
    for (const point of points((length) => 1e-8 * length ** 2)) results.add(method, 1, point);
  }
  const texts = { dense: 'a', causal: 'b', window: 'c', linear: 'd', kept: 'e', axis: 'T', seconds: 's', bytes: 'b' };
  for (const width of [288, 800]) {
    const svg = chartSvg({ results, metric: 'seconds', lengths: lengthsUpTo(4096), workers: 1, texts, count: String, tick: durationTick }, width);
    const marks = [...svg.matchAll(/translate\(([\d.]+) ([\d.]+)\)" data-length="(\d+)" data-value="([\d.e-]+)"/g)].map((match) => match.slice(1).map(Number));
    assert.equal(marks.length, 20);
    const [first, second, third] = marks;
    assert.ok(Math.abs(second[0] - first[0] - (third[0] - second[0])) < 0.02);
    assert.ok(Math.abs(second[1] - first[1] - (third[1] - second[1])) < 0.02);
    assert.ok(first[1] > second[1], 'more is higher');
    const names = [...svg.matchAll(/class="cost-name"[^>]* y="([\d.]+)"/g)].map((match) => Number(match[1])).sort((a, b) => a - b);
    names.slice(1).forEach((y, index) => assert.ok(y - names[index] >= 16.9));
  }
});

test('a call is timed more often when it is short, and the fastest counts', async () => {
  let calls = 0;
  const engine = /** @type {any} */ ({
    lastCallBytes: 123,
    async attendAsync(/** @type {any} */ { query }, /** @type {any} */ options, /** @type {any} */ { workers }) {
      calls++;
      assert.deepEqual(query.shape, [1, 4, 256, 64]);
      assert.equal(query.data.length, 4 * 256 * 64);
      assert.deepEqual([options, workers], [{ score: 'linear' }, 3]);
      await new Promise((resolve) => setTimeout(resolve, calls === 1 ? 60 : 4));
    },
  });
  const { seconds, bytes } = await measure(engine, { method: 'linear', length: 256, workers: 3 }, new AbortController().signal);
  assert.ok(calls >= 3 && seconds < 0.05, `${calls} calls, ${seconds} s`);
  assert.equal(bytes, 123);
});

test('times and sizes have three digits', () => {
  assert.deepEqual([0.0000012, 0.00012, 0.0123, 0.9994, 0.9996, 12.34].map(durationText), ['<0.01 ms', '0.12 ms', '12.3 ms', '999 ms', '1.00 s', '12.3 s']);
  assert.deepEqual([1.234e6, 75769872, 2.5e9].map(bytesText), ['1.23 MB', '75.8 MB', '2.50 GB']);
});

test('the chart that is written into the page shows the operations as they are counted, in less than 1.5 KB', () => {
  const svg = /<div id="cost-chart"[^>]*>([\s\S]*?)<\/div>/.exec(markup('en').text)?.[1] ?? '';
  assert.ok(svg.startsWith('<svg') && gzipSync(svg, { level: 9 }).length < 1536, `${gzipSync(svg, { level: 9 }).length} bytes`);
  for (const method of /** @type {const} */ (['dense', 'causal', 'window', 'linear'])) {
    const [, series] = new RegExp(`<g class="cost-series" data-method="${method}">([\\s\\S]*?)</g>`).exec(svg) ?? [];
    const points = [...(series ?? '').matchAll(/translate\(([\d.]+) ([\d.]+)\)" data-length="(\d+)" data-value="(\d+)"/g)].map((match) => match.slice(1).map(Number));
    assert.deepEqual(points.map(([, , length, value]) => [length, value]), lengthsUpTo(4096).map((length) => [length, operationsOf({ method, length })]));
    assert.ok(points.every(([x, y], index) => index === 0 || (x > points[index - 1][0] && y < points[index - 1][1])), method);
  }
});
