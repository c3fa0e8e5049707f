/** How high a figure will about be, so that the page does not jump when it is drawn. */

import { sizesOf } from '../state/figure-vectors.js';

/** @import { FigureState } from '../state/figure-state.js' */

/**
 * @param {FigureState} state
 * @param {number} width of the element
 * @returns {number} of the picture, in CSS pixels
 */
export function reservedHeight(state, width) {
  const { Tq, Tk } = sizesOf(state);
  const across = Math.max(160, width - 34);
  switch (state.view) {
    case 'bars':
      return Math.min(260, Math.max(150, across * 0.4)) + 110;
    case 'plane':
      return Math.min(480, across);
    case 'links':
      return 28 * Math.min(24, Math.max(Tq, Tk)) + 70;
    default:
      return Math.min(40, Math.max(4, (across - 70) / Tk)) * Tq + 140;
  }
}
