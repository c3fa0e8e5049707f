/** A figure's numbers, computed again by a Python program of its own: what a doubting reader can run. */

import { isMasking } from '../compute/masked-cells.js';
import { embeddingDimensions } from '../state/embedding.js';
import { panelPlans } from '../compute/panel-calls.js';
import { hasSinks, takesTemperature } from '../state/methods.js';
import { isSpelled, sizesOf } from '../state/figure-vectors.js';
import { embedding, identifier, normalizerFunction, scoreFunction } from './numpy-parts.js';
import { escapedJson } from './script-json.js';

/**
 * @import { PanelPlan } from '../compute/panel-calls.js'
 * @import { FigureState } from '../state/schema.js'
 */

/**
 * @param {FigureState} state
 * @returns {string} a program for Python 3 and NumPy 1.20 or later. It prints the chosen head's weights and output of
 *   every panel, its scores where they are shown, and leaves `panels`: a list of (name, scores, weights, output), each [heads, queries, ...]
 */
export function numpyProgram(state) {
  const { tokens, queryTokens, weights } = state;
  return `import numpy as np${isSpelled(state) ? '\nimport unicodedata' : ''}

tokens = ${textsOf(tokens)}  # the keys
query_tokens = ${queryTokens ? textsOf(queryTokens) : 'tokens'}
${weights ? suppliedProgram(state, weights) : computedProgram(state)}`;
}

/** @param {FigureState} state @param {number[][][]} weights */
function suppliedProgram(state, weights) {
  return `# The weights were supplied by the author: nothing is computed but their sums.
weights = np.array(${numbersOf(weights)}, float)  # [heads, queries, keys]
${isMasking(state) ? `Tq, Tk = weights.shape[1:]
${attendedProgram(state)}weights = np.where(attended, weights, 0)  # masked ones are hidden
` : ''}panels = [("supplied", None, weights, None)]

print(np.round(weights[${state.head}], 3))
print("row sums", weights.sum(-1))
`;
}

/** @param {FigureState} state @returns {string} of Tq and Tk */
function attendedProgram(state) {
  return `attended = np.ones((Tq, Tk), bool)  # a query row attends to a key column
i, j = np.indices((Tq, Tk))
${masksOf(state)}`;
}

/** @param {FigureState} state */
function computedProgram(state) {
  const { H, G, D } = sizesOf(state);
  const { head, compare, shows, softcap, localFocus } = state;
  // Every head is in every panel.
  const plans = panelPlans(compare === 'head' ? { ...state, compare: null } : state);
  const sinks = plans.some(({ normalizer }) => hasSinks(state, normalizer)) ? state.sinks : null;
  const names = [...new Set(plans.map(({ score }) => score))];
  const normalizerNames = [...new Set(plans.map(({ normalizer }) => normalizer))];
  return `${isSpelled(state) ? embedding(embeddingDimensions) + spelledVectors(state) : givenVectors(state)}
${H === G ? '' : `keys, values = np.repeat(keys, ${H / G}, axis=0), np.repeat(values, ${H / G}, axis=0)  # heads share them
`}heads, Tq, D = queries.shape
Tk = keys.shape[1]
${attendedProgram(state)}${sinks ? `sinks = ${numbersOf(sinks)}  # one for each head: a further score of each of its rows, which has no value
` : ''}
# Scores of one head: q is [Tq, D], k is [Tk, D].
${names.map(scoreFunction).join('\n')}

# Normalisers of the scores of one query, masked keys left out.
${normalizerNames.map(normalizerFunction).join('\n')}

def attend(score, scale, normalise, temperature${sinks ? ', sinks' : ''}):
    scores = scale * np.stack([score(q, k) for q, k in zip(queries, keys)])${softcap ? `
    scores = ${softcap} * np.tanh(scores / ${softcap})` : ''}
    weights = np.zeros_like(scores)
    for head, row in np.ndindex(heads, Tq):
        seen = attended[row]
        if seen.any():
${sinks ? `            logits = np.append(scores[head, row, seen], sinks[head:head + 1])
            weights[head, row, seen] = normalise(logits / temperature)[:seen.sum()]`
    : '            weights[head, row, seen] = normalise(scores[head, row, seen] / temperature)'}${localFocus ? `
    weights *= np.exp(-((j - ${centerOf(localFocus)}) / ${localFocus.sigma}) ** 2 / 2)` : ''}
    return scores, weights, weights @ values

panels = [
${plans.map((plan) => `    ("${plan.score}, ${plan.normalizer}", *attend(${argumentsOf(state, plan, D)}${sinks ? `, ${hasSinks(state, plan.normalizer) ? 'sinks' : '[]'}` : ''})),`).join('\n')}
]
for name, scores, weights, output in panels:
    print(name, ${shows === 'scores' ? `np.where(attended, scores[${head}], np.nan).round(3), ` : ''}np.round(weights[${head}], 3), np.round(output[${head}], 3), sep="\\n")
`;
}

/** @param {NonNullable<FigureState['localFocus']>} focus @returns {string} of every query */
function centerOf({ center }) {
  if (center === 'monotonic') return 'i';
  return center === 'predictive' ? 'Tk / (1 + np.exp(-np.tanh(queries).sum(-1)))[:, :, None]' : `np.array([${center}])[:, None]`;
}

/** @param {FigureState} state @param {PanelPlan} plan @param {number} D */
function argumentsOf({ scale, temperature }, { score, normalizer }, D) {
  const divisor = takesTemperature({ score, normalizer, temperature, scale }) ? temperature ?? 1 : 1;
  const factor = scale ?? (score === 'scaled-dot' ? `1 / np.sqrt(${D})` : 1);
  return [identifier(score), factor, identifier(normalizer), divisor].join(', ');
}

/** @param {FigureState} state */
function givenVectors({ queries, keys, values }) {
  return `# Held as float32, as the figure holds them; computed in float64.
def array(numbers): return np.array(numbers, np.float32).astype(float)
queries = array(${numbersOf(queries)})  # [heads, queries, components]
keys = array(${numbersOf(keys)})
values = ${values ? `array(${numbersOf(values)})` : 'keys'}`;
}

/** @param {FigureState} state */
function spelledVectors({ queryTokens }) {
  return `
keys = values = np.stack([[embed(token) for token in tokens]])  # [heads, keys, components]
queries = ${queryTokens ? 'np.stack([[embed(token) for token in query_tokens]])' : 'keys'}`;
}

/** @param {FigureState} state @returns {string} lines that take keys away */
function masksOf({ causal, window, mask }) {
  const [left, right] = window ?? [-1, -1];
  const place = causal === 'bottom-right' ? ' + (Tk - Tq)' : '';  // The last query stands at the last key.
  const masks = [
    ...(causal ? [`j <= i${place}`] : []),
    ...(left >= 0 ? [`j >= i${place} - ${left}`] : []),
    ...(right >= 0 ? [`j <= i${place} + ${right}`] : []),
    ...(mask ? [`np.array(${numbersOf(mask)}) == 1`] : []),
  ];
  return masks.map((condition) => `attended &= ${condition}\n`).join('');
}

/** Signs that end a line, or turn the order in which editors show a line: a program would read otherwise than it runs. */
const misleading = /[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** @param {string[]} texts @returns {string} a list of Python, in which JSON's texts mean the same */
function textsOf(texts) {
  return escapedJson(texts, misleading);
}

/** @param {unknown} numbers @returns {string} a line for each vector */
function numbersOf(numbers) {
  return JSON.stringify(numbers).replaceAll('],', '],\n    ');
}
