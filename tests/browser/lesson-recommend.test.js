// The section on recommendation: every number of the ranking and of its reasons, in a real browser.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { films, filmOf } from '../../web/site/lesson/recommend/films.js';
import { assertPrinted, until, useBrowser } from './browser.js';
import { assertAccessible, sideways } from './lesson-page.js';

/** @import { Page } from 'playwright-core' */
/** @import { Film } from '../../web/site/lesson/recommend/films.js' */
/** @import { OpenOptions } from './browser.js' */

const lab = useBrowser();

/** @type {[string, number][]} */
const authors = [['walle', 5], ['matrix', 5], ['spirited', 4], ['casablanca', 2]];

/** @param {OpenOptions & { language?: 'en' | 'zh', hash?: string }} [options] */
async function open({ language = 'en', hash = '', ...options } = {}) {
  const { page, complaints } = await lab.open({ address: `${lab.url}${language === 'en' ? 'index' : 'zh'}.html${hash}`, ...options });
  await page.locator('#recommend').scrollIntoViewIfNeeded();
  await page.locator('#recommend[data-started]').waitFor({ state: 'attached' });
  return { page, complaints };
}

/** @param {Film} film @param {Film} other */
function scoreOf(film, other) {
  const era = (/** @type {Film} */ { year }) => (year < 1980 ? 0 : year < 2000 ? 1 : 2);
  return 2 * film.genres.filter((genre) => other.genres.includes(genre)).length + Number(film.length === other.length) + Number(era(film) === era(other));
}

/** Weights and interests in float64. @param {Film} film @param {[string, number][]} history */
function truthOf(film, history) {
  const scores = history.map(([id]) => scoreOf(film, /** @type {Film} */ (filmOf(id))));
  const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
  const weights = { sigmoid: scores.map((score) => 1 / (1 + Math.exp(4 - score))), softmax: scores.map((score) => Math.exp(score) / total) };
  const interest = (/** @type {number[]} */ row) => row.reduce((sum, weight, at) => sum + weight * (history[at][1] - 3), 0);
  return { scores, weights, interests: { sigmoid: interest(weights.sigmoid), softmax: interest(weights.softmax) } };
}

/** @param {Page} page @param {string} selector */
const textsOf = (page, selector) => page.locator(`#recommend ${selector}`).allTextContents();

/**
 * Checks the ranking, its order and places, and the table of the chosen film.
 * @param {Page} page
 * @param {[string, number][]} history
 * @param {string} what
 */
