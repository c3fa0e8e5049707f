/** Masks, in English. */
export const page = {
  title: 'Some words must not be seen',
  lead: 'A mask takes pairs of words out of the game. Its scores become −∞ before softmax, and exp(−∞) is exactly 0. BERT reads, so each word may look left and right. GPT writes: a word must not see what comes after it, because when it was written that was not there yet.',
  predict: {
    question: 'GPT’s mask sets the weights of all later words to 0. What happens to the other weights of the row?',
    choices: [
      { text: 'They stay as they are', because: 'Then the row would sum to less than 1. But the mask comes before softmax, and softmax always shares out 1.' },
      { text: 'They grow, and sum to 1 again', because: 'The mask comes before softmax: what is left is shared out anew.' },
      { text: 'They all become equal', because: 'Their scores are untouched, so their order and their ratios stay.' },
    ],
    answer: 1,
    insight: 'The mask works on scores, not on weights. Softmax shares out 1 among the words that are left, so they all grow by the same factor. The first word has only itself: weight 1.',
  },
  sentence: 'Your sentence',
  example: 'The cat sat on the mat',
  who: 'Who may look where?',
  both: 'BERT: both ways',
  causal: 'GPT: only back',
  fallback: 'Who attends to whom, without a mask: rows ask, columns are attended to',
  note: 'Blanks part the words. The vectors are made from the spelling of the words, so words with similar spellings attend to each other. A temperature of 4 keeps the map from being its diagonal alone. (BERT’s [MASK] is something else: a word hidden from the model, for it to guess.)',
  insight: 'A triangle of zeros is all that turns a reader into a writer. It also lets GPT learn from every word of a text at once: each row answers without having seen the solution.',
};

export const live = {
  row: '“{query}” is word {number} of {count}. It may look at {seen}: {words}.',
  one: '1 word',
  many: '{count} words',
  more: '… and {count} more',
  total: '{open} of {all} weights are open. The other {closed} are exactly 0.',
  totalOpen: 'All {all} weights are open.',
  empty: 'Type a word. The figure still shows your last sentence.',
  capped: 'Only the first {most} words are used.',
  leftOut: 'There is room for {most} characters: the rest, {left} of them, was left out.',
  alone: 'One word can only look at itself, with or without a mask.',
  join: ', ',
};
