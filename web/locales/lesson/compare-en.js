/** Two vectors compared. */

export const page = {
  title: 'Compare two vectors',
  lead: 'A vector is a list of numbers; two numbers make an arrow. The word that asks brings a vector, its query. Each word that may answer has one too, its key. Attention begins with one question: how well does this key fit my query? The answer is a single number, a score. There is more than one way to get it.',
  predict: {
    question: 'Stretch the key to twice its length without turning it. Which score stays exactly the same?',
    choices: [
      { text: 'The dot product', because: 'The dot product multiplies lengths in. Twice the length is twice the score.' },
      { text: 'The cosine', because: 'Only the angle counts, and the angle did not move.' },
      { text: 'The Euclidean score', because: 'Its end moves, so the distance to the query’s end changes. Here it shrinks, and the score rises from −2 to −1.' },
    ],
    answer: 1,
    insight: 'Three scores ask three different things. The dot product asks how long and how well aligned; the cosine, only how well aligned; the Euclidean score, how near. So a long key can win by its length alone, and a word need not find itself.',
  },
  paper: 'formula',
  label: 'Two arrows from zero: q to (3, 1) and k to (1, 1).',
  hint: 'Drag the ends of q and k, or choose one and press the arrow keys. Near its dashed line, k only gets longer or shorter.',
  stretch: 'Stretch k along its direction',
  legend: 'Choose a score to see what it looks at in the picture',
  names: { dot: 'Dot product', cosine: 'Cosine', euclidean: 'Euclidean' },
  measures: {
    dot: 'The shadow of k on q’s line, times the length of q.',
    cosine: 'The angle alone: 1 the same direction, 0 a right angle, −1 opposite.',
    euclidean: 'Half the squared distance between the ends, with a minus: nearer is higher, 0 is the most.',
  },
  alone: 'A figure of its own: k and a longer k under all three scores',
};

export const live = {
  sights: { shadow: 'shadow of k', angle: 'angle', distance: 'distance' },
  label: 'Two arrows from zero: q to {query} and k to {key}. Dot product {dot}, cosine {cosine}, Euclidean {euclidean}.',
  query: 'End of q. Arrow keys move it.',
  key: 'End of k. Arrow keys move it.',
  same: 'Before stretching {before}: the same.',
  other: 'Before stretching {before}.',
};
