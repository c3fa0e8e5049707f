/** The article's worked example as a slip of paper, and the mistakes on it. */

import { html } from '../../../base/html.js';
import { page as en } from '../../../locales/lesson/mistakes-en.js';
import { page as zh } from '../../../locales/lesson/mistakes-zh.js';
import { articleState } from '../../workbench/article.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { lines, mistakes } from './slip.js';

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  return html`<section id="mistakes" aria-labelledby="mistakes-title">
  <h2 id="mistakes-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  <div class="slip-bench">
    <div class="slip" role="group" aria-label="${texts.slipLabel}">
      <div class="slip-given">
        <p>${texts.given}</p>
        <p>Query = [0.1, 0.2, 0.3]</p>
        <p>Key₁ = [0.4, 0.5, 0.6], Key₂ = [0.7, 0.8, 0.9], Key₃ = [0.1, 0.2, 0.3]</p>
      </div>
${lines.map(({ heading, parts }, index) => html`${heading && heading !== 'claim' && html`      <p class="slip-heading">${texts.headings[heading]}</p>
`}      <div class="slip-line" data-line="${index}"><p>${heading === 'claim' && texts.headings.claim}${parts.map((part) => (typeof part === 'string'
    ? html`${part}`
    : html`<span class="slip-piece" data-piece="${part.id}">${part.text || texts.claim}</span>`))}</p></div>
`)}      <p class="note slip-source">${texts.source}</p>
    </div>
    <div class="slip-side">
      <div class="slip-tools"></div>
      <details class="slip-answers">
        <summary>${texts.answers}</summary>
        <ol>${mistakes.map((mistake) => html`
          <li data-mistake="${mistake}">${texts.reasons[mistake]}</li>`)}
        </ol>
      </details>
    </div>
  </div>
  <h3 data-tells>${texts.doneRight}</h3>
  <p class="slip-right" data-tells>${texts.rightIdea}</p>
  <div class="slip-figure" data-tells>
    <attention-figure view="bars" tokens="${articleState.words.join(' ')}" query-tokens='["学习"]' queries="${JSON.stringify([articleState.query])}" keys="${JSON.stringify(articleState.keys)}" score="dot" normalizer="article" controls="normalizer" link-base="figure.html"><p>${texts.rightFallback}</p></attention-figure>
    <p class="slip-output"></p>
  </div>
  <p class="touch-alone">${embedMarkup(language, 2300)}</p>
  <p class="insight" data-tells>${texts.insight}</p>
</section>
`;
}
