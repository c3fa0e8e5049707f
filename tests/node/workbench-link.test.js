// The workbench's link: what it holds, what it refuses, and that published links stay readable for ever.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { mostDimensions, mostWords } from '../../web/site/exhibits/example-state.js';
import { headCounts, longLengths, sights } from '../../web/site/exhibits/long-call.js';
import { normalizers, scores } from '../../web/figure/state/methods.js';
import { defaultParameters } from '../../web/figure/compute/parameters.js';
import { FigureError } from '../../web/figure/state/figure-error.js';
import { mostLink } from '../../web/figure/state/link-grammar.js';
import { mostLooked } from '../../web/figure/state/tokens.js';
import { linkWords, readPageLink, writePageLink } from '../../web/site/workbench/page-link.js';
import { beginning } from '../../web/site/workbench/page-state.js';
import { createRandom } from './random.js';
import { readReference, sectionMarkup } from './reference-page.js';

/** @import { PageState } from '../../web/site/workbench/page-state.js' */

/** Published links and the states that they open: neither may ever change. @type {{ link: string, state: any }[]} */
const corpus = JSON.parse(readFileSync(new URL('./workbench-links.json', import.meta.url), 'utf8'));

/** @param {any} parts what is not as in the beginning @returns {PageState} */
function pageOf({ example, sentence, long }) {
  return {
    example: { ...beginning.example, ...example },
    sentence: { ...beginning.sentence, ...sentence },
    long: { ...beginning.long, ...long },
  };
}

for (const { link, state } of corpus) {
  test(`a published link stays readable for ever: ${link.slice(0, 60)}`, async () => {
    const opened = await readPageLink(link);
    assert.deepEqual(opened, pageOf(state));
    assert.equal(await writePageLink(opened), link === '#v=1' ? '' : link);
  });
}

test('values of the initial state are not written', async () => {
  assert.equal(await writePageLink(beginning), '');
  assert.deepEqual(await readPageLink('#v=1'), beginning);
});

test('random states come back equal, every float64 exactly', async () => {
  const random = createRandom(408);
  const number = () => random.uniform(-1, 1) * 10 ** random.integer(-40, 30);
  /** @param {number} length */
  const vector = (length) => Array.from({ length }, number);
  /** @param {number} rows @param {number} columns */
  const matrix = (rows, columns) => Array.from({ length: rows }, () => vector(columns));
  const names = ['a', ',', '&', '=', '~x', '%41', '#', '你好', '😀', ';/', '(x)', "'", '+', ' w '];
  const method = () => ({
    score: random.pick(scores), normalizer: random.pick(normalizers),
    temperature: random.pick([null, number()]), scale: random.pick([null, number()]),
  });
  for (let round = 0; round < 80; round++) {
    const [T, D] = [random.integer(1, mostWords), random.integer(1, mostDimensions)];
    /** @type {any} */
    const parameters = {};
    for (const score of scores.filter((name) => Object.keys(defaultParameters(name, D, T)).length > 0 && random.chance(0.5))) {
      parameters[score] = Object.fromEntries(Object.entries(defaultParameters(score, D, T)).map(([letter, usual]) => (
        [letter, Array.isArray(usual[0]) ? matrix(usual.length, D) : vector(usual.length)])));
    }
    const length = random.pick(longLengths);
    const heads = random.pick(headCounts);
    const state = pageOf({
      example: { words: Array.from({ length: T }, () => random.pick(names)), query: vector(D), keys: matrix(T, D), values: random.pick([null, matrix(T, D)]), parameters, ...method() },
      sentence: { text: random.pick([null, '', 'tea '.repeat(random.integer(0, 900)), ...names]), ignoreItself: random.chance(0.5), chosen: random.integer(0, 255), ...method() },
      long: { length, heads, sight: random.pick([null, ...sights]), row: random.pick([null, random.integer(0, length - 1)]), head: random.integer(0, heads - 1) },
    });
    let link;
    try {
      link = await writePageLink(state);
    } catch (error) {
      assert.ok(error instanceof FigureError && error.code === 'size', String(error));
      continue; // A hundred numbers of seventeen digits may be too long for a link.
    }
    assert.deepEqual(await readPageLink(link), state, link);
  }
});

