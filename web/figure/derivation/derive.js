/** The derivation of the chosen cell in every panel, for the page and for a file. */

import { derivation } from './derivation.js';
import { derivationMarkup } from './derivation-markup.js';
import { markup } from '../../base/markup.js';
import { panelName } from '../words/names.js';

/**
 * @import { Engine } from '../compute/figure-numbers.js'
 * @import { MarkupTree } from '../../base/markup.js'
 * @import { FigureState } from '../state/schema.js'
 * @import { Text } from '../words/texts.js'
 */

/**
 * @param {Engine | null} engine
 * @param {FigureState} state
 * @param {(string | null)[]} panels their names: each is derived, one after the other
 * @param {Text} text
 * @returns {MarkupTree[]} none where no cell is chosen
 */
export function derivationsOf(engine, state, panels, text) {
  const { query, key } = state;
  if (key === null) return [];
  return panels.flatMap((name, panel) => [
    ...(name === null ? [] : [markup('p', { class: 'panel-name' }, panelName(state, name, text))]),
    derivationMarkup(derivation(engine, state, { query, key, panel }), text),
  ]);
}
