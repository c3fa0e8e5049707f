/** The reader adds, removes and rates films of the history; the ranking and its reasons follow at once. */

import { required } from '../../../base/dom.js';
import { element } from '../../../base/element.js';
import { markupNode } from '../../../base/markup.js';
import { formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/recommend-en.js';
import { live as zh } from '../../../locales/lesson/recommend-zh.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';
import { detailTree } from './detail.js';
import { callOf, filmOf, films, middleRating } from './films.js';
import { historyTree } from './history.js';
import { engineAttend, rank, reasonsOf } from './interest.js';
import { rankingTree, reasonsText } from './ranking.js';
import { authors, readState, writeState } from './state.js';

/**
 * @import { AttentionFigureElement } from '../../../figure/element/attention-figure.js'
 * @import { Lesson } from '../section.js'
 * @import { Candidate } from './interest.js'
 * @import { RecommendState } from './state.js'
 */

/** A newly added film counts as one that the reader liked. */
const starsAtFirst = 4;

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const words = { language: lesson.language, texts };
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);
  const attend = engineAttend(engine);
  const historyBox = required('recommend-history', HTMLElement);
  const list = required('recommend-list', HTMLElement);
  const chooser = required('recommend-new', HTMLSelectElement);
  const twice = required('recommend-twice', HTMLInputElement);
  const says = required('recommend-says', HTMLElement);
  const done = required('recommend-done', HTMLElement);
  const detail = required('recommend-detail', HTMLElement);
  const figure = /** @type {AttentionFigureElement} */ (/** @type {unknown} */ (element(
    /** @type {any} */ ('attention-figure'), { view: 'bars', score: 'dot', compare: 'sigmoid softmax', domain: '0 1', 'link-base': 'figure.html' })));
  required('recommend-figure', HTMLElement).append(figure);

  /** @type {SectionState<Readonly<RecommendState>>} */
  const kept = new SectionState(lesson.link, 'recommend', { author: authors, read: readState, write: writeState, show });
  /** @type {Candidate[]} */
  let candidates = [];

  /** The history as the engine gets it. */
  const counted = () => {
    const { isTwice, history } = kept.current;
    return isTwice ? [...history, ...history] : history;
  };
  const chosen = () => candidates.find(({ film }) => film === kept.current.chosen) ?? candidates[0];

  /** Shows the films of the history, and those that can be added. */
  function showHistory() {
    historyBox.replaceChildren(markupNode(historyTree(kept.current.history, words), document));
    const seen = kept.current.history.map(({ film }) => film);
    chooser.replaceChildren(...films.filter((film) => !seen.includes(film))
      .map((film) => element('option', { value: film.id }, film.title[lesson.language])));
    twice.checked = kept.current.isTwice;
  }

  function showRanking() {
    candidates = kept.current.history.length > 0 ? rank(counted(), attend) : [];
    const isEmpty = candidates.length === 0;
    for (const node of root.querySelectorAll('.recommend-list, .recommend-detail')) /** @type {HTMLElement} */ (node).hidden = isEmpty;
    if (isEmpty) {
      says.textContent = kept.current.history.length > 0 ? texts.noCandidates : texts.noHistory;
      return;
    }
    const [first] = candidates;
    const bySoftmax = candidates.reduce((best, each) => (each.softmax.place < best.softmax.place ? each : best));
    const ratings = kept.current.history.map(({ stars }) => stars - middleRating);
    says.textContent = [
      filled(texts.summary, {
        title: first.film.title[lesson.language], interest: formatNumber(first.sigmoid.interest), reasons: reasonsText(reasonsOf(first, counted()), words),
      }),
      filled(texts.softmaxSays, {
        title: bySoftmax.film.title[lesson.language], interest: formatNumber(bySoftmax.softmax.interest),
        low: formatNumber(Math.min(...ratings), 0), high: formatNumber(Math.max(...ratings), 0),
      }),
    ].join(texts.between);
    list.replaceChildren(markupNode(rankingTree(candidates, counted(), chosen().film, words), document));
    showDetail();
  }

  function showDetail() {
    const { film } = chosen();
    const history = counted();
    const { queries, keys, values } = callOf([film], history);
    figure.tokens = history.map((seen) => seen.film.title[lesson.language]);
    figure.queryTokens = [film.title[lesson.language]];
    figure.queries = queries;
    figure.keys = keys;
    figure.values = values;
    figure.caption = filled(texts.caption, { title: film.title[lesson.language] });
    detail.replaceChildren(...detailTree(chosen(), history, kept.current.isTwice, words).map((tree) => markupNode(tree, document)));
  }

  function show() {
    showHistory();
    showRanking();
  }

  historyBox.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLSelectElement)) return;
    const id = target.closest('li')?.dataset.film;
    kept.put({ history: kept.current.history.map((seen) => (seen.film.id === id ? { ...seen, stars: Number(target.value) } : seen)) });
    showRanking();
  });
  historyBox.addEventListener('click', ({ target }) => {
    const item = target instanceof HTMLButtonElement ? target.closest('li') : null;
    if (!item) return;
    const index = kept.current.history.findIndex(({ film }) => film.id === item.dataset.film);
    const [{ film }] = kept.current.history.slice(index, index + 1);
    kept.edit({ history: kept.current.history.filter((seen) => seen.film !== film) });
    done.textContent = filled(texts.removed, { title: film.title[lesson.language] });
    // The keyboard focus keeps its place in the list.
    const buttons = historyBox.querySelectorAll('button');
    (buttons[Math.min(index, buttons.length - 1)] ?? chooser).focus();
  });
  required('recommend-add', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    const film = filmOf(chooser.value);
    if (!film) return;
    kept.edit({ history: [...kept.current.history, { film, stars: starsAtFirst }] });
    done.textContent = filled(texts.added, { title: film.title[lesson.language] });
  });
  twice.addEventListener('change', () => {
    kept.put({ isTwice: twice.checked });
    showRanking();
  });
  list.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    const film = filmOf(target.value) ?? null;
    kept.put({ chosen: film === candidates[0].film ? null : film });
    showDetail();
  });

  kept.start();
  startPredict(root, lesson, 'recommend.predict');
}
