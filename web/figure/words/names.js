/** Names panels and tokens. */

import { oncePerSource } from '../../base/once-per-source.js';
import { piecesKind, shownPiece } from '../../base/pieces.js';

/**
 * @import { FigureState } from '../state/schema.js'
 * @import { Text, TextKey } from './texts.js'
 */

/**
 * @param {Pick<FigureState, 'compare'>} state what its panels show side by side
 * @param {string | null} name of a panel; null: it stands alone
 * @param {Text} text
 * @returns {string}
 */
export function panelName({ compare }, name, text) {
  if (name === null) return '';
  if (compare === 'head') return text('control.headNumber', { number: Number(name) + 1 });
  return text(/** @type {TextKey} */ (`${compare}.${name}`));
}

/**
 * Gives the tokens as labels and tables have them: pieces of a tokeniser as what they stand for.
 * @type {(tokens: readonly string[]) => string[]}
 */
export const shownTokens = oncePerSource((tokens) => {
  const kind = piecesKind(tokens);
  return tokens.map((token) => shownPiece(token, kind));
});

/**
 * @param {Pick<FigureState, 'tokens' | 'queryTokens'>} state
 * @param {string} unnamed what a query without a name is called
 * @returns {string[]} for the labels of the rows
 */
export function shownQueries({ queryTokens, tokens }, unnamed) {
  return shownTokens(queryTokens ?? tokens).map((token) => token || unnamed);
}

/**
 * @param {FigureState} state
 * @param {number} row
 * @param {Text} text
 * @returns {string}
 */
export function queryName({ queryTokens, tokens }, row, text) {
  return isolated(shownTokens(queryTokens ?? tokens)[row]) || text('view.query');
}

/**
 * @param {FigureState} state
 * @param {number} column
 * @returns {string}
 */
export function keyName({ tokens }, column) {
  return isolated(shownTokens(tokens)[column]);
}

/**
 * No word may turn the sentence around it: what is more than Latin, Greek, Cyrillic, East Asian characters and these signs is set apart
 * by Unicode's isolates. They end all embeddings and overrides within; isolates of the word's own could end them, or
 * take their end for their own, and are left out.
 * @param {string} token as it is shown
 */
export function isolated(token) {
  return /[^\0-\u058f␣⇥↵\u2e80-\ud7ff]/.test(token) ? `\u2068${token.replace(/[\u2066-\u2069]/g, '')}\u2069` : token;
}

/**
 * @param {string} name of what a sentence is about; '' for what needs none
 * @param {string} sentence
 * @param {Text} text
 * @returns {string}
 */
export function named(name, sentence, text) {
  return name ? text('sentence.named', { name, sentence }) : sentence;
}
