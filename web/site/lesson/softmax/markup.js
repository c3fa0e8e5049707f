/** From scores to weights that sum to one, and what the temperature does. */

import { html } from '../../../base/html.js';
import { barsList } from '../../../draw/bars.js';
import { exponential as eToThe, fraction, row, sub, sumOver } from '../../../mathml/mathml.js';
import { formatNumber } from '../../../base/number-format.js';
import { entropyBits } from '../../../base/statistics.js';
import { filled } from '../../../base/filled.js';
import { live as enLive, page as en } from '../../../locales/lesson/softmax-en.js';
import { live as zhLive, page as zh } from '../../../locales/lesson/softmax-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { drawn, formula, inline, signsMarkup, sliderMarkup } from '../drawing/picture-markup.js';
import { predictMarkup } from '../predict/predict-markup.js';
import { scoreRange, start, temperatures, writtenRow } from './softmax.js';

const scoreOverT = fraction(sub('s', 'j'), 't');
const exponential = eToThe(row(sub('s', 'j'), '/', 't'));
const sumOfExponentials = row(sumOver('m'), eToThe(row(sub('s', 'm'), '/', 't')));
const shifted = sub('x', 'j');
const lessMost = row(shifted, '=', fraction(row(sub('s', 'j'), '−', sub('s', 'max')), 't'));

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const [texts, live] = language === 'en' ? [en, enLive] : [zh, zhLive];
  const { words, signs, columns } = texts;
  const { exponents, exponentials, sum, weights } = writtenRow(start);
  const says = filled(live.says, {
    temperature: String(start.temperature), word: words[1], weight: formatNumber(weights[1]),
    entropy: formatNumber(entropyBits(weights)), most: formatNumber(Math.log2(words.length)),
  });
  return html`<section id="softmax" aria-labelledby="softmax-title">
  <h2 id="softmax-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  ${predictMarkup({ language, id: 'softmax.predict', ...texts.predict })}
  <div class="touch">
    <div>
      <attention-figure id="softmax-figure" view="bars" tokens="${JSON.stringify(words)}" queries="[[1]]" keys="${JSON.stringify(start.scores.map((score) => [score]))}" score="dot" temperature="1" domain="0 1" query-tokens="${JSON.stringify([texts.asks])}" caption="${texts.caption}" link-base="figure.html">
${drawn((width, measure) => barsList({ words, weights, attended: words.map(() => 1), highlighted: null, domain: [0, 1], texts: { keyAxis: texts.keyAxis, weightAxis: columns.weight } }, width, measure))}
      </attention-figure>
    </div>
    <div>
      ${sliderMarkup({ id: 'softmax-temperature', label: texts.temperature, min: 0, max: temperatures.length - 1, step: 1, value: temperatures.indexOf(start.temperature), shown: `t = ${start.temperature}` })}
      <p class="touch-says" id="softmax-says">${says}</p>
      <fieldset class="touch-scores">
        <legend>${texts.scores}</legend>
${words.map((word, index) => html`        ${sliderMarkup({ id: `softmax-score-${index}`, label: word, min: -scoreRange.most, max: scoreRange.most, step: scoreRange.step, value: start.scores[index], shown: formatNumber(start.scores[index], 2) })}
`)}      </fieldset>
      <p class="touch-alone">${embedMarkup(language, 1260)}</p>
    </div>
  </div>
  <div class="worked">
  <h3>${texts.derivation}</h3>
  ${formula(sub('w', 'j'), '=', fraction(exponential, sumOfExponentials))}
  ${signsMarkup([
    [inline(sub('s', 'j')), signs.score],
    [inline(scoreOverT), signs.temperature],
    [inline(exponential), signs.exponential],
    [inline(sumOfExponentials), signs.sum],
    [inline(sub('w', 'j')), signs.weight],
  ])}
  <p>${texts.shift}</p>
  ${formula(lessMost)}
  <p>${texts.cancels}</p>
  <div class="numbers">
    <table id="softmax-table">
      <caption>${texts.table}</caption>
      <thead><tr><th scope="col">${columns.key}</th>${[
    [columns.score, sub('s', 'j')], [columns.shifted, shifted], [columns.exponential, eToThe(shifted)], [columns.weight, sub('w', 'j')],
  ].map(([name, sign]) => html`<th scope="col"><span class="visually-hidden">${/** @type {string} */ (name)} </span>${inline(sign)}</th>`)}</tr></thead>
      <tbody>
${words.map((word, index) => html`        <tr><th scope="row">${word}</th><td>${formatNumber(start.scores[index], 2)}</td><td>${formatNumber(exponents[index])}</td><td>${formatNumber(exponentials[index])}</td><td>${formatNumber(weights[index])}</td></tr>
`)}      </tbody>
      <tfoot><tr><th scope="row">${columns.sum}</th><td></td><td></td><td>${formatNumber(sum)}</td><td>${formatNumber(1)}</td></tr></tfoot>
    </table>
  </div>
  </div>
</section>
`;
}
