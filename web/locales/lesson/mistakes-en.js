/** The worked example as a slip of paper, and what is wrong on it. */

const claim = 'so that the scores sum to 1';

const reasons = {
  product: '0.1 × 0.4 is 0.04, not 0.14. So the score is 0.32, not 0.42.',
  total: 'Dividing by the root of the sum does not make the weights sum to 1. Done right, they sum to 0.9798. Dividing by the sum itself would do it.',
  factor: '1 / √1.06 is 0.9713, not 0.9659. This has nothing to do with the wrong score.',
  weight1: '0.9659 × 0.42 is 0.406, not 0.402.',
  weight3: '0.9659 × 0.14 is 0.135, not 0.137.',
  value1: '0.402 × 0.4 is 0.161, not 0.562.',
  value2: '0.483 × 0.7 is 0.3381, which rounds to 0.338, not 0.339.',
  value3: '0.137 × 0.1 is 0.0137, which rounds to 0.014, not 0.013.',
  output: 'The output is a vector, not a number: only the first component of each word was weighed. And even that sum is not 0.914: with 0.161 in place of 0.562 it is 0.513.',
};

export const page = {
  title: 'Find the mistakes',
  lead: 'This is the article’s worked example, number for number. Nine things on it are wrong. Look for them.',
  slipLabel: 'The article’s worked example',
  given: 'The sentence 我 喜欢 学习, “I like learning”, as three word vectors:',
  headings: {
    scores: '1. Attention scores',
    claim: '2. The scores are normalised ',
    factor: 'The factor for that:',
    weights: '3. Weights',
    output: '4. Weighting',
  },
  claim,
  source: 'From the article, section 4.6; the sentence and the formula of step 2 from its section 4.2. The words are translated, the numbers are its own.',
  answers: 'All nine mistakes',
  reasons,
  doneRight: 'Done right, it is still not right',
  rightIdea: 'The engine follows the article’s formula without a slip: each score divided by the root of the sum of the scores.',
  rightFallback: 'The weights: 我 0.327, 喜欢 0.510, 学习 0.143. They sum to 0.9798.',
  insight: 'A weighted mean needs weights that sum to 1. Softmax gives such weights for any scores, even for negative ones, which have no root.',
};

export const live = {
  claim,
  reasons,
  help: 'Click a number or a phrase, or move with Tab or the arrow keys and press Enter.',
  found: 'Found {found} of {all}.',
  allFound: 'Found all {all}. Only the formula is left to correct.',
  shown: 'Found {found} of {all}. The others are shown.',
  marked: 'Marked: {marked}. This link keeps the answers to itself.',
  giveUp: 'Give up: show all',
  again: 'Start again',
  marks: { wrong: '✗', carried: '↝', right: '✓', noted: '?' },
  right: 'Right: {because}.',
  carried: '{printed} carries on an earlier mistake; it adds none of its own. With everything right it would be {right}.',
  /** @type {typeof reasons} */
  fromVectors: {
    product: 'From the vectors, the score is {value}.',
    total: 'The engine’s weights sum to {value}.',
    factor: 'With the right scores the factor is {value}.',
    weight1: 'From the vectors it is {value}.',
    weight3: 'From the vectors it is {value}.',
    value1: 'From the vectors it is {value}.',
    value2: 'From the vectors it is {value}.',
    value3: 'From the vectors it is {value}.',
    output: 'From the vectors, the output is {value}.',
  },
  output: 'These weights sum to {sum}. The output is the vector {output}.',
};
