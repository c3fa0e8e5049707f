/** Heads and projections, in English. */
export const page = {
  title: 'One word, two questions: heads',
  lead: '“The cat drank the milk; it was thirsty.” The word “it” has two questions: who is meant, and what is said of it? One set of weights can answer one question. So a model has several heads. Each makes its own queries, keys and values from the same words, with three matrices of its own.',
  words: ['cat', 'drank', 'milk', 'it', 'thirsty'],
  features: ['animal', 'drink', 'deed', 'pointer', 'feeling'],
  predict: {
    question: '“The cat drank the milk; it was thirsty.” In head 1 “it” looks at “cat”. Head 2 gets the very same word vectors. Where can its “it” look?',
    choices: [
      { text: 'At “cat” too: the words are the same', because: 'The words are the same, but what is compared are their queries and keys, and each head makes its own.' },
      { text: 'At “thirsty”: its matrices are different', because: 'Other matrices make other queries and keys from the same words.' },
      { text: 'At “it” itself, always', because: 'That is so where the words themselves are compared. Projections free a word from always finding itself.' },
    ],
    answer: 1,
    insight: 'A head is three matrices. W_Q decides what a word asks for, W_K what it can be found by, W_V what it gives away. Change one, and the same words look at other words.',
  },
  head: 'Head',
  headNumber: 'Head {number}',
  word: 'Word',
  wordsTitle: 'The words',
  wordsNote: 'Five numbers for each word, chosen by hand so that they can be read.',
  matrices: { q: 'W_Q: what a word asks', k: 'W_K: what it answers to', v: 'W_V: what it gives' },
  results: { q: 'query', k: 'key', v: 'value' },
  resultsTitle: 'Words × matrices',
  help: 'Every number of the three matrices can be changed, from −9 to 9. Arrow up and arrow down change it by 1.',
  note: 'A model learns these matrices from text; nobody writes them. Real heads are seldom as tidy as these two.',
  insight: 'Where do Q, K and V come from? From the same words, three times: Q = X·W_Q, K = X·W_K, V = X·W_V. The outputs of all heads are put side by side and mixed by one more matrix.',
  paper: 'In the paper:',
  signs: 'There {inputs} are the inputs: here all three are {words}. {i} is the number of the head and {h} how many heads there are. {concat} puts their outputs side by side, and {output} is that last matrix. {model} is how many numbers a word has, {key} how many a query has. Here {sizes}.',
};

export const live = {
  most: 'In head {head} “{word}” looks most at “{key}”: {weight}.',
  even: 'In head {head} “{word}” asks nothing: all its scores are equal, and so are its weights, {weight} each.',
  tie: 'In head {head} “{word}” looks equally at {keys}: {weight} each.',
  cell: '{matrix}, {feature}, column {column}',
  bad: 'A number from −9 to 9, please. The figure still shows the last one.',
  join: ' ',
  and: ' and ',
  quote: '“{word}”',
};
