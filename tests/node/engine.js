/**
 * The engine of the built package, without its types: the tests pass values that these would forbid,
 * and read results by computed names. names.test.js checks the types.
 */

import { loadAttention } from 'attention-lab';

/** @type {any} */
export const attention = await loadAttention();
