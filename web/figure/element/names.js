/** What panels are called. */

/**
 * @import { FigureState } from '../state/figure-state.js'
 * @import { Text, TextKey } from './texts.js'
 */

/**
 * @param {FigureState} state
 * @param {string} name of a panel
 * @param {Text} text
 * @returns {string}
 */
export function panelName({ compare }, name, text) {
  if (compare === 'head') return text('control.headNumber', { number: Number(name) + 1 });
  return text(/** @type {TextKey} */ (`${compare}.${name}`));
}
