/**
 * A place in a walk, as the address names it: its number, from 1.
 * @param {string} text the number; '' for the first
 * @param {number} count the number of moments
 * @returns {number} the index, from 0
 */
export function readStep(text, count) {
  if (text === '') return 0;
  const step = /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  if (!(step >= 1 && step <= count)) throw new Error(`step: expected 1 to ${count}, got ${text}`);
  return step - 1;
}
