/** Heads: the same words through different matrices. */

import { html } from '../../../base/html.js';
import { markup as element } from '../../../base/markup.js';
import { row, sub, subPower } from '../../../mathml/mathml.js';
import { filled } from '../../../base/filled.js';
import { page as en } from '../../../locales/lesson/heads-en.js';
import { page as zh } from '../../../locales/lesson/heads-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { inline, sentence } from '../drawing/picture-markup.js';
import { weightsMarkup } from '../drawing/written-weights.js';
import { predictMarkup } from '../predict/predict-markup.js';
import { heads, kinds, project, words } from './projections.js';

/**
 * @import { Content, Markup } from '../../../base/html.js'
 * @import { Part } from '../../../mathml/mathml.js'
 */

// How the paper writes heads (Vaswani et al. 2017, section 3.2.2): in pieces, so that a narrow screen can break the line.
const headOf = (/** @type {string} */ index) => sub('head', index);
/** @param {Part[]} parts */
const listed = (parts) => parts.flatMap((part, index) => (index === 0 ? [part] : [',', part]));
const inputs = listed(['Q', 'K', 'V']);
const output = element('msup', {}, element('mi', {}, 'W'), element('mi', {}, 'O'));
const [model, key] = [sub('d', 'model'), sub('d', 'k')];
const paper = {
  inputs: inline(...inputs), words: inline('X'), i: inline('i'), h: inline('h'), concat: inline('Concat'), output: inline(output), model: inline(model), key: inline(key),
  sizes: inline(...listed([row(model, '=', String(words[0].length)), row(key, '=', String(heads[0].q[0].length)), row('h', '=', String(heads.length))])),
};

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  const [first] = heads;
  /** @param {'q' | 'k' | 'v'} kind */
  const projected = (kind) => heads.map((head) => project(words, head[kind]));
  return html`<section id="heads" aria-labelledby="heads-title">
  <h2 id="heads-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  ${predictMarkup({ language, id: 'heads.predict', ...texts.predict, insight: indexed(texts.predict.insight) })}
  <div class="heads-choices needs-script">
    ${choice('head', texts.head, heads.map((_, index) => filled(texts.headNumber, { number: index + 1 })), 0)}
    ${choice('word', texts.word, texts.words, 3)}
  </div>
  <div data-after>
  <p class="heads-said" role="status"></p>
  <attention-figure id="heads-figure" link-base="figure.html" view="links" compare="heads" tokens="${JSON.stringify(texts.words)}" queries="${JSON.stringify(projected('q'))}" keys="${JSON.stringify(projected('k'))}" values="${JSON.stringify(projected('v'))}">${weightsMarkup({ tokens: texts.words, compare: 'head', queries: projected('q'), keys: projected('k'), values: projected('v') }, heads.map((_, index) => filled(texts.headNumber, { number: index + 1 })))}</attention-figure>
  </div>
  <div class="heads-matrices">
    ${table('x', texts.wordsTitle, texts.features, texts.words, words, texts.wordsNote)}
    ${kinds.map((kind) => table(kind, texts.matrices[kind], ['1', '2'], texts.features, first[kind]))}
    ${results(texts)}
  </div>
  <p class="field-message heads-message" role="status"></p>
  <p class="note key-help needs-script">${texts.help}</p>
  <p class="note">${texts.note}</p>
  <p class="touch-alone">${embedMarkup(language, 2760)}</p>
  <p class="insight">${indexed(texts.insight)}</p>
  <div class="heads-paper">
    <p>${texts.paper}</p>
    <p>${inline(headOf('i'), '=')} ${inline('Attention', '(', ...listed(['Q', 'K', 'V'].map((name) => row(name, subPower('W', 'i', name)))), ')')}</p>
    <p>${inline('MultiHead', '(', ...inputs, ')', '=')} ${inline('Concat', '(', ...listed([headOf('1'), '…', headOf('h')]), ')')} ${inline(output)}</p>
    <p>${sentence(texts.signs, paper)}</p>
  </div>
</section>
`;
}

/** @param {string} name @param {string} legend @param {string[]} labels @param {number} chosen */
function choice(name, legend, labels, chosen) {
  return html`<fieldset><legend>${legend}</legend><div class="tokens">${labels.map((label, index) => html`<label class="token"><input type="radio" name="heads-${name}" value="${index}" ${index === chosen && html`checked`} autocomplete="off"><span>${label}</span></label>`)}</div></fieldset>`;
}

/**
 * @param {string} name
 * @param {string} caption
 * @param {string[]} columns
 * @param {string[]} rows
 * @param {number[][]} cells
 * @param {Content} [note]
 * @returns {Markup}
 */
function table(name, caption, columns, rows, cells, note) {
  return html`<div><table class="heads-table" data-table="${name}"><caption>${indexed(caption)}</caption><thead><tr><td></td>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>${cells.map((row, index) => html`<tr><th scope="row">${rows[index]}</th>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>${note && html`<p class="note">${note}</p>`}</div>`;
}

/** W_Q as it is written on paper. @param {string} text */
const indexed = (text) => html`${text.split(/(?<=W)_/).map((part, index) => (index === 0 ? html`${part}` : html`<sub>${part[0]}</sub>${part.slice(1)}`))}`;

/** @param {typeof en} texts */
function results({ resultsTitle, results: names, words: rows }) {
  const [head] = heads;
  const columns = kinds.map((kind) => project(words, head[kind]));
  return html`<div><table class="heads-table" data-table="results"><caption>${resultsTitle}</caption><thead><tr><td></td>${kinds.map((kind) => html`<th scope="col">${names[kind]}</th>`)}</tr></thead><tbody>${rows.map((word, row) => html`<tr><th scope="row">${word}</th>${columns.map((column) => html`<td>(${column[row].join(', ')})</td>`)}</tr>`)}</tbody></table></div>`;
}
