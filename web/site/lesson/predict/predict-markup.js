/** The markup of 'Predict first, then reveal', which is complete with its insight before any script runs. */

import { html } from '../../../base/html.js';
import { page as en } from '../../../locales/lesson/predict-en.js';
import { page as zh } from '../../../locales/lesson/predict-zh.js';

/**
 * @import { Content, Markup } from '../../../base/html.js'
 * @import { LanguageCode } from '../../../base/preferred-language.js'
 *
 * @typedef {object} Choice
 * @property {Content} text
 * @property {Content} [because] why it is right or wrong: shown when the reader has chosen this one
 *
 * @typedef {object} Prediction
 * @property {LanguageCode} language
 * @property {string} id the section's id and a part, such as `softmax.predict`: its name in the link and, with a `-` in place
 *   of the dot, the id of its element
 * @property {Content} question
 * @property {readonly (Choice | string)[]} choices
 * @property {number} answer index of the right choice
 * @property {Content} insight what the reader learns; without scripts it is visible from the start
 * @property {Content} [next] what the reader can do with it in the section
 * @property {Content} [paper] what the worksheet shows in place of the section's picture: see paperTable
 */

/** @param {Prediction} prediction @returns {Markup} */
export function predictMarkup({ language, id, question, choices, answer, insight, next, paper }) {
  const texts = language === 'en' ? en : zh;
  const named = choices.map((choice) => (typeof choice === 'string' ? { text: choice, because: undefined } : choice));
  const elementId = id.replaceAll('.', '-');
  return html`<div class="predict" id="${elementId}" data-answer="${answer + 1}">
  <fieldset>
    <legend><span class="predict-kicker">${texts.kicker}</span> ${question}</legend>
    <div class="predict-choices">
${named.map(({ text }, index) => html`      <label class="predict-choice"><input type="radio" name="${elementId}" value="${index + 1}" autocomplete="off"><span>${text}</span></label>
`)}    </div>
    <button class="predict-check" type="button">${texts.check}</button>
  </fieldset>
  <div class="predict-verdict" role="status"><p class="predict-words"></p>${named.map(({ because }, index) => because !== undefined && html`<p class="predict-because" data-choice="${index + 1}">${because}</p>`).filter((each) => each !== false)}</div>
  <div class="predict-insight">${insight}${next !== undefined && html`<span class="predict-next">${language === 'en' && ' '}${next}</span>`}</div>
${paper !== undefined && html`  <div class="predict-paper" hidden>${paper}</div>
`}</div>
`;
}

/**
 * A table with what a question is about, for readers who have it on paper only.
 * @param {Content} caption
 * @param {readonly Content[]} columns
 * @param {readonly (readonly Content[])[]} rows each begins with its heading; an empty cell is for the reader to fill in
 */
export const paperTable = (caption, columns, rows) => html`<table class="worksheet-table"><caption>${caption}</caption><thead><tr>${columns.map((column) => (column === '' ? html`<td></td>` : html`<th scope="col">${column}</th>`))}</tr></thead><tbody>${rows.map(([name, ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>`;
