/** The reader adds, removes and rates films of the history; the ranking and its reasons follow at once. */

import { required } from '../../../base/dom.js';
import { element } from '../../../base/element.js';
import { markupNode } from '../../../base/markup.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/recommend-en.js';
import { live as zh } from '../../../locales/lesson/recommend-zh.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';
import { filmOf, films } from './films.js';
import { historyTree } from './history.js';
import { RankingView } from './ranking-view.js';
import { authors, readState, writeState } from './state.js';

/**
 * @import { Lesson } from '../section.js'
 * @import { RecommendState } from './state.js'
 */

/** A newly added film counts as one that the reader liked. */
const starsAtFirst = 4;

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const words = { language: lesson.language, texts };
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);
  const historyBox = required('recommend-history', HTMLElement);
  const list = required('recommend-list', HTMLElement);
  const chooser = required('recommend-new', HTMLSelectElement);
  const twice = required('recommend-twice', HTMLInputElement);
  const done = required('recommend-done', HTMLElement);
  const ranking = new RankingView(root, engine, words);
  /** @type {SectionState<Readonly<RecommendState>>} */
  const kept = new SectionState(lesson.link, 'recommend', { author: authors, read: readState, write: writeState, show });

  /** Shows the films of the history, and those that can be added. */
  function showHistory() {
    historyBox.replaceChildren(markupNode(historyTree(kept.current.history, words), document));
    const seen = kept.current.history.map(({ film }) => film);
    chooser.replaceChildren(...films.filter((film) => !seen.includes(film))
      .map((film) => element('option', { value: film.id }, film.title[lesson.language])));
    twice.checked = kept.current.isTwice;
  }

  function show() {
    showHistory();
    ranking.show(kept.current);
  }

  historyBox.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLSelectElement)) return;
    const id = target.closest('li')?.dataset.film;
    kept.put({ history: kept.current.history.map((seen) => (seen.film.id === id ? { ...seen, stars: Number(target.value) } : seen)) });
    ranking.show(kept.current);
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
    ranking.show(kept.current);
  });
  list.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    const film = filmOf(target.value) ?? null;
    kept.put({ chosen: film === ranking.first ? null : film });
    ranking.showDetail(kept.current);
  });

  kept.start();
  startPredict(root, lesson, 'recommend.predict');
}
