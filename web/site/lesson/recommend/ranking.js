/** The ranking with its reasons, for the written page and for the live page. */

import { markup } from '../../../base/markup.js';
import { formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { attributesOf } from './films.js';
import { reasonsOf } from './interest.js';

/**
 * @import { LanguageCode } from '../../../base/preferred-language.js'
 * @import { Film, Seen } from './films.js'
 * @import { Candidate, Kind, Reason } from './interest.js'
 *
 * @typedef {typeof import('../../../locales/lesson/recommend-en.js').live} Texts
 * @typedef {{ language: LanguageCode, texts: Texts }} Words
 */

/** At most so many films are named as reasons for a film, and as many against it. */
const mostReasons = 3;

/** @param {Film} film @param {Words} words @returns {string} such as '1999, science fiction, action, 100 to 140 min' */
export function aboutFilm(film, { texts }) {
  const own = attributesOf(film).filter((name) => !['early', 'late', 'new'].includes(name)).map((name) => texts.attributes[name]);
  return filled(texts.about, { year: film.year, attributes: own.join(texts.comma) });
}

/** A number with its sign, also if that is a plus. @param {number} value */
export const signed = (value) => (value > 0 ? `+${formatNumber(value)}` : formatNumber(value));

/**
 * @param {readonly Candidate[]} candidates
 * @param {readonly Seen[]} history
 * @param {Film | undefined} chosen
 * @param {Words} words
 */
export function rankingTree(candidates, history, chosen, words) {
  const all = candidates.flatMap(({ sigmoid, softmax }) => [sigmoid.interest, softmax.interest]);
  const scale = { low: Math.min(0, ...all), high: Math.max(0, ...all) };
  return markup('ol', { class: 'recommend-ranking', id: 'recommend-ranking' }, ...candidates.map((candidate) =>
    markup('li', {}, markup('label', { class: 'recommend-candidate pick' }, ...candidateParts(candidate, history, candidate.film === chosen, scale, words)))));
}

/**
 * @param {Candidate} candidate
 * @param {readonly Seen[]} history
 * @param {boolean} isChosen
 * @param {{ low: number, high: number }} scale
 * @param {Words} words
 */
function candidateParts(candidate, history, isChosen, scale, words) {
  const { film, sigmoid } = candidate;
  const radio = { type: 'radio', name: 'recommend-film', value: film.id, autocomplete: 'off' };
  return [
    markup('input', isChosen ? { ...radio, checked: '' } : radio),
    markup('span', { class: 'recommend-place' }, `${sigmoid.place} `),
    markup('span', { class: 'recommend-words' },
      markup('span', { class: 'recommend-title' }, film.title[words.language]),
      markup('span', { class: 'recommend-about' }, ` ${aboutFilm(film, words)}`),
      markup('span', { class: 'recommend-reasons' }, ` ${reasonsText(reasonsOf(candidate, history), words)}`)),
    barTree('sigmoid', candidate, scale, words),
    barTree('softmax', candidate, scale, words),
  ];
}

/** @param {readonly Reason[]} reasons @param {Words} words @returns {string} */
export function reasonsText(reasons, { language, texts }) {
  /** @param {(reason: Reason) => boolean} belongs */
  const list = (belongs) => reasons.filter(belongs).slice(0, mostReasons)
    .map(({ seen, adds }) => `${seen.film.title[language]} ${signed(adds)}`).join(texts.comma);
  const [pro, contra] = [list(({ adds }) => adds > 0), list(({ adds }) => adds < 0)];
  const said = [pro && filled(texts.forIt, { list: pro }), contra && filled(texts.against, { list: contra })].filter(Boolean);
  return said.join(texts.between) || texts.noReason;
}

/**
 * @param {Kind} kind
 * @param {Candidate} candidate
 * @param {{ low: number, high: number }} scale
 * @param {Words} words
 */
function barTree(kind, candidate, { low, high }, { texts }) {
  const { interest, place } = candidate[kind];
  const span = high - low || 1;
  /** @param {number} value */
  const at = (value) => (value - low) / span;
  const [from, to] = [at(Math.min(0, interest)), at(Math.max(0, interest))];
  return markup('span', { class: `recommend-side is-${kind}` },
    markup('span', { class: 'recommend-kind' }, ` ${texts[kind]} `),
    markup('svg', { class: 'recommend-bar', viewBox: '0 0 1 1', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      markup('rect', { class: interest < 0 ? 'is-negative' : '', x: String(from), width: String(to - from), height: '1' }),
      markup('rect', { class: 'recommend-zero', x: String(Math.min(at(0), 0.995)), width: '0.005', height: '1' })),
    markup('span', { class: 'recommend-interest' }, formatNumber(interest)),
    markup('span', { class: 'recommend-kind-place' }, kind === 'softmax' ? ` ${filled(texts.place, { place })}` : ''));
}
