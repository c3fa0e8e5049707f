/** Masks: which word may look where, shown on a sentence that the reader types. */

import { html } from '../../../base/html.js';
import { page as en } from '../../../locales/lesson/masks-en.js';
import { page as zh } from '../../../locales/lesson/masks-zh.js';
import { splitSentence } from '../../../figure/state/tokens.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { weightsMarkup } from '../drawing/written-weights.js';
import { predictMarkup } from '../predict/predict-markup.js';

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  const { tokens } = splitSentence(texts.example);
  return html`<section id="masks" aria-labelledby="masks-title">
  <h2 id="masks-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  ${predictMarkup({ language, id: 'masks.predict', ...texts.predict })}
  <div class="masks-fields needs-script">
    <div class="sentence-box"><label for="masks-sentence">${texts.sentence}</label><textarea id="masks-sentence" rows="2" maxlength="600" autocomplete="off" spellcheck="false">${texts.example}</textarea></div>
    <fieldset><legend>${texts.who}</legend><div class="masks-kinds">
      <label class="check"><input type="radio" name="masks-kind" value="both" checked autocomplete="off"><span>${texts.both}</span></label>
      <label class="check"><input type="radio" name="masks-kind" value="causal" autocomplete="off"><span>${texts.causal}</span></label>
    </div></fieldset>
  </div>
  <p class="field-message masks-notice" role="status"></p>
  <attention-figure id="masks-figure" link-base="figure.html" view="heatmap" temperature="4" tokens="${JSON.stringify(tokens)}">${weightsMarkup({ tokens, temperature: 4 }, [texts.fallback])}</attention-figure>
  <p class="masks-said" role="status"></p>
  <p class="note">${texts.note}</p>
  <p class="touch-alone">${embedMarkup(language, 1280)}</p>
  <p class="insight">${texts.insight}</p>
</section>
`;
}
