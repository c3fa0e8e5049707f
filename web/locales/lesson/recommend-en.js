/** Recommendation: the weights depend on the candidate. */

import { html } from '../../base/html.js';

// A function's result: scripts, which use the live texts alone, are bundled without it.
export const page = /* @__PURE__ */ (() => ({
  title: 'Recommendation: your history, seen by each candidate',
  lead: html`A film that you have not seen asks the films that you have. It is the <strong>query</strong>, your history provides the <strong>keys</strong> and your ratings are the <strong>values</strong>. So another candidate looks at another part of your history.`,
  din: html`Alibaba’s Deep Interest Network works like this (Zhou et al. 2018). Its section 4.3 gives up the rule that weights sum to 1, to keep how <em>strong</em> an interest is. There a small network learns the score. Here it is counted: 2 for each genre that two films share, 1 for the same era, 1 for the same length. A sigmoid turns it into a weight, one half at a score of {half}:`,
  weightNames: ['weight', 'score'],
  formulaNote: 'Unlike the sigmoid of the aside, it does not depend on how many films there are. For example, “{film}” looks at “{seen}” with a score of {score}: {line}.',
  predict: {
    question: 'You gave one science-fiction film five stars. A friend gave ten such films five stars each. A new science-fiction film comes out. What do weights that must sum to 1 tell the two of you?',
    choices: [
      { text: 'The friend is far more interested', because: 'So it should be. But ten weights that sum to 1 are ten shares of one whole.' },
      { text: 'Both are equally interested', because: 'A weighted mean of fives is five, whether of one or of ten.' },
      { text: 'You are more interested', because: 'Your one film has a larger weight than each of the ten. But all ten together have as much.' },
    ],
    answer: 1,
    insight: 'Softmax takes a mean, and a mean forgets how many there were. Sigmoid weights add up: ten films speak ten times as loud as one.',
    next: 'Tick “Everything twice” below and compare.',
  },
  history: 'Your history',
  add: 'A film you have seen',
  addButton: 'Add',
  twice: 'Everything twice: as if each film were in the history two times',
  ranking: 'What comes next',
  rankingHelp: 'Choose a film to see its weights. All bars share one scale.',
  used: 'Where attention is at work, and where it is not',
  usedAt: 'Attention is at work in translators and chatbots (Transformer, GPT, BERT), in picture models (ViT), in many speech recognisers and in some recommenders (DIN).',
  unused: 'It is not in Fast R-CNN, CTC, the first YOLO, the first MobileNet or Amazon’s item-to-item tables.',
}))();

export const live = {
  between: ' ',
  attributes: {
    scifi: 'science fiction', animation: 'animation', comedy: 'comedy', romance: 'romance', drama: 'drama', thriller: 'thriller',
    fantasy: 'fantasy', action: 'action', early: 'before 1980', late: '1980 to 1999', new: 'since 2000',
    short: 'under 100 min', medium: '100 to 140 min', long: 'over 140 min',
  },
  comma: ', ',
  about: '{year}, {attributes}',
  stars: 'Your rating of {title}',
  starsOf: ['★ not at all', '★★ not much', '★★★ neither', '★★★★ liked it', '★★★★★ loved it'],
  remove: 'Remove {title}',
  removed: '{title} is removed.',
  added: '{title} is added.',
  sigmoid: 'sigmoid',
  softmax: 'softmax',
  place: 'place {place}',
  forIt: 'For it: {list}.',
  against: 'Against it: {list}.',
  noReason: 'Nothing in your history says much about it.',
  summary: 'First comes {title}, with interest {interest}. {reasons}',
  softmaxSays: 'Softmax puts {title} first, at {interest}; none of its interests can ever leave the range of your ratings, {low} to {high}.',
  noHistory: 'Your history is empty, so nothing speaks for any film. Add one.',
  noCandidates: 'You have seen them all. Remove one, and it will be ranked.',

  detailOf: 'Where the interest in {title} comes from',
  why: 'Interest is the sum of weight times rating. A rating counts from −2 (one star) to 2 (five).',
  columns: { film: 'seen film, and what it shares', score: 'score', rating: 'rating', weight: 'weight', adds: 'adds' },
  nothingShared: 'nothing shared',
  sum: 'sum',
  sums: 'The sigmoid’s weights sum to {sum}: that is the intensity, and it grows with every film that fits. Softmax’s always sum to 1.',
  twiceNow: 'Counted twice, every sigmoid interest is doubled and every softmax interest is what it was.',
  caption: 'The weights of “{title}” over your history.',
  query: 'candidate',
};
