/** The formulas of the score functions and normalisers, in the order of web/figure/state/methods.js. */

import { normalizers as normalizerNames, scores as scoreNames } from '../../figure/state/methods.js';

/** @import { ScoreName } from '../../engine/index.js' */
/** @import { NormalizerName } from '../../figure/state/methods.js' */

/** @type {Record<ScoreName, string>} */
const scoreFormulas = {
  dot: 's = q · k',
  'scaled-dot': 's = q · k / √D',
  cosine: 's = q · k / (‖q‖ ‖k‖)',
  euclidean: 's = −‖q − k‖² / 2',
  general: 's = qᵀ W k',
  concat: 's = vᵀ tanh([U W] [q; k])',
  additive: 's = vᵀ tanh(U q + W k + b)',
  location: 's = (W q)ⱼ',
  linear: 's = φ(q) · φ(k),  φ = elu + 1',
};

/** The formula of the weight, and that of n, its numerator. @type {Record<NormalizerName, { formula: string, numerator: string }>} */
const normalizerFormulas = {
  article: { formula: 'w = n / √Σ n', numerator: 'n = s' },
  'article-code': { formula: 'w = n / Σ n', numerator: 'n = s / Σ √s' },
  sum: { formula: 'w = n / Σ n', numerator: 'n = s' },
  softmax: { formula: 'w = n / Σ n', numerator: 'n = exp((s − max s) / t)' },
  sparsemax: { formula: 'w = n / Σ n', numerator: 'n = max(s / t − τ, 0)' },
  entmax15: { formula: 'w = n / Σ n', numerator: 'n = max(s / 2t − τ, 0)²' },
  hardmax: { formula: 'w = n / Σ n', numerator: 'n = [s = max s]' },
  sigmoid: { formula: 'w = n', numerator: 'n = 1 / (1 + exp(log T − s / t))' },
};

export const scores = scoreNames.map((name) => ({ name, formula: scoreFormulas[name] }));
export const normalizers = normalizerNames.map((name) => ({ name, ...normalizerFormulas[name] }));
