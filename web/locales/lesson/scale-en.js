/** Why the root of D. */

export const page = {
  title: 'Why divide by √D',
  lead: 'Real queries and keys have not two numbers but D: 64 is common. A dot product then adds up D products. Does it matter how many? Variance says how widely numbers scatter: the mean of the squared distances from their mean. Its root is the standard deviation.',
  predict: {
    question: 'The numbers in q and k are random, with mean 0 and variance 1. D grows from 4 to 64. What happens to the variance of q ⋅ k?',
    choices: [
      { text: 'It stays about 1', because: 'The products are positive and negative and partly cancel, but only partly.' },
      { text: 'It grows 4 times', because: 'So does its root, the standard deviation: from 2 to 8. The variance grows with its square.' },
      { text: 'It grows 16 times', because: 'Each product adds a variance of 1. Sixty-four of them add up to 64, four of them to 4.' },
    ],
    answer: 2,
    insight: 'The variance of the dot product is D, so a typical score is as large as √D. Softmax turns such scores into nearly all or nothing. Then a small change of a score hardly changes any weight, and a model that learns by small changes learns almost nothing. Divided by √D, scores have a variance of 1, whatever D is: that is the “scaled” in scaled dot-product attention (Vaswani 2017).',
  },
  histogramsLabel: 'Two histograms of random dot products with D = 64: wide without the scale, narrow with it.',
  barsLabel: 'The softmax weights of one random query over eight keys, with the scale and without.',
  dimension: 'Numbers in each vector',
  again: 'Draw others',
  progress: 'Dot products drawn',
  alone: 'A figure of its own: the eight scores of this query, with a scale that you can change',
  table: 'Measured so far, from 8,192 random dot products each',
  columns: { plain: 'without the scale', scaled: 'with the scale', variance: 'variance', largest: 'largest weight' },
  derivation: 'Symbol by symbol',
  signs: {
    sum: 'The dot product adds D products, one for each place c.',
    one: 'Each factor has mean 0 and variance 1, and they are independent. Then the variance of the product is the product of the variances.',
    all: 'Variances of independent terms add up: D times 1.',
    scaled: 'Dividing by a number divides the variance by its square. √D is the number that leaves exactly 1.',
  },
};

export const live = {
  scene: {
    plain: 'q ⋅ k',
    scaled: 'q ⋅ k / √D',
    axis: 'score (each as high as its highest bar)',
    weight: 'weight, with the scale',
    without: 'without',
    keys: 'the eight keys of the query drawn last',
  },
  histogramsLabel: 'Two histograms of random dot products with D = {dimension}. Without the scale their standard deviation is {deviation}, with it {scaled}.',
  barsLabel: 'The softmax weights of one random query over eight keys. With the scale: {scaled}. Without: {plain}.',
  variance: 'D = {dimension}: the variance measured is {variance}, and {scaled} after dividing by √D.',
  saturation: 'Of eight keys, the largest weight is {largest} on average without the scale and {scaledLargest} with it. The entropy is {entropy} and {scaledEntropy} of {most} bits.',
  drawn: '{count} dot products drawn.',
  all: 'Measure D from 1 to 512',
  stop: 'Stop',
  stopped: 'Stopped.',
};
