/** Two vectors compared in three ways. */

import { Markup, html } from '../../../base/html.js';
import { markup as element, markupText } from '../../../base/markup.js';
import { fieldText, formatNumber } from '../../../base/number-format.js';
import { live as enLive, page as en } from '../../../locales/lesson/compare-en.js';
import { live as zhLive, page as zh } from '../../../locales/lesson/compare-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { pictureMarkup, sliderMarkup } from '../drawing/picture-markup.js';
import { paperTable, predictMarkup } from '../predict/predict-markup.js';
import { lineOf } from './lines.js';
import { compareScene, scores, start, stretches } from './scene.js';

/** The author's scores, as the engine computes them. */
const values = { dot: 4, cosine: 2 / Math.sqrt(5), euclidean: -2 };

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const [texts, { sights }] = language === 'en' ? [en, enLive] : [zh, zhLive];
  return html`<section id="compare" aria-labelledby="compare-title">
  <h2 id="compare-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  ${predictMarkup({ language, id: 'compare.predict', ...texts.predict, paper: paperOf(texts) })}
  <div class="touch">
    <div>
      ${pictureMarkup('compare-picture', texts.label, (width, measure) => compareScene(start, sights, width, measure))}
      <p class="picture-note touch-script">${texts.hint}</p>
    </div>
    <div>
      ${sliderMarkup({ id: 'compare-stretch', label: texts.stretch, min: stretches.least, max: stretches.most, step: stretches.step, value: 1, shown: `× ${fieldText(1)}` })}
      <fieldset class="compare-scores">
        <legend>${texts.legend}</legend>
${scores.map((score) => html`        <label class="compare-score">
          <input type="radio" name="compare-seen" value="${score}" autocomplete="off"${new Markup(score === start.seen ? ' checked' : '')}>
          <span class="compare-name">${texts.names[score]}</span>
          <span class="compare-value" data-score="${score}">${formatNumber(values[score])}</span>
          <span class="compare-line">${new Markup(markupText(element('math', { displaystyle: 'true' }, lineOf(score, start.query, start.key, values[score]))))}</span>
          <span class="compare-measures" data-after>${texts.measures[score]}</span>
          <span class="compare-change"></span>
        </label>
`)}      </fieldset>
      <p class="touch-alone"><a id="compare-alone" href="./figure.html#v=1&amp;view=plane&amp;tokens=k,2%20k&amp;queries=3,1&amp;keys=1,1;2,2&amp;compare=score&amp;compared=dot,cosine,euclidean">${texts.alone}</a> ${embedMarkup(language, 1500)}</p>
    </div>
  </div>
</section>
`;
}

/** @param {typeof en} texts */
function paperOf({ names, paper }) {
  const [query, key, twice] = [start.query, start.key, start.key.map((component) => 2 * component)].map((vector) => `(${vector.join(', ')})`);
  const formulas = { dot: 'q · k', cosine: 'q · k / (|q| |k|)', euclidean: '−|q − k|² / 2' };
  return paperTable(`q = ${query}`, ['', paper, `k = ${key}`, `k = ${twice}`], scores.map((score) => [names[score], formulas[score], '', '']));
}
