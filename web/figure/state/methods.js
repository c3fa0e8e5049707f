/**
 * The engine's score functions and normalisers in the order in which a reader should meet them.
 * Names and explanations are in web/locales under the same names, formulas in web/site/workbench/formulas.js.
 */

import { NORMALIZERS } from '../../engine/names.js';

/**
 * @import { ScoreName } from '../../engine/index.js'
 * @import { SharedOptions } from '../../engine/options.js'
 *
 * @typedef {Exclude<import('../../engine/index.js').NormalizerName, 'entmax'>} NormalizerName all but entmax, for whose alpha a
 *   figure has no field
 *
 * @typedef {object} Method how weights are made from vectors
 * @property {ScoreName} score
 * @property {NormalizerName} normalizer the reader's choice; see normalizerOf
 * @property {number | null} temperature null: not given
 * @property {number | null} scale null: not given
 */

/** @type {ScoreName[]} */
export const scores = ['dot', 'scaled-dot', 'cosine', 'euclidean', 'general', 'concat', 'additive', 'location', 'linear'];

/** These take no temperature. @type {NormalizerName[]} */
const sums = ['article', 'article-code', 'sum'];

/** @type {NormalizerName[]} */
export const normalizers = [...sums, 'softmax', 'sparsemax', 'entmax15', 'hardmax', 'sigmoid'];

/** The normalisers of a figure, in the engine's order. */
export const figureNormalizers = /** @type {NormalizerName[]} */ (NORMALIZERS.filter((name) => name !== 'entmax'));

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
  return !sums.includes(normalizerOf(method));
}

/**
 * @param {Pick<import('./schema.js').FigureState, 'sinks' | 'weights'>} state
 * @param {NormalizerName} normalizer that is really used
 * @returns {boolean} whether a sink takes its share of each row: of weights that do not sum to anything there is none
 */
export function hasSinks({ sinks, weights }, normalizer) {
  return sinks !== null && weights === null && !sums.includes(normalizer) && normalizer !== 'sigmoid';
}

/**
 * @param {Method} method
 * @returns {SharedOptions} the engine's
 */
export function optionsOf(method) {
  const { score, temperature, scale } = method;
  return {
    score,
    normalizer: normalizerOf(method),
    temperature: takesTemperature(method) ? (temperature ?? undefined) : undefined,
    scale: scale ?? undefined,
  };
}
