/**
 * Numbers are printed and read in one way. Three decimals; '<0.001' for positive numbers too small for
 * that; scientific below 1e-6 and from 1e6 on; a bare 0 only where the number is exactly zero.
 */

const minus = '\u2212';

/**
 * @param {number} value
 * @param {number} [decimals]
 * @returns {string}
 */
export function formatNumber(value, decimals = 3) {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : `${minus}∞`;
  }
  if (value === 0) return '0';
  const size = Math.abs(value);
  const sign = value < 0 ? minus : '';
  if (size < 1e-6 || size >= 1e6) {
    return sign + size.toExponential(decimals - 1).replace('e-', `e${minus}`).replace('e+', 'e');
  }
  if (size < 10 ** -decimals) {
    return `${value < 0 ? `>${minus}` : '<'}${(10 ** -decimals).toFixed(decimals)}`;
  }
  return sign + size.toFixed(decimals);
}

/**
 * @param {ArrayLike<number>} vector
 * @returns {string}
 */
export function formatVector(vector) {
  return `[${Array.from(vector, (value) => formatNumber(value)).join(', ')}]`;
}

/**
 * The shortest text that reads back as the same number: what stands in a field.
 * @param {number} value
 * @returns {string}
 */
export function fieldText(value) {
  return String(value).replace('-', minus).replace('e-', `e${minus}`);
}

/**
 * Reads a number as people type it: full-width digits of a Chinese keyboard and the typographic
 * minus included. NaN for everything that is no number, infinity for what is beyond float64.
 * @param {string} text
 * @returns {number}
 */
export function parseNumber(text) {
  const plain = plainNumber(text);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

/**
 * Tells whether the text may still become a number, so that typing '-0.5' shows no error at the '-'.
 * @param {string} text
 * @returns {boolean}
 */
export function isNumberStart(text) {
  return /^[+-]?\d*\.?\d*(\de[+-]?\d*)?$/i.test(plainNumber(text));
}

/** @param {string} text */
function plainNumber(text) {
  return text.normalize('NFKC').replaceAll(minus, '-').replaceAll('。', '.').trim();
}

/**
 * '=' where the digits as printed make the equation true, '≈' where they do not. Each side is a sum
 * of products of printed numbers: [['0.2', '0.5'], ['0.04']] is 0.2 x 0.5 + 0.04.
 * @param {string[][]} left
 * @param {string[][]} right
 * @returns {'=' | '≈'}
 */
export function relation(left, right) {
  const sides = [exactSum(left), exactSum(right)];
  const [a, b] = sides;
  if (!a || !b) return '≈';
  const places = Math.max(a.places, b.places);
  return shifted(a, places) === shifted(b, places) ? '=' : '≈';
}

/** @typedef {{ digits: bigint, places: number }} Decimal digits / 10^places, exactly */

/**
 * @param {string} text
 * @returns {Decimal | null} null for '<0.001' and the like
 */
export function exactDecimal(text) {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/.exec(plainNumber(text));
  if (!match || match[2] + match[3] === '') return null;
  const digits = BigInt(match[2] + match[3]) * (match[1] === '-' ? -1n : 1n);
  const places = match[3].length - Number(match[4] ?? 0);
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}

/**
 * @param {string[][]} terms
 * @returns {Decimal | null}
 */
function exactSum(terms) {
  /** @type {Decimal} */
  let sum = { digits: 0n, places: 0 };
  for (const factors of terms) {
    /** @type {Decimal} */
    let product = { digits: 1n, places: 0 };
    for (const factor of factors) {
      const decimal = exactDecimal(factor);
      if (!decimal) return null;
      product = { digits: product.digits * decimal.digits, places: product.places + decimal.places };
    }
    const places = Math.max(sum.places, product.places);
    sum = { digits: shifted(sum, places) + shifted(product, places), places };
  }
  return sum;
}

/**
 * @param {Decimal} decimal
 * @param {number} places
 */
function shifted(decimal, places) {
  return decimal.digits * 10n ** BigInt(places - decimal.places);
}
