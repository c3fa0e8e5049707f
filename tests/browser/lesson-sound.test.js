// Sound that attends to itself: the page's tune, files made here, and a microphone that Chromium imitates.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { tune } from '../../web/site/lesson/sound/tune.js';
import { melFrames, melTokens, melWeights, threeTones, wav } from '../node/mel-oracle.js';
import { assertPrinted, until, useBrowser } from './browser.js';
import { launch } from './launch.js';
import { assertForAll, comesAlive, openExhibit, textOf } from './lesson-exhibit.js';
import { predict } from './lesson-section.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const [hop, near] = [0.064, 8];

/** @param {Page} page @param {Buffer} buffer @param {string} [name] */
const choose = (page, buffer, name = 'tones.wav') => page.locator('#sound-file').setInputFiles({ name, mimeType: 'audio/wav', buffer });

/** @param {Page} page @param {string} what */
const shows = (page, what) => until(async () => (await page.locator('#sound-shows').innerText()).startsWith(what), what);

/**
 * Compares every number of the section with float64.
 * @param {Page} page
 * @param {number[][]} weights
 * @param {number} frame
 */
async function assertNumbers(page, weights, frame) {
  const row = weights[frame];
  const ranked = row.map((_, key) => key).sort((a, b) => row[b] - row[a]);
  /** @type {number[]} */
  const moments = [];
  for (const key of ranked) if (moments.length < 5 && row[key] >= 0.05 * row[ranked[0]] && moments.every((other) => Math.abs(other - key) >= 4)) moments.push(key);
  const items = await page.locator('#sound-list li').evaluateAll((nodes) => nodes.map((node) => [node.getAttribute('data-frame') ?? '', ...[...node.querySelectorAll('span')].map(({ textContent }) => textContent ?? '')]));
  assert.equal(items.length, moments.length);
  items.forEach(([key, time, weight], index) => {
    assertPrinted(weight, row[Number(key)], `the weight of frame ${key}`);
    assertPrinted(weight, row[moments[index]], `weight ${index + 1}`);
    assert.ok(time.includes((Number(key) * hop).toFixed(2)), time);
  });
  const summary = await textOf(page, '#sound-summary');
  const numbers = summary.match(/<?\d+\.\d+/g) ?? [];
  assert.equal(numbers[0], (frame * hop).toFixed(2));
  assert.equal(numbers[1], (Number(items[0][0]) * hop).toFixed(2));
  assertPrinted(numbers[2], row[moments[0]], summary);
  assertPrinted(numbers[3], -row.reduce((sum, weight) => sum + (weight > 0 ? weight * Math.log2(weight) : 0), 0), summary);
  assertPrinted(numbers[4], Math.log2(row.length), summary);
  const means = [];
  for (let lag = near + 1; lag <= row.length - Math.max(near, row.length / 8); lag++) {
    let sum = 0;
    for (let i = 0; i + lag < row.length; i++) sum += weights[i][i + lag] + weights[i + lag][i];
    means.push({ lag, mean: sum / (2 * (row.length - lag)) });
  }
  const { lag, mean } = means.sort((a, b) => b.mean - a.mean)[0];
  const repeat = await textOf(page, '#sound-repeat');
  const said = (repeat.match(/\d+\.\d+/g) ?? []);
  assert.equal(said[0], (lag * hop).toFixed(2), repeat);
  assertPrinted(said[1], mean, repeat);
  // The two languages name these in different orders.
  assertPrinted(said.find((text) => /\.\d$/.test(text)) ?? '', mean * row.length, repeat);
  assertPrinted(said.slice(2).find((text) => /\.\d{3}$/.test(text)) ?? '', 1 / row.length, repeat);
  return { lag };
}

