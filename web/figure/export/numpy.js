/** A figure's numbers, computed again by a Python program of its own: what a doubting reader can run. */

import { embeddingDimensions } from '../embedding.js';
import { normalizerOf, takesTemperature } from '../methods.js';
import { isSpelled, sizesOf } from '../state/figure-vectors.js';
import { embedding, normalizers, scores } from './numpy-parts.js';

/**
 * @import { NormalizerName, ScoreName } from '../../engine/index.js'
 * @import { FigureState } from '../state/figure-state.js'
 *
 * @typedef {object} Step one panel of the figure, or the only one
 * @property {ScoreName} score
 * @property {NormalizerName} normalizer
 */

/**
 * @param {FigureState} state
 * @returns {string} a program for Python 3 and NumPy 1.20 or later. It prints the chosen head's weights and output of
 *   every panel, and leaves `panels`: a list of (name, scores, weights, output), each [heads, queries, ...]
 */
export function numpyProgram(state) {
  const program = state.weights ? suppliedProgram(state) : computedProgram(state);
  return `${program.join('\n').trimEnd()}\n`;
}

/** @param {FigureState} state */
function suppliedProgram(state) {
  return [
    'import numpy as np', '',
    ...namesOf(state),
    '# The weights were supplied by the author: nothing is computed but their sums.',
    `weights = np.array(${numbersOf(state.weights)}, float)  # [heads, queries, keys]`,
    'panels = [("supplied", None, weights, None)]', '',
    `print(np.round(weights[${state.head}], 3))`,
    'print("row sums", weights.sum(-1))',
  ];
}

/** @param {FigureState} state */
function computedProgram(state) {
  const { H, G, D } = sizesOf(state);
  const steps = stepsOf(state);
  const used = {
    scores: [...new Set(steps.map(({ score }) => score))],
    normalizers: [...new Set(steps.map(({ normalizer }) => normalizer))],
  };
  return [
    'import numpy as np', ...(isSpelled(state) ? ['import unicodedata'] : []), '',
    ...namesOf(state),
    ...(isSpelled(state) ? [embedding(embeddingDimensions), ...spelledVectors(state)] : givenVectors(state)),
    ...(H === G ? [] : [`keys, values = np.repeat(keys, ${H / G}, axis=0), np.repeat(values, ${H / G}, axis=0)  # heads share them`]),
    'heads, Tq, D = queries.shape', 'Tk = keys.shape[1]', '',
    ...attendedOf(state), '',
    '# Scores of one head: q is [Tq, D], k is [Tk, D].',
    ...used.scores.map((name) => scores[name]), '',
    '# Normalisers of the scores of one query, masked keys left out.',
    ...used.normalizers.map((name) => normalizers[name]), '',
    'def attend(score, scale, normalise, temperature):',
    '    scores = scale * np.stack([score(q, k) for q, k in zip(queries, keys)])',
    '    weights = np.zeros_like(scores)',
    '    for head, row in np.ndindex(heads, Tq):',
    '        seen = attended[row]',
    '        if seen.any():',
    '            weights[head, row, seen] = normalise(scores[head, row, seen] / temperature)',
    '    return scores, weights, weights @ values', '',
    'panels = [',
    ...steps.map((step) => `    (${JSON.stringify(`${step.score}, ${step.normalizer}`)}, *attend(${argumentsOf(state, step, D)})),`),
    ']',
    'for name, scores, weights, output in panels:',
    `    print(name, np.round(weights[${state.head}], 3), np.round(output[${state.head}], 3), sep="\\n")`,
  ];
}

/** @param {FigureState} state @returns {Step[]} */
function stepsOf(state) {
  const { compare, compared, score, normalizer } = state;
  const methods = compare === 'score' || compare === 'normalizer'
    ? compared.map((name) => ({ ...state, score, normalizer, [compare]: name }))
    : [state];
  return methods.map((method) => ({ score: method.score, normalizer: normalizerOf(method) }));
}

/** @param {FigureState} state @param {Step} step @param {number} D */
function argumentsOf({ scale, temperature }, { score, normalizer }, D) {
  const divisor = takesTemperature({ score, normalizer, temperature, scale }) ? temperature ?? 1 : 1;
  const factor = scale ?? (score === 'scaled-dot' ? `1 / np.sqrt(${D})` : 1);
  return [identifier(score), factor, identifier(normalizer), divisor].join(', ');
}

/** @param {FigureState} state */
function namesOf({ tokens, queryTokens }) {
  return [
    `tokens = ${JSON.stringify(tokens)}  # the keys`,
    `query_tokens = ${queryTokens ? JSON.stringify(queryTokens) : 'tokens'}`,
  ];
}

/** @param {FigureState} state */
function givenVectors({ queries, keys, values }) {
  return [
    '# Held as float32, as the figure holds them; computed in float64.',
    'def array(numbers): return np.array(numbers, np.float32).astype(float)',
    `queries = array(${numbersOf(queries)})  # [heads, queries, components]`,
    `keys = array(${numbersOf(keys)})`,
    `values = ${values ? `array(${numbersOf(values)})` : 'keys'}`,
  ];
}

/** @param {FigureState} state */
function spelledVectors({ queryTokens }) {
  return [
    'keys = values = np.stack([[embed(token) for token in tokens]])  # [heads, keys, components]',
    `queries = ${queryTokens ? 'np.stack([[embed(token) for token in query_tokens]])' : 'keys'}`,
  ];
}

/** @param {FigureState} state */
function attendedOf({ causal, window, mask }) {
  const lines = [];
  if (causal) lines.push('attended &= j <= i');
  if (window && window[0] >= 0) lines.push(`attended &= j >= i - ${window[0]}`);
  if (window && window[1] >= 0) lines.push(`attended &= j <= i + ${window[1]}`);
  if (mask) lines.push(`attended &= np.array(${numbersOf(mask)}) == 1`);
  return [
    'attended = np.ones((Tq, Tk), bool)  # a query row attends to a key column',
    ...(lines.length > 0 ? ['i, j = np.indices((Tq, Tk))'] : []), ...lines,
  ];
}

/** @param {unknown} numbers @returns {string} a line for each vector */
function numbersOf(numbers) {
  return JSON.stringify(numbers).replaceAll('],', '],\n    ');
}

/** @param {string} name */
function identifier(name) {
  return name === 'sum' ? 'plain_sum' : name.replaceAll('-', '_');
}
