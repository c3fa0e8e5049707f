/** The tokens of a figure and its numbers: one of queries and keys, finished weights, or tokens alone. */

import { shownToken } from '../../base/shown-token.js';
import { embed, embeddingDimensions } from './embedding.js';
import { check, counted, FigureError, told } from './figure-error.js';
import { limits } from './limits.js';

/**
 * @import { FigureState } from './schema.js'
 *
 * @typedef {object} Sizes
 * @property {number} H query heads
 * @property {number} G key-value heads
 * @property {number} Tq
 * @property {number} Tk
 * @property {number} D of queries and keys; 0 with finished weights
 * @property {number} Dv of values; 0 with finished weights
 *
 * @typedef {Pick<FigureState, 'tokens' | 'queryTokens' | 'queries' | 'keys' | 'values' | 'weights'>} Given
 */

/**
 * @param {Omit<Given, 'tokens'> & { tokens: string[] | null }} read each allowed by itself
 * @returns {Given} with names for keys and queries that have none
 * @throws {FigureError} where they do not fit one another
 */
export function withNames(read) {
  const given = { ...read, tokens: read.tokens ?? [] };
  checkTogether(given);
  const sizes = sizesOf(given);
  checkSizes(given, sizes);
  return { ...given, ...namesOf(given, sizes) };
}

/**
 * @param {Given} state
 * @returns {boolean} whether its vectors are made from the spelling of its tokens
 */
export function isSpelled({ queries, weights }) {
  return queries === null && weights === null;
}

/**
 * @param {Given} state
 * @returns {{ queries: number[][][], keys: number[][][], values: number[][][] } | null} what the engine is
 *   to compute with, values that follow the keys and spelling vectors included; null with finished weights
 */
export function vectorsOf(state) {
  const { tokens, queryTokens, queries, keys, values, weights } = state;
  if (weights) return null;
  if (queries && keys) return { queries, keys, values: values ?? keys };
  const spelled = [tokens.map((token) => Array.from(embed(token)))];
  const asking = queryTokens ? [queryTokens.map((token) => Array.from(embed(token)))] : spelled;
  return { queries: asking, keys: spelled, values: spelled };
}

/**
 * @param {Pick<FigureState, 'tokens' | 'queryTokens'>} state
 * @returns {string[] | null} the queries' names where there is something to say: not of a single query without a name
 */
export function givenQueryTokens({ tokens, queryTokens }) {
  return tokens.length > 1 && queryTokens?.length === 1 && queryTokens[0] === '' ? null : queryTokens;
}

/**
 * @param {Given} state
 * @returns {Sizes}
 */
export function sizesOf({ tokens, queryTokens, queries, keys, values, weights }) {
  if (weights) {
    return { H: weights.length, G: weights.length, Tq: weights[0].length, Tk: weights[0][0].length, D: 0, Dv: 0 };
  }
  if (queries && keys) {
    const Dv = (values ?? keys)[0][0].length;
    return { H: queries.length, G: keys.length, Tq: queries[0].length, Tk: keys[0].length, D: queries[0][0].length, Dv };
  }
  const D = embeddingDimensions;
  return { H: 1, G: 1, Tq: (queryTokens ?? tokens).length, Tk: tokens.length, D, Dv: D };
}

/** @param {Given} given */
function checkTogether({ tokens, queryTokens, queries, keys, values, weights }) {
  if (weights) {
    const beside = queries ? 'queries' : keys ? 'keys' : 'values';
    check(!queries && !keys && !values, 'weights', 'option', `weights or ${beside}`, told('both'));
  } else if (queries || keys || values) {
    check(queries, 'queries', 'missing', `vectors beside ${keys ? 'keys' : 'values'}`, queries);
    check(keys, 'keys', 'missing', 'vectors beside queries', keys);
  } else {
    check(tokens.length > 0, 'tokens', 'missing', 'words, weights, or queries and keys', null);
    const most = Math.max(tokens.length, queryTokens?.length ?? 0);
    check(most <= limits.spelledTokens, 'tokens', 'size', `at most ${limits.spelledTokens} words without vectors`, told(`${most} words`));
  }
}

/** @param {Given} given @param {Sizes} sizes */
function checkSizes({ tokens, queryTokens, keys, values, weights }, { H, G, Tq, Tk, D }) {
  /** @param {string} name @param {string} unit @param {number} wanted @param {number | undefined} got @param {string} as */
  const same = (name, unit, wanted, got, as) =>
    check(got === undefined || got === wanted, name, 'shape', `${counted(wanted, unit)}, as in ${as}`, told(counted(got ?? 0, unit)));
  same('keys', 'component', D, keys?.[0][0].length, 'queries');
  check(H % G === 0, 'keys', 'shape', `a number of heads that divides the ${H} of queries`, told(counted(G, 'head')));
  same('values', 'head', G, values?.length, 'keys');
  same('values', 'vector', Tk, values?.[0].length, 'keys');
  sameWords('tokens', tokens, Tk, weights ? `${counted(Tk, 'column')} of weights` : `${counted(Tk, 'vector')} of keys`);
  sameWords('queryTokens', queryTokens ?? [], Tq, weights ? `${counted(Tq, 'row')} of weights` : `${counted(Tq, 'vector')} of queries`);
  const cells = H * Tq * Tk;
  check(cells <= limits.cells, weights ? 'weights' : 'queries', 'size', `at most ${limits.cells} weights: heads × queries × keys`, told(`${cells} weights`));
}

/** The most words that an error lists, and their characters. */
const [mostListed, mostCharacters] = [8, 120];

/**
 * @param {string} name
 * @param {string[]} words none: they are given no names
 * @param {number} wanted
 * @param {string} of what they are the names
 */
function sameWords(name, words, wanted, of) {
  const { length } = words;
  if (length === 0 || length === wanted) return;
  const listed = words.slice(0, mostListed).map(shownToken).join(', ').slice(0, mostCharacters);
  const rest = length > mostListed || listed.length === mostCharacters ? '…' : '';
  throw new FigureError(name, 'shape', `${counted(wanted, 'word')} for the ${of}`, told(`${counted(length, 'word')}: ${listed}${rest}`));
}

/** @param {Given} given @param {Sizes} sizes */
function namesOf({ tokens, queryTokens }, { Tq, Tk }) {
  /** @param {string} letter @param {number} count */
  const numbered = (letter, count) =>
    count === 1 ? [letter] : Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
  return {
    tokens: tokens.length > 0 ? tokens : numbered('k', Tk),
    // As many queries as keys are the tokens themselves. A single one has no name: a figure has a word for it in its language.
    queryTokens: queryTokens ?? (Tq === Tk ? null : Tq === 1 ? [''] : numbered('q', Tq)),
  };
}
