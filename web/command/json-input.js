// A call as JSON says it: numbers without an end as texts, and tensors whose data is a plain array.

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What JSON has no number for, as this command writes it. @param {any} value @returns {any} */
export function revived(value) {
  if (value === '-Infinity') return -Infinity;
  if (Array.isArray(value)) return value.map(revived);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, revived(part)])) : value;
}

/**
 * The inputs and options of a call, with every `{ data: [...], shape, dtype }` as the engine takes it.
 * @param {Record<string, any>} input
 * @returns {{ inputs: any, options: any }}
 * @throws {Error} the tensor's name, what was expected and what came
 */
export function callOf({ options = {}, ...inputs }) {
  /** @param {unknown} given @param {string} before each name */
  const withTensors = (given, before = '') => isRecord(given)
    ? Object.fromEntries(Object.entries(given).map(([name, value]) => [name, tensorOf(value, before + name)]))
    : given;
  const read = /** @type {any} */ (withTensors(inputs));
  if ('params' in read) read.params = withTensors(inputs.params, 'params.');
  return { inputs: read, options: withTensors(Array.isArray(options) ? options : withFocus(options)) };
}

/** @param {any} options */
function withFocus(options) {
  const focus = options?.localFocus;
  return isRecord(focus) ? { ...options, localFocus: { ...focus, center: tensorOf(focus.center, 'localFocus.center') } } : options;
}

/** @param {string} dtype as NumPy names it */
const isInteger = (dtype) => /^u?int(8|16|32|64)$/.test(dtype);

/** @param {string} dtype */
const isFloat = (dtype) => /^(bfloat16|float(16|32|64))$/.test(dtype);

/**
 * @param {unknown} given what may be a tensor
 * @param {string} argument
 * @returns {unknown} the same, if its data is no plain array
 */
function tensorOf(given, argument) {
  if (!isRecord(given) || !Array.isArray(given.data)) return given;
  const { data, dtype, ...rest } = given;
  if (dtype === undefined || dtype === null) return Object.keys(rest).length === 1 ? shaped(data, rest.shape) : { ...rest, data: new Float64Array(data.length) };
  if (dtype !== 'bool' && (typeof dtype !== 'string' || (!isFloat(dtype) && !isInteger(dtype)))) {
    throw new Error(`${argument}: expected the dtype bool, one such as float32, or one such as int64, got ${JSON.stringify(dtype)}`);
  }
  if (argument === 'mask' && isInteger(dtype)) {
    throw new Error(`mask: expected the dtype bool (1 attends, 0 hides) or one such as float32 (added to the scores), got ${JSON.stringify(dtype)}`);
  }
  const numbers = Float64Array.from(data, (element, i) => numberOf(element, dtype, `${argument}: expected`, `at index ${i}`));
  return { ...rest, data: numbers, ...(dtype === 'bool' && { dtype }) };
}

/** @param {unknown} element @param {string} dtype @param {string} expected @param {string} place */
function numberOf(element, dtype, expected, place) {
  const isNumber = typeof element === 'number' || (dtype === 'bool' && typeof element === 'boolean');
  if (!isNumber) throw new Error(`${expected} ${dtype === 'bool' ? 'true or false' : 'a number'}, got ${JSON.stringify(element)} ${place}`);
  const number = Number(element);
  if (dtype === 'float16' && Number.isFinite(number) && Math.abs(number) > 65504) {
    throw new Error(`${expected} magnitudes of at most 65504 in halves, got ${number} ${place}`);
  }
  if (isInteger(dtype) && !Number.isInteger(number)) throw new Error(`${expected} whole numbers of ${dtype}, got ${number} ${place}`);
  return number;
}

/**
 * Nested arrays: what holds for the numbers and booleans of such holds for these, which no dtype explains either.
 * @param {unknown[]} data
 * @param {any} shape
 * @returns {unknown}
 */
function shaped(data, shape) {
  const isShape = Array.isArray(shape) && shape.length >= 1 && shape.length <= 4 && shape.every((length) => Number.isSafeInteger(length) && length > 0);
  // The engine says what is wrong with such a shape.
  if (!isShape || shape.reduce((product, length) => product * length, 1) !== data.length) return { data: new Float64Array(data.length), shape };
  return shape.slice(1).reduceRight((rows, length) => Array.from({ length: rows.length / length }, (_, i) => rows.slice(i * length, (i + 1) * length)), data);
}
