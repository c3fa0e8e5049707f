// What a figure gives away: files and its link.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './browser.js';
import { inFigure, part, usePosts, vectors } from './figure-post.js';

/** @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js' */

const lab = useBrowser();
const { post } = usePosts(lab);

test('exports: what they hold, and the link where there is a page for it', async () => {
  const page = await post(`<attention-figure ${vectors} link-base="figure.html" controls="score" cell="0 1"></attention-figure>`);
  const files = await inFigure(page, async (figure) => ({
    png: (await figure.exportPNG()).type,
    svg: await (await figure.exportSVG()).text(),
    csv: await (await figure.exportCSV()).text(),
    json: JSON.parse(await (await figure.exportJSON()).text()),
    html: await (await figure.exportHTML()).text(),
    numpy: await (await figure.exportNumPy()).text(),
    link: await figure.link,
  }));
  assert.equal(files.png, 'image/png');
  assert.match(files.svg, /^<svg [^]*<\/svg>\s*$/);
  assert.match(files.csv, /you/);
  assert.deepEqual(files.json.state.tokens, ['tea', 'milk', 'sun']);
  assert.match(files.html, /<svg [^]*<table[^]*How “I” comes to attend to “milk”/);
  assert.doesNotMatch(files.html, /<script/);
  assert.match(files.numpy, /import numpy/);
  assert.match(files.link, /\/figure\.html#v=1&view=heatmap&.*controls=score/);
});

test('the link carries what is drawn, however the author wrote it, and opens in the same language and direction', async () => {
  const page = await post(`<attention-figure ${vectors} link-base="figure.html"></attention-figure>`);
  /** @type {[attributes: Record<string, string>, link: RegExp][]} */
  const cases = [
    [{}, /&lang=en$/],
    [{ controls: 'temperature, score' }, /&controls=score%20temperature&lang=en$/],
    [{ controls: 'Score\ncausal colour' }, /&controls=score%20causal&lang=en$/],
    [{ controls: 'colour', theme: 'auto' }, /key=1&lang=en$/],
    [{ theme: 'dark', lang: 'en_US' }, /&lang=en&theme=dark$/],
    [{ lang: 'zh-Hant' }, /&lang=zh-CN$/],
    [{ dir: 'rtl' }, /&lang=en&dir=rtl$/],
  ];
  for (const [attributes, expected] of cases) {
    const link = await page.evaluate(async (given) => {
      const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
      for (const [name, value] of Object.entries(given)) figure.setAttribute(name, value);
      figure.cell = [0, 1];
      await figure.ready;
      const written = await figure.link;
      for (const name of Object.keys(given)) figure.removeAttribute(name);
      return written;
    }, attributes);
    assert.match(link, expected);
  }
  const inherited = await page.evaluate(async () => {
    document.documentElement.lang = 'zh';
    document.body.dir = 'rtl';
    const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
    await figure.ready;
    return figure.link;
  });
  const { page: opened } = await lab.open({ address: `${lab.url}figure.html${new URL(inherited).hash}` });
  assert.match(await part(opened, 'readout').innerText(), /注意/);
  assert.equal(await inFigure(opened, (figure) => getComputedStyle(figure).direction), 'rtl');
});
