/** Sound: a recording that attends to itself. */

import { html, Markup } from '../../../base/html.js';
import { loadAttention } from '../../../engine/node.js';
import { formatNumber } from '../../../base/number-format.js';
import { entropyBits } from '../../../base/statistics.js';
import { filled } from '../../../base/filled.js';
import { live as liveEn, page as en } from '../../../locales/lesson/sound-en.js';
import { live as liveZh, page as zh } from '../../../locales/lesson/sound-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { paperTable, predictMarkup } from '../predict/predict-markup.js';
import { momentsOf, weightsOf } from './attending.js';
import { bands, logMel, secondsText, tokensOf } from './log-mel.js';
import { author, temperatures } from './state.js';
import { tune } from './tune.js';
import { writtenPicture } from './written-picture.js';

/** This runs where the page is built, so the module can be read from a file. */
const wasm = new URL('../../../../build/wasm/attention-lab.wasm', import.meta.url);
const mel = logMel(tune());
const frames = mel.length / bands;
const weights = weightsOf(await loadAttention({ wasm }), tokensOf(mel, author.around), author);

/** The tune has four phrases, each of them played twice. */
const places = [1, 2, 3, 4, 5, 6, 7, 8];

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const [texts, live] = language === 'en' ? [en, liveEn] : [zh, liveZh];
  return html`<section id="sound" aria-labelledby="sound-title">
  <h2 id="sound-title">${texts.title}</h2>
  <p>${texts.lead}</p>
  <p>${texts.how}</p>
  ${predictMarkup({ language, id: 'sound.predict', ...texts.predict, paper: paperTable(texts.paper.caption, [texts.paper.place, ...places], [[texts.paper.phrase, ...places.map((place) => 'ABCD'[Math.floor((place - 1) / 2)])]]) })}
  <p class="note no-script">${texts.noScript}</p>
  <div class="needs-script">
    <div class="sound-sources buttons">
      <button type="button" id="sound-tune" aria-disabled="true">${texts.tune}</button>
      <label class="sound-pick"><input type="file" id="sound-file" accept="audio/*,video/*"><span>${texts.file}</span></label>
      <button type="button" id="sound-record" aria-disabled="true">${texts.record}</button>
    </div>
    <p class="note">${texts.private}</p>
    <p class="sound-shows"><span id="sound-shows" role="status"></span> <progress id="sound-progress" max="1" value="0" aria-label="${texts.recordProgress}" hidden></progress></p>
    <p class="problem" id="sound-problem" role="alert" hidden></p>
  </div>
  <div class="sound-stage">
    <div class="sound-picture" data-after>${written(live)}<canvas id="sound-canvas" role="img" aria-label="${texts.canvas}"></canvas></div>
    <div class="sound-side needs-script">
        <div class="buttons sound-player"><button type="button" id="sound-play-all" aria-disabled="true">${texts.playAll}</button><button type="button" id="sound-stop" aria-disabled="true">${texts.stop}</button></div>
        <div class="sound-slider"><label for="sound-frame">${texts.frame}</label> <output for="sound-frame" id="sound-frame-shown" aria-live="off"></output>
          <input type="range" id="sound-frame" min="0" max="190" step="1" value="${author.frame}" autocomplete="off"></div>
        <p data-after class="note">${texts.frameHelp}</p>
        <p data-after id="sound-summary"></p>
        <p data-after class="note" id="sound-list-title">${texts.listTitle}</p>
        <ol data-after id="sound-list" class="sound-list" aria-labelledby="sound-list-title"></ol>
        <div class="buttons"><button type="button" id="sound-play-frame" aria-disabled="true">${texts.playFrame}</button><button type="button" id="sound-play-attended" class="sound-go" aria-disabled="true">${texts.playAttended}</button></div>
        <label class="check"><input type="checkbox" id="sound-wide" checked autocomplete="off"> <span>${texts.wide}</span></label>
        <label class="check"><input type="checkbox" id="sound-near" checked autocomplete="off"> <span>${texts.near}</span></label>
        <div class="sound-slider"><label for="sound-temperature">${texts.temperature}</label> <output for="sound-temperature" id="sound-temperature-shown" aria-live="off"></output>
          <input type="range" id="sound-temperature" min="0" max="${temperatures.length - 1}" step="1" value="${temperatures.indexOf(author.temperature)}" autocomplete="off"></div>
        <p data-after id="sound-repeat"></p>
    </div>
    <p class="touch-alone">${embedMarkup(language, 2560, 'microphone')}</p>
  </div>
  <p data-after class="sound-insight">${texts.insight}</p>
  <p class="note">${texts.made} ${html`<a href="./licenses.txt">${texts.licence}</a>`}</p>
</section>
`;
}

/** The tune, as the section shows it first. @param {typeof liveEn} texts */
function written(texts) {
  const row = weights.subarray(author.frame * frames, (author.frame + 1) * frames);
  const [strongest] = momentsOf(row, 1);
  const summary = filled(texts.summary, {
    seconds: secondsText(author.frame), other: secondsText(strongest), weight: formatNumber(row[strongest]),
    bits: formatNumber(entropyBits(row)), most: formatNumber(Math.log2(frames)),
  });
  return html`<div class="sound-written" role="img" aria-label="${texts.canvas} ${summary}">${new Markup(writtenPicture({ frames, mel, weights, chosen: author.frame, texts: texts.picture }))}</div>`;
}
