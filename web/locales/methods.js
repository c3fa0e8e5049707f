/** What pages and figures say of the score functions and normalisers, English and Chinese. */

/** Their names. */
export const names = /** @satisfies {Record<string, Record<string, [en: string, zh: string]>>} */ ({
  score: {
    dot: ['Dot product', '点积'],
    'scaled-dot': ['Scaled dot product', '缩放点积'],
    cosine: ['Cosine', '余弦'],
    euclidean: ['Euclidean distance', '欧氏距离'],
    general: ['General (bilinear)', '双线性（general）'],
    concat: ['Concat', '拼接（concat）'],
    additive: ['Additive', '加性（additive）'],
    location: ['Location', '位置（location）'],
    linear: ['Linear attention', '线性注意力'],
  },
  normalizer: {
    sum: ['Plain sum', '直接求和'],
    softmax: ['Softmax', 'Softmax'],
    sparsemax: ['Sparsemax', 'Sparsemax'],
    entmax15: ['1.5-entmax', '1.5-entmax'],
    hardmax: ['Hardmax', 'Hardmax'],
    sigmoid: ['Sigmoid', 'Sigmoid'],
  },
});

/** Of two normalisers that figures call by their own names. */
export const pageNames = /** @satisfies {Record<string, Record<string, [en: string, zh: string]>>} */ ({
  normalizer: {
    article: ['The article’s formula', '文章的公式'],
    'article-code': ['The article’s program', '文章的程序'],
  },
});

/** A sentence or two about each, where there is room. */
export const notes = /** @satisfies {Record<string, Record<string, [en: string, zh: string]>>} */ ({
  scoreNote: {
    dot: ['Direction and length both count. Luong 2015.', '方向和长度都起作用。Luong 2015。'],
    'scaled-dot': [
      'Divided by √D, so that more components do not mean larger scores. Vaswani 2017.',
      '除以 √D，分量再多得分也不会变大。Vaswani 2017。',
    ],
    cosine: ['Only the angle counts, not the length. 0 where a vector is zero.', '只看夹角，不看长度；零向量得 0。'],
    euclidean: [
      'The nearer the key, the higher the score; never above 0. Nadaraya 1964, Watson 1964.',
      '键越近得分越高，最高为 0。Nadaraya 1964，Watson 1964。',
    ],
    general: [
      'A learned matrix W between query and key. Nothing was learned here: W starts as the identity, which makes it the dot product. Luong 2015.',
      '查询与键之间隔着一个学来的矩阵 W。这里什么都没学：W 从单位矩阵开始，就等于点积。Luong 2015。',
    ],
    concat: [
      'One learned matrix [U W] over query and key end to end. It starts with two identities and v of ones. Luong 2015.',
      '查询与键首尾相接，乘一个学来的矩阵 [U W]。开始时两半都是单位矩阵，v 全为 1。Luong 2015。',
    ],
    additive: [
      'A small network scores each pair. It starts with identities, b = 0 and v of ones: the same numbers as Concat. Bahdanau 2014.',
      '用一个小网络给每一对打分。开始时 U、W 是单位矩阵，b = 0，v 全为 1：与拼接的结果相同。Bahdanau 2014。',
    ],
    location: [
      'The query alone decides; the keys are not read. W starts as the identity: word j gets component j of the query. Luong 2015.',
      '只由查询决定，不看键。W 从单位矩阵开始：第 j 个词得到查询的第 j 分量。Luong 2015。',
    ],
    linear: [
      'Made so that the time grows with the length and not with its square. Katharopoulos 2020.',
      '耗时随长度增长，而不是随长度的平方。Katharopoulos 2020。',
    ],
  },
  normalizerNote: {
    article: ['Divides by the root of the sum, so the weights do not sum to 1.', '除以总和的平方根，所以权重之和不是 1。'],
    'article-code': [
      'Divides by the sum of the roots, then by the sum: what remains is the plain sum. No negative score has a root.',
      '先除以各平方根之和，再除以总和：最后就是直接求和。负的得分没有平方根。',
    ],
    sum: ['Sums to 1, but a negative score gives a negative weight.', '总和为 1，但负的得分给出负的权重。'],
    softmax: ['Always a distribution; no weight is ever quite 0.', '总是概率分布；没有哪个权重会真的等于 0。'],
    sparsemax: [
      'A distribution in which weak keys get exactly 0. Martins 2016.',
      '也是概率分布，弱的键恰好得 0。Martins 2016。',
    ],
    entmax15: [
      'Half-way between softmax and sparsemax. Peters 2019.',
      '介于 softmax 与 sparsemax 之间。Peters 2019。',
    ],
    hardmax: ['Everything goes to the largest score; in a tie, to the first.', '全部给得分最高的；并列时给最前面的。'],
    sigmoid: [
      'Each key for itself, so the weights need not sum to 1; T is the number of keys. Ramapuram 2024.',
      '每个键各算各的，权重之和不必是 1；T 是键的个数。Ramapuram 2024。',
    ],
  },
});

/** The score s of a query q and a key k, by its parameters. */
export const scoreFormulas = {
  dot: 's = q · k',
  'scaled-dot': 's = q · k / √D',
  cosine: 's = q · k / (‖q‖ ‖k‖)',
  euclidean: 's = −‖q − k‖² / 2',
  general: 's = qᵀ W k',
  concat: 's = vᵀ tanh([U W] [q; k])',
  additive: 's = vᵀ tanh(U q + W k + b)',
  location: 's = (W q)ⱼ',
  linear: 's = φ(q) · φ(k),  φ = elu + 1',
};

/** The weight w, and its numerator n. */
export const normalizerFormulas = {
  article: { formula: 'w = n / √Σ n', numerator: 'n = s' },
  'article-code': { formula: 'w = n / Σ n', numerator: 'n = s / Σ √s' },
  sum: { formula: 'w = n / Σ n', numerator: 'n = s' },
  softmax: { formula: 'w = n / Σ n', numerator: 'n = exp((s − max s) / t)' },
  sparsemax: { formula: 'w = n / Σ n', numerator: 'n = max(s / t − τ, 0)' },
  entmax15: { formula: 'w = n / Σ n', numerator: 'n = max(s / 2t − τ, 0)²' },
  hardmax: { formula: 'w = n / Σ n', numerator: 'n = [s = max s]' },
  sigmoid: { formula: 'w = n', numerator: 'n = 1 / (1 + exp(log T − s / t))' },
};
