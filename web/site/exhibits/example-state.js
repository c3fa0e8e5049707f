/**
 * The state of an example with one query and a few words, and the edits on it. A state is plain
 * data that can be written as JSON; every edit returns a new one.
 */

import { defaultParameters, engineParameters, fitParameters } from '../../figure/compute/parameters.js';
import { optionsOf } from '../../figure/state/methods.js';

/**
 * @import { Inputs } from '../../engine/index.js'
 * @import { SharedOptions } from '../../engine/options.js'
 * @import { Method } from '../../figure/state/methods.js'
 * @import { Parameters } from '../../figure/compute/parameters.js'
 *
 * @typedef {object} Vectors
 * @property {string[]} words one for each key
 * @property {number[]} query [D]
 * @property {number[][]} keys [T, D]
 * @property {number[][] | null} values [T, D]; null if the values are the keys
 * @property {{ [score: string]: Parameters }} parameters the reader's own parameters for each score function
 *
 * @typedef {Vectors & Method} ExampleState
 *
 * @typedef {(string | number)[]} Address the place of a value in a state, such as ['keys', 1, 0]
 */

export const mostWords = 12;
export const mostDimensions = 6;

/** In UTF-16 units. */
export const longestWord = 24;

/**
 * @template State
 * @param {State} state
 * @param {Address} address
 * @param {unknown} value
 * @returns {State}
 */
export function replaceAt(state, address, value) {
  if (address.length === 0) return /** @type {State} */ (value);
  const [step, ...rest] = address;
  const copy = /** @type {any} */ (Array.isArray(state) ? [...state] : { ...state });
  copy[step] = replaceAt(copy[step], rest, value);
  return copy;
}

/**
 * @param {unknown} state
 * @param {Address} address
 * @returns {any}
 */
export function valueAt(state, address) {
  return address.reduce((part, step) => /** @type {any} */ (part)[step], state);
}

/**
 * @param {ExampleState} state
 * @returns {ExampleState} with the parameters of its score function written out, to be edited
 */
export function withParameters(state) {
  return { ...state, parameters: { ...state.parameters, [state.score]: parametersOf(state) } };
}

/**
 * @param {ExampleState} state
 * @param {string} word
 * @returns {ExampleState} with one more word, whose vectors are zero
 */
export function addWord(state, word) {
  const zeros = state.query.map(() => 0);
  return {
    ...state,
    words: [...state.words, word],
    keys: [...state.keys, zeros],
    values: state.values && [...state.values, zeros],
  };
}

/**
 * @param {ExampleState} state
 * @param {number} index
 * @returns {ExampleState}
 */
export function removeWord(state, index) {
  /** @template T @param {T[]} list */
  const without = (list) => list.filter((_, position) => position !== index);
  return {
    ...state,
    words: without(state.words),
    keys: without(state.keys),
    values: state.values && without(state.values),
  };
}

/**
 * @param {ExampleState} state
 * @returns {ExampleState} with one more component, zero, at the end of every vector
 */
export function addDimension(state) {
  return eachVector(state, (vector) => [...vector, 0]);
}

/**
 * @param {ExampleState} state
 * @returns {ExampleState} without the last component of every vector
 */
export function removeDimension(state) {
  return eachVector(state, (vector) => vector.slice(0, -1));
}

/**
 * @param {ExampleState} state
 * @param {(vector: number[]) => number[]} change
 * @returns {ExampleState}
 */
function eachVector(state, change) {
  return {
    ...state,
    query: change(state.query),
    keys: state.keys.map(change),
    values: state.values && state.values.map(change),
  };
}

/**
 * @param {ExampleState} state
 * @param {boolean} follow
 * @returns {ExampleState} with the keys as values, or with values of their own, equal to begin with
 */
export function valuesFollowKeys(state, follow) {
  return { ...state, values: follow ? null : state.keys };
}

/**
 * @param {ExampleState} state
 * @returns {Parameters} the parameters of the chosen score function, in the sizes that the vectors need
 */
function parametersOf({ score, query, keys, parameters }) {
  const defaults = defaultParameters(score, query.length, keys.length);
  return fitParameters(parameters[score] ?? {}, defaults);
}

/**
 * @param {ExampleState} state
 * @returns {{ inputs: Inputs, options: SharedOptions }} for the engine
 */
export function engineCall(state) {
  return {
    inputs: {
      query: state.query,
      key: state.keys,
      value: state.values ?? state.keys,
      params: engineParameters(state.score, parametersOf(state)),
    },
    options: optionsOf(state),
  };
}
