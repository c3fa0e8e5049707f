/** Attentions of one file may have different numbers of batches. */

/** @param {{ batches: number }} set @param {number} batch @returns {number} which batch of the set that is: its only one goes with every batch of others */
export const batchOf = ({ batches }, batch) => (batches === 1 ? 0 : batch);
