// The section on language: answers, derivations and bad input. (The file lesson-language.test.js is about the page's languages.)

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { live as en } from '../../web/locales/lesson/language-en.js';
import { live as zh } from '../../web/locales/lesson/language-zh.js';
import { passageDimensions, readPassage, textVector, wordsOf } from '../../web/site/lesson/language/passage.js';
import { assertPrinted, until, useBrowser } from './browser.js';
import { attendRow } from './float64.js';
import { assertAccessible, sideways } from './lesson-page.js';

/** @import { Page } from 'playwright-core' */
/** @import { OpenOptions } from './browser.js' */

const lab = useBrowser();

/** @param {OpenOptions & { language?: 'en' | 'zh', hash?: string }} [options] */
async function open({ language = 'en', hash = '', ...options } = {}) {
  const { page, complaints } = await lab.open({ address: `${lab.url}${language === 'en' ? 'index' : 'zh'}.html${hash}`, ...options });
  await page.locator('#language').scrollIntoViewIfNeeded();
  await page.locator('#language[data-started]').waitFor({ state: 'attached' });
  return { page, complaints };
}

/** The weights of a question in float64. @param {string} text @param {string} question */
function truthOf(text, question) {
  const { sentences, vectors, frequencies } = readPassage(text);
  const query = Array.from(textVector(wordsOf(question), frequencies, sentences.length));
  const keys = sentences.map((_, row) => Array.from(vectors.subarray(row * passageDimensions, (row + 1) * passageDimensions)));
  return { sentences, keys, row: attendRow({ query, keys, score: 'scaled-dot', normalizer: 'softmax' }) };
}

/** @param {Page} page @param {string} selector */
const textsOf = (page, selector) => page.locator(`#language ${selector}`).allTextContents();

/**
 * Compares every printed number of the list and of the derivation with float64.
 * @param {Page} page
 * @param {string} text
 * @param {string} question
 * @returns {Promise<number>} the most attended sentence, from 1
 */
async function assertAnswer(page, text, question) {
  const { sentences, row } = truthOf(text, question);
  assert.deepEqual(await textsOf(page, '.language-text'), sentences);
  (await textsOf(page, '.language-weight')).forEach((weight, index) => assertPrinted(weight, row.weights[index], `${question}: ${index}`));
  const most = row.weights.indexOf(Math.max(...row.weights));
  const chosen = Number(await page.locator('#language input[type=radio]:checked').inputValue()) - 1;
  const products = await textsOf(page, '.language-meetings td:last-child');
  assertPrinted(products[products.length - 1], row.scores[chosen], 'score');
  const sum = products.slice(0, -1).reduce((total, product) => total + Number(product.replace('−', '-').replace(/^<.*/, '0')), 0);
  assert.ok(Math.abs(sum - row.scores[chosen]) < 0.01, `${sum}, ${row.scores[chosen]}`);
  const lines = page.locator('#language .language-equation');
  const truths = [
    [row.scores[chosen], 16, row.scaled[chosen]], [row.scaled[chosen], row.largest, row.numerators[chosen]],
    [row.numerators[chosen], row.numeratorSum, row.weights[chosen]],
  ];
  for (const [index, numbers] of truths.entries()) {
    const printed = (await lines.nth(index).locator('mn').allTextContents());
    assert.equal(printed.length, 3, printed.join());
    numbers.forEach((number, at) => assertPrinted(printed[at], number, `${question}: line ${index}, ${at}`));
  }
  return most + 1;
}

for (const language of /** @type {const} */ (['en', 'zh'])) {
  test(`each passage answers its questions, every digit float64's: ${language}`, async () => {
    const { page, complaints } = await open({ language });
    const answers = language === 'en' ? [[7, 9, 8], [2, 3, 6]] : [[6, 5, 8], [2, 3, 8]];
    const { passages } = language === 'en' ? en : zh;
    for (const [at, { name, text, questions }] of passages.entries()) {
      await page.getByRole('button', { name, exact: true }).click();
      for (const [index, sentence] of answers[at].entries()) {
        await page.locator('#language-try button').nth(index).click();
        assert.equal(await page.locator('#language-question').inputValue(), questions[index]);
        assert.equal(await assertAnswer(page, text, questions[index]), sentence, questions[index]);
        assert.match((await textsOf(page, '#language-answer'))[0], new RegExp(`\\D${sentence}\\D`));
        assert.equal(await page.locator('#language li:has(mark) input').first().inputValue(), String(sentence));
      }
    }
    assert.deepEqual(complaints, []);
  });

  test(`axe-core finds nothing, and nothing is wider than a small screen: ${language}`, async () => {
    const { page, complaints } = await open({ language, width: 320, dark: language === 'zh' });
    await page.locator('#language attention-figure').scrollIntoViewIfNeeded();
    assert.ok(await sideways(page) <= 0);
    await assertAccessible(page, '#language', language);
    assert.deepEqual(complaints, []);
  });
}

