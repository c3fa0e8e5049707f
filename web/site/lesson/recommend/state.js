/** The state in the link, such as `h:walle5.matrix4;c:blade;x`: films with their stars, the chosen film, and x for a doubled history. */

import { filmOf, films, mostStars } from './films.js';

/**
 * @import { Film, Seen } from './films.js'
 *
 * @typedef {object} RecommendState
 * @property {readonly Seen[]} history
 * @property {Film | null} chosen null for the first film of the ranking
 * @property {boolean} isTwice
 */

/** @param {string} id @param {number} stars @returns {Seen} */
function seen(id, stars) {
  const film = filmOf(id);
  if (!film || !(stars >= 1 && stars <= mostStars)) throw new RangeError(`expected a film and its stars, got ${id.slice(0, 20)}${stars}`);
  return { film, stars };
}

/** @type {Readonly<RecommendState>} */
export const authors = {
  history: [seen('walle', 5), seen('matrix', 5), seen('spirited', 4), seen('casablanca', 2)], chosen: null, isTwice: false,
};

/** @param {readonly Seen[]} history */
const written = (history) => history.map(({ film, stars }) => `${film.id}${stars}`).join('.');

/** @param {Readonly<RecommendState>} state @returns {string} '' for the author's */
export function writeState({ history, chosen, isTwice }) {
  const isAuthors = written(history) === written(authors.history);
  return [!isAuthors && `h:${written(history)}`, chosen && `c:${chosen.id}`, isTwice && 'x'].filter(Boolean).join(';');
}

/** @param {string} value @returns {RecommendState} */
export function readState(value) {
  const state = { ...authors };
  for (const part of value === '' ? [] : value.split(';')) {
    const [, name, rest = ''] = /^([hcx])(?::([a-z0-9.]*))?$/.exec(part) ?? [];
    if (name === 'h') state.history = rest === '' ? [] : rest.split('.').map((text) => seen(text.slice(0, -1), Number(text.slice(-1))));
    else if (name === 'c') state.chosen = films.find(({ id }) => id === rest) ?? fail(rest);
    else if (name === 'x') state.isTwice = true;
    else fail(part);
  }
  if (new Set(state.history.map(({ film }) => film)).size < state.history.length) fail('a film twice');
  return state;
}

/** @param {string} text @returns {never} */
function fail(text) {
  throw new RangeError(`expected h, c or x, got ${text.slice(0, 20)}`);
}
