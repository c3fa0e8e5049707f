/** What attention costs, measured on the reader's own machine. */

import { html, Markup } from '../../../base/html.js';
import { live as liveEn, page as en } from '../../../locales/lesson/cost-en.js';
import { live as liveZh, page as zh } from '../../../locales/lesson/cost-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { predictMarkup } from '../predict/predict-markup.js';
import { chartSvg } from './chart.js';
import { lengthsUpTo, longest, operationsOf, usualLongest } from './plan.js';

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  const format = new Intl.NumberFormat(language === 'en' ? 'en' : 'zh-CN');
  return html`<section id="cost" aria-labelledby="cost-title">
  <h2 id="cost-title">${texts.title}</h2>
  <p>${texts.lead}<span data-after>${language === 'en' && ' '}${texts.papers}</span></p>
  <p>${texts.order}</p>
  <table class="cost-theory">
    <caption>${texts.theoryCaption}</caption>
    <thead><tr>${texts.theoryColumns.map((name, index, { length }) => html`<th scope="col"${index >= length - 2 && html` data-after`}>${name}</th>`)}</tr></thead>
    <tbody>
${texts.theory.map(({ method, name, sees, work, twice }) => html`      <tr data-method="${method}"><th scope="row"><span class="cost-key" aria-hidden="true"></span>${name}</th><td>${sees}</td><td data-after>${work}</td><td data-after>${twice}</td></tr>
`)}    </tbody>
  </table>
  ${predictMarkup({ language, id: 'cost.predict', ...texts.predict })}
  <p class="note no-script">${texts.noScript}</p>
  <div class="needs-script">
    <div class="cost-controls">
      <div class="method"><label for="cost-last">${texts.last}</label><select id="cost-last" autocomplete="off">${longest.map((length) => html`<option value="${length}"${length === usualLongest && html` selected`}>${format.format(length)}</option>`)}</select></div>
      <div class="buttons"><button type="button" id="cost-start" class="cost-go" aria-disabled="true">${texts.start}</button><button type="button" id="cost-stop" aria-disabled="true">${texts.stop}</button></div>
      <fieldset class="cost-metric"><legend>${texts.show}</legend>
        <label class="check"><input type="radio" name="cost-metric" value="seconds" checked autocomplete="off"> ${texts.time}</label>
        <label class="check"><input type="radio" name="cost-metric" value="bytes" autocomplete="off"> ${texts.memory}</label>
      </fieldset>
    </div>
    <p class="note" id="cost-workers"></p>
    <div class="cost-status"><progress id="cost-progress" max="1" value="0" aria-label="${texts.progress}" hidden></progress> <span id="cost-now"></span></div>
    <p id="cost-said" role="status"></p>
    <p class="problem" id="cost-problem" role="alert" hidden></p>
  </div>
  <div class="cost-plot"><div id="cost-chart" class="cost-chart" role="img" aria-label="${texts.chartWork}">${workChart(language, texts.work)}</div></div>
  <div class="needs-script">
    <p class="note cost-legend">${texts.legend}</p>
    <div class="cost-numbers"><table id="cost-table"></table></div>
    <p class="touch-alone">${embedMarkup(language, 3660)}</p>
  </div>
  <h3>${texts.adviceTitle}</h3>
  <p>${texts.adviceLead}</p>
  <div class="cost-advice">
${texts.advice.map(({ id, quote, say }) => html`    <div><blockquote${language === 'en' && html` class="translated"`}>${quote}</blockquote><p>${say}</p><p class="cost-here needs-script"><strong>${texts.here}</strong> <span data-found-here="${id}">${texts.notYet}</span></p></div>
`)}  </div>
  <div data-after>
  <h3>${texts.ownTitle}</h3>
  <dl class="cost-own">
${texts.own.map(({ id, name, say }) => html`    <div><dt>${name}</dt><dd><p>${say}</p>${id !== undefined && html`<p class="cost-here needs-script"><strong>${texts.here}</strong> <span data-found-here="${id}">${texts.notYet}</span></p>`}</dd></div>
`)}  </dl>
  <p class="cost-insight">${texts.insight}</p>
  </div>
</section>
`;
}

/** The width of the written chart in CSS pixels, about that of a phone; on a wide screen the chart grows. */
const writtenWidth = 360;
const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * The chart of counted operations, which is shown until something is measured.
 * @param {import('../../../base/preferred-language.js').LanguageCode} language
 * @param {string} work the name of the upward axis
 */
function workChart(language, work) {
  const { chart } = language === 'en' ? liveEn : liveZh;
  const lengths = lengthsUpTo(usualLongest);
  return new Markup(chartSvg({
    results: { of: (method) => lengths.map((length) => ({ length, operations: operationsOf({ method, length }) })) },
    metric: 'operations',
    lengths,
    workers: 1,
    texts: { ...chart, operations: work },
    count: (length) => new Intl.NumberFormat(language === 'en' ? 'en' : 'zh-CN').format(length),
    tick: (power) => `10${Array.from(String(power), (digit) => digits[Number(digit)]).join('')}`,
  }, writtenWidth));
}
