/** What the page shows, as plain data. */

import { articleState } from './article.js';

/** @import { ExampleState } from '../figure/example-state.js' */

/** What the example opens with: the article's vectors, and the normaliser that nearly everybody uses. @type {ExampleState} */
export const openingExample = { ...articleState, normalizer: 'softmax' };