test('the page says the answer before any script runs', async () => {
  const { page } = await lab.open({ address: `${lab.url}index.html`, context: { javaScriptEnabled: false } });
  const { row } = truthOf(en.passages[0].text, en.passages[0].questions[0]);
  (await textsOf(page, '.language-weight')).forEach((weight, index) => assertPrinted(weight, row.weights[index], String(index)));
  assert.match((await textsOf(page, '#language-answer'))[0], /sentence 7/);
  assert.equal(await page.locator('#language-passage').isVisible(), false);
});

test('sentences are chosen by keys, and any one is derived', async () => {
  const { page } = await open();
  await page.locator('#language input[value="7"]').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  assert.match((await textsOf(page, '.language-derivation h3'))[0], /^How sentence 1 gets/);
  await assertAnswer(page, en.passages[0].text, en.passages[0].questions[0]);
});

test('in self-attention a sentence ignores itself, unless it may', async () => {
  const { page } = await open();
  const { keys } = truthOf(en.passages[0].text, '');
  const own = (/** @type {number[]} */ query, /** @type {number} */ at) => attendRow({ query, keys, score: 'scaled-dot', normalizer: 'softmax' }).weights[at];
  const average = keys.reduce((sum, query, at) => sum + own(query, at), 0) / keys.length;
  const said = async () => (await textsOf(page, '#language-itself'))[0];
  assertPrinted((/spends (\S+) of/.exec(await said()) ?? [])[1], average, 'on itself');
  assert.match(await said(), /exactly 0/);
  assert.match((await textsOf(page, '.language-self .note'))[0], /Without learned projections/);
  const figure = page.locator('#language attention-figure');
  await figure.scrollIntoViewIfNeeded();
  const cells = figure.locator('[part=table] tbody tr');
  await until(async () => (await cells.count()) === 10, 'the map has a row for the question and for each sentence');
  const diagonal = () => cells.evaluateAll((rows) => rows.slice(1).map((row, index) => row.querySelectorAll('td')[index].textContent ?? ''));
  assert.ok((await diagonal()).every((cell) => /masked/.test(cell)), (await diagonal()).join());
  await page.getByLabel('Ignore itself').uncheck();
  await until(async () => (await diagonal()).every((cell) => !/masked/.test(cell)), 'nothing is masked');
  (await diagonal()).forEach((cell, index) => assertPrinted(cell, own(keys[index], index), `diagonal ${index}`));
  assert.match(await said(), /Now it may/);
  assert.match(page.url(), /#language=i$/);
});

test('a passage of the reader: emoji, right to left, mixed scripts, one sentence, one word, none', async () => {
  const { page, complaints } = await open();
  const box = page.locator('#language-passage');
  const notice = page.locator('#language-notice');
  const mixed = 'القطة تشرب الحليب. The cat 🐱 drinks milk. 猫喝牛奶。🎉🎉 🥛! שלום עולם.';
  await box.fill(mixed);
  await page.locator('#language-question').fill('ماذا تشرب القطة؟');
  assert.equal(await assertAnswer(page, mixed, 'ماذا تشرب القطة؟'), 1);
  assert.equal(await page.locator('#language .language-text').first().evaluate((node) => getComputedStyle(node).direction), 'rtl');
  await page.locator('#language-question').fill('🥛');
  assert.equal(await assertAnswer(page, mixed, '🥛'), 4);
  await page.locator('#language-said').filter({ hasText: 'attends most to sentence 4' }).waitFor({ state: 'attached' });
  await page.locator('#language-question').fill('xyz');
  assert.match((await textsOf(page, '#language-answer'))[0], /No run of letters .* 0\.200/);
  await page.locator('#language-question').fill('');
  assert.match(await notice.innerText(), /There is no question/);
  assert.equal((await textsOf(page, '.language-text')).length, 5, 'what was there stays');
  for (const nothing of ['', ' \n ', '...']) {
    await box.fill(nothing);
    assert.match(await notice.innerText(), /There is no passage/);
    assert.equal((await textsOf(page, '.language-text')).length, 5, 'what was there stays');
  }
  await page.locator('#language-question').fill('word');
  await box.fill('word');
  assert.deepEqual(await textsOf(page, '.language-weight'), ['1.000']);
  assert.match((await textsOf(page, '#language-answer'))[0], /one sentence only/);
  assert.match((await textsOf(page, '#language-itself'))[0], /all its weights are 0/);
  assert.equal(await notice.innerText(), '');
  assert.deepEqual(complaints, []);
});

/** @param {number} count */
const manyWords = (count) => Array.from({ length: count / 10 }, (_, index) => `Number ${index} of many has ten words and one stop.`).join(' ');

test('ten thousand words are read in a worker', async () => {
  const { page, complaints } = await open();
  const text = manyWords(10_000);
  await page.locator('#language-question').fill('Which one is number 777?');
  await page.locator('#language-passage').fill(text);
  await page.locator('#language-counted').filter({ hasText: '1000 sentences, 10000 words' }).waitFor();
  assert.equal(await page.locator('#language-reading').isVisible(), false);
  assert.match((await textsOf(page, '#language-answer'))[0], /sentence 778/);
  const weights = await textsOf(page, '.language-weight');
  const { row } = truthOf(text, 'Which one is number 777?');
  for (const index of [0, 76, 776, 777, 999]) assertPrinted(weights[index], row.weights[index], `sentence ${index + 1}`);
  assert.ok(await page.locator('#language li:has(mark)').first().evaluate((node) => {
    const [line, box] = [node, /** @type {Element} */ (node.closest('.language-scroll'))].map((each) => each.getBoundingClientRect());
    return line.top >= box.top && line.bottom <= box.bottom;
  }), 'the answer is in sight in its box');
  assert.match((await textsOf(page, '#language-itself'))[0], /up to 24/);
  assert.match(await page.locator('#language-notice').innerText(), /too long for the link/);
  await page.locator('#language-passage').fill(manyWords(30_000));
  await page.locator('#language-notice').filter({ hasText: 'first 2000 sentences are read' }).waitFor();
  assert.deepEqual(complaints, []);
});

test('when reading is cancelled, the old passage stays', async () => {
  const { page } = await open({
    prepare: (context) => context.route('**/lesson-language-worker.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 2500));
      await route.continue().catch(() => {});
    }),
  });
  const before = await textsOf(page, '.language-weight');
  await page.locator('#language-passage').fill(manyWords(10_000));
  await page.getByRole('progressbar', { name: 'Reading the passage' }).waitFor();
  assert.match(await page.locator('#language-notice').innerText(), /being read/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  assert.match(await page.locator('#language-notice').innerText(), /Cancelled/);
  assert.equal(await page.locator('#language-reading').isVisible(), false);
  assert.deepEqual(await textsOf(page, '.language-weight'), before);
});

test('the link keeps passage, question, sentence and mask; undo and reset; a broken one says so', async () => {
  const { page } = await open();
  await page.locator('#language-passage').fill('The tap drips; the roof leaks. Half (50 %) of it is rain!');
  await page.locator('#language-question').fill('What leaks; why?');
  await page.locator('#language input[value="2"]').check({ force: true });
  await page.getByLabel('Ignore itself').uncheck();
  await until(() => page.evaluate(() => location.hash.endsWith(';i') || /;i;/.test(location.hash)), 'the link keeps all of it');
  await page.reload();
  await page.locator('#language[data-started]').waitFor({ state: 'attached' });
  const shown = async () => [
    await page.locator('#language-passage').inputValue(), await page.locator('#language-question').inputValue(),
    await page.locator('#language input[type=radio]:checked').inputValue(), await page.getByLabel('Ignore itself').isChecked(),
  ];
  assert.deepEqual(await shown(), ['The tap drips; the roof leaks. Half (50 %) of it is rain!', 'What leaks; why?', '2', false]);
  await page.locator('#language-ready button').nth(1).click();
  await until(async () => (await shown())[1] === en.passages[1].questions[0], 'the bakery');
  await page.locator('#bar-undo').click();
  assert.equal((await shown())[1], 'What leaks; why?');
  const had = await shown();
  await page.evaluate(() => (location.hash = '#language=p:9'));
  await page.locator('#language .broken-link').filter({ hasText: 'What you had stays.' }).waitFor();
  assert.deepEqual(await shown(), had);
  assert.equal(had[0], 'The tap drips; the roof leaks. Half (50 %) of it is rain!');
  const { page: other } = await open({ hash: '#language=p:9' });
  await other.locator('#language .broken-link').filter({ hasText: 'Here is the original instead.' }).waitFor();
  const original = await other.evaluate(() => ['passage', 'question'].map((part) => /** @type {HTMLInputElement} */ (document.querySelector(`#language-${part}`)).value));
  assert.deepEqual(original, [en.passages[0].text, en.passages[0].questions[0]]);
});
