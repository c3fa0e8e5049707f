/** The article's Python listing, run line by line. */

import { html } from '../../base/html.js';

const modes = {
  written: 'as written',
  rows: 'with key as rows: tf.concat',
  stack: 'with key by tf.stack',
  meant: 'as it was meant',
};

const noChart = 'No chart: as written, the program stops at line 13, and line 27 is never reached.';

// A function's result: scripts, which use the live texts alone, are bundled without it.
export const page = /* @__PURE__ */ (() => ({
  title: 'The listing, line by line',
  lead: html`The article says that this program shows how attention works. It does not run: it uses <code>key</code>, but makes only <code>key_1</code>, <code>key_2</code>, <code>key_3</code>. Step through it, then mend it, and see what it computes when it does run.`,
  codeLabel: 'The article’s listing',
  source: 'Quoted from the article, section 5.2. Lines with a + are ours. The words in italics translate its comments.',
  glosses: {
    5: 'data', 6: 'say we have a sentence of 3 words, as 3 vectors', 12: 'attention scores', 15: 'normalise the scores', 19: 'weights',
    22: 'weighting', 25: 'draw the result', 34: 'print the weighted output',
  },
  modes,
  sumHeading: 'What becomes of it',
  sumColumns: ['The program', 'It prints', 'Its three bars', 'What that is'],
  sums: {
    written: [html`<code>NameError: name 'key' is not defined</code>, in line 13`, 'no chart', 'The program stops before it has computed anything.'],
    rows: [html`<code>0.48125</code>`, '0.333, 0.333, 0.333', 'Wrong, and it looks right: three equal bars that sum to 1. It is the first weight, three times. The output is one number, where a vector belongs.'],
    stack: [html`<code>[0.05, 0.15625, 0.3375]</code>`, '0.042, 0.104, 0.188', 'Wrong: the bars are the three components of one word. Nothing was added up over them.'],
    meant: [html`<code>[0.5125, 0.6125, 0.7125]</code>`, '0.333, 0.521, 0.146', 'Right: one bar for each word, and a vector that lies between the words’ vectors.'],
  },
  chartsHeading: 'Its chart, and the right one',
  noChart,
  itsChart: html`The listing’s chart, with the title and the axis names that it sets. matplotlib numbers the axis in halves: there is a “Word Index” of 0.5.`,
  rightChart: html`The weights of the listing’s own normaliser, as the engine computes them: one bar for each word, with its name. Choose softmax to see what attention uses.`,
  rightFallback: 'The weights: 我 0.333, 喜欢 0.521, 学习 0.146.',
  insight: html`The listing divides by a sum of roots, and then by the sum of what it got. The second division undoes the first: what remains is score / sum of scores. So the formula (root of the sum), the words beside the listing (sum of the roots) and the listing itself (plain sum) are three different normalisers. None of them is softmax.`,
}))();

export const live = {
  modes,
  mode: 'Run the listing',
  player: { label: 'Walk through the listing', first: 'To the start', back: 'Back', step: 'Step', play: 'Play', pause: 'Pause', end: 'To the end' },
  place: '{line} · step {step} of {count}',
  line: 'Line {number}',
  added: 'A line we added',
  shape: 'has shape',
  isNew: 'new',
  variables: 'What Python knows now',
  none: 'No tensor yet.',
  terminal: 'What the program prints',
  nothing: 'Nothing is printed yet.',
  digits: 'Here with five decimals. Python prints what float32 has, such as 0.48125005.',
  noChart,
  chartLater: 'The chart appears at line 32.',
  chartLabel: 'Bar chart “Attention Weights for a Sentence”. Across: Word Index, up: Weight. Three bars: {heights}.',
  says: {
    1: 'NumPy gets the name np. The listing never uses it.',
    2: 'TensorFlow gets the name tf.',
    3: 'matplotlib’s drawing functions get the name plt.',
    7: 'One row of three numbers. The double brackets make its shape (1, 3), not (3,).',
    8: 'The key of 我, in a variable of its own.',
    9: 'The key of 喜欢, in another.',
    10: 'The key of 学习: the same vector as query. There are three names now, and none of them is key.',
    rows: 'The three rows are stacked one below the other: a matrix with a row for each word.',
    stack: 'tf.stack makes a new axis in front. Each row stays a matrix of one row: three of (1, 3).',
    13: {
      written: 'Python looks up query, then key. There is no key: NameError. The program ends here. Nothing is computed, nothing printed, nothing drawn.',
      rows: 'query has one row; broadcasting repeats it for each row of key. Summing along axis 1 gives three dot products. These scores are right.',
      stack: 'Axis 1 has length 1 now, so summing along it adds nothing up. Nine products remain. They are not scores.',
      meant: 'The single row of query is repeated for each row of key. Summing along axis 1 gives three dot products.',
    },
    16: {
      rows: 'The sum of the roots: {factor}. The article’s formula has the root of the sum instead, √0.96 = 0.980.',
      stack: 'The sum of nine roots: {factor}.',
      meant: 'The sum of the roots: {factor}. It will cancel in line 20, so this line could go.',
    },
    17: 'Divided by that factor, they sum to {normalized}, not to 1. The name promises more.',
    20: {
      rows: 'Divided by their own sum. The factor of line 16 is in the numerator and in the denominator, and cancels: these are the scores divided by {scores}. They sum to 1.',
      stack: 'All nine together sum to 1. A word has three weights now.',
      meant: 'Divided by their own sum. The factor cancels: these are the scores divided by {scores}.',
    },
    23: {
      rows: 'weights has shape (3,). Broadcasting aligns shapes at the right, so weight 1 multiplies column 1 of key, a component and not a word. Summing along axis 1 gives a number for each word. It should be a vector for all of them.',
      stack: '(3, 3) times (3, 1, 3) is (3, 3, 3): every weight meets every word. Summing along axis 1 leaves a matrix.',
    },
    meant23: '[:, None] makes weights a column, (3, 1). Now weight 1 multiplies row 1 of key: a word. Summing along axis 0 adds the words up, and leaves a vector.',
    26: 'An empty drawing, 8 by 6 inches.',
    27: {
      rows: 'weights has one axis, so [0] takes one number: {first}. plt.bar repeats a single number for all three bars. By chance it is a third, and the chart looks like fair shares.',
      stack: '[0] takes the first row: three weights, all of 我, one for each component.',
    },
    meant27: 'All of weights: one bar for each word.',
    28: { rows: 'The horizontal axis is called Word Index.', stack: 'The horizontal axis is called Word Index. But its bars are the components of one word.', meant: 'The horizontal axis is called Word Index.' },
    29: { rows: 'The vertical axis is called Weight. All three bars are the weight of one word.', stack: 'The vertical axis is called Weight.', meant: 'The vertical axis is called Weight.' },
    30: { rows: 'The title says attention weights for a sentence. It is one weight, three times.', stack: 'The title says weights for a sentence. It is one word.', meant: 'The title is true now.' },
    31: 'A box that names the bars.',
    32: 'The chart opens. It is shown below.',
    35: {
      rows: '[0] takes the first of three numbers: the weights times the key of 我. The output of attention is a vector, and this is a number.',
      stack: '[0] takes the first row. It has three numbers, as an output should. But each is a component of 我, times a sum of three weights.',
    },
    meant35: 'The output: each component is a weighted mean of the three words’.',
  },
};
