/** All that the page shows by the reader's choice, as plain data: what its address holds, and what undo goes back to. */

import { articleState } from './article.js';

/**
 * @import { ExampleState } from '../exhibits/example-state.js'
 * @import { Sight } from '../exhibits/long-call.js'
 * @import { Method } from '../../figure/state/methods.js'
 *
 * @typedef {object} Asked
 * @property {string | null} text null: the page's own sentence, which follows the page's language
 * @property {boolean} ignoreItself
 * @property {number} chosen the word that attends, from 0; beyond the last: the last
 *
 * @typedef {Asked & Method} SentenceState
 *
 * @typedef {object} LongState what the next run computes, and which row of it is shown
 * @property {number} length
 * @property {Sight | null} sight null: not chosen, it goes by the length
 * @property {number} heads
 * @property {number | null} row null: not chosen
 * @property {number} head from 0
 *
 * @typedef {{ example: ExampleState, sentence: SentenceState, long: LongState }} PageState
 * @typedef {keyof PageState} Part
 */

/** @type {PageState} */
export const beginning = {
  // The article's vectors, and the normaliser that nearly everybody uses.
  example: { ...articleState, normalizer: 'softmax' },
  // In the page's own sentences the third word has the most to show.
  sentence: { text: null, ignoreItself: true, chosen: 2, score: 'scaled-dot', normalizer: 'softmax', temperature: null, scale: null },
  long: { length: 4096, sight: null, heads: 1, row: null, head: 0 },
};
