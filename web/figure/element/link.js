/** The figure as an address. */

import { writeLink } from '../state/figure-link.js';

/** @import { FigureState } from '../state/figure-state.js' */

/** What a page that shows the figure is told of its looks, besides the state. */
const settings = /** @type {const} */ (['controls', 'lang', 'theme']);

/**
 * @param {HTMLElement} figure
 * @param {FigureState} state
 * @returns {Promise<string>} of the page that link-base names; the fragment alone without it
 * @throws {import('../state/figure-error.js').FigureError} size: too much for a link
 */
export async function figureLink(figure, state) {
  const given = settings.map((name) => [name, figure.getAttribute(name)]).filter(([, value]) => value);
  const fragment = await writeLink(state, Object.fromEntries(given));
  const base = figure.getAttribute('link-base');
  return base ? new URL(base, figure.baseURI).href.replace(/#.*$/s, '') + fragment : fragment;
}
