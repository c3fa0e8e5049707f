/** The output as a weighted mean. */

export const page = {
  title: 'Mix the values',
  lead: 'Each key brings a value along. The output is the sum of all values, each multiplied by its weight.',
  predict: {
    question: 'Softmax weights are never negative and sum to 1. You may choose any three scores. Can the output leave the triangle of the three values?',
    choices: [
      { text: 'Yes, with a very large score', because: 'A very large score only pulls the output right up to its own value, a corner.' },
      { text: 'Yes, with a negative score', because: 'A score may be negative, its weight may not. A low score only lets go of its value.' },
      { text: 'No, never', because: 'A mean lies between what it is the mean of.' },
    ],
    answer: 2,
    insight: 'The output is a weighted mean, and a mean stays among its values: inside the triangle, or inside the hull of however many there are. Equal weights give its centre of gravity; one weight near 1 gives, nearly, that value. Attention mixes. It cannot invent.',
  },
  paper: 'The three values: the corners of the triangle',
  label: 'Three values, the triangle between them, and inside it their weighted sum.',
  chain: 'The thick arrows add up: first w₁v₁, then w₂v₂ from its tip, then w₃v₃. Where they end is the output.',
  hint: 'Drag the three values, or choose one and press the arrow keys.',
  scores: 'Scores, which softmax turns into weights',
  table: 'The sum, term by term',
  columns: { key: 'key', weighted: 'weight times value', value: 'value', weight: 'weight', sum: 'sum' },
  alone: 'A figure of its own: these scores, values and output',
  derivation: 'Symbol by symbol',
  signs: {
    value: 'The value of key j: a vector, here of two numbers.',
    weighted: 'Each of its numbers times the weight: the same direction, shorter.',
    sum: 'Added over all keys j, number by number.',
    output: 'The output: a vector with as many numbers as a value has, not one number.',
  },
};

export const live = {
  output: 'output',
  label: 'Three values, {v1}, {v2} and {v3}, and the triangle between them. The output {output} lies in it; {name} has the largest weight, {weight}.',
  handle: 'Value {name}. Arrow keys move it.',
};
