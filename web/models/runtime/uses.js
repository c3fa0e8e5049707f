import { ModelError } from '../model-error.js';

/** @import { Description, Floats } from '../description.js' */

/**
 * Which tensors a description names, and what for: matrices stay as the file has them, everything else becomes float32.
 * @typedef {object} Use
 * @property {boolean} asWeights
 * @property {boolean} asFloats
 * @property {boolean} isTransposed the matrix is turned while it is read
 * @property {boolean} isScales its numbers are the factors of another tensor's rows
 */

/** Where a description has matrices. */
const matrixFields = new Set(['weights', 'tokens']);

/**
 * @param {Description} description
 * @returns {Map<string, Use>} by the tensor's name
 */
export function usesOf(description) {
  /** @type {Map<string, Use>} */
  const uses = new Map();
  visitParts(description, (part, isMatrix) => {
    if (!('tensor' in part)) return;
    const use = uses.get(part.tensor) ?? { asWeights: false, asFloats: false, isTransposed: false, isScales: false };
    if (part.scales !== undefined) {
      // They are of the file's rows, and stay with them.
      if (!isMatrix || part.isTransposed) throw new ModelError(part.tensor, 'expected numbers of another type than I8 here, got I8 with scales of its rows');
      uses.set(part.scales, { asWeights: false, asFloats: true, isTransposed: false, isScales: true });
    }
    if (isMatrix) use.asWeights = true;
    else use.asFloats = true;
    use.isTransposed ||= part.isTransposed === true;
    uses.set(part.tensor, use);
  });
  return uses;
}

/**
 * @param {any} value
 * @param {(part: Floats, isMatrix: boolean) => void} visit
 * @param {string} [name] the field that the value is in
 */
export function visitParts(value, visit, name = '') {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  if ('tensor' in value || ('data' in value && 'shape' in value)) {
    visit(value, matrixFields.has(name));
    return;
  }
  for (const [field, inner] of Object.entries(value)) visitParts(inner, visit, Array.isArray(value) ? name : field);
}
