/** What of a map is masked. */

import { once } from '../base/once.js';

/** @type {(attended: ArrayLike<number>) => boolean} */
export const isAnyMasked = once((attended) => Array.prototype.includes.call(attended, 0));
