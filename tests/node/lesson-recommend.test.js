// The interests and their reasons, under sigmoid and softmax, against float64.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributesOf, callOf, filmOf, films, scoreOf } from '../../web/site/lesson/recommend/films.js';
import { engineAttend, rank, reasonsOf } from '../../web/site/lesson/recommend/interest.js';
import { authors, readState, writeState } from '../../web/site/lesson/recommend/state.js';
import { attention } from './engine.js';

/** @import { Film, Seen } from '../../web/site/lesson/recommend/films.js' */

const attend = engineAttend(attention);

/** @param {...[string, number]} all @returns {Seen[]} */
const historyOf = (...all) => all.map(([id, stars]) => ({ film: /** @type {Film} */ (filmOf(id)), stars }));

/**
 * The interest in float64, computed from the attributes and not from the vectors.
 * @param {Film} film
 * @param {readonly Seen[]} history
 */
function truthOf(film, history) {
  const scores = history.map(({ film: { genres, length, year } }) => {
    const era = (/** @type {number} */ y) => (y < 1980 ? 0 : y < 2000 ? 1 : 2);
    return 2 * genres.filter((genre) => film.genres.includes(genre)).length + Number(length === film.length) + Number(era(year) === era(film.year));
  });
  const sigmoid = scores.map((score) => 1 / (1 + Math.exp(4 - score)));
  const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
  const softmax = scores.map((score) => Math.exp(score) / total);
  /** @param {number[]} weights */
  const interest = (weights) => weights.reduce((sum, weight, index) => sum + weight * (history[index].stars - 3), 0);
  return { scores, sigmoid: { weights: sigmoid, interest: interest(sigmoid) }, softmax: { weights: softmax, interest: interest(softmax) } };
}

const histories = [
  authors.history, historyOf(['psycho', 1]), historyOf(['walle', 5], ['toys', 5], ['totoro', 5], ['spirited', 3], ['titanic', 1], ['mood', 2]),
  films.slice(0, 20).map((film, index) => ({ film, stars: 1 + (index % 5) })), [...authors.history, ...authors.history],
];

for (const [index, history] of histories.entries()) {
  test(`weights and interests are float64's, and the ranking follows them: history ${index + 1}`, () => {
    const candidates = rank(history, attend);
    assert.equal(candidates.length, films.length - new Set(history.map(({ film }) => film)).size);
    for (const candidate of candidates) {
      const truth = truthOf(candidate.film, history);
      history.forEach(({ film }, at) => assert.equal(scoreOf(candidate.film, film), truth.scores[at]));
      for (const kind of /** @type {const} */ (['sigmoid', 'softmax'])) {
        const slack = 4e-6 * history.length;
        assert.ok(Math.abs(candidate[kind].interest - truth[kind].interest) < slack, `${candidate.film.id} ${kind}`);
        candidate[kind].weights.forEach((weight, at) => assert.ok(Math.abs(weight - truth[kind].weights[at]) < 2e-6, `${candidate.film.id} ${kind} ${at}`));
      }
    }
    const interests = candidates.map(({ film }) => truthOf(film, history).sigmoid.interest);
    interests.slice(1).forEach((interest, at) => assert.ok(interest <= interests[at] + 1e-4));
    assert.equal(candidates[0].sigmoid.place, 1);
  });
}

test('everything twice doubles the intensity of sigmoid and changes nothing for softmax', () => {
  const [once, twice] = [histories[0], histories[4]].map((history) => rank(history, attend));
  once.forEach(({ film, sigmoid, softmax }) => {
    const other = twice.find((each) => each.film === film);
    assert.ok(other && Math.abs(other.sigmoid.interest - 2 * sigmoid.interest) < 1e-5, film.id);
    assert.ok(Math.abs(other.softmax.interest - softmax.interest) < 1e-5, film.id);
  });
});

test('another candidate looks at another part of the history', () => {
  const candidates = rank(authors.history, attend);
  const loudest = (/** @type {string} */ id) => reasonsOf(candidates[candidates.findIndex(({ film }) => film.id === id)], authors.history)[0].seen.film.id;
  assert.deepEqual(['earth', 'toys', 'titanic'].map(loudest), ['matrix', 'walle', 'casablanca']);
});

test('a reason is weight times rating, and a film that is counted twice is one reason', () => {
  const [first] = rank(histories[4], attend);
  const reasons = reasonsOf(first, histories[4]);
  assert.equal(new Set(reasons.map(({ seen }) => seen.film)).size, reasons.length);
  const { sigmoid } = truthOf(first.film, authors.history);
  for (const { seen, adds } of reasons) {
    const at = authors.history.findIndex(({ film }) => film === seen.film);
    assert.ok(Math.abs(adds - 2 * sigmoid.weights[at] * (seen.stars - 3)) < 1e-5, seen.film.id);
  }
});

test('no two films are equal, and none has an attribute twice', () => {
  assert.equal(new Set(films.map(({ id }) => id)).size, films.length);
  for (const film of films) {
    assert.ok(/^[a-z]+$/.test(film.id) && film.year > 1900 && film.title.en && film.title.zh, film.id);
    assert.equal(new Set(attributesOf(film)).size, film.genres.length + 2);
  }
  assert.equal(callOf(films, authors.history).queries[0].length, callOf(films, authors.history).keys[0].length);
});

test('the link keeps a state, and a text that is no state is refused', () => {
  const states = [
    authors, { ...authors, history: [] }, { ...authors, history: historyOf(['psycho', 1], ['walle', 3]), chosen: films[0], isTwice: true },
    { ...authors, isTwice: true },
  ];
  for (const state of states) assert.deepEqual(readState(writeState(state)), state);
  assert.equal(writeState(authors), '');
  for (const broken of ['h:walle6', 'h:walle', 'h:nothing4', 'h:walle5.walle4', 'c:nothing', 'y', 'h:walle5.', '<b>']) {
    assert.throws(() => readState(broken), broken);
  }
});
