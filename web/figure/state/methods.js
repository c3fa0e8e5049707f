/** Which score function and which normaliser a figure uses, and what goes with them. */

import { normalizerFunctions } from '../methods/normalizers.js';
import { scoreFunctions } from '../methods/scores.js';
import { NORMALIZERS, ONLY_NORMALIZER, WITHOUT_SINKS, WITHOUT_TEMPERATURE } from '../../engine/generated/boundary.js';

/**
 * @import { ScoreName } from '../../engine/index.js'
 * @import { SharedOptions } from '../../engine/options.js'
 *
 * @typedef {import('../methods/normalizers.js').NormalizerName} NormalizerName
 *
 * @typedef {object} Method how weights are made from vectors
 * @property {ScoreName} score
 * @property {NormalizerName} normalizer the reader's choice; see normalizerOf
 * @property {number | null} temperature null: not given
 * @property {number | null} scale null: not given
 */

export const scores = /** @type {ScoreName[]} */ (Object.keys(scoreFunctions));
export const normalizers = /** @type {NormalizerName[]} */ (Object.keys(normalizerFunctions));

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
