import { onnxModel } from './onnx.js';

/**
 * A model of the one operator Attention of opset 23: Q, K and V of rank 4 (B, heads, T, size), and Y. The lengths are
 * free. The scale is the operator's own, 1/sqrt(D).
 * @param {{ causal?: boolean, mask?: boolean }} options mask: a fourth input, boolean [Tq,Tk], true where it attends
 * @returns {Uint8Array}
 */
export function attentionModel({ causal = false, mask = false }) {
  const lengths = (/** @type {string} */ name, /** @type {number} */ rank) => Array.from({ length: rank }, (_, axis) => `${name}${axis}`);
  const tensor = (/** @type {string} */ name) => /** @type {[string, 'float', string[]]} */ ([name, 'float', lengths(name, 4)]);
  return onnxModel({
    nodes: [{ operator: 'Attention', inputs: ['Q', 'K', 'V', ...(mask ? ['M'] : [])], outputs: ['Y'], attributes: causal ? { is_causal: 1 } : {} }],
    inputs: [tensor('Q'), tensor('K'), tensor('V'), ...(mask ? [/** @type {[string, 'bool', string[]]} */ (['M', 'bool', lengths('M', 2)])] : [])],
    outputs: [tensor('Y')],
  }, 23);
}

/**
 * Y = A B with constant weights, for any number of rows of A.
 * @param {'MatMul' | 'MatMulInteger'} operator of float32; of uint8 times int8, summed in int32
 * @param {[number, number]} shape of B
 * @param {Float32Array | Int8Array} weights B
 * @returns {Uint8Array}
 */
export function productModel(operator, [depth, columns], weights) {
  const isFloat = operator === 'MatMul';
  return onnxModel({
    nodes: [{ operator, inputs: ['A', 'B'], outputs: ['Y'] }],
    constants: [{ name: 'B', type: isFloat ? 'float' : 'int8', shape: [depth, columns], data: weights }],
    inputs: [['A', isFloat ? 'float' : 'uint8', ['rows', depth]]],
    outputs: [['Y', isFloat ? 'float' : 'int32', ['rows', columns]]],
  }, 13);
}
