/**
 * The builder's form holds data as it was typed, and everything else as a state has it. A draft is
 * never changed, only replaced, and need not be a figure: compose says whether it is.
 */

import { givenQueryTokens, isSpelled } from '../../figure/state/figure-vectors.js';
import { fieldsOfText, stateOfFields } from '../../figure/state/figure-input.js';
import { dataNames, lookNames } from '../../figure/state/schema.js';
import { numbersText, wordsText } from './data-text.js';

/**
 * @import { FigureState } from '../../figure/state/schema.js'
 * @import { LinkSettings } from '../../figure/state/link-settings.js'
 *
 * @typedef {typeof lookNames[number]} LookName what is no data: the fields that a draft shares with a state
 * @typedef {'domain' | 'localFocus' | 'sinks'} TypedName of these the form has a line of text
 * @typedef {{ [Name in LookName]: FigureState[Name] extends number | null ? Name : never }[LookName]} NumberName
 * @typedef {{ [Name in LookName]: FigureState[Name] | (Name extends TypedName ? string : never) }} Looks as a state has them, or
 *   as they were typed
 *
 * @typedef {object} Data
 * @property {string} words of the keys: a sentence, or a JSON array
 * @property {string} queryWords '' where they are the same
 * @property {string} numbers JSON or CSV; '': vectors made from spelling
 *
 * @typedef {object} Surroundings
 * @property {string} controls names, with spaces between
 * @property {string} lang '': the language of the page around
 * @property {'' | 'light' | 'dark'} theme
 * @property {'' | 'ltr' | 'rtl'} dir
 *
 * @typedef {Data & Looks & Surroundings} Draft
 */

/** These say how the figure stands in its page; '' is not given. */
export const surroundingNames = /** @type {const} */ (['controls', 'lang', 'theme', 'dir']);

/** @param {string} name of a field of a state */
const isData = (name) => /** @type {readonly string[]} */ (dataNames).includes(name);

/**
 * @param {Draft} draft
 * @returns {FigureState}
 * @throws {import('../../figure/state/figure-error.js').FigureError} with the field in its `argument`
 */
export function compose(draft) {
  const looks = Object.fromEntries(lookNames.map((name) => [name, draft[name]]));
  if (!canShowScores(draft)) looks.shows = 'weights';
  return stateOfFields({ tokens: draft.words, queryTokens: draft.queryWords, ...looks }, dataIn(draft.numbers));
}

/**
 * The author's choice is kept where it has no effect, and is back with another view or other numbers.
 * @param {Draft} draft
 */
export function canShowScores({ view, numbers }) {
  if (view === 'links' || view === 'plane') return false;
  try {
    return fieldsOfText(numbers).weights == null;
  } catch {
    return true; // compose says what is wrong with them.
  }
}

/**
 * @param {FigureState} state
 * @param {LinkSettings} settings
 * @returns {Draft}
 */
export function draftOf(state, settings) {
  const looks = Object.fromEntries(lookNames.map((name) => [name, state[name]]));
  return /** @type {Draft} */ ({
    words: wordsText(state.tokens),
    queryWords: wordsText(givenQueryTokens(state) ?? []),
    numbers: isSpelled(state) ? '' : numbersText(state),
    ...looks,
    ...Object.fromEntries(surroundingNames.map((name) => [name, settings[name] ?? ''])),
  });
}

/** @param {Draft} draft @returns {LinkSettings} */
export function settingsOf(draft) {
  return Object.fromEntries(surroundingNames.filter((name) => draft[name]).map((name) => [name, draft[name]]));
}

/**
 * Other data has other places: what was chosen and masked there means nothing now.
 * @param {Draft} draft
 * @param {Partial<Data>} data
 * @returns {Draft}
 */
export function withData(draft, data) {
  const fresh = { ...draft, ...data, head: 0, query: 0, key: null, mask: null };
  return data.numbers === undefined ? fresh : withNamesOf(fresh);
}

/** A table or a figure that brings its own words has its way over those of the form. @param {Draft} draft */
function withNamesOf(draft) {
  try {
    const { tokens, queryTokens } = fieldsOfText(draft.numbers);
    if (!Array.isArray(tokens)) return draft;
    const asking = givenQueryTokens({ tokens, queryTokens: Array.isArray(queryTokens) ? queryTokens : null });
    return { ...draft, words: wordsText(tokens), queryWords: wordsText(asking ?? []) };
  } catch {
    return draft; // compose says what is wrong with it.
  }
}

/**
 * A pasted file may be a whole figure: then all of the form follows it, but for how the figure stands in its page.
 * @param {Draft} draft
 * @param {string} numbers
 * @returns {Draft | null} null where it is data alone, or nothing that can be read
 */
export function draftOfFile(draft, numbers) {
  try {
    const fields = fieldsOfText(numbers);
    if (Object.keys(fields).every(isData)) return null;
    return draftOf(stateOfFields(fields), settingsOf(draft));
  } catch {
    return null;
  }
}

/** @param {string} numbers */
function dataIn(numbers) {
  const fields = fieldsOfText(numbers);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => isData(name)));
}
