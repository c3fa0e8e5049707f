/** The score functions and normalisers, English and Chinese, for pages and figures alike. */
export default /** @satisfies {Record<string, Record<string, [en: string, zh: string]>>} */ ({
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
