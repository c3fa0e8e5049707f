/** Sliders, texts and links that belong to the figure of a section. */

/**
 * Finds a part that the markup of the section must have.
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
 * @param {(value: number) => string} shown gives the text for a value, which is printed and read aloud
 * @param {(value: number) => void} moved called when the reader moves it
 * @returns {(value: number) => void} makes the slider show a value
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
 * The address at which the figure is shown by itself, and can be linked to and embedded.
 * @param {Record<string, string>} fields named and percent-encoded as in a figure's link
 */
export function aloneAddress(fields) {
  return `./figure.html#v=1&${Object.entries(fields).map(([name, value]) => `${name}=${value}`).join('&')}`;
}

/** @param {readonly ArrayLike<number>[]} vectors @returns {string} as a figure's link writes them */
export const linkVectors = (vectors) => vectors.map((vector) => Array.from(vector).join(',')).join(';');

/**
 * Reads a part of the lesson's link, such as `q:3,1;x:2`.
 * @param {string} text
 * @returns {Map<string, number[]>}
 * @throws {RangeError} for a text that is not written in this way
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

/** Rounds to a tenth, without leaving binary fractions behind. @param {number} value */
export const toTenth = (value) => Math.round(value * 10) / 10;
