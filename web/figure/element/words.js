/** Names the parts of a figure and shows which steps there are, both known before it starts. */

import { translate } from '../../base/translate.js';
import { sizesOf } from '../state/figure-vectors.js';
import { named, queryName } from '../words/names.js';
import { noteOf } from '../words/note.js';

/**
 * @import { FigureState } from '../state/schema.js'
 * @import { Parts } from './figure-parts.js'
 * @import { Text } from '../words/texts.js'
 */

/**
 * @param {Parts} parts
 * @param {FigureState} state
 * @param {boolean} isMasking whether a click masks a cell
 * @param {Text} text
 * @returns {string} what the picture is called
 */
export function nameParts({ caption, help, note, shell, stage, steppers }, state, isMasking, text) {
  const { Tq: rows, Tk: columns } = sizesOf(state);
  const isPlane = state.view === 'plane';
  translate(shell, text);
  caption.textContent = state.caption;
  note.textContent = noteOf(state, text);
  const shown = text(rows === 1 || state.view === 'bars' ? 'figure.labelOne' : 'figure.label', { query: queryName(state, state.query, text), rows, columns });
  const label = state.label || state.caption || named(state.shows === 'scores' ? text('table.score') : '', shown, text);
  stage.setAttribute('aria-label', label);
  stage.setAttribute('aria-roledescription', text(`figure.${state.view}`));
  help.textContent = text(isPlane ? 'figure.helpPlane' : 'figure.help');
  if (isMasking) help.append(' ', text('figure.helpMask'));
  const [up, down, left, right] = /** @type {Iterable<HTMLElement>} */ (steppers.children);
  left.hidden = right.hidden = isPlane;
  up.hidden = down.hidden = rows === 1;
  return label;
}
