/** The output as a weighted mean of the values. */

import { html } from '../../../base/html.js';
import { row, sub, sumOver } from '../../../mathml/mathml.js';
import { fieldText, formatNumber, formatVector } from '../../../base/number-format.js';
import { live as enLive, page as en } from '../../../locales/lesson/mix-en.js';
import { live as zhLive, page as zh } from '../../../locales/lesson/mix-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { formula, inline, pictureMarkup, signsMarkup, sliderMarkup } from '../drawing/picture-markup.js';
import { paperTable, predictMarkup } from '../predict/predict-markup.js';
import { mixScene, scoreRange, start, valueNames, writtenMix } from './scene.js';

const weighted = row(sub('w', 'j'), sub('v', 'j'));

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const [texts, live] = language === 'en' ? [en, enLive] : [zh, zhLive];
  const { signs, columns } = texts;
  const mixed = writtenMix();
  const output = formatVector(mixed.output);
  const paper = paperTable(texts.paper, ['', ...valueNames], [[columns.value, ...start.values.map((value) => `(${value.join(', ')})`)]]);
  return html`<section id="mix" aria-labelledby="mix-title">
  <h2 id="mix-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  ${predictMarkup({ language, id: 'mix.predict', ...texts.predict, paper })}
  <div class="touch">
    <div>
      ${pictureMarkup('mix-picture', texts.label, (width, measure) => mixScene(start, mixed, live.output, width, measure))}
      <p class="picture-note">${texts.chain}</p>
      <p class="picture-note touch-script">${texts.hint}</p>
    </div>
    <div>
      <fieldset class="touch-scores">
        <legend>${texts.scores}</legend>
${valueNames.map((name, index) => html`        ${sliderMarkup({ id: `mix-score-${index}`, label: name, min: -scoreRange.most, max: scoreRange.most, step: scoreRange.step, value: start.scores[index], shown: formatNumber(start.scores[index], 2) })}
`)}      </fieldset>
      <div class="numbers">
        <table id="mix-table">
          <caption>${texts.table}</caption>
          <thead><tr><th scope="col"><span class="visually-hidden">${columns.key}</span></th><th scope="col">${columns.weight} ${inline(sub('w', 'j'))}</th><th scope="col">${columns.value} ${inline(sub('v', 'j'))}</th><th scope="col"><span class="visually-hidden">${columns.weighted} </span>${inline(weighted)}</th></tr></thead>
          <tbody>
${valueNames.map((name, index) => html`            <tr><th scope="row">${name}</th><td>${formatNumber(mixed.weights[index])}</td><td>${`[${start.values[index].map(fieldText).join(', ')}]`}</td><td>${formatVector(start.values[index].map((component) => component * mixed.weights[index]))}</td></tr>
`)}          </tbody>
          <tfoot><tr><th scope="row">${columns.sum}</th><td>${formatNumber(1)}</td><td></td><td>${output}</td></tr></tfoot>
        </table>
      </div>
      <p class="touch-alone"><a id="mix-alone" href="./figure.html#v=1&amp;view=plane&amp;tokens=v%E2%82%81,v%E2%82%82,v%E2%82%83&amp;query-tokens=q&amp;queries=1,0&amp;keys=0,0;1,0;1.5,0&amp;values=0.5,3.5;4,3;2.5,0.5&amp;score=dot">${texts.alone}</a> ${embedMarkup(language, 1360)}</p>
    </div>
  </div>
  <div class="worked">
  <h3>${texts.derivation}</h3>
  ${formula('o', '=', sumOver('j'), weighted)}
  ${signsMarkup([
    [inline(sub('v', 'j')), signs.value],
    [inline(weighted), signs.weighted],
    [inline(sumOver('j')), signs.sum],
    [inline('o'), signs.output],
  ])}
  </div>
</section>
`;
}
