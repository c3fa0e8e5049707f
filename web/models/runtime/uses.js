/** @import { Description, Floats } from '../description.js' */

/**
 * Which tensors a description names, and what for: matrices stay as the file has them, everything else becomes float32.
 * @typedef {object} Use
 * @property {boolean} asWeights
 * @property {boolean} asFloats
 * @property {boolean} isTransposed the matrix is turned while it is read
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
    const use = uses.get(part.tensor) ?? { asWeights: false, asFloats: false, isTransposed: false };
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
