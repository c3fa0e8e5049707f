/** All rows at once: the formula, symbol by symbol, and the matrices that its symbols stand for. */

import { html } from '../../../base/html.js';
import { row, sub } from '../../../mathml/mathml.js';
import { page as en } from '../../../locales/lesson/rows-en.js';
import { page as zh } from '../../../locales/lesson/rows-zh.js';
import { embedMarkup } from '../alone/embed-markup.js';
import { inline, sentence } from '../drawing/picture-markup.js';
import { weightsMarkup } from '../drawing/written-weights.js';
import { predictMarkup } from '../predict/predict-markup.js';
import { key, printed, query, value } from './example.js';

/**
 * @import { Markup } from '../../../base/html.js'
 *
 * @typedef {(string | number)[][]} Cells
 */

/** The formula as the paper writes it (Vaswani et al. 2017, section 3.2.1). */
const paper = { d: inline('d'), key: inline(sub('d', 'k')), n: inline('n'), all: inline('Attention', '(', row('Q', ',', 'K', ',', 'V'), ')') };

/** @param {import('../../../base/preferred-language.js').LanguageCode} language */
export function markup(language) {
  const texts = language === 'en' ? en : zh;
  const { words, matrices } = texts;
  const numbers = query[0].map((_, index) => String(index + 1));
  const components = value[0].map((_, index) => String(index + 1));
  const upright = key[0].map((_, row) => key.map((vector) => vector[row]));
  /** @param {keyof typeof matrices} name @param {Cells} cells @param {string[]} rows @param {string[]} columns */
  const matrix = (name, cells, rows, columns) => matrixMarkup(name, matrices[name], cells, rows, columns);
  const sign = (/** @type {string} */ text) => html`<span class="rows-sign" aria-hidden="true">${text}</span>`;
  return html`<section id="rows" aria-labelledby="rows-title">
  <h2 id="rows-title">${texts.title}</h2>
  <p class="lead">${texts.lead}</p>
  ${predictMarkup({ language, id: 'rows.predict', ...texts.predict })}
  <div class="rows-formula" role="group" aria-label="${texts.formulaName}">
    ${formula(texts.symbols)}
  </div>
  <p class="rows-said needs-script" role="status">${texts.start}</p>
  <div class="rows-lines">
    <div class="rows-line">${matrix('query', query, words, numbers)}${sign('·')}${matrix('key', upright, numbers, words)}<div class="rows-product" data-after>${sign('=')}${matrix('scores', printed.scores, words, words)}</div></div>
    <div class="rows-line" data-after>${matrix('scaled', printed.scaled, words, words)}${sign('→')}${matrix('weights', printed.weights, words, words)}</div>
    <div class="rows-line" data-after>${sign('·')}${matrix('value', value, words, components)}${sign('=')}${matrix('output', printed.output, words, components)}</div>
  </div>
  <p class="rows-help note needs-script" data-after>${texts.help}</p>
  <p class="touch-alone">${embedMarkup(language, 2180)}</p>
  <div data-after>
  <h3>${texts.figureTitle}</h3>
  <p>${texts.figureLead}</p>
  <attention-figure id="rows-figure" link-base="figure.html" view="heatmap" tokens="${JSON.stringify(words)}" queries="${JSON.stringify(query)}" keys="${JSON.stringify(key)}" values="${JSON.stringify(value)}">${weightsMarkup({ tokens: words, queries: [query], keys: [key], values: [value] }, [texts.figureFallback])}</attention-figure>
  </div>
  <p class="insight">${texts.insight}</p>
  <p class="rows-paper">${sentence(texts.paper, paper)}</p>
</section>
`;
}

/**
 * The formula as a row of buttons, one for each symbol that can be pointed at.
 * @param {Record<string, string>} names
 * @returns {Markup}
 */
function formula(names) {
  /** @param {typeof import('./example.js').symbols[number]} name @param {Markup | string} text */
  const symbol = (name, text) => html`<button type="button" class="rows-symbol" data-symbol="${name}" aria-pressed="false" aria-label="${names[name]}">${text}</button>`;
  const plain = (/** @type {string} */ text) => html`<span class="rows-plain" aria-hidden="true">${text}</span>`;
  const bracket = (/** @type {string} */ text) => html`<span class="rows-plain rows-bracket" aria-hidden="true">${text}</span>`;
  return html`${symbol('output', html`<i>O</i>`)}${plain('=')}${symbol('softmax', 'softmax')}${bracket('(')}<span class="rows-fraction"><span class="rows-above">${symbol('q', html`<i>Q</i>`)}${symbol('product', '·')}${symbol('k', html`<i>K</i>`)}${symbol('transpose', html`<sup>T</sup>`)}</span><span class="rows-below">${symbol('root', '√')}${symbol('d', html`<i>d</i>`)}</span></span>${bracket(')')}${symbol('mix', '·')}${symbol('v', html`<i>V</i>`)}`;
}

/**
 * @param {string} name
 * @param {{ short: string, long: string }} caption
 * @param {Cells} cells
 * @param {string[]} rows
 * @param {string[]} columns
 * @returns {Markup}
 */
function matrixMarkup(name, { short, long }, cells, rows, columns) {
  const head = columns.map((column) => html`<th scope="col">${column}</th>`);
  const body = cells.map((row, index) => html`<tr><th scope="row">${rows[index]}</th>${row.map((cell, column) => html`<td data-row="${index}" data-column="${column}">${cell}</td>`)}</tr>`);
  return html`<table class="rows-matrix" data-matrix="${name}"><caption>${short && html`<i>${short}</i> `}<span>${long}</span></caption><thead><tr><td></td>${head}</tr></thead><tbody>${body}</tbody></table>`;
}
