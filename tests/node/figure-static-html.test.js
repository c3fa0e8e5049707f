/** A figure as static HTML: what is in it, and that nothing in it can run. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { markup, markupNode, markupText } from '../../web/base/markup.js';
import { staticFigure, staticPage } from '../../web/figure/export/static-html.js';
import { figureNumbers } from '../../web/figure/compute/figure-numbers.js';
import { readState } from '../../web/figure/state/figure-state.js';
import { attention } from './engine.js';
import { checkInertSvg } from './inert-svg.js';
import { chinese, english } from './figure-texts.js';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="5"/><text x="1">only = &lt;b&gt;</text></svg>';

/** @param {Record<string, unknown>} plain @param {Record<string, unknown>} [more] */
function figure(plain, more = {}) {
  const state = readState(plain);
  const engine = state.weights ? null : attention;
  const numbers = figureNumbers(engine, state);
  return { state, numbers, engine, svg, text: english, lang: 'en', ...more };
}

/** The body cells of each table. @param {string} html */
function tables(html) {
  return [...html.matchAll(/<tbody>(.*?)<\/tbody>/g)].map(([, body]) =>
    [...body.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map(([, row]) => [...row.matchAll(/<t[hd][^>]*>([^<]*)/g)].map(([, cell]) => cell)));
}

/** Asserts that every tag is closed by its own end tag. @param {string} html */
function assertBalanced(html) {
  /** @type {string[]} */
  const open = [];
  for (const [, isEnd, tag, isEmpty] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)[^>]*?(\/?)>/g)) {
    if (isEnd) assert.equal(open.pop(), tag);
    else if (!isEmpty && !['meta', 'html'].includes(tag)) open.push(tag);
  }
  assert.deepEqual(open, []);
}

test('the drawing, the caption, all weights of a small map, and the derivation of the chosen cell', () => {
  const plain = { tokens: ['I', 'like', 'tea'], weights: [[[0.5, 0.25, 0.25], [0, 1, 0], [0.0001, 0.9999, 0]]], caption: 'Tea & co', label: 'A "map"', key: 1 };
  const html = staticFigure(figure(plain));
  assert.ok(html.startsWith('<figure lang="en" aria-label="A &quot;map&quot;">\n<svg '), html.slice(0, 80));
  assert.ok(html.includes(svg));
  assert.ok(html.includes('<figcaption>Tea &amp; co</figcaption>'));
  assert.ok(html.includes(english('figure.supplied')));
  assert.deepEqual(tables(html), [[['I', '0.500', '0.250', '0.250'], ['like', '0', '1.000', '0'], ['tea', '&lt;0.001', '1.000', '0']]]);
  assert.ok(html.includes('I: Sum 1.0000. Entropy 1.500 bits, of at most 1.585.'));
  assert.ok(html.includes('How “I” comes to attend to “like”') && html.includes(english('derivation.supplied')));
  assertBalanced(html);
});

test('masked cells say so, and a long row stands alone', () => {
  const tokens = Array.from({ length: 17 }, (_, index) => `t${index}`);
  const state = figure({ tokens, query: 2, causal: true });
  const html = staticFigure(state);
  const [rows] = tables(html);
  assert.equal(rows.length, 17);
  assert.deepEqual(rows.slice(0, 3).map(([token]) => token), ['t0', 't1', 't2']);
  const weights = [...state.numbers.panels[0].weights].slice(34, 37);
  rows.slice(0, 3).forEach(([, , cell], key) => assert.ok(Math.abs(Number(cell) - weights[key]) <= 0.0005, cell));
  assert.ok(rows.slice(3).every(([, , cell]) => cell === 'masked'));
  const wide = staticFigure(figure({ weights: [[Array(17).fill(0), Array(17).fill(1)]], query: 1 }));
  assert.deepEqual(tables(wide)[0].map(([, cell]) => cell), Array(17).fill('1.000'));
  assert.ok(html.includes(english('figure.spelled')) && html.includes('Where “t2” attends'));
});

test('a comparison has a table and a derivation for each panel, under its name', () => {
  const plain = { tokens: ['a', 'b'], compare: 'score', compared: ['dot', 'cosine'] };
  assert.equal(tables(staticFigure(figure(plain))).length, 2);
  const html = staticFigure(figure({ ...plain, key: 1 }));
  assert.ok(html.includes('Dot product: All weights') && html.includes('Cosine: All weights'));
  for (const [name, step] of [['Dot product', 'products'], ['Cosine', 'cosine']]) {
    assert.match(html, new RegExp(`<p class="panel-name">${name}</p>\\s*<div class="derivation">.*data-step="${step}"`));
  }
});

test('the page is complete, in its language', () => {
  const html = staticPage(figure({ tokens: ['我', '爱', '茶'], key: 2, label: '<茶>' }, { text: chinese, lang: 'zh-CN' }));
  assert.ok(html.startsWith('<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">'));
  assert.ok(html.includes('<title>&lt;茶&gt;</title>') && html.includes('“我”对“茶”的注意力是怎么来的'));
  assertBalanced(html.replace('<!doctype html>', ''));
});