test('the tune finds its repeats; moments, context, surroundings and temperature, in numbers', async () => {
  const { page, complaints } = await openExhibit(lab, 'sound');
  const frames = melFrames(tune());
  const found = await assertNumbers(page, melWeights(melTokens(frames, 4), 0.05, near), 39);
  assert.equal(found.lag, 24, 'a phrase is 24 frames');
  // This is the same moment in the phrase before: 24 frames are one phrase.
  assert.equal(await page.locator('#sound-list li').first().getAttribute('data-frame'), '15');
  await page.locator('#sound-wide').uncheck();
  await assertNumbers(page, melWeights(melTokens(frames, 0), 0.05, near), 39);
  await page.locator('#sound-temperature').focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  // At this temperature every frame that is not left out gets some weight.
  await assertNumbers(page, melWeights(melTokens(frames, 0), 0.5, near), 39);
  for (const key of ['ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
  await page.locator('#sound-near').uncheck();
  assert.equal(await textOf(page, '#sound-temperature-shown'), '0.1');
  await page.locator('#sound-frame').focus();
  await page.keyboard.press('ArrowLeft');
  await assertNumbers(page, melWeights(melTokens(frames, 0), 0.1, -1), 38);
  assert.match(await page.locator('#sound-canvas').getAttribute('aria-label') ?? '', /The moment at 2\.43 s/);
  // The link has all changes; undo and reset take them back.
  await until(async () => decodeURIComponent(page.url()).endsWith('#sound=f:39;alone;t:0.1;near'), page.url());
  await page.reload();
  await comesAlive(page, 'sound');
  assert.match(await textOf(page, '#sound-frame-shown'), /^2\.43 s, frame 39 of 192$/);
  assert.equal(await page.locator('#sound-wide').isChecked(), false);
  await page.locator('#sound-near').check();
  await page.locator('#bar-undo').click();
  assert.equal(await page.locator('#sound-near').isChecked(), false);
  assert.deepEqual(complaints, []);
});

test('a file made by the test: its numbers, and a touch on the picture', async () => {
  const { page, complaints } = await openExhibit(lab, 'sound', { language: 'zh' });
  await predict(page, 'sound');
  const { file, heard } = wav(threeTones(4));
  await choose(page, file, '三个音.wav');
  await shows(page, '三个音.wav，4.0 秒。');
  const weights = melWeights(melTokens(melFrames(heard), 4), 0.05, near);
  assert.equal(weights.length, 61);
  const canvas = page.locator('#sound-canvas');
  await canvas.scrollIntoViewIfNeeded();
  const box = /** @type {{ width: number, height: number }} */ (await canvas.boundingBox());
  await canvas.click({ position: { x: (box.width * 20.5) / 61, y: 60 } });
  assert.match(await textOf(page, '#sound-frame-shown'), /61 帧中的第 21 帧/);
  const { lag } = await assertNumbers(page, weights, 20);
  assert.ok([1.5, 3].some((seconds) => Math.abs(lag * hop - seconds) < 0.1), 'the three tones come again after 1.5 s');
  assert.doesNotMatch(page.url(), /sound=/, 'a link cannot know the frames of a file');
  await page.locator('#sound-tune').click();
  await shows(page, '网页自带的曲子');
  assert.match(await textOf(page, '#sound-frame-shown'), /192 帧中的第 40 帧/);
  assert.deepEqual(complaints, []);
});

test('the attended moments are played, louder if the weight is larger', async () => {
  const { page, complaints } = await openExhibit(lab, 'sound', {
    prepare: (context) => context.addInitScript(() => {
      const played = /** @type {number[][]} */ ([]);
      Object.assign(window, { played, loud: /** @type {number[]} */ ([]) });
      const { start } = AudioBufferSourceNode.prototype;
      /** @this {AudioBufferSourceNode} @param {number} [when] @param {number} [offset] @param {number} [duration] */
      AudioBufferSourceNode.prototype.start = function (when = NaN, offset = NaN, duration = NaN) {
        played.push([when, offset, duration, this.buffer?.getChannelData(0)[12000] ?? NaN]);
        return start.call(this, when, offset, duration);
      };
      const { linearRampToValueAtTime } = AudioParam.prototype;
      /** @this {AudioParam} @param {number} value @param {number} time */
      AudioParam.prototype.linearRampToValueAtTime = function (value, time) {
        if (value > 0) /** @type {any} */ (window).loud.push(value);
        return linearRampToValueAtTime.call(this, value, time);
      };
    }),
  });
  await predict(page, 'sound');
  await page.locator('#sound-play-attended').click();
  const played = () => page.evaluate(() => /** @type {number[][]} */ (/** @type {any} */ (window).played));
  const frames = await page.locator('#sound-list li').evaluateAll((nodes) => nodes.map((node) => Number(node.getAttribute('data-frame'))));
  await until(async () => (await played()).length === frames.length, 'all parts are told to sound');
  const samples = tune();
  let last = -Infinity;
  (await played()).forEach(([when, start, seconds, sample], index) => {
    assert.ok(Math.abs(start - Math.max(0, (frames[index] - 4) * hop)) < 1e-9, `part ${index} begins at ${start}`);
    assert.ok(Math.abs(start + seconds - Math.min((frames[index] + 4) * hop + 0.128, samples.length / 16000)) < 1e-9);
    assert.ok(when > last, 'one after the other');
    last = when + seconds;
    assert.equal(sample, samples[12000]);
  });
  const loud = await page.evaluate(() => /** @type {number[]} */ (/** @type {any} */ (window).loud));
  assert.deepEqual(loud, [...loud].sort((a, b) => b - a));
  await page.locator('#sound-list li[data-playing]').first().waitFor();
  await page.locator('#sound-stop').click();
  await page.locator('#sound-list li[data-playing]').waitFor({ state: 'detached' });
  assert.equal(await page.locator('#sound-stop').getAttribute('aria-disabled'), 'true');
  assert.deepEqual(complaints, []);
});

test('files without sound, silent, too short or too long get a plain message, and the old sound stays', async () => {
  const { page, complaints } = await openExhibit(lab, 'sound');
  const problem = page.locator('#sound-problem');
  const before = await textOf(page, '#sound-summary');
  for (const [samples, said] of /** @type {[ArrayLike<number> | null, RegExp][]} */ ([
    [null, /no sound that the browser can read/],
    [new Float32Array(32000), /silence/],
    [threeTones(0.4), /too short: at least 0\.6 s/],
  ])) {
    await choose(page, samples ? wav(samples).file : Buffer.from('This is no sound.'));
    await problem.waitFor();
    await until(async () => said.test(await problem.innerText()), String(said));
    assert.equal(await textOf(page, '#sound-summary'), before);
    assert.equal(await textOf(page, '#sound-shows'), 'The page’s tune');
  }
  await choose(page, wav(threeTones(25, 8000), 8000).file, 'long.wav');
  await shows(page, 'long.wav is 25.0 s long: here are its first 20 s.');
  assert.equal(await problem.isVisible(), false);
  assert.match(await textOf(page, '#sound-frame-shown'), /of 311$/);
  assert.deepEqual(complaints, []);
});

test('an unreadable file and a recorder that fails get a message, and the old sound stays', async () => {
  for (const [language, notRead, notRecorded] of /** @type {const} */ ([['en', /could not be read/, /did not succeed/], ['zh', /读不出来/, /没有成功/]])) {
    const { page, complaints } = await openExhibit(lab, 'sound', { language });
    const problem = page.locator('#sound-problem');
    const tuneShown = await textOf(page, '#sound-shows');
    const said = (/** @type {RegExp} */ words) => until(async () => words.test(await problem.innerText()), String(words));
    await page.evaluate(() => (Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException('', 'NotReadableError'))));
    await choose(page, wav(threeTones(2)).file, 'gone.wav');
    await said(notRead);
    assert.equal(await textOf(page, '#sound-shows'), tuneShown);
    for (const part of ['constructor', 'start']) {
      await page.evaluate((throwing) => {
        const refuse = () => {
          throw new DOMException('', 'NotSupportedError');
        };
        class Recorder extends EventTarget {
          state = 'inactive';
          constructor() {
            super();
            if (throwing === 'constructor') refuse();
          }

          start = refuse;
        }
        Object.assign(window, { MediaRecorder: Recorder });
        Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia: () => Promise.resolve(new MediaStream()) }, configurable: true });
      }, part);
      await page.locator('#sound-tune').click();
      await until(async () => !(await problem.isVisible()), 'the tune again');
      await page.locator('#sound-record').click();
      await said(notRecorded);
      assert.equal(await textOf(page, '#sound-shows'), tuneShown, part);
      assert.equal(await textOf(page, '#sound-record'), language === 'en' ? 'Record' : '录音');
    }
    assert.deepEqual(complaints, []);
  }
});

