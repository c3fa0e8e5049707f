// How a figure looks: narrow, in an author’s colours, on paper, from right to left.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './browser.js';
import { inFigure, part, usePosts } from './figure-post.js';

/** @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js' */

const lab = useBrowser();
const { post } = usePosts(lab);

test('at 320 pixels nothing is wider than the page, with every control', async () => {
  const page = await post('<attention-figure tokens="I like learning, and learners like to learn" controls="score normalizer temperature scale causal window mask head"></attention-figure>', { width: 320 });
  const [inner, scroll] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  assert.ok(scroll <= inner, `${scroll} of ${inner}`);
});

test('its looks are set by custom properties and parts', async () => {
  const page = await post('<attention-figure tokens="I like tea"></attention-figure><div id="place"></div>');
  const seen = await page.evaluate(async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`#own { --figure-ink: rgb(1, 2, 3); --figure-paper: rgb(250, 251, 252); --figure-ramp-positive: rgb(9, 8, 7);
      --figure-font: monospace; --figure-panels: row; width: 500px }
      #own::part(caption) { color: rgb(4, 5, 6) }`);
    document.adoptedStyleSheets = [sheet];
    const figure = /** @type {AttentionFigureElement} */ (document.createElement('attention-figure'));
    figure.id = 'own';
    figure.setAttribute('tokens', 'I like tea');
    figure.setAttribute('weights', '[[1, 0, 0], [0, 1, 0], [0, 0, 1]]');
    figure.setAttribute('caption', 'Own');
    document.querySelector('#place')?.append(figure);
    await figure.ready;
    const svg = await (await figure.exportSVG()).text();
    const { height } = figure.getBoundingClientRect();
    const style = (/** @type {string} */ name) => getComputedStyle(/** @type {Element} */ (figure.shadowRoot?.querySelector(name)));
    figure.removeAttribute('weights');
    figure.setAttribute('compare', 'softmax sparsemax');
    await figure.ready;
    const wide = figure.getBoundingClientRect().height;
    return { svg, height, wide, paper: style('.figure').backgroundColor, caption: style('figcaption').color, font: style('.readout').fontFamily };
  });
  assert.match(seen.svg, /rgb\(1, 2, 3\)|#010203/);
  assert.match(seen.svg, /rgb\(9, 8, 7\)|#090807/);
  assert.match(seen.svg, /monospace/);
  assert.equal(seen.paper, 'rgb(250, 251, 252)');
  assert.equal(seen.caption, 'rgb(4, 5, 6)');
  assert.match(seen.font, /^monospace/);
  assert.ok(seen.wide < seen.height + 120, `in one row: ${seen.wide}, and one panel alone ${seen.height}`);
});

test('on paper and in forced colours a dark system or theme does not show', async () => {
  const page = await post('<attention-figure tokens="I like tea" theme="dark"></attention-figure>', { dark: true });
  const ink = () => inFigure(page, (figure) => getComputedStyle(figure).getPropertyValue('--figure-ink').trim());
  assert.equal(await ink(), '#ebe8e1');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await ink(), '#000');
  await page.emulateMedia({ media: 'screen', forcedColors: 'active' });
  assert.equal(await ink(), 'CanvasText');
});

test('words from right to left stand apart in the sentence, and the first key at the right', async () => {
  const page = await post('<div dir="rtl"><attention-figure tokens="אני אוהב תה" cell="0 1"></attention-figure></div>');
  assert.match(await part(page, 'readout').innerText(), /^“\u2068אני\u2069” attends to “\u2068אוהב\u2069”: /);
  await part(page, 'stage').focus();
  await page.keyboard.press('ArrowLeft');
  assert.match(await part(page, 'readout').innerText(), /to “\u2068תה\u2069”/);
});
