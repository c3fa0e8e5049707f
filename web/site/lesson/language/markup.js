/** Language: a question finds its sentence. Complete for the first passage before any script runs. */

import { Markup, html } from '../../../base/html.js';
import { markupText } from '../../../base/markup.js';
import { largestWeight } from '../../../base/statistics.js';
import { filled } from '../../../base/filled.js';
import { live as enLive, page as en } from '../../../locales/lesson/language-en.js';
import { live as zhLive, page as zh } from '../../../locales/lesson/language-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { answerText, listTree } from './list.js';
import { mostCharacters, passageDimensions, passageVersion, readPassage, textVector, wordsOf } from './passage.js';
import { longestQuestion } from './state.js';

/** @import { Passage } from './passage.js' */

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const [texts, live] = language === 'en' ? [en, enLive] : [zh, zhLive];
  const [{ text, questions }] = live.passages;
  const passage = readPassage(text);
  const weights = writtenWeights(passage, questions[0]);
  const knows = filled(texts.knows.text, { dimensions: passageDimensions, version: passageVersion, norm: Math.sqrt(passageDimensions) });
  return html`<section id="language" aria-labelledby="language-title">
  <h2 id="language-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  <p>${new Markup(knows)}</p>
  <div class="language-ask needs-script">
    <div>
      <label for="language-passage">${texts.passage}</label>
      <textarea id="language-passage" rows="9" dir="auto" maxlength="${mostCharacters}" spellcheck="false" autocomplete="off" aria-describedby="language-help">${text}</textarea>
      <p class="note" id="language-help">${texts.passageHelp}</p>
      <div class="language-reading" id="language-reading" hidden>
        <progress id="language-progress" max="1" value="0" aria-label="${texts.progress}"></progress>
        <button type="button" id="language-cancel">${texts.cancel}</button>
      </div>
    </div>
    <div>
      <div role="group" aria-labelledby="language-ready-title">
        <p class="language-label" id="language-ready-title">${texts.ready}</p>
        <div class="language-chips" id="language-ready">
${live.passages.map(({ name }, index) => html`          <button type="button" aria-pressed="${String(index === 0)}">${name}</button>
`)}        </div>
      </div>
      <label for="language-question">${texts.question}</label>
      <input id="language-question" dir="auto" maxlength="${longestQuestion}" spellcheck="false" autocomplete="off" value="${questions[0]}">
      <div role="group" aria-labelledby="language-try-title">
        <p class="language-label" id="language-try-title">${texts.suggestions}</p>
        <div class="language-chips" id="language-try" data-last="${texts.needsMeaning}"></div>
      </div>
    </div>
  </div>
  <p class="language-notice" id="language-notice" role="status"></p>
  <p class="visually-hidden" id="language-said" role="status"></p>
  <p class="language-answer" id="language-answer">${answerText(questions[0], weights, live)}</p>
  <div class="language-result">
    <fieldset>
      <legend>${texts.sentences}</legend>
      <p class="note needs-script">${texts.sentencesHelp}</p>
      <div class="language-scroll" id="language-scroll">${new Markup(markupText(listTree(passage.sentences, weights, largestWeight(weights), live)))}</div>
      <p class="note" id="language-counted"></p>
    </fieldset>
    <div class="language-derivation needs-script" id="language-derivation" role="region" aria-label="${texts.derivation}"></div>
  </div>
  <p class="touch-alone">${embedMarkup(language, 3620)}</p>
  <div class="language-self needs-script">
    <h3>${texts.selfTitle}</h3>
    <p>${texts.selfLead}</p>
    <label class="check"><input type="checkbox" id="language-ignore" checked autocomplete="off"> ${texts.ignore}</label>
    <p class="note">${texts.why}</p>
    <div id="language-map"></div>
    <p id="language-itself"></p>
  </div>
</section>
`;
}

/**
 * softmax(q·k/√D) in plain arithmetic, for the page before any script runs; afterwards the engine computes.
 * @param {Passage} passage
 * @param {string} question
 */
function writtenWeights({ sentences, vectors, frequencies }, question) {
  const query = textVector(wordsOf(question), frequencies, sentences.length);
  const scores = sentences.map((_, row) =>
    query.reduce((sum, component, c) => sum + component * vectors[row * passageDimensions + c], 0) / Math.sqrt(passageDimensions));
  const exponentials = scores.map((score) => Math.exp(score - Math.max(...scores)));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}
