/** A figure reserves the height that its picture will about have, so that the page does not jump when it is drawn. */

import { figureNumbers } from '../compute/figure-numbers.js';

/**
 * @import { Engine } from '../compute/figure-numbers.js'
 * @import { FigureState } from '../state/schema.js'
 * @import { Picture } from './picture.js'
 * @import { Text } from '../words/texts.js'
 */

/** Stands for the engine before there is one: every query attends to all keys alike, which is as high as any other answer. */
const blank = /** @type {Engine} */ (/** @type {unknown} */ ({
  /** @param {Record<'query' | 'key' | 'value', { shape: number[] }>} inputs */
  attend: ({ query, key, value }) => {
    const [rows, columns] = [query.shape[0], key.shape[0]];
    return {
      weights: { data: new Float32Array(rows * columns).fill(1 / columns) },
      output: { data: new Float32Array(rows * value.shape[1]) },
    };
  },
}));

/**
 * @param {Picture} picture that shows nothing yet
 * @param {FigureState} state
 * @param {Text} text
 * @param {number} width of the picture
 * @returns {number} in CSS pixels
 */
export function reservedHeight(picture, state, text, width) {
  return picture.heightOf({ state, numbers: figureNumbers(blank, state), text, dir: 'ltr', isPreview: false }, width);
}
