/** A figure as a file: its state, which figure-input.js reads back, and the numbers that it shows. */

import { shortest } from './results.js';

/**
 * @import { FigureState } from '../state/figure-state.js'
 * @import { Results } from './results.js'
 */

/** Of the file, under the name `attention-figure`. */
export const fileVersion = 1;

/**
 * @param {FigureState} state
 * @param {Results | null} results null: the state alone
 * @returns {string}
 */
export function figureJson(state, results) {
  const file = { 'attention-figure': fileVersion, state, ...(results && { results: readable(results) }) };
  return `${printed(file, '')}\n`;
}

/**
 * JSON with a line for each field and each vector.
 * @param {unknown} value
 * @param {string} indent
 * @returns {string}
 */
function printed(value, indent) {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent} `;
  if (Array.isArray(value)) {
    if (!value.some((item) => typeof item === 'object')) return JSON.stringify(value);
    return `[\n${value.map((item) => deeper + printed(item, deeper)).join(',\n')}\n${indent}]`;
  }
  const fields = Object.entries(value).map(([name, field]) => `${deeper}${JSON.stringify(name)}: ${printed(field, deeper)}`);
  return `{\n${fields.join(',\n')}\n${indent}}`;
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
