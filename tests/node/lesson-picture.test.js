/** The section on pictures: its numbers against float64, computed in another way. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { bestBlur, blurred } from '../../web/site/lesson/image/blur.js';
import { attended, authorLook, findThemselves, formatLook, parseLook, scores, summary, temperatureOf } from '../../web/site/lesson/image/look.js';
import { authorNoise, formatNoise, parseNoise } from '../../web/site/lesson/image/noise-state.js';
import { callOf, denoised, heightOf, weightsOf } from '../../web/site/lesson/image/nonlocal.js';
import { pngAddress } from '../../web/site/lesson/image/png.js';
import { fittedSize, noisy, peakSignalToNoise, shrunk, veiled } from '../../web/site/lesson/image/raster.js';
import { drawnScene } from '../../web/site/lesson/image/scene.js';
import { brightnessNoise, patchesOf, surroundings } from '../../web/site/lesson/image/tokens.js';
import { attendRow } from '../browser/float64.js';
import { meansOf, weightsOfPixel } from '../browser/nonlocal-means.js';
import { attention } from './engine.js';

/** @import { Raster } from '../../web/site/lesson/image/raster.js' */

/** @param {number} width @param {number} height @param {(x: number, y: number) => number[]} color @returns {Raster} */
function paint(width, height, color) {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) data.set([...color(i % width, Math.floor(i / width)), 255], 4 * i);
  return { width, height, data };
}

const stripes = paint(37, 22, (x, y) => [60 + 120 * Number(x % 6 < 3), 40 + 5 * y, 200 - 90 * Number((x + y) % 4 < 2)]);

/** @param {Raster} a @param {Raster} b */
const largestDifference = (a, b) => a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - b.data[i])), 0);

test('non-local means by the engine agree with float64', async () => {
  for (const [deviation, strength] of [[10, 2.5], [25, 4.5], [60, 8]]) {
    const noise = noisy(stripes, deviation);
    const height = heightOf(deviation, strength);
    const got = await denoised(attention, noise, height, { workers: 0 });
    // A difference in float32 can change the rounded value by one level.
    assert.ok(largestDifference(got, meansOf(noise, height)) <= 1, `noise ${deviation}, strength ${strength}`);
  }
});

test('the weights of one pixel agree with float64', () => {
  const noise = noisy(stripes, 25);
  const height = heightOf(25, 4.5);
  for (const pixel of [0, 36, 22 * 37 - 1, 400]) {
    const truth = weightsOfPixel(noise, height, pixel);
    weightsOf(attention, noise, height, pixel).forEach((weight, i) => assert.ok(Math.abs(weight - truth[i]) < 2e-6, `${pixel}, ${i}`));
  }
});

test('every pixel of the drawn picture is a token, and no call leaves the fast path', () => {
  const { inputs } = callOf(noisy(drawnScene(), 10), heightOf(10, 2.5));
  assert.deepEqual(inputs.query.shape, [128 * 128, 49]);
  const largest = inputs.query.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  assert.ok(largest > 1 && largest <= 127.5);
  assert.ok((2 * 127.5) ** 2 * 49 / heightOf(10, 2.5) ** 2 < 2 ** 14);
});

test('surroundings are mirrored at the edges', () => {
  const ramp = paint(5, 1, (x) => [50 * x, 50 * x, 50 * x]);
  const { data } = surroundings(ramp);
  const middleRow = (/** @type {number} */ pixel) => Array.from(data.subarray(49 * pixel + 21, 49 * pixel + 28), (value) => Math.round(value + 127.5) / 50);
  assert.deepEqual(middleRow(0), [3, 2, 1, 0, 1, 2, 3]);
  assert.deepEqual(middleRow(4), [1, 2, 3, 4, 3, 2, 1]);
  const { data: single } = surroundings(paint(1, 1, () => [10, 10, 10]));
  assert.ok(single.every((value) => Math.abs(value - (10 - 127.5)) < 1e-4));
});

test('a picture of one pixel keeps its colour', async () => {
  const dot = paint(1, 1, () => [200, 30, 90]);
  assert.deepEqual((await denoised(attention, dot, 75)).data, dot.data);
  const { weights } = attended(attention, patchesOf(dot), { ...authorLook, row: 0, column: 0 });
  assert.deepEqual([...weights], [1]);
});

