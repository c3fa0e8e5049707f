// The sentences of figures, read from the page: masked keys, negative weights, rows without an answer, words that run
// from right to left, long derivations, and tables that are opened again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPrinted, useBrowser } from './browser.js';
import { usePosts } from './figure-post.js';
import { attendRow } from './float64.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js'
 */

const lab = useBrowser();

const posts = usePosts(lab);

/**
 * A page with one figure, drawn or refused.
 * @param {string} figure its tag
 * @param {string} [lang]
 * @returns {Promise<Page>}
 */
async function post(figure, lang = 'en') {
  const page = await posts.post(figure, { lang, complains: true });
  await settled(page);
  return page;
}

/** @param {Page} page */
const settled = (page) => page.evaluate(() => /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure')).ready.catch(() => {}));

/** @param {Page} page @param {string} part a class or an id in the shadow root @returns {Promise<string>} */
const said = async (page, part) => await page.locator(`attention-figure .${part}`).first().textContent() ?? '';

const queries = [[1, 0.5], [-0.3, 0.8], [0.4, -1]];
const vectors = `queries="${JSON.stringify(queries)}" keys="${JSON.stringify(queries)}" tokens='["a","b","c"]'`;

for (const [lang, pattern, masked] of /** @type {const} */ ([
  ['en', /^“b” attends most to “(.)”, with weight (\S+)\. Then “(.)” (\S+)\. Masked: “c”\. The weights sum to 1\.$/, 'masked'],
  ['zh-CN', /^“b”最关注“(.)”，权重 (\S+)。其次是“(.)” (\S+)。已屏蔽：“c”。权重之和为 1。$/, '已屏蔽'],
])) {
  test(`a masked key is named as masked in the picture’s description, as in the table: ${lang}`, async () => {
    const page = await post(`<attention-figure ${vectors} causal cell="1"></attention-figure>`, lang);
    const { weights } = attendRow({ query: queries[1], keys: queries, score: 'scaled-dot', normalizer: 'softmax', attended: [1, 1, 0] });
    const sentence = await said(page, 'sentence');
    const [, first, most, second, less] = pattern.exec(sentence) ?? assert.fail(sentence);
    const order = weights[0] > weights[1] ? ['a', 'b'] : ['b', 'a'];
    assert.deepEqual([first, second], order);
    assertPrinted(most, Math.max(weights[0], weights[1]), sentence);
    assertPrinted(less, Math.min(weights[0], weights[1]), sentence);
    assert.deepEqual(await page.locator('attention-figure tr.chosen td:last-child').allTextContents(), [masked]);
    assert.match(await page.locator('attention-figure .stage').getAttribute('aria-describedby') ?? '', /sentence/);
  });
}

test('a cell that is masked in all panels has no difference and no mean', async () => {
  for (const compare of ['compare="dot cosine"', 'queries="[[[1,0],[0,1]],[[1,1],[0,1]]]" keys="[[[1,0],[0,1]],[[1,1],[0,1]]]" compare="heads"']) {
    const page = await post(`<attention-figure tokens="a b" causal ${compare} cell="0,1"></attention-figure>`);
    assert.equal(await said(page, 'readout'), '“a” does not look at “b”: masked');
  }
});

test('an exported CSV comes back with its masked cells, and the same words', async () => {
  const page = await post(`<attention-figure ${vectors} causal cell="1"></attention-figure>`);
  const before = await said(page, 'sentence');
  await page.evaluate(async () => {
    const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
    const script = document.createElement('script');
    script.type = 'application/json';
    script.textContent = await (await figure.exportCSV()).text();
    const other = document.createElement('attention-figure');
    other.append(script);
    other.setAttribute('cell', '1');
    figure.replaceWith(other);
  });
  await settled(page);
  assert.equal(await said(page, 'sentence'), before);
  assert.equal(await page.locator('attention-figure td').filter({ hasText: 'masked' }).count(), 3);
  const hatched = await page.evaluate(async () => (await (await /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure')).exportSVG()).text()).includes('url(#attention-hatch-'));
  assert.ok(hatched);
});

test('with a negative weight, sentence and table give that as the reason, not the sum', async () => {
  const page = await post(`<attention-figure queries="[1]" keys="[3, -1]" score="dot" normalizer="sum" tokens='["a","b"]'></attention-figure>`);
  assert.equal(await said(page, 'sentence'), '“query” attends most to “a”, with weight 1.500. Then “b” −0.500. The weights sum to 1.0000 with a negative weight, so they are not a distribution.');
  assert.match(await page.locator('attention-figure .numbers .note').textContent() ?? '', /: The weights sum to 1\.0000 with a negative weight, so they are not a distribution\.$/);
});

test('a row without an answer is named, with its normaliser and panel; the last drawing is not described as missing', async () => {
  const lost = `queries="[[1, 0], [0, 1]]" keys="[[1, 1], [1, -1]]" tokens='["x","y"]' query-tokens='["I","you"]'`;
  const page = await post(`<attention-figure ${lost} compare="linear dot" normalizer="sum"></attention-figure>`);
  assert.match(await said(page, 'problem'), /^Dot product: The normaliser “Plain sum” has no answer for the scores of “you”: /);
  const stale = await post(`<attention-figure ${lost}></attention-figure>`, 'zh-CN');
  await stale.evaluate(() => { /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure')).normalizer = 'sum'; });
  await settled(stale);
  assert.match(await said(stale, 'stale'), /^这是上一张正确的图。归一化“直接求和”对“you”的得分没有结果/);
  await stale.evaluate(() => { document.documentElement.lang = 'en'; document.querySelector('attention-figure')?.setAttribute('tokens', '["x"'); });
  await settled(stale);
  assert.match(await said(stale, 'stale'), /^This is the last good drawing\. The input cannot be drawn\. tokens: expected JSON/);
});

test('a word with signs of direction turns nothing around it: readout, sentence, table, derivation, files', async () => {
  const page = await post(`<attention-figure tokens='["\\u202Eevil","\\u2067b","\\u2069c"]' cell="0 1"></attention-figure>`);
  await page.locator('attention-figure .stage').focus();
  await page.keyboard.press('Enter');
  await page.locator('attention-figure [aria-haspopup]').click();
  await page.locator('attention-figure [data-name=table]').click();
  // Text that is read from left to right must stand so: each letter outside the words is to the right of the one before.
  const turned = await page.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('attention-figure')?.shadowRoot);
    const range = document.createRange();
    /** @type {string[]} */
    const found = [];
    for (const place of root.querySelectorAll('.readout, .sentence, .panel h3, .derivation p, caption, .numbers .note')) {
      const text = /** @type {Text} */ (place.firstChild);
      let isInside = false;
      let last = { left: -1, top: -1 };
      let letters = 0;
      [...(text.textContent ?? '')].forEach((letter, at) => {
        if (letter === '\u2068') isInside = true;
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const { left, top, width } = range.getBoundingClientRect();
        if (!isInside && width > 0) {
          if (Math.abs(top - last.top) < 4 && left < last.left) found.push(`${place.className || place.tagName}: ${text.textContent}, at ${at}`);
          last = { left, top };
          letters += 1;
        }
        if (letter === '\u2069') isInside = false;
      });
      if (letters < 5) found.push(`${place.className}: ${letters} letters`);
    }
    return found;
  });
  assert.deepEqual(turned, []);
  assert.match(await said(page, 'readout'), /^“\u2068\u202Eevil\u2069” attends to “\u2068b\u2069”: [<\d.]+ · score/);
  const [svg, html] = await page.evaluate(async () => {
    const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
    return Promise.all([figure.exportSVG(), figure.exportHTML()].map(async (file) => (await file).text()));
  });
  // In the drawing each word is a text of its own, so its direction ends with it.
  const marked = [...svg.matchAll(/>([^<]*[\u202A-\u202E\u2066-\u2069][^<]*)</g)].map(([, text]) => text);
  assert.ok(marked.length > 0 && marked.every((text) => /^[\u202A-\u202E\u2066-\u2069](evil|b|c)$/.test(text) || text.includes('\u2068')), marked.join('|'));
  const outside = html.replace(/<svg[^]*<\/svg>/, '').replace(/<th [^>]*dir="auto"[^>]*>[^<]*<\/th>|<title>[^<]*<\/title>/g, '').replace(/\u2068[^\u2066-\u2069]*\u2069/g, '');
  assert.doesNotMatch(outside, /[\u202A-\u202E\u2066-\u2069]/);
});

test('the derivation of words without vectors leaves out zeros, says how many, and the rest adds up', async () => {
  for (const [lang, note] of /** @type {const} */ ([['en', /(\d+) of the 64 results are 0 and left out\./], ['zh-CN', /共 64 行，略去结果为 0 的 (\d+) 行。/]])) {
    const page = await post('<attention-figure tokens="I like tea" cell="0 1"></attention-figure>', lang);
    await page.locator('attention-figure .stage').focus();
    await page.keyboard.press('Enter');
    for (const step of ['products', 'weightedValue', 'output']) {
      const item = page.locator(`attention-figure [data-step=${step}]`);
      const results = (await item.locator('mtr mtd:last-child').allTextContents()).map((text) => text.replace('−', '-'));
      const sum = step === 'products' ? Number(results.pop()) : NaN;
      const left = Number((await item.locator('p').allTextContents()).flatMap((text) => note.exec(text)?.[1] ?? [])[0]);
      assert.equal(results.length + left, 64, step);
      assert.ok(!results.includes('0'));
      const added = results.reduce((total, result) => total + Number(result), 0);
      if (step === 'products') assert.ok(Math.abs(added - sum) <= 0.0005 * (results.length + 1), `${added} is ${sum}`);
    }
  }
});
