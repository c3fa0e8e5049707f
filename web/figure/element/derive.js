/** The derivation of the chosen cell, for the page and for a file. */

import { element } from '../dom.js';
import { derivation } from '../derivation/derivation.js';
import { derivationMarkup } from '../derivation/derivation-markup.js';
import { markupNode } from '../derivation/markup.js';
import { panelName } from './names.js';

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
 * @param {(string | null)[]} panels their names: each is derived, one after the other
 * @param {Text} text
 * @returns {Node[]}
 */
export function derivationNodes(engine, state, panels, text) {
  return panels.flatMap((name, panel) => {
    const derived = derivationOf(engine, state, panel);
    if (!derived) return [];
    const node = markupNode(derivationMarkup(derived, text), document);
    return name === null ? [node] : [element('p', { class: 'panel-name' }, panelName(state, name, text)), node];
  });
}
