/** The article's Python listing, complete, and what happens when it runs. */

import { html } from '../../../base/html.js';
import { page as en } from '../../../locales/lesson/listing-en.js';
import { page as zh } from '../../../locales/lesson/listing-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { isShown, modes, rows } from './program.js';
import { keys, query } from './run.js';

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  /** @type {Record<string, string>} */
  const glosses = texts.glosses;
  return html`<section id="listing" aria-labelledby="listing-title">
  <h2 id="listing-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  <div class="listing-settings"></div>
  <div class="listing-bench">
    <figure class="listing-code">
      <ol class="listing-lines" lang="zh-CN" aria-label="${texts.codeLabel}">${rows.map((row) => html`
        <li data-row="${row.id}"${!isShown(row, 'written') && html` hidden`}><span class="listing-number">${/^\d+$/.test(row.id) ? row.id : '+'}</span><code>${row.text}</code>${glosses[row.id] && html` <span class="listing-gloss" lang="en">${glosses[row.id]}</span>`}</li>`)}
      </ol>
      <figcaption class="note">${texts.source}</figcaption>
    </figure>
    <div class="listing-side"></div>
  </div>
  <h3 id="listing-sum-title">${texts.sumHeading}</h3>
  <table class="listing-sum" aria-labelledby="listing-sum-title">
    <thead><tr>${texts.sumColumns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${modes.map((mode) => html`
      <tr data-mode="${mode}"><th scope="row">${texts.modes[mode]}</th>${texts.sums[mode].map((cell, index) => html`<td><span class="listing-cell" aria-hidden="true">${texts.sumColumns[index + 1]}</span>${cell}</td>`)}</tr>`)}
    </tbody>
  </table>
  <h3>${texts.chartsHeading}</h3>
  <div class="listing-charts">
    <figure class="listing-chart">
      <div class="listing-drawn"><p class="note">${texts.noChart}</p></div>
      <figcaption>${texts.itsChart}</figcaption>
    </figure>
    <figure class="listing-chart">
      <attention-figure view="bars" tokens="我 喜欢 学习" query-tokens='["学习"]' queries="${JSON.stringify([query])}" keys="${JSON.stringify(keys)}" score="dot" normalizer="sum" controls="normalizer" link-base="figure.html"><p>${texts.rightFallback}</p></attention-figure>
      <figcaption>${texts.rightChart}</figcaption>
    </figure>
  </div>
  <p class="touch-alone">${embedMarkup(language, 3580)}</p>
  <p class="insight">${texts.insight}</p>
</section>
`;
}
