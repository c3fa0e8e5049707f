/** Models of one product with constant weights, as protocol buffers (onnx.proto3 of ONNX 1.18). */

/** @param {number} value @returns {number[]} a varint */
function varint(value) {
  const bytes = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return [...bytes, value];
}

/** @param {number} field @param {number} value */
const integer = (field, value) => Buffer.from([...varint(field * 8), ...varint(value)]);

/** @param {number} field @param {(Buffer | string)[]} content a message, or text */
function block(field, ...content) {
  const bytes = Buffer.concat(content.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([...varint(field * 8 + 2), ...varint(bytes.length)]), bytes]);
}

/** TensorProto.DataType */
const types = { float: 1, uint8: 2, int8: 3, int32: 6 };

/** @param {string} name @param {number} type */
const matrixInfo = (name, type) => [block(1, name), block(2, block(1, integer(1, type), block(2, block(1, block(2, `${name}0`)), block(1, block(2, `${name}1`)))))];

/**
 * Y = A B, for any number of rows of A.
 * @param {'MatMul' | 'MatMulInteger'} operator of float32; of uint8 times int8, summed in int32
 * @param {number[]} shape of B
 * @param {Float32Array | Int8Array} weights B
 * @returns {Uint8Array} a ModelProto
 */
export function productModel(operator, shape, weights) {
  const [given, held, result] = operator === 'MatMul' ? [types.float, types.float, types.float] : [types.uint8, types.int8, types.int32];
  const bytes = Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength);
  const constant = [...shape.map((length) => integer(1, length)), integer(2, held), block(8, 'B'), block(9, bytes)];
  const graph = [
    block(1, block(1, 'A'), block(1, 'B'), block(2, 'Y'), block(4, operator)), block(2, 'product'), block(5, ...constant),
    block(11, ...matrixInfo('A', given)), block(12, ...matrixInfo('Y', result)),
  ];
  return Buffer.concat([integer(1, 8), block(7, ...graph), block(8, integer(2, 13))]);
}