test('both pages of the reference name all that a link can say', async () => {
  /** @type {(usual: any) => any} */
  const other = (usual) => (Array.isArray(usual) ? usual.map(other) : usual + 1);
  const parameters = Object.fromEntries(scores.map((score) => [score, Object.fromEntries(
    Object.entries(defaultParameters(score, 1, 1)).map(([letter, usual]) => [letter, other(usual)]))]));
  const method = { score: 'cosine', normalizer: 'sum', temperature: 2, scale: 3 };
  const all = pageOf({
    example: { words: ['a'], query: [1], keys: [[2]], values: [[3]], parameters, ...method },
    sentence: { text: 'mine', ignoreItself: false, chosen: 1, ...method },
    long: { length: 256, sight: 'dense', heads: 8, row: 1, head: 1 },
  });
  const names = Array.from((await writePageLink(all)).matchAll(/&([a-z-]+)=/g), ([, name]) => name);
  assert.equal(names.length, 8 + 7 + 5 + 9, String(names));
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const text = sectionMarkup(readReference(language), 'workbench');
    for (const name of names) assert.ok(text.includes(`<code>${name}</code>`), `${language}: ${name}`);
  }
});

test('parameters are written in the sizes that are in use', async () => {
  const parameters = { general: { W: [[1, 2, 9], [0, 1, 9], [9, 9, 9]] } };
  const state = pageOf({ example: { query: [1, 2], keys: [[1, 2], [3, 4], [5, 6]], score: 'general', parameters } });
  const link = await writePageLink(state);
  assert.match(link, /&general-w=1,2;0,1$/);
  assert.deepEqual((await readPageLink(link)).example.parameters, { general: { W: [[1, 2], [0, 1]] } });
});

test('long texts are compressed; a state that is too long for a link is refused', async () => {
  const long = pageOf({ sentence: { text: 'tea and coffee '.repeat(1000) } });
  const link = await writePageLink(long);
  assert.ok(link.startsWith('#v=1&sentence=~') && link.length < 300, link);
  assert.deepEqual(await readPageLink(link), long);
  const random = createRandom(3);
  const text = Array.from({ length: mostLooked }, () => String.fromCharCode(0x4e00 + random.integer(0, 20_000))).join('');
  await assert.rejects(writePageLink(pageOf({ sentence: { text } })), { code: 'size', argument: 'link' });
});

const packed = (/** @type {string} */ text) => `~${deflateSync(text).toString('base64url')}`;

