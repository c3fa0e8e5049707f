/**
 * One ONNX backend case as data: read, turned into the inputs and options of `attend`, and its
 * outputs compared. The names on the left are those of the operator Attention, 23 to 25.
 */

import { readFileSync } from 'node:fs';

/** @typedef {{ data: Float32Array | Float64Array | Uint8Array | number[], shape: number[] }} Tensor */
/** @typedef {{ dtype: string, shape: number[], base64: string }} StoredTensor */
/** @typedef {{ inputs: Record<string, any>, options: Record<string, any>, outputs: Map<string, Tensor>, tolerance: Tolerance }} Case */
/** @typedef {{ absolute: number, relative: number }} Tolerance */

const kInputSlots = ['Q', 'K', 'V', 'attn_mask', 'past_key', 'past_value', 'nonpad_kv_seqlen'];
const kStages = ['scaled', 'capped', 'biased', 'weights'];

/** Where each output of the operator stands in the result of `attend`. @type {Record<string, string>} */
export const resultNames = { Y: 'output', present_key: 'presentKey', present_value: 'presentValue', qk_matmul_output: 'scores' };

/** @param {number} bits an IEEE 754 binary16 */
function halfToNumber(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? (1 + fraction / 1024) * 2 ** (exponent - 15) : fraction * 2 ** -24);
}

/**
 * @param {string} name
 * @param {StoredTensor} stored raw little-endian, row-major
 * @returns {Tensor}
 */
function decode(name, { dtype, shape, base64 }) {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  const view = new DataView(bytes.buffer);
  const length = shape.reduce((product, axis) => product * axis, 1);
  /** @param {number} width @param {(at: number) => number} read */
  const read = (width, read) => {
    if (bytes.length !== length * width) {
      throw new Error(`${name}: expected ${length * width} bytes for ${dtype} [${shape}], got ${bytes.length}`);
    }
    return Array.from({ length }, (_, index) => read(index * width));
  };
  switch (dtype) {
    case 'float16':
      return { data: Float32Array.from(read(2, (at) => halfToNumber(view.getUint16(at, true)))), shape };
    case 'float32':
      return { data: Float32Array.from(read(4, (at) => view.getFloat32(at, true))), shape };
    case 'float64':
      return { data: Float64Array.from(read(8, (at) => view.getFloat64(at, true))), shape };
    case 'bool':
      return { data: Uint8Array.from(read(1, (at) => view.getUint8(at))), shape };
    case 'int64':
      return { data: read(8, (at) => Number(view.getBigInt64(at, true))), shape };
    default:
      throw new Error(`${name}: unknown type ${dtype}`);
  }
}

/**
 * A mask whose last axis is shorter than the keys is padded with false or -Infinity, as the operator says.
 * @param {Tensor} mask
 * @param {number} keys
 * @returns {Tensor}
 */
function padMask({ data, shape }, keys) {
  const width = shape[shape.length - 1];
  if (width >= keys) return { data, shape };
  const rows = data.length / width;
  const padded = data instanceof Uint8Array ? new Uint8Array(rows * keys) : new Float32Array(rows * keys).fill(-Infinity);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < width; j++) padded[row * keys + j] = data[row * width + j];
  }
  return { data: padded, shape: [...shape.slice(0, -1), keys] };
}

/**
 * The operator's attributes as options of `attend`. softmax_precision asks for no less than the
 * float32 that the engine always keeps.
 * @param {Record<string, number>} attributes
 */
function readAttributes(attributes) {
  /** @type {Record<string, any>} */
  const options = {};
  let stage = 0;
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'is_causal') options.causal = value === 1;
    else if (name === 'scale') options.scale = value;
    else if (name === 'softcap') options.softcap = value > 0 ? value : undefined;
    else if (name === 'q_num_heads') options.numHeads = value;
    else if (name === 'kv_num_heads') options.numKvHeads = value;
    else if (name === 'left_window_size') options.window = { ...options.window, left: value };
    else if (name === 'right_window_size') options.window = { ...options.window, right: value };
    else if (name === 'qk_matmul_output_mode') stage = value;
    else if (name !== 'softmax_precision') throw new Error(`unknown attribute ${name}`);
  }
  return { options, stage: kStages[stage] };
}

/**
 * @param {string} path of a JSON file
 * @returns {Case}
 */
export function readCase(path) {
  return caseOf(JSON.parse(readFileSync(path, 'utf8')));
}

/**
 * @param {any} stored as in a file
 * @returns {Case}
 */
export function caseOf(stored) {
  if (stored.op !== 'Attention') throw new Error(`expected the operator Attention, got ${stored.op}`);
  const { options, stage } = readAttributes(stored.attributes);

  /** @type {Record<string, Tensor>} */
  const given = {};
  stored.input_slots.forEach((/** @type {string} */ name, /** @type {number} */ slot) => {
    if (name !== '') given[kInputSlots[slot]] = decode(name, stored.inputs[name]);
  });
  const keyAxis = given.K.shape.length - 2;
  const keys = given.K.shape[keyAxis] + (given.past_key ? given.past_key.shape[2] : 0);
  if (given.nonpad_kv_seqlen) options.keyLengths = given.nonpad_kv_seqlen.data;

  /** @type {Record<string, any>} */
  const inputs = { query: given.Q, key: given.K, value: given.V };
  if (given.attn_mask) inputs.mask = padMask(given.attn_mask, keys);
  if (given.past_key) inputs.pastKey = given.past_key;
  if (given.past_value) inputs.pastValue = given.past_value;

  /** @type {Map<string, Tensor>} */
  const outputs = new Map();
  for (const name of stored.output_slots) {
    if (name === '') continue;
    if (!(name in resultNames)) throw new Error(`unknown output ${name}`);
    outputs.set(name, decode(name, stored.outputs[name]));
  }
  if (outputs.size === 0) throw new Error('no output to compare');
  if (outputs.has('present_key') || outputs.has('present_value')) options.present = true;
  if (outputs.has('qk_matmul_output')) options.scores = stage;

  const half = Object.values(stored.inputs).some((tensor) => /** @type {StoredTensor} */ (tensor).dtype === 'float16');
  return { inputs, options, outputs, tolerance: half ? { absolute: 2e-3, relative: 0 } : { absolute: 2e-6, relative: 1e-5 } };
}

/**
 * The faults in a result of `attend`, output by output; an empty list if there are none.
 * @param {Case} expected
 * @param {Record<string, Tensor | undefined>} result
 * @returns {string[]}
 */
export function compare({ outputs, tolerance }, result) {
  const problems = [];
  for (const [name, want] of outputs) {
    const got = result[resultNames[name]];
    if (got === undefined) {
      problems.push(`${name}: missing`);
    } else if (String(got.shape) !== String(want.shape)) {
      problems.push(`${name}: expected shape [${want.shape}], got [${got.shape}]`);
    } else if (got.data.length !== want.data.length) {
      problems.push(`${name}: expected ${want.data.length} numbers, got ${got.data.length}`);
    } else {
      const index = Array.from(want.data).findIndex((number, at) => !isNear(got.data[at], number, tolerance));
      if (index >= 0) problems.push(`${name}: first differs at ${index}, expected ${want.data[index]}, got ${got.data[index]}`);
    }
  }
  return problems;
}

/**
 * Whether two numbers agree: an infinity equals itself, NaN equals nothing.
 * @param {number} got @param {number} want @param {Tolerance} tolerance
 */
function isNear(got, want, { absolute, relative }) {
  return got === want || (Number.isFinite(want) && Math.abs(got - want) <= absolute + relative * Math.abs(want));
}
