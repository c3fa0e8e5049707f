/** The score functions and normalisers, English and Chinese, for pages and figures alike. */
export default /** @satisfies {Record<string, [en: string, zh: string]>} */ ({
  'score.dot': ['Dot product', '点积'],
  'score.scaled-dot': ['Scaled dot product', '缩放点积'],
  'score.cosine': ['Cosine', '余弦'],
  'score.euclidean': ['Euclidean distance', '欧氏距离'],
  'score.general': ['General (bilinear)', '双线性（general）'],
  'score.concat': ['Concat', '拼接（concat）'],
  'score.additive': ['Additive', '加性（additive）'],
  'score.location': ['Location', '位置（location）'],
  'score.linear': ['Linear attention', '线性注意力'],
  'normalizer.sum': ['Plain sum', '直接求和'],
  'normalizer.softmax': ['Softmax', 'Softmax'],
  'normalizer.sparsemax': ['Sparsemax', 'Sparsemax'],
  'normalizer.entmax15': ['1.5-entmax', '1.5-entmax'],
  'normalizer.hardmax': ['Hardmax', 'Hardmax'],
  'normalizer.sigmoid': ['Sigmoid', 'Sigmoid'],
});