test('noise is Gaussian, the same for a seed, and cut to what a picture holds', () => {
  const grey = paint(128, 128, () => [128, 128, 128]);
  const noise = noisy(grey, 20);
  const values = Array.from(noise.data).filter((_, i) => i % 4 < 3).map((value) => value - 128);
  const mean = values.reduce((a, b) => a + b) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  assert.ok(Math.abs(mean) < 0.4 && Math.abs(deviation - 20) < 0.4, `${mean}, ${deviation}`);
  const within = values.filter((value) => Math.abs(value) <= 20).length / values.length;
  assert.ok(Math.abs(within - 0.694) < 0.01, `${within} within a deviation and half a level`);
  assert.deepEqual(noisy(grey, 20).data, noise.data);
  assert.notDeepEqual(noisy(grey, 20, 2).data, noise.data);
  assert.ok(noisy(paint(9, 9, () => [255, 0, 255]), 60).data.every((value, i) => i % 4 < 3 || value === 255));
  const { data } = surroundings(noise);
  const left = Math.sqrt(Array.from({ length: 128 * 128 }, (_, i) => (data[49 * i + 24] - 0.5) ** 2).reduce((a, b) => a + b) / 128 ** 2);
  assert.ok(Math.abs(left / 20 - brightnessNoise) < 0.02, 'what is left of it in the brightness');
});

test('decibels follow the definition', () => {
  const clean = paint(2, 1, () => [100, 100, 100]);
  const other = paint(2, 1, (x) => [100 + 10 * x, 100, 100]);
  assert.ok(Math.abs(peakSignalToNoise(other, clean) - 10 * Math.log10(255 ** 2 / (100 / 6))) < 1e-12);
  assert.equal(peakSignalToNoise(clean, clean), Infinity);
});

test('attention removes more noise than any blur', async () => {
  const clean = paint(64, 64, (x, y) => ((x >> 2) + (y >> 2)) % 2 ? [230, 220, 180] : [60, 70, 120]);
  const noise = noisy(clean, 25);
  const [before, blur] = [peakSignalToNoise(noise, clean), bestBlur(noise, clean)];
  const after = peakSignalToNoise(await denoised(attention, noise, heightOf(25, 4.5), { workers: 0 }), clean);
  assert.ok(before < blur && blur + 1 < after, `${before}, ${blur}, ${after}`);
});

test('a blur is a weighted mean, and leaves one colour as it is', () => {
  const line = paint(7, 1, (x) => [x === 3 ? 255 : 0, 0, 0]);
  const total = 1 + 2 * (Math.exp(-0.5) + Math.exp(-2) + Math.exp(-4.5));
  const row = Array.from({ length: 7 }, (_, x) => blurred(line, 1).data[4 * x]);
  assert.deepEqual(row, [-3, -2, -1, 0, 1, 2, 3].map((x) => Math.round((255 * Math.exp(-x * x / 2)) / total)));
  const plain = paint(5, 4, () => [10, 200, 77]);
  assert.ok(largestDifference(blurred(plain, 1.3), plain) === 0);
});

test('the weights of a patch agree with float64, under every score', () => {
  const patches = patchesOf(stripes);
  const { rows, columns, size, data } = patches;
  assert.deepEqual([rows, columns, size], [3, 5, 192]);
  const tokens = Array.from({ length: rows * columns }, (_, i) => Array.from(data.subarray(i * size, (i + 1) * size)));
  for (const score of scores) {
    for (const self of [false, true]) {
      const look = { ...authorLook, row: 1, column: 2, score, self };
      const { weights, output } = attended(attention, patches, look);
      const truth = attendRow({
        query: tokens[7], keys: tokens, values: tokens, score, normalizer: 'softmax', temperature: temperatureOf(look),
        attended: tokens.map((_, i) => self || i !== 7),
      });
      weights.forEach((weight, i) => assert.ok(Math.abs(weight - truth.weights[i]) < 1e-4, `${score}, ${self}, ${i}: ${weight}, ${truth.weights[i]}`));
      output.forEach((value, i) => assert.ok(Math.abs(value - truth.output[i]) < 1e-4));
      assert.equal(weights[7] === 0, !self);
    }
  }
});

