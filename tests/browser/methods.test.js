// The controls for score functions, normalisers, temperature, scale and parameters.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './browser.js';
import { article, assertSteps, chooseMethod, field, stepLines } from './example-page.js';
import { attendRow } from './float64.js';
import { kScores as scores } from '../node/oracle-scores.js';

const lab = useBrowser();
const normalizers = ['article', 'article-code', 'sum', 'softmax', 'sparsemax', 'entmax15', 'hardmax', 'sigmoid'];
const withTemperature = ['softmax', 'sparsemax', 'entmax15', 'hardmax', 'sigmoid'];

/** The vectors have components of both signs, and none is its own mirror image. */
const mixed = {
  query: [0.8, -1.5, 0.25],
  keys: [
    [1.2, -0.4, 0.6],
    [-0.7, 0.8, 1.9],
    [0.1, -2.2, 0.3],
  ],
};

/**
 * @param {import('playwright-core').Page} page
 * @param {{ query: number[], keys: number[][] }} vectors
 */
async function typeVectors(page, { query, keys }) {
  for (const [c, value] of query.entries()) await field(page, `query, component ${c + 1}`).fill(String(value));
  for (const [j, word] of ['我', '喜欢', '学习'].entries()) {
    for (const [c, value] of keys[j].entries()) await field(page, `key ${word}, component ${c + 1}`).fill(String(value));
  }
  await page.keyboard.press('Enter');
}

test('all are offered', async () => {
  const page = await lab.openDrawn();
  const options = (/** @type {number} */ index) =>
    page.locator('#method select').nth(index).locator('option').evaluateAll((nodes) => nodes.map((node) => /** @type {HTMLOptionElement} */ (node).value));
  assert.deepEqual((await options(0)).sort(), [...scores].sort());
  assert.deepEqual((await options(1)).sort(), [...normalizers].sort());
});

for (const [name, vectors] of Object.entries({ 'the article’s vectors': article, 'vectors of mixed signs': mixed })) {
  test(`every score function with every normaliser prints float64’s numbers: ${name}`, async () => {
    const page = await lab.openDrawn();
    await typeVectors(page, vectors);
    for (const score of scores) {
      await chooseMethod(page, { score });
      for (const normalizer of score === 'linear' ? ['sum'] : normalizers) {
        if (score !== 'linear') await chooseMethod(page, { normalizer });
        const call = { ...vectors, score, normalizer };
        const { weights } = attendRow(call);
        const isDefined = weights.every(Number.isFinite);
        assert.equal(await page.locator('#stale').isVisible(), !isDefined, `${score}, ${normalizer}`);
        if (isDefined) await assertSteps(page, call);
        else assert.match(await page.locator('#method .field-message:visible').innerText(), /no answer/, `${score}, ${normalizer}`);
      }
    }
  });
}

test('each score function and normaliser is explained, with its formula', async () => {
  const page = await lab.openDrawn();
  const seen = new Set();
  for (const score of scores) {
    await chooseMethod(page, { score });
    seen.add(await page.locator('#method .method .note').first().innerText());
  }
  for (const text of seen) assert.match(text, /^s = .+\n.{20}/);
  assert.equal(seen.size, scores.length);
  await chooseMethod(page, { score: 'dot' });
  const notes = new Set();
  for (const normalizer of normalizers) {
    await chooseMethod(page, { normalizer });
    notes.add(await page.locator('#method .method .note').nth(1).innerText());
  }
  for (const text of notes) assert.match(text, /^w = .+\n.{20}/);
  assert.equal(notes.size, normalizers.length);
});

