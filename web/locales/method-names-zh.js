/** 打分函数和归一化的中文名，网页和图共用。 */
export default {
  'score.dot': '点积',
  'score.scaled-dot': '缩放点积',
  'score.cosine': '余弦',
  'score.euclidean': '欧氏距离',
  'score.general': '双线性（general）',
  'score.concat': '拼接（concat）',
  'score.additive': '加性（additive）',
  'score.location': '位置（location）',
  'score.linear': '线性注意力',
  'normalizer.sum': '直接求和',
  'normalizer.softmax': 'Softmax',
  'normalizer.sparsemax': 'Sparsemax',
  'normalizer.entmax15': '1.5-entmax',
  'normalizer.hardmax': 'Hardmax',
  'normalizer.sigmoid': 'Sigmoid',
};