test('patches repeat the last pixels where the picture ends', () => {
  const { rows, columns, data } = patchesOf(paint(9, 8, (x) => [x, x, x]));
  assert.deepEqual([rows, columns], [1, 2]);
  assert.ok(data.subarray(192).every((value) => Math.abs(value - 8 / 255) < 1e-7));
});

test('by distance every patch finds itself; by the dot product one of 256 does', () => {
  const patches = patchesOf(drawnScene());
  assert.deepEqual(scores.map((score) => findThemselves(attention, patches, score)), [1, 256, 256]);
  const { weights } = attended(attention, patches, authorLook);
  // These are the corners of the three other lit windows.
  assert.deepEqual(summary(weights), { first: [6 * 16 + 9, 9 * 16 + 6, 9 * 16 + 9], half: 3 });
});

test('the patches that hold half of the weight are counted from the largest on', () => {
  assert.deepEqual(summary(Float32Array.of(0.125, 0.375, 0, 0.25, 0.25)), { first: [1, 3, 4], half: 2 });
  assert.deepEqual(summary(Float32Array.of(0.5, 0.5, 0)), { first: [0, 1], half: 1 });
});

test('a picture is made smaller by taking means, and never larger', () => {
  assert.deepEqual(fittedSize(4000, 3000), { width: 128, height: 96 });
  assert.deepEqual(fittedSize(3, 90000), { width: 1, height: 128 });
  assert.deepEqual(fittedSize(100, 20), { width: 100, height: 20 });
  const small = shrunk(paint(6, 4, (x, y) => [10 * x, 40 * y, 9]), { width: 3, height: 2 });
  assert.deepEqual(Array.from(small.data), [5, 20, 9, 255, 25, 20, 9, 255, 45, 20, 9, 255, 5, 100, 9, 255, 25, 100, 9, 255, 45, 100, 9, 255]);
  const third = shrunk(paint(3, 1, (x) => [90 * x, 0, 0]), { width: 2, height: 1 });
  assert.deepEqual([third.data[0], third.data[4]], [30, 150]);
});

test('a pixel without weight is nearly transparent, the one with the largest weight is opaque', () => {
  const { data } = veiled(paint(2, 1, () => [1, 2, 3]), (pixel) => pixel);
  assert.deepEqual(Array.from(data), [1, 2, 3, 26, 1, 2, 3, 255]);
});

test('the picture in the page is the one that is drawn', () => {
  const scene = drawnScene();
  const file = Buffer.from(pngAddress(scene).replace('data:image/png;base64,', ''), 'base64');
  const start = file.indexOf('IDAT');
  const lines = inflateSync(file.subarray(start + 4, start + 4 + file.readUInt32BE(start - 4)));
  for (const [x, y] of [[0, 0], [127, 127], [44, 110], [24, 48]]) {
    const at = y * (1 + 3 * 128) + 1 + 3 * x;
    assert.deepEqual([...lines.subarray(at, at + 3)], [...scene.data.subarray(4 * (128 * y + x), 4 * (128 * y + x) + 3)]);
  }
});

test('states are written into the link and read back; broken ones are refused', () => {
  const size = { rows: 16, columns: 16 };
  for (const score of scores) {
    const look = { row: 15, column: 0, score, sharpness: 85, self: true };
    assert.deepEqual(parseLook(formatLook(look), size), look);
  }
  assert.deepEqual(parseLook(formatLook(authorLook), size), authorLook);
  for (const text of ['x', '17,1,cosine,50', '1,0,cosine,50', '1,1,sine,50', '1,1,cosine,101', '1,1,cosine,50,me', '1,1,cosine']) {
    assert.throws(() => parseLook(text, size), /picture: expected/, text);
  }
  assert.deepEqual(parseNoise(formatNoise(authorNoise)), authorNoise);
  for (const text of ['', '25', '5,4.5,1,1', '25,9,1,1', '25,4.25,1,1', '25,4.5,0,1', '25,4.5,129,1']) {
    assert.throws(() => parseNoise(text), /picture.noise: expected/, text);
  }
});
