// One number for all that this side has to know of the slots: cpp/bindings/layout.h computes the same from its own lists.
import { ALIBIS, CODES, FOCUSES, INPUTS, NORMALIZERS, OUTPUTS, PRECISIONS, SCALARS, SCORES } from './names.js';
import { RESULT_SLOTS, TENSOR_SLOTS } from './slots.js';

/** FNV-1a over the names, each with a zero at its end, a one after each list, and the counts. */
function layoutNumber() {
  let hash = 2166136261;
  const addByte = (/** @type {number} */ byte) => {
    hash = Math.imul(hash ^ byte, 16777619);
  };
  for (const names of [SCORES, NORMALIZERS, CODES, PRECISIONS, FOCUSES, ALIBIS, [...INPUTS, ...SCALARS, ...OUTPUTS]]) {
    for (const name of names) {
      for (let i = 0; i < name.length; ++i) addByte(name.charCodeAt(i));
      addByte(0);
    }
    addByte(1);
  }
  for (const count of [INPUTS.length, SCALARS.length, TENSOR_SLOTS, RESULT_SLOTS]) addByte(count);
  return hash >>> 0;
}

/** What the module has to say of itself, or it is of another build than this script. */
export const LAYOUT = layoutNumber();
