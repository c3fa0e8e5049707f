/** Order: when the words are shuffled, the weights only move along with them, until positions are added. */

import { html } from '../../../base/html.js';
import { page as en } from '../../../locales/lesson/order-en.js';
import { page as zh } from '../../../locales/lesson/order-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { weightsMarkup } from '../drawing/written-weights.js';
import { predictMarkup } from '../predict/predict-markup.js';
import { vectorsOf } from './sentence.js';

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  const vectors = vectorsOf(texts.words.map((_, index) => index), false);
  const written = JSON.stringify(vectors);
  /** @param {string} name */
  const figure = (name) => html`<attention-figure id="order-${name}" link-base="figure.html" view="heatmap" domain="0 0.6" tokens="${JSON.stringify(texts.words)}" queries="${written}" keys="${written}">${weightsMarkup({ tokens: texts.words, queries: [vectors], keys: [vectors] }, [texts.fallback])}</attention-figure>`;
  return html`<section id="order" aria-labelledby="order-title">
  <h2 id="order-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  ${predictMarkup({ language, id: 'order.predict', ...texts.predict })}
  <div class="needs-script"><fieldset><legend>${texts.pick}</legend><div class="tokens order-words">${texts.words.map((word, index) => html`<label class="token" data-word="${index}"><input type="radio" name="order-word" value="${index}" ${index === 1 && html`checked`} autocomplete="off"><span>${word}</span></label>`)}</div></fieldset>
  <p class="note">${texts.wordsNote}</p>
  <div class="buttons">
    <button type="button" data-move="-1">← ${texts.left}</button>
    <button type="button" data-move="1">${texts.right} →</button>
    <button type="button" data-order="shuffle">${texts.shuffle}</button>
    <button type="button" data-order="first">${texts.restore}</button>
  </div>
  <label class="check order-positions"><input type="checkbox" autocomplete="off"><span>${texts.positions}</span></label>
  </div>
  <p class="order-said" role="status"></p>
  <div class="order-maps">
    <div><h3>${texts.before}</h3>${figure('before')}</div>
    <div class="needs-script"><h3>${texts.after}</h3>${figure('after')}</div>
  </div>
  <table class="order-table needs-script"><caption>${texts.tableName}</caption><thead><tr><th scope="col">${texts.key}</th><th scope="col">${texts.weightBefore}</th><th scope="col">${texts.weightAfter}</th><th scope="col">${texts.difference}</th></tr></thead><tbody></tbody></table>
  <p class="note">${texts.note}</p>
  <p class="touch-alone">${embedMarkup(language, 2160)}</p>
  <p class="insight" data-after>${texts.insight}</p>
</section>
`;
}
