// Difficult sound files: samples that are no numbers, channels that cancel each other, and errors that nobody has foreseen.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { floatWav, melFrames, melTokens, melWeights, threeTones } from '../node/mel-oracle.js';
import { assertPrinted, pictureOf, until, useBrowser } from './browser.js';
import { openExhibit, textOf } from './lesson-exhibit.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const tones = Float32Array.from(threeTones(4));

/** @param {Page} page @param {Buffer} buffer @param {string} [name] */
const choose = (page, buffer, name = 'tones.wav') => page.locator('#sound-file').setInputFiles({ name, mimeType: 'audio/wav', buffer });

/** @param {string} text */
const digest = (text) => createHash('sha256').update(text).digest('hex');

/** Everything that a reader sees of a sound. @param {Page} page */
async function seen(page) {
  const texts = ['#sound-shows', '#sound-summary', '#sound-repeat', '#sound-frame-shown', '#sound-list'];
  return [...(await Promise.all(texts.map((selector) => textOf(page, selector)))), digest(await pictureOf(page, '#sound-canvas'))];
}

/** @param {Page} page @param {RegExp} words */
async function saysProblem(page, words) {
  const problem = page.locator('#sound-problem');
  await until(async () => (await problem.isVisible()) && words.test(await problem.innerText()), String(words));
}

test('infinite or invalid samples get a message, and the old sound stays complete and playable', async () => {
  for (const [language, words] of /** @type {const} */ ([['en', /infinite or not numbers at all/], ['zh', /无穷大/]])) {
    const { page, complaints } = await openExhibit(lab, 'sound', { language });
    const before = await seen(page);
    for (const wrong of [Infinity, -Infinity, NaN]) {
      const broken = tones.slice();
      broken[20_000] = wrong;
      await page.locator('#sound-tune').click();
      await until(async () => !(await page.locator('#sound-problem').isVisible()), 'the tune again');
      await choose(page, floatWav([broken]));
      await saysProblem(page, words);
      assert.deepEqual(await seen(page), before);
    }
    // The old sound is still there and still works.
    await page.locator('#sound-frame').focus();
    await page.keyboard.press('ArrowRight');
    await until(async () => /192/.test(await textOf(page, '#sound-frame-shown')), 'a frame of the tune');
    assert.equal(await page.locator('#sound-list li').count() > 0, true);
    assert.deepEqual(complaints, []);
  }
});

test('an error of the engine for a new sound is shown, and half a sound never is', async () => {
  const { page, complaints } = await openExhibit(lab, 'sound');
  const before = await seen(page);
  // The check is switched off here, so that the engine itself gets samples that are no numbers.
  await page.evaluate(() => (Float32Array.prototype.every = () => true));
  const broken = tones.slice();
  broken[20_000] = Infinity;
  await choose(page, floatWav([broken]));
  await saysProblem(page, /could not be processed/);
  assert.deepEqual(await seen(page), before);
  await page.evaluate(() => (AudioBuffer.prototype.getChannelData = () => {
    throw new Error('not foreseen');
  }));
  await page.locator('#sound-tune').click();
  await choose(page, floatWav([tones]));
  await saysProblem(page, /could not be processed/);
  assert.deepEqual(await seen(page), before);
  assert.deepEqual(complaints, []);
});

test('channels that cancel each other are no silence: the loudest is played, and the page says so', async () => {
  const flipped = tones.map((sample) => -0.9 * sample);
  const weights = melWeights(melTokens(melFrames(tones), 4), 0.05, 8);
  for (const [language, words] of /** @type {const} */ ([
    ['en', 'flipped.wav, 4.0 s. Its channels cancel each other out, so only the loudest is used.'], ['zh', 'flipped.wav，4.0 秒。它的几个声道互相抵消，所以只用最响的一个。'],
  ])) {
    const { page, complaints } = await openExhibit(lab, 'sound', { language });
    await choose(page, floatWav([flipped, tones]), 'flipped.wav');
    await until(async () => (await textOf(page, '#sound-shows')) === words, words);
    const [item] = await page.locator('#sound-list li').evaluateAll((nodes) => nodes.map((node) => ({ frame: Number(node.getAttribute('data-frame')), weight: node.querySelector('.sound-weight')?.textContent ?? '' })));
    assertPrinted(item.weight, weights[39][item.frame], `frame ${item.frame}`);
    await choose(page, floatWav([tones, tones]), 'alike.wav');
    await until(async () => /^alike\.wav\D*4\.0 (s\.|秒。)$/.test(await textOf(page, '#sound-shows')), 'no word of channels');
    assert.deepEqual(complaints, []);
  }
});
