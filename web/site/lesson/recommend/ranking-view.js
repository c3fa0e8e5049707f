/** Shows how a history ranks the other films, and the reasons for the rank of the chosen one. */

import { required } from '../../../base/dom.js';
import { element } from '../../../base/element.js';
import { filled } from '../../../base/filled.js';
import { markupNode } from '../../../base/markup.js';
import { formatNumber } from '../../../base/number-format.js';
import { detailTree } from './detail.js';
import { callOf, middleRating } from './films.js';
import { engineAttend, rank, reasonsOf } from './interest.js';
import { rankingTree, reasonsText } from './ranking.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { AttentionFigureElement } from '../../../figure/element/attention-figure.js'
 * @import { Words } from './ranking.js'
 * @import { Candidate } from './interest.js'
 * @import { RecommendState } from './state.js'
 */

export class RankingView {
  #parts;
  #attend;
  #words;
  #list = required('recommend-list', HTMLElement);
  #says = required('recommend-says', HTMLElement);
  #detail = required('recommend-detail', HTMLElement);
  #figure;
  /** @type {Candidate[]} */
  #candidates = [];

  /** @param {HTMLElement} root @param {Attention} engine @param {Words} words */
  constructor(root, engine, words) {
    this.#parts = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('.recommend-list, .recommend-detail'));
    this.#attend = engineAttend(engine);
    this.#words = words;
    this.#figure = /** @type {AttentionFigureElement} */ (/** @type {unknown} */ (element(
      /** @type {any} */ ('attention-figure'), { view: 'bars', score: 'dot', compare: 'sigmoid softmax', domain: '0 1', 'link-base': 'figure.html' })));
    required('recommend-figure', HTMLElement).append(this.#figure);
  }

  /** The film that comes first; undefined where there is none. */
  get first() {
    return this.#candidates.at(0)?.film;
  }

  /** @param {Readonly<RecommendState>} state */
  show(state) {
    const { texts } = this.#words;
    const history = countedOf(state);
    this.#candidates = history.length > 0 ? rank(history, this.#attend) : [];
    const isEmpty = this.#candidates.length === 0;
    for (const part of this.#parts) part.hidden = isEmpty;
    if (isEmpty) {
      this.#says.textContent = history.length > 0 ? texts.noCandidates : texts.noHistory;
      return;
    }
    this.#says.textContent = this.#summary(state);
    this.#list.replaceChildren(markupNode(rankingTree(this.#candidates, history, this.#chosen(state).film, this.#words), document));
    this.showDetail(state);
  }

  /** Shows the reasons for the rank of the chosen film. @param {Readonly<RecommendState>} state */
  showDetail(state) {
    const { language, texts } = this.#words;
    const chosen = this.#chosen(state);
    const history = countedOf(state);
    const title = chosen.film.title[language];
    Object.assign(this.#figure, {
      tokens: history.map((seen) => seen.film.title[language]),
      queryTokens: [title],
      ...callOf([chosen.film], history),
      caption: filled(texts.caption, { title }),
    });
    this.#detail.replaceChildren(...detailTree(chosen, history, state.isTwice, this.#words).map((tree) => markupNode(tree, document)));
  }

  /** @param {Readonly<RecommendState>} state @returns {string} who comes first by either normaliser, and why */
  #summary(state) {
    const { language, texts } = this.#words;
    const [first] = this.#candidates;
    const bySoftmax = this.#candidates.reduce((best, each) => (each.softmax.place < best.softmax.place ? each : best));
    const ratings = state.history.map(({ stars }) => stars - middleRating);
    return [
      filled(texts.summary, {
        title: first.film.title[language], interest: formatNumber(first.sigmoid.interest),
        reasons: reasonsText(reasonsOf(first, countedOf(state)), this.#words),
      }),
      filled(texts.softmaxSays, {
        title: bySoftmax.film.title[language], interest: formatNumber(bySoftmax.softmax.interest),
        low: formatNumber(Math.min(...ratings), 0), high: formatNumber(Math.max(...ratings), 0),
      }),
    ].join(texts.between);
  }

  /** @param {Readonly<RecommendState>} state @returns {Candidate} the reader's choice, or the first */
  #chosen(state) {
    return this.#candidates.find(({ film }) => film === state.chosen) ?? this.#candidates[0];
  }
}

/** @param {Readonly<RecommendState>} state the history as the engine gets it */
function countedOf({ isTwice, history }) {
  return isTwice ? [...history, ...history] : history;
}
