/** Writes NumPy's format .npy, version 1.0: NumPy Enhancement Proposal 1. */

/** The header ends at a multiple of these bytes. */
const alignment = 64;

/**
 * @param {Float32Array<ArrayBuffer>} values in C order
 * @param {number[]} shape
 * @returns {Blob}
 */
export function npyOf(values, shape) {
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const head = `{'descr': '<f4', 'fortran_order': False, 'shape': (${axes}), }`;
  const length = Math.ceil((10 + head.length + 1) / alignment) * alignment - 10;
  const bytes = new Uint8Array(10 + length).fill(32);
  bytes.set([0x93, ...[...'NUMPY'].map((letter) => letter.charCodeAt(0)), 1, 0, length & 255, length >> 8]);
  bytes.set([...head].map((letter) => letter.charCodeAt(0)), 10);
  bytes[10 + length - 1] = 10;
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, index) => view.setFloat32(4 * index, value, true));
  return new Blob([bytes, view.buffer]);
}
