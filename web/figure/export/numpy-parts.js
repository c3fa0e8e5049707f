/** The score functions and normalisers of the engine in NumPy, each as a figure uses it. */

/** @import { ScoreName } from '../../engine/index.js' */
/** @import { NormalizerName } from '../state/methods.js' */

/**
 * The lines of a function of q [Tq, D] and k [Tk, D]. Parameters are those of ../parameters.js: identities, ones and zeros.
 * @type {Record<ScoreName, string[]>}
 */
const scores = {
  dot: ['return q @ k.T'],
  'scaled-dot': ['return q @ k.T  # scaled below'],
  cosine: [
    'norms = np.linalg.norm(q, axis=1)[:, None] * np.linalg.norm(k, axis=1)',
    'return np.where(norms == 0, 0, q @ k.T / np.where(norms == 0, 1, norms))',
  ],
  euclidean: ['return np.stack([-((row - k) ** 2).sum(1) / 2 for row in q])'],
  general: ['W = np.eye(D)', 'return q @ W @ k.T'],
  concat: ['U, W, v = np.eye(D), np.eye(D), np.ones(D)', 'return np.stack([np.tanh(U @ row + k @ W.T) @ v for row in q])'],
  additive: [
    'U, W, b, v = np.eye(D), np.eye(D), np.zeros(D), np.ones(D)',
    'return np.stack([np.tanh(U @ row + k @ W.T + b) @ v for row in q])',
  ],
  location: ['W = np.eye(Tk, D)', 'return q @ W.T'],
  linear: ['q, k = [np.where(x > 0, x + 1, np.exp(np.minimum(x, 0))) for x in (q, k)]  # elu + 1', 'return q @ k.T'],
};

/** Each normaliser in Python, of the scores s of one query. @type {Record<NormalizerName, string[]>} */
const normalizers = {
  softmax: ['e = np.exp(s - s.max())', 'return e / e.sum()'],
  sparsemax: [
    's = s - s.max()',
    'z = np.sort(s)[::-1]',
    'tau = (np.cumsum(z) - 1) / np.arange(1, len(z) + 1)',
    'return np.maximum(s - tau[(z > tau).sum() - 1], 0)',
  ],
  entmax15: [
    's = (s - s.max()) / 2',
    'z = np.sort(s)[::-1]',
    'n = np.arange(1, len(z) + 1)',
    'mean = np.cumsum(z) / n',
    'spread = np.cumsum(z ** 2) / n - mean ** 2',
    'tau = mean - np.sqrt(np.maximum(1 / n - spread, 0))',
    'return np.maximum(s - tau[(z >= tau).sum() - 1], 0) ** 2',
  ],
  hardmax: ['return (np.arange(len(s)) == s.argmax()).astype(float)'],
  sigmoid: ['return 1 / (1 + np.exp(np.minimum(np.log(Tk) - s, 700)))'],
  sum: ['return s / s.sum()'],
  article: ['return s / np.sqrt(s.sum())'],
  'article-code': ['n = s / np.sqrt(s).sum()', 'return n / n.sum()'],
};

/** @param {ScoreName} name */
export const scoreFunction = (name) => pythonFunction(name, 'q, k', scores[name]);

/** @param {NormalizerName} name */
export const normalizerFunction = (name) => pythonFunction(name, 's', normalizers[name]);

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
