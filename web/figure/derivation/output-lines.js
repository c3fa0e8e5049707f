/** From a weight to the outputs that it feeds, line by line. */

import { relation } from '../number-format.js';
import { printed, sumLine, termNotes } from './lines.js';
import { number, row, signedNumber, sub, sumOver } from './mathml.js';

/**
 * @import { OutputStep, WeightedValueStep } from './steps.js'
 * @import { Line, StepLines } from './lines.js'
 */

const weight = sub('w', row('i', 'j'));

/**
 * @param {WeightedValueStep} step
 * @returns {StepLines}
 */
export function weightedValueLines({ weight: factor, value, weighted }) {
  const w = printed(factor);
  const lines = weighted.map(
    /** @returns {Line} */ (product, c) => {
      const [from, result] = [value[c], product].map(printed);
      return {
        label: row(weight, sub('v', row('j', ',', String(c + 1)))),
        calculation: row(number(w), '×', signedNumber(from)),
        sign: relation([[w, from]], [[result]]),
        result,
      };
    },
  );
  return { formula: row(weight, sub('v', row('j', ',', 'c'))), lines };
}

/**
 * @param {OutputStep} step
 * @param {number} key whose terms are marked
 * @returns {StepLines}
 */
export function outputLines({ weighted, output }, key) {
  const own = weighted.findIndex((term) => term.key === key);
  /** @param {string} c */
  const all = (c) => row(sumOver('m'), sub('w', row('i', 'm')), sub('v', row('m', ',', c)));
  /** @param {string} c */
  const label = (c) => sub('o', row('i', ',', c));
  const lines = output.map((component, c) => {
    const terms = weighted.map(({ values }) => values[c]);
    const name = String(c + 1);
    // A row without keys adds up nothing, which is 0.
    return sumLine(label(name), terms.length > 0 ? terms : [0], component, { symbol: all(name), own });
  });
  return { formula: row(label('c'), '=', all('c')), lines, notes: termNotes('derivation.outputKeys', weighted.length) };
}