async function assertRanking(page, history, what) {
  const ids = await page.locator('#recommend .recommend-candidate input').evaluateAll((inputs) => inputs.map((input) => /** @type {HTMLInputElement} */ (input).value));
  assert.deepEqual([...ids].sort(), films.map(({ id }) => id).filter((id) => !history.some(([seen]) => seen === id)).sort(), what);
  const truths = ids.map((id) => truthOf(/** @type {Film} */ (filmOf(id)), history));
  for (const kind of /** @type {const} */ (['sigmoid', 'softmax'])) {
    (await textsOf(page, `.is-${kind} .recommend-interest`)).forEach((printed, index) => assertPrinted(printed, truths[index].interests[kind], `${what}: ${ids[index]} ${kind}`));
  }
  truths.slice(1).forEach(({ interests }, index) => assert.ok(interests.sigmoid < truths[index].interests.sigmoid + 1e-4, `${what}: ${ids[index]}`));
  const places = await textsOf(page, '.is-softmax .recommend-kind-place');
  places.forEach((place, index) => {
    const better = truths.filter(({ interests }) => interests.softmax > truths[index].interests.softmax + 1e-4).length;
    assert.equal(Number((/\d+/.exec(place) ?? [])[0]), better + 1, `${what}: ${ids[index]}`);
  });
  const chosen = await page.locator('#recommend .recommend-candidate input:checked').inputValue();
  const { scores, weights, interests } = truths[ids.indexOf(chosen)];
  const rows = await page.locator('#recommend-table tbody tr').evaluateAll((all) => all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')));
  assert.equal(rows.length, history.length, what);
  rows.forEach(([score, rating, ...printed], index) => {
    const value = history[index][1] - 3;
    assert.deepEqual([Number(score), Number(rating.replace('−', '-'))], [scores[index], value], what);
    [weights.sigmoid[index], weights.sigmoid[index] * value, weights.softmax[index], weights.softmax[index] * value]
      .forEach((truth, at) => assertPrinted(printed[at], truth, `${what}: row ${index}, ${at}`));
  });
  const sums = (await textsOf(page, '#recommend-table tfoot td')).slice(2);
  [weights.sigmoid.reduce((sum, weight) => sum + weight, 0), interests.sigmoid, 1, interests.softmax]
    .forEach((truth, at) => assertPrinted(sums[at], truth, `${what}: sum ${at}`));
  return chosen;
}

for (const language of /** @type {const} */ (['en', 'zh'])) {
  test(`add, remove, rate: the ranking and its reasons follow, every digit float64's: ${language}`, async () => {
    const { page, complaints } = await open({ language });
    const title = (/** @type {string} */ id) => /** @type {Film} */ (filmOf(id)).title[language];
    assert.equal(await assertRanking(page, authors, 'at first'), 'earth');
    assert.match((await textsOf(page, '.recommend-reasons'))[0], new RegExp(`${title('matrix')} \\+1\\.462.*${title('walle')} \\+0\\.538`));

    await page.locator('#recommend [data-film=matrix] select').selectOption('1');
    await assertRanking(page, [['walle', 5], ['matrix', 1], ['spirited', 4], ['casablanca', 2]], 'rated');
    const blade = page.locator('#recommend .recommend-candidate:has([value=blade]) .recommend-reasons');
    assert.match(await blade.innerText(), new RegExp(`${title('matrix')} −1\\.000`));

    await page.locator('#recommend [data-film=matrix] button').click();
    await assertRanking(page, [['walle', 5], ['spirited', 4], ['casablanca', 2]], 'removed');
    assert.equal(await page.evaluate(() => document.activeElement?.closest('li')?.dataset.film), 'spirited', 'the keyboard keeps its place');

    await page.locator('#recommend-new').selectOption('psycho');
    await page.locator('#recommend-add button').click();
    await assertRanking(page, [['walle', 5], ['spirited', 4], ['casablanca', 2], ['psycho', 4]], 'added');
    await page.locator('#recommend .recommend-candidate input:checked').focus();
    await page.keyboard.press('ArrowDown');
    const chosen = await assertRanking(page, [['walle', 5], ['spirited', 4], ['casablanca', 2], ['psycho', 4]], 'chosen by a key');
    assert.ok((await textsOf(page, '.recommend-detail h3'))[0].includes(title(chosen)));
    assert.deepEqual(complaints, []);
  });

  test(`axe-core finds nothing, and nothing is wider than a small screen: ${language}`, async () => {
    const { page, complaints } = await open({ language, width: 320, dark: language === 'zh' });
    await page.locator('#recommend attention-figure').scrollIntoViewIfNeeded();
    assert.ok(await sideways(page) <= 0);
    await assertAccessible(page, '#recommend', language);
    assert.deepEqual(complaints, []);
  });
}

test('everything twice: the interest doubles under sigmoid, and stays the same under softmax', async () => {
  const { page } = await open();
  const interests = async (/** @type {string} */ kind) => (await textsOf(page, `.is-${kind} .recommend-interest`)).map((text) => Number(text.replace('−', '-')));
  const [sigmoid, softmax] = [await interests('sigmoid'), await interests('softmax')];
  await page.getByLabel('Everything twice').check();
  await assertRanking(page, [...authors, ...authors], 'twice');
  (await interests('sigmoid')).forEach((interest, index) => assert.ok(Math.abs(interest - 2 * sigmoid[index]) < 0.002));
  assert.deepEqual(await interests('softmax'), softmax);
  assert.match((await textsOf(page, '#recommend-detail > p'))[1], /doubled/);
});

test('the figure has the same weights by both normalisers', async () => {
  const { page } = await open();
  const figure = page.locator('#recommend attention-figure');
  await figure.scrollIntoViewIfNeeded();
  const cells = figure.locator('[part=table] tbody td:last-child');
  await until(async () => (await cells.count()) >= 8, 'the table of the figure');
  const { weights } = truthOf(/** @type {Film} */ (filmOf('earth')), authors);
  const printed = await cells.allTextContents();
  [...weights.sigmoid, ...weights.softmax].forEach((weight, index) => assertPrinted(printed[index], weight, `cell ${index}`));
});

test('a prediction, then the reason', async () => {
  const { page } = await open();
  const box = page.locator('#recommend-predict');
  assert.equal(await box.locator('.predict-insight').isVisible(), false);
  await box.locator('input').nth(0).check();
  await box.locator('.predict-check').click();
  assert.match(await box.locator('.predict-because:visible').innerText(), /shares of one whole/);
  assert.match(await box.locator('.predict-insight').innerText(), /a mean forgets/);
});

test('an empty history and a full one get a message', async () => {
  const { page, complaints } = await open();
  for (const [id] of authors) await page.locator(`#recommend [data-film=${id}] button`).click();
  assert.match((await textsOf(page, '#recommend-says'))[0], /history is empty/);
  assert.equal(await page.locator('#recommend-list').isVisible(), false);
  assert.equal(await page.locator('.recommend-detail').isVisible(), false);
  for (let left = films.length; left > 0; left--) await page.locator('#recommend-add button').click();
  assert.match((await textsOf(page, '#recommend-says'))[0], /seen them all/);
  await page.locator('#recommend-add button').click();
  await page.locator('#recommend [data-film=psycho] button').click();
  await assertRanking(page, films.filter(({ id }) => id !== 'psycho').map(({ id }) => [id, 4]), 'all but one');
  assert.deepEqual(complaints, []);
});

test('the link keeps history, ratings, choice; undo, reset and a broken link', async () => {
  const { page } = await open({ hash: '#recommend=h:psycho2.walle5;c:toys;x' });
  /** @type {[string, number][]} */
  const history = [['psycho', 2], ['walle', 5]];
  assert.equal(await assertRanking(page, [...history, ...history], 'from the link'), 'toys');
  await page.locator('#recommend [data-film=psycho] select').selectOption('5');
  await until(() => page.evaluate(() => location.hash.includes('psycho5')), 'kept');
  await page.locator('#bar-undo').click();
  await assertRanking(page, [...history, ...history], 'undone');
  await page.evaluate(() => (location.hash = '#recommend=h:psycho9'));
  await page.locator('#recommend .broken-link').waitFor();
  await assertRanking(page, [...history, ...history], 'a broken link leaves what was there');
});

test('the ranking is on the page before any script runs', async () => {
  const { page } = await lab.open({ address: `${lab.url}zh.html`, context: { javaScriptEnabled: false } });
  await assertRanking(page, authors, 'written');
});
