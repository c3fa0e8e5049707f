// The builder's lines go through real publishing tools, and must still draw the figure that was sent. Tools of npm always
// run, those of Debian (pandoc, ruby-kramdown, python3-markdown, jupyter-nbconvert) if they are installed.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import MarkdownIt from 'markdown-it';
import { marked } from 'marked';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { blockLines, figureTag } from '../../web/site/builder/snippets.js';
import { readInput } from '../../web/figure/state/figure-input.js';
import { onPath } from '../../web/build/programs.js';
import { useBrowser } from './browser.js';
import { usePosts } from './figure-post.js';

/** @import { FigureState } from '../../web/figure/state/schema.js' */

const lab = useBrowser();
const posts = usePosts(lab);

/** Signs that one of the tools takes for its own syntax. */
const hostile = [
  '<em>a</em>', '{{g}}', '{% raw %}', '*b*', '_c_', '`d`', '“q”', '"', "'", '\\', '&amp;', '$x$', '--', '...', 'http://a.b', ':smile:',
  '[x](y)', '# h', '|', '~~s~~', '</script>', '<!--', ']]>', '研究', '🙂', '(c)', 'é',
];
const spread = Array.from({ length: hostile.length }, () => hostile.map(() => 1 / hostile.length));

/** @type {FigureState[]} */
const states = [
  readInput({ tokens: 'I like tea', causal: '', caption: 'Tom & Jerry\'s "tea" -- {{now}} *and* <b>more</b>...', label: 'a_b_c' }),
  readInput({ tokens: JSON.stringify(hostile), weights: JSON.stringify(spread), cell: '2' }),
  readInput({ queries: '[[1, -0.5], [1e-7, 2]]', keys: '[[1, 0], [0, 1], [0.1, 0.2]]', 'query-tokens': '["<x>", "y_"]', tokens: '["*", "b", "c"]', view: 'plane' }),
];

/**
 * @typedef {object} Pipeline
 * @property {string} name
 * @property {(markdown: string) => string | Promise<string>} render
 * @property {boolean} [dropsElements] whether it removes our elements, so that only code blocks arrive
 * @property {string} [needs] the program, if it may be absent
 */

const remark = unified().use(remarkParse).use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw);

/** @type {Pipeline[]} */
const pipelines = [
  { name: 'markdown-it', render: (text) => new MarkdownIt({ html: true }).render(text) },
  { name: 'markdown-it with its typographer', render: (text) => new MarkdownIt({ html: true, typographer: true, linkify: true }).render(text) },
  { name: 'marked', render: (text) => marked.parse(text) },
  { name: 'remark with rehype-raw', render: async (text) => String(await remark().use(rehypeStringify).process(text)) },
  { name: 'remark with rehype-sanitize', render: async (text) => String(await remark().use(rehypeSanitize).use(rehypeStringify).process(text)), dropsElements: true },
  { name: 'DOMPurify', render: purified, dropsElements: true },
  { name: 'Pandoc', render: (text) => piped('pandoc', ['-f', 'markdown', '-t', 'html'], text), needs: 'pandoc' },
  { name: 'Pandoc, its commonmark_x', render: (text) => piped('pandoc', ['-f', 'commonmark_x', '-t', 'html'], text), needs: 'pandoc' },
  { name: 'kramdown', render: (text) => piped('kramdown', [], text.replace(/^```(.*)/gm, '~~~$1')), needs: 'kramdown' },
  { name: 'Python-Markdown', render: (text) => piped('markdown_py', ['-x', 'fenced_code', '-x', 'smarty'], text), needs: 'markdown_py' },
  { name: 'nbconvert', render: notebookPage, needs: 'jupyter-nbconvert' },
];

for (const { name, render, dropsElements, needs } of pipelines) {
  const skip = needs && !onPath(needs) ? `no ${needs} here` : false;
  if (!dropsElements) {
    test(`${name}: elements draw the same figure`, { skip }, async () => {
      assert.deepEqual(await drawn(await render(markdownOf(states.map((state) => figureTag(state, {}, '')))), ''), states);
    });
  }
  test(`${name}: code blocks draw the same figure`, { skip }, async () => {
    assert.deepEqual(await drawn(await render(markdownOf(states.map(blockLines))), ' data-blocks'), states);
  });
}

test('DOMPurify removes the figure, and leaves the words', async () => {
  assert.match(await purified(markdownOf([figureTag(states[0], {}, '')])), /Tom &amp; Jerry's "tea"/);
});

/** @param {string[]} figures */
function markdownOf(figures) {
  return ['# A post', ...figures.flatMap((figure) => ['Words *before* it.', figure]), 'The end -- "quoted".', ''].join('\n\n');
}

/**
 * @param {string} html
 * @param {string} attributes of the script tag
 * @returns {Promise<FigureState[]>} of the figures in the page, once they are drawn
 */
async function drawn(html, attributes) {
  const page = await posts.post(html, { head: `<script defer src="attention-figure.iife.js"${attributes}></script>` });
  return page.evaluate(async () => {
    const figures = /** @type {any[]} */ ([...document.querySelectorAll('attention-figure')]);
    await Promise.all(figures.map((figure) => figure.ready));
    return figures.map((figure) => figure.state);
  });
}

/** @param {string} program @param {string[]} args @param {string} input */
function piped(program, args, input) {
  const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** @param {string} markdown */
async function purified(markdown) {
  const { page } = await lab.open({ address: `${lab.url}licenses.txt`, context: { bypassCSP: true } });
  await page.evaluate(await readFile(new URL('../../node_modules/dompurify/dist/purify.min.js', import.meta.url), 'utf8'));
  return page.evaluate((html) => /** @type {any} */ (window).DOMPurify.sanitize(html), await marked.parse(markdown));
}

/** @param {string} markdown of a notebook's cell @returns {Promise<string>} */
async function notebookPage(markdown) {
  const folder = await mkdtemp(join(tmpdir(), 'attention-notebook-'));
  try {
    const cell = { cell_type: 'markdown', id: 'a', metadata: {}, source: markdown };
    await writeFile(join(folder, 'post.ipynb'), JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    piped('jupyter-nbconvert', ['--to', 'html', '--template', 'basic', join(folder, 'post.ipynb')], '');
    return await readFile(join(folder, 'post.html'), 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}
