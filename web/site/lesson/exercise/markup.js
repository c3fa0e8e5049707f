/** The exercise by hand, step by step, complete before any script runs: the hints and the solution open without one. */

import { html } from '../../../base/html.js';
import { page as en } from '../../../locales/lesson/exercise-en.js';
import { page as zh } from '../../../locales/lesson/exercise-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { weightsMarkup } from '../drawing/written-weights.js';
import { scores, steps, values } from './steps.js';

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  const written = ['ln 1', 'ln 2', 'ln 5'];
  return html`<section id="exercise" aria-labelledby="exercise-title">
  <h2 id="exercise-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  <table class="exercise-given"><caption>${texts.given}</caption><thead><tr><td></td>${texts.words.map((word) => html`<th scope="col">${word}</th>`)}</tr></thead><tbody>
    <tr><th scope="row">${texts.score}</th>${written.map((score) => html`<td>${score}</td>`)}</tr>
    <tr><th scope="row">${texts.value}</th>${values.map((value) => html`<td>(${value.join(', ')})</td>`)}</tr>
  </tbody></table>
  <ol class="exercise-steps">
${steps.map(({ name, answers }, step) => html`    <li class="exercise-step" data-step="${step}"><form novalidate>
      <h3 id="exercise-${name}">${texts.steps[name].title}</h3>
      <div class="exercise-fields" role="group" aria-labelledby="exercise-${name}">${answers.map((_, index) => html`<label class="method"><span>${texts.steps[name].fields[index]}</span><input type="text" inputmode="text" autocomplete="off" maxlength="12"></label>`)}
        <button class="needs-script" type="submit">${texts.check}</button></div>
      <p class="exercise-said" role="status"></p>
      <details data-tells><summary>${texts.hint}</summary><p>${texts.steps[name].hint}</p></details>
    </form></li>
`)}  </ol>
  <details class="exercise-solution" data-tells><summary>${texts.solution}</summary>${texts.solutionLines.map((line) => html`<p>${line}</p>`)}</details>
  <div class="exercise-finish">
    <h3>${texts.finished}</h3>
    <p class="exercise-result" role="status"></p>
    <attention-figure id="exercise-figure" link-base="figure.html" view="bars" score="dot" query-tokens="${JSON.stringify([texts.query])}" tokens="${JSON.stringify(texts.words)}" queries="[1]" keys="${JSON.stringify(scores.map((score) => [score]))}" values="${JSON.stringify(values)}">${weightsMarkup({ tokens: texts.words, queryTokens: [texts.query], queries: [[[1]]], keys: [scores.map((score) => [score])], score: 'dot' }, [texts.fallback])}</attention-figure>
  </div>
  <p class="touch-alone">${embedMarkup(language, 1640)}</p>
  <p class="insight">${texts.insight}</p>
  <div class="worksheet-choices" hidden><p class="note">${texts.teachers}</p>
    <div class="buttons"><button type="button" data-sheet="questions" aria-pressed="false">${texts.worksheet}</button><button type="button" data-sheet="answers" aria-pressed="false">${texts.worksheetAnswers}</button></div>
  </div>
</section>
`;
}
