/**
 * The normalisers in the order in which a reader should meet them: each in NumPy, the lines of a function of s, the scores of
 * one query, masked keys left out. Their names, and what pages say of them, are in web/locales/methods.js.
 */

/**
 * @typedef {Exclude<import('../../engine/index.js').NormalizerName, 'entmax'>} NormalizerName all but entmax, for whose alpha a
 *   figure has no field
 */

/** @type {Record<NormalizerName, { python: string[] }>} */
export const normalizerFunctions = {
  article: { python: ['return s / np.sqrt(s.sum())'] },
  'article-code': { python: ['n = s / np.sqrt(s).sum()', 'return n / n.sum()'] },
  sum: { python: ['return s / s.sum()'] },
  softmax: { python: ['e = np.exp(s - s.max())', 'return e / e.sum()'] },
  sparsemax: {
    python: [
      's = s - s.max()',
      'z = np.sort(s)[::-1]',
      'tau = (np.cumsum(z) - 1) / np.arange(1, len(z) + 1)',
      'return np.maximum(s - tau[(z > tau).sum() - 1], 0)',
    ],
  },
  entmax15: {
    python: [
      's = (s - s.max()) / 2',
      'z = np.sort(s)[::-1]',
      'n = np.arange(1, len(z) + 1)',
      'mean = np.cumsum(z) / n',
      'spread = np.cumsum(z ** 2) / n - mean ** 2',
      'tau = mean - np.sqrt(np.maximum(1 / n - spread, 0))',
      'return np.maximum(s - tau[(z >= tau).sum() - 1], 0) ** 2',
    ],
  },
  hardmax: { python: ['return (np.arange(len(s)) == s.argmax()).astype(float)'] },
  sigmoid: { python: ['return 1 / (1 + np.exp(np.minimum(np.log(Tk) - s, 700)))'] },
};
