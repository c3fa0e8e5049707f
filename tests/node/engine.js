/**
 * The engine of the built package, without its types: the tests hand over what these would forbid,
 * and take results apart by names that they compute. names.test.js checks the types.
 */

import { loadAttention } from 'attention-lab';

/** @type {any} */
export const attention = await loadAttention();
