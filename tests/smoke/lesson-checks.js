/** The checks of the built lesson; those that read its texts run in both languages. */

import assert from 'node:assert/strict';
import { assertPrinted } from '../browser/browser.js';
import { attendRow } from '../browser/float64.js';
import { approach, focus, hashOf, heroOf, heroPoint, sectionsOf, settle, softmaxOf, widthsOf } from './in-lesson.js';

/** @import { Lab } from './smoke.js' */

const pages = ['index.html', 'zh.html'];

/** The vectors of the hero's words 我, 喜欢, 学习. */
const words = [[2, 1.5], [3, 2.5], [0.5, 1.5]];

/** Scrolls to a section and waits until it is alive. @param {Lab} lab @param {string} id */
async function wake({ evaluate, until }, id) {
  await until(`the section ${id}`, async () => {
    const state = await evaluate(approach, id);
    assert.notEqual(state, 'failed', id);
    return state === 'started';
  });
}

/** Brings all sections alive. @param {Lab} lab @returns {Promise<number>} how many figures they show */
async function wakeAll(lab) {
  const { evaluate, until } = lab;
  await until('the lesson', async () => (await evaluate(sectionsOf)).length > 0);
  const sections = await evaluate(sectionsOf);
  assert.ok(sections.length > 20, `${sections}`);
  let count = 0;
  for (const id of sections) {
    await wake(lab, id);
    const { figures, blank, problems } = await evaluate(settle, id);
    assert.deepEqual({ blank, problems }, { blank: 0, problems: [] }, id);
    count += figures;
  }
  return count;
}

/** Compares the hero's numbers with float64. @param {Lab} lab @param {{ query: number[], score: string }} expected */
async function assertHero({ evaluate }, { query, score }) {
  const shown = await evaluate(heroOf);
  assert.equal(shown.score, score);
  assert.ok(Math.hypot(shown.query[0] - query[0], shown.query[1] - query[1]) < 1e-3, `${shown.query}, not ${query}`);
  const { weights, output } = attendRow({ query, keys: words, score, normalizer: 'softmax' });
  assert.equal(shown.weights.length, weights.length);
  weights.forEach((weight, index) => assertPrinted(shown.weights[index], weight, `${score}, weight ${index}`));
  assert.ok(Math.hypot(shown.output[0] - output[0], shown.output[1] - output[1]) < 1e-3, `${shown.output}, not ${output}`);
}

/** Compares the table of softmax with float64. @param {Lab} lab @param {{ scores: number[], temperature: number }} expected */
async function assertSoftmax({ evaluate }, { scores, temperature }) {
  const shown = await evaluate(softmaxOf);
  assert.deepEqual(shown.scores.map((text) => Number(text.replaceAll('−', '-'))), scores);
  assert.equal(shown.temperature, `t = ${temperature}`);
  const { weights } = attendRow({ query: [1], keys: scores.map((score) => [score]), score: 'dot', normalizer: 'softmax', temperature });
  assert.deepEqual(shown.rows.map(({ length }) => length), scores.map(() => 4));
  shown.rows.forEach((row, index) => {
    assertPrinted(row[0], scores[index], `score ${index}`);
    assertPrinted(row[3], weights[index], `weight ${index}`);
  });
}

/** @type {Record<string, (lab: Lab) => Promise<void>>} */
export const lessonChecks = {
  ...Object.fromEntries(pages.map((page) => [`${page}: every section comes alive`, async (/** @type {Lab} */ lab) => {
    await lab.openLesson(page);
    assert.ok(await wakeAll(lab) > 5);
  }])),

  async 'the hero follows the keyboard and the mouse'(lab) {
    const { openLesson, evaluate, press, drag } = lab;
    await openLesson('index.html');
    await wake(lab, 'hero');
    await assertHero(lab, { query: [0.5, 1.5], score: 'dot' });
    // The question has the last handle.
    await evaluate(focus, '#hero-plane g:last-of-type > .hero-handle:last-child');
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await press(key);
    await assertHero(lab, { query: [0.7, 1.4], score: 'dot' });
    await drag(await evaluate(heroPoint, [0.7, 1.4]), await evaluate(heroPoint, [2.2, 0.6]));
    const query = (await evaluate(heroOf)).query.map((value) => Math.round(value * 100) / 100);
    assert.ok(Math.hypot(query[0] - 2.2, query[1] - 0.6) < 0.03, `${query}`);
    await assertHero(lab, { query, score: 'dot' });
    await evaluate(focus, '#hero input:checked');
    await press('ArrowRight');
    await assertHero(lab, { query, score: 'cosine' });
  },

  async 'the temperature of softmax changes its numbers'(lab) {
    const { openLesson, evaluate, press } = lab;
    await openLesson('index.html');
    await wake(lab, 'softmax');
    const scores = [3.25, 5.25, 2.5];
    await assertSoftmax(lab, { scores, temperature: 1 });
    await evaluate(focus, '#softmax-temperature');
    await press('ArrowRight');
    await assertSoftmax(lab, { scores, temperature: 1.5 });
    await press('Home');
    await assertSoftmax(lab, { scores, temperature: 0.1 });
    await evaluate(focus, '#softmax-score-2');
    await press('ArrowRight');
    await assertSoftmax(lab, { scores: [3.25, 5.25, 2.75], temperature: 0.1 });
  },

  async 'a link opens the lesson as it was left'(lab) {
    const { openLesson, evaluate, press, until } = lab;
    await openLesson('zh.html#hero=euclidean;ask:2.5,0.5&softmax=s:-8,0.5,8;t:0.3');
    await wake(lab, 'hero');
    await assertHero(lab, { query: [2.5, 0.5], score: 'euclidean' });
    await wake(lab, 'softmax');
    await assertSoftmax(lab, { scores: [-8, 0.5, 8], temperature: 0.3 });
    await evaluate(focus, '#softmax-temperature');
    await press('ArrowRight');
    await until('the link follows', async () => /softmax=s:-8,0\.5,8;t:0\.5/.test(await evaluate(hashOf)));
    const hash = await evaluate(hashOf);
    await openLesson(`index.html${hash}`);
    await wake(lab, 'softmax');
    await assertSoftmax(lab, { scores: [-8, 0.5, 8], temperature: 0.5 });
    await wake(lab, 'hero');
    await assertHero(lab, { query: [2.5, 0.5], score: 'euclidean' });
  },

  ...Object.fromEntries(pages.map((page) => [`${page}: 360 pixels are wide enough`, async (/** @type {Lab} */ lab) => {
    await lab.openLesson(`narrow.html#${page}`);
    await wakeAll(lab);
    assert.deepEqual(await lab.evaluate(widthsOf), { inner: 360, sideways: 0 });
  }])),
};
