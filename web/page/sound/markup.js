/** Sound: a recording that attends to itself. */

import { html } from '../../common/markup.js';
import { page as en } from '../../locales/lesson/sound-en.js';
import { page as zh } from '../../locales/lesson/sound-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { predictMarkup } from '../predict/predict-markup.js';
import { author, temperatures } from './state.js';

/** @param {import('../../common/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  return html`<section id="sound" aria-labelledby="sound-title">
  <h2 id="sound-title">${texts.title}</h2>
  <p>${texts.lead}</p>
  <p>${texts.how}</p>
  ${predictMarkup({ language, id: 'sound.predict', ...texts.predict })}
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
    <div class="sound-stage">
      <div class="sound-picture"><canvas id="sound-canvas" role="img" aria-label="${texts.canvas}"></canvas></div>
      <div class="sound-side">
        <div class="buttons sound-player"><button type="button" id="sound-play-all" aria-disabled="true">${texts.playAll}</button><button type="button" id="sound-stop" aria-disabled="true">${texts.stop}</button></div>
        <div class="sound-slider"><label for="sound-frame">${texts.frame}</label> <output for="sound-frame" id="sound-frame-shown"></output>
          <input type="range" id="sound-frame" min="0" max="190" step="1" value="${author.frame}" autocomplete="off"></div>
        <p class="note">${texts.frameHelp}</p>
        <p id="sound-summary"></p>
        <p class="note" id="sound-list-title">${texts.listTitle}</p>
        <ol id="sound-list" class="sound-list" aria-labelledby="sound-list-title"></ol>
        <div class="buttons"><button type="button" id="sound-play-frame" aria-disabled="true">${texts.playFrame}</button><button type="button" id="sound-play-attended" class="sound-go" aria-disabled="true">${texts.playAttended}</button></div>
        <label class="check"><input type="checkbox" id="sound-wide" checked autocomplete="off"> <span>${texts.wide}</span></label>
        <label class="check"><input type="checkbox" id="sound-near" checked autocomplete="off"> <span>${texts.near}</span></label>
        <div class="sound-slider"><label for="sound-temperature">${texts.temperature}</label> <output for="sound-temperature" id="sound-temperature-shown"></output>
          <input type="range" id="sound-temperature" min="0" max="${temperatures.length - 1}" step="1" value="${temperatures.indexOf(author.temperature)}" autocomplete="off"></div>
        <p id="sound-repeat"></p>
      </div>
    </div>
    <p class="touch-alone">${embedMarkup(language, 2560, 'microphone')}</p>
  </div>
  <p class="sound-insight">${texts.insight}</p>
  <p class="note">${texts.made} ${html`<a href="./lesson-licenses.txt">${texts.licence}</a>`}</p>
</section>
`;
}
