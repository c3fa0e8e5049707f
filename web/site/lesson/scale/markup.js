/** Why scores are divided by the root of D. */

import { html } from '../../../base/html.js';
import { brackets, fraction, root, row, square, sub, sumOver, word } from '../../../mathml/mathml.js';
import { formatNumber } from '../../../base/number-format.js';
import { live as enLive, page as en } from '../../../locales/lesson/scale-en.js';
import { live as zhLive, page as zh } from '../../../locales/lesson/scale-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { formula, inline, pictureMarkup, sliderMarkup } from '../drawing/picture-markup.js';
import { predictMarkup } from '../predict/predict-markup.js';
import { dimensions, summaryOf, writtenTally } from './sampling.js';
import { histograms, lastBars } from './scene.js';
import { saturationText, start, varianceText } from './texts.js';

const product = row('q', '⋅', 'k');
const scaledProduct = fraction(product, root('D'));
const components = row(sub('q', 'c'), sub('k', 'c'));
/** @param {import('../../../mathml/mathml.js').Part} of */
const varianceOf = (of) => row(word('Var'), '(', of, ')');

const tally = writtenTally(start.dimension, start.seed);

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const [texts, live] = language === 'en' ? [en, enLive] : [zh, zhLive];
  const { columns, signs } = texts;
  const [plain, scaled] = [summaryOf(tally.plain), summaryOf(tally.scaled)];
  return html`<section id="scale" aria-labelledby="scale-title">
  <h2 id="scale-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  ${predictMarkup({ language, id: 'scale.predict', ...texts.predict })}
  <div class="touch">
    <div>
      ${pictureMarkup('scale-histograms', texts.histogramsLabel, (width, measure) => histograms(tally, live.scene, width, measure))}
      ${pictureMarkup('scale-bars', texts.barsLabel, (width, measure) => lastBars(tally, live.scene, width, measure))}
    </div>
    <div>
      ${sliderMarkup({ id: 'scale-dimension', label: texts.dimension, min: 0, max: dimensions.length - 1, step: 1, value: dimensions.indexOf(start.dimension), shown: `D = ${start.dimension}` })}
      <div class="buttons touch-script">
        <button type="button" id="scale-again">${texts.again}</button>
        <button type="button" id="scale-all">${live.all}</button>
      </div>
      <p class="scale-progress touch-script"><progress id="scale-progress" max="1" value="1" aria-label="${texts.progress}"></progress> <span id="scale-count" role="status"></span></p>
      <p class="touch-says" id="scale-variance" data-after>${varianceText(live, tally.dimension, plain, scaled)}</p>
      <p class="touch-says" id="scale-saturation">${saturationText(live, plain, scaled)}</p>
      <div class="numbers">
        <table id="scale-table">
          <caption>${texts.table}</caption>
          <thead>
            <tr><th scope="col" rowspan="2"><i>D</i></th><th scope="colgroup" colspan="2" data-after>${columns.variance}</th><th scope="colgroup" colspan="2">${columns.largest}</th></tr>
            <tr>${[html` data-after`, ''].map((after) => html`<th scope="col"${after}><span class="visually-hidden">${columns.plain} </span>${inline(product)}</th><th scope="col"${after}><span class="visually-hidden">${columns.scaled} </span>${inline('÷', root('D'))}</th>`)}</tr>
          </thead>
          <tbody>
${dimensions.map((dimension) => {
    const cells = dimension === start.dimension ? [plain.variance, scaled.variance, plain.largest, scaled.largest].map((value) => formatNumber(value)) : ['–', '–', '–', '–'];
    return html`        <tr data-dimension="${dimension}"><th scope="row">${dimension}</th>${cells.map((cell, column) => html`<td${column < 2 && html` data-after`}>${cell}</td>`)}</tr>
`;
  })}      </tbody>
        </table>
      </div>
      <p class="touch-alone touch-script"><a id="scale-alone" href="./figure.html">${texts.alone}</a> ${embedMarkup(language, 1900)}</p>
    </div>
  </div>
  <div class="worked" data-after>
  <h3>${texts.derivation}</h3>
  ${formula(product, '=', sumOver('c'), components)}
  <p>${signs.sum}</p>
  ${formula(varianceOf(components), '=', '1', '×', '1', '=', '1')}
  <p>${signs.one}</p>
  ${formula(varianceOf(product), '=', row('1', '+', '1', '+', '…', '+', '1'), '=', 'D')}
  <p>${signs.all}</p>
  ${formula(varianceOf(scaledProduct), '=', fraction('D', square(brackets(root('D')))), '=', '1')}
  <p>${signs.scaled}</p>
  </div>
</section>
`;
}
