/** What panels and tokens are called. */

/**
 * @import { FigureState } from './state/figure-state.js'
 * @import { Text, TextKey } from './element/texts.js'
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
 * No word may turn the sentence around it: what is more than Latin, Greek, Cyrillic and East Asian characters is set apart
 * by Unicode's isolates. They end all embeddings and overrides within; isolates of the word's own could end them, or
 * take their end for their own, and are left out.
 * @param {string} token
 */
function isolated(token) {
  return /[^\0-\u058f\u2e80-\ud7ff]/.test(token) ? `\u2068${token.replace(/[\u2066-\u2069]/g, '')}\u2069` : token;
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