test('nothing that an author wrote becomes markup', () => {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
  const html = staticPage(figure({ tokens: [evil, 'b'], queryTokens: [evil, 'd'], caption: evil, label: evil, key: 0 }, { lang: evil }));
  const tags = new Set([...html.matchAll(/<\/?([a-z][a-z0-9-]*)/gi)].map(([, tag]) => tag));
  for (const tag of ['script', 'img']) assert.ok(!tags.has(tag), tag);
  for (const [tag] of html.matchAll(/<[a-z][^>]*>/g)) assert.doesNotMatch(tag.replace(/"[^"]*"/g, ''), /\son\w+=/);
});

test('a drawing only draws, whatever its tokens and its name are, and the check would find anything else', () => {
  const inside = (/** @type {string} */ content) => `<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`;
  const bad = [
    '', 'text', '<p>no</p>', `${svg}<p>after</p>`, `before ${svg}`, `${svg}<!-- x -->`, `${svg}${svg}`, inside('<script>alert(1)</script>'), inside('<SCRIPT href="x"/>'),
    inside('<rect onclick="alert(1)"/>'), inside('<rect ONCLICK="alert(1)"/>'), inside("<rect onclick='alert(1)'/>"), inside('<rect onclick=alert(1) />'),
    inside('<foreignObject><p>x</p></foreignObject>'), inside('<a href="javascript:alert(1)"><rect/></a>'), inside('<image href="https://elsewhere.example/x.png"/>'),
    inside('<image href="data:text/html;base64,AAAA"/>'), inside('<!-- x -->'), inside('<rect style="fill:url(https://x)"/>'), inside('<use href="#a"/>'), '<svg>', inside('<rect>'),
    inside('<rect width="1" <rect/>'),
  ];
  for (const drawing of bad) assert.throws(() => checkInertSvg(drawing), TypeError, drawing);
  for (const drawing of [svg, inside('<text>online = javascript: no script</text>'), inside('<image href="data:image/png;base64,AAA+/w=="/>'), `${svg}\n`]) checkInertSvg(drawing);
});

test('markup as text: texts and attributes escaped', () => {
  const tree = markup('p', { title: `a"b'<` }, 'x < y & z', markup('b', {}, '</b>'));
  assert.equal(markupText(tree), '<p title="a&quot;b\'&lt;">x &lt; y &amp; z<b>&lt;/b&gt;</b></p>');
});

test('markup as nodes: each in its namespace, texts as texts', () => {
  /** @type {any} */
  const document = {
    createElementNS(/** @type {string} */ namespace, /** @type {string} */ tag) {
      /** @type {any} */
      const node = { namespace, tag, attributes: {}, children: [] };
      node.setAttribute = (/** @type {string} */ name, /** @type {string} */ value) => { node.attributes[name] = value; };
      node.append = (/** @type {any[]} */ ...children) => { node.children = children; };
      return node;
    },
  };
  const tree = markup('p', { class: 'x' }, 'a < b', markup('math', {}, markup('mi', {}, 'w')), markup('b', {}, 'c'));
  /** @type {any} */
  const node = markupNode(tree, document);
  const [text, math, bold] = node.children;
  assert.deepEqual([text, node.attributes, bold.children], ['a < b', { class: 'x' }, ['c']]);
  assert.deepEqual([node, bold].map(({ namespace }) => namespace), Array(2).fill('http://www.w3.org/1999/xhtml'));
  assert.deepEqual([math, math.children[0]].map(({ namespace }) => namespace), Array(2).fill('http://www.w3.org/1998/Math/MathML'));
});

test('the derivation is plain HTML, since mail drops the tags of MathML and would run fractions together', () => {
  const keys = [[[0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [0.1, 0.2, 0.3]]];
  /** @param {Record<string, unknown>} more */
  const lines = (more) => {
    const html = staticFigure(figure({ queries: [[[0.1, 0.2, 0.3]]], keys, key: 0, ...more }));
    assert.doesNotMatch(html, /<m[a-z]+/);
    assertBalanced(html);
    return html.replace(/<\/?(td|tr|i|mark)>/g, '').split(/<[a-z]+>|<\/[a-z0-9]+>/);
  };
  const article = lines({ score: 'dot', normalizer: 'article' });
  for (const line of ['0.320 / √0.960 ≈ 0.327', '0.100 × 0.400 = 0.040']) assert.ok(article.some((part) => part.includes(line)), `${line}\n${article.join('\n')}`);
  const softmax = lines({ temperature: 0.5 }).join('|');
  assert.ok(softmax.includes('(0.185 − 0.289) / 0.500') && softmax.includes('0.320 / √3 ≈ 0.185'), softmax);
  const focused = lines({ softcap: 2, localFocus: { center: [1.5], sigma: 0.5 } }).join('|').replace(/ +/g, ' ');
  assert.ok(focused.includes('2.000 × tanh (0.185 / 2.000)') && focused.includes('(0 − 1.500)'), focused);
  assert.ok(lines({ normalizer: 'sparsemax' }).join('').includes('max (0.185'), lines({ normalizer: 'sparsemax' }).join(''));
});
