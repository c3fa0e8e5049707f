/** Softmax and temperature. */

export const page = {
  title: 'From scores to weights',
  lead: 'Scores can be any numbers. Weights must be shares: none of them negative, and exactly 1 in all. Softmax turns the one into the other, and the temperature says how sharply.',
  predict: {
    question: 'Three words have the dot scores 3.25, 5.25 and 2.50. Softmax gives the largest a weight of 0.834. Now the temperature falls from 1 to 0.1. What does the largest get?',
    choices: [
      { text: 'About a third', because: 'That is what a high temperature does: it shrinks the differences until all are nearly equal.' },
      { text: 'Still 0.834', because: 'Only the order stays. Dividing by 0.1 makes every difference ten times as large, and softmax looks at differences.' },
      { text: 'Practically all', because: 'Dividing by 0.1 makes a lead of 2 into a lead of 20, and e to the power of 20 is almost half a billion.' },
    ],
    answer: 2,
    insight: 'A low temperature gives all to the largest score; a high one gives everyone the same. The order of the weights never changes, and no weight is ever exactly 0 or exactly 1, though a computer may round it there.',
  },
  words: ['I', 'like', 'study'],
  asks: 'study',
  caption: 'The weights of three words, always 1 in all.',
  keyAxis: 'key (which word)',
  temperature: 'Temperature',
  scores: 'Scores',
  derivation: 'Symbol by symbol',
  signs: {
    score: 'The score of key j: any number.',
    temperature: 'Divided by the temperature t. A small t pulls scores apart, a large t pushes them together.',
    exponential: 'e ≈ 2.718 to that power: always above 0. One more in the exponent is 2.718 times as much.',
    sum: 'The same for every key m, added up.',
    weight: 'The key’s share of that sum. Shares of one whole sum to 1.',
  },
  shift: 'The table first takes the largest score away from each:',
  cancels: 'This changes no weight: the same factor stands above and below the line and cancels. But the numbers stay small, which is why computers do it too.',
  table: 'The figure’s numbers, step by step',
  columns: { key: 'key', score: 'score', shifted: 'less the largest, over t', exponential: 'e to that power', weight: 'weight', sum: 'sum' },
};

export const live = {
  says: 'At t = {temperature}, “{word}” gets {weight} of the weight. Entropy {entropy} bits: 0 would be everything on one word, {most} an equal share for all.',
};