test('the parameters start as identities and ones, say so, and can be edited', async () => {
  const page = await lab.openDrawn();
  await chooseMethod(page, { score: 'general', normalizer: 'softmax' });
  assert.match(await page.locator('#method .note').first().innerText(), /identity/);
  assert.equal(await field(page, 'W, row 1, column 1').inputValue(), '1');
  assert.equal(await field(page, 'W, row 1, column 2').inputValue(), '0');
  await field(page, 'W, row 1, column 2').fill('2');
  await page.keyboard.press('Enter');
  const W = [[1, 2, 0], [0, 1, 0], [0, 0, 1]];
  await assertSteps(page, { ...article, score: 'general', normalizer: 'softmax', params: { W } });

  await chooseMethod(page, { score: 'additive' });
  await field(page, 'b, component 3').fill('-1');
  await field(page, 'v, component 2').fill('0.5');
  await field(page, 'U, row 3, column 1').fill('-2');
  await page.keyboard.press('Enter');
  const eye = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
  const additive = { U: [eye[0], eye[1], [-2, 0, 1]], W: eye, b: [0, 0, -1], v: [1, 0.5, 1] };
  await assertSteps(page, { ...article, score: 'additive', normalizer: 'softmax', params: additive });

  await chooseMethod(page, { score: 'concat' });
  await field(page, 'W, row 2, column 3').fill('3');
  await page.keyboard.press('Enter');
  const concat = { U: eye, W: [eye[0], [0, 1, 3], eye[2]], v: [1, 1, 1] };
  await assertSteps(page, { ...article, score: 'concat', normalizer: 'softmax', params: concat });

  await chooseMethod(page, { score: 'location' });
  await field(page, 'W, row 3, column 1').fill('-4');
  await page.keyboard.press('Enter');
  const location = { W: [eye[0], eye[1], [-4, 0, 1]] };
  await assertSteps(page, { ...article, score: 'location', normalizer: 'softmax', params: location });

  await chooseMethod(page, { score: 'general' });
  assert.equal(await field(page, 'W, row 1, column 2').inputValue(), '2', 'an edit is kept while another score function is looked at');
});

test('linear attention allows only the sum, says so, and later restores the reader’s normaliser', async () => {
  const page = await lab.openDrawn();
  await chooseMethod(page, { normalizer: 'softmax' });
  await chooseMethod(page, { score: 'linear' });
  const normalizer = page.locator('#method select').nth(1);
  assert.equal(await normalizer.inputValue(), 'sum');
  assert.equal(await normalizer.locator('option:not([disabled])').count(), 1);
  assert.match(await page.locator('#method .note').nth(1).innerText(), /takes no other normaliser/);
  await assertSteps(page, { ...article, score: 'linear', normalizer: 'sum' });
  await chooseMethod(page, { score: 'dot' });
  assert.equal(await normalizer.inputValue(), 'softmax');
  assert.equal(await normalizer.locator('option:not([disabled])').count(), normalizers.length);
});

test('temperature divides where it is allowed, and is out of reach with a reason where it is not', async () => {
  const page = await lab.openDrawn();
  const temperature = field(page, 'Temperature t');
  for (const normalizer of normalizers) {
    await chooseMethod(page, { normalizer });
    assert.equal(await temperature.isEnabled(), withTemperature.includes(normalizer), normalizer);
    const note = await page.locator('#method .method').nth(2).locator('.note').innerText();
    assert.equal(/Not with this normaliser/.test(note), !withTemperature.includes(normalizer), normalizer);
  }
  await chooseMethod(page, { normalizer: 'softmax' });
  await temperature.fill('0.25');
  await page.keyboard.press('Enter');
  for (const normalizer of withTemperature) {
    await chooseMethod(page, { normalizer });
    await assertSteps(page, { ...article, score: 'dot', normalizer, temperature: 0.25 });
  }
  // A temperature that the normaliser does not take stays in its field without having an effect.
  await chooseMethod(page, { normalizer: 'sum' });
  await assertSteps(page, { ...article, score: 'dot', normalizer: 'sum' });
  await chooseMethod(page, { normalizer: 'softmax' });
  assert.equal(await temperature.inputValue(), '0.25');
});

test('scale multiplies; left empty it is 1, or 1/√D for the scaled dot product', async () => {
  const page = await lab.openDrawn();
  const scale = field(page, 'Scale');
  assert.equal(await scale.getAttribute('placeholder'), '1');
  await scale.fill('-2.5');
  await page.keyboard.press('Enter');
  await chooseMethod(page, { normalizer: 'softmax' });
  await assertSteps(page, { ...article, score: 'dot', normalizer: 'softmax', scale: -2.5 });
  await scale.fill('');
  await page.keyboard.press('Enter');
  await chooseMethod(page, { score: 'scaled-dot' });
  assert.equal(await scale.getAttribute('placeholder'), '1/√3');
  await assertSteps(page, { ...article, score: 'scaled-dot', normalizer: 'softmax' });
  const lines = await stepLines(page, 'scores');
  assert.equal(lines[1].calculation, '0.320 × 1/√3');
  await scale.press('ArrowUp');
  assert.equal(await scale.inputValue(), '0.6773502692', 'steps from the default');
});
