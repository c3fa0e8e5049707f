/** The films that the reader has seen, with their ratings. */

import { markup } from '../../../base/markup.js';
import { filled } from '../../../base/filled.js';
import { aboutFilm } from './ranking.js';

/**
 * @import { Seen } from './films.js'
 * @import { Words } from './ranking.js'
 */

/** @param {readonly Seen[]} history @param {Words} words */
export function historyTree(history, words) {
  const { language, texts } = words;
  return markup('ul', { class: 'recommend-history' }, ...history.map(({ film, stars }) => {
    const title = film.title[language];
    return markup('li', { 'data-film': film.id },
      markup('span', { class: 'recommend-words' },
        markup('span', { class: 'recommend-title' }, title), markup('span', { class: 'recommend-about' }, ` ${aboutFilm(film, words)}`)),
      markup('select', { 'aria-label': filled(texts.stars, { title }), autocomplete: 'off' }, ...texts.starsOf.map((name, index) =>
        markup('option', { value: String(index + 1), ...(index + 1 === stars ? { selected: '' } : {}) }, name))),
      markup('button', { type: 'button', class: 'remove needs-script', 'aria-label': filled(texts.remove, { title }) }, '×'));
  }));
}
