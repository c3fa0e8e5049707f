// Models of ONNX, written as protocol buffers by hand (onnx.proto3 of ONNX 1.18): a message is a list of fields, each a tag
// `number * 8 + wire type` and its content. A part is a list of pieces of bytes, so that large weights are not copied from message
// to message.

/** @typedef {Uint8Array[]} Part */

/** Base 128, least significant digits first. @param {number} value a whole number, not negative @returns {number[]} */
function varint(value) {
  const bytes = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return [...bytes, value];
}

/** @param {number} field @param {number} value @returns {Part} */
const integer = (field, value) => [Uint8Array.from([...varint(field * 8), ...varint(value)])];

/** @param {number} field @param {number} value @returns {Part} */
const float = (field, value) => [Uint8Array.of(...varint(field * 8 + 5), ...new Uint8Array(Float32Array.of(value).buffer))];

/** @param {number} field @param {...(Part | string)} contents a message's fields, or text @returns {Part} */
function block(field, ...contents) {
  const pieces = contents.flatMap((content) => (typeof content === 'string' ? [new TextEncoder().encode(content)] : content));
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return [Uint8Array.from([...varint(field * 8 + 2), ...varint(length)]), ...pieces];
}

/** TensorProto.DataType, with the arrays that hold them. */
const types = /** @type {const} */ ({ float: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9 });

/** @typedef {keyof typeof types} ElementType */

/**
 * A ValueInfoProto. A length that only the call knows is a name.
 * @param {string} name @param {ElementType} type @param {(number | string)[]} shape
 */
function tensorInfo(name, type, shape) {
  const lengths = shape.map((length) => block(1, typeof length === 'number' ? integer(1, length) : block(2, length)));
  return [block(1, name), block(2, block(1, integer(1, types[type]), block(2, ...lengths)))];
}

/** @param {string} name @param {number | number[] | string} value a whole number, or one with a fraction as text @returns {Part} an AttributeProto */
function attribute(name, value) {
  if (typeof value === 'string') return block(5, block(1, name), float(2, Number(value)), integer(20, 1));
  if (typeof value === 'number') return block(5, block(1, name), integer(3, value), integer(20, 2));
  return block(5, block(1, name), ...value.map((item) => integer(8, item)), integer(20, 7));
}

/**
 * @typedef {object} Node
 * @property {string} operator
 * @property {string[]} inputs an empty name is an absent one
 * @property {string[]} outputs
 * @property {string} [domain] of the operator
 * @property {Record<string, number | number[] | string>} [attributes] a number with a fraction is given as text
 */

/** @param {Node} node @returns {Part} */
const nodeOf = ({ operator, inputs, outputs, domain, attributes = {} }) => block(
  1, ...inputs.map((name) => block(1, name)), ...outputs.map((name) => block(2, name)), block(4, operator),
  ...Object.entries(attributes).map(([name, value]) => attribute(name, value)), ...(domain ? [block(7, domain)] : []),
);

/** @typedef {{ name: string, type: ElementType, shape: number[], data: ArrayBufferView }} Constant */

/** @param {Constant} constant @returns {Part} */
const constantOf = ({ name, type, shape, data }) => block(
  5, ...shape.map((length) => integer(1, length)), integer(2, types[type]), block(8, name), block(9, [new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]),
);

/**
 * @param {object} graph
 * @param {Node[]} graph.nodes
 * @param {Constant[]} [graph.constants]
 * @param {[name: string, type: ElementType, shape: (number | string)[]][]} graph.inputs
 * @param {[name: string, type: ElementType, shape: (number | string)[]][]} graph.outputs
 * @param {number} opset
 * @returns {Uint8Array} a ModelProto, for runtimes from 2024 on
 */
export function onnxModel({ nodes, constants = [], inputs, outputs }, opset) {
  const graph = [
    ...nodes.map(nodeOf), block(2, 'graph'), ...constants.map(constantOf),
    ...inputs.map((input) => block(11, ...tensorInfo(...input))), ...outputs.map((output) => block(12, ...tensorInfo(...output))),
  ];
  const irVersion = 10;
  const pieces = [integer(1, irVersion), block(7, ...graph), block(8, integer(2, opset)), block(8, block(1, 'com.microsoft'), integer(2, 1))].flat();
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
