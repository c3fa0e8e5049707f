/** An aside: the other normalisers on the same scores. */

import { html } from '../../../base/html.js';
import { filled } from '../../../base/filled.js';
import { page as en } from '../../../locales/lesson/normalizers-en.js';
import { page as zh } from '../../../locales/lesson/normalizers-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { weightsMarkup } from '../drawing/written-weights.js';
import { paperTable, predictMarkup } from '../predict/predict-markup.js';
import { first, formulas, names, printed } from './scores.js';

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  const { scores, chosen } = first;
  const rows = names.map((name) => {
    const { weights, sum } = printed[name];
    return html`<tr data-normalizer="${name}"><th scope="row"><label><input type="radio" name="normalizers-chosen" value="${name}" ${name === chosen && html`checked`} autocomplete="off"><span>${texts.names[name]}</span></label></th>${[...weights, sum].map((number) => html`<td data-after>${number}</td>`)}</tr>
    <tr class="normalizers-about" data-about="${name}"><td colspan="${weights.length + 2}"><span class="formula">${formulas[name]}</span> <span data-after>${texts.notes[name]}</span></td></tr>
`;
  });
  const asked = /** @type {const} */ (['sparsemax', 'article', 'hardmax']);
  const paper = paperTable(filled(texts.paper, { scores: scores.join(', ') }), ['', ...texts.words, texts.sum], asked.map((name) => [texts.names[name], ...printed[name].weights, '']));
  return html`<section id="normalizers" aria-labelledby="normalizers-title">
  <h2 id="normalizers-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  ${predictMarkup({ language, id: 'normalizers.predict', ...texts.predict, paper })}
  <div class="normalizers-scores needs-script">${texts.words.map((word, index) => html`<label class="method"><span>${filled(texts.score, { word })}</span><input type="text" data-score="${index}" value="${scores[index]}" inputmode="text" autocomplete="off" maxlength="8"></label>`)}
    <button type="button" data-scores="articles">${texts.articles}</button><button type="button" data-scores="author">${texts.first}</button>
  </div>
  <p class="field-message" role="status"></p>
  <div class="normalizers-both">
    <div class="normalizers-scroll" role="group" tabindex="0" aria-label="${texts.table}"><table class="normalizers-table"><caption>${texts.table}</caption><thead><tr><th scope="col">${texts.normalizer}</th>${[...texts.words, texts.sum].map((name) => html`<th scope="col" data-after>${name}</th>`)}</tr></thead><tbody>
    ${rows}</tbody></table></div>
    <div data-after><p class="note needs-script">${texts.drawn}</p>
    <attention-figure id="normalizers-figure" link-base="figure.html" view="bars" score="dot" normalizer="${chosen}" query-tokens="${JSON.stringify([texts.query])}" tokens="${JSON.stringify(texts.words)}" queries="[1]" keys="${JSON.stringify(scores.map((score) => [score]))}">${weightsMarkup({ tokens: texts.words, queryTokens: [texts.query], queries: [[[1]]], keys: [scores.map((score) => [score])], score: 'dot', normalizer: chosen }, [texts.fallback])}</attention-figure>
    <p class="normalizers-said" role="status"></p></div>
  </div>
  <p class="touch-alone">${embedMarkup(language, 1460)}</p>
  <p class="insight">${texts.insight}</p>
</section>
`;
}
