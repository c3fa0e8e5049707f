// Sound as tokens: log-mel frames against a Fourier transform term by term, and the section's state in the link.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { maskOf, momentsOf, near, strongestLag, weightsOf } from '../../web/site/lesson/sound/attending.js';
import { bands, framesIn, logMel, secondsAt, tokensOf } from '../../web/site/lesson/sound/log-mel.js';
import { markup } from '../../web/site/lesson/sound/markup.js';
import { frameAt } from '../../web/site/lesson/sound/picture.js';
import { author, read, write } from '../../web/site/lesson/sound/state.js';
import { phraseSeconds, tune } from '../../web/site/lesson/sound/tune.js';
import { attention as engine } from './engine.js';
import { melFrames, melTokens, threeTones } from './mel-oracle.js';

test('log-mel frames agree with a Fourier transform computed term by term', () => {
  const samples = Float32Array.from(threeTones(1.2));
  const truth = melFrames(samples);
  const mel = logMel(samples);
  assert.equal(mel.length, truth.length * bands);
  assert.equal(framesIn(samples.length), truth.length);
  truth.forEach((frame, index) => frame.forEach((value, band) => {
    assert.ok(Math.abs(mel[index * bands + band] - value) < 1e-9, `frame ${index}, band ${band}: ${mel[index * bands + band]}, is ${value}`);
  }));
});

test('a tone is loudest in the band around it, silence is the same everywhere', () => {
  const tone = Float32Array.from({ length: 4096 }, (_, index) => 0.5 * Math.sin((2 * Math.PI * 1000 * index) / 16000));
  const first = Array.from(logMel(tone).subarray(0, bands));
  // 1000 Hz is 1000 mel; from 60 to 7600 Hz there are 41 steps of 65.7 mel, the first at 92.7 mel.
  assert.equal(first.indexOf(Math.max(...first)), 13);
  for (const value of logMel(new Float32Array(4096))) assert.equal(value, Math.log(1e-4));
  assert.equal(logMel(new Float32Array(2047)).length, 0);
});

test('tokens are frames less the band means, joined with their neighbours', () => {
  const samples = Float32Array.from(threeTones(0.8));
  for (const around of [0, 4]) {
    const { data, shape } = tokensOf(logMel(samples), around);
    const truth = melTokens(melFrames(samples), around);
    assert.deepEqual(shape, [truth.length, truth[0].length]);
    truth.flat().forEach((value, index) => assert.ok(Math.abs(data[index] - value) < 1e-6, `${around}, ${index}: ${data[index]}, is ${value}`));
  }
});

test('the tune plays each phrase twice, with equal samples', () => {
  const samples = tune();
  const phrase = phraseSeconds * 16000;
  for (let start = 0; start < samples.length - 2 * phrase; start += 2 * phrase) {
    assert.deepEqual(samples.subarray(start, start + phrase), samples.subarray(start + phrase, start + 2 * phrase));
  }
  assert.ok(samples.every((sample) => Math.abs(sample) <= 1));
});

test('the strongest diagonal, the heaviest moments and the mask', () => {
  const frames = 40;
  const weights = new Float32Array(frames * frames);
  for (let row = 0; row + 13 < frames; row++) weights[row * frames + row + 13] = 0.5;
  assert.deepEqual(strongestLag(weights, frames), { lag: 13, mean: 0.25 });
  assert.deepEqual(momentsOf(Float32Array.of(0.1, 0.3, 0.2, 0, 0, 0.15, 0.1, 0, 0, 0.15, 0, 0, 0, 0.014), 5), [1, 5, 9]);
  assert.deepEqual(momentsOf(new Float32Array(20).fill(0.05), 3), [0, 4, 8]);
  const { data } = maskOf(frames);
  assert.deepEqual([0, near, near + 1].map((key) => data[key]), [0, 0, 1]);
});

test('a touch finds the frame below it', () => {
  assert.equal(frameAt(400, 100, 202, 60), 50);
  assert.equal(frameAt(400, 100, 399.9, 60), 99);
  assert.equal(frameAt(400, 100, 10, 1e6), null);
  const rows = Array.from({ length: 800 }, (_, y) => frameAt(400, 100, 0, y));
  assert.deepEqual([...new Set(rows.filter((row) => row !== null && row > 0))], Array.from({ length: 99 }, (_, row) => row + 1));
});

test('the link has only what differs from the author’s state, and nothing else is accepted', () => {
  const frames = framesIn(tune().length);
  for (const [state, text] of /** @type {const} */ ([
    [author, ''],
    [{ ...author, frame: 99 }, 'f:100'],
    [{ ...author, around: 0, temperature: 0.2 }, 'alone;t:0.2'],
    [{ frame: 0, around: 0, temperature: 1, skipsNear: false }, 'f:1;alone;t:1;near'],
  ])) {
    assert.equal(write(state, true), text);
    if (text) assert.deepEqual(read(text, frames), state);
  }
  assert.equal(write({ ...author, frame: 99 }, false), '');
  for (const text of ['', 'f:0', 'f:193', 'f:x', 't:0.3', 'near;alone', 'f:1;rest', 't:1e9']) assert.throws(() => read(text, frames), RangeError, text);
  assert.equal(frames, 192);
  assert.equal(secondsAt(2), 0.128);
});

test('the picture that is written into the page draws the strong weights where they are, in less than 1.5 KB', () => {
  const svg = /<div class="sound-written"[^>]*>([\s\S]*?)<\/div>/.exec(markup('en').text)?.[1] ?? '';
  assert.ok(svg.startsWith('<svg') && gzipSync(svg, { level: 9 }).length < 1536, `${gzipSync(svg, { level: 9 }).length} bytes`);
  const mel = logMel(tune());
  const frames = mel.length / bands;
  const weights = weightsOf(engine, tokensOf(mel, author.around), author);
  const drawn = new Set();
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)l(\d+) \3/g)) {
    for (let step = 0; step < Number(length); step++) drawn.add((Number(y) + step) * frames + Number(x) + step);
  }
  const strong = [...weights.keys()].filter((cell) => weights[cell] >= 0.09);
  assert.ok(strong.length > 200);
  assert.deepEqual([...drawn].sort((a, b) => a - b), strong);
  const row = weights.subarray(author.frame * frames, (author.frame + 1) * frames);
  const most = Math.max(...row);
  const bars = [...svg.matchAll(/M([\d.]+) 0V-([\d.]+)/g)].map(([, x, height]) => [Number(x), Number(height)]);
  assert.deepEqual(bars, [...row.keys()].filter((key) => row[key] >= most / 20).map((key) => [key + 0.5, Math.round((row[key] / most) * 100) / 100]));
});
