/** The derivation of the chosen cell, for the page and for a file. */

import { derivation } from '../derivation/derivation.js';
import { derivationMarkup } from '../derivation/derivation-markup.js';
import { markupNode } from '../derivation/markup.js';

/**
 * @import { Attention } from '../../engine/attention.js'
 * @import { Derivation } from '../derivation/derivation.js'
 * @import { FigureState } from '../state/figure-state.js'
 * @import { Text } from './texts.js'
 */

/**
 * @param {Attention | null} engine
 * @param {FigureState} state
 * @param {number} [panel] which one of a comparison
 * @returns {Derivation | null} null where no cell is chosen
 */
export function derivationOf(engine, state, panel = 0) {
  return state.key === null ? null : derivation(engine, state, { query: state.query, key: state.key, panel });
}

/**
 * @param {Attention | null} engine
 * @param {FigureState} state
 * @param {number} panel
 * @param {Text} text
 * @returns {Node[]}
 */
export function derivationNodes(engine, state, panel, text) {
  const derived = derivationOf(engine, state, panel);
  return derived ? [markupNode(derivationMarkup(derived, text), document)] : [];
}
