/** The article's worked example (its section 4.6, with a sentence and a formula of 4.2), piece by piece. */

/**
 * @typedef {'product' | 'total' | 'factor' | 'weight1' | 'weight3' | 'value1' | 'value2' | 'value3' | 'output'} Mistake
 *
 * A piece that can be clicked. It is wrong in itself, wrong only because it was computed from something wrong, or right.
 * @typedef {object} Piece
 * @property {string} id
 * @property {string} text as printed
 * @property {Mistake} [mistake]
 * @property {Carried} [carries] what it would be if everything before it were right
 * @property {string} [because] why it is right
 *
 * The place of a number among the engine's results.
 * @typedef {[name: 'score' | 'weight' | 'sum' | 'factor', place?: number]} Carried
 *
 * @typedef {object} Line
 * @property {'scores' | 'claim' | 'factor' | 'weights' | 'output'} [heading] the heading above the line
 * @property {(string | Piece)[]} parts
 */

/** The mistakes in the order in which the article makes them. None of them follows from another. @type {readonly Mistake[]} */
export const mistakes = ['product', 'total', 'factor', 'weight1', 'weight3', 'value1', 'value2', 'value3', 'output'];

/** @param {string} id @param {string} text @param {Mistake} mistake @returns {Piece} */
const wrong = (id, text, mistake) => ({ id, text, mistake });
/** @param {string} id @param {string} text @param {...(string | number)} place @returns {Piece} */
const carried = (id, text, ...place) => ({ id, text, carries: /** @type {Carried} */ (place) });
/** @param {string} id @param {string} text @param {string} because @returns {Piece} */
const right = (id, text, because) => ({ id, text, because });

/** @type {readonly Line[]} */
export const lines = [
  { heading: 'scores', parts: ['A₁ = Query · Key₁ = ', wrong('p11', '0.14', 'product'), ' + ', right('p12', '0.10', '0.2 × 0.5 = 0.10'), ' + ', right('p13', '0.18', '0.3 × 0.6 = 0.18'), ' = ', wrong('s1', '0.42', 'product')] },
  { parts: ['A₂ = Query · Key₂ = ', right('p21', '0.07', '0.1 × 0.7 = 0.07'), ' + ', right('p22', '0.16', '0.2 × 0.8 = 0.16'), ' + ', right('p23', '0.27', '0.3 × 0.9 = 0.27'), ' = ', right('s2', '0.50', '0.07 + 0.16 + 0.27 = 0.50')] },
  { parts: ['A₃ = Query · Key₃ = ', right('p31', '0.01', '0.1 × 0.1 = 0.01'), ' + ', right('p32', '0.04', '0.2 × 0.2 = 0.04'), ' + ', right('p33', '0.09', '0.3 × 0.3 = 0.09'), ' = ', right('s3', '0.14', '0.01 + 0.04 + 0.09 = 0.14')] },
  { heading: 'claim', parts: [wrong('claim', '', 'total')] },
  { heading: 'factor', parts: ['Normalization Factor = ', wrong('root', '1 / √(Σ Aᵢ)', 'total')] },
  { parts: ['= 1 / √(', carried('n1', '0.42', 'score', 0), ' + ', right('n2', '0.50', 'A₂ = 0.50'), ' + ', right('n3', '0.14', 'A₃ = 0.14'), ') = 1 / √', carried('n4', '1.06', 'sum'), ' ≈ ', wrong('n5', '0.9659', 'factor')] },
  { heading: 'weights', parts: ['w₁ = ', carried('f1', '0.9659', 'factor'), ' · ', carried('a1', '0.42', 'score', 0), ' ≈ ', wrong('w1', '0.402', 'weight1')] },
  { parts: ['w₂ = ', carried('f2', '0.9659', 'factor'), ' · ', right('a2', '0.50', 'A₂ = 0.50'), ' ≈ ', carried('w2', '0.483', 'weight', 1)] },
  { parts: ['w₃ = ', carried('f3', '0.9659', 'factor'), ' · ', right('a3', '0.14', 'A₃ = 0.14'), ' ≈ ', wrong('w3', '0.137', 'weight3')] },
  { heading: 'output', parts: ['Weighted Output = Σ wᵢ · xᵢ'] },
  { parts: ['= ', carried('u1', '0.402', 'weight', 0), ' · ', wrong('x1', '0.4', 'output'), ' + ', carried('u2', '0.483', 'weight', 1), ' · ', wrong('x2', '0.7', 'output'), ' + ', carried('u3', '0.137', 'weight', 2), ' · ', wrong('x3', '0.1', 'output')] },
  { parts: ['≈ ', wrong('v1', '0.562', 'value1'), ' + ', wrong('v2', '0.339', 'value2'), ' + ', wrong('v3', '0.013', 'value3'), ' = ', wrong('o', '0.914', 'output')] },
];

/** @type {readonly Piece[]} */
export const pieces = lines.flatMap(({ parts }) => parts.filter((part) => typeof part !== 'string'));
