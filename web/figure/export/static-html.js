/**
 * A figure that stands still: HTML without a script for feeds, mail and archives. Only the drawing comes
 * as text, which svg-painter.js has escaped; all else is written from data and escaped here.
 */

import { derivationsOf } from '../derivation/derive.js';
import { tableOf } from '../words/row-table.js';
import { keyName, queryName, shownTokens } from '../words/names.js';
import { noteOf } from '../words/note.js';
import { markup, markupText } from '../../base/markup.js';
import { withoutMathml } from '../../mathml/plain-math.js';
import { escaped } from '../../base/svg-markup.js';

/**
 * @import { Engine, FigureNumbers } from '../compute/figure-numbers.js'
 * @import { MarkupTree } from '../../base/markup.js'
 * @import { FigureState } from '../state/schema.js'
 * @import { Text } from '../words/texts.js'
 *
 * @typedef {object} StaticFigure
 * @property {FigureState} state
 * @property {FigureNumbers} numbers
 * @property {Engine | null} engine derives the chosen cell; null: only for supplied weights
 * @property {string} svg the drawing, an svg element as text
 * @property {Text} text
 * @property {string} lang of the texts, such as en
 */

/** Mail programs keep these where they drop every style sheet. @type {{ [tag: string]: Record<string, string> }} */
const mailAttributes = { table: { border: '1', cellpadding: '4' }, td: { align: 'right' } };

/** @type {typeof markup} */
const mailMarkup = (tag, attributes, ...children) => markup(tag, { ...attributes, ...mailAttributes[tag] }, ...children);

/**
 * @param {StaticFigure} figure
 * @returns {string} a figure element, to be put into a post
 */
export function staticFigure({ state, numbers, engine, svg, text, lang }) {
  const { caption, label, query, key } = state;
  const note = noteOf(state, text);
  /** @type {(MarkupTree | string)[]} */
  const parts = [
    ...(caption ? [markup('figcaption', {}, caption)] : []),
    ...(note ? [markup('p', {}, note)] : []),
    ...numbers.panels.flatMap((panel) => tableOf(mailMarkup, state, numbers, panel, text)),
  ];
  if (key !== null) {
    parts.push(
      markup('h3', {}, text('panel.title', { query: queryName(state, query, text), key: keyName(state, key) })),
      ...derivationsOf(engine, state, numbers.panels.map(({ name }) => name), text).map(withoutMathml),
    );
  }
  const start = `<figure lang="${escaped(lang)}"${label && ` aria-label="${escaped(label)}"`}>`;
  return [start, svg, ...parts.map(markupText), '</figure>', ''].join('\n');
}

/**
 * @param {StaticFigure} figure
 * @returns {string} a page of its own that holds the figure
 */
export function staticPage(figure) {
  const { label, caption, tokens } = figure.state;
  return [
    '<!doctype html>',
    `<html lang="${escaped(figure.lang)}">`,
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(label || caption || shownTokens(tokens).join(' '))}</title>`,
    staticFigure(figure),
  ].join('\n');
}
