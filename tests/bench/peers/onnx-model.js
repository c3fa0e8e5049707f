/**
 * The few messages of ONNX that a model of one node needs, written as protocol buffers by hand (onnx.proto3 of ONNX
 * 1.18; a message is a list of fields, each a tag `number * 8 + wire type` and its content).
 */

/** @typedef {number[]} Bytes */

/** A varint: base 128, least significant digits first. @param {number} value a whole number, not negative @returns {Bytes} */
function varint(value) {
  const bytes = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return [...bytes, value];
}

/** @param {number} field @param {number} value @returns {Bytes} */
const integer = (field, value) => [...varint(field * 8), ...varint(value)];

/** @param {number} field @param {Bytes | string} content a message, or text @returns {Bytes} */
function block(field, content) {
  const bytes = typeof content === 'string' ? [...new TextEncoder().encode(content)] : content;
  return [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes];
}

/** TensorProto.DataType */
const elementTypes = { float: 1, bool: 9 };

/**
 * A ValueInfoProto of a tensor whose lengths only the call knows.
 * @param {string} name
 * @param {number} rank
 * @param {keyof typeof elementTypes} [type]
 */
function tensorInfo(name, rank, type = 'float') {
  const shape = Array.from({ length: rank }, (_, axis) => block(1, block(2, `${name}${axis}`))).flat();
  const tensor = [...integer(1, elementTypes[type]), ...block(2, shape)];
  return [...block(1, name), ...block(2, block(1, tensor))];
}

/**
 * A model of the one operator Attention of opset 23: Q, K and V of rank 4 (B, heads, T, size), and Y. The lengths are
 * free. The scale is the operator's own, 1/sqrt(D).
 * @param {{ causal?: boolean, mask?: boolean }} options mask: a fourth input, boolean [Tq,Tk], true where it attends
 * @returns {Uint8Array} a ModelProto
 */
export function attentionModel({ causal = false, mask = false }) {
  const inputs = ['Q', 'K', 'V', ...(mask ? ['M'] : [])];
  // AttributeProto: name, i, type INT.
  const isCausal = [...block(1, 'is_causal'), ...integer(3, 1), ...integer(20, 2)];
  const node = [
    ...inputs.flatMap((name) => block(1, name)), ...block(2, 'Y'), ...block(4, 'Attention'),
    ...(causal ? block(5, isCausal) : []),
  ];
  const graph = [
    ...block(1, node), ...block(2, 'attention'),
    ...inputs.flatMap((name) => block(11, name === 'M' ? tensorInfo(name, 2, 'bool') : tensorInfo(name, 4))),
    ...block(12, tensorInfo('Y', 4)),
  ];
  const irVersion = 10; // The version of 2024: most runtimes can read the oldest one that opset 23 allows.
  return Uint8Array.from([...integer(1, irVersion), ...block(7, graph), ...block(8, integer(2, 23))]);
}
