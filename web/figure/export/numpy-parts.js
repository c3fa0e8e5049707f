/** The score functions and normalisers of the engine in NumPy, each as a figure uses it. */

/** @import { NormalizerName, ScoreName } from '../../engine/index.js' */

/**
 * Parameters are those of ../parameters.js: identities, ones and zeros.
 * @type {Record<ScoreName, string>}
 */
export const scores = {
  dot: 'def dot(q, k): return q @ k.T',
  'scaled-dot': 'def scaled_dot(q, k): return q @ k.T  # scaled below',
  cosine: `def cosine(q, k):
    norms = np.linalg.norm(q, axis=1)[:, None] * np.linalg.norm(k, axis=1)
    return np.where(norms == 0, 0, q @ k.T / np.where(norms == 0, 1, norms))`,
  euclidean: 'def euclidean(q, k): return np.stack([-((row - k) ** 2).sum(1) / 2 for row in q])',
  general: `def general(q, k):
    W = np.eye(D)
    return q @ W @ k.T`,
  concat: `def concat(q, k):
    U, W, v = np.eye(D), np.eye(D), np.ones(D)
    return np.stack([np.tanh(U @ row + k @ W.T) @ v for row in q])`,
  additive: `def additive(q, k):
    U, W, b, v = np.eye(D), np.eye(D), np.zeros(D), np.ones(D)
    return np.stack([np.tanh(U @ row + k @ W.T + b) @ v for row in q])`,
  location: `def location(q, k):
    W = np.eye(Tk, D)
    return q @ W.T`,
  linear: `def phi(x): return np.where(x > 0, x + 1, np.exp(np.minimum(x, 0)))  # elu + 1
def linear(q, k): return phi(q) @ phi(k).T`,
};

/** @type {Record<NormalizerName, string>} */
export const normalizers = {
  softmax: `def softmax(s):
    e = np.exp(s - s.max())
    return e / e.sum()`,
  sparsemax: `def sparsemax(s):
    s = s - s.max()
    z = np.sort(s)[::-1]
    tau = (np.cumsum(z) - 1) / np.arange(1, len(z) + 1)
    return np.maximum(s - tau[(z > tau).sum() - 1], 0)`,
  entmax15: `def entmax15(s):
    s = (s - s.max()) / 2
    z = np.sort(s)[::-1]
    n = np.arange(1, len(z) + 1)
    mean = np.cumsum(z) / n
    spread = np.cumsum(z ** 2) / n - mean ** 2
    tau = mean - np.sqrt(np.maximum(1 / n - spread, 0))
    return np.maximum(s - tau[(z >= tau).sum() - 1], 0) ** 2`,
  hardmax: 'def hardmax(s): return (np.arange(len(s)) == s.argmax()).astype(float)',
  sigmoid: 'def sigmoid(s): return 1 / (1 + np.exp(np.minimum(np.log(Tk) - s, 700)))',
  sum: 'def plain_sum(s): return s / s.sum()',
  article: 'def article(s): return s / np.sqrt(s.sum())',
  'article-code': `def article_code(s):
    n = s / np.sqrt(s).sum()
    return n / n.sum()`,
};

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
