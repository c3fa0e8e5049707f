/**
 * The numbers of a figure as its exports take them.
 *
 * @typedef {object} ResultPanel
 * @property {string | null} name score function, normaliser or head of a comparison
 * @property {Float32Array | Float64Array} weights [Tq*Tk]
 * @property {Float32Array | null} scores [Tq*Tk] scaled and capped, before masks; null with supplied weights, and above 4,096
 *   cells where they are not shown
 * @property {Uint8Array} attended [Tq*Tk], 0 where masked
 * @property {Float32Array | null} output [Tq*Dv]
 *
 * @typedef {object} Results
 * @property {number} rows Tq
 * @property {number} columns Tk
 * @property {boolean} isSupplied
 * @property {ResultPanel[]} panels
 */

/**
 * The shortest decimal that reads back as the same number of its own precision: a float32 0.1 is 0.1.
 * @param {Float32Array | Float64Array} numbers
 * @param {number} index
 * @returns {number}
 */
export function shortest(numbers, index) {
  const number = numbers[index];
  if (numbers instanceof Float64Array) return number;
  for (let digits = 7; digits < 9; digits++) {
    const short = Number(number.toPrecision(digits));
    if (Math.fround(short) === number) return short;
  }
  return Number(number.toPrecision(9));
}
