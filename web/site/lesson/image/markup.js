/** The picture: its patches as tokens, and non-local means. */

import { html } from '../../../base/html.js';
import { page as en } from '../../../locales/lesson/image-en.js';
import { page as zh } from '../../../locales/lesson/image-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { pngAddress } from './png.js';
import { drawnScene } from './scene.js';

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  const picture = html`<img src="${pngAddress(drawnScene())}" width="128" height="128" alt="${texts.sceneAlt}">`;
  /** @param {string} id @param {string} caption @param {import('../../../base/html.js').Content} [content] */
  const figure = (id, caption, content) => html`<figure class="${content ? 'image-figure' : 'image-figure needs-script'}"><div class="image-board" id="${id}">${content}</div><figcaption class="note">${caption}</figcaption></figure>`;
  /** @param {string} id @param {string} label @param {string} range min, max, step and value */
  const slider = (id, label, range) => {
    const [min, max, step, value] = range.split(' ');
    return html`<p class="image-slider"><label for="${id}">${label}</label><input type="range" id="${id}" min="${min}" max="${max}" step="${step}" value="${value}" autocomplete="off"><output for="${id}" aria-live="off"></output></p>`;
  };
  return html`<section id="picture" aria-labelledby="picture-title">
  <h2 id="picture-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  <div class="image-file needs-script">
    <label class="image-button"><input type="file" accept="image/*" class="visually-hidden"><span>${texts.choose}</span></label>
    <button type="button" class="image-back" hidden>${texts.back}</button>
    <p class="note">${texts.chooseNote}</p>
    <p class="image-said note" role="status"></p>
    <p class="image-problem problem" role="alert" hidden></p>
  </div>

  <div data-part="picture.look">
  <h3>${texts.lookTitle}</h3>
  <p>${texts.lookLead}</p>
  <div class="image-look">
    <div class="image-shown">
      <div class="image-pair">
        ${figure('image-patches', texts.patchesCaption, picture)}
        ${figure('image-seen', texts.seenCaption)}
      </div>
      <div class="image-mixed needs-script">
        ${figure('image-asks', texts.asksCaption)}
        ${figure('image-gets', texts.getsCaption)}
      </div>
    </div>
    <div class="image-side needs-script">
      <fieldset class="image-scores"><legend>${texts.scoreLegend}</legend>
${texts.scores.map(([name, label]) => html`        <label class="check"><input type="radio" name="image-score" value="${name}" autocomplete="off"> ${label}</label>
`)}      </fieldset>
      ${slider('image-sharpness', texts.sharpness, '0 100 5 50')}
      <label class="check"><input type="checkbox" id="image-self" autocomplete="off"> ${texts.self}</label>
      <p class="image-look-said" role="status"></p>
      <p class="image-find"></p>
    </div>
  </div>
  <p class="touch-alone">${embedMarkup(language, 2500)}</p>
  <p class="insight">${texts.lookInsight.map((piece, index) => (index % 2 ? html`<em>${piece}</em>` : html`${piece}`))}</p>
  </div>

  <div data-part="picture.noise">
  <h3>${texts.noiseTitle}</h3>
  <p>${texts.noiseLead}</p>
  <p class="image-formula">${formula(texts.weights)}</p>
  <p>${texts.formulaWords}</p>
  <div class="image-controls needs-script">
    ${slider('image-deviation', texts.deviation, '10 60 5 25')}
    ${slider('image-strength', texts.strength, '2.5 8 0.5 4.5')}
    <div class="buttons"><button type="button" class="image-run">${texts.run}</button><button type="button" class="image-stop" hidden>${texts.stop}</button></div>
    <progress class="image-progress" max="1" value="0" aria-label="${texts.progress}" hidden></progress>
    <p class="image-noise-said" role="status"></p>
  </div>
  <div class="image-three">
    ${figure('image-noisy', texts.noisyCaption)}
    ${figure('image-pixel', texts.pixelCaption)}
    <div class="image-result" hidden>${figure('image-denoised', texts.denoisedCaption)}</div>
  </div>
  <p class="image-before note needs-script"></p>
  <p class="image-pixel-said needs-script" role="status"></p>
  <p class="touch-alone">${embedMarkup(language, 2780)}</p>
  <p class="insight">${texts.noiseInsight}</p>
  <p class="note">${texts.source[0]}<cite lang="en">${texts.source[1]}</cite>${texts.source[2]}</p>
  </div>
</section>
`;
}

/** @param {string} weights the word */
const formula = (weights) => html`<math><mrow><mtext>${weights}</mtext><mo>=</mo><mi>softmax</mi><mo>(</mo><mo>−</mo><mfrac><msup><mrow><mo>|</mo><mi>p</mi><mo>−</mo><mi>q</mi><mo>|</mo></mrow><mn>2</mn></msup><mrow><mn>2</mn><msup><mi>h</mi><mn>2</mn></msup></mrow></mfrac><mo>)</mo></mrow></math>`;
