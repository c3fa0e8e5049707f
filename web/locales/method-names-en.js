/** The score functions and normalisers in English, for pages and figures alike. */
export default {
  'score.dot': 'Dot product',
  'score.scaled-dot': 'Scaled dot product',
  'score.cosine': 'Cosine',
  'score.euclidean': 'Euclidean distance',
  'score.general': 'General (bilinear)',
  'score.concat': 'Concat',
  'score.additive': 'Additive',
  'score.location': 'Location',
  'score.linear': 'Linear attention',
  'normalizer.sum': 'Plain sum',
  'normalizer.softmax': 'Softmax',
  'normalizer.sparsemax': 'Sparsemax',
  'normalizer.entmax15': '1.5-entmax',
  'normalizer.hardmax': 'Hardmax',
  'normalizer.sigmoid': 'Sigmoid',
};