test('only the beginning of a large file is decoded', async () => {
  const { page, complaints } = await openExhibit(lab, 'sound', {
    prepare: (context) => context.addInitScript(() => {
      const { decodeAudioData } = OfflineAudioContext.prototype;
      Object.assign(window, { decoded: 0 });
      /** @this {OfflineAudioContext} @param {ArrayBuffer} bytes */
      OfflineAudioContext.prototype.decodeAudioData = function (bytes) {
        Object.assign(window, { decoded: bytes.byteLength });
        return decodeAudioData.call(this, bytes);
      };
    }),
  });
  const { file } = wav(threeTones(30));
  await page.evaluate((bytes) => {
    const input = /** @type {HTMLInputElement} */ (document.querySelector('#sound-file'));
    const chosen = new DataTransfer();
    // The rest of the file is 30 MB of silence.
    chosen.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)), new Uint8Array(30e6)], 'large.wav'));
    input.files = chosen.files;
    input.dispatchEvent(new Event('change'));
  }, file.toString('base64'));
  await shows(page, 'large.wav is very long: here are its first 20 s.');
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).decoded), 24e6);
  assert.deepEqual(complaints, []);
});

test('a microphone that plays a known sound is recorded, and its tones come again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'attention-sound-'));
  const sound = join(folder, 'heard.wav');
  await writeFile(sound, wav(threeTones(6, 48000), 48000).file);
  const browser = await launch(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-audio-capture=${sound}`]);
  try {
    const page = await (await browser.newContext({ locale: 'en-US' })).newPage();
    await page.goto(`${lab.url}index.html`);
    await comesAlive(page, 'sound');
    await page.locator('#sound-record').click();
    await shows(page, 'Recording. It ends by itself after 20 s.');
    assert.equal(await textOf(page, '#sound-record'), 'End the recording');
    await page.waitForTimeout(5000);
    assert.ok(await page.locator('#sound-progress').evaluate((node) => /** @type {HTMLProgressElement} */ (node).value > 0.15));
    await page.locator('#sound-record').click();
    await shows(page, 'Your recording, ');
    assert.equal(await textOf(page, '#sound-record'), 'Record');
    const [, lag] = /repeat is ([\d.]+) s away/.exec(await textOf(page, '#sound-repeat')) ?? [];
    assert.ok(Math.abs(Number(lag) - 1.5) < 0.13 || Math.abs(Number(lag) - 3) < 0.13, `again after 1.5 s: ${lag}`);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
});

test('no microphone, no permission, no secure page: a plain sentence in both languages', async () => {
  for (const [language, cases] of /** @type {const} */ ([
    ['en', { NotFoundError: /No microphone was found/, NotAllowedError: /may not use the microphone/, NotReadableError: /another program/, none: /No microphone/ }],
    ['zh', { NotFoundError: /没有找到麦克风/, NotAllowedError: /不能使用麦克风/, NotReadableError: /别的程序/, none: /没有找到麦克风/ }],
  ])) {
    const { page, complaints } = await openExhibit(lab, 'sound', { language });
    for (const [name, said] of Object.entries(cases)) {
      await page.evaluate((wanted) => {
        const mediaDevices = wanted === 'none' ? undefined : { getUserMedia: () => Promise.reject(new DOMException('', wanted)) };
        Object.defineProperty(navigator, 'mediaDevices', { value: mediaDevices, configurable: true });
      }, name);
      await page.locator('#sound-record').click();
      await until(async () => said.test(await page.locator('#sound-problem').innerText()), `${language}: ${name}`);
      assert.equal(await textOf(page, '#sound-record'), language === 'en' ? 'Record' : '录音');
      assert.equal(await page.locator('#sound-list li').count(), 3, 'the tune is still there');
    }
    assert.deepEqual(complaints, []);
  }
});

for (const [language, dark] of /** @type {const} */ ([['en', true], ['zh', false]])) {
  test(`axe-core and layout: ${language}; a broken link says so`, async () => {
    const { page } = await openExhibit(lab, 'sound', { language, dark, hash: '#sound=f:9999' });
    await page.locator('#sound .broken-link').waitFor();
    assert.match(await textOf(page, '#sound-frame-shown'), language === 'en' ? /frame 40 of 192/ : /第 40 帧/);
    await assertForAll(page, 'sound');
    await page.locator('#sound-predict input[value="2"]').check();
    await page.locator('#sound-predict .predict-check').click();
    await page.locator('#sound-predict .predict-insight').waitFor();
  });
}
