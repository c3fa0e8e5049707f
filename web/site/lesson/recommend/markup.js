/** Recommendation: complete for the author's history before any script runs. */

import { Markup, html } from '../../../base/html.js';
import { loadAttention } from '../../../engine/node.js';
import { markupText } from '../../../base/markup.js';
import { exponential, fraction, minus, number, row, word } from '../../../mathml/mathml.js';
import { formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { live as enLive, page as en } from '../../../locales/lesson/recommend-en.js';
import { live as zhLive, page as zh } from '../../../locales/lesson/recommend-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { formula, inline, sentence } from '../drawing/picture-markup.js';
import { predictMarkup } from '../predict/predict-markup.js';
import { detailTree } from './detail.js';
import { halfAt, scoreOf } from './films.js';
import { historyTree } from './history.js';
import { engineAttend, rank } from './interest.js';
import { rankingTree } from './ranking.js';
import { authors } from './state.js';

/** @import { Part } from '../../../mathml/mathml.js' */

/** This runs where the page is built, so the module can be read from a file. */
const wasm = new URL('../../../../build/wasm/attention-lab.wasm', import.meta.url);
const attend = engineAttend(await loadAttention({ wasm }));

/** @param {Part} score */
const sigmoidOf = (score) => fraction('1', row('1', '+', exponential(minus(String(halfAt), score))));

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const [texts, live] = language === 'en' ? [en, enLive] : [zh, zhLive];
  const words = { language, texts: live };
  const { history } = authors;
  const candidates = rank(history, attend);
  const [first] = candidates;
  const score = scoreOf(first.film, history[0].film);
  return html`<section id="recommend" aria-labelledby="recommend-title">
  <h2 id="recommend-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  <p>${new Markup(filled(texts.din.text, { half: halfAt }))}</p>
  ${formula(word(texts.weightNames[0]), '=', sigmoidOf(word(texts.weightNames[1])))}
  <p>${sentence(texts.formulaNote, { film: first.film.title[language], seen: history[0].film.title[language], score, line: inline(sigmoidOf(String(score)), '≈', number(formatNumber(first.sigmoid.weights[0]))) })}</p>
  ${predictMarkup({ language, id: 'recommend.predict', ...texts.predict })}
  <div class="recommend-columns">
    <div>
      <h3>${texts.history}</h3>
      <div id="recommend-history">${new Markup(markupText(historyTree(history, words)))}</div>
      <form class="recommend-add needs-script" id="recommend-add">
        <label for="recommend-new">${texts.add}</label>
        <select id="recommend-new" autocomplete="off"></select>
        <button type="submit">${texts.addButton}</button>
      </form>
      <label class="check needs-script"><input type="checkbox" id="recommend-twice" autocomplete="off"> <span>${texts.twice}</span></label>
      <p class="note" id="recommend-done" role="status"></p>
    </div>
    <div>
      <h3 id="recommend-next">${texts.ranking}</h3>
      <p class="note needs-script">${texts.rankingHelp}</p>
      <p class="recommend-says" id="recommend-says" role="status"></p>
      <div class="recommend-list" id="recommend-list" role="radiogroup" aria-labelledby="recommend-next">${new Markup(markupText(rankingTree(candidates, history, candidates[0].film, words)))}</div>
    </div>
  </div>
  <div class="recommend-detail">
    <div id="recommend-detail">${new Markup(detailTree(candidates[0], history, false, words).map(markupText).join(''))}</div>
    <div id="recommend-figure"></div>
  </div>
  <p class="touch-alone">${embedMarkup(language, 2960)}</p>
  <h3>${texts.used}</h3>
  <p>${texts.usedAt}</p>
  <p>${texts.unused}</p>
</section>
`;
}
