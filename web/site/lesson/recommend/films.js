/** Films described by facts that anyone can look up (genres, year and length), and their vectors. */

/**
 * @typedef {'scifi' | 'animation' | 'comedy' | 'romance' | 'drama' | 'thriller' | 'fantasy' | 'action'} Genre
 * @typedef {'early' | 'late' | 'new'} Era before 1980; 1980 to 1999; from 2000 on
 * @typedef {'short' | 'medium' | 'long'} Length under 100 minutes; up to 140; more
 * @typedef {Genre | Era | Length} Attribute
 *
 * @typedef {object} Film
 * @property {string} id
 * @property {{ en: string, zh: string }} title
 * @property {number} year
 * @property {Length} length
 * @property {Genre[]} genres
 */

/** @type {readonly Genre[]} */
const genres = ['scifi', 'animation', 'comedy', 'romance', 'drama', 'thriller', 'fantasy', 'action'];
/** @type {readonly Attribute[]} */
const attributes = [...genres, 'early', 'late', 'new', 'short', 'medium', 'long'];

/** @param {string} id @param {string} en @param {string} zh @param {number} year @param {Length} length @param {...Genre} own @returns {Film} */
const film = (id, en, zh, year, length, ...own) => ({ id, title: { en, zh }, year, length, genres: own });

/** @type {readonly Film[]} */
export const films = [
  film('modern', 'Modern Times', '摩登时代', 1936, 'short', 'comedy'),
  film('casablanca', 'Casablanca', '卡萨布兰卡', 1942, 'medium', 'romance', 'drama'),
  film('samurai', 'Seven Samurai', '七武士', 1954, 'long', 'action', 'drama'),
  film('psycho', 'Psycho', '惊魂记', 1960, 'medium', 'thriller'),
  film('odyssey', '2001: A Space Odyssey', '2001太空漫游', 1968, 'long', 'scifi'),
  film('blade', 'Blade Runner', '银翼杀手', 1982, 'medium', 'scifi', 'thriller'),
  film('totoro', 'My Neighbor Totoro', '龙猫', 1988, 'short', 'animation', 'fantasy'),
  film('farewell', 'Farewell My Concubine', '霸王别姬', 1993, 'long', 'drama'),
  film('groundhog', 'Groundhog Day', '土拨鼠之日', 1993, 'medium', 'comedy', 'romance'),
  film('toys', 'Toy Story', '玩具总动员', 1995, 'short', 'animation', 'comedy'),
  film('titanic', 'Titanic', '泰坦尼克号', 1997, 'long', 'romance', 'drama'),
  film('matrix', 'The Matrix', '黑客帝国', 1999, 'medium', 'scifi', 'action'),
  film('tiger', 'Crouching Tiger, Hidden Dragon', '卧虎藏龙', 2000, 'medium', 'action', 'romance'),
  film('mood', 'In the Mood for Love', '花样年华', 2000, 'short', 'romance', 'drama'),
  film('spirited', 'Spirited Away', '千与千寻', 2001, 'medium', 'animation', 'fantasy'),
  film('ring', 'The Fellowship of the Ring', '指环王：护戒使者', 2001, 'long', 'fantasy', 'action'),
  film('amelie', 'Amélie', '天使爱美丽', 2001, 'medium', 'comedy', 'romance'),
  film('hustle', 'Kung Fu Hustle', '功夫', 2004, 'short', 'comedy', 'action'),
  film('walle', 'WALL-E', '机器人总动员', 2008, 'short', 'animation', 'scifi'),
  film('inception', 'Inception', '盗梦空间', 2010, 'long', 'scifi', 'thriller'),
  film('interstellar', 'Interstellar', '星际穿越', 2014, 'long', 'scifi', 'drama'),
  film('earth', 'The Wandering Earth', '流浪地球', 2019, 'medium', 'scifi', 'action'),
];

/** @param {string} id @returns {Film | undefined} */
export const filmOf = (id) => films.find((each) => each.id === id);

/** @param {Film} film @returns {Attribute[]} */
export const attributesOf = ({ genres: own, year, length }) => [...own, year < 1980 ? 'early' : year < 2000 ? 'late' : 'new', length];

/** @param {Film} a @param {Film} b @returns {Attribute[]} */
export const sharedOf = (a, b) => attributesOf(a).filter((attribute) => attributesOf(b).includes(attribute));

/** A shared genre says more than a shared era or length. */
const genreCounts = 2;

/** The score of a film: q·k without its last term. @param {Film} candidate @param {Film} seen @returns {number} */
export const scoreOf = (candidate, seen) => sharedOf(candidate, seen)
  .reduce((sum, attribute) => sum + (genres.includes(/** @type {Genre} */ (attribute)) ? genreCounts : 1), 0);

/** The score at which a sigmoid weight is one half. */
export const halfAt = 4;

/** A rating of so many stars speaks neither for a film nor against it. */
export const middleRating = 3;
export const mostStars = 5;

/**
 * @typedef {{ film: Film, stars: number }} Seen
 *
 * The numbers that the engine and the figure get.
 * @typedef {object} Call
 * @property {number[][]} queries one for each candidate: 2 at each of its genres, 1 at its era and its length
 * @property {number[][]} keys one for each film of the history: 1 at each attribute
 * @property {number[][]} values the ratings, from -2 to 2
 */

/**
 * The last component of each key is log T - 4. It cancels the - log T of the engine's sigmoid, so that a film's weight does
 * not shrink as the history grows, and it sets the score at which a weight is one half. For softmax it makes no difference.
 * @param {readonly Film[]} candidates
 * @param {readonly Seen[]} history at least one
 * @returns {Call}
 */
export function callOf(candidates, history) {
  const shift = Math.log(history.length) - halfAt;
  /** @param {Film} film @param {number} genre @param {number} last */
  const vector = (film, genre, last) => {
    const own = attributesOf(film);
    return [...attributes.map((name, index) => (own.includes(name) ? (index < genres.length ? genre : 1) : 0)), last];
  };
  return {
    queries: candidates.map((film) => vector(film, genreCounts, 1)),
    keys: history.map(({ film }) => vector(film, 1, shift)),
    values: history.map(({ stars }) => [stars - middleRating]),
  };
}
