/** The checks. page.html has the figures `given`, of two queries and three keys, and `words`. */

import assert from 'node:assert/strict';
import { assertPrinted } from '../browser/browser.js';
import { attendRow } from '../browser/float64.js';
import { plain } from '../browser/plain.js';
import { splitSentence } from '../../web/figure/state/tokens.js';
import {
  canvasOf, exported, focusOf, isPanelOpen, isThere, leave, linkOf, mathOf, readoutOf, requests, setAttribute, setControl, tableOf,
} from './in-page.js';

/** @import { Lab } from './smoke.js' */

const queries = [[1, -0.5], [0.25, 2]];
const keys = [[0.5, 1], [-1, 0.75], [2, -0.25]];
const values = [[1, 0], [0, 1], [-1, 0.5]];

/** @param {string} [normalizer] @returns {number[][]} in float64 */
function truth(normalizer = 'softmax') {
  return queries.map((query) => attendRow({ query, keys, values, score: 'dot', normalizer }).weights);
}

/** @param {string[][]} printed @param {number[][]} weights */
function assertTable(printed, weights) {
  assert.deepEqual(printed.map((row) => row.length), weights.map((row) => row.length));
  weights.forEach((row, i) => row.forEach((weight, j) => assertPrinted(printed[i][j], weight, `weight ${i},${j}`)));
}

/** @param {Lab} lab @param {string} readout beginning */
function readoutBecomes({ evaluate, until }, readout) {
  return until(`readout "${readout}…"`, async () => plain(await evaluate(readoutOf, 'given')).startsWith(readout));
}

/** Presses Tab from the start of the page to the picture. @param {Lab} lab */
async function focusPicture({ evaluate, press }) {
  for (let tabs = 0; tabs < 8; tabs++) {
    await press('Tab');
    if ((await evaluate(focusOf)).role === 'application') return;
  }
  assert.fail(`the picture does not get the focus: ${JSON.stringify(await evaluate(focusOf))}`);
}