/** What a link says, the argument that is wrong with it, and how. @type {[parts: string, argument: string, code: string][]} */
const broken = [
  ['', 'link', 'syntax'],
  ['query=1,2,3', 'v', 'version'],
  ['v=2', 'v', 'version'],
  ['v=1&v=1', 'v', 'syntax'],
  ['v=1&nowhere', 'link', 'syntax'],
  ['v=1&view=heatmap', 'link', 'option'],
  ['v=1&query=1,2,3&query=1,2,3', 'query', 'syntax'],
  ['v=1&query=', 'query', 'syntax'],
  ['v=1&query=1,x,3', 'query', 'syntax'],
  ['v=1&query=1,1e999,3', 'query[1]', 'range'],
  ['v=1&query=1,NaN,3', 'query', 'syntax'],
  ['v=1&query=1,2', 'keys[0]', 'shape'],
  [`v=1&query=${'1,'.repeat(6)}1`, 'query', 'size'],
  ['v=1&keys=1,2,3;1,2,3', 'keys', 'shape'],
  ['v=1&keys=1,2,3;1,2;1,2,3', 'keys[1]', 'shape'],
  ['v=1&values=1,2,3', 'values', 'shape'],
  [`v=1&words=${'w,'.repeat(12)}w`, 'words', 'size'],
  ['v=1&words=a,%20,c', 'words[1]', 'value'],
  [`v=1&words=a,b,${'w'.repeat(25)}`, 'words[2]', 'size'],
  ['v=1&words=a,b,%E4', 'words', 'syntax'],
  ['v=1&score=dots', 'score', 'option'],
  ['v=1&score=toString', 'score', 'option'],
  ['v=1&normalizer=entmax', 'normalizer', 'option'],
  ['v=1&temperature=warm', 'temperature', 'syntax'],
  ['v=1&scale=1e400', 'scale', 'range'],
  ['v=1&general-w=1,0,0;0,1,0', 'general-w', 'size'],
  ['v=1&general-w=1,0,0;0,1;0,0,1', 'general-w[1]', 'size'],
  ['v=1&additive-v=1,2', 'additive-v', 'size'],
  ['v=1&dot-w=1', 'link', 'option'],
  ['v=1&sentence=~AAAA', 'sentence', 'syntax'],
  [`v=1&sentence=${packed('a'.repeat(mostLooked + 1))}`, 'sentence', 'size'],
  [`v=1&sentence=${packed('a'.repeat(2 ** 20 + 1))}`, 'sentence', 'size'],
  ['v=1&ignore-itself=yes', 'ignore-itself', 'option'],
  ['v=1&sentence-word=256', 'sentence-word', 'range'],
  ['v=1&sentence-word=-1', 'sentence-word', 'range'],
  ['v=1&sentence-score=', 'sentence-score', 'option'],
  ['v=1&long-length=1000', 'long-length', 'option'],
  ['v=1&long-sight=64', 'long-sight', 'option'],
  ['v=1&long-heads=2', 'long-heads', 'option'],
  ['v=1&long-row=4096', 'long-row', 'range'],
  ['v=1&long-row=1.5', 'long-row', 'range'],
  ['v=1&long-head=1', 'long-head', 'range'],
  [`v=1&sentence=${'a'.repeat(mostLink)}`, 'link', 'size'],
];

for (const [parts, argument, code] of broken) {
  test(`refused, with the argument and what came: #${parts.slice(0, 60)}`, async () => {
    await assert.rejects(readPageLink(`#${parts}`), (error) => {
      assert.ok(error instanceof FigureError, String(error));
      assert.deepEqual([error.argument, error.code], [argument, code], error.message);
      for (const isChinese of [false, true]) assert.ok(linkWords(error, isChinese)?.got);
      const { expected = '', got = '' } = linkWords(error, true) ?? {};
      if (['shape', 'size', 'range', 'value'].includes(code)) {
        assert.doesNotMatch(`${expected} ${got}`, /\b(length|integer|whole|numbers?|vectors?|\d+ words?|items?|characters?|at least|at most)\b/, expected);
      }
      return true;
    });
  });
}

test('damage by chats and mails is repaired if the repair is certain; otherwise the link is refused', async () => {
  const whole = '#v=1&query=0.5,0.25,1&score=cosine&scale=2';
  const state = await readPageLink(whole);
  for (const changed of [
    `${whole}&utm_source=a`, `${whole}&fbclid=x&utm_medium=b`, `${whole})`, `${whole}).`, `${whole}#top`, whole.replaceAll('&', '&amp;'), whole.replace('0.5,0.25', '0.5,%200.25'),
    whole.replaceAll(',', '%2C'), ` ${whole}\n`, whole.replace('&score', '\n&score'),
  ]) assert.deepEqual(await readPageLink(changed), state, changed);
  for (const lost of [`${whole}&view=heatmap`, '#v=1&query=0.5,0.25,', '#v=1&words=I, like, tea&query=0.5,0.25,1&scale=2)', whole.replace('cosine', 'cos…')]) {
    await assert.rejects(readPageLink(lost), FigureError, lost);
  }
});
