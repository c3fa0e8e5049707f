/** The other normalisers, in English. */
export const page = {
  title: 'Aside: other ways to share out',
  lead: 'Softmax is not the only way to turn scores into weights. Here are six others, applied to the same three scores. Change a score and compare.',
  predict: {
    question: 'One of these three does not share out exactly 1. Which?',
    choices: [
      { text: 'Sparsemax', because: 'Sparsemax finds the nearest point among all weights that sum to 1. Some of them may be 0.' },
      { text: 'The article’s root', because: 'It divides by the root of the sum. That gives 1 only when the scores themselves sum to 1.' },
      { text: 'Hardmax', because: 'Hardmax gives everything to one word: 1 + 0 + 0.' },
    ],
    answer: 1,
    insight: 'Dividing by √Σs leaves a sum of √Σs. With the article’s own scores, 0.32, 0.50 and 0.14, that is √0.96 ≈ 0.9798: nearly 1 by accident, and not a distribution.',
  },
  paper: 'The weights for the scores {scores}',
  score: 'Score of {word}',
  query: 'query',
  words: ['A', 'B', 'C'],
  articles: 'The article’s scores',
  first: 'Original scores',
  names: {
    softmax: 'Softmax', sum: 'Plain sum', article: 'The article’s root', sparsemax: 'Sparsemax', entmax15: '1.5-entmax', hardmax: 'Hardmax', sigmoid: 'Sigmoid',
  },
  notes: {
    softmax: 'Always positive, always sums to 1. The standard.',
    sum: 'Sums to 1, but makes sense only for positive scores.',
    article: 'As the article prints it. Not a distribution.',
    sparsemax: 'τ is such that the sum is 1; weak words get exactly 0 (Martins and Astudillo 2016).',
    entmax15: 'Between softmax and sparsemax (Peters, Niculae and Martins 2019).',
    hardmax: 'All to the largest score. It cannot be learned by slopes: it has none.',
    sigmoid: 'T is the number of words. Each word stands alone and shares with nobody: no fixed sum (Ramapuram et al. 2024).',
  },
  normalizer: 'Normaliser',
  sum: 'sum',
  table: 'The weights by each normaliser',
  drawn: 'Choose one to see it drawn.',
  fallback: 'The chosen weights',
  insight: 'A normaliser decides two things: may a weight be exactly 0, and must the weights sum to 1? Softmax says no and yes.',
};

export const live = {
  one: '{name}: the weights sum to 1, a distribution.',
  sum: '{name}: the weights sum to {sum}, not a distribution.',
  undefined: '{name}: no answer for these scores: it would divide by zero or take the root of a negative number.',
  negative: '{name}: the weights sum to 1, but one is negative: not a distribution.',
  none: 'none',
  bad: 'A number from −10 to 10, please. The figure still shows the last one.',
};
