/** The article's flow chart, what is wrong with its loop, and the three loops that it mixes up. */

import { html } from '../../../base/html.js';
import { page as en } from '../../../locales/lesson/loops-en.js';
import { page as zh } from '../../../locales/lesson/loops-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { chartMarkup } from './chart.js';
import { articleChart, loopChart, loops } from './charts.js';

/**
 * @import { LanguageCode } from '../../../base/preferred-language.js'
 *
 * @typedef {'layers' | 'decoding' | 'memory'} LoopName
 * @typedef {{ heading: string, idea: string, label: string, steps: Record<string, string>, insight: string }} LoopTexts
 */

/** The height of each part when it is shown by itself: see embedMarkup. */
const heights = { article: 2180, layers: 1760, decoding: 1680, memory: 2540 };

/** @param {LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  const { article, compare } = texts;
  return html`<section id="loops" aria-labelledby="loops-title">
  <h2 id="loops-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  <div class="loop" data-loop="article" data-part="loops.article">
    <figure class="loop-chart">
      ${chartMarkup(articleChart(article.names, article))}
      <figcaption class="note">${article.caption}</figcaption>
      <p class="touch-alone">${embedMarkup(language, heights.article)}</p>
    </figure>
    <div class="loop-side">
      <h3>${article.wrongHeading}</h3>
      <ol class="loop-wrong">${article.wrong.map((sentence) => html`
        <li>${sentence}</li>`)}
      </ol>
      <table class="loop-compare">
        <caption>${compare.caption}</caption>
        <thead><tr><td></td>${compare.columns.slice(1).map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
        <tbody>${compare.rows.map(([name, ...cells]) => html`
          <tr><th scope="row">${name}</th>${cells.map((cell, index) => html`<td><span class="loop-cell" aria-hidden="true">${compare.columns[index + 1]}</span>${cell}</td>`)}</tr>`)}
        </tbody>
      </table>
    </div>
  </div>
${loops.map((loop) => {
    const name = /** @type {LoopName} */ (loop.name);
    /** @type {LoopTexts} */
    const { heading, idea, label, steps, insight } = texts.loops[name];
    /** @type {Record<string, string>} */
    const names = texts.boxes[name];
    return html`  <div class="loop" data-loop="${name}" data-part="loops.${name}" role="group" aria-labelledby="loops-${name}">
    <h3 id="loops-${name}">${heading}</h3>
    <p class="loop-idea">${idea}</p>
    <figure class="loop-chart">${chartMarkup(loopChart(loop, names, { yes: texts.yes, no: texts.no, label }))}</figure>
    <div class="loop-side">
      <div class="loop-settings"></div>
      <ol class="loop-steps">${loop.boxes.map((box) => html`
        <li data-box="${box}"><strong>${names[box]}</strong> ${steps[box]}</li>`)}
      </ol>
    </div>
    <p class="touch-alone">${embedMarkup(language, heights[name])}</p>
    <p class="insight">${insight}</p>
  </div>
`;
  })}</section>
`;
}
