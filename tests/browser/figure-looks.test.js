// How a figure looks on a narrow screen, in an author’s colours, on paper, and with text from right to left.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readReference, sectionMarkup } from '../node/reference-page.js';
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

test('words from right to left are isolated in the sentence, and the first key is at the right', async () => {
  const page = await post('<div dir="rtl"><attention-figure tokens="אני אוהב תה" cell="0 1"></attention-figure></div>');
  assert.match(await part(page, 'readout').innerText(), /^“\u2068אני\u2069” attends to “\u2068אוהב\u2069”: /);
  await part(page, 'stage').focus();
  await page.keyboard.press('ArrowLeft');
  assert.match(await part(page, 'readout').innerText(), /to “\u2068תה\u2069”/);
});

/** @param {string} group of the reference @returns {string[]} the names there */
const documented = (group) => Array.from(sectionMarkup(readReference('en'), group).matchAll(/<code class="name">([\w-]+)</g), ([, name]) => name.replace('--figure-', ''));

test('every colour that the reference names can be set', async () => {
  const page = await post(`<attention-figure view="bars" tokens="a b c" weights="[0.9, -0.2, 0.3]" caption="Own." controls="causal"></attention-figure>`);
  const names = documented('styles').filter((name) => !['font', 'panels'].includes(name)); // Which have tests of their own.
  const colors = Object.fromEntries(names.map((name, index) => [name, `rgb(${10 + index}, ${200 - index}, 7)`]));
  const seen = await page.evaluate(async (given) => {
    const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`attention-figure { ${Object.entries(given).map(([name, color]) => `--figure-${name}: ${color};`).join('')} }`);
    document.adoptedStyleSheets = [sheet];
    figure.remove();
    document.body.append(figure);
    const drawnNow = async () => {
      await figure.ready;
      const text = await (await figure.exportSVG()).text();
      // Colours of ramps are written in hexadecimal.
      return text.replace(/#([\da-f]{2})([\da-f]{2})([\da-f]{2})\b/gi, (_, ...parts) => `rgb(${parts.slice(0, 3).map((part) => parseInt(part, 16)).join(', ')})`);
    };
    const style = (/** @type {string} */ selector) => getComputedStyle(/** @type {Element} */ (figure.shadowRoot?.querySelector(selector)));
    const bars = await drawnNow();
    figure.view = 'heatmap';
    const map = await drawnNow();
    /** @type {any} */ (figure.shadowRoot)?.querySelector('.stage').focus({ focusVisible: true });
    return {
      bars, map,
      ink: style('.figure').color, muted: style('figcaption').color, rule: style('.figure').borderTopColor, paper: style('.figure').backgroundColor,
      accent: [style('.stage').outlineColor, style('.check input').accentColor],
    };
  }, colors);
  /** In the page; those of the picture alone are looked for there. @type {Record<string, string[]>} */
  const shown = {
    ink: [seen.ink], muted: [seen.muted], rule: [seen.rule], paper: [seen.paper], accent: seen.accent,
    bar: [], negative: [], 'ramp-negative': [], 'ramp-zero': [], 'ramp-positive': [],
  };
  assert.deepEqual([...names].sort(), Object.keys(shown).sort());
  for (const [name, values] of Object.entries(shown)) for (const value of values) assert.equal(value, colors[name], name);
  for (const name of ['ramp-negative', 'ramp-zero', 'ramp-positive']) assert.ok(seen.map.includes(colors[name]), `${name} in the map`);
  for (const name of ['ink', 'muted', 'rule', 'paper', 'bar', 'negative']) assert.ok(seen.bars.includes(colors[name]), `${name} in the bars`);
});

test('every part that the reference names can be styled', async () => {
  const page = await post(`<attention-figure view="plane" tokens="a b c" queries="[[1,0]]" keys="[[1,0],[0,1],[1,1]]" query-tokens="q" caption="Own." controls="causal"></attention-figure>`);
  const names = documented('parts');
  assert.ok(names.length >= 10, names.join());
  const lost = await page.evaluate((parts) => {
    const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(parts.map((part, index) => `attention-figure::part(${part}) { outline: 3px solid rgb(${index}, 2, 3) }`).join('\n'));
    document.adoptedStyleSheets = [sheet];
    return parts.filter((part, index) => {
      const nodes = figure.shadowRoot?.querySelectorAll(`[part~=${part}]`) ?? [];
      return nodes.length !== 1 || getComputedStyle(nodes[0]).outlineColor !== `rgb(${index}, 2, 3)`;
    });
  }, names);
  assert.deepEqual(lost, []);
});
