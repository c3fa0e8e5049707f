/** Recommendation: complete for the author's history before any script runs. */

import { Markup, html } from '../../common/markup.js';
import { markupText } from '../../figure/derivation/markup.js';
import { filled } from '../../figure/views/texts.js';
import { live as enLive, page as en } from '../../locales/lesson/recommend-en.js';
import { live as zhLive, page as zh } from '../../locales/lesson/recommend-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { predictMarkup } from '../predict/predict-markup.js';
import { detailTree } from './detail.js';
import { halfAt } from './films.js';
import { historyTree } from './history.js';
import { rank } from './interest.js';
import { rankingTree } from './ranking.js';
import { authors } from './state.js';

/** @import { Call } from './films.js' */

/** @param {import('../../common/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const [texts, live] = language === 'en' ? [en, enLive] : [zh, zhLive];
  const words = { language, texts: live };
  const { history } = authors;
  const candidates = rank(history, writtenAttend);
  return html`<section id="recommend" aria-labelledby="recommend-title">
  <h2 id="recommend-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  <p>${new Markup(filled(texts.din.text, { half: halfAt }))}</p>
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
  <p class="touch-alone">${embedMarkup(language, 2860)}</p>
</section>
`;
}

/**
 * Attention in plain arithmetic, for the page before any script runs; afterwards the engine computes.
 * @param {Call} call
 * @param {'sigmoid' | 'softmax'} kind
 */
function writtenAttend({ queries, keys, values }, kind) {
  const rows = queries.map((query) => {
    const scores = keys.map((key) => key.reduce((sum, value, c) => sum + value * query[c], 0));
    if (kind === 'sigmoid') return scores.map((score) => 1 / (1 + Math.exp(Math.log(keys.length) - score)));
    const exponentials = scores.map(Math.exp);
    return exponentials.map((value) => value / exponentials.reduce((sum, other) => sum + other, 0));
  });
  return { weights: rows.flat(), interests: rows.map((row) => row.reduce((sum, weight, index) => sum + weight * values[index][0], 0)) };
}
