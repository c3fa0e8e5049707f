/** Order and positions, in English. */
export const page = {
  title: 'Attention cannot see the order',
  lead: 'A big dog chases a small dog. Which dog is big? You know it from the order. Attention compares words in pairs, and a dot product does not ask where they stand. Move the words around and watch the weights.',
  words: ['big', 'dog₁', 'chases', 'small', 'dog₂'],
  wordsNote: 'The ₁ and ₂ are for you. For the model both are the same word with the same vector.',
  predict: {
    question: 'You shuffle the words of a sentence. What happens to the weights between them?',
    choices: [
      { text: 'They all change', because: 'Each weight comes from the two vectors of a pair and the other scores of the row. None of them knows a place.' },
      { text: 'Only neighbours’ weights change', because: 'Attention does not know what a neighbour is. All pairs are compared in the same way.' },
      { text: 'The same numbers, in other places', because: 'Pairs are compared, places are not. The rows and columns move along with their words.' },
    ],
    answer: 2,
    insight: 'Without positions a sentence is a bag of words: “man bites dog” and “dog bites man” are the same to it. The map is shuffled just as the words are, and each word gets the same output as before.',
  },
  pick: 'Word',
  left: 'Move left',
  right: 'Move right',
  shuffle: 'Shuffle',
  restore: 'Original order',
  positions: 'Add a position to each word',
  before: 'The original order',
  after: 'Your order',
  fallback: 'The weights without positions: rows ask, columns are attended to',
  tableName: 'The chosen word’s weights in both orders',
  key: 'word',
  weightBefore: 'before',
  weightAfter: 'now',
  difference: 'difference',
  note: 'The positions are those of the Transformer of 2017: each place in the sentence has a vector of sines and cosines of its own, which is added to the word’s. Places close together have similar vectors.',
  insight: 'Positions repair it: the same word at another place is another vector. In the original order dog₁ now looks more at “big”, and dog₂ more at “small”: order counts.',
};

export const live = {
  same: 'All {count} weights are the same as in the original order. Only their places have changed.',
  first: 'This is the original order. Move a word, or shuffle.',
  changed: '{changed} of {count} weights differ from the original order. The largest change: “{query}” to “{key}”, from {before} to {after}.',
  unchanged: 'This is the original order, now with positions.',
  ambiguous: 'dog₁ gives “big” {big1} and “small” {small1}; dog₂ gives “big” {big2} and “small” {small2}.',
  equal: 'Neither dog can tell which of the two words is its own.',
  join: ' ',
};
