/**
 * The engine's score functions and normalisers in the order in which a reader should meet them.
 * Names and explanations are in web/locales under the same names, formulas in web/site/workbench/formulas.js.
 */

import { NORMALIZERS, ONLY_NORMALIZER, WITHOUT_SINKS, WITHOUT_TEMPERATURE } from '../../engine/generated/boundary.js';

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

/** @type {NormalizerName[]} */
export const normalizers = ['article', 'article-code', 'sum', 'softmax', 'sparsemax', 'entmax15', 'hardmax', 'sigmoid'];

/** The normalisers of a figure, in the engine's order. */
export const figureNormalizers = /** @type {NormalizerName[]} */ (NORMALIZERS.filter((name) => name !== 'entmax'));

/** @type {(score: string) => NormalizerName | undefined} the one normaliser that a score function takes, if it takes no other */
export const onlyNormalizer = (score) => /** @type {NormalizerName | undefined} */ (ONLY_NORMALIZER[score]);

/**
 * The normaliser that is really used. The reader's own choice stays in the state, and is back when the score function
 * changes again.
 * @param {Method} method
 * @returns {NormalizerName}
 */
export function normalizerOf({ score, normalizer }) {
  return onlyNormalizer(score) ?? normalizer;
}

/**
 * @param {Method} method
 * @returns {boolean}
 */
export function takesTemperature(method) {
  return !WITHOUT_TEMPERATURE.includes(normalizerOf(method));
}

/**
 * @param {Pick<import('./schema.js').FigureState, 'sinks' | 'weights'>} state
 * @param {NormalizerName} normalizer that is really used
 * @returns {boolean} whether a sink takes its share of each row: of weights that do not sum to anything there is none
 */
export function hasSinks({ sinks, weights }, normalizer) {
  return sinks !== null && weights === null && !WITHOUT_SINKS.includes(normalizer);
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
