/**
 * A figure that stands still: HTML without a script for feeds, mail and archives. Only the drawing comes
 * as text; all else is written from data and escaped.
 */

import { derivationMarkup } from '../derivation/derivation-markup.js';
import { escapeText, markup, markupText } from '../derivation/markup.js';
import { withoutMathml } from '../derivation/plain-math.js';
import { formatNumber } from '../number-format.js';
import { isSpelled } from '../state/figure-vectors.js';
import { rowSum } from '../statistics.js';
import { checkInertSvg } from './inert-svg.js';

/**
 * @import { Derivation } from '../derivation/steps.js'
 * @import { DerivationText } from '../derivation/derivation-markup.js'
 * @import { Markup } from '../derivation/markup.js'
 * @import { FigureNumbers, Panel } from '../figure-numbers.js'
 * @import { FigureState } from '../state/figure-state.js'
 *
 * @typedef {object} StaticFigure
 * @property {FigureState} state
 * @property {FigureNumbers} numbers
 * @property {string} svg the drawing, an svg element as text
 * @property {Derivation | null} derivation of the chosen cell; null: none is chosen
 * @property {string[]} panelNames one for each panel, in the reader's language; one alone is not named
 * @property {DerivationText} text
 * @property {string} lang of the texts, such as en
 */

/** Up to so many queries and keys all weights are in the table. */
const whole = 16;

/**
 * @param {StaticFigure} figure
 * @returns {string} a figure element, to be put into a post
 * @throws {TypeError} for a drawing that could run a script
 */
export function staticFigure({ state, numbers, svg, derivation, panelNames, text, lang }) {
  checkInertSvg(svg);
  const { caption, label } = state;
  const notes = [
    ...(numbers.isSupplied ? [text('export.supplied')] : []),
    ...(isSpelled(state) ? [text('export.spelled')] : []),
  ].map((note) => markup('p', {}, note));
  const tables = numbers.panels.flatMap((panel, index) => {
    const name = numbers.panels.length > 1 ? panelNames[index] : '';
    return tableMarkup(state, numbers, panel, name, text);
  });
  const derived = derivation === null ? [] : [
    markup('h3', {}, text('export.derivation', { query: derivation.queryToken, key: derivation.keyToken })),
    withoutMathml(derivationMarkup(derivation, text)),
  ];
  return [
    `<figure lang="${escapeText(lang)}"${label ? ` aria-label="${escapeText(label)}"` : ''}>`,
    svg,
    ...(caption ? [markupText(markup('figcaption', {}, caption))] : []),
    ...[...notes, ...tables, ...derived].map(markupText),
    '</figure>',
    '',
  ].join('\n');
}

/**
 * @param {StaticFigure} figure
 * @returns {string} a page of its own that holds the figure
 * @throws {TypeError} for a drawing that could run a script
 */
export function staticPage(figure) {
  const title = escapeText(figure.state.label || figure.state.caption || figure.state.tokens.join(' '));
  return [
    '<!doctype html>',
    `<html lang="${escapeText(figure.lang)}">`,
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>`,
    staticFigure(figure),
  ].join('\n');
}

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Panel} panel
 * @param {string} name
 * @param {DerivationText} text
 * @returns {Markup[]}
 */
function tableMarkup(state, { rows, columns }, panel, name, text) {
  const queries = state.queryTokens ?? state.tokens;
  const isWhole = rows > 1 && rows <= whole && columns <= whole;
  const title = isWhole ? text('export.whole') : text('export.row', { query: queries[state.query] });
  const caption = markup('caption', {}, name ? text('export.named', { name, title }) : title);
  const body = isWhole ? wholeTable(state, queries, panel, text) : rowTable(state, panel, text);
  const weights = panel.weights.subarray(state.query * columns, (state.query + 1) * columns);
  const sum = text('export.sum', { query: queries[state.query], sum: formatNumber(rowSum(weights), 4) });
  // Mail programs keep these two attributes where they drop every style sheet.
  return [markup('table', { border: '1', cellpadding: '4' }, caption, ...body), markup('p', {}, sum)];
}

/**
 * @param {FigureState} state
 * @param {string[]} queries
 * @param {Panel} panel
 * @param {DerivationText} text
 * @returns {Markup[]}
 */
function wholeTable({ tokens }, queries, panel, text) {
  const corner = markup('td', {}, `${text('export.query')} ↓ ${text('export.key')} →`);
  const head = markup('tr', {}, corner, ...tokens.map((token) => heading('col', token)));
  const rows = queries.map((query, row) =>
    markup('tr', {}, heading('row', query), ...tokens.map((_, key) => weightCell(panel, row * tokens.length + key, text))),
  );
  return [markup('thead', {}, head), markup('tbody', {}, ...rows)];
}

/**
 * @param {FigureState} state
 * @param {Panel} panel
 * @param {DerivationText} text
 * @returns {Markup[]}
 */
function rowTable({ tokens, query }, panel, text) {
  const head = markup('tr', {}, heading('col', text('export.key')), heading('col', text('export.weight')));
  const rows = tokens.map((token, key) =>
    markup('tr', {}, heading('row', token), weightCell(panel, query * tokens.length + key, text)),
  );
  return [markup('thead', {}, head), markup('tbody', {}, ...rows)];
}

/** @param {'row' | 'col'} scope @param {string} token of any script, right to left too */
const heading = (scope, token) => markup('th', { scope }, markup('bdi', {}, token));

/**
 * @param {Panel} panel
 * @param {number} index
 * @param {DerivationText} text
 */
function weightCell({ weights, attended }, index, text) {
  return markup('td', { align: 'right' }, attended[index] ? formatNumber(weights[index]) : text('export.masked'));
}
