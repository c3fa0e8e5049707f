/** The hero: one word asks, and does not find itself. Its numbers are the engine's, computed when the page is built. */

import { html, Markup } from '../../../base/html.js';
import { loadAttention } from '../../../engine/node.js';
import { formatNumber } from '../../../base/number-format.js';
import { escaped, tag } from '../../../base/svg-markup.js';
import { filled } from '../../../base/filled.js';
import { page as en } from '../../../locales/lesson/hero-en.js';
import { page as zh } from '../../../locales/lesson/hero-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { articleScores } from './article.js';
import { plot, groundMarks, planeMarks } from './drawing.js';
import { numbersOf } from './numbers.js';
import { asker, author, figureAddress, scores, words } from './state.js';

/** @import { Mark } from './drawing.js' */

/** This runs where the page is built, so the module can be read from a file. */
const wasm = new URL('../../../../build/wasm/attention-lab.wasm', import.meta.url);
const attention = await loadAttention({ wasm });
const numbers = numbersOf(attention, author);
const ranked = articleScores(attention);

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  /** @param {{ score: number }[]} scored @param {number} [decimals] */
  const printed = (scored, decimals) => scored.map(({ score }) => formatNumber(score, decimals)).join(texts.comma);
  return html`<section class="hero" id="hero" aria-labelledby="hero-title">
  <div class="hero-words">
    <h1 id="hero-title">${texts.title.map((sentence, index) => html`${index > 0 && texts.titleJoin}<span>${sentence}</span>`)}</h1>
    <p class="hero-lead">${texts.lead}</p>
  </div>
  <figure class="hero-plane">
    <svg id="hero-plane" viewBox="0 0 ${plot.width} ${plot.height}" role="img" aria-label="${texts.picture}">
      <g id="hero-ground" aria-hidden="true">${groundMarks().map(written)}</g>
      <g id="hero-marks" aria-hidden="true">${planeMarks(author, numbers, texts).map(written)}</g>
    </svg>
    <figcaption class="needs-script">${texts.hint}</figcaption>
  </figure>
  <div class="hero-answer">
    <fieldset class="hero-scores">
      <legend>${texts.compare}</legend>
${scores.map((score) => html`      <label><input type="radio" name="hero-score" value="${score}" autocomplete="off"${score === author.score && new Markup(' checked')}><span>${texts.scores[score]} <small>${texts.scoreNames[score]}</small></span></label>
`)}    </fieldset>
    <ul class="hero-bars" aria-label="${texts.bars}">
${words.map((word, index) => html`      <li${index === asker && new Markup(' class="asker"')}><span class="hero-name"><span lang="zh-CN">${word}</span>${texts.glosses[index] && html` <small>${texts.glosses[index]}</small>`}</span><svg height="22" aria-hidden="true"><rect width="100%" height="22" rx="3" fill="var(--raised)"/><rect class="hero-bar" width="${share(numbers.weights[index])}" height="22" rx="3" fill="var(--figure-bar)"/></svg> <output class="hero-weight" aria-live="off">${formatNumber(numbers.weights[index])}</output></li>
`)}    </ul>
    <div class="hero-verdict" role="status"><p id="hero-verdict">${texts.verdict}</p> <p id="hero-why">${texts.why}</p></div>
  </div>
  <p class="hero-output">${texts.outputNote}</p>
  <div class="hero-more">
    <p class="note">${filled(texts.article, { dot: printed(ranked.dot, 2), cosine: printed(ranked.cosine), euclidean: printed(ranked.euclidean) })}</p>
    <details class="needs-script" id="hero-numbers">
      <summary>${texts.numbers}</summary>
      <div class="hero-fields" data-across="${texts.across}" data-up="${texts.up}"></div>
    </details>
    <p class="touch-alone"><a id="hero-figure" href="${figureAddress(author)}">${texts.figure}</a> ${embedMarkup(language, 1420)}</p>
  </div>
</section>
`;
}

/** @param {Mark} mark */
function written({ name, tag: kind, attributes, text }) {
  return new Markup(tag(kind, { 'data-mark': name, ...attributes }, text === undefined ? undefined : escaped(text)));
}

/** @param {number} weight */
const share = (weight) => `${Math.round(weight * 1e4) / 100}%`;
