// Where the numbers of a call lie in the array that it crosses the boundary in: cpp/bindings/call.h.
import { INPUTS, OUTPUTS, SCALARS } from './names.js';

/** Slots of a tensor: its type (of an output, its address), its rank and four lengths. */
export const TENSOR_SLOTS = 6;
export const SCALARS_AT = INPUTS.length * TENSOR_SLOTS;

/** The result: its code, the argument that an error is about, the call's bytes, and an iteration's end. */
const RESULT_AT = SCALARS_AT + SCALARS.length;
export const CODE = RESULT_AT;
export const ARGUMENT = RESULT_AT + 1;
export const PEAK_BYTES = RESULT_AT + 2;
export const STEPS = RESULT_AT + 3;
/** Of a trace: one bit for each output that is held at the largest float32. */
export const CLAMPED = STEPS;
export const CONVERGED = RESULT_AT + 4;
export const RESULT_SLOTS = 5;
const OUTPUTS_AT = RESULT_AT + RESULT_SLOTS;

/** @param {number} output index in OUTPUTS @returns {number} its first slot */
export const slotOfOutput = (output) => OUTPUTS_AT + output * TENSOR_SLOTS;

/** @param {readonly string[]} names @returns {Record<string, number>} each name's place, and nothing inherited */
export const placesOf = (names) => Object.assign(Object.create(null), Object.fromEntries(names.map((name, i) => [name, i])));

/** The place of the lowest bit that is set. @param {number} bits */
export const lowestBit = (bits) => 31 - Math.clz32(bits & -bits);

export const OUTPUT = placesOf(OUTPUTS);

/** Slots of the numbers, by name. */
export const SLOT = placesOf(SCALARS);
for (const name of SCALARS) SLOT[name] += SCALARS_AT;
