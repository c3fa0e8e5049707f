/** A figure is drawn from its state and its numbers. */

import { barsView } from './bars-view.js';
import { heatmapView } from './heatmap-view.js';
import { linksView } from './links.js';
import { moved } from '../../draw/moved.js';
import { panelsList } from './panels.js';
import { planeView } from './plane.js';
import { shownQueries, shownTokens } from '../words/names.js';
import { colorDomain } from '../../draw/scale.js';

/**
 * @import { DisplayList, Domain, Measure } from '../../draw/display-list.js'
 * @import { Look, View, ViewNumbers, ViewState } from './view.js'
 * @import { ViewName } from '../state/schema.js'
 */

/** @type {Record<ViewName, View>} */
const views = { bars: barsView, heatmap: heatmapView, links: linksView, plane: planeView };

/**
 * @param {ViewState} state
 * @param {ViewNumbers} numbers
 * @param {Look} given
 * @param {number} width in CSS pixels
 * @param {Measure} measure
 * @returns {DisplayList}
 */
export function figureView(state, numbers, given, width, measure) {
  const { texts, dir } = given;
  const written = {
    ...state,
    tokens: shownTokens(state.tokens),
    queryTokens: state.queryTokens && shownQueries(state, texts.query),
  };
  const look = numbers.isSupplied ? { ...given, texts: { ...texts, weight: texts.supplied } } : given;
  const view = views[state.view];
  const list = numbers.panels.length > 1
    ? panelsList(view, written, numbers, look, width, measure)
    : view(written, numbers, numbers.panels[0], look, width, measure, true);
  // The first key at the right; but in the plane components count.
  const isMirrored = dir === 'rtl' && state.view !== 'plane';
  return isMirrored ? { ...list, isMirrored, items: list.items.map((item) => moved(item, list.width, 0, true)) } : list;
}

/**
 * The colours' domain of a figure, one for all its panels: from 0 for weights, around 0 for scores and where one is
 * negative.
 * @param {ViewNumbers} numbers
 * @param {Domain | null} [pinned] by the author
 * @param {'signed'} [kind] scores
 * @returns {Domain}
 */
export function domainOf(numbers, pinned, kind) {
  return pinned ?? colorDomain(numbers.panels.map(({ weights }) => weights), kind);
}
