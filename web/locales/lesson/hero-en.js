/** The hero. */

const asks = 'asks';
const output = 'output';
const glosses = ['I', 'like', 'study'];

const why = {
  dot: 'A dot product counts length as well as direction: a long arrow outshouts a similar one.',
  cosine: 'Cosine counts direction alone. It lies between −1 and 1, so no weight is more than 7.4 times another.',
  euclidean: 'Distance asks only who stands nearest.',
};
const least = 'No. It looks hardest at {top}, and least at itself.';

export const page = {
  title: ['This word asks.', 'Does it find itself?'],
  titleJoin: ' ',
  lead: 'A word is a point. 学习 (study) asks “who is like me?”, and attention answers with three weights that add up to 1.',
  compare: 'Compare by',
  scores: { dot: 'dot product', cosine: 'cosine', euclidean: 'distance' },
  scoreNames: { dot: 'q · k', cosine: 'cos(q, k)', euclidean: '−|q − k|²/2' },
  picture: 'A plane with three words as points, 我 (I) at (2, 1.5), 喜欢 (like) at (3, 2.5) and 学习 (study) at (0.5, 1.5), and a ring around 学习, which asks. Larger circles have more weight; the output is a dot within the triangle of the three.',
  hint: 'Drag the ring, or any word.',
  bars: 'How 学习 shares out its attention',
  verdict: `${least.replace('{top}', '喜欢')}`,
  why: why.dot,
  outputNote: 'The solid dot is the output: the three words, mixed by these weights. Drag anything you like: it never leaves their triangle.',
  numbers: 'Type the numbers instead',
  across: 'across',
  up: 'up',
  figure: 'Take this figure with you',
  article: 'The article that this lesson grew from hides this in its own example. There the word that asks brings exactly the numbers of 学习, and still the dot products put it last: 喜欢, 我, 学习 ({dot}). Compare by cosine or by distance, and the order turns round exactly: 学习, 我, 喜欢 (cosines {cosine}; distance scores {euclidean}).',
  comma: ', ',
  asks,
  output,
  glosses,
};

export const live = {
  asks,
  output,
  glosses,
  why,
  least,
  no: 'No. It looks hardest at {top}.',
  barely: 'Yes, but only just.',
  yes: 'Yes. It finds itself.',
  moved: 'The question has moved. From here, {top} gets the most.',
  plane: 'A plane with the question, the three words and the output. The arrow keys move the question and the words.',
  queryHandle: 'the question',
  at: '{x} across, {y} up',
  notNumber: 'This is not a number. The picture keeps the last one.',
  outside: 'The plane ends at {low} and {high}.',
};
