// A call crosses the boundary as numbers in one array: cpp/bindings/call.h tells where each of them lies.
import { OUTPUTS, OUTPUTS_AT, REPORTS, REPORT_AT, SCALARS, SCALARS_AT, TENSOR_SLOTS } from './generated/boundary.js';

/**
 * @param {readonly string[]} names
 * @param {number} [first] the number of the first one
 * @returns {Record<string, number>} each name's number, and nothing inherited
 */
export const placesOf = (names, first = 0) => (
  Object.assign(Object.create(null), Object.fromEntries(names.map((name, i) => [name, first + i]))));

export const OUTPUT = placesOf(OUTPUTS);

/** The slot of each scalar. */
export const SLOT = placesOf(SCALARS, SCALARS_AT);

/** The slots of the report. */
const { code: CODE, argument: ARGUMENT, peakBytes: PEAK_BYTES, steps: STEPS, converged: CONVERGED } = placesOf(REPORTS, REPORT_AT);
export { ARGUMENT, CODE, CONVERGED, PEAK_BYTES, STEPS };
/** A trace has one bit here for each output that is held at the largest float32. */
export const CLAMPED = STEPS;

/** @param {number} output index in OUTPUTS @returns {number} its first slot */
export const slotOfOutput = (output) => OUTPUTS_AT + output * TENSOR_SLOTS;

/** The place of the lowest bit that is set. @param {number} bits */
export const lowestBit = (bits) => 31 - Math.clz32(bits & -bits);
