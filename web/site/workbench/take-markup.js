/** The place of a section's links and files. It is there from the start, so that nothing below it moves. See take.js. */

import { element } from '../../base/dom.js';

/** @import { TextKey } from './language.js' */

/** @satisfies {Record<string, TextKey>} */
const names = { link: 'take.link', json: 'take.json', csv: 'take.csv', figure: 'take.figure' };

/**
 * @param {HTMLElement} place
 * @param {readonly ('link' | 'json' | 'csv')[]} kinds what the section offers, besides a figure to go on with
 */
export function offerTake(place, kinds) {
  place.append(
    element('div', { class: 'buttons' },
      ...kinds.map((kind) => element('button', { type: 'button', 'data-take': kind, 'data-text': names[kind], 'aria-disabled': 'true' })),
      element('a', { class: 'button', 'data-take': 'figure', 'data-text': names.figure })),
    element('p', { class: 'note', 'data-take': 'note', hidden: true }),
    element('p', { class: 'note', 'data-take': 'said', role: 'status' }),
  );
}
