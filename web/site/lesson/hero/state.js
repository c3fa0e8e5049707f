/** The hero's state: three words, the vector that asks, and how they are compared. The link holds what the reader changed. */

/**
 * @typedef {[x: number, y: number]} Vector
 * @typedef {'dot' | 'cosine' | 'euclidean'} Score
 *
 * @typedef {object} HeroState
 * @property {Score} score
 * @property {Vector} query
 * @property {readonly Vector[]} words each vector is both key and value
 */

/** The article's words, which the hero places on a plane. */
export const words = ['我', '喜欢', '学习'];

/** The index of the word that asks. */
export const asker = 2;

/** @type {readonly Score[]} */
export const scores = ['dot', 'cosine', 'euclidean'];

/** @type {HeroState} */
export const author = { score: 'dot', query: [0.5, 1.5], words: [[2, 1.5], [3, 2.5], [0.5, 1.5]] };

/** The part of the plane that is shown: no vector leaves it. */
export const reach = { x: /** @type {const} */ ([-0.5, 3.7]), y: /** @type {const} */ ([-0.4, 3]) };

/** @param {readonly number[]} vector @returns {Vector} the nearest vector that the plane shows, rounded to a hundredth */
export function within([x, y]) {
  /** @param {number} value @param {readonly number[]} range */
  const clamped = (value, [low, high]) => Math.round(Math.min(high, Math.max(low, value)) * 100) / 100;
  return [clamped(x, reach.x), clamped(y, reach.y)];
}

/** @param {readonly number[]} a @param {readonly number[]} b */
export const isSame = (a, b) => a[0] === b[0] && a[1] === b[1];

/** @param {HeroState} state @returns {string} such as `euclidean;ask:1,2;3:0.4,1`; '' for the author's */
export function writeState({ score, query, words: vectors }) {
  return [
    score === author.score ? '' : score,
    isSame(query, author.query) ? '' : `ask:${query.join()}`,
    ...vectors.map((vector, index) => (isSame(vector, author.words[index]) ? '' : `${index + 1}:${vector.join()}`)),
  ].filter(Boolean).join(';');
}

/** @param {string} text @returns {HeroState} @throws {Error} for a text that writeState does not write */
export function readState(text) {
  const state = { ...author, words: [...author.words] };
  for (const part of text ? text.split(';') : []) {
    const score = scores.find((name) => name === part);
    const [, name, x, y] = /^(ask|[123]):(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(part) ?? [];
    if (score) state.score = score;
    else if (!name) throw new Error(`hero: expected a score or a vector, got ${part}`);
    else if (name === 'ask') state.query = within([Number(x), Number(y)]);
    else state.words[Number(name) - 1] = within([Number(x), Number(y)]);
  }
  return state;
}

/** @param {HeroState} state @returns {string} the address of a figure with the same numbers, which can be linked to and embedded */
export function figureAddress({ score, query, words: vectors }) {
  const points = vectors.map((vector) => vector.join()).join(';');
  const tokens = words.map(encodeURIComponent);
  return `./figure.html#v=1&view=plane&tokens=${tokens.join()}&query-tokens=${tokens[asker]}&queries=${query.join()}&keys=${points}`
    + `&values=${points}&score=${score}&controls=score`;
}
