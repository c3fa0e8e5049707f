// Numbers that are written into the page, without a call of the engine: they are equal to the engine's.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attention } from './engine.js';
import { formatNumber } from '../../web/base/number-format.js';
import { rowSum } from '../../web/base/statistics.js';
import { page as listingEn } from '../../web/locales/lesson/listing-en.js';
import { page as listingZh } from '../../web/locales/lesson/listing-zh.js';
import { page as mistakesEn } from '../../web/locales/lesson/mistakes-en.js';
import { page as mistakesZh } from '../../web/locales/lesson/mistakes-zh.js';
import { page as soundEn } from '../../web/locales/lesson/sound-en.js';
import { page as soundZh } from '../../web/locales/lesson/sound-zh.js';
import { markup as compareMarkup } from '../../web/site/lesson/compare/markup.js';
import { scores as compared, start as compareStart } from '../../web/site/lesson/compare/scene.js';
import { start as mixStart, writtenMix } from '../../web/site/lesson/mix/scene.js';
import { count, drawBatches, emptyTally, summaryOf, writtenTally } from '../../web/site/lesson/scale/sampling.js';
import { start as scaleStart } from '../../web/site/lesson/scale/texts.js';
import { start as softmaxStart, writtenRow } from '../../web/site/lesson/softmax/softmax.js';
import { momentsOf, weightsOf } from '../../web/site/lesson/sound/attending.js';
import { logMel, secondsAt, tokensOf } from '../../web/site/lesson/sound/log-mel.js';
import { author as soundAuthor } from '../../web/site/lesson/sound/state.js';
import { phraseSeconds, tune } from '../../web/site/lesson/sound/tune.js';
import { articleState } from '../../web/site/workbench/article.js';

/** @param {ArrayLike<number>} numbers @param {ArrayLike<number>} engines @param {string} what */
function assertPrintedAlike(numbers, engines, what) {
  assert.deepEqual(Array.from(numbers, (each) => formatNumber(each)), Array.from(engines, (each) => formatNumber(each)), what);
}

test('compare: the three scores', () => {
  const { query, key } = compareStart;
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const { text } = compareMarkup(language);
    for (const score of compared) {
      const { scores } = attention.attend({ query: [[...query]], key: [[...key]], value: [[1]] }, { score, scores: 'scaled' });
      const [, written] = new RegExp(`data-score="${score}">([^<]+)<`).exec(text) ?? [];
      assert.equal(written, formatNumber(scores.data[0]), `${language}: ${score}`);
    }
  }
});

test('softmax: the row', () => {
  const { scores, temperature } = softmaxStart;
  const key = scores.map((score) => [score]);
  const { weights } = attention.attend({ query: [[1]], key, value: key }, { score: 'dot', temperature, weights: true });
  assertPrintedAlike(writtenRow(softmaxStart).weights, weights.data, 'weights');
});

test('mix: weights and output', () => {
  const value = mixStart.values.map((vector) => [...vector]);
  const { weights, output } = attention.attend({ query: [[1]], key: mixStart.scores.map((score) => [score]), value }, { score: 'dot', weights: true });
  const written = writtenMix();
  assertPrintedAlike(written.weights, weights.data, 'weights');
  assertPrintedAlike(written.output, output.data, 'output');
});

test('scale: the statistics of the rows', () => {
  const tally = emptyTally(scaleStart.dimension);
  for (const { query, key } of drawBatches(scaleStart.dimension, scaleStart.seed)) {
    const [rows, , keys] = key.shape;
    const value = { data: new Float32Array(rows * keys), shape: [rows, 1, keys, 1] };
    for (const [counted, score] of /** @type {const} */ ([[tally.plain, 'dot'], [tally.scaled, 'scaled-dot']])) {
      const { scores, weights } = attention.attend({ query, key, value }, { score, scores: 'scaled', weights: true });
      count(counted, { scores: scores.data, weights: weights.data });
    }
  }
  const written = writtenTally(scaleStart.dimension, scaleStart.seed);
  for (const kind of /** @type {const} */ (['plain', 'scaled'])) {
    assertPrintedAlike(Object.values(summaryOf(written[kind])), Object.values(summaryOf(tally[kind])), kind);
    assertPrintedAlike(written[kind].lastWeights, tally[kind].lastWeights, kind);
    assert.equal(written[kind].scores.length, tally[kind].scores.length);
  }
});

test('mistakes and listing: the article’s weights, and their sum', () => {
  const { query, keys, words } = articleState;
  for (const [normalizer, ...texts] of /** @type {const} */ ([
    ['article', mistakesEn.rightFallback, mistakesZh.rightFallback], ['article-code', listingEn.rightFallback, listingZh.rightFallback],
  ])) {
    const { weights } = attention.attend({ query, key: keys, value: keys }, { score: 'dot', normalizer, weights: true });
    for (const text of texts) {
      const [, ...printed] = new RegExp(words.map((word) => `${word} ([\\d.]+)`).join('[,，] *')).exec(text) ?? [];
      assert.deepEqual(printed.map((each) => each.replace(/\.$/, '')), Array.from(weights.data, (weight) => formatNumber(weight)), text);
      if (normalizer === 'article') assert.ok(text.includes(formatNumber(rowSum(weights.data), 4)), text);
    }
  }
});

test('sound: the moment that asks, and the three others where the tune falls from mi to do', () => {
  const tokens = tokensOf(logMel(tune()), 4);
  const [frames] = tokens.shape;
  const { frame, temperature } = soundAuthor;
  const row = weightsOf(attention, tokens, { temperature, skipsNear: true }).slice(frame * frames, (frame + 1) * frames);
  const moments = momentsOf(row, 5);
  // The first phrase is played at places 0 and 1; the third, which ends with the same two notes, at 4 and 5.
  const others = [0, 4, 5].map((phrase) => frame + Math.round(((phrase - 1) * phraseSeconds) / secondsAt(1)));
  assert.deepEqual([...moments].sort((one, other) => one - other), others);
  const near = others.flatMap((moment) => Array.from(row.slice(moment - 3, moment + 4)));
  assert.ok(rowSum(near) > 0.9, `${rowSum(near)}`);
  const seconds = secondsAt(frame).toFixed(2);
  for (const [text, says] of /** @type {const} */ ([
    [soundEn.insight, `At ${seconds} s the tune falls from mi to do. It does so four times, and the other three`], [soundZh.insight, `${seconds} 秒处，旋律从 mi 落到 do。整首曲子里这样的地方有四处，另外三处`],
  ])) assert.ok(text.includes(says), `${text} ${says}`);
});
