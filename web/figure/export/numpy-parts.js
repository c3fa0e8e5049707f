/** The functions of the NumPy program: a score function, a normaliser, and the vectors of spelled words. */

import { normalizerFunctions } from '../methods/normalizers.js';
import { scoreFunctions } from '../methods/scores.js';

/** @import { ScoreName } from '../../engine/index.js' */
/** @import { NormalizerName } from '../state/methods.js' */

/** @param {ScoreName} name */
export const scoreFunction = (name) => pythonFunction(name, 'q, k', scoreFunctions[name].python);

/** @param {NormalizerName} name */
export const normalizerFunction = (name) => pythonFunction(name, 's', normalizerFunctions[name].python);

/** @param {string} name @param {string} parameters @param {string[]} lines */
function pythonFunction(name, parameters, lines) {
  return `def ${identifier(name)}(${parameters}):\n    ${lines.join('\n    ')}`;
}

/** @param {string} name of a score function or normaliser @returns {string} that of its function; Python has a sum of its own */
export function identifier(name) {
  return name === 'sum' ? 'plain_sum' : name.replaceAll('-', '_');
}

/**
 * ../embedding.js in Python: a vector for a word from its spelling.
 * @param {number} dimensions
 */
export function embedding(dimensions) {
  return `
def fnv1a(text):
    h = 0xb13d7b7b
    for byte in text.encode():
        h = (h ^ byte) * 0x01000193 & 0xffffffff
    h = (h ^ h >> 16) * 0x85ebca6b & 0xffffffff
    h = (h ^ h >> 13) * 0xc2b2ae35 & 0xffffffff
    return h ^ h >> 16

def embed(word):
    """A vector from spelling alone: every run of one to three characters, hashed."""
    inner = unicodedata.normalize("NFKC", word).lower()
    whole = "\\x02" + inner + "\\x03"
    grams = [*inner] + [whole[n:n + size] for size in (2, 3) for n in range(len(whole) - size + 1)]
    vector = np.zeros(${dimensions})
    for h in map(fnv1a, grams):
        vector[h % ${dimensions}] += -1 if h >> 31 else 1
    norm = np.sqrt((vector ** 2).sum())
    if norm == 0:
        vector[fnv1a(word) % ${dimensions}] = norm = 1
    return (vector * (np.sqrt(${dimensions}) / norm)).astype(np.float32).astype(float)
`;
}
