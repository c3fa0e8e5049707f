/** Sliders, texts and links of a section's figure. */

/**
 * A part of a section that its markup is known to have.
 * @template {Element} Kind
 * @param {Element} root
 * @param {string} selector
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function part(root, selector, kind) {
  const node = root.querySelector(selector);
  if (!(node instanceof kind)) throw new Error(`${selector}: expected ${kind.name}, got ${node?.tagName ?? 'nothing'}`);
  return node;
}

/**
 * @param {Element} root
 * @param {string} id as given to sliderMarkup
 * @param {(value: number) => string} shown the value as it is printed, and said
 * @param {(value: number) => void} moved by the reader
 * @returns {(value: number) => void} shows a value
 */
export function slider(root, id, shown, moved) {
  const input = part(root, `#${id}`, HTMLInputElement);
  const output = part(root, `output[for="${id}"]`, HTMLOutputElement);
  input.addEventListener('input', () => moved(input.valueAsNumber));
  return (value) => {
    input.value = String(value);
    output.value = shown(value);
    input.setAttribute('aria-valuetext', shown(value));
  };
}

/**
 * The figure by itself: an address of the page that shows any figure, which can be linked to and embedded.
 * @param {Record<string, string>} fields in the words of a figure's link, percent-encoded
 */
export function aloneAddress(fields) {
  return `./figure.html#v=1&${Object.entries(fields).map(([name, value]) => `${name}=${value}`).join('&')}`;
}

/** @param {readonly ArrayLike<number>[]} vectors @returns {string} as a figure's link has them */
export const linkVectors = (vectors) => vectors.map((vector) => Array.from(vector).join(',')).join(';');

/**
 * Reads a part of the lesson's link, such as `q:3,1;x:2`.
 * @param {string} text
 * @returns {Map<string, number[]>}
 * @throws {RangeError} for what is not written so
 */
export function readParts(text) {
  const parts = new Map();
  for (const field of text.split(';')) {
    const [, name, numbers] = /^([a-z][a-z0-9]*):(-?\d+(?:\.\d+)?(?:,-?\d+(?:\.\d+)?)*)$/.exec(field) ?? [];
    if (name === undefined || parts.has(name)) throw new RangeError(`expected name:numbers between ;, got ${field}`);
    parts.set(name, numbers.split(',').map(Number));
  }
  return parts;
}

/**
 * @param {number[] | undefined} numbers
 * @param {number} count
 * @param {number} least
 * @param {number} most
 * @returns {number[]}
 * @throws {RangeError}
 */
export function checked(numbers, count, least, most) {
  if (numbers?.length === count && numbers.every((number) => number >= least && number <= most)) return numbers;
  throw new RangeError(`expected ${count} numbers from ${least} to ${most}, got ${numbers}`);
}

/** To a tenth, without the dust of binary fractions. @param {number} value */
export const toTenth = (value) => Math.round(value * 10) / 10;
