/** An aside: the other normalisers on the same scores. */

import { html } from '../../common/markup.js';
import { normalizers } from '../../figure/methods.js';
import { filled } from '../../figure/views/texts.js';
import { page as en } from '../../locales/lesson/normalizers-en.js';
import { page as zh } from '../../locales/lesson/normalizers-zh.js';
import { predictMarkup } from '../predict/predict-markup.js';
import { author, names } from './scores.js';

/** @param {import('../../common/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  const keys = JSON.stringify(author.map((score) => [score]));
  return html`<section id="normalizers" aria-labelledby="normalizers-title">
  <h2 id="normalizers-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  ${predictMarkup({ language, id: 'normalizers.predict', ...texts.predict })}
  <div class="normalizers-scores">${texts.words.map((word, index) => html`<label class="method"><span>${filled(texts.score, { word })}</span><input type="text" data-score="${index}" value="${author[index]}" inputmode="text" autocomplete="off" maxlength="8"></label>`)}
    <button type="button" data-scores="articles">${texts.articles}</button><button type="button" data-scores="author">${texts.first}</button>
  </div>
  <p class="field-message" role="status"></p>
  <div class="normalizers-all">
${names.map((name) => {
    const known = normalizers.find((each) => each.name === name);
    return html`    <div class="normalizers-one" data-normalizer="${name}">
      <h3>${texts.names[name]}</h3>
      <p class="formula">${known?.formula}, ${known?.numerator}</p>
      <p class="note">${texts.notes[name]}</p>
      <p class="normalizers-sum"></p>
      <attention-figure link-base="figure.html" view="bars" score="dot" normalizer="${name}" domain="0 1" tokens="${JSON.stringify(texts.words)}" queries="[1]" keys="${keys}"><p class="note">${texts.fallback}</p></attention-figure>
    </div>
`;
  })}  </div>
  <p class="insight">${texts.insight}</p>
</section>
`;
}
