/** What of a map is masked. */

import { oncePerSource } from '../base/once-per-source.js';

/** @type {(attended: ArrayLike<number>) => boolean} */
export const isAnyMasked = oncePerSource((attended) => Array.prototype.includes.call(attended, 0));
