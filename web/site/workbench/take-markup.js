/** Where a section gives away what it shows: there from the beginning, so that nothing below it moves. See take.js. */

import { element } from '../../base/dom.js';

/** @import { TextKey } from './language.js' */

/** @satisfies {Record<string, TextKey>} */
const names = { link: 'take.link', json: 'take.json', csv: 'take.csv', figure: 'take.figure' };

/**
 * @param {HTMLElement} place
 * @param {readonly ('link' | 'json' | 'csv')[]} kinds of what is given away, beside a figure to go on with
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
