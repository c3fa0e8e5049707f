/** All choices of the reader, as plain data: the page's address holds them, and undo goes back through them. */

import { articleState } from './article.js';

/**
 * @import { ExampleState } from '../exhibits/example-state.js'
 * @import { Sight } from '../exhibits/long-call.js'
 * @import { Method } from '../../figure/state/methods.js'
 *
 * @typedef {object} Asked
 * @property {string | null} text null for the page's own sentence, which follows the page's language
 * @property {boolean} ignoreItself
 * @property {number} chosen the word that attends, from 0; a number beyond the last word means the last
 *
 * @typedef {Asked & Method} SentenceState
 *
 * @typedef {object} LongState what the next run computes, and which row of it is shown
 * @property {number} length
 * @property {Sight | null} sight null if not chosen: it then depends on the length
 * @property {number} heads
 * @property {number | null} row null if not chosen
 * @property {number} head from 0
 *
 * @typedef {{ example: ExampleState, sentence: SentenceState, long: LongState }} PageState
 * @typedef {keyof PageState} Part
 */

/** @type {PageState} */
export const beginning = {
  // The article's vectors, with the normaliser that nearly everybody uses.
  example: { ...articleState, normalizer: 'softmax' },
  // In the page's own sentences the weights of the third word are the most interesting.
  sentence: { text: null, ignoreItself: true, chosen: 2, score: 'scaled-dot', normalizer: 'softmax', temperature: null, scale: null },
  long: { length: 4096, sight: null, heads: 1, row: null, head: 0 },
};
