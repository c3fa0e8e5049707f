/** The few tensor operations that the listing uses, in float64. They broadcast as TensorFlow and NumPy do. */

/** @typedef {{ shape: number[], data: number[] }} Tensor row-major */

/** @param {number[]} shape @param {ArrayLike<number>} data @returns {Tensor} */
export const tensor = (shape, data) => ({ shape, data: Array.from(data) });

/**
 * @param {Tensor} a
 * @param {Tensor} b
 * @param {(x: number, y: number) => number} operation
 * @returns {Tensor} the result; shapes are aligned at the right, and an axis of length 1 is repeated
 */
export function combine(a, b, operation) {
  const rank = Math.max(a.shape.length, b.shape.length);
  const [left, right] = [a, b].map(({ shape }) => [...Array(rank - shape.length).fill(1), ...shape]);
  const shape = left.map((length, axis) => {
    if (length !== right[axis] && length !== 1 && right[axis] !== 1) throw new Error(`shapes: ${a.shape} and ${b.shape} do not broadcast`);
    return Math.max(length, right[axis]);
  });
  const size = shape.reduce((product, length) => product * length, 1);
  const data = Array.from({ length: size }, (_, flat) => {
    const place = placeOf(flat, shape);
    return operation(a.data[flatOf(place, left)], b.data[flatOf(place, right)]);
  });
  return { shape, data };
}

/** @param {Tensor} a @param {Tensor} b */
export const times = (a, b) => combine(a, b, (x, y) => x * y);

/** @param {Tensor} a @param {Tensor} b */
export const over = (a, b) => combine(a, b, (x, y) => x / y);

/** @param {Tensor} a @returns {Tensor} */
export const roots = ({ shape, data }) => ({ shape, data: data.map(Math.sqrt) });

/**
 * @param {Tensor} a
 * @param {number} [axis] the axis to sum over; without one all numbers are added up
 * @returns {Tensor}
 */
export function reduceSum({ shape, data }, axis) {
  if (axis === undefined) return { shape: [], data: [data.reduce((total, x) => total + x, 0)] };
  const rest = shape.filter((_, index) => index !== axis);
  const sums = Array(rest.reduce((product, length) => product * length, 1)).fill(0);
  data.forEach((x, flat) => {
    sums[flatOf(placeOf(flat, shape).filter((_, index) => index !== axis), rest)] += x;
  });
  return { shape: rest, data: sums };
}

/** What [0] gives in Python: the first entry along the first axis. @param {Tensor} a @returns {Tensor} */
export function first({ shape, data }) {
  const rest = shape.slice(1);
  return { shape: rest, data: data.slice(0, rest.reduce((product, length) => product * length, 1)) };
}

/** A shape as Python writes it. @param {number[]} shape */
export const shapeText = (shape) => (shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`);

/**
 * A tensor as nested brackets, one row on each line.
 * @param {Tensor} a
 * @param {(x: number) => string} format
 * @returns {string}
 */
export function tensorText({ shape, data }, format) {
  if (shape.length === 0) return format(data[0]);
  const size = data.length / shape[0];
  const parts = Array.from({ length: shape[0] }, (_, index) => (
    tensorText({ shape: shape.slice(1), data: data.slice(index * size, (index + 1) * size) }, format)));
  const inside = shape.length === 1 ? parts.join(', ') : parts.join(',\n').replaceAll('\n', '\n ');
  return `[${inside}]`;
}

/** @param {number} flat @param {number[]} shape @returns {number[]} */
function placeOf(flat, shape) {
  const place = Array(shape.length);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    place[axis] = flat % shape[axis];
    flat = Math.floor(flat / shape[axis]);
  }
  return place;
}

/** @param {number[]} place @param {number[]} shape an axis of length 1 has one place only */
const flatOf = (place, shape) => place.reduce((flat, at, axis) => flat * shape[axis] + (shape[axis] === 1 ? 0 : at), 0);
