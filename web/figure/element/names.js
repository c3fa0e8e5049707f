/** What panels and tokens are called. */

/**
 * @import { FigureState } from '../state/figure-state.js'
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
 * @param {FigureState} state
 * @param {number} row
 * @returns {string}
 */
export function queryName({ queryTokens, tokens }, row) {
  return isolated((queryTokens ?? tokens)[row]);
}

/**
 * @param {FigureState} state
 * @param {number} column
 * @returns {string}
 */
export function keyName({ tokens }, column) {
  return isolated(tokens[column]);
}

/**
 * A word from right to left must not turn the sentence around it: it is set apart by Unicode's isolates.
 * @param {string} token
 */
function isolated(token) {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(token) ? `\u2068${token}\u2069` : token;
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