/** @type {Record<string, (lab: Lab) => Promise<void>>} */
export const checks = {
  async 'a figure draws'({ open, evaluate }) {
    await open('page.html');
    const { width, height, colors } = await evaluate(canvasOf, 'given');
    assert.ok(width > 200 && height > 50, `${width} x ${height}`);
    assert.ok(colors > 10, `${colors} colours`);
  },

  async 'its numbers are those of float64'({ open, evaluate }) {
    await open('page.html');
    const { cells, labels } = await evaluate(tableOf, 'given');
    assert.deepEqual(labels, ['sun', 'moon', 'star', 'red', 'blue']);
    assertTable(cells, truth());
  },

  async 'text is split into the same words as elsewhere'({ open, evaluate }) {
    await open('page.html');
    const texts = ['node.js isn’t GPT-4 (at 3.14), e.g. [CLS] Ġthe <s>!', '研究生命起源。', '我 喜欢，茶', 'น้ำชา', 'ខ្មែរ မြန်မာ', '東京タワーへ', '葛󠄀👨‍👩‍👧❤️🇨🇳'];
    for (const text of texts) {
      await evaluate(setAttribute, '#words', 'tokens', text);
      const words = splitSentence(text).tokens;
      assert.deepEqual((await evaluate(tableOf, 'words')).labels.slice(0, words.length), words.length > 1 ? words : ['key'], text);
    }
  },

  async 'arrow keys walk from cell to cell'(lab) {
    const { open, evaluate, press } = lab;
    await open('page.html');
    await evaluate(tableOf, 'given');
    await focusPicture(lab);
    await readoutBecomes(lab, 'blue attends to sun: ');
    /** @type {[key: string, query: string, to: string][]} */
    const walk = [
      ['ArrowRight', 'blue', 'moon'], ['ArrowUp', 'red', 'moon'], ['End', 'red', 'star'], ['PageDown', 'blue', 'star'],
      ['Home', 'blue', 'sun'], ['ArrowLeft', 'blue', 'sun'], ['PageUp', 'red', 'sun'], ['ArrowDown', 'blue', 'sun'],
    ];
    for (const [key, query, to] of walk) {
      await press(key);
      await readoutBecomes(lab, `${query} attends to ${to}: `);
    }
  },

  async 'Enter derives a number, Escape closes'(lab) {
    const { open, evaluate, press, until } = lab;
    await open('page.html');
    await evaluate(tableOf, 'given');
    await focusPicture(lab);
    await press('ArrowRight');
    await press('Enter');
    await until('the derivation opens', () => evaluate(isPanelOpen, 'given'));
    const { formulas, fractions, text } = await evaluate(mathOf, 'given');
    assert.ok(formulas > 3 && fractions > 0, `${formulas} formulas, ${fractions} fractions`);
    assert.match(text, /blue/);
    assert.match(text, /moon/);
    assert.equal((await evaluate(focusOf)).part, 'derivation');
    await press('Escape');
    await until('the derivation closes', async () => !await evaluate(isPanelOpen, 'given'));
    assert.equal((await evaluate(focusOf)).role, 'application');
  },

  async 'its link opens as the same figure'({ open, evaluate, until }) {
    await open('page.html');
    const before = await evaluate(tableOf, 'given');
    const link = await evaluate(linkOf, 'given');
    assert.match(link, /^#v=1&/);
    await open(`link.html${link}`);
    await until('the figure opens', () => evaluate(isThere, 'opened'));
    assert.deepEqual(await evaluate(tableOf, 'opened'), before);
    assert.equal(await evaluate(linkOf, 'opened'), link);
  },

  async 'it is exported as SVG and CSV'({ open, evaluate }) {
    await open('page.html');
    const { svg, texts, csv } = await evaluate(exported, 'given');
    assert.equal(svg, 'svg');
    for (const token of ['sun', 'moon', 'star', 'red', 'blue']) assert.ok(texts.includes(token), `${token} is not in the SVG`);
    const [head, ...rows] = csv.trim().split('\r\n').map((line) => line.split(','));
    const weights = truth().flat();
    assert.equal(rows.length, weights.length);
    rows.forEach((row, index) => assertPrinted(row[head.indexOf('weight')], weights[index], `CSV, line ${index + 1}`));
  },

  async 'its controls change the numbers'({ open, evaluate, until }) {
    await open('page.html');
    const before = JSON.stringify(await evaluate(tableOf, 'given'));
    await evaluate(setControl, 'given', 'normalizer', 'sparsemax');
    await until('the numbers change', async () => JSON.stringify(await evaluate(tableOf, 'given')) !== before);
    assertTable((await evaluate(tableOf, 'given')).cells, truth('sparsemax'));
  },

  async 'it speaks the language of the page'(lab) {
    const { open, evaluate } = lab;
    await open('page.html');
    await evaluate(tableOf, 'given');
    await readoutBecomes(lab, 'blue attends to sun: ');
    await evaluate(setAttribute, 'html', 'lang', 'zh-CN');
    await lab.until('the readout is Chinese', async () => /\p{Script=Han}/u.test(await evaluate(readoutOf, 'given')));
    await evaluate(setAttribute, '#given', 'lang', 'en');
    await readoutBecomes(lab, 'blue attends to sun: ');
  },

  async 'two figures share a page and ask for nothing'({ open, evaluate }) {
    await open('page.html');
    const [given, words] = [await evaluate(tableOf, 'given'), await evaluate(tableOf, 'words')];
    assert.equal(given.cells.length, 2);
    assert.deepEqual(words.labels, ['I', 'like', 'tea', 'I', 'like', 'tea']);
    assert.equal(words.cells.length, 3);
    await evaluate(leave, 'given');
    await evaluate(setAttribute, '#words', 'normalizer', 'hardmax');
    assert.deepEqual((await evaluate(tableOf, 'words')).cells, [['1.000', '0', '0'], ['0', '1.000', '0'], ['0', '0', '1.000']]);
    assert.deepEqual(await evaluate(requests), ['attention-figure.iife.js', 'watch.js']);
  },

  async 'it works in a page opened from disk'({ openFile, evaluate }) {
    await openFile('page.html');
    assert.ok((await evaluate(canvasOf, 'given')).colors > 10);
    assertTable((await evaluate(tableOf, 'given')).cells, truth());
  },

  async 'its own page and the builder work from disk, under the policies that they bring'({ openFile, evaluate, until }) {
    for (const page of ['figure.html#v=1&tokens=I,like,tea', 'builder.html']) {
      await openFile(`../../dist/${page}`);
      await until(`${page} draws and is styled`, () => evaluate(() => {
        const readout = document.querySelector('attention-figure')?.shadowRoot?.querySelector('.readout');
        return Boolean(readout?.textContent && document.styleSheets.length === 1 && document.querySelector('meta[http-equiv]'));
      }));
    }
    await openFile('page.html'); // Only this page can report its complaints.
  },
};
