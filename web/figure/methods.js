/**
 * The engine's score functions and normalisers in the order in which a reader should meet them,
 * with their formulas. Names and explanations are in web/locales under the same names.
 */

/**
 * @import { NormalizerName, ScoreName } from '../engine/index.js'
 * @import { SharedOptions } from '../engine/options.js'
 *
 * @typedef {object} Method how weights are made from vectors
 * @property {ScoreName} score
 * @property {NormalizerName} normalizer the reader's choice; see normalizerOf
 * @property {number | null} temperature null: not given
 * @property {number | null} scale null: not given
 */

/** @type {{ name: ScoreName, formula: string }[]} */
export const scores = [
  { name: 'dot', formula: 's = q · k' },
  { name: 'scaled-dot', formula: 's = q · k / √D' },
  { name: 'cosine', formula: 's = q · k / (‖q‖ ‖k‖)' },
  { name: 'euclidean', formula: 's = −‖q − k‖² / 2' },
  { name: 'general', formula: 's = qᵀ W k' },
  { name: 'concat', formula: 's = vᵀ tanh([U W] [q; k])' },
  { name: 'additive', formula: 's = vᵀ tanh(U q + W k + b)' },
  { name: 'location', formula: 's = (W q)ⱼ' },
  { name: 'linear', formula: 's = φ(q) · φ(k),  φ = elu + 1' },
];

/** The weight, and n, what stands above its line. @type {{ name: NormalizerName, formula: string, numerator: string, temperature: boolean }[]} */
export const normalizers = [
  { name: 'article', formula: 'w = n / √Σ n', numerator: 'n = s', temperature: false },
  { name: 'article-code', formula: 'w = n / Σ n', numerator: 'n = s / Σ √s', temperature: false },
  { name: 'sum', formula: 'w = n / Σ n', numerator: 'n = s', temperature: false },
  { name: 'softmax', formula: 'w = n / Σ n', numerator: 'n = exp((s − max s) / t)', temperature: true },
  { name: 'sparsemax', formula: 'w = n / Σ n', numerator: 'n = max(s / t − τ, 0)', temperature: true },
  { name: 'entmax15', formula: 'w = n / Σ n', numerator: 'n = max(s / 2t − τ, 0)²', temperature: true },
  { name: 'hardmax', formula: 'w = n / Σ n', numerator: 'n = [s = max s]', temperature: true },
  { name: 'sigmoid', formula: 'w = n', numerator: 'n = 1 / (1 + exp(log T − s / t))', temperature: true },
];

/**
 * The normaliser that is really used: linear attention has only the sum. The reader's own choice
 * stays in the state and is back when the score function changes again.
 * @param {Method} method
 * @returns {NormalizerName}
 */
export function normalizerOf(method) {
  return method.score === 'linear' ? 'sum' : method.normalizer;
}

/**
 * @param {Method} method
 * @returns {boolean}
 */
export function takesTemperature(method) {
  const used = normalizerOf(method);
  return normalizers.some(({ name, temperature }) => name === used && temperature);
}

/**
 * @param {Method} method
 * @returns {SharedOptions} the engine's
 */
export function optionsOf(method) {
  return {
    score: method.score,
    normalizer: normalizerOf(method),
    temperature: takesTemperature(method) ? (method.temperature ?? undefined) : undefined,
    scale: method.scale ?? undefined,
  };
}
