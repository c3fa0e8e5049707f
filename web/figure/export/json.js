/** A figure as a file: its state, which figure-input.js reads back, and the numbers that it shows. */

import { shortest } from './results.js';
import { scriptJson } from './script-json.js';

/**
 * @import { FigureState } from '../state/schema.js'
 * @import { Results } from './results.js'
 */

/** The version of the file, under the name `attention-figure`. */
const fileVersion = 1;

/**
 * @param {FigureState} state
 * @param {Results | null} results null: the state alone
 * @returns {string} with a line for each field and each vector; safe within a script element
 */
export function figureJson(state, results) {
  const file = { 'attention-figure': fileVersion, state, ...(results && { results: readable(results) }) };
  // A line's end is never within a text: JSON writes it as \n.
  const text = scriptJson(file, 1).replace(/\[\n[^[\]{}]*\]/g, (list) => list.replace(/\n */g, ''));
  return `${text}\n`;
}

/** @param {Results} results */
function readable({ rows, columns, isSupplied, panels }) {
  return {
    isSupplied,
    panels: panels.map(({ name, weights, scores, attended, output }) => ({
      name,
      weights: matrix(weights, rows, columns),
      scores: scores && matrix(scores, rows, columns),
      attended: matrix(attended, rows, columns),
      output: output && matrix(output, rows, output.length / rows),
    })),
  };
}

/** @param {Float32Array | Float64Array | Uint8Array} numbers @param {number} rows @param {number} columns */
function matrix(numbers, rows, columns) {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const index = row * columns + column;
      return numbers instanceof Uint8Array ? numbers[index] : shortest(numbers, index);
    }),
  );
}
