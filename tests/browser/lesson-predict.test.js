// Predict first, then reveal: a question on a page of its own, built from the project's sources.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serveFolder } from '../../web/build/static-server.js';
import { projectFolder } from '../../web/build/command.js';
import { predictMarkup } from '../../web/site/lesson/predict/predict-markup.js';
import { useBrowser } from './browser.js';
import { assertAccessible, sideways } from './lesson-page.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { Site } from '../../web/build/static-server.js'
 */

const lab = useBrowser();
/** @type {Site} */
let sources;
before(async () => {
  sources = await serveFolder(projectFolder, { port: 0 });
});
after(() => sources.close());

const script = (/** @type {string} */ language) => `
import { Link } from '/web/site/lesson/link.js';
import { startPredict } from '/web/site/lesson/predict/predict.js';
document.documentElement.toggleAttribute('data-script', true);
if (location.hash.includes('answers=hidden')) document.documentElement.dataset.answers = 'hidden';
const link = new Link();
window.link = link;
window.told = [];
const lesson = { language: '${language}', link, get answersHidden() { return link.modes.answersHidden; } };
startPredict(document.querySelector('section'), lesson, 'softmax.predict', (revealed) => window.told.push(revealed));
document.documentElement.dataset.ready = '';
`;

/** @param {'en' | 'zh'} language @param {string} [hash] @param {boolean} [withScript] */
async function open(language, hash = '', withScript = true) {
  const question = predictMarkup({
    language, id: 'softmax.predict', question: '2 + 2 < 5?', answer: 1,
    choices: [{ text: 'a', because: 'because-a' }, { text: 'b', because: 'because-b' }, 'c'], insight: 'the-insight',
  });
  const { page, complaints } = await lab.open({
    address: `${sources.url}predict.html${hash}`,
    width: 320,
    prepare: async (context) => {
      await context.route('**/predict.html', (route) => route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>predict</title>
<link rel="icon" href="/web/site/favicon.svg"><link rel="stylesheet" href="/web/site/lesson/lesson.css">${withScript ? '<script type="module" src="/predict.js"></script>' : ''}
<body><main><h1>h</h1><section id="softmax">${question}</section></main></body></html>`,
      }));
      await context.route('**/predict.js', (route) => (new URL(route.request().url()).pathname === '/predict.js'
        ? route.fulfill({ contentType: 'text/javascript', body: script(language) }) : route.continue()));
    },
  });
  if (withScript) await page.locator('html[data-ready]').waitFor();
  return { page, complaints };
}

/** @param {Page} page */
const seen = async (page) => (await page.locator('section').innerText()).replace(/\s+/g, ' ');

/** @param {Page} page @returns {Promise<boolean[]>} */
const told = (page) => page.evaluate(() => /** @type {any} */ (window).told);

test('without scripts the insight is there, and no button', async () => {
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const { page } = await open(language, '', false);
    const text = await seen(page);
    assert.match(text, /2 \+ 2 < 5\?.*a b c.*the-insight/);
    assert.doesNotMatch(text, /because/);
    assert.equal(await page.getByRole('button').count(), 0);
  }
});

for (const [language, check, right, notYet, choose] of /** @type {const} */ ([
  ['en', 'Check', 'Right.', 'Not yet.', 'Choose one first'], ['zh', '看结果', '猜对了', '还差一点', '先选一个'],
])) {
  test(`${language}: nothing is revealed before a prediction; then the verdict, its reason and the insight`, async () => {
    const { page, complaints } = await open(language);
    assert.doesNotMatch(await seen(page), /insight|because/);
    await page.getByRole('button', { name: check }).click();
    assert.ok((await seen(page)).includes(choose));
    assert.deepEqual(await told(page), []);

    await page.getByLabel('a', { exact: true }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: check }).press('Enter');
    assert.ok((await seen(page)).includes(`${notYet}`));
    assert.match(await seen(page), /because-a the-insight/);
    assert.equal(new URL(page.url()).hash, '#softmax.predict=1');
    assert.deepEqual(await told(page), [true]);
    await page.getByText('b', { exact: true }).click();
    await page.getByRole('button', { name: check }).click();
    assert.ok((await seen(page)).includes(right));
    assert.match(await seen(page), /because-b the-insight/);
    assert.doesNotMatch(await seen(page), /because-a/);
    assert.equal(await page.getByRole('status').count(), 1);
    await assertAccessible(page, 'main', language);
    assert.equal(await sideways(page), 0);

    await page.reload();
    await page.locator('html[data-ready]').waitFor();
    assert.match(await seen(page), /because-b the-insight/);
    assert.deepEqual(await told(page), [true]);
    await page.evaluate(() => /** @type {any} */ (window).link.reset('softmax'));
    assert.doesNotMatch(await seen(page), /insight|because/);
    assert.equal(await page.locator(':checked').count(), 0);
    assert.deepEqual(await told(page), [true, false]);
    await page.evaluate(() => /** @type {any} */ (window).link.undo());
    assert.match(await seen(page), /because-b the-insight/);
    assert.deepEqual(complaints, []);
  });
}

test('a link with hidden answers takes the prediction and gives nothing away; the teacher can reveal it', async () => {
  const { page } = await open('en', '#answers=hidden');
  await page.getByText('b', { exact: true }).click();
  await page.getByRole('button', { name: 'Check' }).click();
  assert.match(await seen(page), /Noted/);
  assert.doesNotMatch(await seen(page), /insight|because|Right/);
  assert.equal(await page.locator('[data-mark=right], [data-mark=wrong]').count(), 0);
  assert.deepEqual(await told(page), []);
  assert.equal(new URL(page.url()).hash, '#answers=hidden&softmax.predict=2');
  await page.evaluate(() => /** @type {any} */ (window).link.show({ answersHidden: false }));
  assert.match(await seen(page), /Right\. because-b the-insight/);
  assert.deepEqual(await told(page), [true]);
});

test('on paper every insight is there, unless the link hides the answers', async () => {
  for (const [hash, isThere] of /** @type {const} */ ([['', true], ['#answers=hidden', false]])) {
    const { page } = await open('en', hash);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.predict-insight').isVisible(), isThere);
    assert.equal(await page.getByRole('button').count(), 0);
  }
});

test('a choice that the question does not have counts as none', async () => {
  for (const hash of ['#softmax.predict=4', '#softmax.predict=b', '#softmax.predict=1%']) {
    const { page } = await open('en', hash);
    assert.doesNotMatch(await seen(page), /insight|because/);
    await page.getByText('a', { exact: true }).click();
    await page.getByRole('button', { name: 'Check' }).click();
    assert.match(await seen(page), /because-a/);
  }
});

/** What would answer a question, by its section: wherever it stands around the question. @type {Record<string, RegExp>} */
const answers = {
  compare: /angle|夹角/, cost: /× 4|T²·D|n²/, heads: /looks most at “thirsty”|看得最多的是“渴”/, normalizers: /1\.9235|1\.040|distribution|分布/, rows: /QKᵀ/, scale: /62\.658|\bVar\b/,
  sound: /strongest repeat is \d|最强的重复相隔 \d/,
};

/** All visible text of a section, with its figures, but without its question. @param {Page} page @param {string} id */
const around = (page, id) => page.locator(`#${id}`).evaluate((section) => {
  /** @type {string[]} */
  const texts = [];
  /** @param {Node} node */
  const collect = (node) => {
    if (node instanceof Text) texts.push(node.data);
    if (node instanceof Element && (node.matches('.predict, script, style, noscript') || !node.checkVisibility())) return;
    for (const child of (node instanceof Element && node.shadowRoot ? node.shadowRoot : node).childNodes) collect(child);
  };
  collect(section);
  return texts.join(' ').replace(/\s+/g, ' ');
});

/** @param {string} rest of the address */
async function openLesson(rest) {
  const { page, complaints } = await lab.open({ address: lab.url + rest });
  const ids = await page.locator('section:has(.predict)').evaluateAll((sections) => sections.map(({ id }) => id));
  assert.ok(ids.length >= 12, ids.join());
  const near = async (/** @type {string} */ id) => {
    await page.locator(`#${id}`).scrollIntoViewIfNeeded();
    await page.locator(`#${id}[data-started]`).waitFor({ state: 'attached' });
  };
  const check = async (/** @type {string} */ id) => {
    await page.locator(`#${id} .predict-choice input`).first().check();
    await page.locator(`#${id} .predict-check`).click();
  };
  const inSight = (/** @type {string} */ id) => page.locator(`#${id}`).locator('[data-after]').evaluateAll((nodes) => nodes.filter((node) => node.checkVisibility() && !node.closest('[hidden]')).length);
  return { page, complaints, ids, near, check, inSight };
}

test('in every section, whatever gives the answer away waits for the prediction', async () => {
  const { page, complaints, ids, near, check, inSight } = await openLesson('index.html');
  for (const id of ids) {
    await near(id);
    assert.equal(await inSight(id), 0, id);
    if (answers[id]) assert.doesNotMatch(await around(page, id), answers[id], id);
    const insight = (await page.locator(`#${id} .predict-insight`).textContent()) ?? '';
    assert.ok(!(await around(page, id)).includes(insight.trim()), id);
    await check(id);
    await page.locator(`#${id} .predict-insight`).waitFor();
    if (!answers[id]) continue;
    assert.ok(await inSight(id) > 0, id);
    assert.match(await around(page, id), answers[id], id);
  }
  for (const place of ['#rows-figure', '#heads-figure', '#normalizers-figure', '#sound-canvas']) assert.ok(await page.locator(place).isVisible(), place);
  assert.deepEqual(complaints, []);
});

test('a link with hidden answers gives none away, on the screen and on paper: questions, exercise, slip, errata', async () => {
  const { page, complaints, ids, near, check, inSight } = await openLesson('zh.html#answers=hidden');
  for (const id of ids) {
    await near(id);
    await check(id);
    await page.locator(`#${id} [data-predicted]`).waitFor();
  }
  const given = { ...answers, exercise: /5\/8 ×|8 份|1\/8 × 4/, mistakes: /0\.9798/, errata: /0\.14 \+ 0\.10 \+ 0\.18|0\.562/ };
  for (const id of ['exercise', 'mistakes', 'errata']) await near(id);
  for (const media of /** @type {const} */ (['screen', 'print'])) {
    await page.emulateMedia({ media });
    for (const [id, answer] of Object.entries(given)) {
      // The slip of paper has the article's numbers and is always visible.
      assert.doesNotMatch(await around(page, id), answer, `${id}, ${media}`);
      assert.equal(await inSight(id), 0, `${id}, ${media}`);
    }
    assert.equal(await page.locator('.exercise-step details, .exercise-solution').filter({ visible: true }).count(), 0, media);
  }
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => (location.hash = '#exercise&cost.predict=1'));
  await page.locator('.exercise-solution').waitFor();
  assert.match(await around(page, 'mistakes'), given.mistakes);
  assert.match(await around(page, 'errata'), given.errata);
  assert.match(await around(page, 'cost'), answers.cost);
  assert.deepEqual(complaints, []);
});

test('without scripts nothing waits', async () => {
  const { page } = await lab.open({ address: `${lab.url}index.html`, context: { javaScriptEnabled: false } });
  for (const [id, answer] of Object.entries(answers)) if (!['normalizers', 'heads', 'sound'].includes(id)) assert.match(await around(page, id), answer, id);
  assert.ok(await page.locator('#normalizers').getByText('1.9235').first().isVisible());
  assert.ok(await page.locator('#heads .written-weights').nth(1).isVisible());
  assert.ok(await page.locator('.sound-written').isVisible());
});
