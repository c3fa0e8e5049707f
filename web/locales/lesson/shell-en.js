/** The lesson's frame: its name, its ways out, and what all its sections say. */

import { html } from '../../base/html.js';

// A function's result: scripts, which use the live texts alone, are bundled without it.
export const page = /* @__PURE__ */ (() => ({
  title: 'Attention, computed before your eyes',
  description: 'A live lesson on attention: every number is computed in the page, every figure can be touched, every mistake of the article it grew from is put right.',
  skip: 'To the lesson',
  name: 'Attention Lab',
  pages: 'Pages',
  workbench: 'Workbench',
  builder: 'Builder',
  allHeads: 'Heads',
  models: 'Models',
  reference: 'Reference',
  otherLanguage: '中文',

  bar: 'The lesson: contents and tools',
  contents: 'Contents',
  contentsNote: 'A tick marks what you have tried. The link in the address bar remembers it.',
  undo: 'Undo',
  reset: 'Reset',
  resetSection: 'Reset this section',
  resetAll: 'Reset the whole lesson',
  resetNote: 'Undo brings it back.',
  share: 'Share',
  projector: 'Large, for a projector',
  hideAnswers: 'Keep the answers hidden',
  hideAnswersNote: 'For teachers. Whoever opens this link can predict, but sees no answer. A print follows it too: with the answers, or without.',
  address: 'Link to the lesson as it is now',
  copy: 'Copy the link',
  print: 'Print',

  further: 'Further',
  workbenchNote: 'one attention step with your own words and numbers, every digit derived.',
  builderNote: 'the same live figures for your own page, in one line.',
  allHeadsNote: 'every layer and head of a real model, from a file that Python wrote.',
  modelsNote: 'a whole transformer, opened and run in the page: every head, every number, every next word.',
  referenceNote: 'all that the figure and the engine take and give.',
  sources: 'Sources',
  sourceList: [
    html`Vaswani et al., <cite>Attention Is All You Need</cite>, 2017: scaled dot products, heads, softmax(QK<sup>T</sup>/√d)V.`,
    html`Luong, Pham and Manning, <cite>Effective Approaches to Attention-based Neural Machine Translation</cite>, 2015: the dot score.`,
    html`Bahdanau, Cho and Bengio, <cite>Neural Machine Translation by Jointly Learning to Align and Translate</cite>, 2014: attention in translation.`,
  ],
  made: 'All attention on this page is computed here, by Attention Lab’s own engine. Nothing is sent anywhere.',
}))();

export const live = {
  notLoaded: 'This part did not load. Reload the page to try again.',
  noEngine: 'This browser cannot run the engine: it needs WebAssembly with SIMD.',
  broken: 'The link holds something for this part that cannot be shown. {instead}',
  tooLong: 'This link is too long to be read. {instead}',
  original: 'Here is the original instead.',
  stays: 'What you had stays.',
  progress: '{done} of {all}',
  done: '(tried)',
  resetOne: 'Reset “{title}”',
  undone: 'Undone.',
  wasReset: 'Reset.',
  copied: 'Copied.',
  notCopied: 'The browser does not allow copying. The link is marked: copy it by hand.',
};
