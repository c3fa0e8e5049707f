/** What of a map is masked. */

/** Of masks that are drawn again and again, frame by frame. @type {WeakMap<object, boolean>} */
const masked = new WeakMap();

/** @param {ArrayLike<number>} attended never changed in place */
export function isAnyMasked(attended) {
  let known = masked.get(attended);
  if (known === undefined) {
    known = Array.prototype.includes.call(attended, 0);
    masked.set(attended, known);
  }
  return known;
}
