/** Language: a question finds its sentence. */

import { html } from '../../common/markup.js';

// A function's result: scripts, which use the live texts alone, are bundled without it.
export const page = /* @__PURE__ */ (() => ({
  title: 'Language: a question finds its sentence',
  lead: html`Ask a passage something. The question is the <strong>query</strong>, every sentence is a <strong>key</strong>, and the weights say where to look.`,
  knows: html`A sentence becomes {dimensions} numbers here, without any model and any download: each word, and each run of one to three letters in it, is hashed to one of them (version {version}). What stands in few sentences counts more, and every vector has the same length, √{dimensions} = {norm}. So these numbers <strong>know spelling, not meaning</strong>. A trained model computes the same way, from better vectors.`,
  passage: 'Passage',
  passageHelp: 'Paste your own, in any language. It stays on this page.',
  ready: 'Or take one of these',
  question: 'Question',
  suggestions: 'Questions to try',
  needsMeaning: 'needs meaning',
  cancel: 'Cancel',
  progress: 'Reading the passage',
  sentences: 'The sentences and their weights',
  sentencesHelp: 'Choose a sentence to see how it came to its weight. Marked is what the question attends to most.',
  derivation: 'How a weight comes about',
  selfTitle: 'The sentences ask each other',
  selfLead: 'In self-attention every sentence is a query too. The map’s first row is your question; below it each sentence asks all sentences.',
  ignore: 'Ignore itself',
  why: 'Without learned projections a word, or a sentence, mostly finds itself: nothing is spelled more alike than the same letters twice.',
}))();

export const live = {
  between: ' ',
  comma: ', ',
  passages: [
    {
      name: 'Honey',
      text: `Honey begins as nectar, a thin, sweet juice that flowers offer to insects. A forager bee sucks the nectar up and carries it home in her honey stomach. In the hive she passes it to a younger bee, mouth to mouth. Enzymes from the bees split the sugar of the nectar into simpler sugars. Then the bees spread it over the wax cells and fan it with their wings until most of the water has gone. When less than a fifth of it is water, they close the cell with a lid of wax. Honey this dry does not spoil, because microbes find too little water in it. In her whole life one bee gathers about a twelfth of a teaspoon of honey. In winter the colony lives on its honey and keeps warm by shivering.`,
      questions: ['Why does honey not spoil?', 'What does the colony live on in winter?', 'How much honey does one bee gather?', 'How do the bees dry the nectar?'],
    },
    {
      name: 'The bakery',
      text: `Mira runs a small bakery near the harbour. She gets up at three in the morning to light the oven. Her brother Tomas delivers the bread by bicycle. On Saturdays he takes the ferry to the island, with forty loaves in a wooden box. Last winter the ferry stood still for a week because of ice. Mira baked biscuits instead, for they keep for a month. The children of the harbour painted the tins. Now people from the whole island write letters to order the painted tins.`,
      questions: ['When does Mira get up?', 'Who delivers the bread?', 'How long do biscuits keep?', 'What stopped the boat?'],
    },
  ],
  answer: '“{question}” attends most to sentence {number}, with weight {weight}.',
  also: 'Then to {list}.',
  alsoOne: 'sentence {number} ({weight})',
  even: 'Nothing stands out. With {count} sentences an even share is {share}, and no sentence gets twice of it.',
  blind: 'No run of letters of this question stands in the passage. Its vector is zero, all scores are 0, and each of the {count} sentences gets the same: {share}.',
  single: 'There is one sentence only. It gets the whole weight, whatever is asked.',
  counted: '{sentences} sentences, {words} words.',
  countedOne: '1 sentence, {words} words.',
  noPassage: 'There is no passage to ask. Paste or type one; what you had still stands below.',
  noQuestion: 'There is no question. Type one; the answer to the last still stands below.',
  capped: 'The passage is too long: the first {sentences} sentences are read, {words} words.',
  reading: 'A long passage. It is being read.',
  canceled: 'Cancelled. What you had still stands below.',
  failed: 'The passage could not be read. What you had still stands below.',
  tooLongForLink: 'The passage is too long for the link. It stays here as long as this page is open.',
  most: '(most attended)',
  weightOf: 'weight {weight}',

  derivationOf: 'How sentence {number} gets {weight}',
  meetings: 'The score: which words met. Each pair adds its dot product.',
  questionWord: 'in the question',
  sentenceWord: 'in the sentence',
  product: 'product',
  others: 'all other pairs',
  total: 'together: the score',
  chance: 'Words that look nothing alike can meet too: two runs of letters were hashed to the same number. That is chance, and a reason for many numbers.',
  scale: 'Divided by √D, with D = {dimensions}:',
  exponential: 'e to the power of it, less the largest score, so that no number grows too large:',
  share: 'Its share of the sum over all sentences is the weight:',

  query: 'question',
  mapCaption: 'Rows ask, columns answer. A hatched cell is masked.',
  onItself: 'If it may, a sentence of this passage spends {weight} of its weight on itself, on average.',
  ignored: 'Now it may not: those cells are masked, and their weight is exactly 0.',
  allowed: 'Now it may: see the diagonal.',
  lone: 'One sentence that must ignore itself has nothing left to look at: all its weights are 0.',
  noMap: 'The map is drawn for up to {most} sentences.',
};
